"""A paragraph as words: what a reader sees one after another, each with its formatting and its link."""

import copy
import re
from collections.abc import Callable, Hashable, Iterator
from dataclasses import dataclass, field
from typing import Any

from osreport.structs import Struct

from .xml import (
    DRAWING,
    FIELD_KIND,
    FIELD_MARK,
    ID,
    INSTRUCTION,
    LOOK,
    MATH,
    OFFICE,
    PROPERTIES,
    RUN,
    SPACE,
    Element,
    canonical,
    made,
    w,
)

WORD = re.compile(r"\s+|\w+(?:[.,:]\d+)*|[^\w\s]")
JOINER = "\u200d"
GLUED = re.compile(r"[\u0300-\u036f\u1ab0-\u1aff\u20d0-\u20ff\ufe00-\ufe0f\ufe20-\ufe2f\u200d\U0001f3fb-\U0001f3ff]")
TEXT, LINK = w("t"), w("hyperlink")
POINTER = re.compile(r"(PAGEREF|REF|NOTEREF|HYPERLINK)\b(.*)", re.DOTALL)
SIGNS = {w("tab"): "\t", w("br"): "\n", w("cr"): "\n", w("noBreakHyphen"): "-", w("softHyphen"): ""}
PAGE = ("field", "PAGEREF")
NAMED = {f"{DRAWING}docPr", "{http://schemas.openxmlformats.org/drawingml/2006/picture}cNvPr"}

REFERENCES = {w("footnoteReference"): "footnotes", w("endnoteReference"): "endnotes"}

Digest = Callable[[str], str]


class Token(Struct, eq=False):
    """A word, or something else that stands in a line; tokens with the same `key` are the same to a reader.

    A word is its `text` in the formatting `look`; all else is the `runs` it is kept in. `marks` are the bookmarks and
    the like that stand before it.
    """

    key: Hashable
    text: str
    look: Element | None = None
    runs: tuple[Element, ...] = ()
    link: Element | None = None
    link_key: Hashable = None
    marks: tuple[Element, ...] = ()

    @property
    def is_page(self) -> bool:
        """Whether it is the number of the page on which something stands."""
        return bool(self.runs) and self.key == (PAGE, self.link_key)


def tokens(paragraph: Element, digest: Digest) -> tuple[tuple[Token, ...], tuple[Element, ...]]:
    """The tokens of a paragraph and the marks after the last; `digest` says what a relation leads to."""
    reader = _Reader(digest)
    reader.read(paragraph)
    return tuple(reader.found), tuple(reader.marks)


@dataclass
class _Reader:
    digest: Digest
    found: list[Token] = field(default_factory=list)
    marks: list[Element] = field(default_factory=list)
    open_field: list[Element] = field(default_factory=list)
    depth: int = 0
    link: Element | None = None
    link_key: Hashable = None

    def read(self, container: Element) -> None:
        for child in container:
            if child.tag == RUN:
                self._run(child)
            elif child.tag == LINK:
                self._linked(child)
            elif child.tag.startswith(MATH):
                self._add(("math", canonical(child)), "".join(child.itertext()), runs=(child,))
            elif child.tag != PROPERTIES:
                self.marks.append(child)

    def _linked(self, link: Element) -> None:
        target = link.get(f"{OFFICE}id")
        self.link, self.link_key = link, ("link", self.digest(target) if target else "")
        self.read(link)
        self.link, self.link_key = None, None

    def _run(self, run: Element) -> None:
        look = run.find(LOOK)
        if run.find(w("commentReference")) is not None:
            self.marks.append(run)
            return
        for child in run:
            if child.tag == FIELD_MARK or self.depth:
                self._in_field(child, look)
            elif child.tag == TEXT:
                for word in words(shown(child)):
                    self._add(("text", word, look_key(look)), word, look)
            elif child.tag != LOOK:
                self._add(("thing", self._thing(child), look_key(look)), _sign(child), runs=(_kept(child, look),))

    def _in_field(self, child: Element, look: Element | None) -> None:
        """A field is one token from its beginning to its end, whatever stands in it."""
        if child.tag == LOOK:
            return
        self.open_field.append(_kept(child, look))
        kind = child.get(FIELD_KIND) if child.tag == FIELD_MARK else ""
        self.depth += {"begin": 1, "end": -1}.get(kind or "", 0)
        if self.depth == 0:
            runs, self.open_field = tuple(self.open_field), []
            self._add(*_field(runs, self._thing), runs=runs)

    def _add(self, key: Hashable, text: str, look: Element | None = None, runs: tuple[Element, ...] = ()) -> None:
        whole = (key, self.link_key)
        self.found.append(Token(whole, text, look, runs, self.link, self.link_key, tuple(self.marks)))
        self.marks = []

    def _thing(self, element: Element) -> Hashable:
        return thing(element, self.digest)


