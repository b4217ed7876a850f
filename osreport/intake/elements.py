"""Which elements of the plan an input names: by number, by id, or by their title in quotes; only what is sure."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property

from osreport.kinds import KIND_OF
from osreport.model.documents import DOCUMENTS
from osreport.model.dokument import Kapittel
from osreport.model.endring import STEDER
from osreport.model.horing import Elementnummer
from osreport.model.planverk import Planverk
from osreport.model.walk import elements
from osreport.numbering import numbered
from osreport.structs import Struct

from .received import Address, Point

# What stands before a number of what was sent out; the kind of element it then must be, if any.
LEADS: Mapping[str, str] = {
    "": r"nr\.?|nummer|punkt|pkt\.?(?: nr\.?)?|tallet|tall|avsnitt",
    "mål": r"mål|målet|hovedmål|delmål",
    "strategi": r"strategi|strategien",
    "tiltak": r"tiltak|tiltaket",
    "område": r"område|innsatsområde|satsingsområde",
    "plan": r"plan|planen",
    "figur": r"figur|fig\.?",
}
CHAPTER = r"kapittel|kapitlet|kap\.?"
PART = (
    r"punkt|pkt\.?|avsnitt|avsn\.?|del"  # of a document; a number among those that were given, where it is a whole one
)
NUMBER = re.compile(r"\d+(?:\.\d+)*")
MARKED = re.compile(r"\[\s*(\d{1,4}(?:\s*(?:,|;|og)\s*\d{1,4})*)\s*\]")
QUOTED = re.compile(r"[«\"“„]([^«»\"“”„\n]{3,200})[»\"”“]")
NAMES = ("tittel", "navn", "tekst", "tema")
LONG_ID = 6  # letters; a shorter id without a hyphen may be a common word
MANY = 20  # elements; who names more speaks of the whole plan


class Elements(Struct):
    """The elements that can be named: by the numbers set in what was sent out, by chapter, by id and by title."""

    numbers: Mapping[str, Address]
    chapters: Mapping[str, Address]
    ids: Mapping[str, tuple[Address, ...]]
    titles: Mapping[str, tuple[Address, ...]]

    def named(self, point: Point, text: str) -> tuple[Address, ...]:
        """The elements that a point is about; `text` are its words."""
        found = [*point.about, *self._in_field(point.field), *self._in_text(f"{point.field}\n{text}")]
        unique = tuple(dict.fromkeys(found))
        return unique if len(unique) <= MANY else point.about

    def _in_field(self, field: str) -> Iterator[Address]:
        """In a field for what it is about, numbers alone are enough; so is a title without quotation marks."""
        if not {each.lower() for each in NOT_NUMBERS.findall(field)} - {"nr", "og"}:
            known = self.chapters if not self.numbers else {**self.chapters, **self.numbers}
            yield from (known[each] for each in NUMBER.findall(field) if each in known)
        yield from _only(self.titles, _plain(field))

    def _in_text(self, text: str) -> Iterator[Address]:
        yield from (self._own[each.lower()] for each in self._tokens.findall(text) if self._own)
        for match in MARKED.finditer(text):
            yield from (self.numbers[each] for each in NUMBER.findall(match[1]) if each in self.numbers)
        for kind, pattern in self._leads:
            yield from (each for each in _counted(pattern, text, self.numbers) if kind in {"", each[0]})
        yield from _counted(self._of_chapters, text, self.chapters)
        for match in QUOTED.finditer(text):
            yield from _only(self.titles, _plain(match[1]))
        for word in ID.findall(text):
            yield from _only(self.ids, word)

    @cached_property
    def _own(self) -> Mapping[str, Address]:
        """Numbers with letters in them, such as «S2.1», which are nothing else where they stand."""
        return {n.lower(): a for n, a in self.numbers.items() if not NUMBER.fullmatch(n) and len(n) > 1}

    @cached_property
    def _tokens(self) -> re.Pattern[str]:
        listed = "|".join(re.escape(each) for each in sorted(self._own, key=len, reverse=True))
        return re.compile(rf"(?<![\w.])(?:{listed or '(?!)'})(?!\w|\.\d)", re.IGNORECASE)

    @cached_property
    def _leads(self) -> tuple[tuple[str, re.Pattern[str]], ...]:
        return tuple((kind, _lead(lead, WHOLE)) for kind, lead in LEADS.items()) if self.numbers else ()

    @cached_property
    def _of_chapters(self) -> re.Pattern[str]:
        """«kapittel 2», «pkt. 2.1»; and «punkt 2» where what was sent out has no other numbers."""
        part = (
            rf"(?:{CHAPTER})\s*{{any}}|(?:{PART})\s*{{dotted}}" if self.numbers else rf"(?:{CHAPTER}|{PART})\s*{{any}}"
        )
        return re.compile(rf"(?<!\w)(?:{part.format(any=_several(ANY), dotted=_several(DOTTED))})", re.IGNORECASE)


ID = re.compile(r"[a-z0-9æøå]+(?:-[a-z0-9æøå]+)+")
WHOLE, ANY, DOTTED = (
    r"\d{1,4}(?![.,]?\d|\s*(?:%|prosent))",
    r"\d+(?:\.\d+){0,4}(?![\d%])",
    r"\d+(?:\.\d+){1,4}(?![\d%])",
)
NOT_NUMBERS = re.compile(r"(?:[^\W\d_]|%)+")


def _several(number: str) -> str:
    """One number or more: «3.2, 4 og 5.1»."""
    return rf"({number}(?:\s*(?:,|og|samt|eller|&)\s*{number})*)"


def _lead(lead: str, number: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{lead})\s*{_several(number)}", re.IGNORECASE)


def _counted(pattern: re.Pattern[str], text: str, known: Mapping[str, Address]) -> Iterator[Address]:
    for match in pattern.finditer(text):
        numbers = (each for group in match.groups() if group for each in NUMBER.findall(group))
        yield from (known[each] for each in numbers if each in known)


def _only(known: Mapping[str, Sequence[Address]], word: str) -> Iterator[Address]:
    found = known.get(word, ())
    if len(found) == 1:
        yield found[0]


def of_plans(planverk: Planverk, document: str, sent: Sequence[Elementnummer]) -> Elements:
    """What can be named of a document, with the numbers that were set in what was sent out."""
    within = tuple((path, each) for path, each in elements(planverk) if path and path[0] not in OUTSIDE)
    known = [
        (KIND_OF[type(each)], str(vars(each)["id"]), each) for _, each in within if KIND_OF.get(type(each)) in STEDER
    ]
    ids = _gathered((id_, (kind, id_)) for kind, id_, _ in known if "-" in id_ or len(id_) >= LONG_ID)
    titles = _gathered(
        (_plain(str(title)), (kind, id_))
        for kind, id_, each in known
        for name in NAMES
        if (title := vars(each).get(name))
    )
    numbers = {each.nummer.strip("[] "): (each.slag, each.id) for each in sent if each.slag in STEDER}
    return Elements(numbers, dict(_chapters(planverk, document)), ids, titles)


OUTSIDE = {"høringer", "utsendinger", "merknader", "vedtak", "lovkatalog", "ordliste"}


def _chapters(planverk: Planverk, document: str) -> Iterator[tuple[str, Address]]:
    chapters: Iterable[tuple[Kapittel, int, str]] = (
        numbered(getattr(planverk, document)) if document in DOCUMENTS else ()
    )
    yield from ((number, ("kapittel", chapter.id)) for chapter, _, number in chapters if number)


def _gathered(pairs: Iterable[tuple[str, Address]]) -> dict[str, tuple[Address, ...]]:
    found: dict[str, dict[Address, None]] = {}
    for word, address in pairs:
        found.setdefault(word, {})[address] = None
    return {word: tuple(addresses) for word, addresses in found.items()}


def _plain(words: str) -> str:
    return " ".join(words.strip(" .:;,!?").lower().split())
