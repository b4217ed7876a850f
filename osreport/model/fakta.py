"""Every number that a document prints, with unit, date and source."""

from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from .verdi import Dato, Id, MedUnntak, Navn, Nettadresse, Viser


def _to_decimal(value: Any) -> Any:
    """The number as it was written, decimal point or decimal comma; anything else unchanged."""
    if isinstance(value, bool):
        return value
    if isinstance(value, int | float):
        return Decimal(str(value))
    if isinstance(value, str) and value.removeprefix("-").replace(",", "", 1).isdecimal():
        return Decimal(value.replace(",", "."))
    return value


Tall = Annotated[
    Decimal,
    BeforeValidator(_to_decimal, json_schema_input_type=int | float | str),
    Field(allow_inf_nan=False),
]
Kvalifikator = Literal["ca.", "over", "under", "minst", "inntil", "omtrent", "prognose"]


Gyldighet = Annotated[int, Field(ge=0, le=200)]


class Observasjon(MedUnntak):
    """One value of an indicator: a number, or words where the source has only words («halvparten»).

    Where it is the sum of other observations (`sum_av`), less some others (`minus`), the numbers have to agree.
    """

    id: Id
    tidspunkt: Dato | Literal["ukjent"]
    tidspunkt_tekst: Navn | None = None
    verdi: Tall | None = None
    ord: Navn | None = None
    kvalifikator: Kvalifikator | None = None
    kilde: Navn
    lenke: Nettadresse | None = None
    merknad: Navn | None = None
    sum_av: tuple[Annotated[Id, Viser("fakta")], ...] = ()
    minus: tuple[Annotated[Id, Viser("fakta")], ...] = ()

    @model_validator(mode="after")
    def _says_one_thing(self) -> "Observasjon":
        if (self.verdi is None) == (self.ord is None):
            raise PydanticCustomError("verdi_eller_ord", "either a number or words")
        return self


class Indikator(MedUnntak):
    """What is counted, in which unit, and every value of it that the plans use.

    A value holds as present for `gyldig_år` years; left out, for as many as the base of facts says.
    """

    id: Id
    navn: Navn
    enhet: Navn
    gyldig_år: Gyldighet | None = None
    observasjoner: tuple[Observasjon, ...] = Field(min_length=1)


class Faktagrunnlag(MedUnntak):
    gyldig_år: Gyldighet = 5
    indikatorer: tuple[Indikator, ...] = ()
