"""References in text: `{fakta:folketall-2014}` and its like, looked up and replaced by what they print."""

import re
from collections.abc import Callable, Iterator, Mapping

from osreport import wording
from osreport.model.fakta import Indikator, Observasjon
from osreport.model.planverk import Planverk
from osreport.model.register import Plan, Plangruppe
from osreport.model.samfunnsdel import Mål, OverordnetMål
from osreport.model.verdi import Behandling, Dato
from osreport.prose import escaped
from osreport.structs import Struct

REFERENCE = re.compile(r"\{([a-zæøå]+)(?::([^{}\s]+))?\}")
KINDS = ("fakta", "plan", "vedtatt", "sak", "år", "kap", "område", "mål", "dato", "visjon")

Printed = Callable[[str], str]


class Index(Struct):
    """Every id that text can refer to, by kind, with a function from language to Markdown."""

    entries: Mapping[str, Mapping[str, Printed]]

    def expand(self, text: str, language: str, seen: frozenset[str] = frozenset()) -> str:
        """The text with every reference replaced, those inside a quoted text too; a circle is left standing."""

        def replace(match: re.Match[str]) -> str:
            printed = self.entries.get(match[1], {}).get(match[2] or "")
            if printed is None or match[0] in seen:
                return match[0]
            return self.expand(printed(language), language, seen | {match[0]})

        return REFERENCE.sub(replace, text) if "{" in text else text


def index(planverk: Planverk, numbers: Mapping[str, str]) -> Index:
    """What can be referred to; `numbers` are the chapter numbers by id, empty for a chapter without one."""
    plans = {plan.id: plan for plan in all_plans(planverk)}
    goals = {goal.id: goal for goal in all_goals(planverk)}
    decisions = {decision.id: decision for decision in planverk.vedtak}
    vision = planverk.samfunnsdel.visjon
    observed = ((o, i) for i in planverk.faktagrunnlag.indikatorer for o in i.observasjoner)
    return Index({
        "fakta": {o.id: _observed(o, i) for o, i in observed},
        "plan": {id_: _text(plan.kortnavn or plan.navn) for id_, plan in plans.items()},
        "vedtatt": {id_: _date(plan.vedtatt) for id_, plan in plans.items() if _known(plan.vedtatt)},
        "år": {id_: _text(str(_year(plan.vedtatt))) for id_, plan in plans.items() if _known(plan.vedtatt)},
        "sak": {id_: _text(p.vedtatt.sak) for id_, p in plans.items() if p.vedtatt and p.vedtatt.sak != "ukjent"},
        "kap": {id_: _link(number, id_) for id_, number in numbers.items() if number},
        "område": {area.id: _text(area.tittel) for area in planverk.samfunnsdel.områder},
        "mål": {id_: _markdown(goal.tekst) for id_, goal in goals.items()},
        "dato": {id_: _day(decision.dato) for id_, decision in decisions.items()},
        "visjon": {"": _markdown(vision.tekst)} if vision else {},
    })  # fmt: skip


def all_plans(planverk: Planverk) -> Iterator[Plan]:
    """Every plan of the register, in its order."""
    for group in planverk.planregister.grupper:
        yield from plans_of(group)


def plans_of(group: Plangruppe) -> Iterator[Plan]:
    yield from group.planer
    for below in group.grupper:
        yield from plans_of(below)


def all_goals(planverk: Planverk) -> Iterator[Mål | OverordnetMål]:
    """Every goal of the samfunnsdel and of the adopted plans, those below goals too."""
    part = planverk.samfunnsdel
    if part.visjon and part.visjon.overordnet_mål:
        yield part.visjon.overordnet_mål
    for area in part.områder:
        yield from area.overordnede_mål
        yield from _with_subgoals(area.mål)
    for plan in planverk.vedtatte_planer:
        yield from _with_subgoals(plan.mål)


def _with_subgoals(goals: tuple[Mål, ...]) -> Iterator[Mål]:
    for goal in goals:
        yield goal
        yield from _with_subgoals(goal.delmål)


def _known(decision: Behandling | None) -> bool:
    return decision is not None and isinstance(decision.dato, Dato)


def _year(decision: Behandling | None) -> int | str:
    return decision.dato.år if decision and isinstance(decision.dato, Dato) else ""


def _date(decision: Behandling | None) -> Printed:
    return lambda language: (
        wording.day(decision.dato, language, short=True) if decision and isinstance(decision.dato, Dato) else ""
    )


def _day(date: Dato) -> Printed:
    return lambda language: wording.day(date, language)


def _observed(observation: Observasjon, indicator: Indikator) -> Printed:
    return lambda _: escaped(wording.observed(observation, indicator))


def _text(text: str) -> Printed:
    return lambda _: escaped(text)


def _markdown(text: str) -> Printed:
    return lambda _: text


def _link(number: str, chapter: str) -> Printed:
    return lambda _: f"[{number}](#{chapter})"
