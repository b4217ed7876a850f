"""LOV: the steps on the way to an adopted plan, and what the acts want the documents to say."""

from collections.abc import Iterator
from datetime import date

from osreport.model.lovkatalog import Innholdskrav, Trinnkrav
from osreport.model.prosess import Trinn
from osreport.model.samfunnsdel import Mål, Område
from osreport.model.verdi import Skrift
from osreport.model.walk import Path

from .checked import Checked
from .finding import Code, Finding
from .law import EXCEPT, PBL, listed
from .statutes import told
from .steps import Asked, asked

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
# What a hearing lacks: the field that is pointed to, what is said and what to do.
IN_HEARING = {
    "kanaler": (
        "kanaler",
        "Kunngjøringen mangler en kanal av slaget {ord}",
        f"Legg til «slag: {{første}}» under «kanaler», {EXCEPT}",
    ),
    "hvem": (
        "mottakere",
        "Ingen av mottakerne er ført opp for {ord}",
        f"Legg til mottakeren, eller skriv «for_hvem: [{{første}}]» på den det gjelder, {EXCEPT}",
    ),
    "innhold": (
        "innhold",
        "Det står ikke noe om {ord}",
        f"Nevn det under «innhold» om det følger med (planbeskrivelsen har et eget felt), {EXCEPT}",
    ),
}
WHOLE = {"samfunn": "samfunnet", "organisasjon": "organisasjonen"}


def the_way_of_a_document_is_written_down(checked: Checked) -> Iterator[Finding]:
    missing: dict[Path, dict[str, str]] = {}
    for each in asked(checked):
        if each.is_due and each.step is None:
            cited = checked.statutes.cited(each.krav.hjemmel)
            missing.setdefault(each.subject.path, {}).setdefault(each.krav.trinn, f"{each.krav.trinn} ({cited})")
    for path, steps in missing.items():
        said = f"Saksgangen er ikke ført opp. Det mangler {listed(list(steps.values()))}."
        hint = f"Skriv det som er kjent, under «prosess», {EXCEPT}"
        yield Finding("LOV020", (*path, "status"), said, hint)


def steps_last_as_long_as_they_must(checked: Checked) -> Iterator[Finding]:
    for each in asked(checked):
        if each.krav.dager and each.step and each.ends:
            first, last = (day.sortering for day in each.ends)
            days = (date(*last) - date(*first)).days
            if days < each.krav.dager and not (each.is_hearing and days <= 0):  # HØR001
                cited = checked.statutes.cited(each.krav.hjemmel)
                said = f"{each.krav.navn}: Det er {days} dager fra {told(first)} til {told(last)}, men minst "
                field = "frist" if each.step.frist else "møte"
                hint = "Flytt den siste dagen, eller rett datoene." if not each.is_over else f"Rett datoene, {EXCEPT}"
                code = "LOV021" if each.krav.hjemmel.bindende and not each.is_over else "LOV022"
                yield Finding(code, (*each.path, field), f"{said}{each.krav.dager} kreves ({cited}).", hint)


def steps_have_what_they_must(checked: Checked) -> Iterator[Finding]:
    for each in asked(checked):
        if each.step and (missing := dict(_missing(each.krav, each.step))):
            cited = checked.statutes.cited(each.krav.hjemmel)
            if each.is_hearing:
                yield from _missing_in_hearing(each, missing, cited)
            else:
                lacking = [told for field, words in missing.items() for told in _as_written(field, words)]
                said = f"{each.krav.navn}: Det står ikke noe om {listed(lacking)} ({cited})."
                yield Finding("LOV023", each.path, said, f"Skriv det som er kjent, under «{each.krav.trinn}», {EXCEPT}")


def _missing(krav: Trinnkrav, step: Trinn) -> Iterator[tuple[str, list[str]]]:
    """The dates, and the words of each list, that the step lacks."""
    dates = {"«kunngjort»": step.kunngjort, "«frist» eller «møte»": step.frist or step.møte}
    if absent := [told for told, day in dates.items() if krav.dager and day is None]:
        yield "datoer", absent
    for field in ("kanaler", "hvem", "innhold"):
        known = {word.casefold() for word in getattr(step, field)}
        if absent := [word for word in getattr(krav, field) if word.casefold() not in known]:
            yield field, absent


def _as_written(field: str, words: list[str]) -> list[str]:
    return words if field == "datoer" else [f"«{field}: [{', '.join(words)}]»"]


def _missing_in_hearing(each: Asked, missing: dict[str, list[str]], cited: str) -> Iterator[Finding]:
    """One finding for each list of a hearing: each is mended in its own way."""
    for field, words in missing.items():
        where, said, hint = IN_HEARING[field]
        told = {"ord": listed(words), "første": words[0]}
        yield Finding(
            "LOV023", (*each.path, where), f"{each.krav.navn}: {said.format(**told)} ({cited}).", hint.format(**told)
        )


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
        if krav.unngår:
            for path, text in _promising(checked, krav):
                for word in krav.unngår:
                    if (at := text.casefold().find(word.casefold())) >= 0:
                        said = f"«{text[at : at + len(word)]}»: {krav.navn} ({checked.statutes.cited(krav.hjemmel)})."
                        hint = "Skriv setningen om, eller si hvorfor den skal stå, med «unntak»."
                        yield Finding("LOV026", path, said, hint, text[:at])


def _promising(checked: Checked, krav: Innholdskrav) -> Iterator[tuple[Path, str]]:
    """The texts that must not have the words: the document's in that status, and its hearings' where that is one."""
    planverk = checked.kilder.planverk
    if getattr(planverk, krav.dokument).status in krav.unngår_i_status:
        yield from _texts(checked, krav.dokument)
    if "høring" in krav.unngår_i_status:
        own = {number for number, runde in enumerate(planverk.høringer) if runde.dokument == krav.dokument}
        yield from ((path, text) for path, text in _texts(checked, "høringer") if path[1] in own)


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
