"""The window moved on: all that was found, and the proposal it gives."""

from collections.abc import Iterator

from osreport.check.checked import Checked
from osreport.model.planverk import Planverk
from osreport.sources.reader import Kilder
from osreport.structs import Struct

from . import changes, mentions
from .changes import Proposed
from .deadlines import Deadlines, Due, Overdue
from .judging import Judged, grouped, judged
from .mentions import Mention
from .window import Window, moved_to
from .words import WORDS


class Roll(Struct):
    """What became of every revision, what the acts and the texts say, and the changes that the council is asked for."""

    window: Window
    judged: tuple[Judged, ...]
    overdue: tuple[Overdue, ...]
    due: tuple[Due, ...]
    naming: tuple[Mention, ...]
    speaking: tuple[Mention, ...]
    proposed: tuple[Proposed, ...]
    body: str
    language: str

    @property
    def id(self) -> str:
        return f"rullering-{self.window.new.fra}"

    @property
    def file(self) -> str:
        """The name of the file of the proposal."""
        return f"{self.window.new.fra}-rullering-planstrategi.yaml"

    @property
    def subject(self) -> str:
        told = WORDS[self.language]["gjelder"]
        return told.format(nye=f"{self.window.new.fra}–{self.window.new.til}")

    @property
    def doubtful(self) -> tuple[Judged, ...]:
        """The years to come that are in doubt; nothing is done with them."""
        stays = (each for each in self.judged if each.fate == "står" and each.revision.usikker)
        return tuple(each for each in stays if each.year in self.window.new.alle_år)

    def fated(self, fate: str) -> tuple[Judged, ...]:
        return tuple(each for each in self.judged if each.fate == fate)


def roll_to(kilder: Kilder, year: int) -> Roll:
    """The roll to the window that begins in the year; ValueError, in words for people, where it cannot begin then."""
    planverk, checked = kilder.planverk, Checked(kilder)
    window = moved_to(planverk.planstrategi.periode, year)
    found = judged(checked, window)
    deadlines = Deadlines(checked, found, window)
    overdue, due, naming = deadlines.overdue(), deadlines.due(), mentions.of_window(checked, window)
    language = planverk.planstrategi.språk or planverk.kommune.språk
    proposed = (
        *changes.of_window(planverk, window),
        *changes.of_mentions(naming),
        *_of_plans(found, overdue, window, language),
        *changes.of_due(due),
    )
    texts = (naming, mentions.of_passed_years(checked, window))
    return Roll(window, found, overdue, due, *texts, proposed, _body(planverk), language)


def _of_plans(
    found: tuple[Judged, ...], overdue: tuple[Overdue, ...], window: Window, language: str
) -> Iterator[Proposed]:
    reasons = {each.plan.id: each.reasons for each in overdue}
    for plan, revisions in grouped(found).items():
        yield from changes.of_plan(revisions, reasons.get(plan, ()), window, language)


def _body(planverk: Planverk) -> str:
    """Who decides on the planstrategi: whoever adopted it, or the body that the acts name."""
    adopted = planverk.planstrategi.vedtatt
    if adopted and adopted.organ != "ukjent":
        return adopted.organ
    asked = (
        law.vedtas_av.organ for law in planverk.lovkatalog.planer if law.dokument == "planstrategi" and law.vedtas_av
    )
    return next(asked, "ukjent")
