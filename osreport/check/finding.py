"""What a rule finds; the kinds of thing there are to find are listed beside the rules."""

from dataclasses import dataclass

from osreport.model.walk import Path
from osreport.problem import Code

__all__ = ["Code", "Finding"]


@dataclass(frozen=True)
class Finding:
    """Something wrong with the value at a path, or with what follows `before` in it."""

    code: str
    path: Path
    message: str
    hint: str
    before: str | None = None
