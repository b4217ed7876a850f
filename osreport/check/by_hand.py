"""REF: what is typed by hand where a reference would fetch it: goals, the vision, decisions, numbers of chapters."""

import re
from collections import Counter
from collections.abc import Iterator
from difflib import SequenceMatcher
from functools import cached_property
from math import ceil

from osreport.model.documents import DOCUMENTS
from osreport.model.verdi import Skrift
from osreport.model.walk import Path
from osreport.numbering import numbers_of
from osreport.structs import Struct

from .checked import Checked
from .facts import in_own_words
from .finding import Code, Finding
from .readability import is_adopted
from .sentences import sentences

CODES = (
    Code("REF011", "Et mål, visjonen eller et vedtak som gjengis, har de ordene som er vedtatt.", "advarsel"),
    Code("REF012", "Mål og visjonen hentes med en henvisning, og skrives ikke av.", "merknad"),
    Code("REF013", "Numre på kapitler hentes med en henvisning.", "merknad"),
)
WORD = re.compile(r"\w+")
QUOTED = re.compile(r"«(?P<words>[^«»]*)»")
LEFT_OUT = re.compile(r"[{\[…]|\.\.\.")  # what is fetched already, or said to be cut or changed
MARK = re.compile(r"[-*+]\s+|\d{1,2}[.)]\s+")
ALIKE = 0.75  # of the words, in their order, so many are the same (difflib)
ALIKE_UNMARKED = 0.8  # and so many where no quote sign says that the words are somebody's
SHORTEST = 3  # words of a quotation
SHORTEST_UNMARKED = 6  # and of a sentence that no quote sign marks
CHAPTER = re.compile(
    r"(?P<before>\b(?:kapittel|kap\.|punkt|pkt\.|avsnitt|delkapittel)\s+)(?P<number>\d{1,2}(?:\.\d{1,2}[a-z]?){1,3})"
    r"(?![\w§])(?!\.\d)(?!\s+(?:i|av|til)\s+(?!dette|denne))",
    re.IGNORECASE,
)
OF_A_LAW = re.compile(r"§|lov|forskrift|rundskriv|veileder|rettleiar", re.IGNORECASE)

Words = tuple[str, ...]


class Known(Struct):
    """A text that a decision gave its words: what it is called, how it is fetched, and where it stands."""

    name: str
    reference: str
    words: Words
    path: Path
    text: str

    def likeness(self, words: Words) -> float:
        """How many of the words are the same: 1 where all are; 0 too where only a part of it is quoted."""
        common = sum((Counter(self.words) & Counter(words)).values())
        if 2 * common < ALIKE * (len(words) + len(self.words)) or (words != self.words and _holds(self.words, words)):
            return 0
        return SequenceMatcher(None, words, self.words, autojunk=False).ratio()


class Adopted(Struct):
    """Finds the adopted text that words are taken from, looking only at those that share a rare word with them."""

    texts: tuple[Known, ...]

    def nearest(self, words: Words) -> tuple[float, Known] | None:
        near = dict.fromkeys(known for word in dict.fromkeys(words) for known in self._by_word.get(word, ()))
        found = [(likeness, known) for known in near if (likeness := known.likeness(words)) >= ALIKE]
        return max(found, key=lambda each: each[0], default=None)

    @cached_property
    def _by_word(self) -> dict[str, list[Known]]:
        """Each text under so many of its rarest words that whoever shares none of them cannot be like it."""
        often = Counter(word for known in self.texts for word in set(known.words))
        found: dict[str, list[Known]] = {}
        for known in self.texts:
            rarest = sorted(known.words, key=lambda word: (often[word], word))
            shared = ceil(len(rarest) * ALIKE / (2 - ALIKE))
            for word in set(rarest[: len(rarest) - shared + 1]):
                found.setdefault(word, []).append(known)
        return found


def quotations_have_the_adopted_words(checked: Checked) -> Iterator[Finding]:
    adopted = Adopted(tuple(_known(checked)))
    for path, mark, text in checked.texts:
        if isinstance(mark, Skrift) and not is_adopted(path) and path[0] != "lovkatalog":
            for start, words in _quoted(text):
                yield from _told(checked, path, text[:start], words, adopted.nearest(words))
            for start, words in _sentences(text) if in_own_words(path) else ():
                yield from _told_of_sentence(checked, path, text[:start], words, adopted.nearest(words))


