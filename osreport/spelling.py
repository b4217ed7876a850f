"""Which words a dictionary does not know, and which it has that look alike. The only home of hunspell.

Norwegian makes compounds freely, and no dictionary holds them all: a word of two known words is known, if they are
joined as such words are.
"""

import json
import re
from collections.abc import Iterator, Mapping
from functools import cached_property, lru_cache
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from osreport.store import Store, fingerprint
from osreport.structs import Struct

if TYPE_CHECKING:
    from hunspell import Hunspell

NAMES = {"nb": "nb_NO", "nn": "nn_NO"}
ENDINGS = ("aff", "dic")
RULES = "2"  # a new number where the judgement below is changed: what was kept before is then judged again
# The dictionaries do not bend nouns that end in such a vowel: «temaet», «naboene».
BENT = re.compile(r"(.+[aoéu])(?:en|et|er|ar|ene|ane)s?")
SHORTEST = 4  # letters of a word that others are made of
SHORTEST_MENDED = 6  # and of one that is guessed at there
NEEDS_S = re.compile(r"(?:het|ing|sjon|skap|dom)$")  # «digitalisering» + «strategi» is written with an s between
NO_PART = frozenset({  # known words that no compound is made of, or none that the dictionary lacks
    "andre", "bare", "blir", "deres", "denne", "dermed", "dette", "disse", "eller", "enda", "etter", "fordi", "fram",
    "gjen", "hans", "hvor", "ikke", "imot", "ingen", "kvar", "kvart", "mange", "meget", "mens", "noen", "også", "over",
    "uten", "være", "våre",
})  # fmt: skip
LETTERS = "abcdefghijklmnopqrstuvwxyzæøå"
MOST_ALIKE = 6
MOST_ANSWERED = 20  # words that get suggestions; who has more of them lacks a word list

Asked = Mapping[str, tuple[str, ...]]  # a word, and what makes it right as well if it is known
Unknown = Mapping[str, tuple[str, ...]]  # a word, and known ones that look like it


class Dictionaries(Struct):
    """A folder with the Norwegian dictionaries, and where their answers are kept."""

    folder: Path
    store: Store | None = None

    def are_there(self) -> bool:
        return all((self.folder / f"{name}.{end}").is_file() for name in NAMES.values() for end in ENDINGS)

    def unknown(self, language: str, words: Asked) -> Unknown:
        """The words that are not known, in the order given, each with known words that look alike."""
        if not words:
            return {}
        dictionary = _Dictionary(self.folder, NAMES[language])
        key = fingerprint(RULES, dictionary.fingerprint, json.dumps(list(words.items()), ensure_ascii=False))
        if (kept := self._kept(key, words)) is not None:
            return kept
        found = dictionary.unknown(words)
        if self.store:
            self.store.put(key, {"ord.json": json.dumps(found, ensure_ascii=False).encode()})
        return found

    def _kept(self, key: str, words: Asked) -> Unknown | None:
        """What was answered before; None where it is lost, damaged, or no answer to this."""
        files = self.store.get(key) if self.store else None
        try:
            kept = json.loads((files or {})["ord.json"])
            return (
                {word: tuple(map(str, alike)) for word, alike in kept.items()} if kept.keys() <= words.keys() else None
            )
        except (KeyError, ValueError, TypeError, AttributeError):
            return None


