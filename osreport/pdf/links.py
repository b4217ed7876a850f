"""Links: one element a link, with words that say where it leads."""

from pikepdf import Array, Dictionary, Name, Object, Pdf, String

from osreport.pdf.outline import Place, place_finder, placed_bookmarks
from osreport.pdf.structure import Element, Kid, Shown, Structure


def join_links(structure: Structure, parent: Element) -> None:
    """Makes one element of a link that LibreOffice tags line by line, and none of one that leads nowhere.

    An element may hold several annotations (ISO 32000-1, 14.8.4.4.2).
    """
    kids: list[Kid] = []
    for kid in parent.kids:
        if isinstance(kid, Element) and kid.kind == "Link":
            if not kid.annotations:
                structure.rename(kid, "Span")
            elif kids and isinstance(before := kids[-1], Element) and _goes_on(before, kid):
                structure.fill(before, [*before.kids, *kid.kids])
                continue
        kids.append(kid)
    if len(kids) < len(parent.kids):
        structure.fill(parent, kids)


def _goes_on(before: Element, link: Element) -> bool:
    """Whether a link is the rest of the one before: the same goal, on another line."""
    if before.kind != "Link" or not before.annotations:
        return False
    last = next(kid for kid in reversed(before.kids) if isinstance(kid, Shown))
    first = next(kid for kid in link.kids if isinstance(kid, Shown))
    if last.object.objgen == first.object.objgen:
        return True
    same_line = last.page == first.page and _on_one_line(last.object, first.object)
    return _goal(last.object) == _goal(first.object) and not same_line


def _goal(annotation: Object) -> bytes:
    return b"".join(annotation[name].unparse(resolved=False) for name in (Name.A, Name.Dest) if name in annotation)


def _on_one_line(one: Object, other: Object) -> bool:
    """Whether they overlap in height by more than half of the lower one."""
    (_, low, _, high), (_, bottom, _, top) = map(float, one.Rect), map(float, other.Rect)
    return min(high, top) - max(low, bottom) > min(high - low, top - bottom) / 2


def mend_links(document: Pdf, structure: Structure) -> None:
    """Leaves no link annotation outside the tree, and none that does not say where it leads."""
    links = [element for element in structure.elements() if element.kind == "Link"]
    _drop_loose(document, {shown.objgen for link in links for shown in link.annotations})
    words = _Words(document, links)
    for link in links:
        for annotation in link.annotations:
            annotation[Name.Contents] = String(words.of(link, annotation))


def _drop_loose(document: Pdf, tagged: set[tuple[int, int]]) -> None:
    """Takes away link annotations that are no part of any element, as every one must be (ISO 14289-1, 7.18.5).

    They are the second one over the page numbers in the contents list, and those in a running head or foot, which is
    no content (7.8). Whoever counts the elements will miss a link of the text that was lost.
    """
    for page in document.pages:
        shown = page.obj.get(Name.Annots, Array())
        kept = [each for each in shown if each.get(Name.Subtype) != Name.Link or each.objgen in tagged]
        if len(kept) < len(shown):
            page.obj[Name.Annots] = Array(kept)


class _Words:
    """What the links of one document are to say (ISO 14289-1, 7.18.5), unless a tooltip in Word already does."""

    def __init__(self, document: Pdf, links: list[Element]) -> None:
        self._find = place_finder(document)
        self._headings = {place: bookmark.title for bookmark, place in placed_bookmarks(document)}
        backs = filter(_leads_back, links)
        self._notes = {_place(shown) for link in backs for shown in link.kids if isinstance(shown, Shown)}

    def of(self, link: Element, annotation: Object) -> str:
        """LibreOffice gives a note's link its number, and one from a field the name of a bookmark that Word hides."""
        said, place = str(annotation.get(Name.Contents, "")), self._find(annotation)
        if _leads_back(link):
            return f"Tilbake fra note {said} til teksten"
        if place in self._notes:
            return f"Note {said}"
        if said and not said.startswith("_"):
            return said
        address = annotation.get(Name.A, Dictionary()).get(Name.URI, None)
        return self._within(place) if address is None else _abroad(str(address))

    def _within(self, place: Place) -> str:
        heading = self._headings.get(place)
        return f"Gå til {heading}, side {place.page}" if heading else f"Gå til side {place.page}"


def _abroad(address: str) -> str:
    kind, _, receiver = address.partition(":")
    return f"Send e-post til {receiver}" if kind == "mailto" else f"Lenke til {address}"


def _leads_back(link: Element) -> bool:
    """Whether the link is the number of a note."""
    label = link.parent
    return label is not None and label.kind == "Lbl" and label.parent is not None and label.parent.kind == "Note"


def _place(shown: Shown) -> Place:
    """Where the upper edge of a link is."""
    return Place(shown.page, float(shown.object.Rect[3]))
