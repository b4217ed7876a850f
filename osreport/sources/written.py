"""What a file says once decisions have changed it, and still where each word of it was written."""

from functools import cached_property
from itertools import accumulate
from typing import Any, Self

from osreport.problem import Place
from osreport.structs import Struct

from .tree import Path, Span, Tree


class Piece(Struct):
    """What was written in one place: a value, or the stretch of a text that follows `before` there."""

    tree: Tree
    path: Path
    text: str = ""
    before: str = ""

    def cut(self, start: int, end: int) -> "Piece":
        return Piece(self.tree, self.path, self.text[start:end], self.before + self.text[:start])


class Written(Struct):
    """A value and where it was written; a mapping or a list holds values that know their own places."""

    value: Any
    pieces: tuple[Piece, ...]

    @classmethod
    def of(cls, tree: Tree, path: Path, value: Any) -> Self:
        """A value as it stands in a file, or one of ours that something in the file gave rise to."""
        if isinstance(value, dict):
            value = {key: cls.of(tree, (*path, key), each) for key, each in value.items()}
        elif isinstance(value, tuple):
            value = tuple(cls.of(tree, (*path, index), each) for index, each in enumerate(value))
        return cls(value, (Piece(tree, path, value if isinstance(value, str) else ""),))

    @cached_property
    def plain(self) -> Any:
        if isinstance(self.value, dict):
            return {key: each.plain for key, each in self.value.items()}
        return tuple(each.plain for each in self.value) if isinstance(self.value, tuple) else self.value

    def get(self, path: Path) -> "Written | None":
        """What stands at the path, if anything does."""
        node: Written = self
        for part in path:
            if not _has(node.value, part):
                return None
            node = node.value[part]
        return node

    def put(self, path: Path, new: "Written | None") -> "Written":
        """The same with another value at the path, or without the one that stood there."""
        if not path:
            return new or self
        part, child = path[0], self.value[path[0]] if _has(self.value, path[0]) else None
        put = child.put(path[1:], new) if child and path[1:] else new
        if isinstance(self.value, tuple):
            members = (*self.value[: int(part)], *([put] if put else []), *self.value[int(part) + 1 :])
            return Written(members, self.pieces)
        kept = {key: put if key == part and put else each for key, each in self.value.items() if put or key != part}
        return Written(kept | ({part: put} if put else {}), self.pieces)

    def spliced(self, start: int, end: int, new: "Written") -> "Written":
        """The text with another text in the place of some of it."""
        kept = (*_between(self.pieces, 0, start), *new.pieces, *_between(self.pieces, end, len(self.value)))
        return Written("".join(piece.text for piece in kept), kept)

    def place(self, before: str | None = None) -> Place:
        """Where it was written, or the character that follows `before` in it; white space does not count."""
        if before is None:
            return self.pieces[0].tree.place(self.pieces[0].path)
        wanted, passed = _signs(before), 0
        for piece in self.pieces[:-1]:
            if passed + _signs(piece.text) > wanted:
                return _place(piece, wanted - passed)
            passed += _signs(piece.text)
        return _place(self.pieces[-1], wanted - passed)


def _has(value: Any, part: str | int) -> bool:
    return (
        part in value
        if isinstance(value, dict)
        else isinstance(value, tuple) and isinstance(part, int) and part < len(value)
    )


def _between(pieces: tuple[Piece, ...], start: int, end: int) -> tuple[Piece, ...]:
    """The pieces of a text from one position to another, cut where they reach beyond."""
    begins = accumulate((len(piece.text) for piece in pieces), initial=0)
    cut = (
        piece.cut(max(start - at, 0), max(min(end - at, len(piece.text)), 0))
        for at, piece in zip(begins, pieces, strict=False)
    )
    return tuple(piece for piece in cut if piece.text)


def _signs(text: str) -> int:
    return sum(not sign.isspace() for sign in text)


def _place(piece: Piece, signs: int) -> Place:
    return piece.tree.place(piece.path, piece.before + "x" * signs)


class Patched(Struct):
    """A file that decisions have changed, asked as a `Tree` is."""

    node: Written
    spans: dict[Path, Span]
    faulty: frozenset[Path] = frozenset()

    @property
    def value(self) -> Any:
        return self.node.plain

    def place(self, path: Path, before: str | None = None) -> Place:
        while (node := self.node.get(path)) is None:
            path, before = path[:-1], None
        return node.place(before)

    def place_of_key(self, path: Path) -> Place:
        node = self.node.get(path)
        return node.pieces[0].tree.place_of_key(node.pieces[0].path) if node else self.place(path)

    def written(self, path: Path) -> str:
        """The value as it stands in the file that it came from."""
        node = self.node.get(path)
        return node.pieces[0].tree.written(node.pieces[0].path) if node else ""

    def lines(self, path: Path) -> range:
        """The numbers of the lines that the value stands on in the file that it came from."""
        node = self.node.get(path)
        return node.pieces[0].tree.lines(node.pieces[0].path) if node else range(0)
