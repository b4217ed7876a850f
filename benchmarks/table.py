"""The figures as tables, for the terminal and for the page of results."""

from collections.abc import Iterable, Sequence

from . import lines
from .lines import Line
from .measure import Run

TIME = (
    "Sekunder", "Beste", "Median", "LO alene", "Forhold", "LO uten valg", "Forhold", "Typst", "Mål", "Holdt",
)  # fmt: skip
MEMORY = ("MiB, det meste", "Vår prosess", "LibreOffice", "Samtidig", "LO startet", "LO alene", "Typst")
NOTHING = "–"
WORDS = ("Sekunder", "MiB, det meste", "Mål", "Holdt")  # columns of words, which begin at the left
Rows = Sequence[Sequence[str]]


def times(measured: Iterable[Line]) -> Rows:
    """A row of seconds for each line, the heads first."""
    return [TIME, *map(_times, measured)]


def memory(measured: Iterable[Line]) -> Rows:
    """A row of memory for each line, the heads first."""
    return [MEMORY, *map(_memory, measured)]


def to_text(rows: Rows) -> str:
    """The rows with their columns in line."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    left = [head in WORDS for head in rows[0]]
    return "\n".join(_aligned(row, widths, left) for row in (rows[0], ["─" * width for width in widths], *rows[1:]))


def to_markdown(rows: Rows) -> str:
    edges = ["---" if head in WORDS else "---:" for head in rows[0]]
    return "\n".join(f"| {' | '.join(row)} |" for row in (rows[0], edges, *rows[1:]))


def _aligned(row: Sequence[str], widths: Sequence[int], left: Sequence[bool]) -> str:
    cells = zip(row, widths, left, strict=True)
    return "  ".join(cell.ljust(width) if begins else cell.rjust(width) for cell, width, begins in cells).rstrip()


def _times(line: Line) -> Sequence[str]:
    return (
        line.name,
        _number(lines.best(line.ours), 2),
        "feilet" if line.failed else _number(lines.middle(line.ours), 2),
        *_beside(line.bare, line.times_bare()),
        *_beside(line.plain, line.times_plain()),
        _number(lines.middle(line.typst), 2),
        line.goal.said if line.goal else "",
        _verdict(line),
    )


def _beside(runs: Sequence[Run], times: float | None) -> tuple[str, str]:
    """How long another took, and how many times as long we did; a run that was cut off took longer, so we less."""
    more, less = ("> ", "< ") if lines.cut_off(runs) else ("", "")
    return more + _number(lines.middle(runs), 2), less + _number(times, 2)


def _memory(line: Line) -> Sequence[str]:
    started = lines.offices(line.ours)
    return (
        line.name,
        _number(lines.own(line.ours)),
        _number(lines.office(line.ours)),
        _number(lines.together(line.ours)),
        NOTHING if started is None else str(started),
        _number(lines.office(line.bare)),
        _number(lines.own(line.typst)),
    )


def _number(value: float | None, decimals: int = 0) -> str:
    return NOTHING if value is None else f"{value:.{decimals}f}".replace(".", ",")


def _verdict(line: Line) -> str:
    if line.goal is None:
        return ""
    return {True: "ja", False: "nei", None: "ikke målt"}[line.held]
