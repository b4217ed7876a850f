"""JSON Schema for every kind of source file, so that an editor completes fields and marks errors while typing."""

import json

from osreport.sources.reader import SOURCES

DRAFT = "https://json-schema.org/draft/2020-12/schema"


def schemas() -> dict[str, bytes]:
    """The schema files by name."""
    made = {}
    for source in SOURCES:
        schema = {"$schema": DRAFT, **source.model.model_json_schema(mode="validation")}
        made[source.schema] = (json.dumps(schema, ensure_ascii=False, indent=1) + "\n").encode()
    return made
