"""The municipality itself and the words it uses for the levels of its plans."""

from .verdi import Dato, MedUnntak, Navn, Nettadresse, Språk, Verdi, År


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
    """The municipality: what stands on every cover and in every header, and its council, which deadlines count from."""

    navn: Navn
    adresse: Navn
    epost: Navn
    nettsted: Nettadresse
    språk: Språk = "nb"
    ord: Ord = Ord()
    kommunevalg: År | None = None
    konstituert: Dato | None = None
    samisk_språkområde: bool = False
