"""HØR: what a hearing must say and when, before it is sent out. Lengths of time are for the rules of LOV."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date

from osreport.model.horing import Høringsrunde, Mottaker
from osreport.model.lovkatalog import Høringskrav
from osreport.model.vedtak import Vedtak
from osreport.model.walk import Path

from .checked import Checked
from .finding import Code, Finding, listed
from .holidays import SATURDAY, away, days_of, named_once, weekday
from .law import EXCEPT, PBL
from .statutes import told

CODES = (
    Code("HØR001", "En høring begynner og slutter på en bestemt dag, og slutter etter at den begynner.", "feil"),
    Code("HØR002", "Dokumentene på høring kan leses der loven sier, og alternativer er nevnt.", "advarsel", PBL),
    Code("HØR003", "En høring er ført opp ett sted, som runde eller under «prosess».", "advarsel"),
    Code("HØR004", "Det er mulig å svare elektronisk.", "advarsel"),
    Code("HØR005", "Den som svarer på spørsmål, kan nås.", "advarsel"),
    Code("HØR006", "Det står hva kommunen særlig vil ha innspill til.", "merknad"),
    Code("HØR007", "Vedtaket som sender ut dokumentet, er kjent med dato og saksnummer.", "merknad"),
    Code("HØR008", "Det står når saken skal behandles etter høringen.", "merknad"),
    Code("HØR009", "Høringen har mottakere, og ingen får brevet to ganger.", "advarsel"),
    Code("HØR010", "En mottaker har en adresse.", "merknad"),
    Code("HØR011", "Datoene i en høring kommer i rett rekkefølge.", "advarsel"),
    Code("HØR012", "Fristen er en vanlig hverdag.", "merknad"),
    Code("HØR013", "Helligdager og ferier i høringsperioden er sett. De regnes med.", "merknad"),
    Code("HØR014", "Filene i mappen til en høring gjelder den høringen.", "advarsel"),
)
HAS = {
    "nettsted": lambda runde: any(place.lenke for place in runde.ligger_ute),
    "sted": lambda runde: any(not place.lenke for place in runde.ligger_ute),
    "alternativer": lambda runde: runde.alternativer is not None,
}
LACKING = {
    "nettsted": ("ligger_ute", "Det er ingen nettadresse der dokumentene kan leses", "Legg til et sted med «lenke»"),
    "sted": ("ligger_ute", "Det er ikke noe sted der dokumentene kan leses på papir", "Legg til et sted uten «lenke»"),
    "alternativer": (
        "alternativer",
        "Det står ikke noe om alternative utkast",
        "Skriv «alternativer», også når det ikke er noen",
    ),
}
# How names of folders do without the letters that not every machine writes alike.
SPELLINGS = tuple(str.maketrans(dict(zip("æøå", each, strict=True))) for each in (("ae", "o", "a"), ("ae", "oe", "aa")))
Round = tuple[Path, Høringsrunde]


def _rounds(checked: Checked) -> Iterator[Round]:
    yield from ((("høringer", number), runde) for number, runde in enumerate(checked.kilder.planverk.høringer))


def _open(checked: Checked) -> Iterator[Round]:
    """The hearings that may still be changed: the document has come no further."""
    planverk = checked.kilder.planverk
    yield from (each for each in _rounds(checked) if getattr(planverk, each[1].dokument).status in {"utkast", "høring"})


def _dated(checked: Checked) -> Iterator[tuple[Path, date, date]]:
    """The first and last day of the open hearings, where they can be counted between."""
    for path, runde in _open(checked):
        if runde.kunngjort.dag and runde.frist.dag and runde.kunngjort.sortering < runde.frist.sortering:
            yield path, date(*runde.kunngjort.sortering), date(*runde.frist.sortering)


def hearings_begin_and_end_on_a_day(checked: Checked) -> Iterator[Finding]:
    for path, runde in _rounds(checked):
        for field in ("kunngjort", "frist"):
            if not getattr(runde, field).dag:
                said = f"«{field}» er ikke en bestemt dag, så ingen vet hvor lenge høringen varer."
                yield Finding("HØR001", (*path, field), said, "Skriv år, måned og dag, for eksempel 2026-02-16.")
        if runde.kunngjort.dag and runde.frist.dag and runde.frist.sortering <= runde.kunngjort.sortering:
            first, last = (told(day.sortering) for day in (runde.kunngjort, runde.frist))
            said = f"Fristen, {last}, er ikke etter kunngjøringen, {first}."
            yield Finding("HØR001", (*path, "frist"), said, "Rett datoene.")


def hearings_have_what_the_act_asks(checked: Checked) -> Iterator[Finding]:
    for path, runde in _rounds(checked):
        for _, krav in checked.statutes.høringer:
            if runde.dokument in krav.dokumenter and runde.trinn in krav.trinn:
                yield from _lacking(checked, path, runde, krav)


def _lacking(checked: Checked, path: Path, runde: Høringsrunde, krav: Høringskrav) -> Iterator[Finding]:
    for each in krav.krever:
        if not HAS[each](runde):
            field, what, hint = LACKING[each]
            said = f"{krav.navn}: {what} ({checked.statutes.cited(krav.hjemmel)})."
            yield Finding("HØR002", (*path, field), said, f"{hint}, {EXCEPT}")


def hearings_are_told_once(checked: Checked) -> Iterator[Finding]:
    planverk = checked.kilder.planverk
    for path, runde in _rounds(checked):
        process = getattr(planverk, runde.dokument).prosess
        if process and getattr(process, runde.trinn):
            file = checked.kilder.places.of(path).file
            said = f"«{runde.trinn}» er ført opp her, og i {file}. Reglene leser bare det som står her."
            hint = f"Ta bort «{runde.trinn}» under «prosess». Da gjelder runden."
            yield Finding("HØR003", (runde.dokument, "prosess", runde.trinn), said, hint)


def answers_can_be_sent_electronically(checked: Checked) -> Iterator[Finding]:
    for path, runde in _open(checked):
        if not (runde.svar.epost or runde.svar.nettskjema):
            said = "Ingen kan svare elektronisk: Det er verken e-postadresse eller nettskjema for svar."
            yield Finding("HØR004", (*path, "svar"), said, "Skriv «epost» eller «nettskjema» under «svar».")


def who_answers_questions_can_be_reached(checked: Checked) -> Iterator[Finding]:
    for path, runde in _open(checked):
        if not (runde.kontakt.epost or runde.kontakt.telefon):
            said = f"Ingen kan nå {runde.kontakt.navn}: Det er verken e-postadresse eller telefonnummer."
            yield Finding("HØR005", (*path, "kontakt"), said, "Skriv «epost» eller «telefon» under «kontakt».")


def what_is_wanted_is_said(checked: Checked) -> Iterator[Finding]:
    for path, runde in _open(checked):
        if not runde.ønsker:
            said = "Det står ikke hva dere særlig vil ha innspill til."
            yield Finding("HØR006", path, said, f"Skriv noen spørsmål under «ønsker», {EXCEPT}")


def the_decision_that_sends_it_out_is_known(checked: Checked) -> Iterator[Finding]:
    decisions = {each.id: each for each in checked.kilder.planverk.vedtak}
    for path, runde in _rounds(checked):
        if runde.vedtak is None:
            said = "Det står ikke hvilket vedtak som sender dokumentet på høring."
            yield Finding("HØR007", path, said, f"Skriv id-en i «vedtak» når det er fattet, {EXCEPT}")
        elif (decision := decisions.get(runde.vedtak)) and (missing := list(_unknown(decision))):
            said = f"Vedtaket som sender dokumentet på høring, mangler {' og '.join(missing)}."
            yield Finding("HØR007", (*path, "vedtak"), said, f"Skriv det i filen til vedtaket {decision.id}, {EXCEPT}")


def _unknown(decision: Vedtak) -> Iterator[str]:
    if not decision.dato.dag:
        yield "dag"
    if decision.sak == "ukjent":
        yield "saksnummer"


def the_way_on_is_said(checked: Checked) -> Iterator[Finding]:
    for path, runde in _open(checked):
        if not any(each.organ and each.dato.sortering > runde.frist.sortering for each in runde.møter):
            said = "Det står ikke når saken skal behandles etter høringen."
            yield Finding("HØR008", path, said, f"Før opp møtet med «organ» under «møter», {EXCEPT}")


def recipients_are_there_once(checked: Checked) -> Iterator[Finding]:
    for path, runde in _open(checked):
        if not runde.mottakere:
            said = "Høringen har ingen mottakere, så det blir ingen brev."
            yield Finding("HØR009", path, said, f"Før dem opp under «mottakere», {EXCEPT}")
        for number, said in _twice(runde.mottakere):
            yield Finding("HØR009", (*path, "mottakere", number), said, f"Ta bort den ene, {EXCEPT}")


def _twice(mottakere: Iterable[Mottaker]) -> Iterator[tuple[int, str]]:
    """The recipients that another before them is as well, by name or by e-mail."""
    seen: dict[tuple[str, str], str] = {}
    for number, each in enumerate(mottakere):
        keys = [("navn", each.navn.casefold()), ("e-postadresse", (each.epost or "").casefold())]
        if known := next((key for key in keys if key in seen), None):
            yield number, f"«{each.id}» har samme {known[0]} som «{seen[known]}»."
        seen |= {key: each.id for key in keys if key[1]}


def recipients_can_be_reached(checked: Checked) -> Iterator[Finding]:
    """The municipality's own councils are reached within the house."""
    for path, runde in _open(checked):
        others = (each for each in runde.mottakere if each.kategori != "råd")
        if without := [each.navn for each in others if not (each.adresse or each.epost)]:
            said = f"Disse mottakerne har verken postadresse eller e-postadresse: {listed(without)}."
            hint = "Skriv «adresse» eller «epost», eller si hvorfor ikke med «unntak» i runden."
            yield Finding("HØR010", (*path, "mottakere"), said, hint)


