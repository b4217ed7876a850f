"""The text of a DOCX as Typst markup: headings, paragraphs, lists, links and tables, cell by cell.

Drawings, running heads and colours are left out: what is set here is a floor, not our layout in another tool. Typst
makes its own contents list. Text stands in string literals, where Typst finds no markup.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from docx import Document
from docx.oxml.ns import qn

HEADING = re.compile(r"heading (\d)")
CONTENTS = re.compile(r"toc (\d|heading)")
LEVEL = re.compile(r" (\d)$")
MARGIN = "2.2cm"


def to_typst(docx: bytes) -> str:
    """Markup that sets the words of the document; it asks for what PDF/UA-1 wants: a title, a language, levels."""
    document = Document(BytesIO(docx))
    title = json.dumps(document.core_properties.title or "Uten tittel", ensure_ascii=False)
    head = (
        f"#set document(title: {title})",
        '#set text(lang: "nb", font: ("Carlito", "Libertinus Serif"), size: 10.5pt)',
        f'#set page(paper: "a4", margin: {MARGIN}, numbering: "1")',
        '#set heading(numbering: "1.1")',
        "#set table(stroke: 0.4pt)",
        "#show table: set text(size: 9pt)",
    )
    return "\n".join([*head, *_Reader(document).body()]) + "\n"


@dataclass
class _Reader:
    """Reads one document; `document` is python-docx's."""

    document: Any

    def __post_init__(self) -> None:
        self.styles = {style.get(qn("w:styleId")): style for style in self.document.part.styles.element}
        self.formats = _formats(self.document)
        self.listed = False

    def body(self) -> Iterator[str]:
        """The blocks of the document, each stretch of pages after the turn of its paper."""
        for blocks, section in _sections(self.document.element.body):
            lies = section.find(qn("w:pgSz")).get(qn("w:orient")) == "landscape"
            yield f"#set page(flipped: {str(lies).lower()})"
            yield from self._blocks(blocks)

    def _blocks(self, elements: Iterable[Any]) -> Iterator[str]:
        """Paragraphs and tables as markup, an empty line between them but not between the points of a list."""
        for element in elements:
            if element.tag == qn("w:tbl"):
                yield f"\n{self._table(element)}\n"
            elif element.tag == qn("w:p"):
                yield from self._paragraph(element)

    def _paragraph(self, paragraph: Any) -> Iterator[str]:
        name = self._style_name(paragraph)
        if CONTENTS.fullmatch(name):
            if not self.listed:
                self.listed = True
                yield "\n#outline()\n"
            return
        text = "".join(self._inline(paragraph))
        if not text:
            return
        if heading := HEADING.fullmatch(name):
            numbered = "" if self._list(paragraph) else ", numbering: none"
            yield f"\n#heading(level: {heading[1]}{numbered})[{text}]\n"
        elif kind := self._list(paragraph):
            yield f"{'  ' * self._level(paragraph, name)}{'-' if kind == 'bullet' else '+'} {text}"
        else:
            yield f"\n{text}\n"

    def _inline(self, element: Any) -> Iterator[str]:
        """The runs of a paragraph; what stands in drawings is no part of it."""
        for child in element:
            if child.tag == qn("w:hyperlink"):
                yield from self._link(child)
            elif child.tag == qn("w:r"):
                text = "".join(map(_sign, child))
                yield f"#{json.dumps(text, ensure_ascii=False)};" if text else ""

    def _link(self, hyperlink: Any) -> Iterator[str]:
        shown = "".join(self._inline(hyperlink))
        address = self.document.part.rels.get(hyperlink.get(qn("r:id")))
        yield f"#link({json.dumps(address.target_ref, ensure_ascii=False)})[{shown}];" if address else shown

    def _table(self, table: Any) -> str:
        """A table with its header rows, columns as wide against each other as in Word."""
        rows = table.findall(qn("w:tr"))
        heads = [row for row in rows if row.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None]
        widths = ", ".join(f"{column.get(qn('w:w'))}fr" for column in table.tblGrid)
        cells = ",\n".join(cell for row in rows if row not in heads for cell in self._row(row))
        head = f"table.header({', '.join(cell for row in heads for cell in self._row(row))}),\n" if heads else ""
        return f"#table(columns: ({widths},),\n{head}{cells})"

    def _row(self, row: Any) -> Iterator[str]:
        for cell in row.findall(qn("w:tc")):
            span = int(cell.grid_span)
            shown = "[" + "\n".join(self._blocks(cell)).strip("\n") + "\n]"
            yield f"table.cell(colspan: {span}){shown}" if span > 1 else shown

    def _style_name(self, paragraph: Any) -> str:
        style = self.styles.get(paragraph.style)
        name = style.find(qn("w:name")) if style is not None else None
        return "" if name is None else str(name.get(qn("w:val"))).lower()

    def _list(self, paragraph: Any) -> str:
        """How the list that the paragraph belongs to is numbered; empty where it belongs to none."""
        found = paragraph.find(f"{qn('w:pPr')}/{qn('w:numPr')}/{qn('w:numId')}")
        style = self.styles.get(paragraph.style)
        while found is None and style is not None:
            found = style.find(f"{qn('w:pPr')}/{qn('w:numPr')}/{qn('w:numId')}")
            based = style.find(qn("w:basedOn"))
            style = self.styles.get(based.get(qn("w:val"))) if based is not None else None
        return "" if found is None else self.formats.get(found.get(qn("w:val")), "")

    def _level(self, paragraph: Any, name: str) -> int:
        """Levels below the first, as the paragraph says, or its style («List Bullet 2»)."""
        direct = paragraph.find(f"{qn('w:pPr')}/{qn('w:numPr')}/{qn('w:ilvl')}")
        if direct is not None:
            return int(direct.get(qn("w:val")))
        return int(found[1]) - 1 if (found := LEVEL.search(name)) else 0


def _sections(body: Any) -> Iterator[tuple[list[Any], Any]]:
    """The blocks of each section with its properties, which stand in its last paragraph, or last of all."""
    blocks: list[Any] = []
    for element in body:
        blocks.append(element)
        end = element if element.tag == qn("w:sectPr") else element.find(f"{qn('w:pPr')}/{qn('w:sectPr')}")
        if end is not None:
            yield blocks, end
            blocks = []


def _formats(document: Any) -> Mapping[str, str]:
    """The format of the first level of each list, by its number; `bullet` or a way of counting."""
    numbering = document.part.numbering_part.element
    abstract = {
        each.get(qn("w:abstractNumId")): str(found.get(qn("w:val")))
        for each in numbering.findall(qn("w:abstractNum"))
        if (found := each.find(f"{qn('w:lvl')}/{qn('w:numFmt')}")) is not None
    }
    return {
        each.get(qn("w:numId")): abstract.get(each.find(qn("w:abstractNumId")).get(qn("w:val")), "")
        for each in numbering.findall(qn("w:num"))
    }


def _sign(child: Any) -> str:
    """What a part of a run shows as text."""
    if child.tag == qn("w:t"):
        return str(child.text or "")
    return " " if child.tag in {qn("w:tab"), qn("w:br")} else ""