class _Dictionary(Struct):
    folder: Path
    name: str

    @cached_property
    def fingerprint(self) -> str:
        return fingerprint(*((self.folder / f"{self.name}.{end}").read_bytes() for end in ENDINGS))

    @property
    def _hunspell(self) -> "Hunspell":
        return _loaded(self.name, self.folder, self.fingerprint)

    def unknown(self, words: Asked) -> Unknown:
        found = [word for word, rests in words.items() if not any(map(self._is_word, (word, *rests)))]
        return {word: self._alike(word) if at < MOST_ANSWERED else () for at, word in enumerate(found)}

    def _has(self, word: str) -> bool:
        try:
            return bool(self._hunspell.spell(word))
        except UnicodeEncodeError:  # a letter that the dictionary cannot write
            return False

    def _is_word(self, word: str) -> bool:
        low = word.lower()
        bent = BENT.fullmatch(low)
        return (
            self._has(word)
            or (self._is_compound(low) and not self._is_slip(low))
            or (bent is not None and self._is_word(bent[1]))
        )

    def _is_slip(self, word: str) -> bool:
        """Whether a compound is rather a word of the dictionary with a letter once for twice, or twice for once."""
        return any(self._has(each) and not self._is_joined(each) for each in doubled(word))

    def _is_compound(self, word: str) -> bool:
        """Whether it is two words, the first with an s where such words need one."""
        splits = ((word[:at], word[at:]) for at in range(SHORTEST, len(word) - SHORTEST + 1))
        return any(last not in NO_PART and self._has(last) and self._begins(first) for first, last in splits)

    def _begins(self, first: str) -> bool:
        if first in NO_PART or not self._has(first.removesuffix("s")):
            return False
        return first.endswith("s") or not NEEDS_S.search(first)

    def _alike(self, word: str) -> tuple[str, ...]:
        """Words of the dictionary one letter away, else compounds with such a word in them, or with an s added."""
        low = word.lower()
        with_s = dict.fromkeys(f"{low[:at]}s{low[at:]}" for at in range(SHORTEST, len(low)))
        found = self._near(low) or [each for each in with_s if self._is_compound(each)]
        found = found or [*dict.fromkeys(self._parts_near(low))]
        return tuple(each.capitalize() if word[0].isupper() else each for each in found[:MOST_ALIKE])

    def _near(self, word: str) -> list[str]:
        return [each for each in edits(word) if self._has(each) and not self._is_joined(each)]

    def _parts_near(self, word: str) -> Iterator[str]:
        """The compounds that the word becomes when one of its two parts is mended."""
        for at in range(SHORTEST, len(word) - SHORTEST + 1):
            first, last = word[:at], word[at:]
            if len(last) >= SHORTEST_MENDED and self._begins(first):
                yield from (first + each for each in self._near(last))
            elif len(first) >= SHORTEST_MENDED and self._has(last):
                yield from (each + last for each in self._near(first) if self._begins(each))

    def _is_joined(self, word: str) -> bool:
        """Whether hunspell made it of several words, by chance perhaps."""
        return all(" pa:" in each for each in self._hunspell.analyze(word))


@lru_cache(maxsize=len(NAMES))
def _loaded(name: str, folder: Path, _: str) -> "Hunspell":
    """The dictionary, read once as long as its files are the same."""
    from hunspell import Hunspell

    return Hunspell(name, hunspell_data_dir=str(folder))


def edits(word: str) -> Iterator[str]:
    """Every way to write the word with one letter changed, the commonest slips first, each once."""
    splits = [(word[:at], word[at:]) for at in range(len(word) + 1)]
    added = (a + letter + b for a, b in splits for letter in LETTERS)
    changed = (a + letter + b[1:] for a, b in splits if b for letter in LETTERS)
    left_out = (a + b[1:] for a, b in splits if b)
    return iter(dict.fromkeys(chain(slips(word), added, changed, left_out)))


def slips(word: str) -> Iterator[str]:
    """A letter written once for twice or twice for once, two letters in each other's place, an s between two words."""
    splits = [(word[:at], word[at:]) for at in range(len(word))]
    yield from doubled(word)
    yield from (a + b[1] + b[0] + b[2:] for a, b in splits if len(b) > 1)
    yield from (f"{a}s{b}" for a, b in splits)


def doubled(word: str) -> Iterator[str]:
    """The word with one of its letters written twice, or with a double letter written once."""
    yield from (word[:at] + word[at] + word[at:] for at in range(len(word)))
    yield from (word[:at] + word[at + 1 :] for at in range(len(word) - 1) if word[at] == word[at + 1])
