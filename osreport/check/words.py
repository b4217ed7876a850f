"""The words of a text with their places and languages, and the words that are right without a dictionary."""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, cached_property
from pathlib import Path
from typing import Any, NamedTuple

from osreport.model.ordliste import Ordliste
from osreport.prose.languages import PASSAGE, closed
from osreport.sources.strict_yaml import read_yaml
from osreport.structs import Struct

VOCABULARY = Path(__file__).parent.parent / "vocabulary.yaml"
# Addresses and references are no words, nor is what is written together with them.
OUTSIDE = re.compile(
    r"(?<=\]\()[^)\]]*(?=\))|<[^<>\s]+>|https?://\S+|(?<!\S)\S+@\S+|\{[^{}:]+:[^{}\s]*\}|\{\w+\}|(?<![\w-])[\w-]+\.(?:no|com|org)\b"
)
SUSPECT = re.compile(r"[{@<]|\]\(|//|\.(?:no|com|org)")
TOKEN = re.compile(r"[^\W_]+(?:[.’'\u00ad][^\W_]+)*")
# Written with a full stop, wherever they stand; those below only before a number, as they are words too.
STOPPED = frozenset(
    (
        "ca",
        "dvs",
        "evt",
        "evnt",
        "hhv",
        "jf",
        "jfr",
        "mht",
        "osb",
        "osv",
        "pga",
        "f.eks",
        "bl.a",
        "m.a",
        "m.m",
        "m.fl",
        "o.l",
        "t.d",
    )
)
STOPPED_BEFORE_NUMBERS = frozenset(("kap", "kl", "nr", "pkt"))
CAPITALS = re.compile(r"[A-ZÆØÅ]{2,}s?")
# What a word of the list may end with, in both languages; a name takes the genitive alone.
ENDINGS = (
    "", "s", "a", "as", "e", "es", "en", "ens", "et", "ets", "er", "ers", "ene", "enes", "n", "ns", "r", "rs", "ne",
    "nes", "t", "ar", "ars", "ane", "anes", "or", "one",
)  # fmt: skip
SHORTEST = 4  # letters of a word that others are made of
LONGEST = 60  # letters; what has more is no word


Pair = tuple[str, str]


class Word(NamedTuple):
    """A word, where it begins in its text, and the language it is in."""

    text: str
    start: int
    language: str


def masked(text: str) -> str:
    """The text with figures for all that is no running text, each letter in its place."""
    if not SUSPECT.search(text):
        return text
    spoken = PASSAGE.sub(lambda match: " " * len(match[0]), text)
    return OUTSIDE.sub(lambda match: "0" * len(match[0]), spoken)


def words(text: str, language: str) -> Iterator[Word]:
    """The words that a dictionary can judge: no figures, abbreviations in capitals, or single letters."""
    passages = tuple(_passages(text)) if "{" in text else ()
    for match in TOKEN.finditer(masked(text)):
        start = match.start()
        spoken = next((each for begin, end, each in reversed(passages) if begin <= start < end), language)
        for word, at in _parts(match[0].replace("\u00ad", ""), followed=text[match.end() : match.end() + 1]):
            if 1 < len(word) <= LONGEST and word.isalpha() and not CAPITALS.fullmatch(word):
                yield Word(word, start + at, spoken)


def _passages(text: str) -> Iterator[tuple[int, int, str]]:
    """Where each passage in another language begins and ends, the outer before the inner."""
    pairs = closed(text)
    for match in PASSAGE.finditer(text):
        if match.start() in pairs:
            yield match.start(), pairs[match.start()], match[1]


def _parts(token: str, *, followed: str) -> Iterator[tuple[str, int]]:
    """The token itself, or what stands between its full stops; nothing of an abbreviation."""
    if token.lower() in STOPPED | STOPPED_BEFORE_NUMBERS:
        return  # what it lacks is told with the rest of the signs
    if f"{token.lower()}." in vocabulary()["forkortelser"] and ("." in token or followed == "."):
        return
    at = 0
    for part in token.split("."):
        yield part, at
        at += len(part) + 1


@cache
def vocabulary() -> Mapping[str, frozenset[Any]]:
    """What the program knows by itself: words by language, abbreviations, capitals that everyone knows, and pairs."""
    tree, _ = read_yaml(VOCABULARY.read_bytes(), VOCABULARY.name)
    said: Any = tree.value if tree else {}
    return {kind: frozenset(each) for kind, each in said.items()}


class Accepted(Struct):
    """Words and names that are right in one language whatever the dictionary says."""

    listed: frozenset[str]

    @cached_property
    def _names(self) -> frozenset[str]:
        return frozenset(name + end for name in self.listed if not name.islower() for end in ("", "s"))

    @cached_property
    def _forms(self) -> frozenset[str]:
        stems = {stem for word in self.listed if word.islower() for stem in (word, word.removesuffix("e"))}
        return frozenset(stem + end for stem in stems for end in ENDINGS) - stems | {*filter(str.islower, self.listed)}

    def knows(self, word: str) -> bool:
        return word in self._names or word.lower() in self._forms

    def rests(self, word: str) -> Iterator[str]:
        """What is left of a compound when a listed word is taken from its end or beginning."""
        low = word.lower()
        for at in range(SHORTEST - 1, len(word) - SHORTEST + 1):
            if low[at:] in self._forms:
                yield word[:at].removesuffix("s")
            if low[:at] in self._forms:
                yield low[at:]

    def alike(self, candidates: Iterable[str]) -> Iterator[str]:
        """The listed words among the candidates, as they are written."""
        written = {each.lower(): each for each in self._names} | {each: each for each in self._forms}
        return (written[each] for each in candidates if each in written)


def accepted(ordliste: Ordliste, names: Iterable[str], language: str) -> Accepted:
    """The words of the program and of the municipality, and the names that its plans are full of."""
    listed = (*ordliste.ord, *(ordliste.nynorsk if language == "nn" else ordliste.bokmål))
    whole = (*listed, *(each.bruk for each in ordliste.begreper), *(each.kort for each in ordliste.forkortelser))
    capitalised = (word for name in names for word in TOKEN.findall(name) if word[0].isupper())
    return Accepted(
        frozenset((*vocabulary()[language], *(w for each in whole for w in TOKEN.findall(each)), *capitalised))
    )
