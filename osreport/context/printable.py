"""All that a template may print, as a type: documents are made from it, and templates checked against it."""

from collections.abc import Mapping
from typing import Annotated, TypedDict

from osreport.model.prosess import Status
from osreport.wording import WORDS

from .blocks import SPARE, Blokk, Kommuneord, Spare


class Printable(TypedDict):
    """The cover fields and the blocks; `ord` holds the fixed words by the names that stand beside it."""

    kommune: Kommuneord
    tittel: str
    undertittel: str
    kortnavn: Spare
    periode: str
    statuslinjer: tuple[str, ...]
    statuslinje: str
    status: Annotated[Status, SPARE]
    vannmerke: Spare
    ord: Annotated[Mapping[str, str], SPARE, *WORDS["nb"]]
    blokker: tuple[Blokk, ...]
