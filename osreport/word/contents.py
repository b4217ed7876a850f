"""The contents list: the template's own TOC field, filled with every entry and its page number.

Word keeps the field and can update it; nobody has to, since its result is complete and right. The page numbers come
from the PDF: LibreOffice never counts inside a TOC field, but does so in a page reference that stands outside one.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Any

from docx.oxml.ns import qn

from osreport.context.content import Content, Heading

from .inline import bookmark
from .ooxml import Element, element, style_ids, text_run

LEVELS = re.compile(r'\\o\s*"1-(\d)"')
PAGE_REFERENCE = " PAGEREF _Toc"
UNKNOWN = "–"


def fill_contents(document: Any, content: Content) -> None:
    """Writes the entries, without their page numbers, into the document's TOC field, if it has one."""
    field = _field(document.element)
    if field is None:
        return
    first = next(field.iterancestors(qn("w:p")))
    old = _paragraphs_of_field(first)
    entries = _entries(document.part.styles.element, content, field.text) or [element("w:p")]
    _open_field(entries[0], field.text)
    entries[-1].append(element("w:r", element("w:fldChar", w_fldCharType="end")))
    for entry in entries:
        first.addprevious(entry)
    for paragraph in old:
        _move_section_end(paragraph, entries[-1])
        paragraph.getparent().remove(paragraph)
    _free_section_end(entries[-1])


def number_contents(root: Element, pages: Sequence[int]) -> None:
    """Writes the page of each heading into the list; without pages, Word is told to find them when it opens the file.

    The mark for that is `w:dirty` (ISO/IEC 29500-1, 17.16.18).
    """
    numbers = {bookmark(number): str(page) for number, page in enumerate(pages)}
    for instruction in _page_references(root):
        shown = instruction.getparent().getnext().getnext().find(qn("w:t"))
        shown.text = numbers[instruction.text.split()[1]] if pages else UNKNOWN
    field = _field(root)
    if field is not None and not pages:
        field.getparent().getprevious().find(qn("w:fldChar")).set(qn("w:dirty"), "true")


def count_in_contents(root: Element) -> None:
    """Makes the list one that LibreOffice counts in: plain paragraphs with page references, no TOC field around.

    Nor is the reference a link of its own, as the whole entry is one already.
    """
    for instruction in _page_references(root):
        instruction.text = instruction.text.replace("\\h", "")
    field = _field(root)
    if field is not None:
        opening = field.getparent()
        last = _paragraphs_of_field(next(field.iterancestors(qn("w:p"))))[-1]
        for run in (opening.getprevious(), opening.getnext(), opening, last[-1]):
            run.getparent().remove(run)


def _field(root: Element) -> Element | None:
    """The instruction of the TOC field."""
    instructions = root.iter(qn("w:instrText"))
    return next((each for each in instructions if (each.text or "").strip().startswith("TOC")), None)


def _page_references(root: Element) -> Iterator[Element]:
    """The instruction of every page reference that we have written."""
    return (each for each in root.iter(qn("w:instrText")) if (each.text or "").startswith(PAGE_REFERENCE))


def _entries(styles: Element, content: Content, instruction: str) -> list[Element]:
    """One paragraph for each heading that the field's instruction reaches down to."""
    depth = int(match[1]) if (match := LEVELS.search(instruction)) else 3
    headings, ids = enumerate(content.headings), style_ids(styles)
    return [
        _entry(number, heading, styles, ids.get(f"toc {heading.level}", ""))
        for number, heading in headings
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


def _entry(number: int, heading: Heading, styles: Element, style: str) -> Element:
    """«1.5 → Interkommunalt samarbeid → 7» as one live link."""
    name = bookmark(number)
    title = [text_run(heading.number), element("w:r", element("w:tab"))] if heading.number else []
    link = element(
        "w:hyperlink",
        *title,
        text_run(heading.text),
        element("w:r", element("w:tab")),
        *_field_start(f" PAGEREF {name} \\h "),
        text_run(UNKNOWN),
        element("w:r", element("w:fldChar", w_fldCharType="end")),
        w_anchor=name,
        w_history=1,
    )
    paragraph = element("w:p", link)
    if style:
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
