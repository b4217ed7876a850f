"""Goals, strategies and measures of one adopted plan, as the annex prints them."""

from typing import Annotated

from pydantic import Field

from .samfunnsdel import Mål, Punkt, Tiltak
from .verdi import Avsnitt, Id, Linje, MedUnntak, Navn, Verdi, Viser


class Tema(MedUnntak):
    """A theme with strategies and proposed measures side by side, not paired one to one."""

    id: Id
    tittel: Navn
    strategier: tuple[Punkt, ...] = Field(min_length=1)
    tiltak_innledning: Linje | None = None
    tiltak: tuple[Tiltak, ...] = Field(min_length=1)


class Programpost(MedUnntak):
    """A line of an action programme: its theme, its measures, who answers for them."""

    id: Id
    tema: Navn
    tiltak: Avsnitt | None = None
    ansvarlig: tuple[Navn, ...] = ()
    status: Linje | None = None


class Programdel(MedUnntak):
    """A part of an action programme; `bokstaver` gives its lines the letters a, b, c."""

    id: Id
    tittel: Navn
    ansvarlig: tuple[Navn, ...] = ()
    bokstaver: bool = False
    poster: tuple[Programpost, ...] = ()


class Handlingsprogram(Verdi):
    """Either parts with measures, or just the themes (`temaer`) of a programme printed elsewhere."""

    deler: tuple[Programdel, ...] = ()
    temaer: tuple[Punkt, ...] = ()


class VedtattPlan(MedUnntak):
    """What the council adopted in one plan of the register (`plan`)."""

    plan: Annotated[Id, Viser("plan")]
    mål: tuple[Mål, ...] = ()
    temaer: tuple[Tema, ...] = ()
    handlingsprogram: Handlingsprogram | None = None
