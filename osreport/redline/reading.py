"""What a reader meets in a Word file, block by block, for the proof of a comparison."""

import copy
import hashlib
import re
from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import groupby
from operator import itemgetter

from lxml import etree

from osreport.structs import Struct
from osreport.word.quality.opened import Package

from .resolved import MAIN, PARAGRAPH, ROW, TABLE, Element

OFFICE = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
SPACE = "{http://www.w3.org/XML/1998/namespace}space"
HIDDEN = {f"{MAIN}{name}" for name in ("rPr", "sectPr", "keepNext", "numPr", "tcW")}
ASIDE = {f"{MAIN}headerReference": "topptekst", f"{MAIN}footerReference": "bunntekst"}
SILENT = {
    f"{MAIN}{name}"
    for name in (
        *("pPr", "sdtPr", "sdtEndPr", "smartTagPr", "customXmlPr", "proofErr", "lastRenderedPageBreak"),
        *("bookmarkStart", "bookmarkEnd", "commentRangeStart", "commentRangeEnd", "commentReference"),
        *("permStart", "permEnd"),
    )
}
WRAPPERS = {f"{MAIN}{name}" for name in ("sdt", "sdtContent", "smartTag", "customXml")}
NOTES = {"footnoteReference": ("footnotes", "footnote"), "endnoteReference": ("endnotes", "endnote")}
BOOKMARK = re.compile(r"(PAGEREF|NOTEREF|REF)\s+\S+")
NUMBERED = ("docPr", "cNvPr")

Piece = tuple[str, Hashable]


class Block(Struct):
    """A paragraph: where it stands, in words; its style and all else that shows; its text; the text as it looks."""

    where: str
    style: str
    look: Hashable
    text: str
    pieces: tuple[Piece, ...]


@dataclass
class Reading:
    """One reading of a Word file from beginning to end; `lists` are those met so far."""

    package: Package
    lists: dict[str, int] = field(default_factory=dict)

    @cached_property
    def bodies(self) -> Mapping[str, str]:
        """The parts with running text, by what they are called."""
        related = self.package.relations.get(self.package.main, {}).values()
        asides = sorted(each.target for each in related if each.kind in {"header", "footer"})
        return {self.package.main: "brødteksten"} | {name: name for name in asides if name in self.package.roots}

    def blocks(self) -> Iterator[Block]:
        for part, called in self.bodies.items():
            root = self.package.roots[part]
            body = root.find(f"{MAIN}body")
            yield from _Part(self, part).container(root if body is None else body, called)

    def list_number(self, number: str) -> Hashable:
        """Which list it is, counted as they are met, and what it looks like."""
        if not number or number == "0":
            return number
        return self.lists.setdefault(number, len(self.lists)), self._shapes.get(number, b"")

    @cached_property
    def _shapes(self) -> Mapping[str, bytes]:
        root = self.package.related("numbering")[1]
        if root is None:
            return {}
        abstract = {each.get(f"{MAIN}abstractNumId"): each for each in root.findall(f"{MAIN}abstractNum")}
        return {str(each.get(f"{MAIN}numId")): _shape(each, abstract) for each in root.findall(f"{MAIN}num")}


def _shape(number: Element, abstract: Mapping[str, Element]) -> bytes:
    """All levels of a list and where they begin."""
    named, *begins = number
    levels = abstract[named.get(f"{MAIN}val")].iter(f"{MAIN}lvl")
    return b"".join(_bytes(each) for each in (*levels, *begins))


