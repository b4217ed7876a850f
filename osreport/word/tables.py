"""Tables after filling: columns that add up to the table's width, and cells that Word can open."""

from collections.abc import Sequence
from functools import lru_cache
from itertools import accumulate
from typing import Any

from docx.oxml.ns import qn

from osreport.figures.lettering import Lettering, width

from .ooxml import Element, element

POINT = 20  # twips
CELL = Lettering(10, "", bold=True)  # the widest lettering in the tables of our templates, in points
PADDING = 220
LONGEST_WORD, LONGEST_TEXT = 2600, 7000


def mend_tables(root: Element) -> None:
    """Gives every table below the root widths that fit its columns, and every cell a last paragraph.

    A cell must end in a paragraph (ISO/IEC 29500-1, 17.4.65); Word refuses the file otherwise.
    """
    for table in root.iter(qn("w:tbl")):
        for cell in table.iter(qn("w:tc")):
            if len(cell) == 0 or cell[-1].tag != qn("w:p"):
                cell.append(_empty_like(cell))
        _set_widths(table)


def _empty_like(cell: Element) -> Element:
    """An empty paragraph in the style of the nearest text of its row, so that it makes no row higher."""
    row = next(cell.iterancestors(qn("w:tr")))
    empty = element("w:p")
    if style := next((p.style for p in row.iter(qn("w:p")) if p.style), None):
        empty.get_or_add_pPr().style = style
    return empty


def _set_widths(table: Element) -> None:
    """The columns as the fullest row has them, made to fill the room and to hold their longest words."""
    rows = [row.findall(qn("w:tc")) for row in table.findall(qn("w:tr"))]
    plain = [row for row in rows if row and all(_span(cell) == 1 for cell in row)]
    if not plain:
        return
    declared = [_width(cell) for cell in max(plain, key=len)]
    room = _room(table, sum(int(column.get(qn("w:w"))) for column in table.tblGrid))
    if not all(declared) or room <= 0:
        return
    columns = list(zip(*(row for row in plain if len(row) == len(declared)), strict=True))
    least = [max(_longest_word(cell) for cell in column) for column in columns]
    if len(set(declared)) == 1:  # one column shown for all: what stands in them decides
        wanted = [max(_longest_text(cell) for cell in column) for column in columns]
        _apply(table, rows, _shared(wanted, least, room))
    else:
        _apply(table, rows, _fitted(declared, least, room))


def _shared(wanted: Sequence[int], least: Sequence[int], room: int) -> list[int]:
    """The room by what each column wants, beyond its longest word."""
    spare = room - sum(least)
    more = [max(want - lower, PADDING) for want, lower in zip(wanted, least, strict=True)]
    if spare < 0:
        return [room * lower // sum(least) for lower in least]
    return [lower + spare * part // sum(more) for lower, part in zip(least, more, strict=True)]


def _fitted(declared: Sequence[int], least: Sequence[int], room: int) -> list[int]:
    """The declared widths, none narrower than its longest word; the column with most to give takes the difference."""
    widths = [max(pair) for pair in zip(declared, least, strict=True)]
    giver = max(range(len(widths)), key=lambda column: widths[column] - least[column])
    widths[giver] += room - sum(widths)
    return widths if widths[giver] >= least[giver] else _shared(declared, least, room)


def _room(table: Element, total: int) -> int:
    """How wide the table may be: as wide as the text if it is so in the template, and never wider."""
    sections = table.xpath("following::w:sectPr")
    if not sections:
        return total
    text, standing = _text_width(sections[0]), min(map(_text_width, sections))
    return text if total * 100 >= standing * 95 else min(total, text)


def _text_width(section: Any) -> int:
    page, margins = section.find(qn("w:pgSz")), section.find(qn("w:pgMar"))
    return int(page.get(qn("w:w"))) - int(margins.get(qn("w:left"))) - int(margins.get(qn("w:right")))


def _longest_word(cell: Element) -> int:
    words = (word for text in _texts(cell) for word in text.replace("-", "- ").replace("/", "/ ").split())
    return min(max(map(_twips, words), default=0), LONGEST_WORD)


def _longest_text(cell: Element) -> int:
    return min(max(map(_twips, _texts(cell)), default=0), LONGEST_TEXT)


def _texts(cell: Element) -> list[str]:
    return ["".join(text.text or "" for text in paragraph.iter(qn("w:t"))) for paragraph in cell.iter(qn("w:p"))]


@lru_cache(maxsize=20_000)
def _twips(text: str) -> int:
    return int(width(text, CELL) * POINT) + PADDING


def _apply(table: Element, rows: list[list[Element]], widths: list[int]) -> None:
    grid = table.tblGrid
    for column in list(grid):
        grid.remove(column)
    grid.extend(element("w:gridCol", w_w=width) for width in widths)
    edges = [0, *accumulate(widths)]
    table.tblPr.find(qn("w:tblW")).set(qn("w:w"), str(edges[-1]))
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
