"""VEDTAK and STATUS: what a decision says of a plan is in the register, and each document tells its last decision."""

import re
from collections.abc import Iterator

from osreport.decisions.order import left_behind
from osreport.model.documents import DOCUMENTS
from osreport.model.dokument import Dokument, Vedtaksblokk, Visningsblokk
from osreport.model.register import Plan
from osreport.model.vedtak import Vedtak
from osreport.model.verdi import Behandling, Dato, Skrift
from osreport.model.walk import Path, elements
from osreport.structs import Struct

from .checked import Checked
from .facts import in_own_words
from .finding import Code, Finding
from .remarks import day, marked
from .sentences import Naming, sentences

PBL = "plan- og bygningsloven"
CODES = (
    Code("TABELL015", "Året planstrategien nevner for en plan, står i registeret.", "advarsel", f"{PBL} § 10-1"),
    Code("VEDTAK002", "Årene et vedtak setter for en plan, står i registeret.", "advarsel", f"{PBL} § 10-1"),
    Code("VEDTAK003", "«oppdatert_etter» er det siste vedtaket som dokumentet bygger på.", "advarsel"),
    Code("VEDTAK004", "Et vedtak har dag og saksnummer.", "merknad"),
    Code("VEDTAK005", "Datoen i filnavnet til et vedtak er datoen for vedtaket.", "merknad"),
    Code("VEDTAK006", "Et vedtak ligger i én fil.", "advarsel"),
    Code("VEDTAK007", "Et vedtak sier hva det endrer i planene, eller at det står i grunnlaget.", "advarsel"),
    Code("VEDTAK008", "Et vedtak står ikke i grunnlaget før de som er eldre.", "advarsel"),
    Code("STATUS004", "Et vedtatt dokument sier hvem som vedtok det, når, og i hvilken sak.", "merknad"),
    Code("STATUS005", "Et dokument som er vedtatt, gjelder ennå.", "advarsel"),
)
SET = re.compile(
    r"\b(?:utset\w+|utsatt|flytt\w+|revider\w*|ruller\w*|behandl\w*|handsam\w*|gjennomgå\w*|oppdater\w*|fornye\w*|vedtas|vedtakast)"
    r"(?:\s+[^\W\d]+){0,2}?\s+(?P<link>i|til)\s+(?:løpet av\s+)?(?P<year>20\d\d)(?![\d–-])",
    re.IGNORECASE,
)
COMES = re.compile(
    r"\s(?:kommer|kjem|ferdigstilles|ferdigstillast|fullføres|fullførast|legges (?:fram|frem)|blir lagt fram)"
    r"\s+(?:i|til)\s+(?:løpet av\s+)?(?P<year>20\d\d)(?![\d–-])",
    re.IGNORECASE,
)
PART = re.compile(
    r"\b(?:handlingsprogram|handlingsdel|tiltaksdel|tiltaksplan|planprogram|delplan|vedlegg)", re.IGNORECASE
)
DATE = re.compile(r"(?<!\d)(\d{4})(?:-(\d\d))?(?:-(\d\d))?(?![\d-]*\d)")
DECISION = re.compile(r"\{dato:([^{}\s]+)\}")


class Setting(Struct):
    """A year that a sentence sets for a plan; `moved` where it is put off until then."""

    path: Path
    text: str
    at: int
    year: int
    moved: bool
    plan: Plan
    row: Path


def _settings(text: str, path: Path, naming: Naming) -> Iterator[Setting]:
    said = SET.search(text) or COMES.search(text)
    for start, sentence in (each for each in sentences(text) if not PART.search(each[1])) if said else ():
        found = [(match, naming.only(sentence), match["link"].casefold() == "til") for match in SET.finditer(sentence)]
        found += [(match, naming.last(sentence[: match.start()]), False) for match in COMES.finditer(sentence)]
        for match, named, moved in found:
            if named:
                yield Setting(path, text, start + match.start("year"), int(match["year"]), moved, named[1], named[0])


def decisions_are_carried_out(checked: Checked) -> Iterator[Finding]:
    begins = checked.kilder.planverk.planstrategi.periode.fra
    said: dict[str, tuple[Vedtak, Setting]] = {}
    for decision, setting in _decided(checked):
        said[setting.plan.samme_som or setting.plan.id] = (decision, setting)  # a later one takes its place
    for decision, setting in said.values():
        if setting.year >= begins:
            yield from _carried_out(checked, decision, setting)


