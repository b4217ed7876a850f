"""What can be wrong, where it stands and what to do about it."""

from collections.abc import Iterable
from typing import Literal

from osreport.structs import Struct

Severity = Literal["feil", "advarsel", "merknad"]


class Place(Struct, order=True):
    """A spot in a file; line and column count from 1, 0 where the file has none."""

    file: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        return ":".join([self.file, *(str(number) for number in (self.line, self.column) if number)])


class Problem(Struct):
    """One fault, told to a planner: a stable code, what is wrong (`message`) and what to do (`hint`)."""

    code: str
    place: Place
    message: str
    hint: str = ""
    severity: Severity = "feil"

    def __str__(self) -> str:
        head = f"{self.place}: {self.code} {self.severity}: {self.message}"
        return f"{head}\n    Gjør slik: {self.hint}" if self.hint else head


class Code(Struct):
    """A kind of problem, stable and never reused.

    `rule` says what should hold, as the planner reads it in docs/regler.md; `basis` where that is laid down, such as a
    section of an act. What is only a fault (`feil`) keeps the documents from being made, and cannot be excepted.
    """

    id: str
    rule: str
    severity: Severity = "feil"
    basis: str = ""


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """The problems as a reader of the files meets them."""
    return tuple(sorted(problems, key=lambda problem: (problem.place, problem.code)))


class SourceError(Exception):
    """The sources or templates cannot be used; carries every problem found, in reading order."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = in_order(problems)
        super().__init__("\n".join(map(str, self.problems)))


class ToolError(Exception):
    """An outside program failed; carries its command, its exit code and the last lines it said."""

    def __init__(self, command: tuple[str, ...], exit_code: int | None, output: str, hint: str = "") -> None:
        self.command, self.exit_code, self.hint = command, exit_code, hint
        self.last_lines = tuple(output.strip().splitlines()[-10:])
        super().__init__(f"{command[0]}: {exit_code}")
