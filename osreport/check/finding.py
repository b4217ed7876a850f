"""What a rule finds; the kinds of thing there are to find are listed beside the rules."""

from collections.abc import Sequence

from osreport.model.walk import Path
from osreport.problem import Code
from osreport.structs import Struct

__all__ = ["Code", "Finding"]
MANY = 12  # ids that a message names


class Finding(Struct):
    """Something wrong with the value at a path, or with what follows `before` in it."""

    code: str
    path: Path
    message: str
    hint: str
    before: str | None = None


def listed(ids: Sequence[str]) -> str:
    """The ids, the first of them only where they are many."""
    return ", ".join(ids[:MANY]) + (f" og {len(ids) - MANY} til" if len(ids) > MANY else "")
