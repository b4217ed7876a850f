"""Pydantic's name for a place, as the writer sees it: Pydantic adds the names of unions to it."""

import types
from collections.abc import Iterable, Iterator
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel, Tag

from .tree import Path

Model = type[BaseModel]


def real_path(model: Any, loc: Iterable[str | int]) -> tuple[Path, Model | None]:
    """The path without names of unions, and the model whose fields could stand there.

    That is the model the last key belongs to, or the model of the value itself where fields are missing.
    """
    annotation: Any = model
    owner: Model | None = None
    path: list[str | int] = []
    for part in loc:
        variants = tuple(_variants(annotation))
        if (chosen := None if isinstance(part, int) else _chosen(variants, part)) is not None:
            annotation = chosen
            continue
        owner, annotation = _step(variants, part, owner)
        if owner is None:
            break
        path.append(part)
    value = next(filter(_is_model, _variants(annotation)), None)
    return tuple(path), value or owner


def _step(variants: tuple[Any, ...], part: str | int, owner: Model | None) -> tuple[Model | None, Any]:
    """The model a key belongs to and what its field may hold; for a number the same model, and the element."""
    if isinstance(part, int):
        return owner, next((get_args(each)[0] for each in variants if get_origin(each) is tuple), None)
    found = next(filter(_is_model, variants), None)
    field = found.model_fields.get(part) if found else None
    return found, field.annotation if field else None


def _is_model(annotation: Any) -> bool:
    return isinstance(annotation, type) and issubclass(annotation, BaseModel)


def _variants(annotation: Any) -> Iterator[Any]:
    """Every alternative of an annotation, `Annotated` and unions unwrapped; tags are kept."""
    origin = get_origin(annotation)
    if origin is Annotated and not _tag(annotation):
        yield from _variants(get_args(annotation)[0])
    elif origin in {Union, types.UnionType}:
        for member in get_args(annotation):
            yield from _variants(member)
    elif annotation is not None:
        yield annotation


def _chosen(variants: tuple[Any, ...], part: str) -> Any:
    """The member of a union that Pydantic names with this part of a location, or None."""
    if len(variants) == 1:
        return None
    for variant in variants:
        if _tag(variant) == part:
            return get_args(variant)[0]
        if _is_model(variant) and part in {variant.__name__, _type_tag(variant)}:
            return variant
    is_name_of_a_check = "[" in part or part in {"str", "constrained-str"}
    return object if is_name_of_a_check else None


def _tag(annotation: Any) -> str | None:
    marks = get_args(annotation)[1:] if get_origin(annotation) is Annotated else ()
    return next((mark.tag for mark in marks if isinstance(mark, Tag)), None)


def _type_tag(model: Model) -> str | None:
    field = model.model_fields.get("type")
    return get_args(field.annotation)[0] if field and get_origin(field.annotation) is Literal else None
