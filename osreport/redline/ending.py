"""Where paragraphs end: the last one of a body or a cell cannot go or come, so its neighbours do so around it.

A tracked end of a paragraph joins it with the next (ISO/IEC 29500-1, 17.13.5.15), and after the last there is none.
When «A» becomes «A», «B», it is therefore the end of «A» that is new, while that of «B» is the old one.
"""

from collections.abc import Iterator, Sequence

from osreport.structs import Struct, replace

from .pairing import Step
from .units import Unit


class Ended(Struct):
    """A step, the units whose properties it has when all is accepted or rejected, and the mark that its end gets."""

    step: Step
    when_accepted: Unit | None
    when_rejected: Unit | None
    mark: str = ""


def ended(steps: Sequence[Step]) -> list[Ended]:
    """The steps of a container with what becomes of the end of each."""
    steps = closed(steps)
    tail = _tail(steps)
    if not tail:
        return [_plain(step) for step in steps]
    return [*map(_plain, steps[: -len(tail)]), *_shifted(tail)]


def _sides(steps: Sequence[Step]) -> Iterator[list[Unit]]:
    yield [step.old for step in steps if step.old is not None]
    yield [step.new for step in steps if step.new is not None]


def _ends_in_a_paragraph(units: list[Unit]) -> bool:
    return bool(units) and units[-1].is_plain


def _plain(step: Step) -> Ended:
    mark = "" if step.is_pair else "del" if step.new is None else "ins"
    return Ended(step, step.new, step.old, mark)


def _tail(steps: list[Step]) -> list[Step]:
    """The last pair and all that goes or comes after it; nothing when the last step is a pair."""
    after = next((after for after, step in enumerate(reversed(steps)) if step.is_pair), 0)
    return steps[-1 - after :] if after and all(step.one.is_plain for step in steps[-1 - after :]) else []


def closed(steps: Sequence[Step]) -> list[Step]:
    """The same, ending in a pair, or in plain paragraphs that all go or all come after a pair of plain paragraphs."""
    steps = list(steps)
    if not all(_ends_in_a_paragraph(side) for side in _sides(steps)):
        return steps
    last = {side: max(n for n, step in enumerate(steps) if getattr(step, side)) for side in ("old", "new")}
    final = Step(steps[last["old"]].old, steps[last["new"]].new)
    if last["old"] == last["new"]:
        return steps
    tail = steps[min(last.values()) :]
    if tail[0].is_pair and all(step.one.is_plain for step in tail):
        return [*steps[: -len(tail)], *(replace(step, move=0) for step in tail)]
    return [*_without_last(steps, last), final]


def _without_last(steps: list[Step], last: dict[str, int]) -> Iterator[Step]:
    """The steps without the last unit of either side, and what of a pair is then left."""
    for n, step in enumerate(steps):
        old = None if n == last["old"] else step.old
        new = None if n == last["new"] else step.new
        if old is not None or new is not None:
            yield step if (old, new) == (step.old, step.new) else Step(old, new)


def _shifted(tail: list[Step]) -> Iterator[Ended]:
    """Each step with the end that the next one would have had, and the last with that of the pair."""
    pair, *others = tail
    goes = others[0].new is None
    mark = "del" if goes else "ins"
    yield Ended(pair, None if goes else pair.new, pair.old if goes else None, mark)
    for step in others[:-1]:
        yield _plain(step)
    final = others[-1]
    yield Ended(final, pair.new if goes else final.new, final.old if goes else pair.old)
