"""Where pages may break: nothing that leads to something stands alone at the foot of a page."""

from itertools import groupby

from docx.oxml.ns import qn

from .ooxml import Element, style_id

SHORT_TABLE, SHORT_TABLE_TEXT = 12, 900
SHORT_TEXT = 300
SHORT_LIST, SHORT_LIST_TEXT = 8, 400
LEAD_INS = 4
LIST_STYLES = ("list bullet", "list bullet 2", "list number", "list number 2")


def keep_together(root: Element, styles: Element) -> None:
    """Marks paragraphs below the root that Word and LibreOffice must keep with what follows."""
    headings = {style_id(styles, f"heading {level}") for level in range(1, 10)}
    in_lists = {style_id(styles, name) for name in LIST_STYLES}
    for is_list, items in groupby(root.iter(qn("w:p")), lambda paragraph: paragraph.style in in_lists):
        if is_list:
            _keep_items(list(items))
    for table in root.iter(qn("w:tbl")):
        _keep_rows(table)
        _keep_lead_in(table, headings)
    for paragraph in root.iter(qn("w:p")):
        if _text(paragraph).rstrip().endswith(":"):
            _keep(paragraph)


def _keep_items(items: list[Element]) -> None:
    """A short list stays on one page; of a long one, neither the first nor the last item stands alone."""
    short = len(items) <= SHORT_LIST and sum(len(_text(item)) for item in items) <= SHORT_LIST_TEXT
    for item in items[:-1] if short else (items[0], items[-2]):
        _keep(item)


def _keep_rows(table: Element) -> None:
    """Rows of a short table stay on one page; in a long one, no row stands alone after its head or at the end."""
    rows = table.findall(qn("w:tr"))
    heads = sum(row.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None for row in rows)
    short = len(rows) - heads <= SHORT_TABLE and len(_text(table)) <= SHORT_TABLE_TEXT
    kept = rows[:-1] if short else [row for row in (*rows[: heads + 1], rows[-2]) if row is not rows[-1]]
    for row in kept:
        for paragraph in row.iter(qn("w:p")):
            _keep(paragraph)


def _keep_lead_in(table: Element, headings: set[str]) -> None:
    """A few short lines between a heading and its table go with the table, the heading too."""
    before = table.getprevious()
    for _ in range(LEAD_INS):
        if before is None or before.tag != qn("w:p") or _ends_section(before):
            return
        if not 0 < len(_text(before)) <= SHORT_TEXT:
            return
        _keep(before)
        if before.style in headings:
            return
        before = before.getprevious()


def _ends_section(paragraph: Element) -> bool:
    return paragraph.pPr is not None and paragraph.pPr.find(qn("w:sectPr")) is not None


def _keep(paragraph: Element) -> None:
    paragraph.get_or_add_pPr().get_or_add_keepNext()


def _text(block: Element) -> str:
    return "".join(text.text or "" for text in block.iter(qn("w:t")))
