"""What a finished PDF holds for those who do not see it: read from its tags, its bookmarks and its letters."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import pypdfium2
from pikepdf import Dictionary, Name, Object, Pdf

from osreport.pdf.glyphs import boxed_characters
from osreport.pdf.opened import opened
from osreport.pdf.outline import Bookmark, Place, place_finder, placed_bookmarks
from osreport.pdf.structure import Element, Shown, elements

SUBSET = re.compile(r"^/(?:[A-Z]{6}\+)?")
HEADING = re.compile(r"H([1-6])")


@dataclass(frozen=True)
class Entry:
    """A line of the contents list: its words with the page number, and the page that it leads to."""

    text: str
    page: int


@dataclass(frozen=True)
class Facts:
    """A document as assistive technology meets it, each kind in reading order.

    `headings` are levels from 1, `tables` whether each has header cells, `figures` alternative texts, `links` the
    addresses (empty within the document), `fonts` their names without the mark of a subset (ISO 32000-1, 9.6.4),
    `boxes` characters that no font has, `text` all that can be read out of each page, running heads too.
    """

    bookmarks: tuple[Bookmark, ...]
    headings: tuple[int, ...]
    tables: tuple[bool, ...]
    figures: tuple[str, ...]
    links: tuple[str, ...]
    notes: int
    contents: tuple[Entry, ...]
    language: str
    fonts: tuple[str, ...]
    boxes: tuple[str, ...]
    text: tuple[str, ...]


def facts_of(pdf: bytes) -> Facts:
    """Everything that a PDF tells of itself."""
    with opened(pdf) as document, pypdfium2.PdfDocument(pdf) as shown:
        texts = [page.get_textpage() for page in shown]
        found = tuple(elements(document))
        links = [element for element in found if element.kind == "Link" and element.annotations]
        find, fonts = place_finder(document), _fonts(document)
        return Facts(
            bookmarks=tuple(bookmark for bookmark, _ in placed_bookmarks(document)),
            headings=tuple(int(level[1]) for element in found if (level := HEADING.fullmatch(element.kind))),
            tables=_with_headers(found),
            figures=tuple(str(each.object.get(Name.Alt, "")) for each in found if each.kind == "Figure"),
            links=tuple(_address(link) for link in links if not _inside(link, "TOC")),
            notes=sum(element.kind == "Note" for element in found),
            contents=tuple(_entry(link, find, texts) for link in links if _inside(link, "TOC")),
            language=str(document.Root.get(Name.Lang, "")),
            fonts=tuple(sorted({SUBSET.sub("", str(font.get(Name.BaseFont, ""))) for font in fonts})),
            boxes=boxed_characters(fonts),
            text=tuple(text.get_text_range() for text in texts),
        )


def _inside(element: Element, kind: str) -> Element | None:
    """The nearest element of that kind around this one."""
    around = element.parent
    while around is not None and around.kind != kind:
        around = around.parent
    return around


def _with_headers(found: Sequence[Element]) -> tuple[bool, ...]:
    """Of each table, whether it has header cells of its own."""
    headed = {_inside(element, "Table") for element in found if element.kind == "TH"}
    return tuple(element in headed for element in found if element.kind == "Table")


def _address(link: Element) -> str:
    return str(link.annotations[0].get(Name.A, Dictionary()).get(Name.URI, ""))


def _entry(link: Element, find: Callable[[Object], Place], texts: Sequence[pypdfium2.PdfTextPage]) -> Entry:
    """A line of the contents list, its text taken from the rectangles that can be clicked."""
    places = [kid for kid in link.kids if isinstance(kid, Shown)]
    words = (texts[place.page - 1].get_text_bounded(*map(float, place.object.Rect)) for place in places)
    return Entry(" ".join(words), find(places[0].object).page)


def _fonts(document: Pdf) -> list[Object]:
    """The fonts that stand on the pages."""
    fonts = {
        font.objgen: font
        for page in document.pages
        for font in page.resources.get(Name.Font, Dictionary()).as_dict().values()
    }
    return list(fonts.values())
