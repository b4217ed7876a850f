"""One difference between two states of the plans, and why it came about."""

from typing import Literal

from osreport.model.walk import Path
from osreport.problem import Place
from osreport.structs import Struct

from .groups import Group
from .words import Stretch

NOWHERE = Place("")
ADDRESS = 2  # a kind and an id
What = Literal["ny", "fjernet", "endret", "flyttet", "omnummerert"]


class FieldChange(Struct):
    """What a field held and holds, and both in one, word by word."""

    name: str
    path: tuple[str, ...]
    old: str
    new: str
    words: tuple[Stretch, ...]


class Cause(Struct):
    """A decision, an input, a commit or work not committed; not `sure` where others may have done it as well."""

    kind: Literal["vedtak", "merknad", "commit", "ulagret"]
    id: str = ""
    date: str = ""
    who: str = ""
    what: str = ""
    sure: bool = True


class Change(Struct):
    """What happened to one element; `old` and `new` are its paths in the two plan sets, where it has them.

    `line` is the addresses (kind, id) of the element and of what it stands in, itself first; what has been moved into
    something else is `elsewhere`.
    """

    what: What
    kind: str
    id: str
    title: str
    group: Group
    old: Path | None
    new: Path | None
    fields: tuple[FieldChange, ...] = ()
    before: str = ""
    after: str = ""
    line: tuple[tuple[str, ...], ...] = ()
    place: Place = NOWHERE
    causes: tuple[Cause, ...] = ()
    elsewhere: bool = False

    @property
    def address(self) -> tuple[str, ...]:
        """The kind and id of the element, or of the nearest that has them around it."""
        return next((key for key in self.line if len(key) == ADDRESS), ())
