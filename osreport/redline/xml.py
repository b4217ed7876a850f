"""Short words for the XML of two Word files that are compared (ISO/IEC 29500-1, 17)."""

import copy
from typing import Any

from lxml import etree

Element = Any

MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OFFICE = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def w(name: str) -> str:
    """The whole name of an element or attribute of WordprocessingML."""
    return f"{{{MAIN}}}{name}"


PARAGRAPH, TABLE, ROW, CELL, RUN = map(w, ("p", "tbl", "tr", "tc", "r"))
PROPERTIES, LOOK, SECTION, NUMBERING = map(w, ("pPr", "rPr", "sectPr", "numPr"))
VALUE, ID, NAME = map(w, ("val", "id", "name"))
BEGUN, ENDED = w("bookmarkStart"), w("bookmarkEnd")
RANGES = (BEGUN, ENDED, *map(w, ("commentRangeStart", "commentRangeEnd", "permStart", "permEnd")))
FIELD_MARK, FIELD_KIND, INSTRUCTION = map(w, ("fldChar", "fldCharType", "instrText"))


def made(tag: str, /, *children: Element, **attributes: str) -> Element:
    """A new element of WordprocessingML; its attributes are too."""
    element = etree.Element(w(tag), {w(key): said for key, said in attributes.items()}, nsmap={"w": MAIN})
    element.extend(children)
    return element


def canonical(element: Element) -> bytes:
    """The element as bytes that are equal when it is."""
    return etree.tostring(element, method="c14n", exclusive=True, with_tail=False)


def written(root: Element) -> bytes:
    """A part as it lies in the file."""
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def value(element: Element | None, path: str) -> str:
    """The `w:val` of the element found there, empty if there is none."""
    found = None if element is None else element.find(path)
    return "" if found is None else str(found.get(VALUE, ""))


def in_place(parent: Element, name: str, before: tuple[str, ...]) -> Element:
    """The parent's child of that name; if it has none, a new one in front of those it must precede."""
    found = parent.find(w(name))
    if found is None:
        found = made(name)
        following = next((each for each in parent if each.tag in {w(other) for other in before}), None)
        if following is None:
            parent.append(found)
        else:
            following.addprevious(found)
    return found


def properties_of(paragraph: Element) -> Element:
    """The properties of a paragraph, made if it has none."""
    found = paragraph.find(PROPERTIES)
    if found is None:
        found = made("pPr")
        paragraph.insert(0, found)
    return found


def flattened(root: Element) -> Element:
    """A copy without what only word processors see: content controls, smart tags, marks of proofing, simple fields."""
    root = copy.deepcopy(root)
    etree.strip_elements(root, w("proofErr"), w("lastRenderedPageBreak"), w("sdtPr"), w("sdtEndPr"), with_tail=False)
    for tag in root.iter(w("smartTag"), w("customXml")):
        for name in ("smartTagPr", "customXmlPr"):
            etree.strip_elements(tag, w(name), with_tail=False)
    etree.strip_tags(root, w("sdt"), w("sdtContent"), w("smartTag"), w("customXml"))
    for field in list(root.iter(w("fldSimple"))):
        _spelled_out(field)
    for mark in list(root.iter(*RANGES)):
        _into_paragraph(mark)
    return root


def _into_paragraph(mark: Element) -> None:
    """A mark between two paragraphs stands in the next one, or in the one before."""
    if mark.getparent().tag in {PARAGRAPH, w("hyperlink")}:
        return
    following = next(mark.itersiblings(PARAGRAPH), None)
    before = next(mark.itersiblings(PARAGRAPH, preceding=True), None)
    if following is not None:
        properties_of(following).addnext(mark)
    elif before is not None:
        before.append(mark)


def _spelled_out(field: Element) -> None:
    """A simple field as the marks and runs of any other, which can be tracked."""
    told = made("instrText")
    told.text, told.attrib[SPACE] = field.get(w("instr"), ""), "preserve"
    marks = [made("r", made("fldChar", fldCharType=kind)) for kind in ("begin", "separate", "end")]
    for each in (marks[0], made("r", told), marks[1], *field, marks[2]):
        field.addprevious(each)
    field.getparent().remove(field)
