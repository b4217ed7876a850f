"""Decisions of the council and other bodies, in their own words."""

from typing import Literal

from pydantic import Field

from .verdi import Dato, Id, Linje, MedUnntak, Navn


class Vedtakspunkt(MedUnntak):
    id: Id
    tekst: Linje


class Vedtak(MedUnntak):
    """A decision (`ordlyd` sentence by sentence as adopted); `utdrag` where more was decided than is known."""

    id: Id
    organ: Navn
    dato: Dato
    sak: Navn = "ukjent"
    gjelder: Navn
    utdrag: bool = False
    resultat: Literal["vedtatt", "ikke vedtatt", "utsatt"] = "vedtatt"
    ordlyd: tuple[Vedtakspunkt, ...] = Field(min_length=1)
