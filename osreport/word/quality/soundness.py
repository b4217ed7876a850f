"""Whether a Word file holds together: parts, relationships, ids and what refers to them (ISO/IEC 29500-1 and 29500-2).

One generator a rule. What they find, Word would repair, drop or refuse when the file is opened.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Any

from osreport.word.namespaces import Element, qn

from .fault import CONFUSED, DANGLING, OPEN_CELL, UNSOUND, UNTITLED, Finding
from .opened import TYPES, Package, is_twin, path, text

REFERENCES = path("//@r:*/..")
RELATIONSHIPS = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
SVG = "{http://schemas.microsoft.com/office/drawing/2016/SVG/main}svgBlip"
VML = "{urn:schemas-microsoft-com:vml}imagedata"
EXPECTED = {
    qn("w:headerReference"): "header",
    qn("w:footerReference"): "footer",
    qn("w:hyperlink"): "hyperlink",
    qn("a:hlinkClick"): "hyperlink",
    qn("c:chart"): "chart",
    qn("a:blip"): "image",
    SVG: "image",
    VML: "image",
}
OPEN_CELLS = path("//w:tc[not(*[last()][self::w:p])]")
NUMBERS = path("//w:numPr/w:numId/@w:val")
LISTS, KINDS_OF_LISTS = path("w:num/@w:numId"), path("w:abstractNum/@w:abstractNumId")
KINDS_USED = path("w:num/w:abstractNumId/@w:val")
STYLED = (qn("w:pStyle"), qn("w:rStyle"), qn("w:tblStyle"))
STYLE_LINKS = path("w:style/w:basedOn/@w:val | w:style/w:next/@w:val | w:style/w:link/@w:val")
FIELD = re.compile(r"^\s*(?:PAGEREF|REF|NOTEREF)\s+\"?([^\s\"\\]+)")
PARAGRAPH_ID = "{http://schemas.microsoft.com/office/word/2010/wordml}paraId"
NO_LIST, TOP = "0", "_top"
TITLE = "{http://purl.org/dc/elements/1.1/}title"
NOTES = {"footnote": "fotnoten", "endnote": "sluttnoten", "comment": "merknaden"}


def parts_are_named_once(package: Package) -> Iterator[Finding]:
    """29500-2, 6.2.2.3: names that differ in case alone are the same name."""
    for name in _repeated(name.lower() for name in package.names):
        yield Finding(UNSOUND, f"to deler heter «{name}»", name)


def parts_can_be_read(package: Package) -> Iterator[Finding]:
    """29500-2, 6.2.3 and 6.2.5: every part has a content type, and those of XML are well-formed."""
    types = package.roots.get(TYPES)
    told = list(types) if types is not None else []
    named = {each.get("PartName", "").lstrip("/").lower() for each in told}
    endings = {each.get("Extension", "").lower() for each in told}
    for name in package.raw:
        if name.endswith((".xml", ".rels")) and name not in package.roots:
            yield Finding(UNSOUND, "innholdet kan ikke leses", name)
        elif name != TYPES and name.lower() not in named and name.rpartition(".")[2].lower() not in endings:
            yield Finding(UNSOUND, "delen mangler innholdstype", name)


def relations_lead_to_parts(package: Package) -> Iterator[Finding]:
    """29500-2, 6.5: what is related within the package is in the package, and everything in it is related."""
    reached, waiting = {TYPES}, [""]
    while waiting:
        source = waiting.pop()
        for relation in package.relations.get(source, {}).values():
            if not relation.external and relation.target not in package.raw:
                yield Finding(UNSOUND, f"delen «{relation.target}» finnes ikke", source or "pakken")
            elif not relation.external and relation.target not in reached:
                reached.add(relation.target)
                waiting.append(relation.target)
    for name in package.raw:
        if name not in reached and not name.endswith(".rels"):
            yield Finding(UNSOUND, "ingen viser til delen", name)


def references_are_related(package: Package) -> Iterator[Finding]:
    """29500-1, 9.2: every `r:id` names a relationship of its own part, and one of the right kind."""
    for part, root in package.roots.items():
        related = package.relations.get(part, {})
        for element in REFERENCES(root):
            for name, used in element.items():
                if name.startswith(RELATIONSHIPS) and used:
                    kind = related[used].kind if used in related else ""
                    if kind != EXPECTED.get(element.tag, kind) or not kind:
                        yield Finding(UNSOUND, f"henvisningen «{used}» leder ikke frem", part)


def ids_are_unique(package: Package) -> Iterator[Finding]:
    """Bookmarks (17.13.6.2), drawings (20.4.2.5), notes (17.11.10), comments (17.13.4.2), paragraphs ([MS-DOCX])."""
    bookmarks = [mark for story in package.stories for mark in story.root.iter(qn("w:bookmarkStart"))]
    drawings = [each for s in package.stories for each in s.root.iter(qn("wp:docPr")) if not is_twin(each)]
    names = (mark.get(qn("w:name"), "").lower() for mark in bookmarks)
    yield from _twice(package, "to bokmerker heter «{}»", names)
    yield from _twice(package, "to bokmerker har nummer {}", (mark.get(qn("w:id")) for mark in bookmarks))
    yield from _twice(package, "to bilder har nummer {}", (each.get("id") for each in drawings))
    for story in package.stories:
        ids = (each.get(PARAGRAPH_ID, "") for each, _ in story.paragraphs)
        yield from _twice(package, "to avsnitt har nummer {}", filter(None, ids), story.part)
    for kind, called in NOTES.items():
        part, root = package.related(f"{kind}s")
        numbers = (note.get(qn("w:id")) for note in root.iter(qn(f"w:{kind}"))) if root is not None else ()
        yield from _twice(package, f"{called} {{}} finnes to ganger", numbers, part)


def marks_are_closed(package: Package) -> Iterator[Finding]:
    """17.13.6.1: every bookmark and every commented stretch begins and ends once, in the same text."""
    for story in package.stories:
        for mark, called in (("bookmark", "bokmerket"), ("commentRange", "merknaden")):
            begun, ended = (_ids(story.root, f"w:{mark}{side}") for side in ("Start", "End"))
            for number in sorted(
                {each for each in {*begun, *ended} if (begun.count(each), ended.count(each)) != (1, 1)}
            ):
                yield Finding(CONFUSED, f"{called} med nummer {number} mangler begynnelse eller slutt", story.part)


def notes_are_there(package: Package) -> Iterator[Finding]:
    """17.11.14: a reference names a note that exists."""
    for kind, called in NOTES.items():
        root = package.related(f"{kind}s")[1]
        there = set(_ids(root, f"w:{kind}")) if root is not None else set()
        for story in package.stories:
            for number in sorted(set(_ids(story.root, f"w:{kind}Reference")) - there):
                yield Finding(CONFUSED, f"{called} {number} finnes ikke", story.part)


def lists_are_there(package: Package) -> Iterator[Finding]:
    """17.9.18: a paragraph is numbered by a list that exists; number 0 stands for none."""
    root = package.related("numbering")[1]
    there = {NO_LIST, *(LISTS(root) if root is not None else ())}
    for part, used in _in_texts_and_styles(package, NUMBERS):
        for number in sorted(used - there):
            yield Finding(CONFUSED, f"listen med nummer {number} finnes ikke", part)
    if root is not None:
        for number in sorted(set(KINDS_USED(root)) - set(KINDS_OF_LISTS(root))):
            yield Finding(CONFUSED, f"listetypen med nummer {number} finnes ikke", package.related("numbering")[0])


def styles_are_there(package: Package) -> Iterator[Finding]:
    """17.7.4.17: a style that is used is defined; Word shows the text as Normal otherwise."""
    part, root = package.related("styles")
    linked = [(part, set(STYLE_LINKS(root)))] if root is not None else []
    numbering, lists = package.related("numbering")
    named = [(numbering, set(_style_names(lists)))] if lists is not None else []
    for place, used in chain(_in_texts_and_styles(package, _style_names), linked, named):
        for style in sorted(used - package.styles.keys()):
            yield Finding(CONFUSED, f"stilen «{style}» brukes, men finnes ikke", place)


def links_lead_somewhere(package: Package) -> Iterator[Finding]:
    """17.16.22: a link within the document leads to a bookmark in it; so does a field that quotes one."""
    marks = {m.get(qn("w:name"), "").lower() for s in package.stories for m in s.root.iter(qn("w:bookmarkStart"))}
    for story in package.stories:
        for link in story.root.iter(qn("w:hyperlink")):
            goal = link.get(qn("w:anchor"))
            if goal is not None and goal.lower() not in marks | {TOP} and not link.get(qn("r:id")):
                yield Finding(DANGLING, "Lenke til et sted som ikke finnes", story.part, link)
        for field in story.root.iter(qn("w:instrText")):
            if (quoted := FIELD.match(field.text or "")) and quoted[1].lower() not in marks:
                yield Finding(
                    CONFUSED, f"feltet «{(field.text or '').strip()}» viser til noe som ikke finnes", story.part
                )


def cells_end_in_paragraphs(package: Package) -> Iterator[Finding]:
    """17.4.65: Word refuses a file with a cell that does not."""
    for story in package.stories:
        for cell in OPEN_CELLS(story.root):
            yield Finding(OPEN_CELL, f"cellen «{text(cell)[:40]}» slutter ikke med et avsnitt", story.part)


def document_has_title(package: Package) -> Iterator[Finding]:
    """ISO 14289-1, 7.1: a reader is told the title of the document, not its file name."""
    for relation in package.relations.get("", {}).values():
        if relation.kind == "core-properties" and relation.target in package.roots:
            title = package.roots[relation.target].find(TITLE)
            if title is not None and (title.text or "").strip():
                return
    yield Finding(UNTITLED, "dokumentet mangler tittel", "docProps/core.xml")


def _twice(package: Package, said: str, values: Iterable[Any], part: str = "") -> Iterator[Finding]:
    for value in _repeated(values):
        yield Finding(CONFUSED, said.format(value), part or package.main)


def _repeated(values: Iterable[Any]) -> list[Any]:
    """What occurs more than once, in order."""
    seen: dict[Any, int] = {}
    for value in values:
        seen[value] = seen.get(value, 0) + 1
    return [value for value, count in seen.items() if count > 1]


def _ids(root: Element, tag: str) -> list[str]:
    return [each.get(qn("w:id"), "") for each in root.iter(qn(tag))]


def _style_names(root: Element) -> Iterator[str]:
    """The styles that are used; one walk, as XPath puts what three of them find in order, at length."""
    return (each.get(qn("w:val"), "") for each in root.iter(*STYLED) if qn("w:val") in each.attrib)


def _in_texts_and_styles(package: Package, wanted: Any) -> Iterator[tuple[str, set[str]]]:
    """What is wanted of every text, and in the styles, by part."""
    for story in package.stories:
        yield story.part, set(wanted(story.root))
    part, root = package.related("styles")
    if root is not None:
        yield part, set(wanted(root))


RULES = (
    parts_are_named_once,
    parts_can_be_read,
    relations_lead_to_parts,
    references_are_related,
    ids_are_unique,
    marks_are_closed,
    notes_are_there,
    lists_are_there,
    styles_are_there,
    links_lead_somewhere,
    cells_end_in_paragraphs,
    document_has_title,
)
