"""LOV: the steps on the way to an adopted plan, and what the acts want the documents to say."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import get_args

from osreport.model.dokument import Dokument
from osreport.model.lovkatalog import Trinnkrav
from osreport.model.prosess import Status, Trinn
from osreport.model.samfunnsdel import Mål, Område
from osreport.model.verdi import Dato, Skrift
from osreport.model.walk import Path

from .checked import Checked
from .finding import Code, Finding
from .law import EXCEPT, PBL, listed
from .statutes import Subject, told

KOML = "kommuneloven"
CODES = (
    Code("LOV020", "Det står hvordan et dokument ble til.", "merknad", f"{PBL}, {KOML}"),
    Code("LOV021", "En høring eller kunngjøring som ikke er over, varer så lenge som loven krever.", "feil", PBL),
    Code("LOV022", "En høring eller kunngjøring varte så lenge som loven krever.", "advarsel", f"{PBL}, {KOML}"),
    Code("LOV023", "Et trinn i prosessen har det loven spør etter.", "merknad", f"{PBL}, {KOML}"),
    Code("LOV024", "Planstrategien sier om kommuneplanen revideres eller videreføres.", "merknad", PBL),
    Code("LOV025", "Samfunnsdelen har mål og strategier for samfunnet og for organisasjonen.", "advarsel", PBL),
    Code("LOV026", "Et dokument har ingen ord som lover noe loven ikke gir.", "advarsel", PBL),
    Code("LOV027", "Et dokument omtaler det loven sier at det bør omtale.", "merknad", f"{PBL} og særlover"),
    Code("LOV028", "Mål følges opp med tiltak.", "merknad", KOML),
)
ORDER: tuple[Status, ...] = get_args(Status)
WHOLE = {"samfunn": "samfunnet", "organisasjon": "organisasjonen"}
OVER = ORDER[ORDER.index("vedtatt") :]


@dataclass(frozen=True)
class Asked:
    """A step that an act asks about, in a plan."""

    krav: Trinnkrav
    subject: Subject

    @cached_property
    def step(self) -> Trinn | None:
        process = self.subject.prosess
        return getattr(process, self.krav.trinn) if process else None

    @property
    def path(self) -> Path:
        return (*self.subject.path, "prosess", self.krav.trinn)

    @property
    def is_over(self) -> bool:
        """Whether it can no longer be done otherwise."""
        plan = self.subject.plan
        return not isinstance(plan, Dokument) or plan.status in OVER

    @property
    def is_due(self) -> bool:
        """Whether the plan is a document that has come so far that it should be written down."""
        plan = self.subject.plan
        asked = isinstance(plan, Dokument) and plan.status != "erstattet"
        return asked and ORDER.index(plan.status) >= ORDER.index(self.krav.fra_status)  # type: ignore[union-attr]

    @property
    def ends(self) -> tuple[Dato, Dato] | None:
        """The first and last day, where both are known."""
        step = self.step
        last = (step.frist or step.møte) if step else None
        if step is None or step.kunngjort is None or last is None:
            return None
        return (step.kunngjort, last) if step.kunngjort.dag and last.dag else None


def _asked(checked: Checked) -> Iterator[Asked]:
    law = checked.statutes
    for _, krav in law.trinn:
        for id_ in krav.planer:
            yield from (Asked(krav, subject) for subject in law.subjects.get(id_, ()))


def the_way_of_a_document_is_written_down(checked: Checked) -> Iterator[Finding]:
    missing: dict[Path, dict[str, str]] = {}
    for each in _asked(checked):
        if each.is_due and each.step is None:
            cited = checked.statutes.cited(each.krav.hjemmel)
            missing.setdefault(each.subject.path, {}).setdefault(each.krav.trinn, f"{each.krav.trinn} ({cited})")
    for path, steps in missing.items():
        said = f"Saksgangen er ikke ført opp. Det mangler {listed(list(steps.values()))}."
        hint = f"Skriv det som er kjent, under «prosess», {EXCEPT}"
        yield Finding("LOV020", (*path, "status"), said, hint)


def steps_last_as_long_as_they_must(checked: Checked) -> Iterator[Finding]:
    for each in _asked(checked):
        if each.krav.dager and each.step and each.ends:
            first, last = (day.sortering for day in each.ends)
            days = (date(*last) - date(*first)).days
            if days < each.krav.dager:
                cited = checked.statutes.cited(each.krav.hjemmel)
                said = f"{each.krav.navn}: Det er {days} dager fra {told(first)} til {told(last)}, men minst "
                field = "frist" if each.step.frist else "møte"
                hint = "Flytt den siste dagen, eller rett datoene." if not each.is_over else f"Rett datoene, {EXCEPT}"
                code = "LOV021" if each.krav.hjemmel.bindende and not each.is_over else "LOV022"
                yield Finding(code, (*each.path, field), f"{said}{each.krav.dager} kreves ({cited}).", hint)


def steps_have_what_they_must(checked: Checked) -> Iterator[Finding]:
    for each in _asked(checked):
        if each.step and (missing := list(_missing(each.krav, each.step))):
            cited = checked.statutes.cited(each.krav.hjemmel)
            said = f"{each.krav.navn}: Det står ikke noe om {listed(missing)} ({cited})."
            yield Finding("LOV023", each.path, said, f"Skriv det som er kjent, under «{each.krav.trinn}», {EXCEPT}")


def _missing(krav: Trinnkrav, step: Trinn) -> Iterator[str]:
    """The dates, and the words of each list, that the step lacks."""
    if krav.dager and step.kunngjort is None:
        yield "«kunngjort»"
    if krav.dager and step.frist is None and step.møte is None:
        yield "«frist» eller «møte»"
    for field in ("kanaler", "hvem", "innhold"):
        known = {word.casefold() for word in getattr(step, field)}
        if absent := [word for word in getattr(krav, field) if word.casefold() not in known]:
            yield f"«{field}: [{', '.join(absent)}]»"


def the_strategy_decides_on_the_kommuneplan(checked: Checked) -> Iterator[Finding]:
    chosen = checked.kilder.planverk.planstrategi.kommuneplan
    for _, krav in checked.statutes.innhold:
        missing = [part for part in krav.avgjør if chosen is None or getattr(chosen, part) is None]
        if missing:
            cited = checked.statutes.cited(krav.hjemmel)
            said = (
                f"Det står ikke om {listed([f'{part}en' for part in missing])} revideres eller videreføres ({cited})."
            )
            hint = f"Skriv «kommuneplan:» med {listed([f'«{part}: …»' for part in missing])} under, {EXCEPT}"
            yield Finding("LOV024", (krav.dokument, "status"), said, hint)


def goals_are_set_for_society_and_organisation(checked: Checked) -> Iterator[Finding]:
    areas = checked.kilder.planverk.samfunnsdel.områder
    for _, krav in checked.statutes.innhold:
        for kind in krav.mål_for:
            if not any(area.gjelder == kind and _has_strategy(area) for area in areas):
                cited = checked.statutes.cited(krav.hjemmel)
                said = f"Samfunnsdelen har ingen mål med strategier for {WHOLE[kind]} ({cited})."
                hint = f"Gjelder et av områdene dette, skriv «gjelder: {kind}» i området, {EXCEPT}"
                yield Finding("LOV025", ("samfunnsdel", "områder"), said, hint)


def _has_strategy(area: Område) -> bool:
    return any(goal.strategier for goal in _goals(area.mål))


def _goals(goals: tuple[Mål, ...]) -> Iterator[Mål]:
    for goal in goals:
        yield goal
        yield from _goals(goal.delmål)


def documents_promise_nothing_the_act_does_not_give(checked: Checked) -> Iterator[Finding]:
    for _, krav in checked.statutes.innhold:
        if krav.unngår and getattr(checked.kilder.planverk, krav.dokument).status in krav.unngår_i_status:
            for path, text in _texts(checked, krav.dokument):
                for word in krav.unngår:
                    if (at := text.casefold().find(word.casefold())) >= 0:
                        said = f"«{text[at : at + len(word)]}»: {krav.navn} ({checked.statutes.cited(krav.hjemmel)})."
                        hint = "Skriv setningen om, eller si hvorfor den skal stå, med «unntak»."
                        yield Finding("LOV026", path, said, hint, text[:at])


def documents_speak_of_what_they_should(checked: Checked) -> Iterator[Finding]:
    sami = checked.kilder.planverk.kommune.samisk_språkområde
    for _, krav in checked.statutes.innhold:
        if krav.omtaler and (sami or not krav.bare_samisk):
            whole = " ".join(text for _, text in _texts(checked, krav.dokument)).casefold()
            missing = [each.om for each in krav.omtaler if not any(word.casefold() in whole for word in each.ord)]
            if missing:
                said = f"{krav.navn}: Det står ikke noe om {listed(missing)} ({checked.statutes.cited(krav.hjemmel)})."
                yield Finding("LOV027", (krav.dokument, "status"), said, f"Skriv om det, {EXCEPT}")


def goals_are_followed_up(checked: Checked) -> Iterator[Finding]:
    goals = [goal for area in checked.kilder.planverk.samfunnsdel.områder for goal in _goals(area.mål)]
    ends = [goal for goal in goals if not goal.delmål]
    bare = [goal for goal in ends if not any(strategy.tiltak for strategy in goal.strategier)]
    for _, krav in checked.statutes.innhold:
        if krav.tiltak_for_mål and bare:
            some = f"Noen av målene i samfunnsdelen har ingen tiltak i kildene; det første er «{bare[0].tekst}»"
            which = "Ingen av målene i samfunnsdelen har tiltak i kildene" if len(bare) == len(ends) else some
            said = f"{which}. {krav.navn} ({checked.statutes.cited(krav.hjemmel)})."
            hint = f"Skriv tiltak under strategiene, {EXCEPT}"
            yield Finding("LOV028", ("samfunnsdel", "områder"), said, hint)


def _texts(checked: Checked, document: str) -> Iterator[tuple[Path, str]]:
    """The running texts of a document, as they are written."""
    for path, mark, text in checked.texts:
        if path[0] == document and isinstance(mark, Skrift):
            yield path, text
