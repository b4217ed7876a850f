"""The numbers of chapters, figures and tables: counted as they are read, or kept as they were frozen."""

from osreport.numbering.freezes import ADOPTED, earlier, frozen_on, in_force
from osreport.numbering.numbers import (
    Gone,
    Numbered,
    Numbers,
    by_kind,
    carried,
    chapter_numbers,
    counted,
    numbered,
    numbers_of,
)
from osreport.numbering.siblings import Order, in_order, told_apart

__all__ = [
    "ADOPTED", "Gone", "Numbered", "Numbers", "Order", "by_kind", "carried", "chapter_numbers", "counted", "earlier",
    "frozen_on", "in_force", "in_order", "numbered", "numbers_of", "told_apart",
]  # fmt: skip
