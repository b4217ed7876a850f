"""Stretches of text, found however the lines are broken, and only as whole words."""

import re
from collections.abc import Iterator

from osreport.sources.tree import Path
from osreport.sources.written import Written


def same(one: str, other: str) -> bool:
    """Whether two texts have the same words."""
    return one.split() == other.split()


def matches(text: str, stretch: str, *, with_space: bool = False) -> list[re.Match[str]]:
    """Where the stretch stands in the text; `with_space` takes the space before it along."""
    words = r"\s+".join(map(re.escape, stretch.split()))
    edges = (r"(?<!\w)" if stretch.strip()[:1].isalnum() else "", r"(?!\w)" if stretch.strip()[-1:].isalnum() else "")
    space = r"(?:(?<=\S)(?: |\n(?=\S)))?" if with_space else ""
    return list(re.finditer(f"{space}{edges[0]}{words}{edges[1]}", text)) if words else []


def texts(node: Written, path: Path, leave: frozenset[Path]) -> Iterator[tuple[Path, str]]:
    """Every text in the value with its path, but for ids and for what stands at a path to be left."""
    if path in leave:
        return
    if isinstance(node.value, str):
        yield path, node.value
    elif isinstance(node.value, dict | tuple):
        parts = node.value.items() if isinstance(node.value, dict) else enumerate(node.value)
        for part, child in parts:
            if part != "id":
                yield from texts(child, (*path, part), leave)
