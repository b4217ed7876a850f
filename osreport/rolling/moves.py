"""Which years earlier decisions have put off, and until when."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from osreport.model.endring import FlyttÅr, Innhold, Sett
from osreport.model.vedtak import Vedtak
from osreport.structs import Struct


class Moves(Struct):
    """The year that each year was put off from, by the plan and the year it became."""

    before: Mapping[tuple[str, int], int]

    def chain(self, plan: str, year: int) -> tuple[int, int]:
        """How many times it had been put off to become this year, and which year was the first."""
        times = 0
        while earlier := self.before.get((plan, year)):
            times, year = times + 1, earlier
        return times, year


def moves(decisions: Sequence[Vedtak]) -> Moves:
    """What adopted decisions have put off: a year moved, or one gone where a later one stands."""
    found: dict[tuple[str, int], int] = {}
    for decision in decisions:
        if decision.resultat == "vedtatt":
            for plan, earlier, later in _at_once(decision):
                found[plan, later] = min(earlier, found.get((plan, later), earlier))
    return Moves(found)


def _at_once(decision: Vedtak) -> Iterator[tuple[str, int, int]]:
    """Each plan, a year, and what it became by the whole decision: that is one move, in however many changes."""
    each_of = (moved for change in decision.endringer for moved in _moved(change.innhold))
    ahead = {(plan, earlier): later for plan, earlier, later in each_of}
    for (plan, earlier), first in ahead.items():
        later = first
        while (plan, later) in ahead:
            later = ahead[plan, later]
        yield plan, earlier, later


def _moved(change: Innhold) -> Iterator[tuple[str, int, int]]:
    if isinstance(change, FlyttÅr) and change.fra < change.til:
        yield change.plan, change.fra, change.til
    if isinstance(change, Sett) and change.plan and change.felt == "revisjoner":
        before, after = _years(change.fra), _years(change.til)
        done = {year for year, mark in after.items() if mark == "gjennomført" and year not in before}
        planned = {year for year, mark in after.items() if mark == "planlagt"}
        for gone in (year for year, mark in before.items() if mark == "planlagt" and year not in after):
            later = min((year for year in planned if year > gone), default=0)
            if later and not any(year > gone for year in done):
                yield change.plan, gone, later


def _years(listed: Any) -> dict[int, str]:
    """The years of a list of revisions and their marks; nothing of what is no such list."""
    members = [each for each in listed if isinstance(each, dict)] if isinstance(listed, tuple | list) else []
    marks = ((each.get("år"), "usikker" if each.get("usikker") else each.get("status", "planlagt")) for each in members)
    return {year: str(mark) for year, mark in marks if isinstance(year, int)}
