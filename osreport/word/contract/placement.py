"""Where a tag may stand: in text that is filled, whole, in plain characters, and alone where it takes all with it."""

import re
import unicodedata
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from osreport.word.namespaces import Element, qn
from osreport.word.quality.fault import BOXED, UNFILLED, Finding
from osreport.word.quality.opened import Package, is_twin

from .rules import BESIDE, CROSSING, FIELDED, SIGNS, STRUCK, TORN, TRACKED
from .tags import CODE, DELETED, FIELD, LEVELS, PARAGRAPH, Passage, Reading, Tag

UNREAD = ("comments", "endnotes")
MOVED, BOX, BREAK = qn("w:moveFrom"), qn("w:txbxContent"), qn("w:br")
SEEN = {
    qn("w:drawing"): "Bilde",
    qn("w:pict"): "Bilde",
    qn("w:object"): "Innlimt innhold",
    qn("w:sectPr"): "Seksjonsskift",
    qn("w:footnoteReference"): "Fotnote",
    qn("w:fldChar"): "Felt",
    qn("w:fldSimple"): "Felt",
}
CHANGES = tuple(qn(f"w:{name}") for name in ("ins", "del", "moveFrom", "moveTo"))
TAKES = {"p": "avsnittet", "tc": "cellen", "tr": "raden"}
OPEN_END = re.compile(r"\{\{|\{%|\{#|\}\}|%\}|#\}")
LIKE_BRACES = dict(zip("｛﹛❴⦃❨｝﹜❵⦄❩", "{{{{{}}}}}", strict=True))
STRING = re.compile(r"'[^']*'|\"[^\"]*\"")
REWRITE = "Slett koden, og skriv den på nytt i ett stykke."
QUOTES = "«»„‟‚‛′″´`"


def tags_stand_where_they_are_filled(reading: Reading) -> Iterator[Finding]:
    """Deleted text, text boxes, field codes, comments and endnotes are no places for a tag."""
    unread = any(name in reading.story.part for name in UNREAD)
    for tag in reading.tags:
        piece = tag.pieces[0]
        if unread:
            yield reading.finding(UNFILLED, "Kode der ingenting fylles ut", tag)
        elif piece.tag == DELETED or next(piece.iterancestors(MOVED), None) is not None:
            yield reading.finding(STRUCK, "Kode i tekst som er slettet med «Spor endringer»", tag)
        elif piece.tag == FIELD or tag.attribute == qn("w:instr"):
            yield reading.finding(FIELDED, "Kode i en feltkode", tag)
        elif next(piece.iterancestors(BOX), None) is not None and not is_twin(piece):
            yield reading.finding(BOXED, "Kode i en tekstboks", tag)


def tags_are_whole(reading: Reading) -> Iterator[Finding]:
    """A tag begins and ends in the same paragraph."""
    opened: Passage | None = None
    for passage in reading.passages:
        for at, mark in _loose(passage):
            if mark[0] == "{":
                yield _torn(reading, passage, at, "Kode som ikke slutter")
                opened = passage
            elif opened is None or opened is passage:
                yield _torn(reading, passage, at, "Kode som ikke begynner")
            else:
                opened = None
    for one, two in pairwise(reading.passages):
        if _would_be_joined(one.text, two.text):
            yield _torn(reading, one, len(one.text) - 1, "Klamme som flyter sammen med den i neste avsnitt")


def _loose(passage: Passage) -> Iterator[tuple[int, str]]:
    """The beginnings that have no end, and the ends that have no beginning."""
    if not OPEN_END.search(passage.text):
        return
    for match in CODE.finditer(passage.text):
        for inner in OPEN_END.finditer("" if match[0].startswith("{#") else match[0][2:-2]):
            yield match.start() + 2 + inner.start(), inner[0]
    blank = CODE.sub(lambda match: " " * len(match[0]), passage.text)
    yield from ((match.start(), match[0]) for match in OPEN_END.finditer(blank))


def _would_be_joined(one: str, two: str) -> bool:
    """Whether the filler takes a sign at the end of one text and one at the start of the next for those of a tag."""
    return one[-1:] + two[:1] in {"{{", "{%", "{#", "}}", "%}", "#}"}


def _torn(reading: Reading, passage: Passage, at: int, said: str) -> Finding:
    start = max(passage.text.rfind(" ", 0, max(at - 20, 0)) + 1, 0)
    words = " ".join(passage.text[start : at + 40].split())
    return Finding(TORN, said, reading.story.part, passage.element, words)


