"""Inputs that may be copies of one another: the same words, or nearly, from the same sender or another."""

import re
from collections.abc import Iterable, Iterator

from osreport.structs import Struct

ALIKE = 0.9
SHORTEST = 40  # letters; shorter words are the same by chance
WORD = re.compile(r"\w+")
LONGEST = 40_000  # letters; longer texts are compared whole only


class Text(Struct):
    """An input as it is compared: its id, who sent it and how to reach them, and its words."""

    id: str
    sender: str
    mail: str
    words: str

    def is_of(self, other: "Text") -> bool:
        """Whether both are from the same sender, as far as it is told."""
        return bool(self.sender and self.sender == other.sender) or bool(self.mail and self.mail == other.mail)


def compared(id_: str, sender: str, mail: str, text: str) -> Text:
    """An input with its words in one form: what sets copies apart is white space, signs and capitals."""
    return Text(id_, " ".join(sender.lower().split()), mail.lower(), " ".join(WORD.findall(text.lower())))


def copies(new: Iterable[Text], known: Iterable[Text]) -> dict[str, str]:
    """What to tell of each new input that is like one before it; nothing of the others."""
    before = list(known)
    told: dict[str, str] = {}
    for each in new:
        if (said := next(_like(each, before), None)) is not None:
            told[each.id] = said
        before.append(each)
    return told


def _like(text: Text, before: list[Text]) -> Iterator[str]:
    """The first that it is like, the surest reason first."""
    same = [each for each in before if each.words == text.words and text.words]
    for each in same:
        if text.is_of(each):
            yield f"ligner på {each.id} (samme avsender, samme tekst)"
    if len(text.words) < SHORTEST:
        return
    yield from (f"ligner på {each.id} (samme tekst, annen avsender)" for each in same)
    for each in before:
        if text.is_of(each) and _is_near(text.words, each.words):
            yield f"ligner på {each.id} (samme avsender, nesten samme tekst)"


def _is_near(one: str, other: str) -> bool:
    from rapidfuzz.distance import Indel

    longest, shortest = max(len(one), len(other)), min(len(one), len(other))
    if shortest < SHORTEST or shortest < longest * ALIKE or longest > LONGEST:
        return False
    return float(Indel.normalized_similarity(one.split(), other.split(), score_cutoff=ALIKE)) >= ALIKE
