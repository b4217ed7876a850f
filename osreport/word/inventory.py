"""What a reader meets in the body of a Word file, and which block of the content printed it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from docx.oxml.ns import qn

from osreport.inventory import Found, Inventory

from .ooxml import Element, style_ids, style_of
from .pictures import FIRST_ID

KINDS = tuple(map(qn, ("w:p", "w:tbl", "wp:docPr", "w:hyperlink", "w:footnoteReference", "w:endnoteReference")))
DECORATIVE = "{http://schemas.microsoft.com/office/drawing/2017/decorative}decorative"
NOTES = tuple(map(qn, ("w:footnoteReference", "w:endnoteReference")))
TEXTS = tuple(map(qn, ("w:t", "m:t")))
CUT = "\0"
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"


def inventory(document: Any, seen: Mapping[int, Element]) -> Inventory:
    """Everything in the body; `seen` holds the paragraph in which the template printed each block."""
    styles = document.part.styles.element
    ids = style_ids(styles)
    headings = {ids[name] for level in range(1, 10) if (name := f"heading {level}") in ids}
    blocks = {paragraph: number for number, paragraph in seen.items()}
    return _Walk(document.part.rels, headings, blocks).of(document.element.body)


@dataclass
class _Walk:
    """One walk through the body; knows the block and the heading that it has come to."""

    relations: Mapping[str, Any]
    headings: set[str]
    blocks: Mapping[Element, int]
    block: int | None = None
    heading: str = ""
    found: dict[str, list[Found]] = field(default_factory=dict)
    row_headers: list[bool] = field(default_factory=list)
    notes: int = 0

    def of(self, body: Element) -> Inventory:
        """What was met on the way."""
        visits = dict(zip(KINDS, (self._paragraph, self._table, self._figure, self._link), strict=False))
        for element in body.iter(*KINDS):
            if element.tag in visits:
                visits[element.tag](element)
            else:
                self.notes += 1
        found = {kind: tuple(each) for kind, each in self.found.items()}
        return Inventory(**found, row_headers=tuple(self.row_headers), notes=self.notes)

    def _note(self, kind: str, text: str, block: int | None) -> None:
        self.found.setdefault(kind, []).append(Found(text, block, self.heading))

    def _paragraph(self, paragraph: Element) -> None:
        self.block = self.blocks.get(paragraph, self.block)
        text = "".join(_shown(paragraph))
        if style_of(paragraph) in self.headings:
            self.heading = text.replace(CUT, "")
        for piece in text.split(CUT):
            if piece.strip():
                self._note("paragraphs", piece, self.block)

    def _table(self, table: Element) -> None:
        own = next((self.blocks[p] for p in table.iter(qn("w:p")) if p in self.blocks), None)
        told = (table.find(f"{qn('w:tblPr')}/{qn(name)}") for name in ("w:tblCaption", "w:tblDescription"))
        self._note("tables", " ".join(each.get(qn("w:val"), "") for each in told if each is not None), own)
        look = table.find(f"{qn('w:tblPr')}/{qn('w:tblLook')}")
        self.row_headers.append(look is not None and look.get(qn("w:firstColumn")) in {"1", "true", "on"})

    def _figure(self, described: Element) -> None:
        """A picture; those that we have drawn carry numbers of ours, and stand where their block stands."""
        decorative = next(described.iter(DECORATIVE), None)
        if decorative is not None and decorative.get("val") in {"1", "true"}:
            return
        if next(described.iterancestors(FALLBACK), None) is None:
            drawn = int(described.get("id", "0")) >= FIRST_ID
            self._note("figures", described.get("descr", ""), self.block if drawn else None)

    def _link(self, link: Element) -> None:
        relation = self.relations.get(link.get(qn("r:id"), ""))
        self._note("links", relation.target_ref if relation is not None else "", self.block)


def _shown(paragraph: Element) -> Iterator[str]:
    """The text of a paragraph, cut where a note has its number, without that of a text box in it.

    There is none where fields stand, whose text is counted out by others.
    """
    if next(paragraph.iter(qn("w:fldChar"), qn("w:fldSimple")), None) is None:
        for shown in paragraph.iter(*TEXTS, *NOTES, qn("w:tab"), qn("w:br")):
            if next(shown.iterancestors(qn("w:p"))) is paragraph:
                yield (shown.text or "") if shown.tag in TEXTS else CUT if shown.tag in NOTES else " "
