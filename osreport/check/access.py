"""UU: what a reader who listens needs: names of figures, links and columns that say something, and the right language.

That headings come in order needs no rule: levels are counted from the chapters.
"""

import re
from collections.abc import Iterator

from osreport.model.documents import DOCUMENTS
from osreport.model.dokument import Enkeltabell
from osreport.model.figur import Diagram, Planhierarki, Årshjul
from osreport.model.verdi import Lenke, Skrift
from osreport.model.walk import Path

from .checked import Checked
from .finding import Code, Finding

WCAG = "WCAG 2.1, krav"
CODES = (
    Code("UU002", "Tittelen på en figur eller tabell sier hva den viser.", "advarsel", f"{WCAG} 1.1.1"),
    Code("UU003", "Figurer og tabeller har ulike titler.", "advarsel", f"{WCAG} 1.1.1"),
    Code("UU004", "Ordene i en lenke sier hvor den fører.", "advarsel", f"{WCAG} 2.4.4"),
    Code("UU005", "Lenker med samme ord fører til samme sted.", "advarsel", f"{WCAG} 2.4.4"),
    Code("UU006", "En tabell har navn på hver kolonne og hver rad.", "advarsel", f"{WCAG} 1.3.1"),
    Code("UU007", "Språket i et dokument er det som er oppgitt.", "advarsel", f"{WCAG} 3.1.1"),
    Code("UU008", "Overskrifter er kapitler eller titler, ikke fet skrift.", "advarsel", f"{WCAG} 1.3.1"),
)
FIGURES = (Diagram, Planhierarki, Årshjul)
SAYS_NOTHING = re.compile(
    r"(?:(?:figur|diagram|tabell|graf|bilde|bilete|illustrasjon|oversikt|oversyn|årshjul|planhierarki|søylediagram|kart)\w{0,2}"
    r"\s*\d*|uten tittel|utan tittel|tittel|test|x+)[.:]?",
    re.IGNORECASE,
)
LINK = re.compile(r"\[(?P<words>[^\[\]]*)\]\(<?(?P<url>[^)\s>]+)>?\)")
BARE = re.compile(r"(?<![(<\[\w/])(?:https?://|www\.)[^\s<>)\]]+")
VAGUE = re.compile(
    r"(?:(?:se|sjå|les|klikk|trykk|gå|finn|last ned|lenke|link|lenkje)?\s*"
    r"(?:meir|mer|her|hit|dette?|denne|lenken?|lenkja|linken?|nettsiden?|nettsida|dokumentet|fila?|filen|pdf|videre|vidare)?"
    r"\s*(?:her|hit)?)[.:!]?",
    re.IGNORECASE,
)
BOLD = re.compile(r"(?:^|\n[ \t]*\n)[ \t]*(?P<bold>\*\*(?P<words>[^*\n]+)\*\*|__(?P<other>[^_\n]+)__)[ \t]*(?=\n|$)")
FORM = {
    "nb": re.compile(
        r"\b(?:ikke|fra|hva|hvor|hvordan|hvilke|jeg|noe|noen|være|flere|et|kommer|deres|mer|hver)\b", re.IGNORECASE
    ),
    "nn": re.compile(
        r"\b(?:ikkje|frå|kva|korleis|kvifor|eg|noko|nokon|vere|fleire|eit|kjem|deira|meir|kvar)\b", re.IGNORECASE
    ),
}
NAMES = {"nb": "bokmål", "nn": "nynorsk"}
FEWEST = 6  # marked words, before anything is said of the language
PASSAGE = re.compile(r"\{(?:nb|nn):[^{}]*\}")


def titles_say_what_is_shown(checked: Checked) -> Iterator[Finding]:
    for path, element in checked.elements:
        if isinstance(element, (*FIGURES, Enkeltabell)) and SAYS_NOTHING.fullmatch(element.tittel.strip()):
            said = f"Tittelen «{element.tittel}» sier ikke hva som vises."
            hint = "Skriv hva det handler om. Den som ikke ser, får tittelen lest opp."
            yield Finding("UU002", (*path, "tittel"), said, hint)


def titles_of_figures_and_tables_differ(checked: Checked) -> Iterator[Finding]:
    seen: dict[tuple[bool, str], Path] = {}
    for path, element in checked.elements:
        if isinstance(element, (*FIGURES, Enkeltabell)):
            first = seen.setdefault((isinstance(element, Enkeltabell), element.tittel.casefold()), path)
            if first != path:
                place = checked.kilder.places.of((*first, "tittel"))
                said = f"«{element.tittel}» er også tittelen et annet sted ({place})."
                yield Finding("UU003", (*path, "tittel"), said, "Skriv hva som skiller dem.")


