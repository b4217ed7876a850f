"""Content and template in, DOCX out."""

import copy
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

from docx import Document
from docx.opc.oxml import serialize_part_xml
from docx.oxml.ns import qn

from osreport.context.content import Content
from osreport.inventory import Inventory
from osreport.problem import Place, Problem, SourceError

from .contents import count_in_contents, fill_contents, number_contents
from .identity import make_unique
from .inline import Finisher
from .inventory import inventory
from .long_tables import split_long_tables
from .ooxml import Element, element, list_of_style, story_roots, style_id
from .package import describe, packed, parts_of
from .pagination import keep_together
from .pictures import drawing
from .quality.fault import Fault
from .quality.inspection import faults
from .tables import mend_tables
from .template import filled


@dataclass(frozen=True)
class Filled:
    """A filled template, before the pages of its headings are known.

    `faults` is what is wrong with the file; `blocks` tells in which paragraph of the body each block begins, `sources`
    which element of the plan set a paragraph prints.
    """

    root: Element
    name: str
    parts: Mapping[str, bytes]
    inventory: Inventory
    faults: tuple[Fault, ...]
    blocks: tuple[tuple[int, int], ...]
    sources: Mapping[int, str]

    def docx(self, pages: Sequence[int]) -> bytes:
        """The Word file; `pages` are the page numbers of all headings, none where they are not known."""
        root = copy.deepcopy(self.root)
        number_contents(root, pages)
        return self._packed(root)

    def for_pdf(self) -> tuple[bytes, Inventory]:
        """The Word file in the form that LibreOffice prints right, pages and all, and what is in it."""
        root = copy.deepcopy(self.root)
        count_in_contents(root)
        pieces = split_long_tables(root)
        return self._packed(root), self.inventory.in_pieces(pieces)

    def block(self, paragraph: int) -> int | None:
        """The block that stands in this paragraph of the body."""
        return next((block for begins, block in reversed(self.blocks) if begins <= paragraph), None)

    def _packed(self, root: Element) -> bytes:
        return packed({**self.parts, self.name: serialize_part_xml(root)})


def fill(content: Content, template: bytes, file: str, fonts: Sequence[Path]) -> Filled:
    """The template with the content in it; `fonts` draw the bitmaps, `file` names the template.

    Raises SourceError where the template cannot be filled, or leaves out a block of the content.
    """
    document = Document(BytesIO(filled(template, content.values, file)))
    finisher = Finisher(document, content, lambda number: drawing(document, content, number, fonts))
    for part, root in story_roots(document):
        finisher.resolve(part, root)
        mend_tables(root)
        keep_together(root, document.part.styles.element)
    if problems := _left_out(content, finisher.seen, file):
        raise SourceError(problems)
    _end_with_the_last_section(document.element.body)
    _count_chapters_from(document, content.first_number)
    fill_contents(document, content)
    describe(document, content.properties)
    make_unique(document)
    return _inspected(document, finisher, template)


def _inspected(document: Any, finisher: Finisher, template: bytes) -> Filled:
    """The finished document, with what is in it and what is wrong with it."""
    paragraphs = {paragraph: number for number, paragraph in enumerate(document.element.body.iter(qn("w:p")))}
    blocks = sorted((paragraphs[each], block) for block, each in finisher.seen.items() if each in paragraphs)
    sources = {paragraphs[each]: source for each, source in finisher.sources.items() if each in paragraphs}
    parts, found = parts_of(document), inventory(document, finisher.seen)
    name = document.part.partname.lstrip("/")
    return Filled(document.element, name, dict(parts), found, faults(parts, template), tuple(blocks), sources)


def _end_with_the_last_section(body: Any) -> None:
    """The pages after the last section break go, when nothing stands on them: the body ends as that section does."""
    last, end = body[-2], body[-1]
    section = last.pPr.find(qn("w:sectPr")) if last.tag == qn("w:p") and last.pPr is not None else None
    if section is not None:
        body.replace(end, section)
        body.remove(last)


def _left_out(content: Content, seen: Collection[int], file: str) -> list[Problem]:
    """Blocks that no tag of the template prints, one problem for each kind."""
    blocks = enumerate(content.values["blokker"])
    missing = {block.slag for number, block in blocks if number not in seen}
    hint = "Kopier delen for denne typen fra en av de andre malene."
    said = "Malen har ingen plass for innhold av typen «{}», så det ville blitt borte."
    return [Problem("MAL006", Place(file), said.format(kind), hint) for kind in sorted(missing)]


def _count_chapters_from(document: Any, first: int) -> None:
    """Sets the number of the first chapter in the list that heading 1 is numbered with."""
    styles = document.part.styles.element
    used, _ = list_of_style(styles, style_id(styles, "heading 1"))
    numbering = document.part.numbering_part.element if used else ()
    for number in numbering:
        if number.tag == qn("w:num") and number.get(qn("w:numId")) == used and first != 1:
            override = element("w:lvlOverride", element("w:startOverride", w_val=first), w_ilvl=0)
            number.append(override)
