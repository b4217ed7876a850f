"""TABELL: numbers of cases, as they are written, and their years against that of the adoption."""

import re
from collections.abc import Iterator

from osreport.model.vedtak import Vedtak
from osreport.model.verdi import Behandling, Dato

from .checked import Checked
from .finding import Code, Finding

CODES = (
    Code("TABELL020", "Året i et saksnummer er året saken ble vedtatt.", "advarsel"),
    Code("TABELL021", "Et saksnummer har nummer og år, for eksempel 12/25, PS 12/25 eller 25/1234.", "merknad"),
)
FORM = re.compile(
    r"(?:(?!sak\b)[^\W\d_][^\W\d_.-]*\.?[ -]?)?(?P<first>\d{1,5})/(?P<last>\d{1,5})(?:[-–]\d+)?", re.IGNORECASE
)
LONGEST_IN_THE_ARCHIVE = 4  # years from a case is opened under its number until it is decided
LAST_TWO = 100


def numbers_of_cases_are_of_their_year(checked: Checked) -> Iterator[Finding]:
    for path, element in checked.elements:
        if isinstance(element, Behandling | Vedtak) and element.sak != "ukjent":
            match = FORM.fullmatch(element.sak)
            if match is None:
                said = f"«{element.sak}» er ikke skrevet som et saksnummer."
                yield Finding(
                    "TABELL021", (*path, "sak"), said, "Skriv nummer og år, for eksempel 12/25 eller 25/1234."
                )
            elif isinstance(element.dato, Dato) and not _is_of(match, element.dato.år):
                said = f"Saksnummeret {element.sak} er fra et annet år enn {element.dato.år}."
                yield Finding("TABELL020", (*path, "sak"), said, "Se etter om saken eller datoen er feil.")


def _is_of(match: re.Match[str], year: int) -> bool:
    """Whether it ends with the year as cases of a meeting do, or begins with it or one before as those of archives."""
    opened = {each % LAST_TWO for each in range(year - LONGEST_IN_THE_ARCHIVE, year + 1)}
    return _two(match["last"]) == year % LAST_TWO or _two(match["first"]) in opened


def _two(number: str) -> int | None:
    """The year in two figures, if it can be one."""
    return int(number) % LAST_TWO if len(number) == 2 or (len(number) == 4 and number[:2] in {"19", "20"}) else None  # noqa: PLR2004 - figures of a year