def links_say_where_they_lead(checked: Checked) -> Iterator[Finding]:
    for path, mark, text in checked.texts:
        if isinstance(mark, Skrift) and ("](" in text or "://" in text or "www." in text):
            for start, words in (*_vague_links(text), *_bare_addresses(text)):
                yield Finding("UU004", path, f"«{words}» sier ikke hvor lenken fører.", _hint(words), text[:start])
    for path, element in checked.elements:
        if isinstance(element, Lenke) and _is_vague(element.tekst):
            yield Finding(
                "UU004", (*path, "tekst"), f"«{element.tekst}» sier ikke hvor lenken fører.", _hint(element.tekst)
            )


def _hint(words: str) -> str:
    if BARE.match(words):
        return "Skriv [ord som sier hva siden er](adressen)."
    return "La navnet på siden eller dokumentet være lenken."


def _vague_links(text: str) -> Iterator[tuple[int, str]]:
    return ((match.start(), match["words"]) for match in LINK.finditer(text) if _is_vague(match["words"]))


def _bare_addresses(text: str) -> Iterator[tuple[int, str]]:
    plain = LINK.sub(lambda match: "·" * len(match[0]), text)
    return ((match.start(), match[0].rstrip(".,;:")) for match in BARE.finditer(plain))


def _is_vague(words: str) -> bool:
    plain = words.strip(" *_")
    return bool(VAGUE.fullmatch(plain) or BARE.match(plain))


def links_of_the_same_words_lead_to_the_same_place(checked: Checked) -> Iterator[Finding]:
    seen: dict[tuple[str, str], tuple[str, Path]] = {}
    for path, words, url, before in _links(checked):
        first, there = seen.setdefault((str(path[0]), words.strip(" *_").casefold()), (url, path))
        if first != url:
            said = f"Lenken «{words}» fører et annet sted enn den med samme ord ({checked.kilder.places.of(there)})."
            yield Finding("UU005", path, said, "Skriv ord som skiller dem.", before)


def _links(checked: Checked) -> Iterator[tuple[Path, str, str, str | None]]:
    for path, mark, text in checked.texts:
        if isinstance(mark, Skrift) and "](" in text:
            yield from ((path, match["words"], match["url"], text[: match.start()]) for match in LINK.finditer(text))
    for path, element in checked.elements:
        if isinstance(element, Lenke):
            yield (*path, "tekst"), element.tekst, element.url, None


def tables_name_their_columns_and_rows(checked: Checked) -> Iterator[Finding]:
    for path, table in checked.elements:
        if isinstance(table, Enkeltabell):
            yield from _columns(path, table)
            for number, row in enumerate(table.rader):
                if not _has_words(row[0]):
                    said = f"Rad {number + 1} har ikke noe navn i første kolonne."
                    yield Finding("UU006", (*path, "rader", number, 0), said, "Skriv hva raden handler om.")


def _columns(path: Path, table: Enkeltabell) -> Iterator[Finding]:
    seen: set[str] = set()
    for number, head in enumerate(table.kolonner):
        if not _has_words(head):
            yield Finding(
                "UU006",
                (*path, "kolonner", number),
                f"Kolonne {number + 1} har ikke noe navn.",
                "Skriv hva som står i den.",
            )
        elif head.casefold() in seen:
            said = f"To kolonner heter «{head}»."
            yield Finding("UU006", (*path, "kolonner", number), said, "Gi dem navn som skiller dem.")
        seen.add(head.casefold())


def _has_words(text: str) -> bool:
    return any(map(str.isalnum, text))


def documents_are_in_their_language(checked: Checked) -> Iterator[Finding]:
    for name in DOCUMENTS:
        document = getattr(checked.kilder.planverk, name)
        told = document.språk or checked.kilder.planverk.kommune.språk
        other = "nn" if told == "nb" else "nb"
        counts = _marked_words(checked, name)
        if counts[other] >= FEWEST and counts[other] > counts[told]:
            words = f"{counts[other]} ord som bare finnes på {NAMES[other]}, og {counts[told]} på {NAMES[told]}"
            said = f"Dokumentet skal være på {NAMES[told]}, men har {words}."
            hint = f"Skriv «språk: {other}» i dokumentet, ellers blir det lest opp feil."
            yield Finding("UU007", (name, "språk" if document.språk else "tittel"), said, hint)


def _marked_words(checked: Checked, name: str) -> dict[str, int]:
    texts = [text for path, mark, text in checked.texts if path[0] == name and isinstance(mark, Skrift)]
    whole = PASSAGE.sub(" ", "\n".join(texts))
    return {form: sum(1 for _ in words.finditer(whole)) for form, words in FORM.items()}


def bold_is_no_heading(checked: Checked) -> Iterator[Finding]:
    for path, mark, text in checked.texts:
        if (
            isinstance(mark, Skrift)
            and mark.form == "avsnitt"
            and path[-1] != "utheving"
            and ("**" in text or "__" in text)
        ):
            for match in BOLD.finditer(text):
                words = match["words"] or match["other"]
                said = f"«{words}» er en overskrift laget med fet skrift."
                hint = "Lag et kapittel med «tittel», så kommer den med i innholdslisten og blir lest som overskrift."
                yield Finding("UU008", path, said, hint, text[: match.start("bold")])
