"""Two plan sets → every difference between them."""

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any

from osreport.model.planverk import Planverk
from osreport.numbering import chapter_numbers
from osreport.structs import Struct

from .change import Change, FieldChange, What
from .groups import Group, groups
from .items import Item, Key, items
from .pairing import moved, paired
from .values import field_name, kind_name, written
from .words import compared

TITLES = ("navn", "tittel", "tekst", "utheving", "tema", "kortnavn", "gjelder", "bruk", "kort", "vis")
LONGEST_TITLE = 60
KINDS = {
    "Tekstblokk": "avsnitt", "Uthevingsblokk": "utheving", "Vedtaksblokk": "sitert vedtak", "Figurblokk": "figur",
    "Visningsblokk": "visning", "Enkeltabell": "tabell", "Programpost": "post",
}  # fmt: skip
LEFT_OUT = frozenset({"id"})


def changes(old: Planverk, new: Planverk) -> tuple[Change, ...]:
    """Every difference, in the order a reader of the documents comes to it."""
    both = _Both(old, new)
    found = (*both.gone(), *both.kept())
    return tuple(sorted(found, key=lambda change: (change.group.rank, change.new or change.old or ())))


class _Both(Struct):
    """Both plan sets, with what is looked up in them."""

    before: Planverk
    after: Planverk

    @cached_property
    def old(self) -> dict[Key, Item]:
        return items(self.before)

    @cached_property
    def new(self) -> dict[Key, Item]:
        return items(self.after)

    @cached_property
    def pairs(self) -> dict[Key, Key]:
        return paired(self.old, self.new)

    @cached_property
    def old_groups(self) -> dict[Key, Group]:
        return groups(self.before, self.old)

    @cached_property
    def new_groups(self) -> dict[Key, Group]:
        return groups(self.after, self.new)

    @cached_property
    def old_mates(self) -> dict[Key, Item | None]:
        return _mates(self.old)

    @cached_property
    def new_mates(self) -> dict[Key, Item | None]:
        return _mates(self.new)

    def gone(self) -> Iterator[Change]:
        left = set(self.pairs.values())
        for key, item in self.old.items():
            if key not in left:
                fields = tuple(_fields(item.fields, {}, item))
                yield _change("fjernet", item, self._group_of_gone(item), self.old, fields=fields, old=item.path)

    def _group_of_gone(self, item: Item) -> Group:
        """Where what it stood in is printed now, if it is."""
        own, parent = self.old_groups[item.key], item.parent
        while parent and parent not in self.new:
            parent = self.old[parent].parent
        return self.new_groups[parent] if parent and self.old_groups[parent] == own else own

    def kept(self) -> Iterator[Change]:
        elsewhere = set(moved(self.old, self.new, self.pairs))
        numbers = _numbers(self.before), _numbers(self.after)
        for key, item in self.new.items():
            group = self.new_groups[key]
            if key not in self.pairs:
                fields = tuple(_fields({}, item.fields, item))
                yield _change("ny", item, group, self.new, fields=fields, new=item.path)
                continue
            before = self.old[self.pairs[key]]
            told = [*self._edited(before, item, group), *self._moved(before, item, group, key in elsewhere)]
            yield from told or self._renumbered(before, item, group, numbers)

    def _edited(self, before: Item, item: Item, group: Group) -> Iterator[Change]:
        if before.element != item.element and (fields := tuple(_fields(before.fields, item.fields, item))):
            yield _change("endret", item, group, self.new, fields=fields, old=before.path, new=item.path)

    def _moved(self, before: Item, item: Item, group: Group, is_moved: bool) -> Iterator[Change]:
        if is_moved:
            told = {
                "before": self._spot(before, self.old, self.old_mates),
                "after": self._spot(item, self.new, self.new_mates),
                "elsewhere": self.pairs.get(item.parent) != before.parent,
            }
            yield _change("flyttet", item, group, self.new, old=before.path, new=item.path, **told)

    def _spot(self, item: Item, found: Mapping[Key, Item], before: Mapping[Key, Item | None]) -> str:
        """What it stands in, and after what."""
        mate = before[item.key]
        return f"{f'etter {_named(mate)}' if mate else 'først'} i {_named(found[item.parent])}"

    def _renumbered(
        self, before: Item, item: Item, group: Group, numbers: tuple[Mapping[Key, str], Mapping[Key, str]]
    ) -> Iterator[Change]:
        old, new = numbers[0].get(before.key, ""), numbers[1].get(item.key, "")
        if old != new:
            told = {"before": old or "uten nummer", "after": new or "uten nummer"}
            yield _change("omnummerert", item, group, self.new, old=before.path, new=item.path, **told)


def _mates(found: Mapping[Key, Item]) -> dict[Key, Item | None]:
    """For each item the one before it in the same list."""
    last: dict[tuple[Key, tuple[str, ...]], Item] = {}
    mates: dict[Key, Item | None] = {}
    for key, item in found.items():
        mates[key] = last.get((item.parent, item.slot))
        last[item.parent, item.slot] = item
    return mates


def _numbers(planverk: Planverk) -> dict[Key, str]:
    return {("kapittel", chapter): number for chapter, number in chapter_numbers(planverk).items()}


def _change(what: What, item: Item, group: Group, found: Mapping[Key, Item], **told: Any) -> Change:
    told = {"old": None, "new": None, **told}
    return Change(what, _kind(item), item.id, _title(item), group, line=tuple(_line(item, found)), **told)


def _line(item: Item, found: Mapping[Key, Item]) -> Iterator[Key]:
    yield item.key
    while item.parent:
        item = found[item.parent]
        yield item.key


def _kind(item: Item) -> str:
    model = type(item.element)
    return KINDS.get(model.__name__, kind_name(model))


def _named(item: Item) -> str:
    title = item.id or _title(item)
    return f"{_kind(item)} «{title}»" if title else _kind(item)


def _title(item: Item) -> str:
    """The beginning of what it is called, or of what it says."""
    element = item.element
    text = next((str(value) for name in TITLES if isinstance(value := getattr(element, name, None), str)), "")
    line = " ".join(text.split())
    return line if len(line) <= LONGEST_TITLE else f"{line[:LONGEST_TITLE].rsplit(' ', 1)[0]} …"


def _fields(
    old: Mapping[tuple[str, ...], Any], new: Mapping[tuple[str, ...], Any], item: Item
) -> Iterator[FieldChange]:
    for name in dict.fromkeys((*old, *new)):
        before, after = old.get(name), new.get(name)
        if before == after or name[0] in LEFT_OUT or (not (old and new) and _usual(item, name, before or after)):
            continue
        texts = written(before), written(after)
        yield FieldChange(field_name(name), name, *texts, compared(*texts))


def _usual(item: Item, name: tuple[str, ...], value: Any) -> bool:
    """Whether a field of something new or gone says nothing: it is empty, or as when it is left out."""
    info = type(item.element).model_fields.get(name[0])
    return not value or (info is not None and len(name) == 1 and value == info.default)
