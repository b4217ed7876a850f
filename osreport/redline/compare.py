"""Two states of a document → one Word file in which every change can be accepted or rejected."""

from collections.abc import Iterator, Mapping

from osreport.problem import Place, Problem, SourceError
from osreport.word.package import packed

from .borrowing import Loan
from .ending import closed
from .marking import Marker
from .moves import with_moves
from .pairing import Step, Steps, steps
from .proof import differences
from .revisions import Author, Revisions
from .side import Side, State, opened_side
from .units import Numbers, Reader, Unit, layout_of_section
from .xml import BEGUN, NAME, NUMBERING, PROPERTIES, SECTION, Element, value, w

ALREADY = "Det {state} dokumentet har sporede endringer fra før, og kan ikke sammenlignes."
ACCEPT = "Godta eller avvis alle endringene i Word, og lagre dokumentet på nytt."


def redline(old: State, new: State, author: Author, name: str) -> bytes:
    """The new document as DOCX, with all that sets it apart from the old one as tracked changes.

    It is proven: accepting all gives the new document, rejecting all the old one. Raises SourceError where it does
    not, or where either holds tracked changes already; `name` is what the file is to be called.
    """
    before, after = opened_side(old), opened_side(new)
    if problems := [*_tracked(before, after, name)]:
        raise SourceError(problems)
    parts = _written(before, after, paired(before, after), author)
    if problems := [*differences(parts, before.raw, after.raw, name)]:
        raise SourceError(problems)
    return packed(parts)


def _tracked(old: Side, new: Side, name: str) -> Iterator[Problem]:
    for side, state in ((old, "gamle"), (new, "nye")):
        if side.is_tracked:
            yield Problem("RED002", Place(name), ALREADY.format(state=state), ACCEPT)


def paired(old: Side, new: Side) -> Mapping[str, Steps]:
    """The steps from one side to the other, for each part that both have."""
    numbers = Numbers()
    return {part: _steps(old, new, part, numbers) for part in new.bodies if part in old.bodies}


def _steps(old: Side, new: Side, part: str, numbers: Numbers) -> Steps:
    before, after = (_units(side, part, numbers) for side in (old, new))
    found = tuple(closed(steps(before, after)))
    return with_moves(found) if part == new.main else found


def _units(side: Side, part: str, numbers: Numbers) -> tuple[Unit, ...]:
    reader = Reader(numbers, side.keys, side.lists, lambda number: side.digest(part, number))
    return reader.units(container(side.bodies[part]))


def container(root: Element) -> Element:
    """What holds the text of a part: the body of the document, or all of a header."""
    body = root.find(w("body"))
    return root if body is None else body


def _written(old: Side, new: Side, found: Mapping[str, Steps], author: Author) -> dict[str, bytes]:
    """The parts of the comparison."""
    loan = Loan(old, new)
    _settle(loan, [step for all_steps in found.values() for step in _all(all_steps)])
    loan.styles()
    revisions = Revisions(author, loan.number)
    for part, all_steps in found.items():
        root = loan.root(part)
        blocks = Marker(loan, revisions, part).blocks(all_steps)
        place = container(root)
        sections = [each for each in place if each.tag == SECTION]
        place[:] = [*blocks, *sections]
        for section, before in zip(sections, container(old.bodies[part]).findall(SECTION), strict=False):
            if layout_of_section(section) != layout_of_section(before):
                revisions.section(section, before)
    return loan.finished()


def _all(found: Steps) -> Iterator[Step]:
    """Every step that is about a paragraph, wherever it stands."""
    for step in found:
        if step.is_pair and step.below:
            yield from (each for inner in step.below for each in _all(inner))
        elif step.one.shape == "p":
            yield step
        elif not step.is_pair:
            units = [*step.one.inner, *(unit for cell in step.one.cells for unit in cell)]
            yield from _all(tuple(Step(unit, None) if step.new is None else Step(None, unit) for unit in units))


def _settle(loan: Loan, found: list[Step]) -> None:
    """Settles, before anything is written, which lists and which bookmarks of the old file the new one still has."""
    arrived = {(step.move, step.new.mark): step.new for step in found if step.move and step.new}
    gone: list[str] = []
    for step in found:
        new = step.new or arrived.get((step.move, step.one.mark))
        if step.old is not None and new is not None:
            loan.same_list(_list(step.old), _list(new))
        if step.old is not None:
            before, after = _bookmarks(step.old), _bookmarks(new) if new is not None else []
            loan.names |= dict(zip(before, after, strict=False))
            gone += before[len(after) :]
    for name in gone:
        loan.name(name)


def _list(unit: Unit) -> str:
    return value(unit.element.find(PROPERTIES), f"{NUMBERING}/{w('numId')}")


def _bookmarks(unit: Unit) -> list[str]:
    return [each.get(NAME, "") for each in unit.element.iter(BEGUN)]
