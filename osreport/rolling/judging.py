"""What has become of each revision of the register when the window has moved on, as far as the register tells."""

import re
from collections.abc import Iterable, Mapping
from typing import Literal

from osreport import wording
from osreport.check.checked import Checked
from osreport.check.law import basis, must
from osreport.check.rows import IN_WORK
from osreport.check.sentences import sentences
from osreport.model.register import Plan, Revisjon
from osreport.model.verdi import Dato
from osreport.references import all_plans
from osreport.structs import Struct

from .moves import Moves, moves
from .window import Window

Fate = Literal["står", "gjennomført", "flyttes", "må avklares"]
UNDER_WAY = re.compile(
    rf"{IN_WORK.pattern}|\b(?:pågår|utkast\w*|påbegynt|påbyrja|(?:på|til) (?:høring|høyring))\b",
    re.IGNORECASE,
)


class Judged(Struct):
    """One revision of one plan: what became of it and why, and the year that it has afterwards.

    `times` is how often it is moved, this time included, and `first` the year that it was first set up for; `adopted`
    is when the plan was last adopted.
    """

    plan: Plan
    revision: Revisjon
    fate: Fate
    year: int
    why: str = ""
    times: int = 0
    first: int = 0
    adopted: Dato | None = None


class _Known(Struct):
    """What the sources tell of a plan, besides its own row."""

    adopted: Dato | None
    yearly: str
    moves: Moves


def judged(checked: Checked, window: Window) -> tuple[Judged, ...]:
    """Every revision of the register, in its order."""
    planverk = checked.kilder.planverk
    plans, law = tuple(all_plans(planverk)), checked.statutes
    yearly = {
        subject.plan.id: f"{must(plan)} tas opp hvert år ({basis(plan, law)})"
        for plan, subject in law.registered()
        if plan.syklus.type == "årlig" and isinstance(subject.plan, Plan)
    }
    done = moves(planverk.vedtak)
    return tuple(
        _judged(plan, revision, _Known(adopted(plan, plans), yearly.get(plan.id, ""), done), window)
        for plan in plans
        for revision in plan.revisjoner
    )


def adopted(plan: Plan, plans: Iterable[Plan]) -> Dato | None:
    """When the plan was last adopted, as far as any of its rows tells."""
    own = plan.samme_som or plan.id
    rows = (each.vedtatt for each in plans if own in {each.id, each.samme_som})
    dates = [row.dato for row in rows if row and isinstance(row.dato, Dato)]
    return max(dates, key=lambda date: date.sortering, default=None)


def _judged(plan: Plan, revision: Revisjon, known: _Known, window: Window) -> Judged:
    if revision.år >= window.new.fra or revision.status == "gjennomført":
        return Judged(plan, revision, "står", revision.år)
    if doubt := _doubt(plan, revision, known, window):
        return Judged(plan, revision, "må avklares", revision.år, doubt)
    if known.adopted and known.adopted.år >= revision.år:
        has_later = any(revision.år < each.år <= known.adopted.år for each in plan.revisjoner)
        year = revision.år if has_later else known.adopted.år
        said = f"Vedtatt {_day(known.adopted)}."
        return Judged(plan, revision, "gjennomført", year, said, adopted=known.adopted)
    if no_room := _doubt_of_place(plan, window):
        return Judged(plan, revision, "må avklares", revision.år, no_room)
    why = f"Sist vedtatt {_day(known.adopted)}." if known.adopted else f"Merknaden sier «{_under_way(plan)}»."
    times, first = known.moves.chain(plan.id, revision.år)
    return Judged(plan, revision, "flyttes", window.new.fra, why, times + 1, first)


def _doubt(plan: Plan, revision: Revisjon, known: _Known, window: Window) -> str:
    """Why nobody can tell from the register whether the revision was done."""
    if revision.usikker:
        return f"Det er tvil om året. {revision.grunnlag or ''}".strip()
    if revision.status == "ukjent":
        return "Registeret sier ikke om året er planlagt eller gjennomført."
    if known.yearly and (not known.adopted or known.adopted.år != revision.år):
        return _doubt_of_yearly(plan, revision, known, window)
    if not known.adopted:
        return "" if _under_way(plan) else "Registeret sier ikke om eller når planen er vedtatt."
    if known.adopted.år >= revision.år and (said := _under_way(plan)):
        return f"Registeret sier vedtatt {_day(known.adopted)}, men merknaden sier «{said}»."
    return _doubt_of_year(plan, revision, known, window) if known.adopted.år >= revision.år else ""


def _doubt_of_yearly(plan: Plan, revision: Revisjon, known: _Known, window: Window) -> str:
    """A plan of every year cannot be put off to a year that it has a treatment in anyway."""
    if known.adopted and known.adopted.år < revision.år and window.new.fra not in {each.år for each in plan.revisjoner}:
        return ""
    told = f"er sist ført som vedtatt {_day(known.adopted)}" if known.adopted else "er ikke ført som vedtatt"
    return f"Den {known.yearly}, og {told}."


def _doubt_of_place(plan: Plan, window: Window) -> str:
    """Whether the year to come is marked in a way that leaves no room for what is carried over."""
    marks = {each.år: each.status for each in plan.revisjoner}
    told = marks.get(window.new.fra, "planlagt")
    return "" if told == "planlagt" else f"Den er ført med «{told}» i {window.new.fra}."


def _doubt_of_year(plan: Plan, revision: Revisjon, known: _Known, window: Window) -> str:
    """Whether the year of the adoption is a revision of its own, of which it is not clear that it was done."""
    if known.adopted is None:
        return ""
    others = (each for each in plan.revisjoner if each.år == known.adopted.år and each is not revision)
    other = next(others, None)
    if other is None or other.status == "gjennomført":
        return ""
    is_done = other.status == "planlagt" and not other.usikker and other.år < window.new.fra
    return "" if is_done else f"Planen er vedtatt {_day(known.adopted)}, men {other.år} står også, som et eget år."


def _under_way(plan: Plan) -> str:
    """What the plan's remark says, where it says that the work goes on."""
    found = (sentence for _, sentence in sentences(plan.merknad or "") if UNDER_WAY.search(sentence))
    return next(found, "").strip().removesuffix(".")


def _day(date: Dato) -> str:
    return wording.day(date, "nb", short=True)


def grouped(found: Iterable[Judged]) -> Mapping[str, tuple[Judged, ...]]:
    """The revisions of each plan, by its id."""
    plans: dict[str, list[Judged]] = {}
    for each in found:
        plans.setdefault(each.plan.id, []).append(each)
    return {id_: tuple(all_) for id_, all_ in plans.items()}


def name(plan: Plan) -> str:
    return plan.kortnavn or plan.navn
