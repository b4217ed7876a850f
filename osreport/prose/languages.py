"""Passages in another language: `{en:Smart Region}` (WCAG 2.1, 3.1.2 Language of Parts).

The braces are those of references, which planners know; the words inside may hold bold, links and references.
"""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple


class Language(NamedTuple):
    """What a planner calls it, and the BCP 47 tag that Word and LibreOffice know."""

    name: str
    tag: str


# Norwegian, Sami and Kven; the neighbours; languages that are quoted, and those that inhabitants are informed in.
# All are written from left to right: a passage in Arabic needs more than a tag.
LANGUAGES: Mapping[str, Language] = {
    "nb": Language("bokmål", "nb-NO"),
    "nn": Language("nynorsk", "nn-NO"),
    "se": Language("nordsamisk", "se-NO"),
    "sma": Language("sørsamisk", "sma-NO"),
    "smj": Language("lulesamisk", "smj-NO"),
    "fkv": Language("kvensk", "fkv-NO"),
    "en": Language("engelsk", "en-GB"),
    "sv": Language("svensk", "sv-SE"),
    "da": Language("dansk", "da-DK"),
    "fi": Language("finsk", "fi-FI"),
    "is": Language("islandsk", "is-IS"),
    "de": Language("tysk", "de-DE"),
    "fr": Language("fransk", "fr-FR"),
    "es": Language("spansk", "es-ES"),
    "nl": Language("nederlandsk", "nl-NL"),
    "pl": Language("polsk", "pl-PL"),
    "lt": Language("litauisk", "lt-LT"),
    "uk": Language("ukrainsk", "uk-UA"),
    "so": Language("somali", "so-SO"),
}
PASSAGE = re.compile(rf"\{{({'|'.join(LANGUAGES)}):")
BRACE_OR_BREAK = re.compile(r"\\.|[{}]|\n[ \t]*\n", re.DOTALL)
BRACE = re.compile(r"\{[^{}\n]*\}?|\}")


@lru_cache(maxsize=16)
def closed(text: str) -> Mapping[int, int]:
    """The place of the closing brace for each opening one that has its partner in the same paragraph."""
    found: dict[int, int] = {}
    opened: list[int] = []
    for match in BRACE_OR_BREAK.finditer(text):
        if match[0] == "{":
            opened.append(match.start())
        elif match[0] == "}" and opened:
            found[opened.pop()] = match.start()
        elif match[0][0] == "\n":
            opened.clear()
    return found


def braces(text: str) -> Iterator[tuple[int, str, bool]]:
    """Every opening brace, and closing one too many: its place, what follows in the line, whether it has its partner.

    What follows ends with the next brace.
    """
    pairs = closed(text)
    ends = set(pairs.values())
    for match in re.finditer("[{}]", text):
        start = match.start()
        if start not in ends and (followed := BRACE.match(text, start)):
            yield start, followed[0], start in pairs
