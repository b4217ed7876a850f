"""STRUKT and STATUS: texts that break off, announce nothing, stand twice, or promise what is past."""

import re
from collections.abc import Iterator
from itertools import pairwise

from osreport.model.documents import DOCUMENTS
from osreport.model.dokument import Enkeltabell, Kapittel, Tekstblokk
from osreport.model.dokument import Liste as Punktliste
from osreport.model.samfunnsdel import Mål, OverordnetMål, Punkt, Strategi, Tiltak
from osreport.model.verdi import Skrift
from osreport.model.walk import Path

from .checked import Checked
from .facts import in_own_words
from .finding import Code, Finding
from .sentences import sentences

CODES = (
    Code("STATUS006", "Det teksten sier skal skje, er ikke forbi når perioden begynner.", "merknad"),
    Code("STRUKT015", "Et mål, en strategi eller et tiltak står én gang i en plan.", "merknad"),
    Code("STRUKT016", "En tekst som slutter med kolon, følges av noe.", "advarsel"),
    Code("STRUKT017", "Ingen tekst er avbrutt.", "advarsel"),
    Code("STRUKT018", "En punktliste har mer enn ett punkt.", "merknad"),
    Code("STATUS007", "Ingen tekst venter på å bli skrevet.", "advarsel"),
)
SAID_ONCE = (OverordnetMål, Mål, Strategi, Tiltak, Punkt)
BROKEN_OFF = re.compile(r"(?<=\w)[-,/](?=\s*$)|(?<=\w) (?:og|eller|samt)(?=\s*$)")
TO_COME = re.compile(
    r"\b(?:skal|vil|ventes|ventast|forventes|planlegges|planleggast)\b[^.!?]*?"
    r"\b(?:innen|innan|fram til|frem til|i løpet av|våren|sommeren|sommaren|høsten|hausten|i)\s+"
    r"(?P<year>20\d\d)(?![\d–-])",
    re.IGNORECASE,
)
WORDS = re.compile(r"\w+")
PLACEHOLDER = re.compile(
    r"\b(?:TODO|FIXME|TBD|X{3,})\b|\?{3,}|(?<!\w)_{4,}(?!\w)|"
    r"(?i:\blorem ipsum\b|\b(?:utfyllingstekst|eksempeltekst|plassholder|blindtekst)\b|"
    r"\bfyll (?:ut |inn )?her\b|\bfyll inn\b(?! (?:skjema|søknad))|"
    r"\[(?:fyll inn|sett inn|skriv|navn|namn|kommunenavn|dato|sted|tall|tal|beløp|årstall|saksnummer|tekst)"
    r"(?: [^\[\]]{0,40})?\](?!\())"
)
POINT = re.compile(r"[ \t]*(?:[-*+]|\d{1,2}[.)])[ \t]")
LINE = re.compile(r"[^\n]+")
BLANK = re.compile(r"\n[ \t]*\n")


def promises_are_of_the_time_to_come(checked: Checked) -> Iterator[Finding]:
    spans = {name: getattr(checked.kilder.planverk, name).periode for name in DOCUMENTS}
    for path, mark, text in checked.texts:
        if isinstance(mark, Skrift) and "20" in text and in_own_words(path):
            for start, sentence in sentences(text):
                match = TO_COME.search(sentence)
                begins = spans[str(path[0])].fra
                if match and int(match["year"]) < begins:
                    said = f"Teksten sier at noe skal skje i {match['year']}, men perioden begynner i {begins}."
                    hint = "Skriv hvordan det gikk, eller ta det bort."
                    yield Finding("STATUS006", path, said, hint, text[: start + match.start("year")])


def what_is_decided_stands_once(checked: Checked) -> Iterator[Finding]:
    seen: dict[tuple[object, ...], Path] = {}
    for path, element in checked.elements:
        if isinstance(element, SAID_ONCE) and path[0] in {"samfunnsdel", "vedtatte_planer"}:
            owner = path[:2] if path[0] == "vedtatte_planer" else path[:1]
            words = tuple(WORDS.findall(element.tekst.casefold()))
            first = seen.setdefault((owner, type(element), words), path)
            if first != path:
                place = checked.kilder.places.of((*first, "tekst"))
                yield Finding(
                    "STRUKT015", (*path, "tekst"), f"De samme ordene står også i {place}.", "La dem stå ett sted."
                )


def what_a_colon_announces_follows(checked: Checked) -> Iterator[Finding]:
    for path, chapter in checked.elements:
        if isinstance(chapter, Kapittel) and chapter.innhold and not chapter.kapitler:
            last = chapter.innhold[-1]
            if isinstance(last, Tekstblokk) and last.tekst.rstrip().endswith(":"):
                at = (*path, "innhold", len(chapter.innhold) - 1, "tekst")
                said = "Teksten slutter med kolon, men det kommer ingenting etter."
                yield Finding(
                    "STRUKT016", at, said, "Skriv det som mangler, eller sett punktum.", last.tekst.rstrip()[:-1]
                )


def no_text_breaks_off(checked: Checked) -> Iterator[Finding]:
    tables = [path for path, element in checked.elements if isinstance(element, Enkeltabell)]
    for path, mark, text in checked.texts:
        match = BROKEN_OFF.search(text) if isinstance(mark, Skrift) else None
        if match and not any(path[: len(table)] == table for table in tables):
            said = f"Teksten slutter med «{match[0].strip()}», som om noe mangler."
            yield Finding("STRUKT017", path, said, "Skriv resten, eller ta det bort.", text[: match.start()].rstrip())


def no_text_waits_to_be_written(checked: Checked) -> Iterator[Finding]:
    for path, _, text in checked.worded:
        for match in PLACEHOLDER.finditer(text):
            said = f"«{match[0]}» ser ut til å stå der til noe blir skrevet."
            yield Finding("STATUS007", path, said, "Skriv teksten, eller ta det bort.", text[: match.start()])


def lists_have_several_points(checked: Checked) -> Iterator[Finding]:
    said, hint = "Listen har bare ett punkt.", "Skriv det som vanlig tekst, eller legg til flere punkter."
    for path, element in checked.elements:
        if isinstance(element, Punktliste) and len(element.punkter) == 1:
            yield Finding("STRUKT018", (*path, "punkter"), said, hint)
    for path, mark, text in checked.texts:
        if isinstance(mark, Skrift) and mark.form == "avsnitt" and in_own_words(path):
            for at in _lone_points(text):
                yield Finding("STRUKT018", path, said, hint, text[:at])


def _lone_points(text: str) -> Iterator[int]:
    """Where a list of one point begins; points go on over blank lines until a paragraph that is none."""
    starts = [0, *(match.end() for match in BLANK.finditer(text))]
    points: list[int] = []
    for start, end in pairwise((*starts, len(text) + 1)):
        here = [start + line.start() for line in LINE.finditer(text[start:end]) if POINT.match(line[0])]
        if points and not here and not text[start : start + 1].isspace():
            yield from points if len(points) == 1 else ()
            points = []
        points += here
    yield from points if len(points) == 1 else ()
