"""The numbers of what stands side by side. What came after a freeze has a letter, as in an act: 2.3a."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import count
from string import ascii_lowercase

from osreport.model.frosne_numre import FrossetNummer

PART = re.compile(r"(\d+)([a-z]*)")
Key = tuple[str, int]
Order = tuple[tuple[int, int, str], ...]


def in_order(number: str) -> Order:
    """A key that sorts numbers as they are read: 2.3, 2.3a, 2.3aa, 2.4, 2.10."""
    return tuple((int(digits), len(letters), letters) for digits, letters in PART.findall(number))


def told_apart(ids: Iterable[str]) -> list[Key]:
    """Each id with how many times it has stood before: a figure may be shown twice."""
    seen: Counter[str] = Counter()
    keys: list[Key] = []
    for id_ in ids:
        keys.append((id_, seen[id_]))
        seen[id_] += 1
    return keys


def side_by_side(ids: Sequence[str], held: Sequence[FrossetNummer], prefix: str, first: int) -> list[str]:
    """The numbers of what has these ids: counted from the first, or beside those that are held."""
    before = f"{prefix}." if prefix else ""
    if not held:
        return [f"{before}{first + place}" for place in range(len(ids))]
    return list(_beside(told_apart(ids), held, f"{before}{first - 1}"))


def _beside(keys: Sequence[Key], held: Sequence[FrossetNummer], last: str) -> Iterator[str]:
    """A number that is held is kept; what is new gets the next free letter after the one before it."""
    known, taken = _known(held), {each.nummer for each in held}
    for key in keys:
        if key in known:
            last = known[key]
        number = known.get(key) or _lettered(last.rstrip(ascii_lowercase), taken)
        taken.add(number)
        yield number


def _known(held: Sequence[FrossetNummer]) -> dict[Key, str]:
    """The number of each; one that was struck out is given back to what it was the number of."""
    found: dict[Key, str] = {}
    for struck in (True, False):
        same = [each for each in held if each.utgår == struck]
        found |= {key: each.nummer for key, each in zip(told_apart(each.id for each in same), same, strict=True)}
    return found


def _lettered(number: str, taken: set[str]) -> str:
    return next(tried for tried in (f"{number}{_letters(place)}" for place in count(1)) if tried not in taken)


def _letters(place: int) -> str:
    """The letters a, b … z, aa, ab and so on."""
    told = ""
    while place:
        place, letter = divmod(place - 1, len(ascii_lowercase))
        told = ascii_lowercase[letter] + told
    return told