def _decided(checked: Checked) -> Iterator[tuple[Vedtak, Setting]]:
    decisions = sorted(enumerate(checked.kilder.planverk.vedtak), key=lambda each: each[1].dato.sortering)
    for number, decision in decisions:
        for place, point in enumerate(decision.ordlyd if decision.resultat == "vedtatt" else ()):
            path = ("vedtak", number, "ordlyd", place, "tekst")
            yield from ((decision, setting) for setting in _settings(point.tekst, path, checked.naming))


def _carried_out(checked: Checked, decision: Vedtak, setting: Setting) -> Iterator[Finding]:
    years = {revision.år: revision for revision in setting.plan.revisjoner}
    told = marked(checked, setting.row, setting.plan)
    earlier = [y for y, r in years.items() if r.status == "planlagt" and decision.dato.år <= y < setting.year]
    before = setting.text[: setting.at]
    if setting.year not in years:
        said = f"Vedtaket sier {setting.year} om «{setting.plan.id}», men {told}."
        yield Finding(
            "VEDTAK002", setting.path, said, f"Før opp {setting.year} for planen i planregister.yaml.", before
        )
    elif setting.moved and earlier:
        said = f"Vedtaket utsetter «{setting.plan.id}» til {setting.year}, men {told}."
        yield Finding("VEDTAK002", setting.path, said, f"Ta bort {earlier[0]} for planen i planregister.yaml.", before)


def years_in_the_strategy_are_in_the_register(checked: Checked) -> Iterator[Finding]:
    begins = checked.kilder.planverk.planstrategi.periode.fra
    for path, mark, text in checked.texts:
        if path[0] == "planstrategi" and isinstance(mark, Skrift) and in_own_words(path):
            for setting in _settings(text, path, checked.naming):
                if setting.year >= begins and setting.year not in checked.naming.years(setting.plan):
                    told = marked(checked, setting.row, setting.plan)
                    said = f"Teksten sier {setting.year} om «{setting.plan.id}», men {told}."
                    hint = "Rett året i teksten, eller før det opp under «revisjoner»."
                    yield Finding("TABELL015", path, said, hint, text[: setting.at])


def documents_tell_their_last_decision(checked: Checked) -> Iterator[Finding]:
    for name in DOCUMENTS:
        document: Dokument = getattr(checked.kilder.planverk, name)
        if document.status == "vedtatt":
            yield from _last_is_told(checked, name, document)


def _last_is_told(checked: Checked, name: str, document: Dokument) -> Iterator[Finding]:
    decisions = {decision.id: decision for decision in checked.kilder.planverk.vedtak}
    told = decisions.get(document.oppdatert_etter or "")
    adopted = document.vedtatt.dato if document.vedtatt and isinstance(document.vedtatt.dato, Dato) else None
    if told and adopted and told.dato.sortering < adopted.sortering:
        said = f"«oppdatert_etter» er fra {day(told.dato)}, før dokumentet ble vedtatt {day(adopted)}."
        yield Finding("VEDTAK003", (name, "oppdatert_etter"), said, "Ta bort «oppdatert_etter», eller rett datoen.")
    known = told.dato if told else adopted
    later = [decisions[id_] for id_ in _built_on(checked, name) if id_ in decisions and known]
    latest = max(later, key=lambda each: each.dato.sortering, default=None)
    if latest and known and latest.dato.sortering > known.sortering:
        said = f"Dokumentet bygger på vedtaket «{latest.id}», som er nyere enn {day(known)} på forsiden."
        path = (name, "oppdatert_etter") if told else (name, "vedtatt", "dato")
        yield Finding("VEDTAK003", path, said, f"Skriv «oppdatert_etter: {latest.id}».")


def _built_on(checked: Checked, name: str) -> Iterator[str]:
    """The decisions that a document quotes or dates, and those that set a year in a table that it prints."""
    chapters = getattr(checked.kilder.planverk, name).kapitler
    for _, element in elements(chapters):
        if isinstance(element, Vedtaksblokk):
            yield element.vedtak
        if isinstance(element, Visningsblokk) and element.vis in {"revisjoner", "planregister"}:
            yield from (decision.id for decision, _ in _decided(checked))
    for path, mark, text in checked.texts:
        if path[0] == name and isinstance(mark, Skrift) and "{dato:" in text:
            yield from DECISION.findall(text)


