"""SPRÅK: words that the dictionary or the municipality knows."""

from collections.abc import Iterable, Iterator, Mapping

from osreport.model.walk import Path
from osreport.spelling import Dictionaries, edits

from .checked import Checked
from .finding import Code, Finding
from .words import Word, accepted, words

CODES = (Code("SPRÅK001", "Hvert ord står i ordboken eller i kommunens ordliste.", "advarsel"),)
LANGUAGES = ("nb", "nn")  # those that there are dictionaries of; passages in others are left alone
NAMING = {"adresse", "eier", "parter", "ansvarlig", "organ"}
MOST_MEANT = 3
ELSE = "Er ordet riktig, før det opp i ordliste.yaml."

Key = tuple[str, str]  # a text and its language: the same words stand in many places of a register


def words_are_in_the_dictionary(checked: Checked) -> Iterator[Finding]:
    if checked.dictionaries:
        texts = dict.fromkeys((text, checked.language(path)) for path, _, text in checked.worded)
        found = {key: tuple(words(*key)) for key in texts}
        wrong = {language: _wrong(checked, checked.dictionaries, found, language) for language in LANGUAGES}
        left = {
            key: [word for word in each if word.text in wrong.get(word.language, ())] for key, each in found.items()
        }
        yield from _findings(checked, {key: each for key, each in left.items() if each}, wrong)


def _wrong(
    checked: Checked, dictionaries: Dictionaries, found: Mapping[Key, tuple[Word, ...]], language: str
) -> Mapping[str, tuple[str, ...]]:
    """The unknown words of one language, each with what may be meant: words of the municipality first."""
    right = accepted(checked.kilder.planverk.ordliste, _names(checked), language)
    used = dict.fromkeys(word.text for each in found.values() for word in each if word.language == language)
    asked = {word: tuple(right.rests(word)) for word in used if not right.knows(word)}
    unknown = dictionaries.unknown(language, asked)
    return {word: tuple(right.alike(edits(word.lower()))) or alike for word, alike in unknown.items()}


def _names(checked: Checked) -> Iterator[str]:
    """The municipality, its bodies, and those it works with; plans are called by words, which may be wrong."""
    yield checked.kilder.planverk.kommune.navn
    yield from (text for path, _, text in checked.worded if NAMING & {path[-1], *path[-2:-1]})


def _findings(
    checked: Checked, left: Mapping[Key, list[Word]], wrong: Mapping[str, Mapping[str, tuple[str, ...]]]
) -> Iterator[Finding]:
    """One for each word and file, where it stands first, whether it is capitalised or not."""
    uses: dict[tuple[Path, str], list[tuple[Path, str, Word]]] = {}
    for path, _, text in checked.worded:
        for word in left.get((text, checked.language(path)), ()):
            uses.setdefault((checked.file(path), word.text.lower()), []).append((path, text, word))
    for path, text, word, times in ((*each[0], len(each)) for each in uses.values()):
        hint = _hint(wrong[word.language][word.text][:MOST_MEANT])
        yield Finding("SPRÅK001", path, _said(word.text, times), hint, text[: word.start])


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
