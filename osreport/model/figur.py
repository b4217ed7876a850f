"""Figures drawn from data."""

from typing import Annotated, Literal

from pydantic import Field

from .verdi import Id, Linje, MedUnntak, Navn, Verdi, Viser


class Diagram(MedUnntak):
    """A column chart of one indicator: every observation, forecasts shown apart."""

    id: Id
    type: Literal["diagram"]
    tittel: Linje
    indikator: Annotated[Id, Viser("indikator")]
    kilde: Linje | None = None


class Boks(Verdi):
    tittel: Navn
    undertittel: Navn
    punkter: tuple[Navn, ...] = ()


class Planhierarki(MedUnntak):
    """Boxes joined by arrows, from the plan above to the plan below."""

    id: Id
    type: Literal["planhierarki"]
    tittel: Linje
    bokser: tuple[Boks, ...] = Field(min_length=2, max_length=5)
    kilde: Linje | None = None


class Hjuldel(Verdi):
    tittel: Navn
    undertittel: Navn | None = None


class Hjul(Verdi):
    tittel: Navn
    deler: tuple[Hjuldel, ...] = Field(min_length=2, max_length=8)


class Årshjul(MedUnntak):
    """Wheels of what is done each year, each term."""

    id: Id
    type: Literal["årshjul"]
    tittel: Linje
    hjul: tuple[Hjul, ...] = Field(min_length=1, max_length=2)
    kilde: Linje | None = None


Figur = Annotated[Diagram | Planhierarki | Årshjul, Field(discriminator="type")]


class Figursamling(Verdi):
    figurer: tuple[Figur, ...] = ()
