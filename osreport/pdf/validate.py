"""What the validator holds against a PDF."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from itertools import chain

import page

from osreport.memory import is_huge
from osreport.structs import Struct

# PDF/UA-1 (ISO 14289-1) and PDF/A-2a (ISO 19005-2), by the names of page-validation.
PROFILES = ("ua1", "2a")


class Failure(Struct):
    """A broken rule: its id and profile, the validator's words for it in English, and in how many places.

    The validator stops at the first place of some rules, so a count may be too low, but never too high.
    """

    rule: str
    profile: str
    message: str
    count: int


def failures(pdf: bytes) -> tuple[Failure, ...]:
    """Every broken rule of both profiles, in the order the validator finds them; none for a good file.

    The validator takes a hundred times the room of the file.
    """
    with ThreadPoolExecutor(1 if is_huge(pdf) else len(PROFILES)) as side_by_side:
        return tuple(chain.from_iterable(side_by_side.map(partial(_failures, pdf), PROFILES)))


def _failures(pdf: bytes, profile: str) -> list[Failure]:
    report = page.validate_pdf_bytes(pdf, profile=profile, limits=_limits())
    counts = Counter(failure.rule_id for failure in report.failures)
    messages = {failure.rule_id: failure.message for failure in reversed(report.failures)}
    return [Failure(rule, profile, messages[rule], count) for rule, count in counts.items()]


def _limits() -> page.SafetyLimits:
    """The validator's own limits, but for tables: ours may be long. Without the others, a circle would never end."""
    return page.SafetyLimits(max_table_span=1_000_000, max_table_grid_rows=1_000_000, max_table_grid_cells=100_000_000)
