"""The contents list in the structure tree: TOC and TOCI (ISO 32000-1, 14.8.4.2), as deep as the chapters are."""

import re
from functools import partial
from itertools import groupby, takewhile

from pikepdf import Name

from osreport.pdf.structure import Element, Kid, Structure

# LibreOffice's own names of the styles that Word calls «toc 1» and «TOC Heading».
ENTRY = re.compile(r"Contents (\d+)")
TITLE = "Contents Heading"
LEVEL = re.compile(r" (\d+)$")


def group_contents(structure: Structure, parent: Element) -> None:
    """Makes one list of the entries that follow each other, with the title right above them as its caption.

    A list that LibreOffice has made itself is given its levels.
    """
    if parent.kind == "TOC":
        _nest(structure, parent)
    elif parent.kind != "TOCI" and any(ENTRY.fullmatch(child.name) for child in parent.children):
        kids: list[Kid] = []
        for listed, group in groupby(parent.kids, _is_entry):
            stretch = list(group)
            kids += [_toc(structure, parent, kids, stretch)] if listed else stretch
        structure.fill(parent, kids)


def _is_entry(kid: Kid) -> bool:
    return isinstance(kid, Element) and ENTRY.fullmatch(kid.name) is not None


def _toc(structure: Structure, parent: Element, before: list[Kid], entries: list[Kid]) -> Element:
    """A new list of the entries; takes its title away from what stands before."""
    items: list[Kid] = [structure.made("TOCI", parent, [entry]) for entry in entries]
    if before and isinstance(title := before[-1], Element) and title.name == TITLE:
        structure.rename(title, "Caption")
        items.insert(0, before.pop())
    toc = structure.made("TOC", parent, items)
    _nest(structure, toc)
    return toc


def _nest(structure: Structure, toc: Element) -> None:
    """Puts deeper entries in a TOC within the entry above, and makes every entry a Reference to its chapter."""
    others: list[Kid] = [child for child in toc.children if child.kind != "TOCI"]
    items = [(_level(child), child) for child in toc.children if child.kind == "TOCI"]
    for _, item in items:
        for entry in item.children:
            structure.rename(entry, "Reference")
            _forget_layout(entry)
    structure.fill(toc, [*others, *_nested(structure, items)])


def _forget_layout(entry: Element) -> None:
    """A reference stands in a line, and is not laid out as the paragraph it was."""
    if Name.A in entry.object:
        del entry.object[Name.A]


def _level(item: Element) -> int:
    levels = (LEVEL.search(child.name) for child in item.children)
    return next((int(level[1]) for level in levels if level), 1)


def _nested(structure: Structure, items: list[tuple[int, Element]]) -> list[Element]:
    """The items of the highest level, each with the deeper ones that follow it."""
    top: list[Element] = []
    while items:
        level, item = items[0]
        deeper = list(takewhile(partial(_is_below, level), items[1:]))
        if deeper:
            inner = structure.made("TOC", item, list(_nested(structure, deeper)))
            structure.fill(item, [*item.kids, inner])
        top.append(item)
        items = items[len(deeper) + 1 :]
    return top


def _is_below(level: int, item: tuple[int, Element]) -> bool:
    return item[0] > level
