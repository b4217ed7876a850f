"""A Word file opened for inspection: every part parsed once, what each relates to, and the texts a reader meets.

The package is that of ISO/IEC 29500-2, its parts those of ISO/IEC 29500-1, 11.3.
"""

import posixpath
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property, lru_cache
from io import BytesIO
from typing import Any

from lxml import etree

from osreport.structs import Struct
from osreport.word.namespaces import NAMESPACES, Element, qn

TYPES = "[Content_Types].xml"
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
SIDES = {"w:headerReference": "toppteksten", "w:footerReference": "bunnteksten"}
PAGES = {"first": " på første side", "even": " på partallssider"}
NOTES = {"footnotes": "fotnotene", "endnotes": "sluttnotene", "comments": "merknadene"}

Parts = Iterable[tuple[str, bytes]]


def path(expression: str) -> Any:
    """The expression, compiled; it knows the prefixes of Office."""
    return etree.XPath(expression, namespaces=NAMESPACES, smart_strings=False)


def unzipped(docx: bytes) -> tuple[tuple[str, bytes], ...]:
    """The parts of a Word file as they lie in it, a name twice if it is there twice."""
    with zipfile.ZipFile(BytesIO(docx)) as package:
        return tuple((entry.filename, package.read(entry)) for entry in package.infolist() if not entry.is_dir())


class Relation(Struct):
    """Where a part points: `kind` is the last word of the relation's type, such as image or hyperlink."""

    kind: str
    target: str
    external: bool


class Story(Struct):
    """A running text: `name` is what a designer calls it, empty for the body; paragraphs come with their style's id.

    `is_aside` says that it is a header or footer, which a screen reader passes over.
    """

    part: str
    name: str
    root: Element
    is_aside: bool = False

    @cached_property
    def paragraphs(self) -> tuple[tuple[Element, str], ...]:
        styled = {each.getparent().getparent(): each.get(qn("w:val"), "") for each in PARAGRAPH_STYLES(self.root)}
        return tuple((each, styled.get(each, "")) for each in self.root.iter(qn("w:p")))


class Style(Struct):
    """A style as others need to know it; `level` is its outline level from 0, `number` and `step` its list."""

    base: str
    level: int | None
    number: str
    step: int


class Package(Struct):
    """A Word file, or with `is_template` one that still has its tags."""

    names: tuple[str, ...]
    raw: Mapping[str, bytes]
    roots: Mapping[str, Element]
    relations: Mapping[str, Mapping[str, Relation]]
    is_template: bool

    @cached_property
    def main(self) -> str:
        """The name of the part that holds the body."""
        return next((each.target for each in self.relations.get("", {}).values() if each.kind == "officeDocument"), "")

    def related(self, kind: str) -> tuple[str, Element | None]:
        """The main part's part of that kind, and its root if there is one."""
        found = (each for each in self.relations.get(self.main, {}).values() if each.kind == kind)
        name = next((each.target for each in found), "")
        return name, self.roots.get(name)

    @cached_property
    def stories(self) -> tuple[Story, ...]:
        """Body, headers and footers as their sections name them, notes and comments."""
        body = self.roots.get(self.main)
        if body is None:
            return ()
        aside = dict(self._aside(body))
        notes = {name: called for kind, called in NOTES.items() if (name := self.related(kind)[0])}
        told = {self.main: ""} | aside | notes
        return tuple(
            Story(part, name, self.roots[part], part in aside) for part, name in told.items() if part in self.roots
        )

    def _aside(self, body: Element) -> Iterator[tuple[str, str]]:
        """Every header and footer with what it is called; the first section that names one gives it its name."""
        relations, seen = self.relations.get(self.main, {}), set()
        for number, section in enumerate(body.iter(qn("w:sectPr")), 1):
            for side in section.iter(*map(qn, SIDES)):
                relation = relations.get(side.get(qn("r:id"), ""))
                if relation is not None and relation.target not in seen:
                    seen.add(relation.target)
                    called = next(SIDES[tag] for tag in SIDES if qn(tag) == side.tag)
                    place = f" i seksjon {number}" if number > 1 else ""
                    yield relation.target, called + PAGES.get(side.get(qn("w:type")), "") + place

    @cached_property
    def styles(self) -> Mapping[str, Style]:
        root = self.related("styles")[1]
        found = root.iter(qn("w:style")) if root is not None else ()
        return {style.get(qn("w:styleId"), ""): _style(style) for style in found}

    def inherited(self, style: str) -> Iterator[Style]:
        """The style, the one it is based on, and so on."""
        seen: set[str] = set()
        while style in self.styles and style not in seen:
            seen.add(style)
            yield self.styles[style]
            style = self.styles[style].base

    @cached_property
    def lists(self) -> Mapping[str, tuple[str, int]]:
        """The list that each style numbers its paragraphs with, if any, and the step in it."""
        numbered = {name: next((s for s in self.inherited(name) if s.number), None) for name in self.styles}
        return {name: (style.number, style.step) for name, style in numbered.items() if style}

    @cached_property
    def headings(self) -> Mapping[Element, int]:
        """The headings of the body with their outline levels, from 0, in reading order (17.3.1.20)."""
        styled = {
            name: next((s.level for s in self.inherited(name) if s.level is not None), TEXT_LEVEL)
            for name in self.styles
        }
        body = self.stories[:1]
        direct = {
            p: int(level) for story in body for p in OUTLINED(story.root) if (level := _value(p, OUTLINE)).isdecimal()
        }
        levels = {p: direct.get(p, styled.get(style, TEXT_LEVEL)) for story in body for p, style in story.paragraphs}
        return {paragraph: level for paragraph, level in levels.items() if level < TEXT_LEVEL}


