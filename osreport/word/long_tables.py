"""Long tables in pieces, for LibreOffice alone: Word users keep the whole table.

LibreOffice's time grows with the square of a table's rows: for each cell that it gives borders to it goes through all
the cells, and for each page it moves all the rows that are left on to the next. So no table may be long. The pieces
follow each other without a gap, each under the same header rows.
"""

import copy
from collections.abc import Iterable, Sequence
from itertools import pairwise
from math import ceil

from docx.oxml.ns import qn

from .ooxml import VALUE, Element, element
from .pagination import HEADER_ROW, KEPT, PARAGRAPH, ROW, keep

LONGEST = 400  # rows
TABLE, CELL, MERGE = qn("w:tbl"), qn("w:tc"), qn("w:vMerge")
PROPERTIES, GRID = qn("w:tblPr"), qn("w:tblGrid")
NESTED_OR_FLOATING = qn("w:tbl"), qn("w:tblpPr")
PICTURES_AND_NOTES = tuple(map(qn, ("w:drawing", "w:pict", "w:footnoteReference", "w:endnoteReference")))
MARKS = tuple(
    map(qn, ("w:bookmarkStart", "w:bookmarkEnd", "w:commentRangeStart", "w:commentRangeEnd", "w:commentReference"))
)
KEPT_PARAGRAPH = f"{qn('w:pPr')}/{KEPT}"
LOOK, LAST_ROW, LAST_ROW_BIT = f"{PROPERTIES}/{qn('w:tblLook')}", qn("w:lastRow"), 0x0040


def split_long_tables(root: Element) -> tuple[int, ...]:
    """Cuts the long tables below the root; returns for each table, in reading order, how many pieces it became."""
    return tuple(_split(table) for table in list(root.iter(TABLE)))


def _split(table: Element) -> int:
    parts = [part for part in table if part.tag not in (PROPERTIES, GRID)]
    first = next((n for n, part in enumerate(parts) if part.tag == ROW and part.find(HEADER_ROW) is None), len(parts))
    heads = [part for part in parts[:first] if part.tag == ROW]
    if len(parts) - first <= LONGEST or not _can_be_split(table, heads):
        return 1
    cuts = _cuts(parts, first)
    pieces = [table]
    for start, end in pairwise([*cuts, len(parts)]):
        gap, piece = _gap(), _piece(table, heads, parts[start:end])
        pieces[-1].addnext(gap)
        gap.addnext(piece)
        pieces.append(piece)
    for piece in pieces[:-1]:
        _show_no_last_row(piece)
    return len(pieces)


def _can_be_split(table: Element, heads: Iterable[Element]) -> bool:
    """Whether the pieces can tell what the table tells: header rows are there, and with nothing that is unique."""
    unique = [next(head.iter(*PICTURES_AND_NOTES), None) for head in heads]
    return bool(unique) and not any(each is not None for each in [*unique, *table.iterdescendants(*NESTED_OR_FLOATING)])


def _cuts(parts: Sequence[Element], first: int) -> list[int]:
    """Where new pieces begin, all about as long; after an even number of rows, so that banded rows go on as before."""
    rows = len(parts) - first
    pieces = ceil(rows / LONGEST)
    goals = (first + rows * piece // pieces // 2 * 2 for piece in range(1, pieces))
    return sorted({cut for goal in goals if (cut := _nearest(goal, parts, first))})


def _nearest(goal: int, parts: Sequence[Element], first: int) -> int | None:
    """The place nearest to the goal where the table may part."""
    places = sorted(range(first + 1, len(parts)), key=lambda place: abs(place - goal))
    return next((place for place in places if _may_part(parts[place - 1], parts[place])), None)


def _may_part(above: Element, below: Element) -> bool:
    """Not inside cells that are merged downwards, nor after a row across the table or one kept with the next."""
    merged = any(merge.get(VALUE, "continue") == "continue" for merge in below.iter(MERGE))
    kept = any(paragraph.find(KEPT_PARAGRAPH) is not None for paragraph in above.iter(PARAGRAPH))
    cells = above.findall(CELL)
    across = len(cells) == 1 and cells[0].grid_span > 1
    return above.tag == below.tag == ROW and not (merged or kept or across)


def _piece(table: Element, heads: Iterable[Element], rows: Sequence[Element]) -> Element:
    """A table like the other with these rows in it; its first row is not left alone with the header at the foot."""
    piece = element("w:tbl", *(copy.deepcopy(table.find(name)) for name in (PROPERTIES, GRID)))
    piece.extend(_again(head) for head in heads)
    piece.extend(rows)
    for paragraph in rows[0].iter(PARAGRAPH):
        keep(paragraph)
    return piece


def _again(head: Element) -> Element:
    """The header row without the marks that a document holds once."""
    row = copy.deepcopy(head)
    for mark in list(row.iter(*MARKS)):
        mark.getparent().remove(mark)
    return row


def _gap() -> Element:
    """The paragraph that must stand between two tables, or they are one; hidden, it takes no room."""
    hidden = element("w:rPr", element("w:vanish"))
    return element("w:p", element("w:pPr", element("w:spacing", w_before=0, w_after=0), hidden))


def _show_no_last_row(table: Element) -> None:
    """The table goes on, so no row of it looks like the last one."""
    look = table.find(LOOK)
    if look is not None:
        look.set(LAST_ROW, "0")
        if stated := look.get(VALUE):
            look.set(VALUE, f"{int(stated, 16) & ~LAST_ROW_BIT:04X}")