def words(text: str) -> Iterator[str]:
    """The text cut into words, blanks and signs; what is drawn as one letter stays one."""
    pending = ""
    for piece in WORD.findall(text):
        if pending and not (GLUED.match(piece) or pending.endswith(JOINER)):
            yield pending
            pending = ""
        pending += piece
    if pending:
        yield pending


def shown(text: Element) -> str:
    """What a `w:t` shows; Word drops blanks at its ends unless told to keep them."""
    told = str(text.text or "")
    return told if text.get(SPACE) == "preserve" else told.strip(" \t\r\n")


def thing(element: Element, digest: Digest) -> Hashable:
    """What an element looks like to a reader: its relations by what they lead to, without numbers and names."""
    parts = []
    for each in element.iter():
        hidden = {"id", "name"} if each.tag in NAMED else set()
        told = sorted(
            (name, _told(each, name, said, digest)) for name, said in each.attrib.items() if name not in hidden
        )
        parts.append((str(each.tag), tuple(told), (each.text or "").strip() if len(each) else each.text or ""))
    return tuple(parts)


def _sign(element: Element) -> str:
    """What stands for the element in plain text; for a picture, what is read aloud instead of it."""
    drawn = next(element.iter(f"{DRAWING}docPr"), None)
    return SIGNS.get(element.tag, "") if drawn is None else f"[{drawn.get('descr', '')}]"


def _told(element: Element, name: str, said: str, digest: Digest) -> str:
    """What an attribute says; a reference to a note says what the note does."""
    if element.tag in REFERENCES and name == ID:
        return digest(f"{REFERENCES[element.tag]}:{said}")
    return digest(said) if name.startswith(OFFICE) else said


def _field(runs: tuple[Element, ...], told: Callable[[Element], Hashable]) -> tuple[Hashable, str]:
    """What a field says: for one that points to a bookmark, neither which nor on what page."""
    instruction = " ".join("".join(each.text or "" for run in runs for each in run.iter(INSTRUCTION)).split())
    result, passed = [], False
    for run in runs:
        mark = run.find(FIELD_MARK)
        passed = passed or (mark is not None and mark.get(FIELD_KIND) == "separate")
        result += [] if mark is not None or not passed else [run]
    text = "".join(shown(each) for run in result for each in run.iter(TEXT))
    pointer = POINTER.match(instruction)
    if pointer and pointer[1] == "PAGEREF":
        return PAGE, text
    name = pointer[1] if pointer and pointer[1] != "HYPERLINK" else instruction
    return ("field", name, tuple(map(told, result))), text


def _kept(child: Any, look: Element | None) -> Element:
    """The child in a run of its own."""
    run = made("r") if look is None else made("r", copy.deepcopy(look))
    run.append(copy.deepcopy(child))
    return run


def look_key(look: Element | None) -> bytes:
    """The formatting of a run as bytes that are equal when it is."""
    return b"" if look is None or len(look) == 0 else canonical(look)
