"""What one YAML file says, and where each word of it stands."""

import re
from array import array
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any

from osreport.problem import Place
from osreport.structs import Struct

Path = tuple[str | int, ...]

# What counts as one character of the value, by the sign that the scalar begins with; white space never counts.
UNITS = {
    '"': re.compile(r"\\[nrt_ NLP\n]|(\\(?:x..|u.{4}|U.{8}|.)|\S)"),
    "'": re.compile(r"(''|\S)"),
    "": re.compile(r"(\S)"),
}


class Span(Struct):
    """Where a value stands in the text, and the sign it begins with: quote, `|`, `>` or none."""

    start: int
    end: int
    sign: str = ""


class Tree(Struct):
    """What one file says: mappings as dicts, lists as tuples, and where every key and value stands.

    `faulty` are the values that a problem was told about already.
    """

    file: str
    text: str
    value: Any
    keys: Mapping[Path, int]
    spans: Mapping[Path, Span]
    faulty: frozenset[Path]

    def value_at(self, path: Path) -> Any:
        value = self.value
        for part in path:
            value = value[part]
        return value

    def place_of_key(self, path: Path) -> Place:
        return self._at(self.keys[path]) if path in self.keys else self.place(path)

    def place(self, path: Path, before: str | None = None) -> Place:
        """The place of the character that follows `before` in the value; of what is around it if there is none."""
        while path not in self.spans:
            path, before = path[:-1], None
        span = self.spans[path]
        return self._at(span.start if before is None else self._index(span, before))

    @cached_property
    def _lines(self) -> list[int]:
        """Where each line begins; a register has many, and each of them may have something to be told."""
        return [0, *(end.end() for end in re.finditer("\n", self.text))]

    def _at(self, index: int) -> Place:
        line = bisect_right(self._lines, index)
        return Place(self.file, line, index - self._lines[line - 1] + 1)

    def lines(self, path: Path) -> range:
        """The numbers of the lines that the value stands on, from 1; none where it is not in the file."""
        if (span := self.spans.get(path)) is None:
            return range(0)
        end = span.start + len(self.text[span.start : span.end].rstrip())
        return range(bisect_right(self._lines, span.start), bisect_right(self._lines, max(span.start, end - 1)) + 1)

    def written(self, path: Path) -> str:
        """The value as it stands in the file."""
        span = self.spans.get(path, Span(0, 0))
        return self.text[span.start : span.end].strip()

    def _index(self, span: Span, before: str) -> int:
        wanted = sum(map(len, before.split()))
        if span not in self._units:
            self._units[span] = array("L", self._counted(span))
        units = self._units[span]
        return units[wanted] if wanted < len(units) else span.start

    @cached_property
    def _units(self) -> dict[Span, "array[int]"]:
        """Where each character of a value stands that was asked about: a long text may have thousands of findings."""
        return {}

    def _counted(self, span: Span) -> Iterator[int]:
        start = span.start + len(span.sign) if span.sign not in {"|", ">"} else self.text.find("\n", span.start)
        units = UNITS.get(span.sign, UNITS[""]).finditer(self.text, start, span.end)
        return (unit.start() for unit in units if unit[1])
