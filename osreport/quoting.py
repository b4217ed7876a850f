"""Texts that quote other texts: those that never come to an end, or grow beyond any document."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from math import inf
from re import Match

from osreport.references import REFERENCE

MAX_STEPS = 8
MAX_LENGTH = 200_000
LEAF = 300


@dataclass
class Quoting:
    """How long texts become; `texts` are those that others may quote, by the reference that does it."""

    texts: Mapping[str, str]
    lengths: dict[str, float] = field(default_factory=dict)
    circles: list[frozenset[str]] = field(default_factory=list)

    def is_overgrown(self, text: str) -> bool:
        """Whether the text becomes too long, or quotes in too many steps; circles are collected, and not counted."""
        return self._inserted(text, ()) > MAX_LENGTH

    def first_of_circles(self) -> Iterator[str]:
        """One reference of each circle met so far, in the order of the texts."""
        told: set[frozenset[str]] = set()
        for reference in self.texts:
            for circle in self.circles:
                if reference in circle and circle not in told:
                    told |= {other for other in self.circles if other & circle}
                    yield reference

    def _inserted(self, text: str, trail: tuple[str, ...]) -> float:
        return sum(self._length(match, trail) for match in REFERENCE.finditer(text)) if "{" in text else 0

    def _length(self, match: Match[str], trail: tuple[str, ...]) -> float:
        reference = match[0]
        if reference in trail:
            self.circles.append(frozenset(trail[trail.index(reference) :]))
            return 0
        if reference not in self.texts:
            return LEAF
        if reference not in self.lengths:
            text = self.texts[reference]
            deep = len(trail) == MAX_STEPS
            self.lengths[reference] = inf if deep else len(text) + self._inserted(text, (*trail, reference))
        return self.lengths[reference]
