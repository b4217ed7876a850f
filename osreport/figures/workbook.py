"""The workbook behind a chart, opened by Word's «Rediger data»: categories down, series across."""

from collections.abc import Sequence
from datetime import UTC, datetime
from decimal import Decimal
from io import BytesIO
from typing import Any

SHEET = "Ark1"
# A workbook must say when it was made; a fixed day keeps its bytes the same.
MADE = datetime(2000, 1, 1, tzinfo=UTC)


def written(categories: Sequence[str], series: Sequence[tuple[str, Sequence[Decimal | None]]]) -> bytes:
    """The workbook; the same figures give the same bytes."""
    import xlsxwriter

    stream = BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        book.set_properties({"created": MADE})
        sheet = book.add_worksheet(SHEET)
        _write_column(sheet, 0, ("", *categories))
        for column, (name, values) in enumerate(series, 1):
            _write_column(sheet, column, (name, *values))
    return stream.getvalue()


def category_cells(count: int) -> str:
    """Where the names of so many categories stand."""
    return _cells(0, 1, count)


def name_cell(series: int) -> str:
    """Where the name of a series stands; the first series is number 0."""
    return _cells(series + 1, 0, 0)


def value_cells(series: int, count: int) -> str:
    """Where a series has its values."""
    return _cells(series + 1, 1, count)


def _write_column(sheet: Any, column: int, cells: Sequence[str | Decimal | None]) -> None:
    for row, cell in enumerate(cells):
        if isinstance(cell, Decimal):
            sheet.write_number(row, column, cell)
        elif cell:
            # Not `write`, to which a name that begins with = is a formula.
            sheet.write_string(row, column, cell)


def _cells(column: int, first: int, last: int) -> str:
    from xlsxwriter.utility import xl_range_abs

    return f"{SHEET}!{xl_range_abs(first, column, last, column)}"
