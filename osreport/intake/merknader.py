"""Inputs → merknader as they are written in the sources, with what the planner should look at in each."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from osreport.model.endring import STEDER
from osreport.model.horing import Høringsrunde
from osreport.model.merknad import Merknad
from osreport.structs import Struct
from osreport.wording import day as in_words

from . import yamltekst
from .copies import Text, compared, copies
from .elements import Elements
from .letters import line
from .received import Day, Point, Received
from .senders import recipient

UNKNOWN = "Ukjent avsender"
NEXT = "Les gjennom, rett avsenderen og det punktene gjelder, og del opp i punkter. Hele «tekst» endres aldri."
LATE = "Kom inn {} etter fristen ({}). Kommunen avgjør om den blir tatt med."


class Original(Struct):
    """The file that an input came in, as it is kept."""

    fil: str
    sha256: str


class Made(Struct):
    """A merknad on its way to the sources: its id, the lines of its file, and what is told of it."""

    id: str
    said: Received
    content: bytes
    original: Original
    remarks: tuple[str, ...]

    @property
    def name(self) -> str:
        return _name(self.said)


class Desk(Struct):
    """What inputs are held up against: the round, what can be named, what is there already, and the day they came."""

    round: Høringsrunde
    elements: Elements
    known: Sequence[Merknad]
    received: Day | None = None


def made(desk: Desk, found: Iterable[tuple[Received, Original]]) -> tuple[Made, ...]:
    """A merknad for each input, in order, with ids that go on after the last."""
    first = 1 + max((number for each in desk.known if (number := _number(each.id))), default=0)
    listed = [(f"m-{number:03d}", said, original) for number, (said, original) in enumerate(found, first)]
    texts = [compared(id_, _name(said), said.sender.epost, said.text) for id_, said, _ in listed]
    alike = copies(texts, (_text(each) for each in desk.known))
    return tuple(_made(desk, id_, said, original, alike.get(id_, "")) for id_, said, original in listed)


def _number(id_: str) -> int:
    number = id_.removeprefix("m-")
    return int(number) if id_ != number and number.isdecimal() else 0


def _text(known: Merknad) -> Text:
    return compared(known.id, known.avsender.navn, known.avsender.epost or "", known.tekst)


def _name(said: Received) -> str:
    return said.sender.navn or said.sender.epost or UNKNOWN


def _made(desk: Desk, id_: str, said: Received, original: Original, alike: str) -> Made:
    remarks = tuple(_remarks(desk, said, alike))
    copy_of = alike.split()[2] if alike else ""
    lines = [yamltekst.comment(each) for each in remarks]
    if copy_of:
        lines.append(yamltekst.comment(f"Er den en kopi, skriv på en egen linje: kopi_av: {copy_of}"))
    lines.append(yamltekst.comment(NEXT))
    lines += yamltekst.mapping(_fields(desk, id_, said, original))
    return Made(id_, said, ("\n".join(lines) + "\n").encode(), original, remarks)


def _remarks(desk: Desk, said: Received, alike: str) -> Iterator[str]:
    day, deadline = said.day or desk.received, desk.round.frist
    if day and deadline.dag and (late := (date(*day) - date(*deadline.sortering)).days) > 0:
        yield LATE.format("1 dag" if late == 1 else f"{late} dager", in_words(deadline, "nb", short=True))
    if day is None:
        yield "Datoen den kom inn, er ikke kjent. Skriv den i «mottatt»."
    if alike:
        yield f"{alike[:1].upper()}{alike[1:]}."
    if said.round and said.round != desk.round.id:
        yield f"Skjemaet er laget for en annen høring («{line(said.round, 60)}»)."
    if not said.sender.navn:
        yield "Avsenderen er ikke kjent. Skriv den i «avsender»."
    yield from dict.fromkeys(said.notes)


def _fields(desk: Desk, id_: str, said: Received, original: Original) -> dict[str, Any]:
    day = said.day or desk.received
    kept = {"fil": original.fil, "sha256": original.sha256, "form": said.form, "sted": line(said.place)}
    return {
        "id": id_,
        "høring": desk.round.id,
        "avsender": _sender(desk, said),
        "mottatt": "{:04d}-{:02d}-{:02d}".format(*day) if day else "ukjent",
        "journalnummer": said.journal,
        "original": kept,
        "tekst": said.text,
        "punkter": tuple(_points(desk, id_, said)),
    }


def _sender(desk: Desk, said: Received) -> dict[str, str]:
    """The sender, with the category of the recipient that it is, or the one it has chosen itself; never a guess."""
    sender, known = said.sender, recipient(said.sender, desk.round.mottakere)
    return {
        "navn": _name(said),
        "kategori": known.kategori if known else sender.kategori,
        "mottaker": known.id if known else "",
        "kontaktperson": sender.kontaktperson,
        "adresse": line(sender.adresse),
        "epost": sender.epost,
        "telefon": sender.telefon,
    }


def _points(desk: Desk, id_: str, said: Received) -> Iterator[Mapping[str, Any]]:
    for number, point in enumerate(said.points, 1):
        yield {
            "id": f"{id_}-{number}",
            "tekst": point.text,
            "gjelder": tuple({kind: name} for kind, name in _about(desk, point, said)),
        }


def _about(desk: Desk, point: Point, said: Received) -> Iterator[tuple[str, str]]:
    named = desk.elements.named(point, point.text or said.text if point.sought is None else point.sought)
    yield from (each for each in named if each[0] in STEDER)
