"""What a file that came in says: its inputs, with their points, and what of it could not be read."""

from collections.abc import Iterable
from typing import Literal

from osreport.structs import Struct, parts, replace

Form = Literal["svarskjema", "høringsutkast", "regneark", "e-post", "tekst"]
Address = tuple[str, str]
Day = tuple[int, int, int]


class Refused(Exception):  # noqa: N818 - that a file is not read is no fault of the program
    """Why a file or a part of it is not read, and what to do about it, in words for a planner."""

    def __init__(self, reason: str, hint: str) -> None:
        self.reason, self.hint = reason, hint
        super().__init__(reason)


class File(Struct):
    """A file as it came in; the name is the sender's, and is shown, never used as a path."""

    name: str
    content: bytes


class Sender(Struct):
    """Who an input is from, as far as the file tells."""

    navn: str = ""
    kontaktperson: str = ""
    kategori: str = ""
    adresse: str = ""
    epost: str = ""
    telefon: str = ""

    def completed(self, other: "Sender") -> "Sender":
        """The same sender, with what only the other knows."""
        return replace(other, **{field: said for field, said in parts(self).items() if said})


class Point(Struct):
    """One point of an input: the words, the elements that are sure, and the words in which more are sought.

    Without `text` it is the whole input; `field` is what the sender has written in a field for what it is about.
    Elements are sought in the text, or in `sought` where the text quotes the plan.
    """

    text: str = ""
    about: tuple[Address, ...] = ()
    field: str = ""
    sought: str | None = None


class Received(Struct):
    """One input: who it is from, its words, when it came, and where in the file it stands.

    `notes` are what the planner should know of it; `round` is the hearing that it says it answers.
    """

    form: Form
    sender: Sender
    text: str
    points: tuple[Point, ...] = (Point(),)
    day: Day | None = None
    journal: str = ""
    place: str = ""
    notes: tuple[str, ...] = ()
    round: str = ""


class Unread(Struct):
    """A file, or a place in it, that could not be read: why, and what to do. At `place` of it, or the whole file."""

    reason: str
    hint: str
    place: str = ""


class Reading(Struct):
    """All that was found in a file; `old` are the merknader that some of it has become already."""

    received: tuple[Received, ...] = ()
    unread: tuple[Unread, ...] = ()
    notes: tuple[str, ...] = ()
    old: tuple[str, ...] = ()

    @classmethod
    def joined(cls, readings: Iterable["Reading"]) -> "Reading":
        """Several readings as one, in order."""
        every = tuple(readings)
        return cls(
            tuple(each for reading in every for each in reading.received),
            tuple(each for reading in every for each in reading.unread),
            tuple(each for reading in every for each in reading.notes),
        )


def without_text(place: str = "") -> Unread:
    return Unread("Det står ingen tekst der.", "Se i originalen om det er et bilde av en tekst.", place)
