"""YAML of odd values in odd layouts, and changes of what it says, made at random."""

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random
from typing import Any

from osreport.sources.emitted import flow
from osreport.sources.strict_yaml import read_yaml
from osreport.sources.tree import Path
from osreport.sources.written import Written
from osreport.structs import replace

TEXTS = (
    "Os", "no", "2024", "a: b", "x # y", "- z", "[a]", "«Æ» ø", "true", "1.5", "", " 'q' ", '"d"', "a, b", "{fakta:x}",
    "*x", "a\nb", "a\n\nb c\n  d", "# x\ny", "lang " * 30, "~", "null", "a:", "%x", "@y", "`z`", "|", "> a", "? b",
    "a\tb",
)  # fmt: skip


def value_of(random: Random, depth: int = 0) -> Any:
    kind = random.random()
    if depth < 4 and kind < 0.3:
        return {f"k{number}": value_of(random, depth + 1) for number in random.sample(range(9), random.randint(0, 4))}
    if depth < 4 and kind < 0.55:
        return tuple(_member(random, depth) for _ in range(random.randint(0, 4)))
    return random.choice((None, True, False, 7, -3)) if kind < 0.6 else random.choice(TEXTS)


def _member(random: Random, depth: int) -> Any:
    if random.random() < 0.4:
        return value_of(random, depth + 1)
    own = {f"k{number}": value_of(random, depth + 2) for number in range(random.randint(0, 3))}
    return {"id": f"i{random.randint(0, 99999)}", **own}


def text_of(random: Random) -> str:
    """A file with remarks, empty lines, brackets, quotes, blocks; lines end as on some system, the last perhaps not."""
    made = Layout(random, random.choice((2, 2, 3, 4)), random.choice((2, 0, 2, 4)))
    text = made.fields({f"k{number}": value_of(random) for number in range(random.randint(1, 5))}, 0)
    text = text.replace("\n", random.choice(("\n", "\r\n", "\r")))
    text = text.rstrip("\r\n") if random.random() < 0.2 else text
    return "\ufeff" + text if random.random() < 0.2 else text


@dataclass
class Layout:
    random: Random
    step: int
    dash: int

    def fields(self, value: dict[str, Any], column: int) -> str:
        return "".join(self._above(column) + self._field(name, each, column) for name, each in value.items())

    def _field(self, name: str, value: Any, column: int) -> str:
        quoted = f'"{name}"' if self.random.random() < 0.1 else name
        return f"{' ' * column}{quoted}:{self._behind(value, column)}"

    def _behind(self, value: Any, column: int) -> str:
        if isinstance(value, dict | tuple) and (not value or self.random.random() < 0.15):
            return f" {flow(value)}{self._beside()}\n"
        if isinstance(value, dict):
            return f"{self._beside()}\n{self.fields(value, column + self.step)}"
        if isinstance(value, tuple):
            return f"{self._beside()}\n{self._points(value, column + self.dash)}"
        return self._scalar(value, column)

    def _scalar(self, value: Any, column: int) -> str:
        if not isinstance(value, str):
            return f" {flow(value)}{self._beside()}\n"
        if "\n" in value:
            pad = " " * (column + self.random.choice((1, 2, 4)))
            lines = "".join(f"{pad}{line}\n" if line else "\n" for line in value.split("\n"))
            return f" {self.random.choice(('|', '|-', '|+'))}\n{lines}"
        quoted = flow(value, self.random.choice(("", "'", '"')))
        return f" {' ' * self.random.randint(0, 1)}{quoted}{self._beside()}\n"

    def _points(self, value: tuple[Any, ...], column: int) -> str:
        return "".join(f"{self._above(column)}{' ' * column}-{self._point(each, column)}" for each in value)

    def _point(self, value: Any, column: int) -> str:
        if not isinstance(value, dict | tuple) or not value:
            return self._scalar(value, column) if not isinstance(value, dict | tuple) else f" {flow(value)}\n"
        text = self.fields(value, column + 2) if isinstance(value, dict) else self._points(value, column + 2)
        if self.random.random() < 0.2:
            return f"\n{text}"
        while text.lstrip(" ").startswith(("#", "\n")):
            text = text.partition("\n")[2]
        return f" {text.lstrip(' ')}"

    def _above(self, column: int) -> str:
        chance = self.random.random()
        return f"{' ' * column}# m{self.random.randint(0, 10**9)}\n" if chance < 0.2 else "\n" * (chance > 0.9)

    def _beside(self) -> str:
        return f" # e{self.random.randint(0, 10**9)}" if self.random.random() < 0.15 else ""


def change(random: Random, node: Written) -> Written:
    """What a file says after one change of any kind, made where it can be."""
    places = [path for path, _ in _nodes(node) if path]
    if not places:
        return node
    return random.choice((_set, _remove, _add, _insert, _move, _rename))(random, node, random.choice(places))


def _nodes(node: Written, path: Path = ()) -> Iterator[tuple[Path, Written]]:
    yield path, node
    if isinstance(node.value, dict | tuple):
        for part, each in node.value.items() if isinstance(node.value, dict) else enumerate(node.value):
            yield from _nodes(each, (*path, part))


def _new(random: Random) -> Written:
    tree, _ = read_yaml(b"a: 1\n", "vedtak.yaml")
    assert tree
    return Written.of(tree, (), value_of(random, 2))


def _set(random: Random, node: Written, path: Path) -> Written:
    return node.put(path, _new(random))


def _remove(_: Random, node: Written, path: Path) -> Written:
    return node.put(path, None)


def _add(random: Random, node: Written, _: Path) -> Written:
    owners = [path for path, each in _nodes(node) if isinstance(each.value, dict)]
    return node.put((*random.choice(owners), f"n{random.randint(0, 99)}"), _new(random))


def _insert(random: Random, node: Written, _: Path) -> Written:
    return _put_in(random, node, _new(random))


def _put_in(random: Random, node: Written, new: Written) -> Written:
    lists = [(path, each) for path, each in _nodes(node) if isinstance(each.value, tuple)]
    if not lists:
        return node
    path, listed = random.choice(lists)
    at = random.randint(0, len(listed.value))
    return node.put(path, replace(listed, value=(*listed.value[:at], new, *listed.value[at:])))


def _move(random: Random, node: Written, _: Path) -> Written:
    members = [(path, each) for path, each in _nodes(node) if path and isinstance(path[-1], int)]
    if not members:
        return node
    path, own = random.choice(members)
    return _put_in(random, node.put(path, None), own)


def _rename(random: Random, node: Written, path: Path) -> Written:
    own = node.get(path)
    if own is None or not isinstance(path[-1], str):
        return node
    return node.put(path, None).put((*path[:-1], f"r{random.randint(0, 99)}"), own)
