"""A part with all its tracked changes accepted, or all rejected, as Word does it.

This knows nothing of how a comparison is made: it reads the marks of ISO/IEC 29500-1, 17.13.5, wherever they come from.
"""

import copy
from typing import Any

from lxml import etree

Element = Any

MAIN = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
COME, GONE = ("ins", "moveTo"), ("del", "moveFrom")
RANGES = tuple(f"{MAIN}{kind}Range{end}" for kind in ("moveFrom", "moveTo") for end in ("Start", "End"))
CHANGES = tuple(f"{MAIN}{kind}Change" for kind in ("pPr", "rPr", "tcPr", "sectPr", "tblPr", "trPr", "tblGrid"))
KEPT_IN_REJECTED = {f"{MAIN}{name}" for name in ("rPr", "sectPr", "headerReference", "footerReference")}
BOOKMARKS = {f"{MAIN}bookmarkStart", f"{MAIN}bookmarkEnd"}
PARAGRAPH, TABLE, ROW = f"{MAIN}p", f"{MAIN}tbl", f"{MAIN}tr"
NAMES = {f"{MAIN}delText": f"{MAIN}t", f"{MAIN}delInstrText": f"{MAIN}instrText"}


def accepted(root: Element) -> Element:
    """A copy in which every change has been made."""
    return _resolved(root, COME, GONE, goes_back=False)


def rejected(root: Element) -> Element:
    """A copy in which no change has been made."""
    return _resolved(root, GONE, COME, goes_back=True)


def _resolved(root: Element, stay: tuple[str, ...], leave: tuple[str, ...], *, goes_back: bool) -> Element:
    root = copy.deepcopy(root)
    stays, leaves = ({f"{MAIN}{kind}" for kind in kinds} for kinds in (stay, leave))
    etree.strip_elements(root, *RANGES, with_tail=False)
    _resolve_rows(root, stays, leaves)
    ends = [each for each in root.iter(PARAGRAPH) if _mark(each, leaves) is not None]
    _resolve_runs(root, stays, leaves)
    for change in list(root.iter(*CHANGES)):
        _resolve_properties(change, goes_back=goes_back)
    for paragraph in ends:
        _join_with_next(paragraph)
    return root


def _mark(paragraph: Element, kinds: set[str]) -> Element | None:
    """The mark on the end of the paragraph, if it is of one of these kinds."""
    look = paragraph.find(f"{MAIN}pPr/{MAIN}rPr")
    return None if look is None else next((each for each in look if each.tag in kinds), None)


def _resolve_rows(root: Element, stays: set[str], leaves: set[str]) -> None:
    for properties in list(root.iter(f"{MAIN}trPr")):
        marks = [each for each in properties if each.tag in stays | leaves]
        if any(each.tag in leaves for each in marks):
            _remove(properties.getparent())
        for each in marks:
            properties.remove(each)
    for table in list(root.iter(TABLE)):
        if table.find(ROW) is None:
            _remove(table)


def _resolve_runs(root: Element, stays: set[str], leaves: set[str]) -> None:
    for each in list(root.iter(*leaves)):
        _remove(each)
    for each in list(root.iter(*stays)):
        for child in each:
            each.addprevious(child)
        _remove(each)
    for each in root.iter(*NAMES):
        each.tag = NAMES[each.tag]
    for link in list(root.iter(f"{MAIN}hyperlink")):
        if len(link) == 0:
            _remove(link)


def _resolve_properties(change: Element, *, goes_back: bool) -> None:
    """Takes the record of earlier properties away, and puts them back if they are wanted."""
    properties = change.getparent()
    properties.remove(change)
    if goes_back:
        for each in [each for each in properties if each.tag not in KEPT_IN_REJECTED]:
            properties.remove(each)
        for place, each in enumerate(list(change[0])):
            properties.insert(place, each)


def _join_with_next(paragraph: Element) -> None:
    """The end of the paragraph is gone: what is left of it stands first in the next."""
    following = paragraph.getnext()
    left = [each for each in paragraph if each.tag != f"{MAIN}pPr"]
    if following is not None and following.tag == PARAGRAPH:
        place = 0 if following.find(f"{MAIN}pPr") is None else 1
        for each in reversed(left):
            following.insert(place, each)
        _remove(paragraph)
    elif following is not None and not any(each.tag not in BOOKMARKS for each in left):
        _remove(paragraph)


def _remove(element: Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)
