"""What is known of a block where a template has asked for its kind: `b.slag == 'avsnitt'` leaves paragraphs only."""

from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from typing import Any

from jinja2 import nodes

from osreport.structs import replace

from .offers import KIND, Offer, OneOf, Record

Node = Any
Scope = Mapping[str, Offer]


def narrowed(scope: Scope, test: Node, *, holds: bool) -> Scope:
    """The names, with those kinds only for which the test can have come out so."""
    return {name: _narrowed(offer, name, test, holds=holds) for name, offer in scope.items()}


def _narrowed(offer: Offer, name: str, test: Node, *, holds: bool) -> Offer:
    if not isinstance(offer, OneOf):
        return offer
    return replace(offer, left=tuple(kind for kind in offer.left if decided(test, name, kind) is not (not holds)))


@lru_cache(maxsize=8192)  # templates ask much the same
def decided(test: Node, name: str, kind: Record) -> bool | None:
    """How the test comes out where the name is of that kind; None where that does not settle it."""
    reader = DECIDERS.get(type(test))
    return reader(test, name, kind) if reader else None


def _both(test: Node, name: str, kind: Record) -> bool | None:
    sides = decided(test.left, name, kind), decided(test.right, name, kind)
    return False if False in sides else True if all(sides) else None


def _either(test: Node, name: str, kind: Record) -> bool | None:
    sides = decided(test.left, name, kind), decided(test.right, name, kind)
    return True if True in sides else False if sides == (False, False) else None


def _opposite(test: Node, name: str, kind: Record) -> bool | None:
    found = decided(test.node, name, kind)
    return None if found is None else not found


def _compared(test: Node, name: str, kind: Record) -> bool | None:
    operand = test.ops[0]
    if len(test.ops) > 1:
        return None
    for one, two in ((test.expr, operand.expr), (operand.expr, test.expr)):
        words = texts(two)
        if is_kind_of(one, name) and words is not None and bool(operand.op in {"eq", "ne"} or one is test.expr):
            return (kind.kind in words) is (operand.op in {"eq", "in"}) if operand.op in OPERATIONS else None
    return None


def _tested(test: Node, name: str, kind: Record) -> bool | None:
    """`b.nivå is defined`."""
    if test.name in {"defined", "undefined"} and _is_part(test.node, name):
        return (part_name(test.node) in kind.parts) is bool(test.name == "defined")
    return None


OPERATIONS = {"eq", "ne", "in", "notin"}
DECIDERS: Mapping[type, Callable[[Any, str, Record], bool | None]] = {
    nodes.And: _both,
    nodes.Or: _either,
    nodes.Not: _opposite,
    nodes.Compare: _compared,
    nodes.Test: _tested,
}


def texts(node: Node) -> list[str] | None:
    """The words that are written out in it, one or a list of them; None for anything else."""
    if isinstance(node, nodes.Const) and isinstance(node.value, str):
        return [node.value]
    if isinstance(node, nodes.List | nodes.Tuple):
        found = [texts(item) for item in node.items]
        return [word for words in found if words for word in words] if all(found) else None
    return None


def is_kind_of(node: Node, name: str) -> bool:
    return _is_part(node, name) and part_name(node) == KIND


def _is_part(node: Node, name: str) -> bool:
    return part_name(node) != "" and isinstance(node.node, nodes.Name) and node.node.name == name


def part_name(node: Node) -> str:
    """`tekst` in `b.tekst` and `b['tekst']`, else nothing."""
    if isinstance(node, nodes.Getattr):
        return str(node.attr)
    if isinstance(node, nodes.Getitem) and isinstance(node.arg, nodes.Const) and isinstance(node.arg.value, str):
        return str(node.arg.value)
    return ""


def asked_kinds(test: Node) -> Iterator[tuple[str, str]]:
    """Each name whose kind the test asks for, with the kind."""
    for compare in (*([test] if isinstance(test, nodes.Compare) else ()), *test.find_all(nodes.Compare)):
        for one, two in ((compare.expr, compare.ops[0].expr), (compare.ops[0].expr, compare.expr)):
            if part_name(one) == KIND and isinstance(one.node, nodes.Name):
                yield from ((one.node.name, word) for word in texts(two) or ())
