"""Cooperation with other municipalities: with whom, about what, in which form."""

from typing import Literal

from .verdi import Id, Linje, MedUnntak, Navn, Verdi

Samarbeidsform = Literal["vertskommune", "avtale", "kjøp", "salg", "felles strategi"]


class Samarbeid(MedUnntak):
    id: Id
    navn: Linje
    form: Samarbeidsform
    parter: tuple[Navn, ...] = ()
    merknad: Linje | None = None


class Samarbeidsoversikt(Verdi):
    samarbeid: tuple[Samarbeid, ...] = ()
