"""Problems as people, editors and machines read them."""

import json
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from itertools import groupby
from typing import Any

from osreport.problem import Problem

LEVELS = {"feil": "error", "advarsel": "warning", "merknad": "note"}
MANY = {"feil": "feil", "advarsel": "advarsler", "merknad": "merknader"}
COLOURS = {"feil": 31, "advarsel": 33, "merknad": 36}
SARIF = "https://json.schemastore.org/sarif-2.1.0.json"


def to_text(problems: Sequence[Problem], *, colour: bool = False) -> str:
    """The problems of one file after those of another, and how many they are."""
    if not problems:
        return "Ingen feil funnet."
    files = groupby(problems, key=lambda problem: problem.place.file)
    shown = ["\n".join(_coloured(each) if colour else str(each) for each in found) for _, found in files]
    return "\n\n".join([*shown, summary(problems)])


def summary(problems: Sequence[Problem]) -> str:
    """How many of each kind; nothing is made as long as there are faults."""
    counts = Counter(str(problem.severity) for problem in problems)
    told = [f"{counts[level]} {level if counts[level] == 1 else many}" for level, many in MANY.items() if counts[level]]
    listed = f"{', '.join(told[:-1])} og {told[-1]}" if told[1:] else told[0]
    return f"{listed} funnet. Ingen filer er endret." if counts["feil"] else f"Ingen feil funnet, men {listed}."


def _coloured(problem: Problem) -> str:
    """As on a terminal (ECMA-48, 8.3.117): the head in a colour of its own, the place and the hint as they are."""
    head, _, hint = str(problem).partition("\n")
    said = f"{problem.code} {problem.severity}:"
    return head.replace(said, f"\033[{COLOURS[problem.severity]}m{said}\033[0m", 1) + (f"\n{hint}" if hint else "")


def to_github(problems: Sequence[Problem]) -> str:
    """Workflow commands, which GitHub shows beside the line in a change."""
    return "\n".join(map(_annotation, problems))


def _annotation(problem: Problem) -> str:
    place = {"file": problem.place.file, "line": problem.place.line, "col": problem.place.column}
    told = {**{name: value for name, value in place.items() if value}, "title": problem.code}
    properties = ",".join(f"{name}={_escaped(str(value), ':,')}" for name, value in told.items())
    level = {"feil": "error", "advarsel": "warning", "merknad": "notice"}[problem.severity]
    return f"::{level} {properties}::{_escaped(f'{problem.message} {problem.hint}'.strip())}"


def _escaped(text: str, also: str = "") -> str:
    return "".join(f"%{ord(letter):02X}" if letter in f"%\r\n{also}" else letter for letter in text)


def chosen(problems: Sequence[Problem], families: str) -> tuple[Problem, ...]:
    """The problems of some families (`REF,LOV`, or whole codes); without any, all of them."""
    wanted = tuple(family.strip().upper() for family in families.split(",") if family.strip())
    return tuple(problem for problem in problems if not wanted or problem.code.startswith(wanted))


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


FORMATS: Mapping[str, Callable[[Sequence[Problem]], str]] = {
    "text": to_text,
    "json": to_json,
    "sarif": to_sarif,
    "github": to_github,
}
