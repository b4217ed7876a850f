"""Points of inputs to a hearing as causes: those that led to the very change that was made."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from osreport.model.endring import Endring, Erstatt, Fjern, Flytt, FlyttÅr, LeggTil, Sett
from osreport.model.merknad import Merknad, Merknadspunkt
from osreport.model.planverk import Planverk
from osreport.model.verdi import Dato

from .change import Cause, Change
from .values import written

Day = tuple[int, int, int]


@dataclass(frozen=True)
class Remarked:
    """A point as a cause, and the changes that it led to."""

    cause: Cause
    changes: tuple[Endring, ...]

    def made(self, change: Change) -> bool:
        """Whether the change is one of them: the same element, and the same thing done to it."""
        return any(each.slag in MADE and MADE[each.slag](each.innhold, change) for each in self.changes)


def remarked(planverk: Planverk, day: Day | None) -> tuple[Remarked, ...]:
    """Every point of a state that led to a change, of the inputs that were there on its day."""
    there = (each for each in planverk.merknader if day is None or _received(each) <= day)
    return tuple(Remarked(_cause(each, point), point.endringer) for each in there for point in each.punkter)


def _received(merknad: Merknad) -> Day:
    return merknad.mottatt.sortering if isinstance(merknad.mottatt, Dato) else (0, 0, 0)


def _cause(merknad: Merknad, point: Merknadspunkt) -> Cause:
    """Nothing of who sent it and what it says where that is not for everyone: the changes may be published."""
    day = written(merknad.mottatt) if isinstance(merknad.mottatt, Dato) else ""
    if merknad.avsender.er_skjermet or merknad.unntatt:
        return Cause("merknad", point.id, day)
    return Cause("merknad", point.id, day, merknad.avsender.navn, point.sammendrag or "")


def ids(value: Any) -> Iterator[str]:
    """Every id in what a change brings in."""
    if isinstance(value, Mapping):
        yield from [str(value["id"])] if "id" in value else []
        value = tuple(value.values())
    if isinstance(value, list | tuple):
        for member in value:
            yield from ids(member)


def _replaced(told: Erstatt, change: Change) -> bool:
    same = change.address == told.adresse and change.what == "endret"
    return same and any(_holds(each.old, told.fra) and _holds(each.new, told.til) for each in change.fields)


def _set(told: Sett, change: Change) -> bool:
    same = change.address == told.adresse and change.what == "endret"
    return same and any(each.path[0] == told.felt and each.new == written(told.til) for each in change.fields)


def _added(told: LeggTil, change: Change) -> bool:
    return change.what == "ny" and bool(change.id) and change.id in set(ids(told.nye))


def _taken_out(told: Fjern, change: Change) -> bool:
    return change.what == "fjernet" and told.adresse in change.line


def _moved(told: Flytt, change: Change) -> bool:
    return change.what == "flyttet" and change.address == told.adresse


def _postponed(told: FlyttÅr, change: Change) -> bool:
    same = change.address == told.adresse and change.what == "endret"
    return same and any(each.path[0] == "revisjoner" and _holds(each.new, str(told.til)) for each in change.fields)


def _holds(text: str, words: str) -> bool:
    return " ".join(words.split()) in " ".join(text.split())


MADE: Mapping[str, Callable[[Any, Change], bool]] = {
    "erstatt": _replaced,
    "sett": _set,
    "legg_til": _added,
    "fjern": _taken_out,
    "flytt": _moved,
    "flytt_år": _postponed,
}
