"""TABELL: the rows of the register against each other, and their years against the time that the register is of."""

from collections.abc import Iterator
from typing import NamedTuple

from osreport.model.register import Plan
from osreport.model.verdi import Behandling, Dato
from osreport.model.walk import Path

from .checked import Checked
from .exceptions import told_together
from .finding import Code, Finding, listed
from .plans import plain_name
from .remarks import day

CODES = (
    Code(
        "TABELL007",
        "Årene for revisjon er i planstrategiens periode, eller året før; det som er gjennomført, kan være eldre.",
        "merknad",
    ),
    Code("TABELL008", "Det som er gjennomført, er fortid, og det som er planlagt, er det ikke.", "advarsel"),
    Code("TABELL009", "Ingen plan er vedtatt etter det siste vedtaket i kildene.", "advarsel"),
    Code("TABELL010", "En delplan er ikke også en egen plan i registeret.", "advarsel"),
    Code("TABELL011", "«samme_som» viser rett til den andre raden, og radene er enige.", "advarsel"),
    Code("TABELL013", "To planer har ikke samme lenke.", "advarsel"),
    Code("TABELL014", "Årene i registeret er sikre.", "merknad"),
)


class Last(NamedTuple):
    """The last thing known to have happened: the day, in words, and for comparing."""

    told: str
    sorting: tuple[int, int, int]


def last_known(checked: Checked) -> Last:
    """The last decision in the sources, or the first year of the planstrategi where that is later."""
    planverk = checked.kilder.planverk
    begins, adopted = Dato(år=planverk.planstrategi.periode.fra), planverk.planstrategi.vedtatt
    made = (decision.dato for decision in planverk.vedtak if decision.resultat != "foreslått")
    dates = [*made, *([adopted.dato] if adopted else [])]
    latest = max((date for date in dates if isinstance(date, Dato)), key=_end, default=begins)
    latest = latest if latest.år >= begins.år else begins
    return Last(day(latest), _end(latest))


def _end(date: Dato) -> tuple[int, int, int]:
    """The last day that the date may mean."""
    return (date.år, date.måned or (date.kvartal or 4) * 3, date.dag or 31)


def revisions_are_of_the_time_of_the_strategy(checked: Checked) -> Iterator[Finding]:
    span = checked.kilder.planverk.planstrategi.periode
    for path, plan in checked.plans:
        for number, revision in enumerate(plan.revisjoner):
            is_history = revision.status == "gjennomført" and revision.år < span.fra
            if not span.fra - 1 <= revision.år <= span.til and not is_history:
                said = f"Året {revision.år} er utenfor planstrategiens periode, {span.fra}–{span.til}."
                hint = "Rett året, eller ta det bort: Ingen tabell viser det."
                yield Finding("TABELL007", (*path, "revisjoner", number, "år"), said, hint)


def what_is_done_is_past(checked: Checked) -> Iterator[Finding]:
    begins, last = checked.kilder.planverk.planstrategi.periode.fra, last_known(checked)
    for path, plan in checked.plans:
        for number, revision in enumerate(plan.revisjoner):
            here = (*path, "revisjoner", number)
            if revision.status == "gjennomført" and revision.år > last.sorting[0]:
                said = f"{revision.år} er ført som gjennomført, men det siste vedtaket i kildene er fra {last.told}."
                hint = "Skriv «planlagt», eller legg inn vedtaket i mappen vedtak."
                yield Finding("TABELL008", (*here, "status"), said, hint)
            if revision.status == "planlagt" and revision.år < begins:
                said = f"{revision.år} er ført som planlagt, men var forbi da perioden begynte i {begins}."
                hint = "Er planen behandlet, skriv «status: gjennomført». Er den ikke det, sett opp et nytt år."
                yield Finding("TABELL008", (*here, "år"), said, hint)


def plans_are_not_adopted_after_the_last_decision(checked: Checked) -> Iterator[Finding]:
    last = last_known(checked)
    for path, plan in checked.plans:
        adopted = plan.vedtatt.dato if plan.vedtatt else None
        if isinstance(adopted, Dato) and adopted.sortering > last.sorting:
            said = f"Planen er vedtatt {day(adopted)}, men det siste vedtaket i kildene er fra {last.told}."
            hint = "Legg inn vedtaket i mappen vedtak, og skriv det i «oppdatert_etter». Eller rett datoen."
            yield Finding("TABELL009", (*path, "vedtatt", "dato"), said, hint)


