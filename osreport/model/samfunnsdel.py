"""The goal tree: område → mål (→ delmål) → strategi → tiltak, and the vision above it."""

from typing import Literal

from pydantic import Field

from .dokument import Dokument
from .verdi import Avsnitt, Bærekraftsmål, Id, Linje, MedUnntak, Navn, Verdi


class Tiltak(MedUnntak):
    """A measure; `tekst` may hold several paragraphs or a list."""

    id: Id
    tekst: Avsnitt
    ansvarlig: tuple[Navn, ...] = ()
    status: Linje | None = None


class Strategi(MedUnntak):
    id: Id
    tekst: Linje
    prioritert: bool = False
    fn_mål: tuple[Bærekraftsmål, ...] = ()
    tiltak: tuple[Tiltak, ...] = ()


class Måltall(Verdi):
    """What a goal is measured by: a value to be reached in a year."""

    tekst: Linje
    år: int | None = None


class Mål(MedUnntak):
    """A goal; goals below it (delmål) may have goals of their own."""

    id: Id
    tekst: Linje
    omtale: Avsnitt | None = None
    fn_mål: tuple[Bærekraftsmål, ...] = ()
    fn_delmål: tuple[Navn, ...] = ()
    måltall: tuple[Måltall, ...] = ()
    delmål: tuple["Mål", ...] = ()
    strategier: tuple[Strategi, ...] = ()


class OverordnetMål(MedUnntak):
    """A goal above the goals of an area or of the whole plan."""

    id: Id
    tekst: Linje


class Område(MedUnntak):
    """An area of the plan (innsatsområde, satsingsområde …) with its goals."""

    id: Id
    tittel: Navn
    gjelder: Literal["samfunn", "organisasjon"] = "samfunn"
    overordnede_mål: tuple[OverordnetMål, ...] = ()
    mål: tuple[Mål, ...] = Field(min_length=1)


class Punkt(MedUnntak):
    id: Id
    tekst: Linje


class Visjon(Verdi):
    """The vision: the goal above all goals, the vision itself, why and how."""

    overordnet_mål: OverordnetMål | None = None
    tekst: Linje
    hvorfor: tuple[Punkt, ...] = ()
    hvordan: tuple[Punkt, ...] = ()
    verdier: tuple[Punkt, ...] = ()


class Samfunnsdel(Dokument):
    """Kommuneplanens samfunnsdel (plan- og bygningsloven § 11-2): a document and the goal tree it owns."""

    visjon: Visjon | None = None
    områder: tuple[Område, ...] = Field(min_length=1)
