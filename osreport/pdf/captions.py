"""Captions tied to the table or figure that they stand beside.

A table holds its caption as its first or last child (ISO 32000-1, 14.8.4.3.4). A figure stands in a Div together with
its caption instead: assistive technology reads no further than the figure's alternative text, so a caption inside would
not be heard (Tagged PDF Best Practice Guide: Syntax, 4.3). A caption of nothing is a paragraph.
"""

from collections.abc import Iterator

from osreport.pdf.structure import Element, Kid, Structure

HOMES = {"Table", "TOC", "L", "Figure"}


def tie_captions(structure: Structure, parent: Element) -> None:
    """Moves every caption among the kids of the parent to where it belongs."""
    if parent.kind in HOMES or not any(map(_is_caption, parent.kids)):
        return
    tied: dict[Kid, Element] = {}
    moved: set[Kid] = set()
    for pair in [pair for run in _runs(parent.kids) for pair in _pairs(run)]:
        caption, owner = sorted(pair, key=_is_caption, reverse=True)
        tied[owner] = _tied(structure, parent, owner, caption, first=caption is pair[0])
        moved.add(caption)
    for kid in parent.kids:
        if isinstance(kid, Element) and _is_caption(kid) and kid not in moved:
            structure.rename(kid, "P")
    structure.fill(parent, [tied.get(kid, kid) for kid in parent.kids if kid not in moved])


def _is_caption(kid: Kid) -> bool:
    """A caption that does not hold its figure itself."""
    return isinstance(kid, Element) and kid.kind == "Caption" and not _holds_figure(kid)


def _holds_figure(element: Element) -> bool:
    return any(child.kind == "Figure" for child in element.children)


def _can_have_caption(kid: Kid) -> bool:
    if not isinstance(kid, Element):
        return False
    return kid.kind in {"Table", "Figure"} or (kid.kind in {"P", "Div"} and _holds_figure(kid))


def _runs(kids: list[Kid]) -> Iterator[list[Element]]:
    """Stretches where captions and what can have one stand in turns."""
    run: list[Element] = []
    for kid in kids:
        caption, owner = _is_caption(kid), _can_have_caption(kid)
        if run and (not (caption or owner) or caption == _is_caption(run[-1])):
            yield run
            run = []
        if isinstance(kid, Element) and (caption or owner):
            run.append(kid)
    if run:
        yield run


def _pairs(run: list[Element]) -> Iterator[tuple[Element, Element]]:
    """Each caption and what it belongs to, in their order: the first two, the next two, and so on.

    Where nothing is left alone by that, there is no choice. Else a caption belongs to a picture above it, and to a
    table below it rather than to a table or a text with a picture in it above.
    """
    ends = any(map(_is_caption, (run[0], run[-1])))
    start = 0 if ends or (run[0].kind != "Table" and not run[0].marks) else 1
    return zip(run[start::2], run[start + 1 :: 2], strict=False)


def _tied(structure: Structure, parent: Element, owner: Element, caption: Element, *, first: bool) -> Element:
    """The owner with its caption: the table itself, or a Div around the figure."""
    if owner.kind == "P" and not owner.marks:
        structure.rename(owner, "Div")
    inside: list[Kid] = owner.kids if owner.kind in {"Table", "Div"} else [owner]
    kids = [caption, *inside] if first else [*inside, caption]
    if inside is not owner.kids:
        return structure.made("Div", parent, kids)
    structure.fill(owner, kids)
    return owner
