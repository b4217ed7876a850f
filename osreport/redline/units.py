"""The text of a part as the units that are paired: paragraphs, tables, rows, and fields that span paragraphs."""

from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from .tokens import Digest, Token, tokens
from .xml import (
    CELL,
    FIELD_KIND,
    FIELD_MARK,
    INSTRUCTION,
    NUMBERING,
    PARAGRAPH,
    PROPERTIES,
    ROW,
    SECTION,
    TABLE,
    Element,
    canonical,
    value,
    w,
)

Key = tuple[str, ...]
LAYOUT = {w(name) for name in ("rPr", "sectPr", "pPrChange", "keepNext", "numPr")}
REFERENCES = {w("headerReference"), w("footerReference")}
SPAN = f"{w('tcPr')}/{w('gridSpan')}"
GAPS = tuple(f"{w('trPr')}/{w(name)}" for name in ("gridBefore", "gridAfter"))


class Numbers(dict[Hashable, int]):
    """A number for everything that is asked for, the same for what is equal."""

    def __missing__(self, key: Hashable) -> int:
        self[key] = len(self)
        return self[key]


@dataclass(eq=False)
class Unit:
    """Something that is paired whole. Only units of the same `kind` can be; `key` is who it is, if that is known.

    Units with the same `mark` are equal; `words` are the numbers of the words in it.
    """

    element: Element
    kind: str | tuple[Hashable, ...]
    key: Key | None
    mark: int
    words: Sequence[int]
    tokens: tuple[Token, ...] = ()
    rest: tuple[Element, ...] = ()
    cells: tuple[tuple["Unit", ...], ...] = ()
    inner: tuple["Unit", ...] = ()
    head: tuple[Element, ...] = ()
    tail: tuple[Element, ...] = ()

    @cached_property
    def text(self) -> str:
        """What is written in it."""
        below = [*self.inner, *(unit for cell in self.cells for unit in cell)]
        return "".join(token.text for token in self.tokens) + "\n".join(unit.text for unit in below)

    @property
    def shape(self) -> str:
        """Which sort of thing it is: p, tbl, tr or field."""
        return self.kind if isinstance(self.kind, str) else str(self.kind[0])

    @property
    def is_plain(self) -> bool:
        """Whether it is a paragraph that ends no section."""
        return self.kind == "p"


@dataclass
class Reader:
    """Cuts the containers of one document into units; `numbers` is shared by the two that are compared."""

    numbers: Numbers
    keys: Mapping[Element, Key]
    lists: Mapping[str, Hashable]
    digest: Digest = field(default=lambda relation: relation)

    def units(self, container: Element) -> tuple[Unit, ...]:
        """The units of a body, a cell, a header or the like, in reading order."""
        elements = [each for each in container if each.tag in {PARAGRAPH, TABLE}]
        return tuple(self._gathered(elements))

    def _gathered(self, elements: Sequence[Element]) -> Iterator[Unit]:
        place = 0
        while place < len(elements):
            end = _end_of_field(elements, place)
            yield self._field(elements[place : end + 1]) if end > place else self._unit(elements[place])
            place = end + 1

    def _unit(self, element: Element) -> Unit:
        return self._table(element) if element.tag == TABLE else self._paragraph(element)

    def _paragraph(self, paragraph: Element) -> Unit:
        found, rest = tokens(paragraph, self.digest)
        section = paragraph.find(f"{PROPERTIES}/{SECTION}")
        kind: str | tuple[Hashable, ...] = "p" if section is None else ("p", layout_of_section(section))
        mark = self.numbers[("p", kind, self.look(paragraph), tuple(token.key for token in found))]
        words = [self.numbers[token.key] for token in found if not (token.text.isspace() or token.is_page)]
        return Unit(paragraph, kind, self.keys.get(paragraph), mark, words, found, rest)

    def look(self, paragraph: Element) -> Hashable:
        """The properties of a paragraph, its list by what it looks like; not where pages may break."""
        properties = paragraph.find(PROPERTIES)
        return () if properties is None else (*_looks(properties), self._list(properties.find(NUMBERING)))

    def _list(self, numbering: Element | None) -> Hashable:
        number = value(numbering, w("numId"))
        return number and (value(numbering, w("ilvl")), self.lists.get(number, number))

    def _table(self, table: Element) -> Unit:
        rows = tuple(map(self._row, table.findall(ROW)))
        mark = self.numbers[("tbl", tuple(row.mark for row in rows))]
        words = [word for row in rows for word in row.words]
        columns = len(table.findall(f"{w('tblGrid')}/{w('gridCol')}"))
        key = next((row.key for row in rows if row.key), None)
        return Unit(table, ("tbl", columns), key, mark, words, inner=rows)

    def _row(self, row: Element) -> Unit:
        cells = row.findall(CELL)
        inner = tuple(self.units(cell) for cell in cells)
        kind = ("tr", *(value(row, path) for path in GAPS), *(value(cell, SPAN) for cell in cells))
        marks = tuple(tuple(unit.mark for unit in cell) for cell in inner)
        mark = self.numbers[("tr", kind, marks, tuple(map(look_of_cell, cells)))]
        found = [unit for cell in inner for unit in cell]
        key = next((unit.key for unit in found if unit.key), None)
        return Unit(row, kind, key, mark, [word for unit in found for word in unit.words], cells=inner)

    def _field(self, paragraphs: Sequence[Element]) -> Unit:
        """A field over several paragraphs; its own marks are taken out of them, as they are no words."""
        head, tail = _taken_head(paragraphs[0]), _taken_tail(paragraphs[-1])
        inner = tuple(map(self._paragraph, paragraphs))
        told = "".join(each.text or "" for run in head for each in run.iter(INSTRUCTION)).split()
        mark = self.numbers[("field", tuple(unit.mark for unit in inner))]
        words = [word for unit in inner for word in unit.words]
        key = inner[0].key
        return Unit(paragraphs[0], ("field", told[0] if told else ""), key, mark, words, (), (), (), inner, head, tail)


