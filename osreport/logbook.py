"""What differs between two states of the plans, written as a log of the changes."""

from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

from osreport import recipes
from osreport.model.documents import LOG
from osreport.press import Press
from osreport.problem import Place
from osreport.publish import publish

if TYPE_CHECKING:
    from osreport.changes.change import Change
    from osreport.printing import Say
    from osreport.recipes import Asked


def logged(
    old: "Asked", new: "Asked", press: Press, output: Path, say: "Say"
) -> tuple[tuple["Change", ...], tuple[Path, ...]]:
    """The changes, and the paths of the log of them, as Word and PDF; no file where nothing differs.

    Raises SourceError for faults in either state, in the template or in the PDF; ToolError when LibreOffice fails. Then
    no file has changed.
    """
    from osreport.changelog.content import Between, changelog
    from osreport.pdf.offices import Offices
    from osreport.printing import Sheet, printed_sheets

    before, after = recipes.sides((old, new))
    for side in (before, after):
        recipes.faultless(side.kilder)
    found = recipes.differing(before, after, new[1].root)
    if not found:
        return found, ()
    with Offices(press.office) if press.office else nullcontext() as offices:
        told = changelog(Between(before, after, (old[0], new[0]), found))
        sheet = Sheet(LOG, told, LOG, lambda path: found[int(path[0])].place if path else Place(press.called(LOG)))
        return found, publish(printed_sheets([sheet], press, offices, say).files, output)