def decisions_have_day_and_case(checked: Checked) -> Iterator[Finding]:
    for number, decision in enumerate(checked.kilder.planverk.vedtak):
        unknown = [*(["dag"] if not decision.dato.dag else []), *(["saksnummer"] if decision.sak == "ukjent" else [])]
        if decision.resultat == "vedtatt" and unknown:
            path = ("vedtak", number, "dato" if not decision.dato.dag else "sak")
            said = f"Vedtaket «{decision.id}» mangler {' og '.join(unknown)}."
            yield Finding("VEDTAK004", path, said, "Finn møteprotokollen, og skriv det inn.")


def decisions_say_what_they_change(checked: Checked) -> Iterator[Finding]:
    for number, decision in enumerate(checked.kilder.planverk.vedtak):
        told = decision.endringer or decision.høring or decision.i_grunnlaget
        if decision.resultat == "vedtatt" and not told:
            said = f"Vedtaket «{decision.id}» sier ikke hva det endrer i planene."
            hint = "Skriv «endringer», eller «i_grunnlaget: true» når de andre filene er skrevet etter det."
            yield Finding("VEDTAK007", ("vedtak", number, "id"), said, hint)


def decisions_are_in_the_files_from_the_oldest(checked: Checked) -> Iterator[Finding]:
    decisions = checked.kilder.planverk.vedtak
    within = [number for number, decision in enumerate(decisions) if decision.i_grunnlaget]
    for number, later in left_behind(decisions, within):
        older, newer = decisions[number].id, decisions[later].id
        said = f"Vedtaket «{newer}» står i grunnlaget, men «{older}», som kom før, gjør ikke det."
        until = "{:04}-{:02}-{:02}".format(*max(decisions[each].dato.sortering for each in (number, later)))
        hint = f"Kjør ./inv consolidate --until {until}, så kommer de eldre med."
        yield Finding("VEDTAK008", ("vedtak", later, "i_grunnlaget"), said, hint)


def files_of_decisions_bear_their_date(checked: Checked) -> Iterator[Finding]:
    for number, decision in enumerate(checked.kilder.planverk.vedtak):
        path = ("vedtak", number, "dato")
        file = checked.kilder.places.of(path).file.rpartition("/")[2]
        match = DATE.search(file)
        named = tuple(int(part or 0) for part in match.groups()) if match else ()
        date = (decision.dato.år, decision.dato.måned, decision.dato.dag)
        if any(one != other and one and other for one, other in zip(named, date, strict=False)):
            said = f"Filen heter «{file}», men vedtaket er fra {day(decision.dato)}."
            yield Finding("VEDTAK005", path, said, "Rett datoen, eller gi filen et nytt navn.")


def a_decision_stands_in_one_file(checked: Checked) -> Iterator[Finding]:
    seen: dict[tuple[str, str, object], int] = {}
    for number, decision in enumerate(checked.kilder.planverk.vedtak):
        if decision.sak != "ukjent":
            first = seen.setdefault((decision.organ, decision.sak, decision.dato), number)
            if first != number:
                place = checked.kilder.places.of(("vedtak", first, "sak"))
                said = f"Sak {decision.sak} {day(decision.dato)} har allerede en fil ({place})."
                yield Finding(
                    "VEDTAK006", ("vedtak", number, "sak"), said, "Slå de to sammen, eller rett saksnummeret."
                )


def adopted_documents_tell_by_whom_and_when(checked: Checked) -> Iterator[Finding]:
    for name in DOCUMENTS:
        document: Dokument = getattr(checked.kilder.planverk, name)
        if document.vedtatt and (unknown := _unknown(document.vedtatt)):
            field, _ = unknown[0]
            told = " og ".join(word for _, word in unknown)
            said = f"{document.kortnavn} er {document.status}, men {told} er ikke kjent."
            yield Finding(
                "STATUS004", (name, "vedtatt", field), said, "Finn vedtaket, og skriv det inn. Det står på forsiden."
            )


def _unknown(adopted: Behandling) -> list[tuple[str, str]]:
    fields = (("organ", "organet"), ("dato", "datoen"), ("sak", "saksnummeret"))
    return [(field, word) for field, word in fields if getattr(adopted, field) == "ukjent"]


def adopted_documents_still_hold(checked: Checked) -> Iterator[Finding]:
    strategy = checked.kilder.planverk.planstrategi.periode
    for name in DOCUMENTS:
        document: Dokument = getattr(checked.kilder.planverk, name)
        if document.status == "vedtatt" and document.periode.til < strategy.fra:
            said = f"{document.kortnavn} gikk ut i {document.periode.til}, før planstrategien begynte i {strategy.fra}."
            hint = "Skriv «status: erstattet» om en ny er vedtatt, eller rett perioden."
            yield Finding("STATUS005", (name, "periode", "til"), said, hint)
