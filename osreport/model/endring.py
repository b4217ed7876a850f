"""What a decision changes in the plans: each change says what it is about, what it expects to find, and what is to be.

An element is pointed to by its kind and its id, as in `plan: kulturplan`.
"""

from typing import Annotated, Any, Literal

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from .prosess import Status
from .verdi import Id, Periode, Verdi, År

Ord = Annotated[str, Field(min_length=1)]

ENDRINGER = ("sett", "erstatt", "legg_til", "fjern", "flytt", "flytt_år", "flytt_vindu", "sett_status")
STEDER = (
    "dokument", "kapittel", "liste", "område", "mål", "strategi", "tiltak", "tema", "post", "plan", "plangruppe",
    "samarbeid", "figur", "fakta", "indikator",
)  # fmt: skip


class Sted(Verdi):
    """What a change is about: one element."""

    dokument: Literal["samfunnsdel", "planstrategi", "vedlegg"] | None = None
    kapittel: Id | None = None
    liste: Id | None = None
    område: Id | None = None
    mål: Id | None = None
    strategi: Id | None = None
    tiltak: Id | None = None
    tema: Id | None = None
    post: Id | None = None
    plan: Id | None = None
    plangruppe: Id | None = None
    samarbeid: Id | None = None
    figur: Id | None = None
    fakta: Id | None = None
    indikator: Id | None = None

    @model_validator(mode="after")
    def _is_one(self) -> "Sted":
        if sum(getattr(self, kind) is not None for kind in STEDER) != 1:
            raise PydanticCustomError("sted", "one element")
        return self

    @property
    def adresse(self) -> tuple[str, str]:
        """The kind and the id of the element."""
        return next((kind, id_) for kind in STEDER if (id_ := getattr(self, kind)) is not None)


class Sett(Sted):
    """A field gets another value; without `fra` it has none before."""

    felt: Ord
    fra: Any = None
    til: Any


class Erstatt(Sted):
    """A text, or a stretch that stands in it exactly once, is replaced; without `felt` in any text of the element."""

    felt: Ord | None = None
    fra: Ord
    til: str


class LeggTil(Sted):
    """New members of a list: after or before one of its members (its id, or words that it alone has), or last."""

    felt: Ord
    etter: Ord | None = None
    foran: Ord | None = None
    nye: tuple[Any, ...] = Field(min_length=1)


class Fjern(Sted):
    """An element goes out, with all below it; with `felt`, the one member of that list with the words in `fra`."""

    felt: Ord | None = None
    fra: Ord


class Flytt(Sted):
    """An element gets another place, after or before one of its kind, be it in another list."""

    felt: Ord | None = None
    fra: Ord
    etter: Ord | None = None
    foran: Ord | None = None

    @model_validator(mode="after")
    def _goes_somewhere(self) -> "Flytt":
        if (self.etter is None) == (self.foran is None):
            raise PydanticCustomError("flytt_hvor", "after or before")
        return self


class FlyttÅr(Verdi):
    """A year of revision of a plan becomes another year, still to come."""

    plan: Id
    fra: År
    til: År
    grunnlag: Ord | None = None

    @property
    def adresse(self) -> tuple[str, str]:
        return ("plan", self.plan)


class FlyttVindu(Verdi):
    """The tables of a chapter that show some years show others."""

    kapittel: Id
    vis: Literal["revisjoner", "planregister"]
    fra: Periode
    til: Periode

    @property
    def adresse(self) -> tuple[str, str]:
        return ("kapittel", self.kapittel)


class SettStatus(Verdi):
    """A document takes its next step; one that is adopted gets body, date and case of the decision."""

    dokument: Literal["samfunnsdel", "planstrategi", "vedlegg"]
    fra: Status
    til: Status

    @property
    def adresse(self) -> tuple[str, str]:
        return ("dokument", self.dokument)


Innhold = Sett | Erstatt | LeggTil | Fjern | Flytt | FlyttÅr | FlyttVindu | SettStatus


class Endring(Verdi):
    """One change of one kind, and the sentence of the decision (`punkt`) that makes it."""

    punkt: Id | None = None
    sett: Sett | None = None
    erstatt: Erstatt | None = None
    legg_til: LeggTil | None = None
    fjern: Fjern | None = None
    flytt: Flytt | None = None
    flytt_år: FlyttÅr | None = None
    flytt_vindu: FlyttVindu | None = None
    sett_status: SettStatus | None = None

    @model_validator(mode="after")
    def _is_one(self) -> "Endring":
        if sum(getattr(self, kind) is not None for kind in ENDRINGER) != 1:
            raise PydanticCustomError("endring", "one change")
        return self

    @property
    def slag(self) -> str:
        return next(kind for kind in ENDRINGER if getattr(self, kind) is not None)

    @property
    def innhold(self) -> Innhold:
        found: Innhold = getattr(self, self.slag)
        return found
