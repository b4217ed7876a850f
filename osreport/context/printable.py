"""All that a template may print, as a type: documents are made from it, and templates checked against it."""

from collections.abc import Mapping
from typing import Annotated, Any, Literal, TypedDict, get_args

from osreport.model.prosess import Status
from osreport.wording import WORDS

from .blocks import SPARE, Blokk, Kommuneord, Loggblokk, Planblokk, Skjemablokk, Spare, slag_of


class Printable(TypedDict):
    """The cover fields and the blocks; `ord` holds the fixed words by the names that stand beside it.

    What is no plan has no status.
    """

    kommune: Kommuneord
    tittel: str
    undertittel: str
    kortnavn: Spare
    periode: str
    statuslinjer: tuple[str, ...]
    statuslinje: str
    status: Annotated[Literal[Status, ""], SPARE]
    vannmerke: Spare
    ord: Annotated[Mapping[str, str], SPARE, *WORDS["nb"]]
    blokker: tuple[Blokk, ...]


# The kinds of block that a template can meet, where they are not those of the plan documents; only for these must it
# have room. Each has its name in `model.documents.FURTHER` too.
MET_BY: Mapping[str, Any] = {
    "endringslogg": Loggblokk,
    "svarskjema": Skjemablokk,
}


def met_by(template: str) -> frozenset[str]:
    """The kinds of block that a template can meet, by the name of the template."""
    return frozenset(slag_of(kind) for kind in get_args(MET_BY.get(template, Planblokk)))
