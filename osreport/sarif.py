"""Problems for code hosts, which show them beside the file: SARIF 2.1.0 (OASIS), with every rule told in words."""

import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from hashlib import sha256
from importlib.metadata import version
from typing import Any
from urllib.parse import quote

from osreport.check.families import FAMILIES, family
from osreport.check.rules import CODES
from osreport.problem import Problem

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
LEVELS = {"feil": "error", "advarsel": "warning", "merknad": "note"}
MOVING = re.compile(r"(?<=linje )\d+|(?<=[a-z]):\d+(:\d+)?")  # numbers of lines, which change with what stands above


def to_sarif(problems: Sequence[Problem]) -> str:
    """One run; every rule of ours is described, whether it found something or not."""
    codes = sorted({*CODES, *(problem.code for problem in problems)})
    driver = {
        "name": "osreport",
        "semanticVersion": version("osreport"),
        "language": "nb-NO",
        "rules": [_rule(code) for code in codes],
    }
    results = [
        _result(problem, print_, codes.index(problem.code))
        for problem, print_ in zip(problems, _fingerprints(problems), strict=True)
    ]
    run = {"tool": {"driver": driver}, "language": "nb-NO", "columnKind": "unicodeCodePoints", "results": results}
    return json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=2)


def _rule(code: str) -> dict[str, Any]:
    """What a rule demands; faults of reading, which have no rule, say what they are about."""
    title, rule = FAMILIES[family(code)], CODES.get(code)
    help_ = f"{rule.rule} Hjemmel: {rule.basis}." if rule and rule.basis else rule.rule if rule else title
    return {
        "id": code,
        "name": title,
        "shortDescription": {"text": rule.rule if rule else title},
        "help": {"text": f"{help_} Se docs/regler.md og docs/brukerveiledning.md."},
        "defaultConfiguration": {"level": LEVELS[rule.severity if rule else "feil"]},
    }


def _result(problem: Problem, fingerprint: str, rule: int) -> dict[str, Any]:
    place: dict[str, Any] = {"artifactLocation": {"uri": _uri(problem.place.file)}}
    if problem.place.line:
        place["region"] = {"startLine": problem.place.line, "startColumn": problem.place.column or 1}
    return {
        "ruleId": problem.code,
        "ruleIndex": rule,
        "level": LEVELS[problem.severity],
        "message": {"text": f"{problem.message} {problem.hint}".strip()},
        "locations": [{"physicalLocation": place}],
        "partialFingerprints": {"osreport/v1": fingerprint},
    }


def _uri(file: str) -> str:
    """The path as a URI reference (RFC 3986), relative to the root of the repository where it is below it."""
    letter = re.match(r"[A-Za-z]:/", file)
    return f"file://{'/' * bool(letter)}{quote(file)}" if file.startswith("/") or letter else quote(file)


def _fingerprints(problems: Sequence[Problem]) -> Iterator[str]:
    """The same for a problem that is only moved to another line; those alike in a file are counted."""
    seen: Counter[str] = Counter()
    for problem in problems:
        told = "\0".join((problem.code, problem.place.file, MOVING.sub("", problem.message)))
        seen[told] += 1
        yield sha256(f"{told}\0{seen[told]}".encode()).hexdigest()[:32]
