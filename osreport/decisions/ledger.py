"""What came of each decision and each of its changes, told to people."""

from collections import Counter
from collections.abc import Sequence
from typing import Literal, get_args

from osreport.model.vedtak import Vedtak
from osreport.model.verdi import Dato
from osreport.problem import Place, Problem
from osreport.structs import Struct

Outcome = Literal["gjort", "avvist", "overlapper", "holdt tilbake"]
OUTCOMES: tuple[Outcome, ...] = get_args(Outcome)


class Line(Struct):
    """One change: what came of it, where it stands, what it does."""

    outcome: Outcome
    place: Place
    told: str


class Entry(Struct):
    """One decision: `said` where it has no changes to make now."""

    decision: Vedtak
    place: Place
    lines: tuple[Line, ...] = ()
    problems: tuple[Problem, ...] = ()
    said: str = ""


def to_text(entries: Sequence[Entry]) -> str:
    """The decisions in their order, each with its changes, and how many there are of each."""
    if not entries:
        return "Ingen vedtak."
    counts = Counter(line.outcome for entry in entries for line in entry.lines)
    told = ", ".join(f"{counts[outcome]} {outcome}" for outcome in OUTCOMES if counts[outcome])
    return "\n\n".join([*map(_entry, entries), f"Endringer: {told or 'ingen'}."])


def _entry(entry: Entry) -> str:
    decision = entry.decision
    head = f"{written(decision.dato)} {decision.id} ({decision.organ}, sak {decision.sak}): {decision.gjelder}"
    lines = [f"  {line.outcome:<13} {line.place}: {line.told}" for line in entry.lines]
    said = [f"  {entry.said}"] if entry.said else []
    problems = [str(problem).replace("\n", "\n  ") for problem in entry.problems]
    return "\n".join([head, *said, *lines, *(f"  {problem}" for problem in problems)])


def written(date: Dato) -> str:
    """The date as it is written in the sources."""
    if date.kvartal:
        return f"{date.år}-K{date.kvartal}"
    return "-".join(f"{part:02}" for part in (date.år, date.måned, date.dag) if part)
