"""What a rule finds, and the kinds of thing there are to find."""

from collections.abc import Sequence
from dataclasses import dataclass

from osreport.model.walk import Path
from osreport.problem import Severity

MANY = 12  # ids that a message names


@dataclass(frozen=True)
class Code:
    """A kind of finding, stable and never reused.

    `rule` says what should hold, as the planner reads it in docs/regler.md; `basis` where that is laid down, such as a
    section of an act. What is only a fault (`feil`) keeps the documents from being made, and cannot be excepted.
    """

    id: str
    rule: str
    severity: Severity = "feil"
    basis: str = ""


@dataclass(frozen=True)
class Finding:
    """Something wrong with the value at a path, or with what follows `before` in it."""

    code: str
    path: Path
    message: str
    hint: str
    before: str | None = None


def listed(ids: Sequence[str]) -> str:
    """The ids, the first of them only where they are many."""
    return ", ".join(ids[:MANY]) + (f" og {len(ids) - MANY} til" if len(ids) > MANY else "")
