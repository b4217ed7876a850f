"""Content and template in, DOCX out."""

import copy
from collections.abc import Callable, Collection, Mapping, Sequence
from functools import cached_property
from io import BytesIO
from pathlib import Path
from typing import Any

from docx import Document
from docx.opc.oxml import serialize_part_xml
from docx.oxml.ns import qn

from osreport.context.content import Content
from osreport.inventory import Inventory
from osreport.problem import Place, Problem, SourceError
from osreport.structs import Struct, replace

from .contents import count_in_contents, fill_contents, number_contents
from .identity import make_unique
from .inline import Finisher
from .inventory import inventory
from .long_tables import split_long_tables
from .ooxml import Element, element, list_of_style, story_roots, style_id
from .package import FAST, describe, packed, parts_of
from .pagination import keep_together
from .pictures import Later, drawing
from .quality.fault import Fault
from .quality.inspection import faults
from .quality.opened import Parts, unzipped
from .tables import mend_tables
from .template import filled


class Filled(Struct):
    """A filled template, before the pages of its headings are known.

    `seen` holds the paragraph of each block, `printing` the element of the plan set that a paragraph prints, and
    `later` how the contents are made of those parts that only Word shows, as long as they are empty. What nobody prints
    by is found out when it is asked for.
    """

    document: Any
    template: bytes
    parts: Parts
    seen: Mapping[int, Element]
    printing: Mapping[Element, str]
    later: Later

    @cached_property
    def inventory(self) -> Inventory:
        """All that is in it."""
        return inventory(self.document, self.seen)

    @property
    def faults(self) -> tuple[Fault, ...]:
        """What is wrong with the file."""
        return faults(self.parts, self.template)

    @cached_property
    def blocks(self) -> tuple[tuple[int, int], ...]:
        """The paragraph of the body where each block begins, and the number of the block."""
        found = self._paragraphs
        return tuple(sorted((found[each], block) for block, each in self.seen.items() if each in found))

    @cached_property
    def sources(self) -> Mapping[int, str]:
        """The element of the plan set that a paragraph of the body prints."""
        found = self._paragraphs
        return {found[each]: source for each, source in self.printing.items() if each in found}

    @property
    def _paragraphs(self) -> Mapping[Element, int]:
        return {paragraph: number for number, paragraph in enumerate(self.document.element.body.iter(qn("w:p")))}

    def docx(self, pages: Sequence[int]) -> bytes:
        """The Word file; `pages` are the page numbers of all headings, none where they are not known."""
        root = copy.deepcopy(self.document.element)
        number_contents(root, pages)
        return packed({**self._parts(root), **self._made_later()})

    def for_pdf(self) -> tuple[bytes, tuple[int, ...]]:
        """The Word file in the form that LibreOffice prints right, pages and all, and how many pieces each table is."""
        root = copy.deepcopy(self.document.element)
        count_in_contents(root)
        pieces = split_long_tables(root)
        return packed(self._parts(root), level=FAST), pieces

    def with_bitmaps(self, twin: bytes) -> bytes:
        """The file for LibreOffice, complete, where one may have to do with the bitmaps of the figures."""
        return packed({**dict(unzipped(twin)), **self._made_later()}, level=FAST)

    def block(self, paragraph: int) -> int | None:
        """The block that stands in this paragraph of the body."""
        return next((block for begins, block in reversed(self.blocks) if begins <= paragraph), None)

    def completed(self) -> "Filled":
        """The same, with what only Word shows."""
        made = self._made_later()
        return replace(self, parts=tuple((name, made.get(name, part)) for name, part in self.parts), later={})

    def _made_later(self) -> Mapping[str, bytes]:
        return {name: make() for name, make in self.later.items()}

    def _parts(self, root: Element) -> Mapping[str, bytes]:
        return {**dict(self.parts), self.document.part.partname.lstrip("/"): serialize_part_xml(root)}


def fill(content: Content, template: bytes, file: str, fonts: Sequence[Path]) -> Filled:
    """The template with the content in it; `fonts` draw the bitmaps, `file` names the template.

    Raises SourceError where the template cannot be filled, or leaves out a block of the content.
    """
    document = Document(BytesIO(filled(template, content.values, file)))
    later: dict[str, Callable[[], bytes]] = {}

    def draw(number: int) -> Element:
        drawn = drawing(document, content, number, fonts)
        later.update(drawn.later)
        return drawn.element

    finisher = Finisher(document, content, draw)
    _finish_texts(document, finisher)
    if problems := _left_out(content, finisher.seen, file):
        raise SourceError(problems)
    _end_with_the_last_section(document.element.body)
    _count_chapters_from(document, content.first_number)
    fill_contents(document, content)
    describe(document, content.properties)
    make_unique(document)
    return Filled(document, template, parts_of(document), finisher.seen, finisher.sources, later)


def _finish_texts(document: Any, finisher: Finisher) -> None:
    for part, root in story_roots(document):
        finisher.resolve(part, root)
        mend_tables(root)
        keep_together(root, document.part.styles.element)


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