def _looks(properties: Element) -> tuple[bytes, ...]:
    return tuple(canonical(each) for each in properties if each.tag not in LAYOUT)


def look_of_cell(cell: Element) -> tuple[bytes, ...]:
    """The properties of a cell, its width aside."""
    properties = cell.find(w("tcPr"))
    hidden = {w("tcW"), w("tcPrChange")}
    return () if properties is None else tuple(canonical(each) for each in properties if each.tag not in hidden)


def layout_of_section(section: Element) -> tuple[bytes, ...]:
    """The paper, the margins and the columns of a section."""
    return tuple(canonical(each) for each in section if each.tag not in REFERENCES)


def _depth(elements: Sequence[Element]) -> int:
    kinds = [mark.get(FIELD_KIND) for each in elements for mark in each.iter(FIELD_MARK)]
    return kinds.count("begin") - kinds.count("end")


def _end_of_field(elements: Sequence[Element], place: int) -> int:
    """The place of the paragraph where a field that begins at `place` ends; the same place if none goes on."""
    depth = _depth(elements[place : place + 1]) if elements[place].tag == PARAGRAPH else 0
    if depth <= 0:
        return place
    for end in range(place + 1, len(elements)):
        if elements[end].tag != PARAGRAPH:
            break
        depth += _depth(elements[end : end + 1])
        if depth <= 0:
            return end
    return place


def _taken_head(paragraph: Element) -> tuple[Element, ...]:
    """The runs that open the field which the paragraph does not close, taken out of it."""
    runs, begun = list(paragraph.iter(w("r"))), _unmatched(paragraph, "begin", "end")
    if begun is None:
        return ()
    start = runs.index(begun)
    separates = (n for n in range(start, len(runs)) if _kinds(runs[n]) == ["separate"])
    head = runs[start : next(separates, start) + 1]
    return tuple(_taken(run) for run in head)


def _taken_tail(paragraph: Element) -> tuple[Element, ...]:
    ended = _unmatched(paragraph, "end", "begin")
    return () if ended is None else (_taken(ended),)


def _taken(run: Element) -> Element:
    run.getparent().remove(run)
    return run


def _unmatched(paragraph: Element, wanted: str, other: str) -> Element | None:
    """The run with a mark whose counterpart stands in another paragraph."""
    open_marks: list[Element] = []
    runs = list(paragraph.iter(w("r")))
    for run in runs if wanted == "begin" else reversed(runs):
        for kind in _kinds(run):
            if kind == wanted:
                open_marks.append(run)
            elif kind == other and open_marks:
                open_marks.pop()
    return open_marks[0] if open_marks else None


def _kinds(run: Element) -> list[str]:
    return [str(mark.get(FIELD_KIND)) for mark in run.iter(FIELD_MARK)]