@dataclass
class _Part:
    reading: Reading
    name: str

    def container(self, container: Element, where: str) -> Iterator[Block]:
        """The blocks of a body or a cell; paragraphs and tables are counted apart."""
        paragraphs = tables = 0
        for each in _unwrapped(container):
            if each.tag == PARAGRAPH:
                paragraphs += 1
                yield self._paragraph(each, f"avsnitt {paragraphs} i {where}")
            elif each.tag == TABLE:
                tables += 1
                yield from self._table(each, f"tabell {tables} i {where}")
            elif each.tag == f"{MAIN}sectPr":
                yield Block(f"siste seksjon i {where}", "", self._section(each)[1], "", ())

    def _table(self, table: Element, where: str) -> Iterator[Block]:
        for number, row in enumerate(_rows(table), 1):
            for place, cell in enumerate(row.findall(f"{MAIN}tc"), 1):
                here = f"rad {number}, celle {place} i {where}"
                look = tuple(sorted(_bytes(each) for each in _properties(cell, "tcPr")))
                yield Block(here, "", look, "", ())
                yield from self.container(cell, here)

    def _paragraph(self, paragraph: Element, where: str) -> Block:
        properties = paragraph.find(f"{MAIN}pPr")
        look = tuple(_bytes(each) for each in _properties(paragraph, "pPr"))
        section = None if properties is None else properties.find(f"{MAIN}sectPr")
        pieces = tuple(_together(_without_pages(self._pieces(paragraph, ""))))
        text = "".join(text for text, _ in pieces)
        shown = (look, self._list(properties), None if section is None else self._section(section))
        return Block(where, _value(properties, "pStyle"), shown, text, pieces)

    def _list(self, properties: Element | None) -> Hashable:
        numbering = None if properties is None else properties.find(f"{MAIN}numPr")
        return _value(numbering, "ilvl"), self.reading.list_number(_value(numbering, "numId"))

    def _section(self, section: Element) -> tuple[Hashable, Hashable]:
        asides = [(ASIDE[each.tag], each.get(f"{MAIN}type"), self._leads_to(each.get(f"{OFFICE}id")))
                  for each in section if each.tag in ASIDE]  # fmt: skip
        return tuple(asides), tuple(_bytes(each) for each in section if each.tag not in ASIDE)

    def _pieces(self, container: Element, link: str) -> Iterator[Piece]:
        """Everything in a line with its formatting and the address that it links to."""
        for child in _unwrapped(container):
            if child.tag == f"{MAIN}hyperlink":
                target = child.get(f"{OFFICE}id")
                yield from self._pieces(child, self._leads_to(target) if target else "")
            elif child.tag == f"{MAIN}fldSimple":
                yield f"{{{_instruction(child.get(f'{MAIN}instr', ''))}}}", link
                yield from self._pieces(child, link)
                yield "{/}", link
            elif child.tag == f"{MAIN}r":
                yield from self._run(child, link)
            elif child.tag not in SILENT:
                yield f"[{etree.QName(child).localname}]", (self._thing(child), link)

    def _run(self, run: Element, link: str) -> Iterator[Piece]:
        look = run.find(f"{MAIN}rPr")
        shown = (b"" if look is None or len(look) == 0 else _bytes(look), link)
        for child in run:
            if child.tag == f"{MAIN}t":
                kept = child.get(SPACE) == "preserve"
                yield (child.text or "") if kept else (child.text or "").strip(" \t\r\n"), shown
            elif child.tag == f"{MAIN}instrText":
                yield f"{{{_instruction(child.text or '')}}}", link
            elif child.tag == f"{MAIN}fldChar":
                yield ("{/}" if child.get(f"{MAIN}fldCharType") == "end" else ""), link
            elif child.tag not in SILENT and child is not look:
                yield f"[{etree.QName(child).localname}]", (self._thing(child), shown)

    def _thing(self, element: Element) -> Hashable:
        """A picture, a tab, a note: what it shows, without the numbers it has in this file."""
        name = etree.QName(element).localname
        if name in NOTES:
            return name, self._note(*NOTES[name], element.get(f"{MAIN}id", ""))
        told = _bytes(_unnumbered(element)).decode()
        leads = (self._leads_to(each) for part in element.iter() for key, each in part.items() if OFFICE in key)
        return re.sub(r'(\sr:\w+=)"[^"]*"', r"\1", told), tuple(leads)

    def _note(self, kind: str, tag: str, number: str) -> str:
        root = self.reading.package.related(kind)[1]
        found = () if root is None else root.iter(f"{MAIN}{tag}")
        return next(("".join(each.itertext()) for each in found if each.get(f"{MAIN}id") == number), "?")

    def _leads_to(self, number: str | None) -> str:
        return _target(self.reading.package, self.name, number or "")


def _unnumbered(element: Element) -> Element:
    """A copy without the numbers and names that pictures go by in this file."""
    copied = copy.deepcopy(element)
    for each in copied.iter(etree.Element):
        if etree.QName(each).localname in NUMBERED:
            for name in ("id", "name"):
                each.attrib.pop(name, None)
    return copied


def _target(package: Package, part: str, number: str) -> str:
    """An address, the name of a header, or the content of any other part with all that it leads to."""
    relation = package.relations.get(part, {}).get(number)
    if relation is None or relation.external or relation.kind in {"header", "footer"}:
        return "?" if relation is None else relation.target
    below = "".join(_target(package, relation.target, n) for n in sorted(package.relations.get(relation.target, {})))
    return hashlib.sha256(package.raw.get(relation.target, b"?") + below.encode()).hexdigest()


def _together(pieces: Iterator[Piece]) -> Iterator[Piece]:
    """Neighbours that look alike as one, as runs may be cut anywhere; what says nothing is passed over."""
    for look, same in groupby((piece for piece in pieces if piece[0]), itemgetter(1)):
        yield "".join(text for text, _ in same), look


def _without_pages(pieces: Iterator[Piece]) -> Iterator[Piece]:
    """The same without the page numbers that page references show, as they follow from all else."""
    in_reference = False
    for text, look in pieces:
        in_reference = in_reference or text == "{PAGEREF}"
        if not in_reference or text.startswith("{"):
            yield text, look
        in_reference = in_reference and text != "{/}"


def _instruction(text: str) -> str:
    """What a field is told, without the name of the bookmark that it points to."""
    told = " ".join(text.split())
    return BOOKMARK.sub(r"\1", told).removesuffix(" \\h") if BOOKMARK.match(told) else told


def _unwrapped(container: Element) -> Iterator[Element]:
    for each in container:
        if each.tag in WRAPPERS:
            yield from _unwrapped(each)
        else:
            yield each


def _rows(table: Element) -> list[Element]:
    return [each for each in _unwrapped(table) if each.tag == ROW]


def _properties(element: Element, name: str) -> list[Element]:
    properties = element.find(f"{MAIN}{name}")
    return [] if properties is None else [each for each in properties if each.tag not in HIDDEN]


def _value(element: Element | None, name: str) -> str:
    found = None if element is None else element.find(f"{MAIN}{name}")
    return "" if found is None else str(found.get(f"{MAIN}val", ""))


def _bytes(element: Element) -> bytes:
    return etree.tostring(element, method="c14n", exclusive=True, with_tail=False)
