"""Where pages may break: nothing that leads to something stands alone at the foot of a page."""

from docx.oxml.ns import qn

from .ooxml import Element

SHORT_TABLE = 12
SHORT_TABLE_TEXT = 900
SHORT_TEXT = 300
LEAD_INS = 4


def keep_together(root: Element) -> None:
    """Marks paragraphs below the root that Word and LibreOffice must keep with what follows."""
    for table in root.iter(qn("w:tbl")):
        _keep_rows(table)
        _keep_lead_in(table)
    for paragraph in root.iter(qn("w:p")):
        if _text(paragraph).rstrip().endswith(":"):
            _keep(paragraph)


def _keep_rows(table: Element) -> None:
    """Rows of a short table stay on one page; in a long one, no row stands alone after its head or at the end."""
    rows = table.findall(qn("w:tr"))
    heads = sum(row.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None for row in rows)
    short = len(rows) - heads <= SHORT_TABLE and len(_text(table)) <= SHORT_TABLE_TEXT
    for row in rows[:-1] if short else [*rows[: heads + 1], rows[-2]]:
        for paragraph in row.iter(qn("w:p")):
            _keep(paragraph)


def _keep_lead_in(table: Element) -> None:
    """A few short lines between a heading and its table go with the table."""
    before = table.getprevious()
    for _ in range(LEAD_INS):
        if before is None or before.tag != qn("w:p") or len(_text(before)) > SHORT_TEXT or _ends_section(before):
            return
        _keep(before)
        before = before.getprevious()


def _ends_section(paragraph: Element) -> bool:
    return paragraph.pPr is not None and paragraph.pPr.find(qn("w:sectPr")) is not None


def _keep(paragraph: Element) -> None:
    paragraph.get_or_add_pPr().get_or_add_keepNext()


def _text(block: Element) -> str:
    return "".join(text.text or "" for text in block.iter(qn("w:t")))
