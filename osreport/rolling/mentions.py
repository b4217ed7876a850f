"""Texts that speak of the years: those that name the window, and those that speak of a year that has passed."""

import re

from osreport import wording
from osreport.check.checked import Checked
from osreport.check.facts import in_own_words
from osreport.check.sentences import sentence_around
from osreport.model.dokument import Kapittel
from osreport.model.register import Plan
from osreport.model.verdi import Skrift
from osreport.model.walk import Path
from osreport.problem import Place
from osreport.references import REFERENCE
from osreport.structs import Struct, replace

from .window import Window

# What is not read: decided words, names of other plans, and what is no text of the plans.
LEFT = {"vedtak", "planregister", "ordliste", "lovkatalog"}
ROLLED = ("planstrategi", "vedlegg")
LINK = re.compile(r"\]\([^)]*\)|https?://\S+")


class Replacement(Struct):
    """A change that may be right: the chapter, the words in it that are unlike all others, and those for them."""

    chapter: str
    old: str
    new: str


class Mention(Struct):
    """A sentence that speaks of the years, where it stands, and what may be right instead.

    `under` is the place within the folder of sources, the same wherever the folder lies.
    """

    place: Place
    under: Place
    sentence: str
    replacement: Replacement | None = None


def of_window(checked: Checked, window: Window) -> tuple[Mention, ...]:
    """Every text that names the years of the window."""
    found = ((path, text) for path, _, text in checked.worded if path[0] not in LEFT)
    return tuple(
        _named(checked, window, path, text, match) for path, text in found for match in _naming(window).finditer(text)
    )


def _naming(window: Window) -> re.Pattern[str]:
    first, last = window.old.fra, window.old.til
    short = rf"(?:{last}|{last % 100:02})"
    return re.compile(rf"(?<![\d/]){first}(?:\s?[–-]\s?{short}| til (?:og med )?{last})(?![\d/])")


def _named(checked: Checked, window: Window, path: Path, text: str, match: re.Match[str]) -> Mention:
    mention = _mention(checked, path, text, match.start())
    chapter = _chapter(checked, path) if path[0] in ROLLED else None
    if chapter is None:
        return mention
    words = match[0] if _count(chapter, match[0]) == 1 else mention.sentence
    new = words.replace(match[0], wording.period(window.new))
    return replace(mention, replacement=Replacement(chapter.id, words, new))


def _mention(checked: Checked, path: Path, text: str, start: int) -> Mention:
    place = checked.kilder.places.of(path, text[:start])
    under = replace(place, file=place.file.removeprefix(f"{checked.kilder.places.root}/"))
    return Mention(place, under, " ".join(sentence_around(text, start).split()))


def _chapter(checked: Checked, path: Path) -> Kapittel | None:
    """The innermost chapter that a text stands in."""
    chapters = ((at, each) for at, each in checked.elements if isinstance(each, Kapittel) and path[: len(at)] == at)
    return max(chapters, key=lambda found: len(found[0]), default=(path, None))[1]


def _count(chapter: Kapittel, words: str) -> int:
    return chapter.model_copy(update={"kapitler": ()}).model_dump_json().count(words)


def of_passed_years(checked: Checked, window: Window) -> tuple[Mention, ...]:
    """The sentences of the documents that are rolled which speak of a year that has passed."""
    years = re.compile(rf"(?<![\d/–-])(?:{'|'.join(map(str, window.passed))})(?![\d/–-])")
    found: dict[tuple[Path, str], Mention] = {}
    for path, mark, text in checked.texts:
        if path[0] in ROLLED and in_own_words(path) and isinstance(mark, Skrift):
            for match in years.finditer(_without_codes(text)):
                each = _mention(checked, path, text, match.start())
                found.setdefault((path, each.sentence), each)
    return tuple(found.values())


def _without_codes(text: str) -> str:
    """The text with blanks for references and addresses, so that the rest stands where it stood."""
    for pattern in (REFERENCE, LINK):
        text = pattern.sub(lambda match: " " * len(match[0]), text)
    return text


def in_remark(plan: Plan, year: int) -> bool:
    """Whether the remark of a plan speaks of the year, in full or by its last two figures."""
    spoken = rf"(?<![\d/.])(?:{year}|{year % 100:02})(?![\d/])"
    return re.search(spoken, _without_codes(plan.merknad or "")) is not None
