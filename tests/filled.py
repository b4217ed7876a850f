"""A plan set with every field filled, every text a word of its own, made from nothing but the types of the model."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from marked import Marked
from pydantic import BaseModel, ValidationError

from osreport.kinds import KIND_OF
from osreport.model.endring import Endring
from osreport.model.horing import Høringsrunde, Utsending
from osreport.model.lovkatalog import Fridag
from osreport.model.merknad import Merknad
from osreport.model.planverk import Planverk
from osreport.model.vedtak import Alternativ
from osreport.model.verdi import FIRST_YEAR, Dato, Verdi, Viser
from osreport.model.walk import elements

NESTING = 2  # how deep chapters, goals and groups stand in their like
# The kind of element that each kind of reference in text leads to; `{visjon}` leads to the only one there is.
REFERRED = {"fakta": "fakta", "plan": "plan", "vedtatt": "plan", "sak": "plan", "år": "plan", "kap": "kapittel",
            "område": "område", "mål": "mål", "dato": "vedtak"}  # fmt: skip
Field = tuple[type[Verdi], str]


@dataclass
class Filling:
    """Makes a plan set; the field that is `changed` gets another value than it would have had, if it is no text.

    A changed field that holds more than a value is left out.
    """

    known: Mapping[str, list[str]]
    changed: Field | None = None
    marked: Marked = field(default_factory=Marked)
    ids: int = 0
    within: list[type[Verdi]] = field(default_factory=list)

    def variants(self, model: type[Verdi], turn: int) -> list[Verdi]:
        """The model with every field filled; where some exclude each other, once without each of them."""
        whole = (self._one(model, start, "") for start in range(turn, turn + 6))
        if made := next(filter(None, whole), None):
            return [made]
        optional = [name for name, info in model.model_fields.items() if not info.is_required()]
        return [made for name in optional if (made := self._one(model, turn, name))]

    def _one(self, model: type[Verdi], turn: int, without: str) -> Verdi | None:
        words, ids = len(self.marked.labels), self.ids
        self.within.append(model)
        values = {name: self._of(info.annotation, tuple(info.metadata), (model, name), turn)
                  for name, info in model.model_fields.items() if name != without
                  and not ((model, name) == self.changed and _models(info.annotation))}  # fmt: skip
        self.within.pop()
        try:
            return model.model_validate({name: each for name, each in values.items() if each is not None})
        except ValidationError:  # what was never made shall leave no trace in what comes after
            self.ids = ids
            while len(self.marked.labels) > words:
                self.marked.labels.popitem()
            return None

    def _of(self, hint: Any, marks: tuple[Any, ...], where: Field, turn: int) -> Any:
        origin, arguments, moved = get_origin(hint), get_args(hint), where == self.changed
        if origin in {Annotated, Union, UnionType}:
            inner = next(each for each in arguments if each is not NoneType)
            return self._of(inner, (*marks, *getattr(hint, "__metadata__", ())), where, turn)
        if kind := next((mark.til for mark in marks if isinstance(mark, Viser)), None):
            return self._reference(kind, turn * (len(where[0].model_fields) == 1), moved=moved)
        if origin is Literal:
            return arguments[(turn + moved) % len(arguments)]
        if origin is tuple:
            most = next((mark.max_length for mark in marks if hasattr(mark, "max_length")), None)
            return tuple(self._members(arguments[0], where))[:most]
        if isinstance(hint, type) and issubclass(hint, BaseModel) and hint is not Dato:
            return None if self.within.count(hint) >= NESTING else self.variants(hint, 0)[0]
        return self._single(hint, marks, where, turn + moved, moved=moved)

    def _single(self, hint: Any, marks: tuple[Any, ...], where: Field, turn: int, *, moved: bool) -> Any:
        if hint is Dato:
            return f"2024-01-{10 + turn}"
        if hint is bool:
            return not moved
        if hint is Decimal:
            return Decimal(20 + turn)
        if hint is int:
            least = next((mark.ge for mark in marks if hasattr(mark, "ge")), 1)
            return turn + (least if least != FIRST_YEAR else 2026 + len(self.within) % 3 if where[1] == "til" else 2024)
        assert hint is str, f"{where}: a type that nobody has taught this test: {hint}"
        return self._text(marks, where, turn)

    def _text(self, marks: tuple[Any, ...], where: Field, turn: int) -> str:
        pattern = next((str(mark.pattern) for mark in marks if getattr(mark, "pattern", None)), "")
        if pattern and where[1] == "id":
            self.ids += 1
            return f"nr-{self.ids}"
        if where == (Fridag, "dag"):
            return f"12-2{turn}"
        if where[1] == "kode":
            return f"TYPO00{turn % 2 + 1}"
        owners = " ".join(model.__name__ for model in self.within[-2:])
        word = self.marked.word(f"{owners}.{where[1]}")
        refers = where[0].__name__ == "Tekstblokk"
        return f"https://{word}.no" if "https" in pattern else word + "".join(self._references()) * refers

    def _members(self, inner: Any, where: Field) -> Iterator[Any]:
        """Several of what a list holds: of each kind, and of each choice that a block is made by."""
        kinds = _models(inner)
        if {*kinds} & {Endring, Alternativ, Høringsrunde, Utsending, Merknad}:
            return  # a document shows what has been changed, not the changes; the papers of a hearing are others
        if not kinds:
            refers = any(isinstance(mark, Viser) for mark in getattr(inner, "__metadata__", ()))
            count = int(where == self.changed) if refers else 2  # what picks some of the plan set picks nothing away
            yield from (self._of(inner, (), where, turn) for turn in range(count))
        for kind in kinds:
            if self.within.count(kind) < NESTING:
                for turn in range(_choices(kind) if len(kinds) > 1 else 2 - _holds_its_like(kind)):
                    yield from self.variants(kind, turn)

    def _reference(self, kind: str, turn: int, *, moved: bool) -> str:
        ids = self.known.get(kind, ["nr-0"])
        return ids[-1 if moved else turn * len(ids) // 3 % len(ids)]

    def _references(self) -> Iterator[str]:
        yield " {visjon}" * bool(self.known)
        for name, kind in REFERRED.items():
            yield from (f" {{{name}:{id_}}}" for id_ in self.known.get(kind, ()))


def _models(hint: Any) -> list[type[Verdi]]:
    if isinstance(hint, type):
        return [hint] if issubclass(hint, Verdi) else []
    if get_origin(hint) is tuple:
        return []
    return [model for each in get_args(hint) for model in _models(each)]


def _holds_its_like(model: type[Verdi]) -> bool:
    return any(
        model in _models(argument) for info in model.model_fields.values() for argument in get_args(info.annotation)
    )


def _choices(model: type[Verdi]) -> int:
    return max([3, *(len(get_args(info.annotation)) for info in model.model_fields.values()
                     if get_origin(info.annotation) is Literal)])  # fmt: skip


@cache
def _known() -> Mapping[str, list[str]]:
    """The ids of a plan set made without any references, by kind; they are given alike every time."""
    known: dict[str, list[str]] = {}
    for _, element in elements(Filling({}).variants(Planverk, 0)[0]):
        if kind := KIND_OF.get(type(element)):
            known.setdefault(kind, []).append(str(getattr(element, "id")))  # noqa: B009 - not every element has one
    return known


@cache
def filled(changed: Field | None = None) -> tuple[Planverk, dict[str, str]]:
    """The plan set, and the field that each word in it was given to."""
    filling = Filling(_known(), changed)
    made = filling.variants(Planverk, 0)[0]
    assert isinstance(made, Planverk)
    return made, filling.marked.labels
