"""TERM: one word for one thing, as the municipality has chosen it in its word list."""

import re
from collections.abc import Iterator, Mapping

from osreport.model.ordliste import Begrep, Ordliste
from osreport.model.verdi import Skrift
from osreport.model.walk import Path

from .checked import Checked
from .facts import in_own_words
from .finding import Code, Finding
from .readability import BUT, is_adopted
from .words import ENDINGS, Pair, masked, vocabulary

CODES = (
    Code("TERM001", f"Teksten bruker ordene som ordlisten har valgt. {BUT}", "advarsel"),
    Code("TERM002", f"Et ord er skrevet på én måte i et dokument. {BUT}", "merknad"),
)


def preferred_words_are_used(checked: Checked) -> Iterator[Finding]:
    unwanted = _unwanted(checked.kilder.planverk.ordliste)
    if not unwanted:
        return
    shape = _shape(unwanted)
    for path, mark, text in checked.texts:
        if isinstance(mark, Skrift) and not is_adopted(path):
            for match in shape.finditer(masked(text)):
                chosen = unwanted[match[1].lower()]
                yield Finding("TERM001", path, _said(match[0], chosen), _hint(chosen), text[: match.start()])


def _unwanted(ordliste: Ordliste) -> Mapping[str, Begrep]:
    return {word.lower(): each for each in ordliste.begreper for word in each.ikke}


def _shape(unwanted: Mapping[str, Begrep]) -> re.Pattern[str]:
    """The words in all their forms, longer ones first, so that none is taken for the beginning of another."""
    listed = "|".join(re.escape(word) for word in sorted(unwanted, key=len, reverse=True))
    return re.compile(rf"(?<![\w-])({listed})(?:{'|'.join(ENDINGS)})(?![\w])", re.IGNORECASE)


def _said(word: str, chosen: Begrep) -> str:
    return f"«{word}» er brukt, men ordlisten har valgt «{chosen.bruk}»."


def _hint(chosen: Begrep) -> str:
    grunn = f" Grunn: {chosen.grunn}" if chosen.grunn else ""
    return f"Bruk «{chosen.bruk}» i formen som passer.{grunn}"


def words_are_written_in_one_way(checked: Checked) -> Iterator[Finding]:
    """Once for a document and word, where the way that comes second is used first; a capital may be a name's."""
    chosen = tuple(_unwanted(checked.kilder.planverk.ordliste))
    pairs = [pair for pair in sorted(vocabulary()["sideformer"]) if not any(word.startswith(pair) for word in chosen)]
    ways = {way: pair for pair in pairs for way in pair}
    shape = re.compile(rf"(?<![\w-])({'|'.join(ways)})\w*")
    used: dict[tuple[str, Pair], dict[str, tuple[Path, str, re.Match[str]]]] = {}
    for path, mark, text in checked.texts:
        if isinstance(mark, Skrift) and in_own_words(path):
            for match in shape.finditer(masked(text)):
                used.setdefault((str(path[0]), ways[match[1]]), {}).setdefault(match[1], (path, text, match))
    for first, (path, text, match) in (tuple(each.values()) for each in used.values() if len(each) > 1):
        place = checked.kilder.places.of(first[0], first[1][: first[2].start()])
        said = f"«{match[0]}» og «{first[2][0]}» ({place}) er to måter å skrive det samme på."
        yield Finding("TERM002", path, said, "Velg én av dem i dokumentet.", text[: match.start()])
