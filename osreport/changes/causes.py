"""Why a change came about: the decision that made it, and the input that led to it, or else the commits."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from osreport import repository
from osreport.model.merknad import Merknadspunkt
from osreport.model.vedtak import Vedtak
from osreport.model.verdi import Dato
from osreport.model.walk import elements
from osreport.repository import Commit
from osreport.sources.reader import Kilder
from osreport.structs import Struct, replace
from osreport.treatment import Point, points, sender, summary

from .change import Cause, Change
from .items import Key
from .values import written

Day = tuple[int, int, int]
ADDRESS = 2  # a kind and an id


class Side(Struct):
    """One state: what it says, on which day, and where git has it: the commit, empty for the files at hand.

    `file` turns the name of a file in a problem into its path in the repository.
    """

    kilder: Kilder
    day: Day | None = None
    commit: str = ""
    called: str = ""
    under: str = ""

    def file(self, named: str) -> str:
        below = named.removeprefix(self.called).lstrip("/")
        return below if self.under == "." else f"{self.under}/{below}"


def explained(changes: Iterable[Change], old: Side, new: Side, root: Path | None) -> tuple[Change, ...]:
    """The changes with their places and causes; outside git and between two days of one state, no commit is one."""
    known = {decision.id for decision in in_force(old)}
    decided = [_Decided.by(decision, new.kilder) for decision in in_force(new) if decision.id not in known]
    decided += [_Decided.asked(point) for point in _grounds(old, new)]
    history = _History(root, old, new) if root and old.commit and old.commit != new.commit else None
    return tuple(_explained(change, old, new, decided, history) for change in changes)


def _explained(change: Change, old: Side, new: Side, decided: list["_Decided"], history: "_History | None") -> Change:
    side, path = (new, change.new) if change.new is not None else (old, change.old or ())
    placed = replace(change, place=side.kilder.places.of(path))
    if change.what == "omnummerert":
        return placed
    causes = tuple(each.cause for each in decided if each.made(change))
    return replace(placed, causes=causes or tuple(history.causes(placed) if history else ()))


def taken(side: Side) -> Iterator[Vedtak]:
    """The decisions that were taken up to the day of the state, whatever came of them."""
    decided = (each for each in side.kilder.planverk.vedtak if each.resultat != "foreslått")
    yield from (each for each in decided if side.day is None or each.dato.sortering <= side.day)


def in_force(side: Side) -> Iterator[Vedtak]:
    adopted = (each for each in side.kilder.planverk.vedtak if each.resultat == "vedtatt")
    yield from (each for each in adopted if side.day is None or each.dato.sortering <= side.day)


def _grounds(old: Side, new: Side) -> Iterator[Point]:
    """The points of input that have changed something in the new state and not in the old."""
    before, after = ({id_ for ids in side.kilder.grounds.values() for id_ in ids} for side in (old, new))
    planverk = new.kilder.planverk
    every = (point for each in planverk.høringer for point in points(planverk, each.id))
    yield from (point for point in every if point.punkt.id in after - before)


class _Decided(Struct):
    """A decision or an input as a cause, the addresses of the elements that it changes, the ids of those it adds."""

    cause: Cause
    addresses: frozenset[Key]
    added: frozenset[str]

    @classmethod
    def by(cls, decision: Vedtak, kilder: Kilder) -> "_Decided":
        """The decision itself; what its hearing led to it has changed as well."""
        led = tuple(point.punkt for point in points(kilder.planverk, decision.høring or ""))
        cause = Cause("vedtak", decision.id, written(decision.dato), decision.organ, decision.gjelder)
        return cls._of(cause, (decision, *led))

    @classmethod
    def asked(cls, point: Point) -> "_Decided":
        """A point of an input; who sent it is masked, since what is told here may be published."""
        merknad, punkt = point.merknad, point.punkt
        came = written(merknad.mottatt) if isinstance(merknad.mottatt, Dato) and not merknad.unntatt else ""
        cause = Cause("merknad", f"{merknad.id}/{punkt.id}", came, sender(merknad), summary(merknad, punkt))
        return cls._of(cause, (punkt,))

    @classmethod
    def _of(cls, cause: Cause, by: tuple[Vedtak | Merknadspunkt, ...]) -> "_Decided":
        told = [element for each in by for _, element in elements(each) if not isinstance(element, Merknadspunkt)]
        addresses = {each for element in told if isinstance(each := getattr(element, "adresse", None), tuple)}
        added = {id_ for element in told for id_ in _ids(getattr(element, "nye", ()))}
        own = frozenset(("fil", each[1]) if each[0] == "dokument" else each for each in addresses)
        return cls(cause, own, frozenset(added))

    def made(self, change: Change) -> bool:
        """Whether it speaks of the element, adds it, takes away what it stood in, or is named in it."""
        own = next((key for key in change.line if len(key) == ADDRESS), ())
        line = {own, *(change.line if change.what == "fjernet" else ())}
        named = any(field.new == self.cause.id for field in change.fields)
        return bool(self.addresses & line) or (change.what == "ny" and change.id in self.added) or named


def _ids(value: Any) -> Iterator[str]:
    if isinstance(value, Mapping):
        yield from [str(value["id"])] if "id" in value else []
        value = tuple(value.values())
    if isinstance(value, list | tuple):
        for member in value:
            yield from _ids(member)


@dataclass
class _History:
    """What git tells of the files between two states, asked for once a file."""

    root: Path
    old: Side
    new: Side
    commits: dict[str, dict[str, Commit]] = field(default_factory=dict)
    lines: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def causes(self, change: Change) -> Iterator[Cause]:
        """The commits that the lines came with; where none of them is new, those that touched the file."""
        file = (self.old if change.new is None else self.new).file(change.place.file)
        known, came_with = self._asked(file)
        wanted = dict.fromkeys(came_with[line - 1] for line in _lines(change, self.new) if line <= len(came_with))
        found = [name for name in wanted if name in known or not name]
        working = not self.new.commit and ("" in came_with or not came_with)
        others = [*known, *([""] if working or (not known and not self.new.commit) else [])]
        yield from (_cause(known.get(name), sure=bool(found) or len(others) == 1) for name in found or others)

    def _asked(self, file: str) -> tuple[dict[str, Commit], tuple[str, ...]]:
        if file not in self.lines:
            told = repository.commits(self.root, self.old.commit, self.new.commit or "HEAD", file)
            self.commits[file] = {each.id: each for each in told}
            self.lines[file] = repository.commits_of_lines(self.root, self.new.commit, file)
        return self.commits[file], self.lines[file]


def _lines(change: Change, new: Side) -> Iterator[int]:
    """The lines of what is new in the element."""
    if change.new is not None:
        own = [(*change.new, *field.path) for field in change.fields] if change.what == "endret" else [change.new]
        for path in own:
            yield from new.kilder.places.lines(path)


def _cause(commit: Commit | None, *, sure: bool) -> Cause:
    if commit is None:
        return Cause("ulagret", what="Endret i filene, ikke lagret i git", sure=sure)
    return Cause("commit", commit.id, commit.date, commit.who, commit.what, sure)
