"""Tables after filling: columns that add up to the table's width, and cells that Word can open."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import accumulate
from typing import Any

from docx.oxml.ns import qn

from osreport.figures.lettering import Lettering, width

from .columns import align
from .ooxml import VALUE, Element, element, text_of

POINT = 20  # twips
CELL = Lettering(10, "", bold=True)  # the widest lettering in the tables of our templates, in points
PADDING = 220
LONGEST_WORD, LONGEST_TEXT = 2600, 7000
TABLE, ROW, CELLS, PARAGRAPH, SECTION = (qn(f"w:{name}") for name in ("tbl", "tr", "tc", "p", "sectPr"))
WIDTH, CELL_WIDTH, SPAN = qn("w:w"), f"{qn('w:tcPr')}/{qn('w:tcW')}", qn("w:gridSpan")
SPANS = (SPAN, qn("w:gridBefore"), qn("w:gridAfter"))


def mend_tables(root: Element) -> None:
    """Gives every table below the root widths that fit its columns, and every cell a last paragraph.

    A cell must end in a paragraph (ISO/IEC 29500-1, 17.4.65); Word refuses the file otherwise.
    """
    for cell in root.iter(CELLS):
        if len(cell) == 0 or cell[-1].tag != PARAGRAPH:
            cell.append(_empty_like(cell))
    for table, texts in _with_text_widths(root):
        _set_widths(table, texts)


def _with_text_widths(root: Element) -> Iterator[tuple[Element, Sequence[int]]]:
    """Every table, and how wide the text is in its own section and in those below; one walk from the end."""
    below: list[int] = []
    for each in reversed(list(root.iter(TABLE, SECTION))):
        if each.tag == SECTION:
            below.insert(0, _text_width(each))
        else:
            yield each, below


def _empty_like(cell: Element) -> Element:
    """An empty paragraph in the style of the nearest text of its row, so that it makes no row higher."""
    row = next(cell.iterancestors(qn("w:tr")))
    empty = element("w:p")
    if style := next((p.style for p in row.iter(qn("w:p")) if p.style), None):
        empty.get_or_add_pPr().style = style
    return empty


def _set_widths(table: Element, texts: Sequence[int]) -> None:
    """The columns as the fullest row has them, made to fill the room and to hold their longest words."""
    rows = [row.findall(CELLS) for row in table.findall(ROW)]
    spans = _spans(table, rows)
    plain = [row for row in rows if row and not any(cell in spans for cell in row)]
    if not plain:
        return
    declared = [_width(cell) for cell in max(plain, key=len)]
    room = _room(texts, sum(int(column.get(WIDTH)) for column in table.tblGrid))
    if not all(declared) or room <= 0:
        return
    columns = [_texts(cells) for cells in zip(*(row for row in plain if len(row) == len(declared)), strict=True)]
    least = [_longest(_words(texts), LONGEST_WORD) for texts in columns]
    if len(set(declared)) == 1:  # one column shown for all: what stands in them decides
        wanted = [_longest(texts, LONGEST_TEXT) for texts in columns]
        _apply(table, rows, spans, _shared(wanted, least, room))
    else:
        _apply(table, rows, spans, _fitted(declared, least, room))


def _spans(table: Element, rows: Sequence[Sequence[Element]]) -> dict[Element, int]:
    """The columns of each cell that takes more than one, after every row has been cut along the same columns."""
    if {len(row) for row in rows} != {len(table.tblGrid)} or next(table.iter(*SPANS), None) is not None:
        align(table)
    taken = ((span.getparent().getparent(), int(span.get(VALUE))) for span in table.iter(SPAN))
    return {cell: columns for cell, columns in taken if columns > 1}


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


def _room(texts: Sequence[int], total: int) -> int:
    """How wide the table may be: as wide as the text if it is so in the template, and never wider."""
    if not texts:
        return total
    return texts[0] if total * 100 >= min(texts) * 95 else min(total, texts[0])


def _text_width(section: Any) -> int:
    page, margins = section.find(qn("w:pgSz")), section.find(qn("w:pgMar"))
    return int(page.get(WIDTH)) - int(margins.get(qn("w:left"))) - int(margins.get(qn("w:right")))


def _texts(cells: Iterable[Element]) -> set[str]:
    """What the paragraphs of the cells say, each text once."""
    return {text_of(paragraph) for cell in cells for paragraph in cell.iter(PARAGRAPH)}


def _words(texts: Iterable[str]) -> set[str]:
    """The pieces that a line can hold: a text breaks at blanks, and after hyphens and slashes."""
    return {word for text in texts for word in text.replace("-", "- ").replace("/", "/ ").split()}


def _longest(texts: Iterable[str], limit: int) -> int:
    return min(max(map(_twips, texts), default=0), limit)


@lru_cache(maxsize=20_000)
def _twips(text: str) -> int:
    return int(width(text, CELL) * POINT) + PADDING


def _apply(table: Element, rows: Iterable[Iterable[Element]], spans: Mapping[Element, int], widths: list[int]) -> None:
    grid = table.tblGrid
    for column in list(grid):
        grid.remove(column)
    grid.extend(element("w:gridCol", w_w=width) for width in widths)
    edges = [0, *accumulate(widths)]
    table.tblPr.find(qn("w:tblW")).set(WIDTH, str(edges[-1]))
    for row in rows:
        at = 0
        for cell in row:
            end = min(at + spans.get(cell, 1), len(widths))
            stated = cell.find(CELL_WIDTH)
            stated = cell.get_or_add_tcPr().get_or_add_tcW() if stated is None else stated
            stated.set(WIDTH, str(edges[end] - edges[at]))
            at = end


def _width(cell: Any) -> int:
    found = cell.find(CELL_WIDTH)
    return int(found.get(WIDTH, 0)) if found is not None and found.get(qn("w:type"), "dxa") == "dxa" else 0
