"""STRUKT: titles are set alike, are not numbered by hand, and say something that the text below does not repeat."""

import re
from collections.abc import Callable, Iterator
from functools import cache

from osreport.model.documents import DOCUMENTS
from osreport.model.dokument import Enkeltabell, Kapittel, Listepunkt, Tekstblokk
from osreport.model.figur import Diagram, Planhierarki, Årshjul
from osreport.model.register import Plangruppe
from osreport.model.samfunnsdel import Mål, Område, Punkt, Strategi
from osreport.model.vedtatt_plan import Programdel, Programpost, Tema
from osreport.model.verdi import Verdi
from osreport.model.walk import Path
from osreport.prose.spaces import MONTHS

from .checked import Checked
from .finding import Code, Finding
from .sentences import sentences

CODES = (
    Code("STRUKT008", "En overskrift slutter uten punktum og kolon.", "advarsel"),
    Code("STRUKT009", "En overskrift står ikke med bare store bokstaver.", "advarsel"),
    Code("STRUKT010", "Kapitler side om side har ulike titler.", "advarsel"),
    Code("STRUKT011", "Nummer og bokstaver foran titler og punkter telles, og skrives ikke.", "advarsel"),
    Code("STRUKT012", "Teksten begynner med noe annet enn overskriften.", "merknad"),
)
TITLED = (Kapittel, Område, Tema, Programdel, Plangruppe, Enkeltabell, Diagram, Planhierarki, Årshjul)
COUNTED = (*TITLED, Listepunkt, Punkt, Mål, Strategi, Programpost)
FIELDS = ("tittel", "tekst", "tema", "tiltak")
ENDS = re.compile(r"(?<!\.)(?<!\bm\.m)(?<!\bmv)(?<!\bosv)(?<!\bo\.l)(?<!\bm\.fl)(?<!\bmill)(?<!\bnr)[.:;]$")
NUMBERED = re.compile(
    rf"(?:\d{{1,2}}(?:\.\d{{1,2}})+\.?\s+|\d{{1,2}}[.)]\s?|[a-zæøå][.)]\s?)(?=[A-ZÆØÅ«{{])(?!(?i:{MONTHS})\b)"
)
LETTERS = re.compile(r"[^\W\d_]+")
SHOUT = 4  # letters; a shorter word in capitals is an abbreviation


def _titles(checked: Checked) -> Iterator[tuple[Path, Verdi, str]]:
    for path, element in checked.elements:
        if isinstance(element, TITLED):
            yield (*path, "tittel"), element, element.tittel


def titles_end_without_a_stop(checked: Checked) -> Iterator[Finding]:
    for path, _, title in _titles(checked):
        if ENDS.search(title):
            sign = {".": "punktum", ":": "kolon", ";": "semikolon"}[title[-1]]
            yield Finding("STRUKT008", path, f"Overskriften slutter med {sign}.", "Ta det bort.", title[:-1])


def titles_are_not_shouted(checked: Checked) -> Iterator[Finding]:
    in_small = cache(lambda: frozenset(_small_words(checked)))
    for path, _, title in _titles(checked):
        if title.isupper() and _is_shouted(LETTERS.findall(title), in_small):
            hint = f"Skriv «{title[:1]}{title[1:].lower()}». Store bokstaver setter malen, om den vil."
            yield Finding("STRUKT009", path, f"Overskriften «{title}» står med bare store bokstaver.", hint)


def _is_shouted(words: list[str], in_small: Callable[[], frozenset[str]]) -> bool:
    """Whether the words are more than abbreviations: two long ones, or one that is written small elsewhere."""
    long = [word for word in words if len(word) > SHOUT]
    return len(long) > 1 or any(word.casefold() in in_small() for word in long)


def _small_words(checked: Checked) -> Iterator[str]:
    for _, _, text in checked.texts:
        yield from (word.casefold() for word in LETTERS.findall(text) if not word.isupper())


def chapters_side_by_side_have_titles_of_their_own(checked: Checked) -> Iterator[Finding]:
    for name in DOCUMENTS:
        yield from _told_apart(checked, getattr(checked.kilder.planverk, name).kapitler, (name,))


def _told_apart(checked: Checked, chapters: tuple[Kapittel, ...], path: Path) -> Iterator[Finding]:
    seen: dict[str, Path] = {}
    for number, chapter in enumerate(chapters):
        here = (*path, "kapitler", number)
        first = seen.setdefault(chapter.tittel.casefold(), here)
        if first != here:
            place = checked.kilder.places.of((*first, "tittel"))
            said = f"Kapittelet ved siden av heter også «{chapter.tittel}» ({place})."
            yield Finding("STRUKT010", (*here, "tittel"), said, "Gi det ene en annen tittel, eller slå dem sammen.")
        yield from _told_apart(checked, chapter.kapitler, here)


def numbers_are_counted(checked: Checked) -> Iterator[Finding]:
    for path, element in checked.elements:
        for field in FIELDS if isinstance(element, COUNTED) else ():
            text = getattr(element, field, None)
            if isinstance(text, str) and (match := NUMBERED.match(text)):
                said = f"«{match[0].strip()}» er skrevet for hånd, men numre og bokstaver telles av programmet."
                yield Finding(
                    "STRUKT011", (*path, field), said, "Ta det bort. Skal punktene ha nummer, bruk en nummerert liste."
                )


def texts_do_not_repeat_their_title(checked: Checked) -> Iterator[Finding]:
    for path, chapter in checked.elements:
        first = chapter.innhold[0] if isinstance(chapter, Kapittel) and chapter.innhold else None
        if isinstance(first, Tekstblokk) and isinstance(chapter, Kapittel):
            _, opening = next(sentences(first.tekst))
            if _plain(opening) == _plain(chapter.tittel):
                said = f"Teksten begynner med overskriften: «{chapter.tittel}»."
                yield Finding("STRUKT012", (*path, "innhold", 0, "tekst"), said, "Ta bort den første setningen.")


def _plain(text: str) -> str:
    return " ".join(LETTERS.findall(text.casefold()))
