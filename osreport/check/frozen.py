"""NUM: frozen numbers do not contradict each other, hold for the document at hand, and can be compared with."""

from collections.abc import Iterator

from osreport.model.documents import DOCUMENTS
from osreport.model.dokument import Visningsblokk
from osreport.model.frosne_numre import FrosneNumre, FrossetNummer
from osreport.model.walk import Path
from osreport.numbering import earlier, frozen_on, in_force

from .checked import Checked
from .finding import Code, Finding
from .remarks import day

CODES = (
    Code("NUM001", "Et nummer er frosset for ett kapittel, én figur eller én tabell."),
    Code("NUM002", "Numrene i et dokument er frosset én gang samme dag."),
    Code("NUM003", "Et frosset nummer begynner med nummeret til kapittelet det står under."),
    Code(
        "NUM004", "Et dokument på høring, til behandling eller vedtatt har de numrene som ble frosset sist.", "merknad"
    ),
    Code("NUM005", "En tabell over nye numre viser til en dag da numrene ble frosset."),
    Code("NUM006", "En tabell over nye numre har noe å sammenligne med.", "advarsel"),
)
AGAIN = "Filen skrives av ./inv freeze. Er den rettet for hånd, så hent den fram igjen fra git."
LISTS = ("kapitler", "figurer", "tabeller")


def _freezes(checked: Checked) -> Iterator[tuple[Path, FrosneNumre]]:
    for number, freeze in enumerate(checked.kilder.planverk.frosne_numre):
        yield ("frosne_numre", number), freeze


def a_number_is_frozen_once(checked: Checked) -> Iterator[Finding]:
    for path, freeze in _freezes(checked):
        for name in LISTS:
            yield from _twice((*path, name), getattr(freeze, name), chapters=name == "kapitler")


def _twice(path: Path, entries: tuple[FrossetNummer, ...], *, chapters: bool) -> Iterator[Finding]:
    numbers: dict[tuple[str, str | None], str] = {}
    ids: set[str] = set()
    for place, each in enumerate(entries):
        key = (each.nummer, each.under if chapters else None)
        if key in numbers:
            yield Finding(
                "NUM001", (*path, place, "nummer"), f"{each.nummer} er også frosset for «{numbers[key]}».", AGAIN
            )
        elif chapters and not each.utgår and each.id in ids:
            yield Finding("NUM001", (*path, place, "id"), f"«{each.id}» har to frosne numre.", AGAIN)
        numbers.setdefault(key, each.id)
        ids |= set() if each.utgår else {each.id}


def a_document_is_frozen_once_a_day(checked: Checked) -> Iterator[Finding]:
    seen: dict[tuple[str, object], Path] = {}
    for path, freeze in _freezes(checked):
        first = seen.setdefault((freeze.dokument, freeze.dato), path)
        if first != path:
            place = checked.kilder.places.of((*first, "dato"))
            said = f"Numrene i {freeze.dokument} er frosset {day(freeze.dato)} i en annen fil også ({place})."
            yield Finding("NUM002", (*path, "dato"), said, "Ta bort den filen som ikke ble trykt.")


def numbers_below_a_chapter_begin_with_its_number(checked: Checked) -> Iterator[Finding]:
    for path, freeze in _freezes(checked):
        numbers = {each.id: each.nummer for each in freeze.kapitler if not each.utgår}
        for place, each in enumerate(freeze.kapitler):
            above = numbers.get(each.under or "")
            if above and not each.utgår and each.nummer.rpartition(".")[0] != above:
                said = f"Nummeret {each.nummer} står under «{each.under}», som har nummeret {above}."
                yield Finding("NUM003", (*path, "kapitler", place, "nummer"), said, AGAIN)


def documents_have_the_numbers_that_were_frozen(checked: Checked) -> Iterator[Finding]:
    """Only where numbers are frozen at all; a draft of the next edition is counted afresh as a matter of course."""
    planverk = checked.kilder.planverk
    for name in DOCUMENTS:
        document = getattr(planverk, name)
        last = max(
            (f for _, f in _freezes(checked) if f.dokument == name), key=lambda f: f.dato.sortering, default=None
        )
        if last and document.status not in {"utkast", "erstattet"} and in_force(planverk, name) is None:
            then = f"da {document.kortnavn} var «{last.status}» for {last.periode.fra}–{last.periode.til}"
            said = f"Numrene telles på nytt: De ble sist frosset {day(last.dato)}, {then}."
            hint = f"Skal numrene holdes fra nå av, så kjør ./inv freeze --only {name}."
            yield Finding("NUM004", (name, "status"), said, hint)


def tables_of_numbers_have_something_to_compare_with(checked: Checked) -> Iterator[Finding]:
    planverk = checked.kilder.planverk
    for path, block in checked.elements:
        if not isinstance(block, Visningsblokk) or block.vis != "nummerendringer":
            continue
        if block.siden and frozen_on(planverk, str(path[0]), block.siden) is None:
            days = [day(freeze.dato) for _, freeze in _freezes(checked) if freeze.dokument == path[0]]
            hint = f"De ble frosset {' og '.join(days)}." if days else f"Kjør ./inv freeze --only {path[0]} først."
            yield Finding("NUM005", (*path, "siden"), f"Ingen numre ble frosset {day(block.siden)}.", hint)
        elif earlier(planverk, str(path[0])) is None:
            said = "«vis: nummerendringer» har ingenting å sammenligne med: Ingen numre er frosset i dokumentet."
            yield Finding("NUM006", (*path, "vis"), said, f"Kjør ./inv freeze --only {path[0]}, eller ta bort blokken.")


FAULTS = (
    a_number_is_frozen_once,
    a_document_is_frozen_once_a_day,
    numbers_below_a_chapter_begin_with_its_number,
    tables_of_numbers_have_something_to_compare_with,
)
