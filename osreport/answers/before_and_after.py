"""A change in the language of decisions, as a row of what it is about, what stood there, and what will stand there."""

from collections.abc import Iterator, Mapping
from typing import Any

from osreport.changes.values import written
from osreport.model.endring import Endring, Erstatt, Fjern, Flytt, LeggTil, Sett
from osreport.prose import escaped

from .hearing import Hearing

Row = tuple[str, str, str]
WORDED = ("tekst", "tittel", "navn")


def told(hearing: Hearing, change: Endring) -> Iterator[Row]:
    """A row for each thing that it changes."""
    what, words = change.innhold, hearing.words
    about = hearing.named.get(what.adresse) or escaped(what.adresse[1])
    if isinstance(what, LeggTil):
        yield from ((about, words["nytt"], _value(each)) for each in what.nye)
    elif isinstance(what, Fjern):
        yield about, escaped(what.fra), words["tatt_ut"]
    elif isinstance(what, Flytt):
        yield about, escaped(what.fra), words["flyttet"]
    elif isinstance(what, Erstatt | Sett):
        yield about, _value(what.fra), _value(what.til)
    else:
        yield about, str(what.fra), str(what.til)


def _value(value: Any) -> str:
    """A value as it was written, in one line: the words of something new without its id."""
    if isinstance(value, Mapping):
        worded = [str(value[name]) for name in WORDED if name in value]
        return worded[0] if worded else escaped(written(value))
    return value if isinstance(value, str) else escaped(written(value))
