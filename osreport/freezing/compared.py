"""What has become of the frozen numbers of each document, and how that is shown."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from osreport.context.document import renumbered_since
from osreport.context.renumbered import Renumbered
from osreport.decisions.ledger import written
from osreport.model.frosne_numre import FrosneNumre
from osreport.model.planverk import Planverk
from osreport.model.verdi import Dato
from osreport.numbering import earlier, frozen_on
from osreport.structs import Struct

HEADS = ("Tidligere nummer", "Nytt nummer", "Tittel")
PREFIX = {"kapittel": "", "figur": "Figur ", "tabell": "Tabell "}


class Compared(Struct):
    """One document, what it is compared with (nothing, where no numbers are frozen), and the numbers that differ."""

    document: str
    freeze: FrosneNumre | None
    changed: tuple[Renumbered, ...]


def compared(planverk: Planverk, names: Sequence[str], since: Dato | None) -> tuple[Compared, ...]:
    """Each document against the numbers that were frozen on a day; without one, those that a reader has in hand."""
    return tuple(_compared(planverk, name, since) for name in names)


def _compared(planverk: Planverk, name: str, since: Dato | None) -> Compared:
    freeze = frozen_on(planverk, name, since) if since else earlier(planverk, name)
    changed = renumbered_since(planverk, name, freeze) if freeze else ()
    return Compared(getattr(planverk, name).kortnavn, freeze, changed)


def to_text(found: Sequence[Compared]) -> str:
    """A table for each document, its columns as wide as they need to be."""
    return "\n\n".join("\n".join(_lines(each)) for each in found)


def _lines(each: Compared) -> Iterator[str]:
    yield _said(each)
    rows = [HEADS, *map(_row, each.changed)] if each.changed else []
    widths = [max((len(row[column]) for row in rows), default=0) for column in range(2)]
    yield from (f"  {row[0]:<{widths[0]}}  {row[1]:<{widths[1]}}  {row[2]}" for row in rows)


def to_markdown(found: Sequence[Compared]) -> str:
    """Tables to be pasted into a case paper."""
    return "\n\n".join("\n".join(_in_markdown(each)) for each in found)


def _in_markdown(each: Compared) -> Iterator[str]:
    yield f"## {each.document}\n\n{_said(each)}"
    if each.changed:
        yield f"\n| {' | '.join(HEADS)} |\n|---|---|---|"
        yield from (f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in _row(row))} |" for row in each.changed)


def to_json(found: Sequence[Compared]) -> str:
    return json.dumps([_plain(each) for each in found], ensure_ascii=False, indent=2)


def _plain(each: Compared) -> dict[str, Any]:
    freeze = each.freeze
    since = {"dato": written(freeze.dato), "status": freeze.status, "grunn": freeze.grunn} if freeze else None
    numbers = [
        {"slag": row.kind, "id": row.id, "tittel": row.title, "tidligere": row.old or None, "nytt": row.new or None}
        for row in each.changed
    ]
    return {"dokument": each.document, "siden": since, "numre": numbers}


def _said(each: Compared) -> str:
    if each.freeze is None:
        return f"{each.document}: Ingen numre er frosset."
    of = f"{written(each.freeze.dato)} ({each.freeze.status})"
    if not each.changed:
        return f"{each.document}: Alle numre er som de ble frosset {of}."
    return f"{each.document}: {len(each.changed)} numre er endret siden de ble frosset {of}."


def _row(row: Renumbered) -> tuple[str, str, str]:
    old, new = (PREFIX[row.kind] + number if number else "" for number in (row.old, row.new))
    return old or "ny", new or "utgår", row.title


FORMATS: Mapping[str, Callable[[Sequence[Compared]], str]] = {
    "text": to_text, "json": to_json, "markdown": to_markdown,
}  # fmt: skip
