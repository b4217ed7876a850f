"""MERK: what came in during a hearing lies where it belongs, is quoted as it was written, and keeps its secrets."""

import re
from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath

from osreport.decisions.misfit import named
from osreport.model.merknad import Avsender, Merknad
from osreport.model.verdi import Dato
from osreport.model.walk import Path
from osreport.sources.suggestions import closest
from osreport.treatment import round_of

from .checked import Checked, Rule
from .finding import Code, Finding
from .remarks import day

CODES = (
    Code("MERK001", "En merknad ligger i mappen til høringen den hører til."),
    Code("MERK002", "«kopi_av» viser til en annen merknad i samme høring, og ikke i ring."),
    Code("MERK003", "Ordene i et punkt står i merknaden, slik avsenderen skrev dem."),
    Code("MERK004", "Det et punkt gjelder, finnes i planen nå eller fantes da den ble sendt ut.", "advarsel"),
    Code("MERK005", "En merknad kom inn etter at høringen ble kunngjort.", "advarsel"),
    Code("MERK006", "En merknad kom inn før fristen gikk ut.", "merknad"),
    Code("MERK007", "To merknader med de samme ordene viser til hverandre.", "merknad"),
    Code("MERK008", "Ord fra en merknad som er unntatt offentlighet, står ikke i det som blir trykt.", "advarsel"),
    Code("MERK009", "Navnet på en privat avsender eller en kontaktperson står ikke i svarene.", "advarsel"),
)
TELLING = 8  # so many words in a row are somebody's own
WORD = re.compile(r"\w+")


def inputs(checked: Checked) -> Iterator[tuple[Path, Merknad]]:
    yield from ((("merknader", number), each) for number, each in enumerate(checked.kilder.planverk.merknader))


def inputs_lie_with_their_hearing(checked: Checked) -> Iterator[Finding]:
    places, rounds = checked.kilder.places, checked.kilder.planverk.høringer
    folders = {each.id: _folder(places.of(("høringer", number)).file) for number, each in enumerate(rounds)}
    for path, merknad in inputs(checked):
        lies = _folder(str(PurePosixPath(places.of(path).file).parent))
        if merknad.høring in folders and lies != folders[merknad.høring]:
            said = f"Merknaden hører til høringen «{merknad.høring}», men ligger i mappen «{lies}»."
            hint = f"Flytt filen til «{folders[merknad.høring]}/merknader», eller rett «høring»."
            yield Finding("MERK001", (*path, "høring"), said, hint)


def _folder(file: str) -> str:
    return PurePosixPath(file).parent.name


def copies_lead_to_what_they_are_copies_of(checked: Checked) -> Iterator[Finding]:
    known = {merknad.id: merknad for _, merknad in inputs(checked)}
    for path, merknad in inputs(checked):
        original = known.get(merknad.kopi_av or "")
        if original and (original.høring != merknad.høring or _is_circular(merknad, known)):
            said = f"Merknaden «{original.id}» er ikke en annen merknad i samme høring."
            if original.høring == merknad.høring:
                said = f"«{merknad.id}» ender som en kopi av seg selv."
            yield Finding("MERK002", (*path, "kopi_av"), said, "Skriv id-en til den som kom først, og bare i kopien.")


def _is_circular(merknad: Merknad, known: dict[str, Merknad]) -> bool:
    passed: list[str] = []
    each: Merknad | None = merknad
    while each and each.id not in passed:
        passed.append(each.id)
        each = known.get(each.kopi_av or "")
    return each is not None and each.id == merknad.id


def points_quote_what_was_written(checked: Checked) -> Iterator[Finding]:
    for path, merknad in inputs(checked):
        written = " ".join(merknad.tekst.split())
        for number, punkt in enumerate(merknad.punkter):
            if punkt.tekst and " ".join(punkt.tekst.split()) not in written:
                said = "Ordene i punktet står ikke slik i merknaden."
                hint = "Kopier dem fra «tekst» i merknaden. Det du vil si om dem, hører hjemme i «sammendrag»."
                yield Finding("MERK003", (*path, "punkter", number, "tekst"), said, hint)


def points_are_about_something(checked: Checked) -> Iterator[Finding]:
    once = {*checked.kilder.changed, *checked.kilder.grounds, *_sent_out(checked), *_decided(checked)}
    for path, merknad in inputs(checked):
        for number, punkt in enumerate(merknad.punkter):
            for place, each in enumerate(punkt.gjelder):
                kind, id_ = each.adresse
                if kind != "dokument" and id_ not in checked.ids[kind] and (kind, id_) not in once:
                    said = f"{named(each.adresse).capitalize()} finnes ikke, og var ikke i det som ble sendt ut."
                    hint = closest(id_, checked.ids[kind], "Det er disse")
                    yield Finding("MERK004", (*path, "punkter", number, "gjelder", place, kind), said, hint)


def _sent_out(checked: Checked) -> Iterator[tuple[str, str]]:
    for each in checked.kilder.planverk.utsendinger:
        yield from ((number.slag, number.id) for number in each.numre)


def _decided(checked: Checked) -> Iterator[tuple[str, str]]:
    """What a decision says that it changes, so that it was there once."""
    for decision in checked.kilder.planverk.vedtak:
        yield from (change.innhold.adresse for change in decision.endringer)


