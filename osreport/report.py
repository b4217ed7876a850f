"""Problems as people, editors and build servers read them; `sarif` has them for code hosts."""

import json
import textwrap
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from itertools import groupby
from typing import Any

from osreport.problem import Problem

MANY = {"feil": "feil", "advarsel": "advarsler", "merknad": "merknader"}
COLOURS = {"feil": 31, "advarsel": 33, "merknad": 36}
INDENT = "    "


def to_text(problems: Sequence[Problem], *, colour: bool = False, width: int = 0) -> str:
    """The problems of one file after those of another, and how many they are; no line wider than `width`, if given."""
    if not problems:
        return "Ingen feil funnet."
    files = groupby(problems, key=lambda problem: problem.place.file)
    shown = ["\n".join(_shown(each, width, colour=colour) for each in found) for _, found in files]
    told = summary(problems)
    return "\n\n".join([*shown, _broken(told, width) if width else told])


def _shown(problem: Problem, width: int, *, colour: bool) -> str:
    """As on a terminal: broken between words, its code in a colour of its own (ECMA-48, 8.3.117)."""
    said, whole = f"{problem.code} {problem.severity}:", f"{problem.code}\0{problem.severity}:"
    lines = str(problem).replace(said, whole, 1).split("\n")
    told = "\n".join(_broken(line, width) for line in lines) if width else "\n".join(lines)
    return told.replace(whole, f"\033[{COLOURS[problem.severity]}m{said}\033[0m" if colour else said, 1)


def _broken(line: str, width: int) -> str:
    """Words and paths stay whole, however long: a path that is cut cannot be clicked on."""
    return textwrap.fill(line, width, subsequent_indent=INDENT, break_long_words=False, break_on_hyphens=False)


def summary(problems: Sequence[Problem]) -> str:
    """How many of each kind; nothing is made as long as there are faults."""
    counts = Counter(str(problem.severity) for problem in problems)
    told = [f"{counts[level]} {level if counts[level] == 1 else many}" for level, many in MANY.items() if counts[level]]
    listed = f"{', '.join(told[:-1])} og {told[-1]}" if told[1:] else told[0]
    return f"{listed} funnet. Ingen filer er endret." if counts["feil"] else f"Ingen feil funnet, men {listed}."


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


FORMATS: Mapping[str, Callable[[Sequence[Problem]], str]] = {
    "text": to_text,
    "json": to_json,
    "github": to_github,
}
