"""What differs between two states of the plans: told, redlined, or proposed for the next year."""

from collections.abc import Sequence
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

from osreport import recipes
from osreport.press import Press
from osreport.problem import Problem, SourceError
from osreport.publish import publish

if TYPE_CHECKING:
    from osreport.changes.causes import Side
    from osreport.changes.change import Change
    from osreport.rolling.roll import Roll
    from osreport.sources.reader import Kilder
    from osreport.states import LaidOut, State

    Asked = tuple[State, LaidOut]


def changed(old: "Asked", new: "Asked", preview: str = "") -> tuple["Change", ...]:
    """What differs between two states of the plans, each with its place and its cause.

    `preview` names what the new state is looked at with, as if it were adopted.
    """
    before, after = sides(old, new, preview)
    return differing(before, after, new[1].root)


def differing(before: "Side", after: "Side", root: Path | None) -> tuple["Change", ...]:
    """The same of two states that are read; `root` is the repository that knows of the commits between them."""
    from osreport.changes.causes import explained
    from osreport.changes.compared import changes

    return explained(changes(before.kilder.planverk, after.kilder.planverk), before, after, root)


def sides(old: "Asked", new: "Asked", preview: str = "") -> list["Side"]:
    """Both states read; SourceError with what is wrong in either."""
    found: list[Side] = []
    problems: dict[Problem, None] = {}
    for (state, laid), look in ((old, ""), (new, preview)):
        try:
            found.append(side(state, laid, look))
        except SourceError as error:
            problems |= dict.fromkeys(error.problems)
    if problems:
        raise SourceError(problems)
    return found


def side(state: "State", laid: "LaidOut", preview: str = "") -> "Side":
    """A state read, with what is looked at in it as if it were adopted."""
    from osreport.changes.causes import Side

    kilder = recipes.read(laid.folder, state.day, laid.called, preview)
    return Side(kilder, state.day, laid.commit if state.revision else "", laid.called, laid.under)


def redlined(
    old: "Asked", new: "Asked", press: Press, documents: Sequence[str], output: Path, preview: str = ""
) -> tuple[Path, ...]:
    """Writes what differs between two states into Word files with tracked changes, and returns their paths.

    `preview` names a proposal that the new state is looked at with. Raises SourceError for faults in either state, in
    the templates, or where a redline is not proven; ToolError when LibreOffice fails. Then no file has changed.
    """
    before, after = (recipes.faultless(side.kilder) for side in sides(old, new, preview))
    return publish(_redlines(before, after, press, documents), output)


def _redlines(before: "Kilder", after: "Kilder", press: Press, documents: Sequence[str]) -> dict[str, bytes]:
    from osreport.pdf.offices import Offices
    from osreport.redlining import redlines

    with Offices(press.office) if press.office else nullcontext() as offices:
        return redlines(before, after, press, documents, offices)


def rolled(sources: Path, year: int, press: Press, output: Path, called: str = "") -> tuple["Roll", tuple[Path, ...]]:
    """Writes the proposal that moves the planstrategi's window to the year, and what it changes as redlines.

    Returns what was found, and the paths. Raises ValueError, in words for people, where the window cannot begin then;
    SourceError where something is wrong in the sources, or another proposal lies in the place of this one; ToolError
    when LibreOffice fails. Then no file has changed.
    """
    from osreport.decisions.adopting import adopted
    from osreport.model.documents import DOCUMENTS
    from osreport.rolling.folder import ahead, beside
    from osreport.rolling.proposal import written
    from osreport.rolling.roll import roll_to
    from osreport.sources.reader import read_planverk

    read = read_planverk(sources, called or sources.name)
    before = recipes.faultless(adopted(read))
    roll = roll_to(before, year)
    text = written(roll)
    after = recipes.faultless(adopted(ahead(read, roll, text), None, roll.id))
    files = _redlines(before, after, press, DOCUMENTS)
    return roll, (*publish(beside(read, roll, text), sources / "vedtak"), *publish(files, output))
