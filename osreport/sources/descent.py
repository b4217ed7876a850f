"""Where the parts of a changed value come from: which old member each new one is, and which fields have a new name."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from .tree import Path, Tree
from .written import Written


def alike(one: Any, other: Any) -> bool:
    """Whether two values mean the same: white space around a text does not count, nor a field without a value."""
    if isinstance(one, str) and isinstance(other, str):
        return one.strip() == other.strip()
    if isinstance(one, dict) and isinstance(other, dict):
        names = {name for each in (one, other) for name, value in each.items() if value is not None}
        return all(alike(one.get(name), other.get(name)) for name in names)
    if isinstance(one, tuple) and isinstance(other, tuple):
        return len(one) == len(other) and all(map(alike, one, other))
    return type(one) is type(other) and bool(one == other)


def renamed(tree: Tree, path: Path, new: Mapping[str, Written]) -> Iterator[tuple[str, str]]:
    """The fields that have another name now, with it: their value is the one that stood there under the old name."""
    old = tree.value_at(path)
    for name, each in new.items():
        piece = each.pieces[0]
        here = piece.tree is tree and len(piece.path) == len(path) + 1 and piece.path[:-1] == path
        if name not in old and here and piece.path[-1] not in new:
            yield str(piece.path[-1]), name


def origins(tree: Tree, path: Path, old: tuple[Any, ...], new: tuple[Written, ...]) -> list[int | None]:
    """For each new member of a list the old one that it is, or whose place it takes."""
    found = [_origin(tree, path, each) for each in new]
    stay, free, least = staying(found), {*range(len(old))} - {*found}, -1
    for place, origin in enumerate(found):
        if origin is None:
            most = next((each for each in found[place:] if each is not None and each in stay), len(old))
            gap = (each for each in sorted(free) if least < each < most)
            found[place] = next((each for each in gap if _takes_place(old[each], new[place].plain)), None)
        if (now := found[place]) is not None and (now in stay or now in free):
            least, free = now, free - {now}
    return found


def _origin(tree: Tree, path: Path, member: Written) -> int | None:
    """The number of the member that it was in the list, if it was there."""
    own = (each.path for each in member.pieces if each.tree is tree and each.path[: len(path)] == path)
    return next((int(each[len(path)]) for each in own if len(each) == len(path) + 1), None)


def _takes_place(old: Any, new: Any) -> bool:
    """Whether one member can be written over another: texts and numbers, and mappings that begin alike."""
    if isinstance(old, dict) and isinstance(new, dict):
        return old.get("id") == new.get("id") and next(iter(old), None) in new
    return not isinstance(old, dict | tuple) and not isinstance(new, dict | tuple)


def staying(origins: Iterable[int | None]) -> set[int]:
    """The most members that can stay where they are: the longest run of numbers that rise."""
    ends, chains, found = list[int](), list[Any](), set[int]()
    for origin in origins:
        if origin is not None:
            at = bisect_left(ends, origin)
            chain = (origin, chains[at - 1] if at else None)
            ends[at : at + 1], chains[at : at + 1] = [origin], [chain]
    last = chains[-1] if chains else None
    while last:
        found, last = found | {last[0]}, last[1]
    return found
