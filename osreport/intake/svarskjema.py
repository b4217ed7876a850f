"""A filled reply form: its content controls by their tags."""

from collections.abc import Iterator, Mapping
from typing import Any

from osreport.model.verdi import Kategori

from .letters import line
from .opening import Package
from .received import Point, Received, Sender
from .wordfile import shown, w

Element = Any

PAIRS = 5
TAGS = {f"{name}_{n}" for name in ("gjelder", "merknad") for n in range(1, PAIRS + 1)}
CATEGORIES: frozenset[str] = frozenset(Kategori.__args__)  # type: ignore[attr-defined]
EMPTY = ("Skjemaet er ikke fylt ut.", "Se i originalen om svaret står utenfor feltene; skriv det da inn for hånd.")


def is_form(root: Element) -> bool:
    """Whether the document has the fields of the reply form."""
    return len(TAGS & {each.get(w("val")) for each in root.iter(w("tag"))}) >= 2  # noqa: PLR2004 - one may be a chance


def received(package: Package, root: Element) -> Received | None:
    """What the form says; None where nothing is filled in."""
    said = fields(root)
    points = tuple(_points(said))
    if not points:
        return None
    text = "\n\n".join(f"Gjelder: {each.field}\n{each.text}" if each.field else each.text for each in points)
    return Received("svarskjema", _sender(said), text, points, notes=package.dangers(), round=said.get("runde", ""))


def fields(root: Element) -> Mapping[str, str]:
    """What is written in each control, empty where only the words that invite to write stand."""
    found: dict[str, str] = {}
    for control in root.iter(w("sdt")):
        properties, content = control.find(w("sdtPr")), control.find(w("sdtContent"))
        tag = None if properties is None else properties.find(w("tag"))
        if tag is not None and content is not None:
            is_written = properties.find(w("showingPlcHdr")) is None
            found.setdefault(tag.get(w("val"), ""), shown(content).strip() if is_written else "")
    return found


def _points(said: Mapping[str, str]) -> Iterator[Point]:
    """The points that are filled in; one with only what it is about is a point as well."""
    for number in range(1, PAIRS + 1):
        about, text = said.get(f"gjelder_{number}", ""), said.get(f"merknad_{number}", "")
        if text:
            yield Point(text, field=line(about))
        elif about:
            yield Point(about, field=line(about))


def _sender(said: Mapping[str, str]) -> Sender:
    name, behalf = line(said.get("navn", "")), line(said.get("på_vegne_av", ""))
    chosen = said.get("kategori", "").lower()
    return Sender(
        behalf or name, name if behalf else "", chosen if chosen in CATEGORIES else "",
        line(said.get("adresse", "")), line(said.get("epost", "")),
    )  # fmt: skip
