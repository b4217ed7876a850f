"""Problems as people, editors and machines read them."""

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from osreport.problem import Problem

LEVELS = {"feil": "error", "advarsel": "warning", "merknad": "note"}
SARIF = "https://json.schemastore.org/sarif-2.1.0.json"


def to_text(problems: Sequence[Problem]) -> str:
    """One problem after the other, and how many they are."""
    if not problems:
        return "Ingen feil funnet."
    many = f"{len(problems)} feil funnet. Ingen filer er endret."
    return "\n".join([*map(str, problems), "", "1 feil funnet. Ingen filer er endret." if len(problems) == 1 else many])


def to_json(problems: Sequence[Problem]) -> str:
    return json.dumps([_plain(problem) for problem in problems], ensure_ascii=False, indent=2)


def to_sarif(problems: Sequence[Problem]) -> str:
    """SARIF 2.1.0 (OASIS), as code hosts show it beside the file."""
    results = [_result(problem) for problem in problems]
    rules = [{"id": code} for code in sorted({problem.code for problem in problems})]
    driver = {"name": "osreport", "rules": rules}
    run = {"tool": {"driver": driver}, "results": results}
    return json.dumps({"$schema": SARIF, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=2)


def _plain(problem: Problem) -> dict[str, Any]:
    return {
        "kode": problem.code,
        "alvor": problem.severity,
        "fil": problem.place.file,
        "linje": problem.place.line,
        "kolonne": problem.place.column,
        "melding": problem.message,
        "hint": problem.hint,
    }


def _result(problem: Problem) -> dict[str, Any]:
    place: dict[str, Any] = {"artifactLocation": {"uri": problem.place.file}}
    if problem.place.line:
        place["region"] = {"startLine": problem.place.line, "startColumn": problem.place.column or 1}
    return {
        "ruleId": problem.code,
        "level": LEVELS[problem.severity],
        "message": {"text": f"{problem.message} {problem.hint}".strip()},
        "locations": [{"physicalLocation": place}],
    }


FORMATS: Mapping[str, Callable[[Sequence[Problem]], str]] = {"text": to_text, "json": to_json, "sarif": to_sarif}
