"""The tags walked in their order, with the names that are known at each: what is offered, what loops name."""

from collections.abc import Iterable
from typing import Any

from jinja2 import nodes

from .blocks import Block, Branch, Item, Outline, Said
from .expressions import ELSE, Asked, Expression, written
from .kinds import Scope, asked_kinds, narrowed
from .offers import ANYTHING, KIND, NUMBER, Anything, Offer, OneOf, Record, Row, names
from .rules import MISUSED, NAMES, TWICE
from .tags import Tag

Node = Any
SHOWN = 8
LOOP = Record(
    "loop",
    {
        **dict.fromkeys(
            ["index", "index0", "revindex", "revindex0", "first", "last", "length", "depth", "depth0"], NUMBER
        ),
        **dict.fromkeys(["previtem", "nextitem", "cycle", "changed"], ANYTHING),
    },
    frozenset(),
)


def asked(outline: Outline, environment: Any, offered: Record) -> Asked:
    """Everything that the tags of a text ask for of what is offered."""
    found = Asked(outline.reading, environment, offered)
    _read(found, outline.items, offered.parts)
    return found


def _read(told: Asked, items: Iterable[Item], scope: Scope) -> None:
    """Reads the tags in their order; a name that is set holds for those after it."""
    known = dict(scope)
    for item in items:
        if isinstance(item, Said):
            known |= _read_said(told, item, known)
        elif item.kind == "if":
            _read_choice(told, item, known)
        else:
            _read_loop(told, item, known)


def _read_said(told: Asked, item: Said, scope: Scope) -> dict[str, Offer]:
    """The names that the tag sets."""
    here = Expression(told, item.tag)
    if isinstance(item.node, nodes.Assign):
        return _bound(item.node.target, here.of(item.node.node, scope))
    offer = here.of(item.node, scope)
    if not item.tag.verb:
        _check_print(here, item.tag, offer)
    return {}


def _check_print(here: Expression, tag: Tag, offer: Offer) -> None:
    said = tag.words
    if isinstance(offer, Row):
        here.say(
            MISUSED,
            f"«{said}» er en liste",
            f"Gå gjennom den: {{%p for x in {said} %}}, {{{{ x }}}} og {{%p endfor %}}.",
        )
    elif isinstance(offer, Record | OneOf) and names(offer):
        parts = [f"{said}.{name}" for name in names(offer) if name != KIND]
        here.say(MISUSED, f"«{said}» har flere deler", f"Skriv en av dem: {', '.join(parts[:SHOWN])}.")


def _read_choice(told: Asked, block: Block, scope: Scope) -> None:
    """Each branch knows what was asked in it, and that those before it did not hold."""
    for branch in block.branches:
        if not isinstance(branch.node, nodes.If) or branch.tag.verb == "else":
            _read(told, branch.body, scope if branch.tag.verb == "else" else _unasked(scope))
            continue
        here = Expression(told, branch.tag)
        here.of(branch.node.test, scope)
        chosen = narrowed(scope, branch.node.test, holds=True)
        _tell_if_never(here, branch, scope, chosen)
        _read(told, branch.body, chosen)
        scope = narrowed(scope, branch.node.test, holds=False)


def _unasked(scope: Scope) -> Scope:
    """The names where a tag that cannot be read may have asked what they are."""
    return {name: ANYTHING if isinstance(offer, OneOf) else offer for name, offer in scope.items()}


def _tell_if_never(here: Expression, branch: Branch, before: Scope, chosen: Scope) -> None:
    """A kind that an earlier branch has taken already."""
    for name, kind in asked_kinds(branch.node.test):
        one, now = before.get(name), chosen.get(name)
        if isinstance(one, OneOf) and isinstance(now, OneOf) and not now.left:
            taken = {each.kind for each in one.kinds} - {each.kind for each in one.left}
            if kind in taken:
                here.say(TWICE, f"«{kind}» har fått sin plass lenger opp, så denne delen blir aldri brukt")


def _read_loop(told: Asked, block: Block, scope: Scope) -> None:
    first, *otherwise = block.branches
    inside: dict[str, Offer] = {**scope, "loop": LOOP}
    if not isinstance(first.node, nodes.For):
        inside[ELSE] = ANYTHING
    else:
        here = Expression(told, first.tag)
        inside |= _bound(first.node.target, _item(here, first.node.iter, scope))
        if first.node.test is not None:
            here.of(first.node.test, inside)
            inside = dict(narrowed(inside, first.node.test, holds=True))
    _read(told, first.body, inside)
    for branch in otherwise:
        _read(told, branch.body, scope)


def _bound(target: Node, offer: Offer) -> dict[str, Offer]:
    """The name, or names, that a loop gives what it meets."""
    if isinstance(target, nodes.Name):
        return {target.name: offer}
    return {each.name: ANYTHING for each in target.find_all(nodes.Name)}


def _item(here: Expression, node: Node, scope: Scope) -> Offer:
    """What a loop over this meets."""
    offer = here.of(node, scope)
    if isinstance(offer, Row):
        return offer.item
    if not isinstance(offer, Anything):
        here.say(MISUSED, f"«{written(node)}» er ikke en liste", _rows(scope))
    return ANYTHING


def _rows(scope: Scope) -> str:
    found = [name for name, offer in scope.items() if isinstance(offer, Row)]
    found += [f"{name}.{part}" for name, offer in scope.items() for part in names(offer) if _is_row(offer, part)]
    return f"Lister du kan gå gjennom her: {', '.join(dict.fromkeys(found))}." if found else NAMES


def _is_row(offer: Offer, part: str) -> bool:
    records = (offer,) if isinstance(offer, Record) else offer.left if isinstance(offer, OneOf) else ()
    return any(isinstance(each.parts.get(part), Row) for each in records)