def days_come_in_their_order(checked: Checked) -> Iterator[Finding]:
    decisions = {each.id: each for each in checked.kilder.planverk.vedtak}
    for path, runde in _rounds(checked):
        first, decision = runde.kunngjort, decisions.get(runde.vedtak or "")
        if decision and decision.dato.dag and decision.dato.sortering > first.sortering:
            decided = told(decision.dato.sortering)
            said = f"Høringen er kunngjort {told(first.sortering)}, før vedtaket om den {decided}."
            yield Finding("HØR011", (*path, "kunngjort"), said, "Rett datoen her eller i vedtaket.")
        yield from _announced_late(path, runde)
        yield from _meetings_too_soon(path, runde)


def _announced_late(path: Path, runde: Høringsrunde) -> Iterator[Finding]:
    for number, channel in enumerate(runde.kanaler):
        if channel.dato and channel.dato.sortering > runde.kunngjort.sortering:
            announced, counted = told(channel.dato.sortering), told(runde.kunngjort.sortering)
            said = f"{channel.navn} har kunngjøringen først {announced}, men fristen er regnet fra {counted}."
            hint = "Sett «kunngjort» til den siste av dagene den kunngjøres, eller rett datoen."
            yield Finding("HØR011", (*path, "kanaler", number, "dato"), said, hint)


