"""Where the fields and the members of lists in one file begin and end, with the remarks that are theirs.

A remark belongs to what it stands right above, as far in as that; one right below, but further in, belongs there too.
An empty line parts it from both.
"""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from functools import cached_property

from .emitted import Style
from .tree import Path, Tree

REMARK = re.compile(r"(?:(?<=\s)|^)#.*", re.MULTILINE)
ALONE = re.compile(r"( *)#.*\n")
BEFORE_BRACKET = re.compile(r"(?:[\s,]|(?<=\s)#[^\n]*)*")
BEGINS = re.compile(r" *(?:- +)*")
QUOTED = re.compile(r"\"(?:[^\"\\]|\\.)*\"|'(?:[^']|'')*'")


class Layout:
    """One file; its text always has a last line end."""

    def __init__(self, tree: Tree) -> None:
        self.tree = tree
        self.text = tree.text if tree.text.endswith("\n") else f"{tree.text}\n"

    def is_block(self, path: Path) -> bool:
        """Whether it is fields or members below each other, and not between brackets or braces."""
        value = self.tree.value_at(path)
        return isinstance(value, dict | tuple) and bool(value) and self.text[self.tree.spans[path].start] not in "[{"

    def children(self, path: Path) -> list[Path]:
        value = self.tree.value_at(path)
        return [(*path, part) for part in (value if isinstance(value, dict) else range(len(value)))]

    def can_be_edited(self, path: Path) -> bool:
        """Whether all in it begin lines of their own; the first may stand behind a dash."""
        if not self.is_block(path):
            return False
        first, *rest = self.children(path)
        begins = BEGINS.fullmatch(self.text, self.line(self.start(first)), self.start(first))
        return begins is not None and all(map(self.begins_line, rest))

    def begins_line(self, path: Path) -> bool:
        return not self.text[self.line(self.start(path)) : self.start(path)].strip(" ")

    def start(self, path: Path) -> int:
        """Where the name of a field or the dash of a member stands."""
        if path in self.tree.keys:
            return self.tree.keys[path]
        column, at = self.column(self.tree.spans[path[:-1]].start), self.tree.spans[path].start
        line = self.line(at)
        while not re.fullmatch(rf"[^\n]{{{column}}}-", self.text[line : line + column + 1]) and line:
            line = self.line(line - 1)
        return line + column

    def colon(self, path: Path) -> int:
        """Where the name or the dash ends, with its colon."""
        start = self.start(path)
        if path not in self.tree.keys:
            return start + 1
        return self.text.index(":", start + len(self.name(path))) + 1

    def name(self, path: Path) -> str:
        """The name of a field as it is written, with its quotes."""
        quoted = QUOTED.match(self.text, self.tree.keys[path])
        return quoted[0] if quoted else str(path[-1])

    def end(self, path: Path) -> int:
        """Where the value ends, without the white space after it; in a text that keeps its last line ends, with it."""
        while self.is_block(path):
            path = self.children(path)[-1]
        span, value = self.tree.spans[path], self.tree.value_at(path)
        if isinstance(value, dict | tuple):
            inside = self.end(self.children(path)[-1]) if value else span.start + 1
            bracket = BEFORE_BRACKET.match(self.text, inside)
            return (bracket.end() if bracket else inside) + 1
        stretch = self.text[span.start : span.end]
        keeps = span.sign in {"|", ">"} and "+" in stretch.partition("\n")[0].partition("#")[0]
        return span.end if keeps else span.start + len(stretch.rstrip())

    def end_of_text(self, path: Path) -> int:
        """Where the value ends, without any white space after it."""
        return len(self.text[: self.end(path)].rstrip())

    def region(self, path: Path) -> tuple[int, int]:
        """The lines of a field or a member with its remarks."""
        column, begin, end = self.column(self.start(path)), self.line(self.start(path)), self.after(self.end(path))
        while (above := self.line(begin - 1)) < begin and self._inset(above) == column:
            begin = above
        while self._inset(end) > column:
            end = self.after(end + 1)
        return begin, end

    def _inset(self, line: int) -> int:
        """How far in a remark stands that has the line for itself; -1 where there is none."""
        found = ALONE.match(self.text, line)
        return len(found[1]) if found and not self._is_said(found.end(1)) else -1

    def _is_said(self, index: int) -> bool:
        """Whether a sign is part of a value."""
        at = bisect_right(self._scalars, (index, len(self.text))) - 1
        return at >= 0 and index < self._scalars[at][1]

    @cached_property
    def _scalars(self) -> list[tuple[int, int]]:
        spans = self.tree.spans
        leaves = (path for path in spans if not isinstance(self.tree.value_at(path), dict | tuple))
        return sorted((spans[path].start, spans[path].start + len(self.tree.written(path))) for path in leaves)

    def line(self, index: int) -> int:
        """Where the line of a position begins."""
        return self.text.rfind("\n", 0, max(index, 0)) + 1

    def after(self, index: int) -> int:
        """Where the next line begins; the position itself where a line begins there."""
        return index if self.line(index) == index else self.text.index("\n", index) + 1

    def column(self, index: int) -> int:
        return index - self.line(index)

    def is_spaced(self, path: Path) -> bool:
        """Whether an empty line parts the members of the list."""
        members = self.children(path)
        above = self.region(members[1])[0] if len(members) > 1 else 0
        return above > 0 and not self.text[self.line(above - 1) : above].strip()

    @cached_property
    def style(self) -> Style:
        """How far in fields and dashes stand in this file."""
        step, dash = Counter[int](), Counter[int]()
        for path, start in self.tree.keys.items():
            if self.is_block(path):
                inset = self.column(self.tree.spans[path].start) - self.column(start)
                (dash if isinstance(self.tree.value_at(path), tuple) else step)[inset] += 1
        return Style(*(max(found, key=lambda inset: (found[inset], -inset)) if found else 2 for found in (step, dash)))

    def remarks(self) -> Iterator[tuple[int, str]]:
        """Every remark with its position."""
        found = ((match.start(), match[0]) for match in REMARK.finditer(self.text))
        return (each for each in found if not self._is_said(each[0]))
