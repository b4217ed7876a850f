"""Decisions of the council and other bodies, in their own words, and what they change in the plans."""

from typing import Annotated, Literal

from pydantic import Field

from .endring import Endring
from .verdi import Dato, Id, Linje, MedUnntak, Navn, Verdi, Viser


class Vedtakspunkt(MedUnntak):
    id: Id
    tekst: Linje


class Alternativ(Verdi):
    """Another proposal in the case, which was not adopted; it can be looked at, and is never part of the plans."""

    id: Id
    gjelder: Navn
    vedtatt: Literal[False] = False
    endringer: tuple[Endring, ...] = Field(min_length=1)


class Vedtak(MedUnntak):
    """A decision (`ordlyd` sentence by sentence as adopted); `utdrag` where more was decided than is known.

    `i_grunnlaget` says that the other files have its effect in them already. `etter` names the decision before it,
    where the date does not tell. `høring` names the round whose changes the decision adopts, before its own.
    """

    id: Id
    organ: Navn
    dato: Dato
    sak: Navn = "ukjent"
    gjelder: Navn
    utdrag: bool = False
    resultat: Literal["vedtatt", "ikke vedtatt", "utsatt"] = "vedtatt"
    i_grunnlaget: bool = False
    etter: Annotated[Id, Viser("vedtak")] | None = None
    høring: Annotated[Id, Viser("høring")] | None = None
    ordlyd: tuple[Vedtakspunkt, ...] = Field(min_length=1)
    endringer: tuple[Endring, ...] = ()
    alternativer: tuple[Alternativ, ...] = ()
