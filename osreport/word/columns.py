"""The columns of a table after filling: every row cut along the same ones.

A word processor that saves a template counts the cells of its tags as columns, and says so in `w:gridSpan`. When the
cells are repeated or gone, the rows no longer add up to the table (ISO/IEC 29500-1, 17.4.48).
"""

from collections.abc import Iterable
from itertools import accumulate, pairwise

from docx.oxml.ns import qn

from .ooxml import Element, element

Piece = tuple[Element, int]


def align(table: Element) -> None:
    """Gives the table as few columns as its rows need; the last cell of a short row reaches to the edge."""
    rows = [_pieces(row) for row in table.findall(qn("w:tr"))]
    total = max((sum(span for _, span in row) for row in rows), default=0)
    edges = sorted({edge for row in rows for edge in _edges(row, total)})
    order = {edge: number for number, edge in enumerate(edges)}
    for row in rows:
        for (piece, span), (start, end) in zip(row, pairwise(_edges(row, total)), strict=True):
            if order[end] - order[start] != span:
                _set_span(piece, order[end] - order[start])
    if 0 < len(edges) - 1 != len(table.tblGrid):
        _set_grid(table, len(edges) - 1)


def _pieces(row: Element) -> list[Piece]:
    """The cells of a row, and what it leaves out before and after them, each with the columns it takes."""
    left_out = [row.find(f"{qn('w:trPr')}/{qn(name)}") for name in ("w:gridBefore", "w:gridAfter")]
    before, after = ([(each, int(each.get(qn("w:val"))))] if each is not None else [] for each in left_out)
    return [*before, *((cell, int(cell.grid_span)) for cell in row.findall(qn("w:tc"))), *after]


def _edges(row: Iterable[Piece], total: int) -> list[int]:
    """Where the pieces begin and end; the last of them ends with the table."""
    edges = [0, *accumulate(span for _, span in row)]
    return [*edges[:-1], total] if len(edges) > 1 else [0]


def _set_span(piece: Element, span: int) -> None:
    if piece.tag == qn("w:tc"):
        piece.grid_span = span
    else:
        piece.set(qn("w:val"), str(span))


def _set_grid(table: Element, count: int) -> None:
    """As many columns as wanted, together as wide as before."""
    grid = table.tblGrid
    total = sum(int(column.get(qn("w:w"), "0")) for column in grid)
    for column in list(grid):
        grid.remove(column)
    edges = [total * number // count for number in range(count + 1)]
    grid.extend(element("w:gridCol", w_w=end - start) for start, end in pairwise(edges))
