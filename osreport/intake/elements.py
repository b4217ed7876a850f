"""Which elements of the plan an input names: by number, by id, or by their title in quotes; only what is sure."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from osreport.kinds import KIND_OF
from osreport.model.documents import DOCUMENTS
from osreport.model.dokument import Kapittel
from osreport.model.endring import STEDER
from osreport.model.horing import Elementnummer
from osreport.model.planverk import Planverk
from osreport.model.walk import elements
from osreport.numbering import numbered

from .received import Address, Point

LEADS: Mapping[str, str] = {
    "kapittel": r"kapittel|kap\.?|punkt|pkt\.?|avsnitt|avsn\.?|del|pkt\.? ?nr\.?",
    "område": r"område|innsatsområde|satsingsområde",
    "mål": r"mål|hovedmål|delmål|målet",
    "strategi": r"strategi|strategien",
    "tiltak": r"tiltak|tiltaket",
    "plan": r"plan nr\.?",
    "figur": r"figur|fig\.?",
    "tema": r"tema",
}
NUMBER = re.compile(r"\d+(?:\.\d+)*\.?")
MORE = r"(?:\s*(?:,|og|samt|eller|&)\s*(?:{lead})?\s*)"
QUOTED = re.compile(r"[«\"“„]([^«»\"“”„\n]{3,200})[»\"”“]")
NAMES = ("tittel", "navn", "tekst", "tema")
LONG_ID = 6  # letters; a shorter id without a hyphen may be a common word
MANY = 20  # elements; who names more speaks of the whole plan


@dataclass(frozen=True)
class Elements:
    """The elements that can be named: their numbers in what was sent out, their ids and their titles."""

    numbers: tuple[tuple[str, Address], ...]
    ids: Mapping[str, tuple[Address, ...]]
    titles: Mapping[str, tuple[Address, ...]]

    def named(self, point: Point, text: str) -> tuple[Address, ...]:
        """The elements that a point is about; `text` are its words."""
        found = [*point.about, *self._in_field(point.field), *self._in_text(f"{point.field}\n{text}")]
        unique = tuple(dict.fromkeys(found))
        return unique if len(unique) <= MANY else point.about

    def _in_field(self, field: str) -> Iterator[Address]:
        """In a field for what it is about, a number alone is enough, where it is the number of one element."""
        for each in NUMBER.findall(field):
            hits = {address for number, address in self.numbers if number == each.rstrip(".")}
            if len(hits) == 1 and re.fullmatch(rf"[\W_]*(?:{NUMBER.pattern}[\s,;og]*)+", field):
                yield hits.pop()
        yield from self._only(self.titles, _plain(field))

    def _in_text(self, text: str) -> Iterator[Address]:
        for match in self._tokens.finditer(text) if self._own else ():
            yield from self._only(self._own, match[0].lower())
        for kind, pattern in self._leads:
            for match in pattern.finditer(text):
                yield from self._counted(kind, match[1])
        for match in QUOTED.finditer(text):
            yield from self._only(self.titles, _plain(match[1]))
        for word in re.findall(r"[a-z0-9æøå]+(?:-[a-z0-9æøå]+)+", text):
            yield from self._only(self.ids, word)

    def _counted(self, kind: str, numbers: str) -> Iterator[Address]:
        known = {number: address for number, address in self.numbers if address[0] == kind}
        yield from (known[each] for each in (n.rstrip(".") for n in NUMBER.findall(numbers)) if each in known)

    @staticmethod
    def _only(known: Mapping[str, Sequence[Address]], word: str) -> Iterator[Address]:
        found = known.get(word, ())
        if len(found) == 1:
            yield found[0]

    @cached_property
    def _own(self) -> Mapping[str, tuple[Address, ...]]:
        """Numbers with letters in them, such as «S2.1», which are nothing else where they stand."""
        return _gathered((n.lower(), a) for n, a in self.numbers if not NUMBER.fullmatch(n) and len(n) > 1)

    @cached_property
    def _tokens(self) -> re.Pattern[str]:
        listed = "|".join(re.escape(each) for each in sorted(self._own, key=len, reverse=True))
        return re.compile(rf"(?<![\w.])(?:{listed})(?!\w|\.\d)", re.IGNORECASE)

    @cached_property
    def _leads(self) -> tuple[tuple[str, re.Pattern[str]], ...]:
        kinds = {address[0] for _, address in self.numbers}
        return tuple((kind, _lead(lead)) for kind, lead in LEADS.items() if kind in kinds)


def _lead(lead: str) -> re.Pattern[str]:
    """A word such as «kapittel» and the numbers after it: «kapittel 3.2, 4 og 5.1»."""
    one = r"\d+(?:\.\d+){0,4}(?![\d%])"
    return re.compile(rf"(?<!\w)(?:{lead})\s*(?:nr\.?\s*)?({one}(?:{MORE.format(lead=lead)}{one})*)", re.IGNORECASE)


def of_plans(planverk: Planverk, document: str, sent: Sequence[Elementnummer]) -> Elements:
    """What can be named of a document; the numbers are those of what was sent out, else those of today."""
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
    numbers = tuple((each.nummer, (each.slag, each.id)) for each in sent if each.slag in STEDER)
    return Elements(numbers or tuple(_today(planverk, document)), ids, titles)


OUTSIDE = {"høringer", "utsendinger", "merknader", "vedtak", "lovkatalog", "ordliste"}


def _today(planverk: Planverk, document: str) -> Iterator[tuple[str, Address]]:
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
