"""Three versions of a source file → one: merged field by field, and lists by the ids of their members.

What nobody has touched stays byte for byte. What two have changed in different ways is left between conflict marks.
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping
from typing import Any

from osreport import repository
from osreport.sources.strict_yaml import read_yaml
from osreport.sources.tree import Path, Tree
from osreport.structs import Struct, field

IDS = ("id", "kort", "bruk")
BEGINS_A_LINE = re.compile(r"[ ]*(?:-[ ]+)?")
LOOSE = re.compile(r"[ \t]*(?:#.*)?\n?")  # an empty line, or one with a remark alone
OURS, THEIRS = f"<<<<<<< {repository.OURS}", f">>>>>>> {repository.THEIRS}"
CONFLICT = re.compile(r"^(?:<{7}|={7}|>{7})", re.MULTILINE)


class Part(Struct):
    """A stretch of a file; `parts` are the fields or members in it by name, and `head` the lines before the first.

    Together, the head, the parts and the tail are the text.
    """

    text: str
    head: str = ""
    tail: str = ""
    parts: Mapping[str, "Part"] = field(default_factory=dict)


class Merged(Struct):
    """The file, and whether there are conflict marks in it."""

    content: bytes
    conflicts: bool


def merged(base: bytes, ours: bytes, theirs: bytes) -> Merged:
    """The file with the changes of both; line by line where one version is no YAML that can be taken apart."""
    try:
        texts = [content.decode("utf-8") for content in (base, ours, theirs)]
    except UnicodeDecodeError:
        text, conflicts = repository.merged(*(content.decode("latin-1") for content in (base, ours, theirs)))
        return Merged(text.encode("latin-1"), conflicts)
    text, conflicts = _by_parts(texts) or repository.merged(*texts)
    return Merged(text.encode(), conflicts)


def _by_parts(texts: list[str]) -> tuple[str, bool] | None:
    """The texts merged by their fields, and whether there are conflicts; None where they cannot be."""
    parts = [_taken_apart(text) for text in texts]
    if not all(part.parts for part in parts[1:]) or not (parts[0].parts or not parts[0].text):
        return None
    text = _merge(*parts)
    if CONFLICT.search(text):
        return text, True
    tree, problems = read_yaml(text.encode(), "")
    return None if problems or tree is None else (text, _moved_apart(*(_ids(each) for each in (*texts, text))))


def _moved_apart(base: Counter[str], ours: Counter[str], theirs: Counter[str], both: Counter[str]) -> bool:
    """Whether something stands more than once because the two have moved it to different lists."""
    return any(base[id_] and count > max(ours[id_], theirs[id_]) for id_, count in both.items())


def _ids(text: str) -> Counter[str]:
    """How many times each id stands in the file."""
    tree, _ = read_yaml(text.encode(), "")
    return Counter(str(tree.value_at(path)) for path in tree.spans if path[-1:] == ("id",)) if tree else Counter()


def _merge(base: Part | None, ours: Part | None, theirs: Part | None) -> str:
    """One text of three, of which each may be missing."""
    before, one, other = (part.text if part else None for part in (base, ours, theirs))
    if one in (other, before):
        return other or ""
    if other == before:
        return one or ""
    if ours and theirs and ours.parts and theirs.parts and (base is None or base.parts):
        return _merge_parts(base or Part(""), ours, theirs)
    return _by_lines(before, one, other)


def _merge_parts(base: Part, ours: Part, theirs: Part) -> str:
    order = _order(list(base.parts), list(ours.parts), list(theirs.parts))
    if order is None:
        return f"{OURS}\n{ours.text}=======\n{theirs.text}{THEIRS}\n"
    sides = base.parts, ours.parts, theirs.parts
    inside = "".join(_merge(*(side.get(name) for side in sides)) for name in order)
    return _by_lines(base.head, ours.head, theirs.head) + inside + _by_lines(base.tail, ours.tail, theirs.tail)


def _by_lines(base: str | None, ours: str | None, theirs: str | None) -> str:
    if ours in (theirs, base):
        return theirs or ""
    return (ours or "") if theirs == base else repository.merged(base or "", ours or "", theirs or "")[0]


def _order(base: list[str], ours: list[str], theirs: list[str]) -> list[str] | None:
    """All names in one order that keeps both; None where the two have moved the same names differently.

    What both have put in the same place stands in the order ours, theirs.
    """
    common = {*base} & {*ours} & {*theirs}
    was, one, other = ([name for name in side if name in common] for side in (base, ours, theirs))
    if was not in (one, other) and one != other:
        return None
    found = [""]
    behind = _behind(ours, common), _behind(theirs, common)
    for name in ("", *(other if one == was else one)):
        found += [name, *behind[0].get(name, []), *behind[1].get(name, [])]
    return [name for name in dict.fromkeys(found) if name]


def _behind(names: list[str], common: set[str]) -> dict[str, list[str]]:
    """The names that one side alone has, after the common one that they follow; after none, under an empty name."""
    found: dict[str, list[str]] = {}
    last = ""
    for name in names:
        if name in common:
            last = name
        else:
            found.setdefault(last, []).append(name)
    return found


def _taken_apart(text: str) -> Part:
    """The file by its fields; in one stretch where it cannot be read as it stands."""
    tree, problems = read_yaml(text.encode(), "")
    if tree is None or problems or tree.text != text or not text.endswith("\n"):
        return Part(text)
    return _Apart(tree).whole()


class _Apart:
    """One file, with where each scalar in it begins and ends."""

    def __init__(self, tree: Tree) -> None:
        self.tree, self.text = tree, tree.text
        spans = sorted((span.start, span.end) for path, span in tree.spans.items() if not self._is_collection(path))
        self.starts = [start for start, _ in spans]
        self.ends = [start + len(self.text[start:end].rstrip()) for start, end in spans]

    def _is_collection(self, path: Path) -> bool:
        return (*path, 0) in self.tree.spans or isinstance(self.tree.value_at(path), dict | tuple)

    def whole(self) -> Part:
        """The first lines of the file are its head, remarks after the last field its tail."""
        end = self._lead(len(self.text), 0)
        fields = self._members(())
        if not fields or not all(self._begins_a_line(at) for _, _, at in fields):
            return Part(self.text)
        begin = self._line(fields[0][2])
        part = self._part((), begin, end)
        return Part(self.text, self.text[:begin] + part.head, self.text[end:], part.parts)

    def _part(self, path: Path, start: int, end: int) -> Part:
        text, members = self.text[start:end], self._members(path)
        if not members or not all(self._begins_a_line(at) for _, _, at in members):
            return Part(text)
        begins = [self._lead(self._line(at), start) for _, _, at in members]
        around = zip(members, begins, (*begins[1:], end), strict=True)
        parts = {name: self._part(below, first, last) for (name, below, _), first, last in around}
        return Part(text, self.text[start : begins[0]], "", parts)

    def _members(self, path: Path) -> list[tuple[str, Path, int]]:
        """The name, the path and the beginning of every field, or of every member of a list whose members have ids."""
        value = self.tree.value_at(path)
        if isinstance(value, dict):
            return [(name, (*path, name), self.tree.keys[*path, name]) for name in value]
        if not isinstance(value, tuple):
            return []
        names = [_name(member) for member in value]
        if not all(names) or len(set(names)) < len(names):
            return []
        return [(name, (*path, place), self.tree.spans[*path, place].start) for place, name in enumerate(names)]

    def _line(self, index: int) -> int:
        return self.text.rfind("\n", 0, index) + 1

    def _begins_a_line(self, index: int) -> bool:
        return BEGINS_A_LINE.fullmatch(self.text, self._line(index), index) is not None

    def _lead(self, begin: int, least: int) -> int:
        """Where the empty lines and remarks above a line begin; what a text above it holds is its own."""
        last = bisect_left(self.starts, begin) - 1
        least = max(least, self.ends[last] if last >= 0 else 0)
        while (above := self._line(begin - 1)) >= least and begin > above and LOOSE.fullmatch(self.text, above, begin):
            begin = above
        return begin


def _name(member: Any) -> str:
    return next((str(member[key]) for key in IDS if key in member), "") if isinstance(member, dict) else ""
