"""Running text as sentences, and which plan of the register one of them speaks of."""

import re
from collections.abc import Iterator, Mapping
from functools import cached_property

from osreport.model.register import Plan
from osreport.model.verdi import Dato
from osreport.model.walk import Path
from osreport.structs import Struct

BREAK = re.compile(r"(?<=[.!?])\s+(?=[A-ZÆØÅ«{\"])|\n[ \t]*\n|\n[ \t]*(?=-[ \t])")
REFERENCE = re.compile(r"\{plan:([^{}\s]+)\}")
WORD = re.compile(r"\w+")
ENDINGS = ("", "en", "n", "et", "t", "a", "ene", "ane", "s", "ens", "ets")
# A plan of somebody else, whatever it is called.
OTHERS = frozenset(("felles", "regional", "regionale", "nasjonal", "nasjonale", "statlig", "statlege", "fylkets"))
LONGEST = 12  # words of a name
SHORTEST = 8  # letters; shorter names are words of many meanings


def sentences(text: str) -> Iterator[tuple[int, str]]:
    """Every sentence with the place where it begins."""
    start = 0
    for match in BREAK.finditer(text):
        yield start, text[start : match.start()]
        start = match.end()
    yield start, text[start:]


def sentence_around(text: str, place: int) -> str:
    return next(sentence for start, sentence in sentences(text) if start <= place <= start + len(sentence))


Named = tuple[Path, Plan]


class Naming(Struct):
    """Finds the plans of the register that a text names, by id or by one of their names, inflected or not."""

    plans: tuple[Named, ...]

    def only(self, sentence: str) -> Named | None:
        """The plan that the sentence names, if it names one and no other."""
        found = {plan.samme_som or plan.id: (path, plan) for path, plan in self._all(sentence)}
        return next(iter(found.values())) if len(found) == 1 else None

    def names(self, sentence: str) -> bool:
        """Whether the sentence names a plan of the register."""
        return next(self._all(sentence), None) is not None

    def last(self, beginning: str) -> Named | None:
        """The plan that a beginning of a sentence ends with the name of."""
        words = _words(beginning)
        for at in range(max(0, len(words) - LONGEST), len(words)):
            length, plan = self._at(words, at) or (0, None)
            if length == len(words) - at and not OTHERS & set(words[max(0, at - 1) : at]):
                return plan
        return None

    def _all(self, sentence: str) -> Iterator[Named]:
        yield from (self._by_id[id_] for id_ in REFERENCE.findall(sentence) if id_ in self._by_id)
        words = _words(REFERENCE.sub(" · ", sentence))
        at = 0
        while at < len(words):
            named = self._at(words, at)
            if named and not OTHERS & set(words[max(0, at - 1) : at]):
                yield named[1]
            at += named[0] if named else 1

    def years(self, plan: Plan) -> frozenset[int]:
        """The years of the plan in the register, in all rows that are the same plan: of revision, adoption, period."""
        rows = self._rows[plan.samme_som or plan.id]
        adopted = {row.vedtatt.dato.år for row in rows if row.vedtatt and isinstance(row.vedtatt.dato, Dato)}
        spans = {year for row in rows if row.periode for year in (row.periode.fra, row.periode.til)}
        return frozenset(adopted | spans | {revision.år for row in rows for revision in row.revisjoner})

    def _at(self, words: list[str], at: int) -> tuple[int, Named] | None:
        """The longest name that begins here: how many words it has, and whose it is."""
        names = (name for stem in stems(words[at]) for name in self._by_first.get(stem, ()))
        for name, plan in names:
            *whole, last = name
            here = words[at : at + len(name)]
            if len(here) == len(name) and (not whole or here[:-1] == whole) and last in stems(here[-1]):
                return len(name), plan
        return None

    @cached_property
    def _rows(self) -> Mapping[str, list[Plan]]:
        """The rows that are the same plan, by the id of the one that the others point to."""
        found: dict[str, list[Plan]] = {}
        for _, plan in self.plans:
            found.setdefault(plan.samme_som or plan.id, []).append(plan)
        return found

    @cached_property
    def _by_id(self) -> Mapping[str, Named]:
        return {plan.id: (path, plan) for path, plan in self.plans}

    @cached_property
    def _by_first(self) -> Mapping[str, list[tuple[list[str], Named]]]:
        """The names by their first word, the longest first."""
        found: dict[str, list[tuple[list[str], Named]]] = {}
        for path, plan in self.plans:
            for name in {plan.navn, plan.kortnavn or plan.navn, *plan.andre_navn}:
                words = _words(name)
                if sum(map(len, words)) >= SHORTEST:
                    found.setdefault(words[0], []).append((words, (path, plan)))
        for names in found.values():
            names.sort(key=lambda each: -len(each[0]))
        return found


def stems(word: str) -> tuple[str, ...]:
    """The word, and what it may be without an ending."""
    return tuple(word.removesuffix(ending) for ending in ENDINGS if word.endswith(ending))


def _words(text: str) -> list[str]:
    return WORD.findall(text.casefold())
