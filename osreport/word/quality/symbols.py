"""Signs that only one font knows: no voice can read them, and PDF/A-2a forbids them (ISO 19005-2, 6.2.11.7.3)."""

import re
from collections.abc import Iterator
from typing import Any

from osreport.word.namespaces import Element, qn

from .fault import MARKED, SYMBOL, SYMBOL_BULLET, Finding
from .opened import Package, is_twin, path

SYMBOL_FONTS = {"symbol", "wingdings", "wingdings 2", "wingdings 3", "webdings", "mt extra", "zapf dingbats"}
PRIVATE = re.compile(r"[\ue000-\uf8ff\U000f0000-\U0010ffff]")
PRIVATE_BYTES = re.compile(rb"\xee[\x80-\xbf]{2}|\xef[\x80-\xa3][\x80-\xbf]|\xf3[\xb0-\xbf]|\xf4[\x80-\x8f]|&#")
LEADS = (b"\xee", b"\xef", b"\xf3", b"\xf4", b"&#")  # looking for a single byte is far faster
MARKS = re.compile(r"[\ue000\ue001]")
LIST, NUMBERED = f"{qn('w:pPr')}/{qn('w:numPr')}", path("//w:p[w:pPr/w:numPr]")
NO_LIST = ("", 0)
LEVEL = path("w:num[@w:numId=$list]/w:lvlOverride[@w:ilvl=$step]/w:lvl")
KIND = path("string(w:num[@w:numId=$list]/w:abstractNumId/@w:val)")
LEVEL_OF_KIND = path("w:abstractNum[@w:abstractNumId=$kind]/w:lvl[@w:ilvl=$step]")
STYLED = path("string(w:abstractNum[@w:abstractNumId=$kind]/w:numStyleLink/@w:val)")
FONTS = path("w:rPr/w:rFonts/@*")
SIGN = path("string(w:lvlText/@w:val)")


def bullets_are_plain(package: Package) -> Iterator[Finding]:
    """Every list that is used shows signs that all fonts have."""
    numbering = package.related("numbering")[1]
    known: dict[tuple[str, int], bool] = {}
    for story in package.stories if numbering is not None else ():
        numbered = set(NUMBERED(story.root))
        for paragraph, style in story.paragraphs:
            used = package.lists.get(style, NO_LIST)
            used = _own_list(paragraph, *used) if paragraph in numbered else used
            if used not in known:
                known[used] = _is_plain(package, numbering, *used)
                if not known[used]:
                    yield Finding(SYMBOL_BULLET, "Liste med punktmerke fra en symbolskrift", story.part, paragraph)


def signs_are_plain(package: Package) -> Iterator[Finding]:
    """No symbol and no private-use character stands in a text, a description or a property."""
    for story in package.stories:
        for symbol in story.root.iter(qn("w:sym")):
            if not is_twin(symbol):
                yield Finding(SYMBOL, f"Tegn fra skriften {symbol.get(qn('w:font'), '')}", story.part, symbol)
    lists = package.related("numbering")[0]
    for part, root in package.roots.items():
        raw = package.raw[part]
        if part != lists and any(lead in raw for lead in LEADS) and PRIVATE_BYTES.search(raw):
            yield from _private(part, root)


def _private(part: str, root: Element) -> Iterator[Finding]:
    """One finding for each element with such a character; our own marks are those that no paragraph resolved."""
    for element in root.iter("*"):
        value = "".join([element.text or "", *element.attrib.values()])
        if MARKS.search(value):
            yield Finding(MARKED, "Innhold satt inn der det ikke kan vises", part, element)
        elif PRIVATE.search(value):
            yield Finding(SYMBOL, "Tegn som bare finnes i én skrift", part, element)


def _own_list(paragraph: Element, styled: str, step: int) -> tuple[str, int]:
    """The list that the paragraph itself names, and the step in it; what it leaves out, its style tells."""
    own = paragraph.find(LIST)
    number, at = own.find(qn("w:numId")), own.find(qn("w:ilvl"))
    return (
        number.get(qn("w:val"), "") if number is not None else styled,
        int(at.get(qn("w:val"), "0")) if at is not None else step,
    )


def _is_plain(package: Package, numbering: Element, used: str, step: int) -> bool:
    levels = LEVEL(numbering, list=used, step=step) or _of_kind(package, numbering, used, step)
    return not any(PRIVATE.search(SIGN(level)) or _fonts(level) & SYMBOL_FONTS for level in levels)


def _of_kind(package: Package, numbering: Any, used: str, step: int) -> list[Element]:
    """The levels of the list's kind, which may be told by a list style (17.9.21)."""
    kind = KIND(numbering, list=used)
    style = package.styles.get(STYLED(numbering, kind=kind))
    kind = KIND(numbering, list=style.number) if style is not None else kind
    return list(LEVEL_OF_KIND(numbering, kind=kind, step=step))


def _fonts(level: Element) -> set[str]:
    return {name.lower() for name in FONTS(level)}


RULES = (bullets_are_plain, signs_are_plain)
