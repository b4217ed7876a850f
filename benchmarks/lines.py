"""What was measured, line by line, and whether it keeps what the design promises."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from statistics import median

from .measure import Run

MIB = 1024 * 1024


@dataclass(frozen=True)
class Goal:
    """What the design promises of a line, in words and as a question."""

    said: str
    held: Callable[["Line"], bool | None]


@dataclass
class Line:
    """One thing that was measured: our runs, and those of others on the same text in the same rounds.

    `failed` is said of ours alone; `failures` tells of the others too.
    """

    name: str
    goal: Goal | None = None
    ours: list[Run] = field(default_factory=list)
    bare: list[Run] = field(default_factory=list)
    plain: list[Run] = field(default_factory=list)
    typst: list[Run] = field(default_factory=list)
    failed: bool = False
    failures: list[str] = field(default_factory=list)

    @property
    def held(self) -> bool | None:
        """Whether the goal is met; None where there is none, or no figure to tell."""
        if self.goal is None:
            return None
        return False if self.failed else self.goal.held(self)

    def times_bare(self) -> float | None:
        return _times(self.ours, self.bare)

    def times_plain(self) -> float | None:
        return _times(self.ours, self.plain)


def best(runs: Sequence[Run]) -> float | None:
    return min(_seconds(runs), default=None)


def middle(runs: Sequence[Run]) -> float | None:
    return median(_seconds(runs)) if runs else None


def _seconds(runs: Sequence[Run]) -> list[float]:
    """How long they took: those whose memory nobody watched, as the watch takes of their time; else all."""
    return [run.seconds for run in runs if run.memory is None] or [run.seconds for run in runs]


def cut_off(runs: Sequence[Run]) -> bool:
    """Whether a run took longer than its figure says."""
    return any(run.cut_off for run in runs)


def own(runs: Sequence[Run]) -> float | None:
    return _most([run.memory.own for run in runs if run.memory])


def office(runs: Sequence[Run]) -> float | None:
    return _most([run.memory.office for run in runs if run.memory and run.memory.offices])


def together(runs: Sequence[Run]) -> float | None:
    return _most([run.memory.together for run in runs if run.memory])


def offices(runs: Sequence[Run]) -> int | None:
    """The most LibreOffices that a run started; None where nobody could see."""
    return max((run.memory.offices for run in runs if run.memory), default=None)


def _most(sizes: Sequence[int]) -> float | None:
    return max(sizes) / MIB if sizes else None


def _times(runs: Sequence[Run], others: Sequence[Run]) -> float | None:
    """How many times as long the runs took as the others, median by median."""
    ours, theirs = middle(runs), middle(others)
    return ours / theirs if ours is not None and theirs else None


def _below(value: float | None, limit: float) -> bool | None:
    return None if value is None else value < limit


def _both(one: bool | None, other: bool | None) -> bool | None:
    return None if one is None or other is None else one and other


# Section 9 of the design.
CHECK = Goal("< 0,7 s", lambda line: _below(middle(line.ours), 0.7))
WORD_FILES = Goal("< 1,0 s", lambda line: _below(middle(line.ours), 1.0))
EVERYTHING = Goal("< 1,6 × LO alene", lambda line: _below(line.times_bare(), 1.6))
NOTHING_CHANGED = Goal(
    "< 0,5 s, ingen konvertering", lambda line: _both(_below(middle(line.ours), 0.5), _below(offices(line.ours), 1))
)
ONE_WORD = Goal("bare det dokumentet", lambda line: _below(offices(line.ours), 2))
LARGE = Goal("< 60 s, < 1 GiB", lambda line: _both(_below(middle(line.ours), 60), _below(together(line.ours), 1024)))