def inputs_come_while_the_hearing_lasts(checked: Checked) -> Iterator[Finding]:
    for path, merknad in inputs(checked):
        found = round_of(checked.kilder.planverk, merknad.høring)
        if found is None or not isinstance(merknad.mottatt, Dato):
            continue
        came, spot = merknad.mottatt, (*path, "mottatt")
        if _last(came) < found.kunngjort.sortering:
            said = f"Merknaden kom inn {day(came)}, men høringen ble kunngjort {day(found.kunngjort)}."
            yield Finding("MERK005", spot, said, "Se om datoen er rett, og om merknaden hører til denne høringen.")
        elif came.sortering > _last(found.frist):
            said = f"Merknaden kom inn {day(came)}, etter fristen {day(found.frist)}."
            yield Finding("MERK006", spot, said, "Si i vurderingen om den likevel er tatt med.")


def _last(date: Dato) -> tuple[int, int, int]:
    """The last day that a date may mean; every month has 31 days here, since days are only compared."""
    return (date.år, date.måned or date.kvartal * 3 or 12, date.dag or 31)


def same_words_are_answered_once(checked: Checked) -> Iterator[Finding]:
    seen: dict[tuple[str, tuple[str, ...]], Merknad] = {}
    for path, merknad in inputs(checked):
        first = seen.setdefault((merknad.høring, tuple(_words(merknad.tekst))), merknad)
        joined = first.kopi_av or merknad.kopi_av or all(each.som for each in merknad.punkter)
        if first is not merknad and not joined:
            one = first.avsender.navn.casefold() == merknad.avsender.navn.casefold()
            hint = f"Skriv «kopi_av: {first.id}»." if one else "Skriv «som» i punktene om de skal ha samme svar."
            said = f"Merknaden har de samme ordene som «{first.id}»."
            yield Finding("MERK007", (*path, "tekst"), said, hint)


def what_is_exempt_is_not_printed(checked: Checked) -> Iterator[Finding]:
    exempt = {merknad.id: {*_runs(merknad.tekst)} for _, merknad in inputs(checked) if merknad.unntatt}
    of_plans = set[tuple[str, ...]]()
    for path, _, text in checked.worded if exempt else ():
        of_plans |= {*_runs(text)} if path[0] != "merknader" else set()
    for path, merknad, text in _public(checked) if exempt else ():
        runs = _runs(text)
        for id_, theirs in exempt.items():
            found = [runs[run] for run in runs.keys() & (theirs - of_plans)] if id_ != merknad.id else []
            if found:
                said = f"Her står ord fra merknaden «{id_}», som er unntatt offentlighet."
                hint = "Skriv det om, eller merk også denne merknaden med «unntatt»."
                yield Finding("MERK008", path, said, hint, text[: min(found)])


def _public(checked: Checked) -> Iterator[tuple[Path, Merknad, str]]:
    """What is printed of the inputs: their words and our answers, but nothing of those that are exempt."""
    for path, merknad in inputs(checked):
        if not merknad.unntatt:
            yield (*path, "tekst"), merknad, merknad.tekst
            yield from ((spot, merknad, text) for spot, text in _answers(path, merknad))


def _answers(path: Path, merknad: Merknad) -> Iterator[tuple[Path, str]]:
    for number, punkt in enumerate(merknad.punkter):
        for field in ("sammendrag", "vurdering"):
            if text := getattr(punkt, field):
                yield (*path, "punkter", number, field), text


def _words(text: str) -> list[str]:
    return [word.casefold() for word in WORD.findall(text)]


def _runs(text: str) -> dict[tuple[str, ...], int]:
    """Every so many words in a row, in small letters, and where they begin."""
    words = [(word[0].casefold(), word.start()) for word in WORD.finditer(text)]
    rows = (words[at : at + TELLING] for at in range(len(words) - TELLING + 1))
    return {tuple(word for word, _ in row): row[0][1] for row in reversed([*rows])}


def answers_name_no_private_person(checked: Checked) -> Iterator[Finding]:
    names = {name: id_ for _, merknad in inputs(checked) for name, id_ in _hidden(merknad.avsender, merknad)}
    pattern = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, names))})(?!\w)", re.IGNORECASE) if names else None
    for path, merknad in inputs(checked) if pattern else ():
        for spot, text in _answers(path, merknad):
            if pattern and (match := pattern.search(text)):
                said = "Her står navnet på en som skal skjermes i det som blir lagt ut."
                hint = "Skriv «innbyggeren» eller lignende, eller «skjermes: false» på avsenderen om navnet kan vises."
                yield Finding("MERK009", spot, said, hint, text[: match.start()])


def _hidden(sender: Avsender, merknad: Merknad) -> Iterable[tuple[str, str]]:
    """The whole names that must not be shown; one word alone may be any word."""
    names = [sender.navn if sender.er_skjermet or merknad.unntatt else "", sender.kontaktperson or ""]
    return ((name, merknad.id) for name in names if len(name.split()) > 1)


RULES: tuple[Rule, ...] = (
    inputs_lie_with_their_hearing,
    copies_lead_to_what_they_are_copies_of,
    points_quote_what_was_written,
    points_are_about_something,
    inputs_come_while_the_hearing_lasts,
    same_words_are_answered_once,
    what_is_exempt_is_not_printed,
    answers_name_no_private_person,
)
FAULTS: tuple[Rule, ...] = RULES[:3]