def sub_plans_are_no_rows_of_their_own(checked: Checked) -> Iterator[Finding]:
    rows = {plain_name(name): plan for _, plan in checked.plans for name in (plan.navn, *plan.andre_navn)}
    seen: dict[str, str] = {}
    for path, plan in checked.plans:
        for number, below in enumerate(plan.delplaner):
            name = plain_name(below.navn)
            other = rows[name].id if name in rows else seen.get(name)
            seen.setdefault(name, plan.id)
            if other:
                said = f"Delplanen «{below.navn}» står også i planen «{other}»."
                hint = "La den stå ett sted: som delplan, eller som egen plan."
                yield Finding("TABELL010", (*path, "delplaner", number, "navn"), said, hint)


def rows_of_one_plan_agree(checked: Checked) -> Iterator[Finding]:
    plans = {plan.id: plan for _, plan in checked.plans}
    for path, plan in checked.plans:
        other = plans.get(plan.samme_som or "")
        if other is not None:
            yield from _rows_agree(checked, path, plan, other)


def _rows_agree(checked: Checked, path: Path, plan: Plan, other: Plan) -> Iterator[Finding]:
    if other.id == plan.id or other.samme_som:
        what = "raden selv" if other.id == plan.id else f"en rad som er samme som «{other.samme_som}»"
        said = f"«samme_som: {other.id}» viser til {what}."
        yield Finding("TABELL011", (*path, "samme_som"), said, "Vis til raden der alt om planen står.")
        return
    where = checked.kilder.places.of((*checked.ids["plan"][other.id][0][:-1], "id"))
    own, others = ({revision.år for revision in each.revisjoner} for each in (plan, other))
    if own - others:
        said = f"Raden er samme plan som «{other.id}» ({where}), men har år som ikke står der: {_listed(own - others)}."
        yield Finding("TABELL011", (*path, "revisjoner"), said, "La årene stå i bare én av radene.")
    if _disagree(plan.vedtatt, other.vedtatt):
        said = f"Raden er samme plan som «{other.id}» ({where}), men er vedtatt en annen dag."
        yield Finding("TABELL011", (*path, "vedtatt"), said, "Rett datoen som er feil, eller ta bort «samme_som».")


def _listed(years: set[int]) -> str:
    return ", ".join(map(str, sorted(years)))


def _disagree(one: Behandling | None, other: Behandling | None) -> bool:
    dates = [each.dato for each in (one, other) if each and isinstance(each.dato, Dato)]
    return len(dates) == 2 and any(  # noqa: PLR2004 - both are known
        first != second and first and second
        for first, second in zip(*((date.år, date.måned, date.dag) for date in dates), strict=True)
    )


def plans_have_links_of_their_own(checked: Checked) -> Iterator[Finding]:
    seen: dict[str, Plan] = {}
    for path, plan in checked.plans:
        for number, link in enumerate(plan.lenker):
            other = seen.setdefault(link.url, plan)
            if other.id not in {plan.id, plan.samme_som} and other.samme_som != plan.id:
                said = f"Lenken er den samme som i planen «{other.id}»."
                yield Finding("TABELL013", (*path, "lenker", number, "url"), said, "Bytt adressen i den ene.")


def years_are_certain(checked: Checked) -> Iterator[Finding]:
    """One note for the register, as the table prints the doubt at each year."""
    doubtful = [(path, plan) for path, plan in checked.plans if _first_doubtful(plan) is not None]
    for together in told_together("TABELL014", doubtful):
        path, first = together[0]
        ids = [plan.id for _, plan in together]
        said = f"Det er tvil om årene til {_count(len(ids))}: {listed(ids)}."
        hint = "Spør den som eier planen, og ta bort «usikker» når året er klart."
        yield Finding("TABELL014", (*path, "revisjoner", _first_doubtful(first) or 0, "usikker"), said, hint)


def _count(plans: int) -> str:
    return "en plan" if plans == 1 else f"{plans} planer"


def _first_doubtful(plan: Plan) -> int | None:
    return next((number for number, revision in enumerate(plan.revisjoner) if revision.usikker), None)
