"""Marks inside a printed text: what is bold, what is a link, where a heading, a list or a figure begins.

A template prints plain text. The marks travel through it as private-use characters, which no source may hold,
and `word` turns them into runs, hyperlinks, bookmarks, list numbering and drawings. So the template needs no
tag but `{{ … }}`, in whatever style the designer chose.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from osreport.prose import Runs

OPEN, CLOSE = "\ue000", "\ue001"
MARK = re.compile(f"{OPEN}([^{CLOSE}]*){CLOSE}")


@dataclass(frozen=True)
class Mark:
    """An instruction: what begins or ends here (`kind`), and which one (`value`)."""

    kind: str
    value: str = ""

    def __str__(self) -> str:
        return f"{OPEN}{self.kind}:{self.value}{CLOSE}"


def block(number: int) -> str:
    """Marks the place where a block of the document is printed."""
    return str(Mark("block", str(number)))


def heading(number: int) -> str:
    return str(Mark("heading", str(number)))


def numbered_list(number: int) -> str:
    return str(Mark("list", str(number)))


def picture(number: int) -> str:
    return str(Mark("picture", str(number)))


def to_text(runs: Runs) -> str:
    """The runs as text with marks."""
    return "".join(_marked(run.text, run.bold, run.italic, run.href) for run in runs)


def _marked(text: str, bold: bool, italic: bool, href: str) -> str:
    style = [Mark("bold")] * bold + [Mark("italic")] * italic + [Mark("link", href)] * bool(href)
    return "".join(map(str, style)) + text + "".join(str(Mark("end", mark.kind)) for mark in reversed(style))


def split(text: str) -> Iterator[str | Mark]:
    """Text and marks in the order they stand."""
    for index, part in enumerate(MARK.split(text)):
        if index % 2:
            kind, _, value = part.partition(":")
            yield Mark(kind.lower(), value)
        elif part:
            yield part
