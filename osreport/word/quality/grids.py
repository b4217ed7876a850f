"""Tables as a screen reader meets them: a header row on top, and rows that fill the same columns."""

from collections.abc import Iterator
from typing import Any

from osreport.word.namespaces import Element, qn

from .fault import HEADLESS, RAGGED, Finding
from .opened import Package, is_on, path, text

ROWS = path("w:tr | w:sdt/w:sdtContent/w:tr")
CELLS = path("w:tc | w:sdt/w:sdtContent/w:tc")
COLUMNS = path("count(w:tblGrid/w:gridCol)")
WIDER = path("w:tc/w:tcPr/w:gridSpan/@w:val | w:sdt/w:sdtContent/w:tc/w:tcPr/w:gridSpan/@w:val")
LEFT_OUT = path("w:trPr/w:gridBefore/@w:val | w:trPr/w:gridAfter/@w:val")
INDENT = path("sum(w:trPr/w:gridBefore/@w:val)")
HEADER = f"{qn('w:trPr')}/{qn('w:tblHeader')}"
SPAN, MERGE = (f"{qn('w:tcPr')}/{qn(name)}" for name in ("w:gridSpan", "w:vMerge"))
RECIPES = ("{%tr", "{%tc")  # rows of a template that hold these are repeated, or their cells are


def tables_have_header_rows(package: Package) -> Iterator[Finding]:
    """WCAG 2.1, 1.3.1: a table says what its columns hold. Tables in headers and footers are mere layout."""
    for part, table, rows in _tables(package, RECIPES[:1], aside=False):
        if not rows or not is_on(rows[0].find(HEADER)):
            yield Finding(HEADLESS, "Tabell uten overskriftsrad", part, table)


def rows_fill_the_grid(package: Package) -> Iterator[Finding]:
    """29500-1, 17.4.48: the columns of every row, merged and left out ones counted, are those of the table."""
    for part, table, rows in _tables(package, RECIPES):
        columns = int(COLUMNS(table))
        for row in rows:
            if (found := _columns(row)) != columns:
                yield Finding(RAGGED, f"Tabellrad med {found} i stedet for {columns} kolonner", part, row)


def merged_cells_continue_one_above(package: Package) -> Iterator[Finding]:
    """29500-1, 17.4.84: a cell that continues a merged one stands right below it, and is as wide."""
    for part, table, rows in _tables(package, RECIPES):
        above: set[tuple[int, int]] = set()
        merging = next(table.iter(qn("w:vMerge")), None) is not None
        for row in rows if merging else ():
            cells = {place: merge for place, merge in _placed(row) if merge is not None}
            if any(_continues(merge) and place not in above for place, merge in cells.items()):
                yield Finding(RAGGED, "Sammenslått celle som ikke passer med raden over", part, row)
            above = set(cells)


def _tables(
    package: Package, recipes: tuple[str, ...], *, aside: bool = True
) -> Iterator[tuple[str, Element, list[Any]]]:
    """Every table with its rows; in a template, without the rows in which one of the recipes stands."""
    for story in package.stories:
        for table in story.root.iter(qn("w:tbl")) if aside or not story.is_aside else ():
            rows = ROWS(table)
            if package.is_template:
                rows = [row for row in rows if not any(recipe in text(row) for recipe in recipes)]
            yield story.part, table, rows


def _columns(row: Element) -> int:
    wider = WIDER(row)
    return len(CELLS(row)) - len(wider) + sum(map(int, wider)) + sum(map(int, LEFT_OUT(row)))


def _placed(row: Element) -> Iterator[tuple[tuple[int, int], Element | None]]:
    """The first column and the width of every cell, and how it is merged with the one above."""
    at = int(INDENT(row))
    for cell in CELLS(row):
        span = cell.find(SPAN)
        width = int(span.get(qn("w:val"))) if span is not None else 1
        yield (at, width), cell.find(MERGE)
        at += width


def _continues(merge: Element) -> bool:
    return bool(merge.get(qn("w:val"), "continue") == "continue")


RULES = (tables_have_header_rows, rows_fill_the_grid, merged_cells_continue_one_above)
