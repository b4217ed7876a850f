"""The order in which fields are written: that of the model."""

from collections.abc import Collection
from functools import cache
from typing import Any, get_args

from osreport.model.planverk import Planverk
from osreport.model.verdi import Verdi


def fields_of(names: Collection[str]) -> tuple[str, ...]:
    """The fields, in order, of the first kind of value that has all of these."""
    return next((tuple(model.model_fields) for model in _models() if {*names} <= model.model_fields.keys()), ())


@cache
def _models() -> tuple[type[Verdi], ...]:
    found: dict[type[Verdi], None] = {}
    _gather(Planverk, found)
    return tuple(found)


def _gather(annotation: Any, found: dict[type[Verdi], None]) -> None:
    if isinstance(annotation, type) and issubclass(annotation, Verdi) and annotation not in found:
        found[annotation] = None
        for info in annotation.model_fields.values():
            _gather(info.annotation, found)
    for member in get_args(annotation):
        _gather(member, found)
