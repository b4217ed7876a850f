"""JSON Schema for every kind of source file, so that an editor completes fields and marks errors while typing."""

import json
import re
from pathlib import Path
from typing import Any

from osreport.model.endring import Sted
from osreport.sources.reader import SOURCES
from osreport.sources.strict_yaml import read_yaml

DRAFT = "https://json-schema.org/draft/2020-12/schema"
OF_ELEMENTS = {each.__name__ for each in Sted.__subclasses__()}
EXPLANATIONS = Path(__file__).parent / "explanations.yaml"


def schemas() -> dict[str, bytes]:
    """The schema files by name, with explanations in Norwegian."""
    words = {_as_pydantic_names_it(model): fields for model, fields in explanations().items()}
    return {source.schema: _written(_schema(source.model, words)) for source in SOURCES}


def explanations() -> dict[str, dict[str, str]]:
    """What each field of each model is for, in the planner's words."""
    tree, _ = read_yaml(EXPLANATIONS.read_bytes(), EXPLANATIONS.name)
    return tree.value if tree else {}


def _schema(model: type[Any], words: dict[str, dict[str, str]]) -> dict[str, Any]:
    """The model's schema as a planner's editor needs it: strict as the reader, explained in Norwegian."""
    schema = _as_read(model.model_json_schema(mode="validation"))
    for each in (model, *model.__mro__[1:]):
        _explain(schema, words.get(_as_pydantic_names_it(each.__name__), {}))
    for name, part in schema.get("$defs", {}).items():
        _explain(part, words.get(name, {}) | words["MedUnntak"])
        _explain(part, words["Sted"] if name in OF_ELEMENTS else {})
    return {"$schema": DRAFT, **schema}


def _as_pydantic_names_it(model: str) -> str:
    return re.sub(r"[^a-zA-Z0-9.\-_]", "_", model)


def _as_read(node: Any) -> Any:
    """The schema without empty values, which the reader refuses, and without the words of the program."""
    if isinstance(node, list):
        return [_as_read(each) for each in node]
    if not isinstance(node, dict):
        return node
    if "anyOf" in node and (filled := [each for each in node["anyOf"] if each != {"type": "null"}]) != node["anyOf"]:
        node = {**{key: value for key, value in node.items() if key != "anyOf"}, "anyOf": filled}
        node = node if len(filled) > 1 else {**node, **filled[0]} | {"anyOf": None}
    noise = {"title", "description"} if "properties" in node or "type" in node or "anyOf" in node else set()
    return {key: _as_read(value) for key, value in node.items() if key not in noise and value is not None}


def _explain(part: dict[str, Any], words: dict[str, str]) -> None:
    for field, text in words.items():
        if field in part.get("properties", {}):
            part["properties"][field].setdefault("description", text)


def _written(schema: dict[str, Any]) -> bytes:
    return (json.dumps(schema, ensure_ascii=False, indent=1) + "\n").encode()
