"""The papers after a hearing: what came in and what became of it, the case for the council, letters to the senders."""

from collections.abc import Iterator, Mapping
from contextlib import nullcontext
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from osreport import comparing, recipes, trail
from osreport.answers.case import case
from osreport.answers.hearing import Hearing
from osreport.answers.privacy import published, shown
from osreport.answers.replies import reply
from osreport.answers.report import report
from osreport.context import papers
from osreport.context.papers import Paper
from osreport.model.documents import NOTE, REPORT
from osreport.pdf.offices import Offices
from osreport.press import Press
from osreport.printing import Say, Sheet, printed_sheets
from osreport.problem import Place, Problem, SourceError
from osreport.publish import publish
from osreport.sources.reader import Kilder
from osreport.sources.suggestions import closest
from osreport.structs import Struct

if TYPE_CHECKING:
    from osreport.comparing import Asked


class Wanted(Struct):
    """Which round is told of; with `masked`, for everybody; else with letters of the day `sent`, if there are to be."""

    runde: str
    masked: bool = False
    letters: bool = False
    sent: date = date.min


def sent_state(asked: "Asked", runde: str) -> str:
    """The word for the state that was sent out in the round; SourceError where there is none of that name."""
    known = trail.sent_states(asked)
    if runde not in known:
        raise SourceError([_unknown(runde, tuple(known), asked[1].called)])
    return known[runde]


def answered(old: "Asked", new: "Asked", wanted: Wanted, press: Press, output: Path, say: Say) -> tuple[Path, ...]:
    """Writes the papers of the new state, when the old one was sent out, as Word and PDF; returns their paths.

    Raises SourceError for faults in the sources or templates, ToolError when LibreOffice fails; then no file has
    changed.
    """
    with Offices(press.office) if press.office else nullcontext() as offices:
        followed = trail.followed(wanted.runde, old, new)
        sent = comparing.side(*old).kilder.planverk
        kilder = recipes.faultless(comparing.side(*new).kilder)
        planverk = (published if wanted.masked else shown)(kilder.planverk)
        hearing = Hearing(planverk, followed.runde, sent, tuple(effect.change for effect in followed.again))
        sheets = (_sheet(hearing, kilder, *each) for each in _papers(hearing, wanted))
        return publish(printed_sheets(sheets, press, offices, say).files, output)


def _unknown(runde: str, known: tuple[str, ...], called: str) -> Problem:
    hint = closest(runde, known, "Høringene er") if known else "Lag en mappe for høringen, med filen runde.yaml."
    return Problem("HØR020", Place(f"{called}/horinger"), f"Det finnes ingen høring med id «{runde}».", hint)


def _papers(hearing: Hearing, wanted: Wanted) -> Iterator[tuple[str, Paper, str]]:
    """The name of each file, what stands in it, and its template."""
    yield "merknadsdokument", report(hearing, masked=wanted.masked), REPORT
    yield "saksframlegg", case(hearing), NOTE
    if wanted.letters:
        yield from ((f"svar-{each.id}", reply(hearing, each, wanted.sent), NOTE) for each in hearing.counted)


def _sheet(hearing: Hearing, kilder: Kilder, name: str, paper: Paper, template: str) -> Sheet:
    at = {each.id: number for number, each in enumerate(kilder.planverk.merknader)}
    written = _written(paper, at)
    runde = next(n for n, each in enumerate(kilder.planverk.høringer) if each.id == hearing.runde.id)

    def where(path: tuple[str | int, ...], before: str | None = None) -> Place:
        return kilder.places.of(written.get(path[:5], ("høringer", runde)), before)

    return Sheet(name, papers.content(hearing.planverk, paper), template, where)


def _written(paper: Paper, at: Mapping[str, int]) -> dict[tuple[str | int, ...], tuple[str | int, ...]]:
    """The input that each chapter of a paper tells of, by the path of the chapter."""
    return {
        ("papir", "kapitler", number, "kapitler", place): ("merknader", at[id_])
        for number, chapter in enumerate(paper.kapitler)
        for place, below in enumerate(chapter.kapitler)
        if (id_ := below.id.partition("-")[2]) in at
    }
