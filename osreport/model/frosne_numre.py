"""Numbers as they were printed when a document went to hearing or was adopted, so that they can be kept."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from .prosess import Status
from .verdi import Dato, Id, Periode, Verdi

Nummer = Annotated[str, StringConstraints(pattern=r"^\d+[a-z]*(\.\d+[a-z]*)*$")]
Trykt = Annotated[str, Field(min_length=1)]  # words as they stood then; no rule judges them now


class FrossetNummer(Verdi):
    """The number and the title that an element was printed with, and the chapter it stood in (`under`).

    `utgår` marks a number that was printed as struck out: the element was gone by then, and the number is kept free.
    """

    id: Id
    nummer: Nummer
    tittel: Trykt
    under: Id | None = None
    utgår: bool = False


class FrosneNumre(Verdi):
    """The numbers of one document on one day, in reading order; `grunn` is the decision or the hearing behind it."""

    dokument: Literal["samfunnsdel", "planstrategi", "vedlegg"]
    periode: Periode
    status: Status
    dato: Dato
    grunn: Id | None = None
    kapitler: tuple[FrossetNummer, ...] = ()
    figurer: tuple[FrossetNummer, ...] = ()
    tabeller: tuple[FrossetNummer, ...] = ()