def _meetings_too_soon(path: Path, runde: Høringsrunde) -> Iterator[Finding]:
    """Meetings of a body while people may still answer; the one that sends the hearing out is before it."""
    for number, each in enumerate(runde.møter):
        if each.organ and runde.kunngjort.sortering < each.dato.sortering <= runde.frist.sortering:
            said = (
                f"{each.organ[:1].upper()}{each.organ[1:]} møtes {told(each.dato.sortering)}, før fristen er gått ut."
            )
            yield Finding("HØR011", (*path, "møter", number, "dato"), said, f"Flytt møtet eller fristen, {EXCEPT}")


def the_last_day_is_a_working_day(checked: Checked) -> Iterator[Finding]:
    for path, _, last in _dated(checked):
        off = away(checked.kilder.planverk.lovkatalog.fridager, last, last)
        if off or last.weekday() >= SATURDAY:
            named = [each.navn for each in off if not each.is_long] or [f"i {each.navn}" for each in off]
            within = ", ".join(named)
            said = f"Fristen, {last:%d.%m.%Y}, er en {weekday(last)}{f' ({within})' if within else ''}."
            hint = "Loven regner dagen med, men få kan svare eller få hjelp da. Vurder en hverdag etter."
            yield Finding("HØR012", (*path, "frist"), said, hint)


def holidays_within_are_seen(checked: Checked) -> Iterator[Finding]:
    for path, first, last in _dated(checked):
        if off := named_once(away(checked.kilder.planverk.lovkatalog.fridager, first, last)):
            said = f"Høringen varer i {(last - first).days} dager. I den er {listed(list(days_of(off)))}."
            hint = "Loven regner dagene med. Vurder om folk får tid nok, og flytt fristen om de ikke gjør det."
            yield Finding("HØR013", (*path, "kunngjort"), said, hint)


def files_of_a_hearing_are_of_that_hearing(checked: Checked) -> Iterator[Finding]:
    folders: dict[str, dict[str, Path]] = defaultdict(dict)
    for path, id_ in _belonging(checked):
        folder = checked.kilder.places.of(path).file.split("/horinger/")[-1].split("/")[0]
        folders[folder].setdefault(id_, path)
    for folder, ids in folders.items():
        own = next((id_ for id_, path in ids.items() if path[0] == "høringer"), None)
        for id_, path in ids.items():
            if own and id_ != own:
                said = f"Filen ligger i mappen {folder}, som er for høringen «{own}», men gjelder «{id_}»."
                yield Finding("HØR014", path, said, "Flytt filen, eller rett «høring» i den.")
        names = [own.translate(letters) for letters in SPELLINGS] if own else []
        if own and folder not in {own, *names}:
            said = f"Mappen heter {folder}, men høringen i den heter «{own}»."
            yield Finding("HØR014", ids[own], said, f"Gi mappen navnet {names[0]}.")


def _belonging(checked: Checked) -> Iterator[tuple[Path, str]]:
    """The place of each id of a hearing in the files of the folders for hearings."""
    planverk = checked.kilder.planverk
    yield from ((("høringer", number, "id"), each.id) for number, each in enumerate(planverk.høringer))
    yield from ((("utsendinger", number, "høring"), each.høring) for number, each in enumerate(planverk.utsendinger))
    yield from ((("merknader", number, "høring"), each.høring) for number, each in enumerate(planverk.merknader))


RULES = (
    hearings_begin_and_end_on_a_day, hearings_have_what_the_act_asks, hearings_are_told_once,
    answers_can_be_sent_electronically, who_answers_questions_can_be_reached, what_is_wanted_is_said,
    the_decision_that_sends_it_out_is_known, the_way_on_is_said, recipients_are_there_once, recipients_can_be_reached,
    days_come_in_their_order, the_last_day_is_a_working_day, holidays_within_are_seen,
    files_of_a_hearing_are_of_that_hearing,
)  # fmt: skip
