"""Two texts compared word by word."""

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from itertools import groupby
from typing import Literal

from osreport.structs import Struct

Mark = Literal["lik", "fjernet", "ny"]
WORD = re.compile(r"\s+|[\w{}:.,-]*\w|[^\w\s]")
BETWEEN_SPACES = re.compile(r"\s+|\S+")


class Stretch(Struct):
    """Some words that are in both texts, only in the old one, or only in the new."""

    mark: Mark
    text: str


def split(text: str) -> list[str]:
    """The words, the spaces between them and the signs; together they are the text."""
    return WORD.findall(text)


def compared(old: str, new: str, word: re.Pattern[str] = WORD) -> tuple[Stretch, ...]:
    """Both texts in one: the old one is what is not new, the new one what is not gone."""
    before, after = word.findall(old), word.findall(new)
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    steps = [("".join(before[a:b]), "".join(after[c:d]), step == "equal") for step, a, b, c, d in matcher.get_opcodes()]
    return tuple(_stretches(steps))


def _stretches(steps: list[tuple[str, str, bool]]) -> Iterator[Stretch]:
    """A space alone between two changes is part of one change: so it is read in one go."""
    last = len(steps) - 1
    marked = [
        (before, after, same and (before.strip() != "" or number in {0, last}))
        for number, (before, after, same) in enumerate(steps)
    ]
    for same, group in groupby(marked, key=lambda each: each[2]):
        parts = list(group)
        gone, come = "".join(each[0] for each in parts), "".join(each[1] for each in parts)
        if same:
            yield Stretch("lik", gone)
            continue
        yield from (Stretch(mark, text) for mark, text in _changed(gone, come) if text)


def _changed(gone: str, come: str) -> tuple[tuple[Mark, str], ...]:
    return (("fjernet", gone), ("ny", come))