def _known(checked: Checked) -> Iterator[Known]:
    for reference, (path, text) in checked.quotable.items():
        name = "visjonen" if reference == "{visjon}" else "målet"
        yield Known(name, reference, _words(text), path, text)
    for number, decision in enumerate(checked.kilder.planverk.vedtak):
        for place, point in enumerate(decision.ordlyd):
            path = ("vedtak", number, "ordlyd", place, "tekst")
            for _, sentence in sentences(point.tekst):
                yield Known("vedtaket", f"- vedtak: {decision.id}", _words(sentence), path, sentence)


def _words(text: str) -> Words:
    return tuple(WORD.findall(text.casefold()))


def _quoted(text: str) -> Iterator[tuple[int, Words]]:
    for match in QUOTED.finditer(text) if "«" in text else ():
        words = () if LEFT_OUT.search(match["words"]) else _words(match["words"])
        if len(words) >= SHORTEST:
            yield match.start("words"), words


def _sentences(text: str) -> Iterator[tuple[int, Words]]:
    """Sentences and points of a list that quote nothing by signs."""
    for start, sentence in sentences(text):
        mark = MARK.match(sentence)
        words = () if "«" in sentence or LEFT_OUT.search(sentence) else _words(sentence)
        if len(words) >= SHORTEST_UNMARKED:
            yield start + (mark.end() if mark else 0), words[mark is not None and mark[0][0].isdigit() :]


def _told(
    checked: Checked, path: Path, before: str, words: Words, nearest: tuple[float, Known] | None
) -> Iterator[Finding]:
    if nearest and nearest[1].words != words:
        yield _unlike(checked, path, before, nearest[1])
    elif nearest and nearest[1].name != "vedtaket":
        yield _typed(path, before, nearest[1])


def _told_of_sentence(
    checked: Checked, path: Path, before: str, words: Words, nearest: tuple[float, Known] | None
) -> Iterator[Finding]:
    """Decisions are retold in such words too, so that only goals are looked for; and one may stand in a sentence."""
    known = nearest[1] if nearest and nearest[0] >= ALIKE_UNMARKED else None
    if known and known.name != "vedtaket" and len(known.words) >= SHORTEST_UNMARKED:
        yield _typed(path, before, known) if _holds(words, known.words) else _unlike(checked, path, before, known)


def _unlike(checked: Checked, path: Path, before: str, known: Known) -> Finding:
    place = checked.kilder.places.of(known.path)
    said = f"Teksten ligner på {known.name} «{known.text.strip().rstrip('.')}», men er ikke lik ({place})."
    hint = f"Skriv {known.reference}, så blir det likt alltid."
    if known.name == "vedtaket":
        hint = f"Rett sitatet, eller hent hele vedtaket med blokken «{known.reference}»."
    return Finding("REF011", path, said, hint, before)


def _typed(path: Path, before: str, known: Known) -> Finding:
    said = f"{known.name.capitalize()} «{known.text.strip().rstrip('.')}» er skrevet for hånd."
    return Finding("REF012", path, said, f"Skriv {known.reference}, så følger teksten med om ordene endres.", before)


def _holds(whole: Words, part: Words) -> bool:
    """Whether the part stands in the whole, word by word."""
    return f" {' '.join(part)} " in f" {' '.join(whole)} "


def numbers_of_chapters_are_fetched(checked: Checked) -> Iterator[Finding]:
    planverk = checked.kilder.planverk
    chapters = {
        name: {number: chapter for chapter, number in numbers_of(planverk, name).chapters.items() if number}
        for name in DOCUMENTS
    }
    for path, mark, text in checked.texts:
        if isinstance(mark, Skrift) and in_own_words(path):
            for match in _of_this_document(text):
                if chapter := chapters[str(path[0])].get(match["number"]):
                    said = f"Kapittelnummeret {match['number']} er skrevet for hånd, og blir galt når kapitler flyttes."
                    yield Finding("REF013", path, said, f"Skriv {{kap:{chapter}}}.", text[: match.start("number")])


def _of_this_document(text: str) -> Iterator[re.Match[str]]:
    for start, sentence in sentences(text) if CHAPTER.search(text) else ():
        if not OF_A_LAW.search(sentence):
            yield from CHAPTER.finditer(text, start, start + len(sentence))
