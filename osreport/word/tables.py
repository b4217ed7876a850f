"""Tables after filling: columns that add up to the table's width, and cells that Word can open."""

from itertools import accumulate
from typing import Any

from docx.oxml.ns import qn

from .ooxml import Element, element


def mend_tables(root: Element) -> None:
    """Gives every table below the root widths that fit its columns, and every cell a last paragraph.

    A cell must end in a paragraph (ISO/IEC 29500-1, 17.4.65); Word refuses the file otherwise.
    """
    for table in root.iter(qn("w:tbl")):
        for cell in table.iter(qn("w:tc")):
            if len(cell) == 0 or cell[-1].tag != qn("w:p"):
                cell.append(element("w:p"))
        _set_widths(table)


def _set_widths(table: Element) -> None:
    """The columns as the fullest row has them; the widest takes what is left of the width, or gives what is missing."""
    rows = [row.findall(qn("w:tc")) for row in table.findall(qn("w:tr"))]
    plain = [row for row in rows if row and all(_span(cell) == 1 for cell in row)]
    if not plain:
        return
    widths = [_width(cell) for cell in max(plain, key=len)]
    total = sum(int(column.get(qn("w:w"))) for column in table.tblGrid)
    if not all(widths) or total <= 0:
        return
    widest = widths.index(max(widths))
    widths[widest] = max(widths[widest] + total - sum(widths), total // (2 * len(widths)))
    _apply(table, rows, widths)


def _apply(table: Element, rows: list[list[Element]], widths: list[int]) -> None:
    grid = table.tblGrid
    for column in list(grid):
        grid.remove(column)
    grid.extend(element("w:gridCol", w_w=width) for width in widths)
    edges = [0, *accumulate(widths)]
    for row in rows:
        at = 0
        for cell in row:
            end = min(at + _span(cell), len(widths))
            cell.get_or_add_tcPr().get_or_add_tcW().set(qn("w:w"), str(edges[end] - edges[at]))
            at = end


def _span(cell: Any) -> int:
    return int(cell.grid_span)


def _width(cell: Any) -> int:
    found = cell.find(f"{qn('w:tcPr')}/{qn('w:tcW')}")
    return int(found.get(qn("w:w"), 0)) if found is not None and found.get(qn("w:type"), "dxa") == "dxa" else 0