def tags_are_typed(reading: Reading) -> Iterator[Finding]:
    """Characters that look like those of a code, and are others."""
    for tag in reading.tags:
        if tag.mark != "{#" and (sign := _strange(tag)):
            yield reading.finding(SIGNS, f"Kode med {_called(sign)}", tag)
    for passage in reading.passages:
        if looks := next((sign for sign in passage.text if sign in LIKE_BRACES), ""):
            said = f"Tegnet «{looks}» ligner «{LIKE_BRACES[looks]}», men er et annet"
            yield Finding(SIGNS, said, reading.story.part, passage.element, passage.text[:60])


def _strange(tag: Tag) -> str:
    """The first character that no code has: a quotation mark of print, a letter of another alphabet, an unseen one."""
    bare = STRING.sub(lambda match: "".join(letter for letter in match[0] if letter.isalpha()), tag.words)
    return next((letter for letter in bare if _is_strange(letter)), "")


def _called(sign: str) -> str:
    if sign in QUOTES:
        return f"anførselstegnet {sign}"
    if not sign.isprintable():
        return "et usynlig tegn"
    return f"bokstaven «{sign}» fra et annet alfabet" if sign.isalpha() else f"tegnet «{sign}»"


def _is_strange(letter: str) -> bool:
    if letter.isascii() or letter.isspace():
        return False
    name = unicodedata.name(letter, "")
    return letter in QUOTES or not (letter.isalpha() and name.startswith("LATIN"))


def nothing_stands_beside_what_is_taken(reading: Reading) -> Iterator[Finding]:
    """A tag with p, tr or tc takes its paragraph, row or cell with it, and all else in there."""
    told: set[Element] = set()
    for tag in reading.tags:
        if tag.level not in LEVELS:
            continue
        if tag.taken is None:
            where = "en tabell" if tag.level != "p" else "et avsnitt"
            yield reading.finding(CROSSING, f"«{{%{tag.level}» utenfor {where}", tag)
        elif tag.taken not in told and (what := _beside(reading, tag)):
            told.add(tag.taken)
            yield reading.finding(BESIDE, f"{what} i {TAKES[tag.level]} til en kode blir borte", tag)


def _beside(reading: Reading, tag: Tag) -> str:
    """What would vanish with the tag."""
    taken: Any = tag.taken
    texts, tags = reading.inside(taken)
    if any(each.level in LEVELS for each in tags if each is not tag):
        return "Enda en kode"
    if any(_rest(passage, tag) for passage in texts if passage.pieces[0][1].tag != DELETED):
        return "Tekst"
    if next(taken.iterdescendants(LEVELS[tag.level]), None) is not None:
        return "Tabell eller tekstboks"
    lost = (SEEN.get(each.tag) or _page_break(each) for each in taken.iter(*SEEN, BREAK))
    return next(filter(None, lost), "")


def _rest(passage: Passage, tag: Tag) -> str:
    if passage is not tag.passage:
        return passage.text.strip()
    return (passage.text[: tag.start] + passage.text[tag.start + len(tag.code) :]).strip()


def _page_break(element: Element) -> str:
    return "Sideskift" if element.get(qn("w:type")) in {"page", "column"} else ""


def tags_keep_to_one_piece_of_text(reading: Reading) -> Iterator[Finding]:
    """A tag that is half a link, or half a tracked change, leaves the other half behind."""
    for tag in reading.tags:
        if not tag.attribute and len({piece.getparent().getparent() for piece in tag.pieces}) > 1:
            yield reading.finding(CROSSING, "Kode som bare delvis er lenke, felt eller sporet endring", tag, REWRITE)


def changes_are_accepted(package: Package) -> Iterator[Finding]:
    """Tracked changes go into every document that is made."""
    for story in package.stories:
        for change in story.root.iter(*CHANGES):
            paragraph = change if change.tag == PARAGRAPH else next(change.iterancestors(PARAGRAPH), change)
            yield Finding(TRACKED, "Sporet endring", story.part, paragraph)
            break


RULES = (
    tags_stand_where_they_are_filled,
    tags_are_whole,
    tags_are_typed,
    nothing_stands_beside_what_is_taken,
    tags_keep_to_one_piece_of_text,
)
