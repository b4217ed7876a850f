"""Days on which many are away, as the catalogue lists them: which of them fall in a stretch of days."""

from calendar import monthrange
from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from osreport.model.lovkatalog import Fridag
from osreport.structs import Struct

WEEKDAYS = ("mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag")
SATURDAY = 5


class Away(Struct):
    """A holiday, or many days of one, in a year."""

    navn: str
    first: date
    last: date

    @property
    def is_long(self) -> bool:
        return self.first != self.last


def away(fridager: Iterable[Fridag], first: date, last: date) -> tuple[Away, ...]:
    """What there is of holidays from one day to another, both included, in the order of the calendar."""
    years = range(first.year - 1, last.year + 1)  # Christmas goes on into the next year
    found = (_in_year(each, year) for year in years for each in fridager)
    return tuple(sorted((each for each in found if each.first <= last and first <= each.last), key=_begins))


def named_once(found: Iterable[Away]) -> tuple[Away, ...]:
    """Those that no longer one among them holds."""
    known = tuple(found)
    return tuple(
        each
        for each in known
        if each.is_long or not any(span.is_long and span.first <= each.first <= span.last for span in known)
    )


def weekday(day: date) -> str:
    return WEEKDAYS[day.weekday()]


def easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar (J. Meeus, Astronomical Algorithms, 2nd ed. 1998, chapter 8)."""
    a, (b, c) = year % 19, divmod(year, 100)
    d, e = divmod(b, 4)
    g = (b - (b + 8) // 25 + 1) // 3
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    month, day = divmod(h + m - 7 * n + 114, 31)
    return date(year, month, day + 1)


def _in_year(fridag: Fridag, year: int) -> Away:
    first = _first_day(fridag.dag, year)
    return Away(fridag.navn, first, first + timedelta(days=fridag.varer - 1))


def _first_day(written: str, year: int) -> date:
    if written.startswith("påske"):
        return easter(year) + timedelta(days=int(written.removeprefix("påske") or 0))
    month, day = map(int, written.split("-"))
    return date(year, month, min(day, monthrange(year, month)[1]))  # 29 February


def _begins(each: Away) -> tuple[date, date]:
    return each.first, each.last


def days_of(found: Iterable[Away]) -> Iterator[str]:
    """Each with its days, as a message names them."""
    for each in found:
        yield f"{each.navn} {each.first:%d.%m.%Y}" + (f"–{each.last:%d.%m.%Y}" if each.is_long else "")
