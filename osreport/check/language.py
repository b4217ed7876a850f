"""SPRÅK: words that the dictionary or the municipality knows."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from osreport.model.walk import Path
from osreport.spelling import Unknown, edits

from .checked import Checked
from .finding import Code, Finding
from .words import Accepted, accepted, words

CODES = (Code("SPRÅK001", "Hvert ord står i ordboken eller i kommunens ordliste.", "advarsel"),)
LANGUAGES = ("nb", "nn")  # those that there are dictionaries of; passages in others are left alone
NAMING = {"adresse", "eier", "parter", "ansvarlig", "organ"}
MOST_MEANT = 3
ELSE = "Er ordet riktig, før det opp i ordliste.yaml."


@dataclass(frozen=True)
class Use:
    """Where a word stands first in a file, and how often it stands there."""

    path: Path
    before: str
    times: int = 1


Uses = Mapping[str, Mapping[Path, Use]]


def words_are_in_the_dictionary(checked: Checked) -> Iterator[Finding]:
    if checked.dictionaries:
        uses = _uses(checked)
        for language in LANGUAGES:
            right = accepted(checked.kilder.planverk.ordliste, _names(checked), language)
            doubtful = {word: right.unlisted(word) for word in uses[language] if not right.knows(word)}
            unknown = checked.dictionaries.unknown(language, (core for _, core, _ in doubtful.values()))
            told = {
                word: _meant(word, parts, right, unknown) for word, parts in doubtful.items() if parts[1] in unknown
            }
            yield from _findings(uses[language], told)


def _uses(checked: Checked) -> Mapping[str, Uses]:
    """Every word by language, with its uses by file."""
    found: dict[str, dict[str, dict[Path, Use]]] = {language: {} for language in LANGUAGES}
    for path, _, text in checked.worded:
        for word, start, language in words(text, checked.language(path)):
            if language in found:
                files = found[language].setdefault(word, {})
                file = checked.file(path)
                files[file] = (
                    replace(files[file], times=files[file].times + 1) if file in files else Use(path, text[:start])
                )
    return found


def _names(checked: Checked) -> Iterator[str]:
    """The municipality, its bodies, and those it works with; plans are called by words, which may be wrong."""
    yield checked.kilder.planverk.kommune.navn
    for path, _, text in checked.worded:
        if NAMING & {path[-1], *path[-2:-1]}:
            yield text


def _meant(word: str, parts: tuple[str, str, str], right: Accepted, unknown: Unknown) -> tuple[str, ...]:
    """What may be meant: words of the municipality first."""
    head, core, tail = parts
    listed = tuple(right.alike(edits(word.lower())))
    return (listed or tuple(head + each + tail for each in unknown[core] if not head + tail))[:MOST_MEANT]


def _findings(uses: Uses, told: Mapping[str, tuple[str, ...]]) -> Iterator[Finding]:
    """One for each word and file, whether it is capitalised or not."""
    first: dict[tuple[Path, str], tuple[str, Use]] = {}
    for word in told:
        for file, use in uses[word].items():
            known, before = first.get((file, word.lower()), (word, replace(use, times=0)))
            first[file, word.lower()] = known, replace(before, times=before.times + use.times)
    for word, use in first.values():
        yield Finding("SPRÅK001", use.path, _said(word, use.times), _hint(told[word]), use.before)


def _said(word: str, times: int) -> str:
    others = times - 1
    more = f" Det står {others} {'sted' if others == 1 else 'steder'} til i filen." if others else ""
    return f"«{word}» står ikke i ordboken.{more}"


def _hint(meant: Iterable[str]) -> str:
    quoted = [f"«{each}»" for each in meant]
    question = (
        f"Mente du {' eller '.join((', '.join(quoted[:-1]), quoted[-1]) if quoted[1:] else quoted)}? " if quoted else ""
    )
    return question + ELSE
