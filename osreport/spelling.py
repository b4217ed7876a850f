"""Which words a dictionary does not know, and which it has that look alike. The only home of hunspell.

Norwegian makes compounds freely, and no dictionary holds them all: a word of two known words is known, if they are
joined as such words are.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from osreport.store import Store, fingerprint

if TYPE_CHECKING:
    from hunspell import Hunspell

NAMES = {"nb": "nb_NO", "nn": "nn_NO"}
ENDINGS = ("aff", "dic")
RULES = "1"  # a new number where the judgement below is changed: what was kept before is then judged again
SHORTEST = 4  # letters of a word that others are made of
NEEDS_S = re.compile(r"(?:het|ing|sjon|skap|dom)$")  # «digitalisering» + «strategi» is written with an s between
LETTERS = "abcdefghijklmnopqrstuvwxyzæøå"
MOST_ALIKE = 6
MOST_ANSWERED = 60  # words that get suggestions; who has more of them lacks a word list

Unknown = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class Dictionaries:
    """A folder with the Norwegian dictionaries, and where their answers are kept."""

    folder: Path
    store: Store | None = None

    def are_there(self) -> bool:
        return all((self.folder / f"{name}.{end}").is_file() for name in NAMES.values() for end in ENDINGS)

    def unknown(self, language: str, words: Iterable[str]) -> Unknown:
        """The words that are not known, in the order given, each with known words that look alike."""
        asked = list(dict.fromkeys(words))
        if not asked:
            return {}
        dictionary = _Dictionary(self.folder, NAMES[language])
        key = fingerprint(RULES, dictionary.fingerprint, *asked)
        if (kept := self._kept(key)) is not None:
            return kept
        found = dictionary.unknown(asked)
        if self.store:
            self.store.put(key, {"ord.json": json.dumps(found, ensure_ascii=False).encode()})
        return found

    def _kept(self, key: str) -> Unknown | None:
        files = self.store.get(key) if self.store else None
        try:
            return {word: tuple(alike) for word, alike in json.loads((files or {})["ord.json"]).items()}
        except (KeyError, ValueError, TypeError, AttributeError):
            return None


@dataclass(frozen=True)
class _Dictionary:
    folder: Path
    name: str

    @property
    def fingerprint(self) -> str:
        return fingerprint(*((self.folder / f"{self.name}.{end}").read_bytes() for end in ENDINGS))

    @cached_property
    def _hunspell(self) -> "Hunspell":
        from hunspell import Hunspell

        return Hunspell(self.name, hunspell_data_dir=str(self.folder))

    def unknown(self, words: list[str]) -> Unknown:
        found = [word for word in words if not self._is_word(word)]
        return {word: self._alike(word) if at < MOST_ANSWERED else () for at, word in enumerate(found)}

    def _has(self, word: str) -> bool:
        try:
            return bool(self._hunspell.spell(word))
        except UnicodeEncodeError:  # a letter that the dictionary cannot write
            return False

    def _is_word(self, word: str) -> bool:
        return self._has(word) or self._is_compound(word.lower())

    def _is_compound(self, word: str) -> bool:
        """Whether it is two words, the first with an s where such words need one."""
        splits = ((word[:at], word[at:]) for at in range(SHORTEST, len(word) - SHORTEST + 1))
        return any(self._begins(first) and self._has(last) for first, last in splits)

    def _begins(self, first: str) -> bool:
        joined = first.removesuffix("s")
        return (self._has(first) and not NEEDS_S.search(first)) or (len(joined) >= SHORTEST and self._has(joined))

    def _alike(self, word: str) -> tuple[str, ...]:
        candidates = tuple(edits(word.lower()))
        found = [each for each in candidates if self._has(each)]
        found = found or [each for each in candidates if each.replace("s", "") == word.lower().replace("s", "")
                          and self._is_compound(each)]  # fmt: skip
        return tuple(each.capitalize() if word[0].isupper() else each for each in found[:MOST_ALIKE])


def edits(word: str) -> Iterator[str]:
    """Every way to write the word with one letter changed, the commonest slips first, each once."""
    return iter(dict.fromkeys(_edits(word)))


def _edits(word: str) -> Iterator[str]:
    splits = [(word[:at], word[at:]) for at in range(len(word) + 1)]
    yield from (a + b[0] + b for a, b in splits if b)
    yield from (a + b[1:] for a, b in splits if len(b) > 1 and b[0] == b[1])
    yield from (a + b[1] + b[0] + b[2:] for a, b in splits if len(b) > 1)
    yield from (a + letter + b for a, b in splits for letter in LETTERS)
    yield from (a + letter + b[1:] for a, b in splits if b for letter in LETTERS)
    yield from (a + b[1:] for a, b in splits if b)
