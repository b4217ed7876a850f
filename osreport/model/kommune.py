"""The municipality itself and the words it uses for the levels of its plans."""

from typing import Annotated

from pydantic import Field

from .verdi import Dato, MedUnntak, Navn, Nettadresse, Språk, Verdi, År

SKJEMA = 1  # how the sources are laid out; a higher number for each layout that older programs cannot read


class Ord(Verdi):
    """Printed words that a municipality may choose itself; left out, the usual word of the language stands."""

    overordnet_mål: Navn | None = None
    overordnede_mål: Navn | None = None
    mål_overskrift: Navn | None = None
    strategier_overskrift: Navn | None = None
    strategier: Navn | None = None
    tiltak: Navn | None = None
    forslag_til_tiltak: Navn | None = None
    handlingsprogram: Navn | None = None
    tema: Navn | None = None
    ansvarlig: Navn | None = None
    visjon: Navn | None = None
    verdier: Navn | None = None
    hvorfor: Navn | None = None
    hvordan: Navn | None = None
    plandokument: Navn | None = None
    innhold: Navn | None = None


class Kommune(MedUnntak):
    """The municipality: what stands on every cover and in every header, and its council, which deadlines count from.

    `leder` is who puts cases before the council. `skjema` is the layout that the sources are written in.
    """

    navn: Navn
    adresse: Navn
    epost: Navn
    nettsted: Nettadresse
    språk: Språk = "nb"
    ord: Ord = Ord()
    kommunevalg: År | None = None
    konstituert: Dato | None = None
    leder: Navn = "Kommunedirektøren"
    samisk_språkområde: bool = False
    skjema: Annotated[int, Field(ge=1)] = SKJEMA
