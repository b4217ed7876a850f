"""What has changed from one state of a document to another, as the rows of a table: before, after, and why."""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Literal

from osreport.structs import Struct

from .compare import paired
from .pairing import Step, Steps
from .side import State, opened_side
from .tokens import Token, words
from .units import Key, Unit
from .words import marked

KINDS = ("fjernet", "ny")
Kind = Literal["ny", "fjernet", "endret", "flyttet"]


class Part(Struct):
    """Some words, and whether they are among those that the change is about."""

    text: str
    changed: bool


class Change(Struct):
    """One change; `key` is who it is about, empty where that is not known. What is not there has no parts.

    What has been moved has its words on both sides, changed only where they are not the same.
    """

    key: Key
    kind: Kind
    before: tuple[Part, ...]
    after: tuple[Part, ...]


def changes(old: State, new: State) -> tuple[Change, ...]:
    """Every change that a reader of the body meets, in reading order; not the entries of the contents list."""
    before, after = opened_side(old), opened_side(new)
    found = tuple(_changes(paired(before, after)[after.main]))
    gone, come = (_only({change.key: change for change in found if change.kind == kind}, found) for kind in KINDS)
    moved = {key: _moved(gone[key], come[key]) for key in gone.keys() & come.keys()}
    kept = (change for change in found if change.kind != "fjernet" or change.key not in moved)
    return tuple(moved.get(change.key, change) if change.kind == "ny" else change for change in kept)


def _only(changes_by_key: dict[Key, Change], found: tuple[Change, ...]) -> dict[Key, Change]:
    """Those that are the only one of their key and kind, and know who they are about."""
    counts = Counter((change.key, change.kind) for change in found)
    return {key: each for key, each in changes_by_key.items() if key and counts[key, each.kind] == 1}


def _moved(old: Change, new: Change) -> Change:
    """What has gone in one place and come in another, such as a row of a table, as one change."""
    sides = [[Token(word, word) for part in side for word in words(part.text)] for side in (old.before, new.after)]
    before, after = _sides(*sides)
    return Change(new.key, "flyttet", before, after)


def _sides(old: Sequence[Token], new: Sequence[Token]) -> tuple[tuple[Part, ...], tuple[Part, ...]]:
    found = [(token.text, kind) for token, kind in marked(old, new)]
    before, after = (_parts([word for word in found if word[1] in {"", kind}]) for kind in ("del", "ins"))
    return before, after


def _changes(steps: Steps) -> Iterator[Change]:
    for step in steps:
        if step.one.shape == "field":
            continue
        if step.old is not None and step.new is not None:
            yield from _changed(step, step.old, step.new)
        elif not (step.move and step.new is None):
            yield from _one_sided(step)


def _changed(step: Step, old: Unit, new: Unit) -> Iterator[Change]:
    """What has changed in a pair; where it has parts, in each of them."""
    if step.below:
        for inner in step.below:
            yield from _changes(inner)
    elif old.tokens or new.tokens:
        before, after = _sides(old.tokens, new.tokens)
        if any(part.changed for part in (*before, *after)):
            yield Change(new.key or old.key or (), "endret", before, after)


def _one_sided(step: Step) -> Iterator[Change]:
    """What is new, has gone or has moved; of a table, row by row."""
    unit = step.one
    if unit.shape == "tbl":
        for row in unit.inner:
            yield from _one_sided(Step(row, None) if step.new is None else Step(None, row))
    elif unit.text.strip():
        whole = (Part(unit.text, changed=not step.move),)
        kind: Kind = "flyttet" if step.move else "fjernet" if step.new is None else "ny"
        yield Change(unit.key or (), kind, () if kind == "ny" else whole, () if kind == "fjernet" else whole)


def _parts(found: list[tuple[str, str]]) -> tuple[Part, ...]:
    grouped = groupby(found, itemgetter(1))
    parts = (Part("".join(text for text, _ in same), bool(kind)) for kind, same in grouped)
    return tuple(part for part in parts if part.text)
