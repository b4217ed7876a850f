"""Is what was written still there to be read? Texts are compared without what a line break may add or take."""

import re
from bisect import bisect_left

BREAKS = re.compile(r"[\s\u00ad\u200b\u2010\u2011\ufffe\x02-]+")
PRIVATE = re.compile("[\ue000-\uf8ff\U000f0000-\U0010ffff]")
SHORT = 200  # letters that even a narrow column holds of a page


def squeezed(text: str) -> str:
    """The letters alone, and small ones, as a style may print small letters as capitals."""
    return BREAKS.sub("", text).casefold()


class Reader:
    """Reads a text from the front; finds what was written in it, whole or broken where pages end."""

    def __init__(self, text: str) -> None:
        self.text, self.at = squeezed(text), 0

    def finds(self, written: str) -> bool:
        """Whether the words are there, after those found before or anywhere else."""
        rest = squeezed(written)
        for _ in range(2 + len(rest) // SHORT):
            rest = rest[self._begins(rest) :]
        return not rest

    def _begins(self, rest: str) -> int:
        """How many of the first letters stand together somewhere."""
        if (found := self.text.find(rest, self.at)) >= 0 or (found := self.text.find(rest)) >= 0:
            self.at = found
            return len(rest)
        return bisect_left(range(1, len(rest)), True, key=lambda length: rest[:length] not in self.text)
