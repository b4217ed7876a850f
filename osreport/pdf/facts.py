"""What a finished PDF holds for those who do not see it: read from its tags, its bookmarks and its letters."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import chain, groupby

import pypdfium2
from pikepdf import Dictionary, Name, Object, Pdf

from osreport.pdf.glyphs import boxed_characters
from osreport.pdf.opened import opened
from osreport.pdf.outline import Bookmark, Place, place_finder, placed_bookmarks
from osreport.pdf.structure import Element, Shown, elements
from osreport.structs import Struct

SUBSET = re.compile(r"^/(?:[A-Z]{6}\+)?")
HEADING = re.compile(r"H([1-6])")


class Entry(Struct):
    """A line of the contents list: its words with the page number, and the page that it leads to."""

    text: str
    page: int


class Facts(Struct):
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
        found = tuple(elements(document))
        links = [element for element in found if element.kind == "Link" and element.annotations]
        listed = [link for link in links if _inside(link, "TOC")]
        text, words = _read(shown, chain.from_iterable(map(_places, listed)))
        find, fonts = place_finder(document), _fonts(document)
        return Facts(
            bookmarks=tuple(bookmark for bookmark, _ in placed_bookmarks(document)),
            headings=tuple(int(level[1]) for element in found if (level := HEADING.fullmatch(element.kind))),
            tables=_with_headers(found),
            figures=tuple(str(each.object.get(Name.Alt, "")) for each in found if each.kind == "Figure"),
            links=tuple(_address(link) for link in links if link not in listed),
            notes=sum(element.kind == "Note" for element in found),
            contents=tuple(_entry(link, find, words) for link in listed),
            language=str(document.Root.get(Name.Lang, "")),
            fonts=tuple(sorted({SUBSET.sub("", str(font.get(Name.BaseFont, ""))) for font in fonts})),
            boxes=boxed_characters(fonts),
            text=text,
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


def _entry(link: Element, find: Callable[[Object], Place], words: Mapping[Shown, str]) -> Entry:
    """A line of the contents list, its text taken from the rectangles that can be clicked."""
    places = _places(link)
    return Entry(" ".join(words[place] for place in places), find(places[0].object).page)


def _places(link: Element) -> list[Shown]:
    return [kid for kid in link.kids if isinstance(kid, Shown)]


def _read(shown: pypdfium2.PdfDocument, places: Iterable[Shown]) -> tuple[tuple[str, ...], dict[Shown, str]]:
    """What can be read of every page, and in each of these places; one page at a time, as each takes much room."""
    texts: list[str] = []
    words: dict[Shown, str] = {}
    on = {number: list(group) for number, group in groupby(sorted(places, key=_page), key=_page)}
    for number, page in enumerate(shown, 1):
        letters = page.get_textpage()
        texts.append(letters.get_text_range())
        words |= {place: letters.get_text_bounded(*map(float, place.object.Rect)) for place in on.get(number, ())}
        letters.close()
        page.close()
    return tuple(texts), words


def _page(place: Shown) -> int:
    return place.page


def _fonts(document: Pdf) -> list[Object]:
    """The fonts that stand on the pages."""
    fonts = {
        font.objgen: font
        for page in document.pages
        for font in page.resources.get(Name.Font, Dictionary()).as_dict().values()
    }
    return list(fonts.values())
