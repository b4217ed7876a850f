"""A plan set as the items that can be told of one by one: what has an id, the blocks of a chapter, each whole file."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any, get_args

from osreport.kinds import KIND_OF
from osreport.model.dokument import BLOKKER, Listeblokk, Tabellblokk
from osreport.model.frosne_numre import FrosneNumre, FrossetNummer
from osreport.model.ordliste import Begrep, Forkortelse
from osreport.model.planverk import Planverk
from osreport.model.vedtatt_plan import VedtattPlan
from osreport.model.verdi import Verdi
from osreport.model.walk import Path
from osreport.structs import Struct

from .values import written

Key = tuple[str, ...]
Name = tuple[str, ...]
NAMED_BY: dict[type[Verdi], str] = {VedtattPlan: "plan", Forkortelse: "kort", Begrep: "bruk", FrosneNumre: "dato"}
BLOCKS = tuple(BLOKKER.values())
PLANS = tuple(name for name in Planverk.model_fields if name not in {"høringer", "utsendinger", "merknader"})


class Item(Struct):
    """Something that can be new, changed, moved or gone; `slot` is the field of its parent that it stands in.

    `fields` are its own: those of values in it without ids too, but nothing of the items below it.
    """

    key: Key
    element: Verdi
    path: Path
    parent: Key
    slot: Name
    fields: Mapping[Name, Any]

    @property
    def id(self) -> str:
        return "" if isinstance(self.element, BLOCKS) else _id(self.element)


def items(planverk: Planverk) -> dict[Key, Item]:
    """Every item of the plans by its key, each after the one that it belongs to; what a hearing brought in is none."""
    walk = _Walk()
    for name in PLANS:
        value = getattr(planverk, name)
        if isinstance(value, tuple):
            walk.field(value, (name,), (), (name,), {})
        else:
            walk.item(value, (name,), (), ("fil", name), (name,))
    return walk.found


@dataclass
class _Walk:
    found: dict[Key, Item] = field(default_factory=dict)

    def item(self, element: Verdi, path: Path, parent: Key, key: Key, slot: Name) -> None:
        own: dict[Name, Any] = {}
        while key in self.found:  # sources that are not checked may use an id twice
            key = (*key, "")
        self.found[key] = Item(key, element, path, parent, slot, own)
        self._inside(element, path, key, (), own)

    def _inside(self, value: Verdi, path: Path, key: Key, before: Name, own: dict[Name, Any]) -> None:
        for name in type(value).model_fields:
            self.field(getattr(value, name), (*path, name), key, (*before, name), own)

    def field(self, value: Any, path: Path, key: Key, name: Name, own: dict[Name, Any]) -> None:
        """What one field holds: items, values with items in them, or something of the item's own."""
        members = tuple(_members(value, path))
        if members and all(_is_item(type(member)) for member, _ in members):
            for member, place in members:
                self._member(member, place, key, name)
        elif isinstance(value, Verdi) and _holds_items(type(value)):
            self._inside(value, path, key, name, own)
        elif value != ():
            own[name] = value

    def _member(self, member: Verdi, path: Path, parent: Key, slot: Name) -> None:
        if isinstance(member, Listeblokk):
            member, path = member.liste, (*path, "liste")
        elif isinstance(member, Tabellblokk):
            member, path = member.tabell, (*path, "tabell")
        self.item(member, path, parent, _key(member, path, parent), slot)


def _members(value: Any, path: Path) -> Iterator[tuple[Verdi, Path]]:
    if isinstance(value, Verdi):
        yield value, path
    elif isinstance(value, tuple):
        yield from ((each, (*path, index)) for index, each in enumerate(value) if isinstance(each, Verdi))


def _key(element: Verdi, path: Path, parent: Key) -> Key:
    """The kind and id; for what has an id only inside its parent, that too; for a block, the number in its chapter."""
    kind = KIND_OF.get(type(element))
    if isinstance(element, BLOCKS):
        return (*parent, "blokk", str(path[-1]))
    id_ = _id(element)
    return (kind, id_) if kind else (*parent, type(element).__name__, id_)


def _id(element: Verdi) -> str:
    if isinstance(element, FrosneNumre):
        return f"{element.dokument}-{written(element.dato)}"
    return str(getattr(element, _named_by(type(element)), ""))


@cache
def _named_by(model: type[Verdi]) -> str:
    return NAMED_BY.get(model, "id")


@cache
def _is_item(model: type[Verdi]) -> bool:
    return (_named_by(model) in model.model_fields or model in BLOCKS) and model is not FrossetNummer


@cache
def _holds_items(model: type[Verdi]) -> bool:
    return any(_reaches_items(info.annotation) for info in model.model_fields.values())


def _reaches_items(annotation: Any) -> bool:
    if isinstance(annotation, type) and issubclass(annotation, Verdi):
        return _is_item(annotation) or _holds_items(annotation)
    return any(_reaches_items(member) for member in get_args(annotation))
