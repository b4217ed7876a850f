"""Who the paragraphs of a document are: the ids of the plan set that lead to what they print."""

from collections.abc import Mapping, Sequence
from typing import Any

from osreport.model.planverk import Planverk

from .units import Key


def keys(
    planverk: Planverk,
    paths: Sequence[Sequence[str | int]],
    blocks: Sequence[tuple[int, int]],
    sources: Mapping[int, str],
) -> dict[int, Key]:
    """The key of each paragraph of the body that is known.

    `paths` says where each block was written, `blocks` in which paragraph each begins, and `sources` which element a
    paragraph prints, which is more to the point than the block it stands in.
    """
    begun = {paragraph: key(planverk, paths[block]) for paragraph, block in blocks}
    return begun | {paragraph: (source,) for paragraph, source in sources.items()}


def key(planverk: Planverk, path: Sequence[str | int]) -> Key:
    """The kind and id of the last element on the path that has one, and the fields below it.

    Never a place in a list: that of one element changes when another comes or goes.
    """
    value: Any = planverk
    found: list[str] = []
    for step in path:
        value = value[step] if isinstance(step, int) else getattr(value, step)
        number = getattr(value, "id", None)
        if isinstance(number, str):
            found = [f"{type(value).__name__.lower()}:{number}"]
        elif isinstance(step, str):
            found.append(step)
    return tuple(found)
