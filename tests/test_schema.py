"""The schemas an editor reads: they accept what the reader accepts, and explain every field in Norwegian."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import pytest
from jsonschema import Draft202012Validator

from osreport.model.planverk import Planverk
from osreport.model.verdi import Dato, Verdi
from osreport.schema import explanations, schemas
from osreport.sources.reader import SOURCES
from osreport.sources.strict_yaml import read_yaml

ROOT = Path(__file__).resolve().parent.parent
SCHEMAS = {name: json.loads(text) for name, text in schemas().items()}
FILES = [
    (source.schema, file)
    for source in SOURCES
    for folder in (ROOT / "sources", ROOT / "examples" / "fjordheim" / "sources")
    for file in sorted(folder.glob(source.pattern))
]


PLAN = "grupper: [{id: a, tittel: A, planer: [{id: b, navn: B, eier: Os"


def as_json(value: Any) -> Any:
    """Tuples, as the reader makes them, are JSON's lists."""
    if isinstance(value, dict):
        return {key: as_json(each) for key, each in value.items()}
    return [as_json(each) for each in value] if isinstance(value, tuple) else value


def faults(schema: str, text: str) -> list[str]:
    tree, _ = read_yaml(text.encode(), schema)
    assert tree
    return [error.json_path for error in Draft202012Validator(SCHEMAS[schema]).iter_errors(as_json(tree.value))]


@pytest.mark.parametrize("name", SCHEMAS)
def test_schema_is_a_schema(name: str) -> None:
    Draft202012Validator.check_schema(SCHEMAS[name])


@pytest.mark.parametrize(("schema", "file"), FILES, ids=[str(file.relative_to(ROOT)) for _, file in FILES])
def test_editor_accepts_what_the_reader_accepts(schema: str, file: Path) -> None:
    assert faults(schema, file.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    ("text", "path"),
    [
        (f"{PLAN}, farge: rød}}]}}]", "$.grupper[0].planer[0]"),
        ("grupper: [{id: a, tittel: A, planer: [{id: b, navn: 12, eier: Os}]}]", "$.grupper[0].planer[0].navn"),
        (f"{PLAN}, merknad: }}]}}]", "$.grupper[0].planer[0].merknad"),
        ("grupper: [{id: Stor Bokstav, tittel: A}]", "$.grupper[0].id"),
        (f"{PLAN}, type: notat}}]}}]", "$.grupper[0].planer[0].type"),
        ("grupper: []", "$.grupper"),
        ("{}", "$"),
    ],
    ids=["unknown field", "number for text", "empty value", "bad id", "unknown word", "empty list", "missing field"],
)  # fmt: skip
def test_editor_marks_what_the_reader_refuses(text: str, path: str) -> None:
    assert faults("planregister.json", text) == [path]


def models(annotation: Any, seen: set[type[Verdi]]) -> Iterator[type[Verdi]]:
    """Every model below an annotation that a planner writes field by field."""
    if isinstance(annotation, type) and issubclass(annotation, Verdi) and annotation not in {*seen, Dato}:
        seen.add(annotation)
        yield annotation
        for field in annotation.model_fields.values():
            yield from models(field.annotation, seen)
    for member in get_args(annotation):
        yield from models(member, seen)


def test_every_field_is_explained_once_and_nothing_else() -> None:
    words = explanations()
    told = {(model, field) for model, fields in words.items() for field in fields}
    found = list(models(Planverk, set()))
    names = {model.__name__ for model in found}
    written = {
        (next(base.__name__ for base in reversed(model.__mro__) if field in getattr(base, "model_fields", {})), field)
        for model in found
        for field in model.model_fields
    }
    assert told == written
    assert set(words) <= names | {"Planverk", "MedUnntak", "Sted"}


def test_editor_shows_an_explanation_for_every_field() -> None:
    for name, schema in SCHEMAS.items():
        for part in (schema, *schema.get("$defs", {}).values()):
            for field, told in part.get("properties", {}).items():
                assert told.get("description"), (name, field)


def test_the_guide_explains_each_field_with_the_same_words() -> None:
    guide = (ROOT / "docs" / "brukerveiledning.md").read_text(encoding="utf-8")
    missing = [text for fields in explanations().values() for text in fields.values() if text not in guide]
    assert missing == []
