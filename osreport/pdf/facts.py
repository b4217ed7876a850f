"""What a finished PDF holds for those who do not see it: read from its tags, its bookmarks and its letters."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from io import BytesIO

import pypdfium2
from pikepdf import Array, Dictionary, Name, Object, Pdf

from osreport.pdf.outline import Bookmark, Place, place_finder, placed_bookmarks

SUBSET = re.compile(r"^/(?:[A-Z]{6}\+)?")
HEADING = re.compile(r"/H([1-6])")


@dataclass(frozen=True)
class Entry:
    """A line of the contents list: its words with the page number, and the page that it leads to."""

    text: str
    page: int


@dataclass(frozen=True)
class Facts:
    """A document as assistive technology meets it, each kind in reading order.

    `headings` are levels from 1, `tables` whether each has header cells, `figures` alternative texts, `links` the
    addresses (empty within the document), `text` all that can be read out of each page, running heads too.
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
    text: tuple[str, ...]


def facts_of(pdf: bytes) -> Facts:
    """Everything that a PDF tells of itself."""
    with Pdf.open(BytesIO(pdf)) as document, pypdfium2.PdfDocument(pdf) as shown:
        pages = [page.get_textpage() for page in shown]
        walk = _Walk(_annotations(document), place_finder(document), pages)
        walk.through(document.Root.get(Name.StructTreeRoot, Dictionary()))
        return Facts(
            bookmarks=tuple(bookmark for bookmark, _ in placed_bookmarks(document)),
            headings=tuple(walk.headings),
            tables=tuple(walk.tables),
            figures=tuple(walk.figures),
            links=tuple(walk.links),
            notes=walk.notes,
            contents=tuple(walk.contents),
            language=str(document.Root.get(Name.Lang, "")),
            fonts=_fonts(document),
            text=tuple(page.get_text_range() for page in pages),
        )


def _annotations(document: Pdf) -> dict[tuple[int, int], int]:
    """The page, counted from 0, of each annotation."""
    return {
        annotation.objgen: number
        for number, page in enumerate(document.pages)
        for annotation in page.obj.get(Name.Annots, Array())
    }


def _fonts(document: Pdf) -> tuple[str, ...]:
    fonts = {
        font.objgen: str(font.get(Name.BaseFont, ""))
        for page in document.pages
        for font in page.resources.get(Name.Font, Dictionary()).as_dict().values()
    }
    return tuple(sorted({SUBSET.sub("", name) for name in fonts.values()}))


@dataclass
class _Walk:
    """One walk through the structure tree (ISO 32000-1, 14.7.2), parents before children."""

    annotations: Mapping[tuple[int, int], int]
    find: Callable[[Object | None], Place]
    pages: list[pypdfium2.PdfTextPage]
    headings: list[int] = field(default_factory=list)
    tables: list[bool] = field(default_factory=list)
    figures: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    contents: list[Entry] = field(default_factory=list)
    notes: int = 0

    def through(self, root: Object) -> None:
        roles = {str(name): str(role) for name, role in root.get(Name.RoleMap, Dictionary()).items()}
        waiting = [(root, False)]
        while waiting:
            element, listed = waiting.pop()
            kind = str(element.get(Name.S, ""))
            kind = roles.get(kind, kind)
            self._meet(kind, element, listed)
            kids = element.get(Name.K, None)
            listed = listed or kind == "/TOC"
            waiting.extend((kid, listed) for kid in reversed(list(_kids(kids))))

    def _meet(self, kind: str, element: Object, listed: bool) -> None:
        if kind == "/TH":
            self.tables[-1:] = [True]
        elif kind == "/Table":
            self.tables.append(False)
        elif kind == "/Figure":
            self.figures.append(str(element.get(Name.Alt, "")))
        elif kind == "/Note":
            self.notes += 1
        elif kind == "/Link":
            self._link(element, listed)
        elif heading := HEADING.fullmatch(kind):
            self.headings.append(int(heading[1]))

    def _link(self, element: Object, listed: bool) -> None:
        targets = [reference.Obj for reference in _objects(element) if reference.Obj.get(Name.Subtype) == Name.Link]
        addresses = [str(target.get(Name.A, Dictionary()).get(Name.URI, "")) for target in targets]
        if listed and targets:
            text = " ".join(map(self._words, targets))
            self.contents.append(Entry(text, self.find(targets[0]).page))
        elif targets:
            self.links.append(addresses[0])

    def _words(self, annotation: Object) -> str:
        """The text inside the rectangle of a link."""
        page = self.annotations.get(annotation.objgen)
        left, bottom, right, top = map(float, annotation.Rect)
        return "" if page is None else self.pages[page].get_text_bounded(left, bottom, right, top)


def _kids(kids: Object | None) -> Iterator[Object]:
    """The elements among the children; not the content itself."""
    for kid in kids if isinstance(kids, Array) else (kids,):
        if isinstance(kid, Dictionary) and Name.S in kid:
            yield kid


def _objects(element: Object) -> Iterator[Object]:
    """The annotations among the children."""
    kids = element.get(Name.K, None)
    for kid in kids if isinstance(kids, Array) else (kids,):
        if isinstance(kid, Dictionary) and kid.get(Name.Type) == Name.OBJR:
            yield kid
