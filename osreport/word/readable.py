"""A Word file as lines of text, for comparing one with another."""

import zipfile
from collections.abc import Iterator
from io import BytesIO
from typing import Any

from docx import Document
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml.ns import qn
from lxml.etree import LxmlError

from .ooxml import Element, style_of

UNREADABLE = (KeyError, ValueError, LxmlError, PackageNotFoundError, zipfile.BadZipFile)
SHOWN = {qn("w:t"): None, qn("m:t"): None, qn("w:tab"): "\t", qn("w:br"): "\n", qn("w:cr"): "\n"}
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"


def readable(content: bytes) -> str:
    """What stands in the file, a line for each paragraph and row, headings marked as in Markdown.

    Raises ValueError where it is no Word file.
    """
    try:
        document = Document(BytesIO(content))
        levels = {style.style_id: style.name[-1:] for style in document.styles if _is_heading(style.name)}
        return "".join(f"{line}\n" for part in _parts(document) for line in _lines(part, levels))
    except UNREADABLE as error:
        raise ValueError("Dette er ingen Word-fil.") from error


def _is_heading(name: str | None) -> bool:
    return bool(name) and str(name).lower().startswith("heading ") and str(name)[-1:].isdecimal()


def _parts(document: Any) -> Iterator[Element]:
    """The body, then headers, footers and notes."""
    yield document.element.body
    others = {
        str(part.partname): part
        for part in document.part.package.iter_parts()
        if str(part.partname).startswith(("/word/header", "/word/footer", "/word/footnotes", "/word/endnotes"))
    }
    for _, part in sorted(others.items()):
        yield part.element if hasattr(part, "element") else _parsed(part.blob)


def _parsed(blob: bytes) -> Element:
    from docx.oxml import parse_xml

    return parse_xml(blob)


def _lines(parent: Element, levels: dict[str, str]) -> Iterator[str]:
    for element in parent:
        if element.tag == qn("w:p"):
            yield from _paragraph(element, levels)
        elif element.tag == qn("w:tbl"):
            yield from (_row(row) for row in element.iter(qn("w:tr")))
        elif isinstance(element.tag, str) and element.tag != qn("w:sectPr"):
            yield from _lines(element, levels)


def _paragraph(paragraph: Element, levels: dict[str, str]) -> Iterator[str]:
    text = _text(paragraph).strip()
    level = levels.get(style_of(paragraph) or "")
    is_item = paragraph.find(f"{qn('w:pPr')}/{qn('w:numPr')}") is not None
    if text:
        yield f"{'#' * int(level)} {text}" if level else f"- {text}" if is_item else text
    yield from (f"[{drawn.get('descr')}]" for drawn in paragraph.iter(qn("wp:docPr")) if drawn.get("descr"))


def _row(row: Element) -> str:
    cells = (" ".join(_text(paragraph) for paragraph in cell.iter(qn("w:p"))) for cell in row.iter(qn("w:tc")))
    return f"| {' | '.join(map(str.strip, cells))} |"


def _text(paragraph: Element) -> str:
    shown = (each for each in paragraph.iter(*SHOWN) if next(each.iterancestors(FALLBACK), None) is None)
    return "".join(SHOWN[each.tag] or each.text or "" for each in shown)
