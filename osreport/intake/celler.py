"""The cells of a spreadsheet that came in, as rows of text: XLSX (ISO/IEC 29500-1, 18) and CSV.

Only the text and the numbers that stand in the cells are read; formulas are never worked out.
"""

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from functools import cached_property
from io import StringIO
from typing import Any

from osreport.structs import Struct

from .letters import decoded
from .opening import Package
from .received import Refused

Element = Any

MAX_CELLS = 500_000
MAX_COLUMNS = 500
MAX_CELL = 200_000  # letters; Excel itself holds 32 767
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
REL = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
TOO_MANY = ("Regnearket har mer enn 500 000 fylte celler.", "Ta ut arket med merknadene, og lagre det for seg.")
LONG = ("En celle har mer enn 200 000 tegn.", "Se i originalen. Ta cellen ut, og ta inn resten.")
NO_TABLE = ("Filen kan ikke leses som en tabell.", "Åpne originalen i Excel og lagre den som .xlsx.")
DATES = frozenset({14, 15, 16, 17, 22, 27, 30, 36, 45, 46, 47, 50, 57})
DATE_SIGNS = re.compile(r"[dyåÅ]", re.IGNORECASE)
PLAIN = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.|_.')
REFERENCE = re.compile(r"([A-Z]{1,3})(\d{1,7})")


class Row(Struct):
    """A row with anything in it; the number is the one that the planner sees."""

    number: int
    cells: tuple[str, ...]


class Sheet(Struct):
    name: str
    rows: tuple[Row, ...]


def of_csv(content: bytes) -> tuple[Sheet, ...]:
    """The one sheet of a CSV file, whatever sets its cells apart."""
    text = decoded(content)
    if max(map(len, text.splitlines()), default=0) > MAX_COLUMNS * MAX_CELL // 100:
        raise Refused(*LONG)
    rows: list[Row] = []
    count, reader = 0, csv.reader(StringIO(text, newline=""), delimiter=_delimiter(text))
    try:
        for cells in reader:
            count += len(cells)
            if any(cell.strip() for cell in cells):
                rows.append(Row(reader.line_num, tuple(_held(cell) for cell in cells)))
    except csv.Error as error:
        raise Refused(*NO_TABLE) from error
    if count > MAX_CELLS:
        raise Refused(*TOO_MANY)
    return (Sheet("", tuple(rows)),)


def _delimiter(text: str) -> str:
    """What sets the cells of the first rows apart most often; a Norwegian Excel writes semicolons."""
    first = text[:20_000].splitlines()[:1] or [""]
    return max(";\t,|", key=lambda sign: (first[0].count(sign), -";\t,|".index(sign)))


def _held(text: str) -> str:
    if len(text) > MAX_CELL:
        raise Refused(*LONG)
    return text.strip()


def of_xlsx(package: Package) -> tuple[Sheet, ...]:
    """The sheets of a workbook that anybody can see, in its order."""
    return _Workbook(package).sheets()


class _Workbook(Struct):
    package: Package

    @cached_property
    def root(self) -> Element:
        root = self.package.root(self.package.main)
        if root is None:
            raise Refused(*NO_TABLE)
        return root

    def sheets(self) -> tuple[Sheet, ...]:
        numbers = _relations(self.package, self.package.main)
        found = [(each.get("name", ""), numbers.get(each.get(REL, ""), "")) for each in self.root.iter(f"{MAIN}sheet")]
        return tuple(Sheet(name, tuple(self._rows(part))) for name, part in found if part)

    def _rows(self, part: str) -> Iterator[Row]:
        root, count = self.package.root(part), 0
        for number, row in enumerate(() if root is None else root.iter(f"{MAIN}row"), 1):
            cells = self._cells(row)
            count += len(cells)
            if count > MAX_CELLS:
                raise Refused(*TOO_MANY)
            if cells:
                given = row.get("r", "")
                width = min(max(cells) + 1, MAX_COLUMNS)
                yield Row(int(given) if given.isdecimal() else number, tuple(cells.get(n, "") for n in range(width)))

    def _cells(self, row: Element) -> dict[int, str]:
        """The cells with something in them, by their column from 0."""
        found: dict[int, str] = {}
        for place, cell in enumerate(row.iter(f"{MAIN}c")):
            match = REFERENCE.fullmatch(cell.get("r", ""))
            if text := _held(self._text(cell)):
                found[_column(match[1]) if match else place] = text
        return found

    def _text(self, cell: Element) -> str:
        kind, value = cell.get("t", "n"), cell.findtext(f"{MAIN}v") or ""
        if kind == "s":
            return self.shared[int(value)] if value.isdecimal() and int(value) < len(self.shared) else ""
        if kind == "inlineStr":
            return _letters(cell)
        if kind == "b":
            return {"1": "ja", "0": "nei"}.get(value, value)
        return self._number(value, cell.get("s", "")) if kind == "n" else value

    def _number(self, value: str, style: str) -> str:
        if style.isdecimal() and int(style) < len(self.is_date) and self.is_date[int(style)]:
            return _day(value, self.begins)
        return value.removesuffix(".0")

    @cached_property
    def shared(self) -> Sequence[str]:
        roots = (self.package.root(name) for name in self.package.related(self.package.main, "sharedStrings"))
        return [_letters(each) for root in roots if root is not None for each in root.iter(f"{MAIN}si")]

    @cached_property
    def is_date(self) -> Sequence[bool]:
        """Whether each style shows a number as a date."""
        roots = (self.package.root(name) for name in self.package.related(self.package.main, "styles"))
        root = next((root for root in roots if root is not None), None)
        if root is None:
            return ()
        codes = {each.get("numFmtId", ""): each.get("formatCode", "") for each in root.iter(f"{MAIN}numFmt")}
        used = [each.get("numFmtId", "0") for each in root.iterfind(f"{MAIN}cellXfs/{MAIN}xf")]
        return [_shows_date(each, codes) for each in used]

    @cached_property
    def begins(self) -> datetime:
        """The day that dates are counted from (18.17.4.1)."""
        is_1904 = any(each.get("date1904") in {"1", "true"} for each in self.root.iter(f"{MAIN}workbookPr"))
        return datetime(1904, 1, 1) if is_1904 else datetime(1899, 12, 30)  # noqa: DTZ001 - a spreadsheet has no zones


def _relations(package: Package, part: str) -> Mapping[str, str]:
    """The parts that a part points to, by the numbers it does it with."""
    folder, _, name = part.rpartition("/")
    root = package.root(f"{folder}/_rels/{name}.rels")
    targets = {} if root is None else {each.get("Id", ""): each.get("Target", "") for each in root}
    return {number: f"{folder}/{to}" if not to.startswith("/") else to[1:] for number, to in targets.items()}


def _letters(element: Element) -> str:
    """The text of a cell, without the readings that Japanese has beside it."""
    texts = (each for each in element.iter(f"{MAIN}t") if each.getparent().tag != f"{MAIN}rPh")
    return "".join(each.text or "" for each in texts)


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


def _shows_date(number: str, codes: Mapping[str, str]) -> bool:
    if number in codes:
        return bool(DATE_SIGNS.search(PLAIN.sub("", codes[number])))
    return number.isdecimal() and int(number) in DATES


def _day(value: str, begins: datetime) -> str:
    """The day, and the time of day if it has one, that a number stands for."""
    try:
        moment = begins + timedelta(days=float(value))
    except (ValueError, OverflowError):
        return value
    return moment.strftime("%Y-%m-%d") if float(value).is_integer() else moment.strftime("%Y-%m-%d %H:%M")
