"""Where a PDF's bookmarks and links lead."""

from collections.abc import Callable, Iterable, Iterator

from pikepdf import Array, Dictionary, Name, Object, OutlineItem, Pdf, String

from osreport.pdf.opened import opened
from osreport.structs import Struct


class Bookmark(Struct):
    """A title in the outline, its level from 1 and the page it leads to from 1; 0 when it leads nowhere."""

    title: str
    level: int
    page: int


class Place(Struct):
    """A page from 1 (0: none of this file's) and the height on it in points, when that is said."""

    page: int
    top: float | None = None


NOWHERE = Place(0)


def bookmarks(pdf: bytes) -> tuple[Bookmark, ...]:
    """Every bookmark in reading order."""
    with opened(pdf) as document:
        return tuple(bookmark for bookmark, _ in placed_bookmarks(document))


def placed_bookmarks(document: Pdf) -> Iterator[tuple[Bookmark, Place]]:
    """Every bookmark in reading order, with the very place it leads to."""
    find = place_finder(document)
    for item, level in _flattened(document.open_outline().root, 1):
        place = find(item.obj)
        yield Bookmark(item.title, level, place.page), place


def place_finder(document: Pdf) -> Callable[[Object | None], Place]:
    """A function from a bookmark or link to the place its /Dest or /GoTo names (ISO 32000-1, 12.3.2)."""
    numbers = {page.obj.objgen: number for number, page in enumerate(document.pages, 1)}

    def find(source: Object | None) -> Place:
        goal = OutlineItem("", _goal(source)).resolved_destination(document)
        if goal is None or not isinstance(goal.page, Dictionary):
            return NOWHERE
        return Place(numbers.get(goal.page.objgen, 0), goal.top)

    return find


def _goal(source: Object | None) -> Array | String | Name | None:
    """The destination as a bookmark or link states it: an array, or a name of the new kind or the old."""
    if not isinstance(source, Dictionary):
        return None
    action = source.get(Name.A, Dictionary())
    goal = action.get(Name.D) if action.get(Name.S) == Name.GoTo else source.get(Name.Dest)
    return goal if isinstance(goal, (Array, String, Name)) else None


def _flattened(items: Iterable[OutlineItem], level: int) -> Iterator[tuple[OutlineItem, int]]:
    for item in items:
        yield item, level
        yield from _flattened(item.children, level + 1)
