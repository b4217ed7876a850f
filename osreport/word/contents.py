"""The contents list: the template's own TOC field, filled with every entry and its page number.

Word keeps the field and can update it; nobody has to, since its result is complete and right (the page numbers
are read from the PDF and written back before the file is published).
"""

import re
from collections.abc import Sequence
from typing import Any

from docx.oxml.ns import qn

from osreport.context.content import Content, Heading

from .inline import bookmark
from .ooxml import Element, element, style_id, text_run

LEVELS = re.compile(r'\\o\s*"1-(\d)"')


def fill_contents(document: Any, content: Content, pages: Sequence[int]) -> None:
    """Writes the entries into the document's TOC field; `pages` holds the page of each heading, 0 if not known.

    Does nothing in a document without a TOC field.
    """
    field = next(
        (f for f in document.element.iter(qn("w:instrText")) if (f.text or "").strip().startswith("TOC")), None
    )
    if field is None:
        return
    first = next(field.iterancestors(qn("w:p")))
    old = _paragraphs_of_field(first)
    entries = _entries(document.part.styles.element, content, pages, field.text) or [element("w:p")]
    _open_field(entries[0], field.text)
    entries[-1].append(element("w:r", element("w:fldChar", w_fldCharType="end")))
    for entry in entries:
        first.addprevious(entry)
    for paragraph in old:
        _move_section_end(paragraph, entries[-1])
        paragraph.getparent().remove(paragraph)
    _free_section_end(entries[-1])


def _entries(styles: Element, content: Content, pages: Sequence[int], instruction: str) -> list[Element]:
    """One paragraph for each heading that the field's instruction reaches down to."""
    depth = int(match[1]) if (match := LEVELS.search(instruction)) else 3
    return [
        _entry(number, heading, page, styles)
        for number, (heading, page) in enumerate(zip(content.headings, pages, strict=True))
        if heading.level <= depth
    ]


def _free_section_end(entry: Element) -> None:
    """LibreOffice shuts the section break after the list into the list's own frame; sections end in the body."""
    for frame in entry.iterancestors(qn("w:sdt")):
        for section in list(frame.iter(qn("w:sectPr"))):
            if (paragraph := next(section.iterancestors(qn("w:p")))) is not entry:
                frame.addnext(paragraph)


def _move_section_end(paragraph: Element, to: Element) -> None:
    """Some word processors end a section in the last paragraph of the list rather than in one of its own."""
    section = paragraph.pPr.find(qn("w:sectPr")) if paragraph.pPr is not None else None
    if section is not None:
        to.get_or_add_pPr().append(section)


def _paragraphs_of_field(first: Element) -> list[Element]:
    """The paragraphs from the one where the field begins to the one where it ends."""
    found, depth = [], 0
    paragraph = first
    while paragraph is not None:
        found.append(paragraph)
        kinds = [mark.get(qn("w:fldCharType")) for mark in paragraph.iter(qn("w:fldChar"))]
        depth += kinds.count("begin") - kinds.count("end")
        if depth <= 0:
            break
        paragraph = paragraph.getnext()
    return found


def _open_field(paragraph: Element, instruction: str) -> None:
    runs = [*_field_start(instruction)]
    place = 1 if paragraph.pPr is not None else 0
    for offset, run in enumerate(runs):
        paragraph.insert(place + offset, run)


def _field_start(instruction: str) -> tuple[Element, Element, Element]:
    told = element("w:instrText")
    told.text = instruction
    told.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return (
        element("w:r", element("w:fldChar", w_fldCharType="begin")),
        element("w:r", told),
        element("w:r", element("w:fldChar", w_fldCharType="separate")),
    )


def _entry(number: int, heading: Heading, page: int, styles: Element) -> Element:
    """«1.5 → Interkommunalt samarbeid → 7» as one live link."""
    name = bookmark(number)
    title = [text_run(heading.number), element("w:r", element("w:tab"))] if heading.number else []
    link = element(
        "w:hyperlink",
        *title,
        text_run(heading.text),
        element("w:r", element("w:tab")),
        *_field_start(f" PAGEREF {name} \\h "),
        text_run(str(page or 1)),
        element("w:r", element("w:fldChar", w_fldCharType="end")),
        w_anchor=name,
        w_history=1,
    )
    paragraph = element("w:p", link)
    if style := style_id(styles, f"toc {heading.level}"):
        paragraph.get_or_add_pPr().style = style
        if not heading.number:
            _clear_number_tab(paragraph, styles, style)
    return paragraph


def _clear_number_tab(paragraph: Element, styles: Element, style: str) -> None:
    """Without a number, the first tab is the one before the page number; a short title must not stop before it."""
    own = next(each for each in styles.iter(qn("w:style")) if each.get(qn("w:styleId")) == style)
    stops = [tab.get(qn("w:pos")) for tab in own.iter(qn("w:tab")) if tab.get(qn("w:val")) == "left"]
    if stops:
        tabs = paragraph.pPr.get_or_add_tabs()
        tabs.extend(element("w:tab", w_val="clear", w_pos=stop) for stop in stops)
