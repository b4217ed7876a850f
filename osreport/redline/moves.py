"""Paragraphs that have changed place and nothing else."""

from collections import Counter
from collections.abc import Iterator

from osreport.structs import replace

from .pairing import Step, Steps

SHORTEST = 5  # words; where nobody knows who a paragraph is, a shorter one may be another


def with_moves(found: Steps) -> Steps:
    """The same, where paragraphs that have only changed place know it."""
    last = max((place for place, step in enumerate(found) if step.is_pair), default=0)
    gone = _findable([step for step in found[:last] if step.new is None])
    come = _findable([step for step in found[:last] if step.old is None])
    both = [mark for mark in come if mark in gone]
    numbers = dict(zip(both, _runs([(gone[m], come[m]) for m in both], found), strict=True))
    moved = {id(side[mark]): number for side in (gone, come) for mark, number in numbers.items()}
    return tuple(replace(step, move=moved.get(id(step), 0)) for step in found)


def _findable(found: list[Step]) -> dict[tuple[object, int], Step]:
    """The plain paragraphs that cannot be mistaken for others, by who they are and what they say."""
    plain = [step for step in found if step.one.is_plain]
    counts = Counter((step.one.key, step.one.mark) for step in plain)
    named = ((step.one.key, step.one.mark) for step in plain)
    return {
        name: step
        for name, step in zip(named, plain, strict=True)
        if counts[name] == 1 and (step.one.key or len(step.one.text.split()) >= SHORTEST)
    }


def _runs(pairs: list[tuple[Step, Step]], found: Steps) -> Iterator[int]:
    """A number for each move; paragraphs that stood together and still do have moved as one."""
    places = {id(step): place for place, step in enumerate(found)}
    number, before = 0, (-2, -2)
    for old, new in pairs:
        here = places[id(old)], places[id(new)]
        number += here != (before[0] + 1, before[1] + 1)
        before = here
        yield number
