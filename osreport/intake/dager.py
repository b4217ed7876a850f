"""A day as people and programs write it."""

import re
from datetime import date
from email.utils import parsedate_to_datetime

from .received import Day

WRITTEN = (
    re.compile(r"(?P<år>\d{4})-(?P<måned>\d{1,2})-(?P<dag>\d{1,2})(?!\d)"),
    re.compile(r"(?P<dag>\d{1,2})[./](?P<måned>\d{1,2})[./](?P<år>\d{4})(?!\d)"),
    re.compile(r"(?P<dag>\d{1,2})\.? (?P<navn>[a-zæøå]{3,9})\.? (?P<år>\d{4})(?!\d)", re.IGNORECASE),
)
MONTHS = ("jan", "feb", "mar", "apr", "mai", "jun", "jul", "aug", "sep", "okt", "nov", "des")
FIRST, LAST = 1990, 2100


def day(text: str) -> Day | None:
    """The day that the text begins with, after the name of a weekday at most; None where it is none."""
    text = re.sub(r"^\s*[a-zæøå]+dag,?\s+", "", text.strip(), flags=re.IGNORECASE)
    for shape in WRITTEN:
        if match := shape.match(text):
            told = match.groupdict()
            month = _month(told["navn"]) if "navn" in told else int(told["måned"])
            return _real(int(told["år"]), month, int(told["dag"]))
    return None


def _month(name: str) -> int:
    short = name[:3].lower()
    return MONTHS.index(short) + 1 if short in MONTHS else 0


def day_of_mail(header: str) -> Day | None:
    """The day in the header of an e-mail, as the clock of the sender had it."""
    try:
        moment = parsedate_to_datetime(header[:200])
    except (TypeError, ValueError, IndexError, OverflowError):
        return None
    return _real(moment.year, moment.month, moment.day)


def _real(year: int, month: int, number: int) -> Day | None:
    """The day, if there is such a day and anybody can have written it."""
    try:
        found = date(year, month, number)
    except ValueError:
        return None
    return (found.year, found.month, found.day) if FIRST <= found.year <= LAST else None
