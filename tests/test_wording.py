"""Dates and observations as they are printed."""

from decimal import Decimal

import pytest

from osreport import wording
from osreport.model.verdi import Dato


@pytest.mark.parametrize(
    ("date", "language", "printed"),
    [
        ("2014-K3", "nb", "3.\u00a0kvartal 2014"),
        ("2015", "nb", "2015"),
        ("2020-12", "nn", "desember 2020"),
        ("2024-01-25", "nb", "25.\u00a0januar 2024"),
    ],
)
def test_a_date_is_printed_as_exactly_as_it_is_known(date: str, language: str, printed: str) -> None:
    assert wording.day(Dato.model_validate(date), language) == printed


@pytest.mark.parametrize(
    ("value", "printed"), [("1870", "1870"), ("9999", "9999"), ("10000", "10\u00a0000"), ("22.8", "22,8")]
)
def test_numbers_are_set_apart_from_five_digits_on(value: str, printed: str) -> None:
    assert wording.number(Decimal(value)) == printed
