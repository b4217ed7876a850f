"""Marks inside a printed text: what is bold, a link or in another language, where a heading, list or figure begins.

A template prints plain text. The marks travel through it as private-use characters, which no source may hold,
and `word` turns them into runs, hyperlinks, bookmarks, list numbering and drawings. So the template needs no
tag but `{{ … }}`, in whatever style the designer chose.
"""

import re
from collections.abc import Iterator
from itertools import groupby
from operator import attrgetter

from osreport.prose import Run, Runs
from osreport.structs import Struct

OPEN, CLOSE = "\ue000", "\ue001"
MARK = re.compile(f"{OPEN}([^{CLOSE}]*){CLOSE}")


class Mark(Struct):
    """An instruction: what begins or ends here (`kind`), and which one (`value`)."""

    kind: str
    value: str = ""

    def __str__(self) -> str:
        return f"{OPEN}{self.kind}:{self.value}{CLOSE}"


def block(number: int) -> str:
    """Marks the place where a block of the document is printed."""
    return str(Mark("block", str(number)))


def source(name: str) -> str:
    """Marks a text as that of one element of the plan set, by its kind and id."""
    return str(Mark("source", name))


def heading(number: int) -> str:
    return str(Mark("heading", str(number)))


def numbered_list(number: int) -> str:
    return str(Mark("list", str(number)))


def picture(number: int) -> str:
    return str(Mark("picture", str(number)))


def to_text(runs: Runs) -> str:
    """The runs as text with marks.

    A link is marked once for each language in it, however many runs it holds: LibreOffice tells one for a whole link.
    """
    same = groupby(runs, attrgetter("href", "language"))
    return "".join(_within("".join(map(_marked, each)), [Mark("link", href)] * bool(href)) for (href, _), each in same)


def _marked(run: Run) -> str:
    spoken = [Mark("language", run.language)] * bool(run.language)
    return _within(run.text, [Mark("bold")] * run.bold + [Mark("italic")] * run.italic + spoken)


def _within(text: str, marks: list[Mark]) -> str:
    return "".join(map(str, marks)) + text + "".join(str(Mark("end", mark.kind)) for mark in reversed(marks))


def split(text: str) -> Iterator[str | Mark]:
    """Text and marks in the order they stand."""
    for index, part in enumerate(MARK.split(text)):
        if index % 2:
            kind, _, value = part.partition(":")
            yield Mark(kind.lower(), value)
        elif part:
            yield part
