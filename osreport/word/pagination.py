"""Where pages may break: nothing that leads to something stands alone at the foot of a page."""

from itertools import groupby

from docx.oxml.ns import qn

from .ooxml import TEXT, Element, element, style_ids, style_of, text_of

SHORT_TABLE, SHORT_TABLE_TEXT = 12, 900
SHORT_TEXT = 300
SHORT_LIST, SHORT_LIST_TEXT = 8, 400
LEAD_INS = 4
HEADINGS = tuple(f"heading {level}" for level in range(1, 10))
LIST_STYLES = ("list bullet", "list bullet 2", "list number", "list number 2")
PARAGRAPH, ROW, HEADER_ROW = qn("w:p"), qn("w:tr"), f"{qn('w:trPr')}/{qn('w:tblHeader')}"
KEPT, STYLE = qn("w:keepNext"), qn("w:pStyle")


def keep_together(root: Element, styles: Element) -> None:
    """Marks paragraphs below the root that Word and LibreOffice must keep with what follows."""
    ids = style_ids(styles)
    headings, in_lists = ({ids[name] for name in names if name in ids} for names in (HEADINGS, LIST_STYLES))
    for is_list, items in groupby(root.iter(PARAGRAPH), lambda paragraph: style_of(paragraph) in in_lists):
        if is_list:
            _keep_items(list(items))
    for table in root.iter(qn("w:tbl")):
        _keep_rows(table)
        _keep_lead_in(table, headings)
    for text in root.iter(TEXT):
        if (text.text or "").rstrip().endswith(":"):
            _keep_before_what_it_announces(next(text.iterancestors(PARAGRAPH)))


def _keep_items(items: list[Element]) -> None:
    """A short list stays on one page; of a long one, neither the first nor the last item stands alone."""
    short = len(items) <= SHORT_LIST and sum(len(text_of(item)) for item in items) <= SHORT_LIST_TEXT
    for item in items[:-1] if short else (items[0], items[-2]):
        keep(item)


def _keep_rows(table: Element) -> None:
    """Rows of a short table stay on one page; in a long one, no row stands alone after its head or at the end."""
    rows = table.findall(ROW)
    heads = sum(row.find(HEADER_ROW) is not None for row in rows)
    short = len(rows) - heads <= SHORT_TABLE and len(text_of(table)) <= SHORT_TABLE_TEXT
    kept = rows[:-1] if short else [row for row in (*rows[: heads + 1], rows[-2]) if row is not rows[-1]]
    for row in kept:
        for paragraph in row.iter(PARAGRAPH):
            keep(paragraph)


def _keep_lead_in(table: Element, headings: set[str]) -> None:
    """A few short lines between a heading and its table go with the table, the heading too."""
    before = table.getprevious()
    for _ in range(LEAD_INS):
        if before is None or before.tag != PARAGRAPH or _ends_section(before):
            return
        if not 0 < len(text_of(before)) <= SHORT_TEXT:
            return
        keep(before)
        if style_of(before) in headings:
            return
        before = before.getprevious()


def _keep_before_what_it_announces(paragraph: Element) -> None:
    """A paragraph that ends in a colon goes with what it announces."""
    if text_of(paragraph).rstrip().endswith(":"):
        keep(paragraph)


def _ends_section(paragraph: Element) -> bool:
    return paragraph.pPr is not None and paragraph.pPr.find(qn("w:sectPr")) is not None


def keep(paragraph: Element) -> None:
    """Marks a paragraph to be kept with the next.

    `w:keepNext` stands right after the style (ISO/IEC 29500-1, 17.3.1.26); python-docx seeks its place for long.
    """
    properties = paragraph.get_or_add_pPr()
    if properties.find(KEPT) is None:
        properties.insert(int(properties.find(STYLE) is not None), element("w:keepNext"))
