"""Numbers of headings that Word would not count: kept from before, with a letter, or after one that is left out.

Such a heading gets a list of its own, which looks as that of its style and writes the number as it stands. So it is
still a number to Word, to a PDF and to a screen reader, and the headings that Word does count are not disturbed.
"""

import copy
from collections.abc import Iterator, Sequence
from typing import Any

from docx.oxml.ns import qn

from osreport.context.content import Heading

from .ooxml import STYLE, STYLE_ID, VALUE, Element, element, list_of_style, number_with

LINKS = tuple(map(qn, ("w:pStyle", "w:styleLink", "w:numStyleLink", "w:name", "w:nsid", "w:tmpl")))


def counted(headings: Sequence[Heading], first: int) -> Iterator[int]:
    """The headings whose numbers Word counts by itself, from the first number on."""
    counts = [first - 1]
    for place, heading in enumerate(headings):
        tried = [*counts, *[0] * heading.level][: heading.level]
        tried[-1] += 1
        if heading.number == ".".join(map(str, tried)):
            counts = tried
            yield place


def write_number(document: Any, paragraph: Element, number: str) -> None:
    """Gives the heading its number as it stands, where its style has one."""
    used, level = list_of_style(document.part.styles.element, paragraph.style)
    numbering = document.part.numbering_part.element if used else None
    own = None if numbering is None else _named(numbering, "w:num", "w:numId", used)
    if own is None or numbering is None:
        return
    shape = _named(numbering, "w:abstractNum", "w:abstractNumId", own.find(qn("w:abstractNumId")).get(VALUE))
    if shape is not None and (made := _literal(shape, level or "0", number)) is not None:
        number_with(paragraph, _added(numbering, made), level or "0")
        _indent_as_style(document.part.styles.element, paragraph)


def _indent_as_style(styles: Element, paragraph: Element) -> None:
    """A list of its own would set the indent; where the style has one, that is what the other headings have."""
    indent = paragraph.pPr.find(qn("w:ind"))
    own = next((each for each in styles.findall(STYLE) if each.get(STYLE_ID) == paragraph.style), None)
    wanted = None if own is None else own.find(f"{qn('w:pPr')}/{qn('w:ind')}")
    if indent is None and wanted is not None:
        paragraph.pPr.get_or_add_ind().attrib.update(wanted.attrib)


def _named(numbering: Element, tag: str, name: str, wanted: str) -> Element | None:
    return next((each for each in numbering.findall(qn(tag)) if each.get(qn(name)) == wanted), None)


def _literal(shape: Element, level: str, number: str) -> Element | None:
    """A list of the same look that writes the number on this level; no style begins to use it."""
    made = copy.deepcopy(shape)
    for link in list(made.iter(*LINKS)):
        link.getparent().remove(link)
    own = next((each for each in made.findall(qn("w:lvl")) if each.get(qn("w:ilvl")) == level), None)
    text = None if own is None else own.find(qn("w:lvlText"))
    if text is None:
        return None
    text.set(VALUE, number)
    return made


def _added(numbering: Element, shape: Element) -> str:
    """The number of a new list; in the file, shapes stand before lists (ISO/IEC 29500-1, 17.9.16)."""
    shapes, lists = (numbering.findall(qn(name)) for name in ("w:abstractNum", "w:num"))
    free = _free(shapes, "w:abstractNumId")
    shape.set(qn("w:abstractNumId"), free)
    shapes[-1].addnext(shape)
    made = _free(lists, "w:numId")
    lists[-1].addnext(element("w:num", element("w:abstractNumId", w_val=free), w_numId=made))
    return made


def _free(elements: Sequence[Element], name: str) -> str:
    return str(max((int(each.get(qn(name))) for each in elements), default=0) + 1)
