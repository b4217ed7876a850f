"""Every value of a plan set with its path and what its field says about it."""

from collections.abc import Iterator
from functools import cache
from typing import Any, get_args

from .verdi import Navngir, Skrift, Verdi, Viser

Path = tuple[str | int, ...]
Mark = Navngir | Skrift | Viser | None


def elements(value: Any, path: Path = ()) -> Iterator[tuple[Path, Verdi]]:
    """Every `Verdi` in the value, itself first, depth first in field order."""
    if isinstance(value, tuple):
        for index, member in enumerate(value):
            yield from elements(member, (*path, index))
    elif isinstance(value, Verdi):
        yield path, value
        for name in _nested_fields(type(value)):
            yield from elements(getattr(value, name), (*path, name))


def marked(element: Verdi, path: Path) -> Iterator[tuple[Path, Skrift | Viser, str]]:
    """Every text of the element's own fields that is prose or points to something, with its path and mark."""
    for name, mark in _marked_fields(type(element)):
        yield from _texts(getattr(element, name), (*path, name), mark)


def worded(element: Verdi, path: Path) -> Iterator[tuple[Path, Navngir | Skrift, str]]:
    """Every text of the element's own fields that is written in words: prose, names and titles, in field order."""
    for name, mark in _worded_fields(type(element)):
        yield from _texts(getattr(element, name), (*path, name), mark)


def _texts(value: Any, path: Path, mark: Any) -> Iterator[tuple[Path, Any, str]]:
    if isinstance(value, str):
        yield path, mark, value
    elif isinstance(value, tuple):
        for index, member in enumerate(value):
            yield from _texts(member, (*path, index), mark)


def plain_texts(element: Verdi) -> Iterator[tuple[Path, str]]:
    """Every text of the element's own fields that is neither prose nor points to something, with its path in it."""
    for name in _plain_fields(type(element)):
        value = getattr(element, name)
        if isinstance(value, str):
            yield (name,), value
        elif isinstance(value, tuple):
            yield from (((name, index), each) for index, each in enumerate(value) if isinstance(each, str))


@cache
def _plain_fields(model: type[Verdi]) -> tuple[str, ...]:
    return tuple(name for name in model.model_fields if name not in dict(_marked_fields(model)))


@cache
def _marked_fields(model: type[Verdi]) -> tuple[tuple[str, Skrift | Viser], ...]:
    return tuple((name, mark) for name, mark in _marks(model) if isinstance(mark, Skrift | Viser))


@cache
def _worded_fields(model: type[Verdi]) -> tuple[tuple[str, Navngir | Skrift], ...]:
    return tuple((name, mark) for name, mark in _marks(model) if isinstance(mark, Navngir | Skrift))


@cache
def _marks(model: type[Verdi]) -> tuple[tuple[str, Mark], ...]:
    fields = model.model_fields.items()
    return tuple((name, _mark(field.annotation, tuple(field.metadata))) for name, field in fields)


def _mark(annotation: Any, metadata: tuple[Any, ...]) -> Mark:
    own = next((mark for mark in metadata if isinstance(mark, Navngir | Skrift | Viser)), None)
    if own or (isinstance(annotation, type) and issubclass(annotation, Verdi)):
        return own
    nested = (_mark(member, getattr(member, "__metadata__", ())) for member in get_args(annotation))
    return next((mark for mark in nested if mark), None)


@cache
def _nested_fields(model: type[Verdi]) -> tuple[str, ...]:
    return tuple(name for name, field in model.model_fields.items() if _holds_models(field.annotation))


def _holds_models(annotation: Any) -> bool:
    if isinstance(annotation, type) and issubclass(annotation, Verdi):
        return True
    return any(_holds_models(member) for member in get_args(annotation))
