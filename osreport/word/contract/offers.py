"""What a template is offered under a name: text, a list, parts with names; read from the types of the context."""

from collections.abc import Mapping
from functools import cache
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints, is_typeddict

from osreport.context.blocks import SPARE
from osreport.context.printable import Printable
from osreport.structs import Struct, is_struct


class Anything(Struct):
    """Something that nothing is said about."""


class Value(Struct):
    """A text, a number or a yes or no; `choices` are the words that it may be, none where it may be any."""

    choices: frozenset[str] = frozenset()
    is_text: bool = True


class Row(Struct):
    """A list of things of one kind."""

    item: "Offer"


class Record(Struct, eq=False):
    """Parts with names; `spare` are those that nobody misses, `kind` what tells it from its like («avsnitt»)."""

    name: str
    parts: Mapping[str, "Offer"]
    spare: frozenset[str]
    kind: str = ""


class OneOf(Struct):
    """A thing of one of several kinds; `left` are those that it can still be where the template has asked."""

    kinds: tuple[Record, ...]
    left: tuple[Record, ...] = ()


Offer = Anything | Value | Row | Record | OneOf
ANYTHING, TEXT, NUMBER = Anything(), Value(), Value(is_text=False)
KIND, BLOCKS = "slag", "blokker"


@cache
def everything() -> Record:
    """All that any template may print."""
    found = _offer(Printable)
    assert isinstance(found, Record)  # noqa: S101 - what it is declared as
    return found


@cache
def offered(met: frozenset[str]) -> Record:
    """All that a template may print which meets these kinds of block and no others."""
    kinds = tuple(kind for kind in kinds_of_block() if kind.kind in met)
    whole = everything()
    return Record(whole.name, {**whole.parts, BLOCKS: Row(OneOf(kinds, kinds))}, whole.spare)


def kinds_of_block() -> tuple[Record, ...]:
    blocks = everything().parts[BLOCKS]
    return blocks.item.kinds if isinstance(blocks, Row) and isinstance(blocks.item, OneOf) else ()


@cache
def _offer(annotation: Any) -> Offer:
    origin, members = get_origin(annotation), get_args(annotation)
    if is_struct(annotation) or is_typeddict(annotation):
        return _record(annotation)
    if origin is Annotated:
        return _described(members[0], members[1:])
    if origin is Literal:
        return Value(frozenset(members))
    if origin in {Union, UnionType}:
        kinds = tuple(each for each in map(_offer, members) if isinstance(each, Record))
        return OneOf(kinds, kinds)
    if origin is tuple:
        return Row(_offer(members[0]))
    return TEXT if annotation is str else NUMBER


def _described(annotation: Any, said: tuple[str, ...]) -> Offer:
    """A mapping says which names it has; the rest is what it is."""
    names = [name for name in said if name != SPARE]
    return Record("", dict.fromkeys(names, TEXT), frozenset(names)) if names else _offer(annotation)


def _record(annotation: Any) -> Record:
    hints = get_type_hints(annotation, include_extras=True)
    spare = frozenset(name for name, hint in hints.items() if SPARE in get_args(hint)[1:])
    kinds = get_args(hints.get(KIND))
    return Record(annotation.__name__, {name: _offer(hint) for name, hint in hints.items()}, spare, *kinds)


def part(offer: Offer, name: str) -> Offer | None:
    """What stands under the name in it; None where nothing can."""
    if isinstance(offer, Anything):
        return ANYTHING
    if isinstance(offer, Record):
        return offer.parts.get(name)
    if not isinstance(offer, OneOf):
        return None
    if name == KIND:
        return Value(frozenset(each.kind for each in offer.kinds))
    found = [each.parts[name] for each in offer.left if name in each.parts]
    return _together(found) if found else None if offer.left else ANYTHING


def _together(offers: list[Offer]) -> Offer:
    """What can be said of all of them: rows of several tables are rows of one of several kinds."""
    first, *others = offers
    if all(each == first for each in others):
        return first
    if all(isinstance(each, Row) for each in offers):
        return Row(_together([each.item for each in offers if isinstance(each, Row)]))
    if all(isinstance(each, Record) for each in offers):
        kinds = tuple(each for each in offers if isinstance(each, Record))
        return OneOf(kinds, kinds)
    return ANYTHING


def names(offer: Offer) -> list[str]:
    """The names of its parts, as far as it has any."""
    records = (offer,) if isinstance(offer, Record) else offer.left if isinstance(offer, OneOf) else ()
    return list(dict.fromkeys(name for each in records for name in each.parts))


def lacking(offer: Offer, name: str) -> list[Record]:
    """The kinds it can be that have no such part."""
    return [each for each in offer.left if name not in each.parts] if isinstance(offer, OneOf) else []
