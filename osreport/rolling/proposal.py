"""The file of the proposal: a decision in the planner's own language of changes, with the reasons as comments."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from osreport import wording
from osreport.check.law import listed

from .changes import Proposed
from .mentions import Mention
from .roll import Roll
from .summary import broken, of_doubt, of_due, of_overdue, of_revision
from .words import WORDS

WIDTH = 110
INDENT = "  "
INTRODUCTION = """\
yaml-language-server: $schema=../.schema/vedtak.json

Forslag til rullering av planstrategien fra {told}. Laget av «./inv roll --to {begins}» av det som sto i kildene.
Forslaget er ikke vedtatt, og endrer ingenting i planene. Les det, rett det, og slett det som ikke skal være med. \
Det som står som kommentar under «endringer», tar du med ved å fjerne «# » foran hver linje.
  Vis dokumentene:  ./inv build --with {id}
  Vis endringene:   ./inv redline --from arbeid --with {id}
Når forslaget er vedtatt: Skriv dagen i «dato», saken i «sak» og «resultat: vedtatt». Rett «ordlyd» til det som ble \
vedtatt, og gi filen et navn som begynner med dagen."""
# What YAML reads as the words that stand there; all else is put in quotes.
PLAIN = re.compile(r"[A-Za-zÆØÅæøå«][^:#{}\[\]\"'&*!|>%@`\\\n\t]*")
RESERVED = {"true", "false", "null", "yes", "no", "on", "off"}


def written(roll: Roll) -> str:
    """The whole file."""
    return "\n".join([*_comment(_head(roll)), "", *_decision(roll), *_changes(roll)]) + "\n"


def _head(roll: Roll) -> Iterator[str]:
    begins, old, new = roll.window.new.fra, wording.period(roll.window.old), wording.period(roll.window.new)
    passed = listed(list(map(str, roll.window.passed)))
    yield from INTRODUCTION.format(told=roll.window.told, begins=begins, id=roll.id).splitlines()
    unclear = "Må avklares. Rett i planregister.yaml, slett denne filen, og lag forslaget på nytt"
    yield from _section(unclear, map(of_revision, roll.fated("må avklares")))
    yield from _section("På overtid", map(of_overdue, roll.overdue))
    yield from _section(f"Skal eller bør tas opp i {new}, uten å være satt opp", map(of_due, roll.due))
    yield from _section(f"Usikre år i {new}, som står som før", map(of_doubt, roll.doubtful))
    named = (_told(each) for each in roll.naming if each.replacement is None)
    yield from _section(f"Tekst som nevner {old}. Se om den fortsatt er riktig", named)
    yield from _section(f"Tekst som nevner {passed}. Se om den fortsatt er riktig", map(_told, roll.speaking))


def _told(each: Mention) -> str:
    return f"{each.under}: «{each.sentence}»"


def _section(title: str, lines: Iterable[str]) -> Iterator[str]:
    for number, line in enumerate(lines):
        if not number:
            yield from ("", f"{title}:")
        yield f"  - {line}"


def _comment(lines: Iterable[str]) -> Iterator[str]:
    """The lines as comments, broken between words; an item goes on below its own words."""
    for line in lines:
        begun = re.match(r" *(?:- )?", line)
        below = " " * (begun.end() if begun else 0)
        if line.startswith("yaml-language-server"):
            yield f"# {line}"
            continue
        yield from (f"# {part}".rstrip() for part in broken(line, WIDTH, below))


def _decision(roll: Roll) -> Iterator[str]:
    words = WORDS[roll.language]
    told = {
        "nye": wording.period(roll.window.new), "første": roll.window.new.fra,
        "forbi": listed(list(map(str, roll.window.passed))), "åpnet": listed(list(map(str, roll.window.opened))),
    }  # fmt: skip
    used = dict.fromkeys(each.sentence for each in roll.proposed if each.taken)
    yield f"id: {roll.id}"
    yield f"organ: {_scalar(roll.body)}"
    yield "# Året den nye perioden begynner. Skriv dagen for vedtaket når den er kjent."
    yield f"dato: {roll.window.new.fra}"
    yield "sak: ukjent"
    yield f"gjelder: {_scalar(roll.subject)}"
    yield "resultat: foreslått"
    yield "# Forslag til ordlyd."
    yield from _block("ordlyd", [{"id": each, "tekst": words[each].format(**told)} for each in used], "")


def _changes(roll: Roll) -> Iterator[str]:
    yield "endringer:"
    for each in roll.proposed:
        yield ""
        yield from (f"{INDENT}{line}" for line in _comment(each.why))
        yield from _change(each, {one.sentence for one in roll.proposed if one.taken})


def _change(each: Proposed, sentences: set[str]) -> Iterator[str]:
    own = {"punkt": each.sentence} if each.sentence in sentences else {}
    for line in _items([own | {each.kind: each.fields}], INDENT):
        yield line if each.taken else f"{INDENT}# {line.removeprefix(INDENT)}"


def _block(key: str, value: Any, indent: str) -> Iterator[str]:
    """A key with what stands below it, or beside it."""
    if isinstance(value, Mapping):
        yield f"{indent}{key}:"
        for own, each in value.items():
            yield from _block(own, each, indent + INDENT)
    elif isinstance(value, list | tuple):
        yield f"{indent}{key}:"
        yield from _items(value, indent + INDENT)
    else:
        yield f"{indent}{key}: {_scalar(value)}"


def _items(values: Iterable[Mapping[str, Any]], indent: str) -> Iterator[str]:
    for each in values:
        lines = [line for key, value in each.items() for line in _block(key, value, indent + INDENT)]
        yield f"{indent}- {lines[0].lstrip()}"
        yield from lines[1:]


def _scalar(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if not isinstance(value, str):
        return str(value)
    is_plain = PLAIN.fullmatch(value) and value == value.strip() and value.casefold() not in RESERVED
    return value if is_plain else json.dumps(value, ensure_ascii=False)