PARAGRAPH_STYLES = path("//w:p/w:pPr/w:pStyle")
OUTLINE, OUTLINED = path("w:pPr/w:outlineLvl/@w:val"), path("//w:p[w:pPr/w:outlineLvl]")
TEXT_LEVEL = 9  # stands for text that is no heading


def opened(parts: Parts, *, is_template: bool = False) -> Package:
    """The parts as a package; those that hold no well-formed XML have no root."""
    listed = tuple(parts)
    raw = dict(listed)
    roots = {name: root for name in raw if name.endswith((".xml", ".rels")) and (root := _root(raw[name])) is not None}
    relations = {_source(name): _relations(_source(name), roots[name]) for name in roots if name.endswith(".rels")}
    return Package(tuple(name for name, _ in listed), raw, roots, relations, is_template)


@lru_cache(maxsize=8)
def opened_template(template: bytes) -> Package:
    """A template as a package; it is asked for when it is read through, and again for each document made with it."""
    return opened(unzipped(template), is_template=True)


def text(element: Element) -> str:
    """The words in an element, each run of blanks as one."""
    shown = (part.text or "" if part.tag == qn("w:t") else " " for part in element.iter(*TEXT))
    return " ".join("".join(shown).split())


TEXT = tuple(map(qn, ("w:t", "w:p", "w:tab", "w:br", "w:noBreakHyphen")))


def is_twin(element: Element) -> bool:
    """Whether the element is the older form of something that stands beside it, and is not shown (29500-3)."""
    return next(element.iterancestors(FALLBACK), None) is not None


def is_on(element: Element | None) -> bool:
    """Whether an on/off property is there and not switched off (17.17.4)."""
    return element is not None and element.get(qn("w:val"), "true") not in {"0", "false", "off"}


def _root(content: bytes) -> Element | None:
    try:
        return etree.fromstring(content, etree.XMLParser(resolve_entities=False))
    except etree.XMLSyntaxError:
        return None


def _source(name: str) -> str:
    """The part that a relationship part speaks for, empty for the package itself."""
    folder, _, file = name.rpartition("/")
    return posixpath.join(posixpath.dirname(folder), file.removesuffix(".rels"))


def _relations(source: str, root: Element) -> dict[str, Relation]:
    return {each.get("Id", ""): _relation(posixpath.dirname(source), each) for each in root}


def _relation(folder: str, each: Element) -> Relation:
    target = each.get("Target", "")
    external = each.get("TargetMode") == "External" or target.startswith("#")
    where = target if external else posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
    return Relation(each.get("Type", "").rpartition("/")[2], where, external)


def _style(style: Element) -> Style:
    level, step = _value(style, OUTLINE), _value(style, STEP)
    return Style(
        _value(style, BASE),
        int(level) if level.isdecimal() else None,
        _value(style, NUMBER),
        int(step) if step.isdecimal() else 0,
    )


BASE = path("w:basedOn/@w:val")
NUMBER, STEP = path("w:pPr/w:numPr/w:numId/@w:val"), path("w:pPr/w:numPr/w:ilvl/@w:val")


def _value(element: Element, wanted: Any) -> str:
    return next(iter(wanted(element)), "")
