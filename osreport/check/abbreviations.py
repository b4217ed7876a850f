"""UU: an abbreviation is explained where a reader of the document meets it first (WCAG 2.1, 3.1.4)."""

import re
from collections.abc import Iterator, Mapping

from osreport.model.documents import DOCUMENTS
from osreport.model.dokument import Figurblokk, Visningsblokk
from osreport.model.ordliste import Forkortelse
from osreport.model.verdi import Navngir, Skrift, Verdi
from osreport.model.walk import Path, worded
from osreport.structs import Struct

from .checked import Checked
from .finding import Code, Finding
from .readability import is_adopted
from .words import masked, vocabulary

CODES = (Code("UU001", "En forkortelse er forklart der den brukes først i et dokument.", "merknad", "WCAG 2.1, 3.1.4"),)
SHORT = re.compile(r"(?<![\w.])[A-ZÆØÅ]{2,7}(?=s?\b)(?!\.\w| \d+/\d)")  # «PS 24/71» is the number of a case
NAME_BEFORE = re.compile(r"\w[»*_]* \([*_]*$")
NAME_AFTER = re.compile(r"[*_]* (?:\([^\W\d][\w -]*[^\W\d]\)|står for |(?:betyr|tyder) )")
NEAR = 12  # characters between an abbreviation and the last word of its name
ROMAN = re.compile(r"[IVXLC]+")
SHOWN: Mapping[str, Path] = {
    "visjon": ("samfunnsdel", "visjon"), "overordnede mål": ("samfunnsdel", "områder"),
    "målliste": ("samfunnsdel", "områder"), "måltabell": ("samfunnsdel", "områder"),
    "revisjoner": ("planregister",), "planregister": ("planregister",), "samarbeid": ("samarbeid",),
}  # fmt: skip
CALLED = {"samfunnsdel": "samfunnsdelen", "planstrategi": "planstrategien", "vedlegg": "vedlegget"}

Text = tuple[Path, Navngir | Skrift, str]


class Met(Struct):
    """An abbreviation as a reader meets it."""

    short: str
    path: Path
    before: str
    explained: bool
    own: bool


def abbreviations_are_explained_at_first_use(checked: Checked) -> Iterator[Finding]:
    listed = {each.kort: each for each in checked.kilder.planverk.ordliste.forkortelser}
    told: set[tuple[str, Path]] = set()
    for name in DOCUMENTS:
        for met in _first(checked, name, listed):
            if not met.explained and (met.short, met.path) not in told:
                told.add((met.short, met.path))
                said = f"«{met.short}» er ikke forklart der {CALLED[name]} bruker den først."
                yield Finding("UU001", met.path, said, _hint(met, listed.get(met.short)), met.before)


def _first(checked: Checked, name: str, listed: Mapping[str, Forkortelse]) -> Iterator[Met]:
    """Where each abbreviation is met first; a listed one cannot be explained in a name or in adopted words."""
    seen = {*vocabulary()["kjente"], *(kort for kort, each in listed.items() if each.kjent)}
    for met in (met for text in _reading(checked, name) for met in _met(text)):
        if met.short not in seen and (met.own or met.explained or met.short not in listed):
            seen.add(met.short)
            yield met


def _met(text: Text) -> Iterator[Met]:
    path, mark, written = text
    for match in SHORT.finditer(masked(written)):
        if not ROMAN.fullmatch(match[0]):
            before, after = written[: match.start()], written[match.end() :]
            own = isinstance(mark, Skrift) and not is_adopted(path)
            yield Met(match[0], path, before, _is_explained(before, after), own)


def _is_explained(before: str, after: str) -> bool:
    """Whether the full name stands before it, as in «fullt navn (KORT)», or after it."""
    named_before = NAME_BEFORE.search(before[-NEAR:]) and after.startswith(")")
    return bool(named_before or NAME_AFTER.match(after))


def _reading(checked: Checked, name: str) -> Iterator[Text]:
    """The texts of a document as its reader meets them: what a block shows stands where the block does."""
    for path, element in checked.elements:
        if path[:1] == (name,):
            yield from worded(element, path)
            if (shown := _shown(checked, element)) is not None:
                yield from (text for text in checked.worded if text[0][: len(shown)] == shown)


def _shown(checked: Checked, element: Verdi) -> Path | None:
    """The element that a block shows, wherever it is written."""
    if isinstance(element, Figurblokk):
        return next((path[:-1] for path in checked.ids["figur"].get(element.figur, ())), None)
    if not isinstance(element, Visningsblokk):
        return None
    if element.vis in {"planmål", "tiltak"}:
        plans = checked.kilder.planverk.vedtatte_planer
        return next((("vedtatte_planer", at) for at, each in enumerate(plans) if each.plan == element.plan), None)
    return SHOWN.get(element.vis)


def _hint(met: Met, listed: Forkortelse | None) -> str:
    if listed:
        return f"Skriv «{listed.navn} ({listed.kort})» her."
    if met.own:
        return f"Skriv det fulle navnet her, med «({met.short})» etter. Kjenner alle den, si det i ordliste.yaml."
    return "Før den opp i ordliste.yaml med det fulle navnet; her må teksten stå som den er."
