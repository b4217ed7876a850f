"""Text in a drawing: how wide it is, and where its lines break."""

import re
from functools import cache

from osreport.figures.metrics import BOLD, REGULAR, UNITS
from osreport.structs import Struct

# A word may break after a slash, and after a hyphen that has a real word before it («4-årshjul» stays whole).
WORD = re.compile(r"\s+|(?:[^\s/-]|(?<!\w{3})-)*(?:[/-]+|(?=\s|$))")
WIDEST = UNITS


class Lettering(Struct):
    """How a text is set; sizes are millimetres, as everywhere in a drawing."""

    size: float
    colour: str
    bold: bool = False

    @property
    def leading(self) -> float:
        """The distance from one line to the next."""
        return self.size * 1.28


class Block(Struct):
    """A text broken into lines."""

    lines: tuple[str, ...]
    lettering: Lettering

    @property
    def height(self) -> float:
        return len(self.lines) * self.lettering.leading

    @property
    def width(self) -> float:
        return max((width(line, self.lettering) for line in self.lines), default=0)


@cache
def _widths(bold: bool) -> dict[str, int]:
    table = BOLD if bold else REGULAR
    return {letter: units for units, letters in table.items() for letter in letters}


def width(text: str, lettering: Lettering) -> float:
    """The width of one line of text; a letter outside the table counts as an em."""
    widths = _widths(lettering.bold)
    return sum(widths.get(letter, WIDEST) for letter in text) * lettering.size / UNITS


def broken(text: str, lettering: Lettering, room: float) -> Block:
    """The text as lines no wider than `room`; it breaks at spaces, after hyphens, and inside a long word."""
    lines = [""]
    for word in WORD.findall(text):
        for piece in _pieces(word, lettering, room):
            if width((lines[-1] + piece).rstrip(), lettering) > room:
                lines.append("")
            lines[-1] += piece if lines[-1] else piece.lstrip()
    return Block(tuple(line.rstrip() for line in lines if line.strip()), lettering)


def _pieces(word: str, lettering: Lettering, room: float) -> list[str]:
    """The word, cut with hyphens where it is too long for a line of its own."""
    pieces = []
    while width(word.rstrip(), lettering) > room and len(word) > 1:
        end = _longest(word, lettering, room)
        pieces.append(word[:end] + "-")
        word = word[end:]
    return [*pieces, word]


def _longest(word: str, lettering: Lettering, room: float) -> int:
    """How many letters fit in `room` with a hyphen after them; never none."""
    fits = (end for end in range(len(word) - 1, 1, -1) if width(word[:end] + "-", lettering) <= room)
    return next(fits, 1)
