"""The small values that every document is made of: ids, dates, periods, prose."""

import re
from datetime import date
from typing import Annotated, Any, ClassVar, Literal, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    GetJsonSchemaHandler,
    StringConstraints,
    ValidationError,
    model_validator,
)
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, PydanticCustomError

from osreport.structs import Struct


class Verdi(BaseModel):
    """A frozen value that refuses unknown keys and never bends a type to make it fit.

    What validates it is made when it is first needed (`defer_build`): most are only ever parts of others.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, defer_build=True)


class Skrift(Struct):
    """Marks a text field as Markdown with references: one line (`linje`) or several blocks (`avsnitt`)."""

    form: Literal["linje", "avsnitt"]


class Navngir(Struct):
    """Marks a text field as words that are printed as they stand."""


class Viser(Struct):
    """Marks a field as the id of an element of this kind elsewhere in the plan."""

    til: str


def _without_line_breaks(text: str) -> str:
    if "\n" in text:
        raise PydanticCustomError("flere_linjer", "one line expected")
    return text


_Ikke_tom = StringConstraints(min_length=1, strip_whitespace=True)

ID = r"^[a-z0-9æøå]+(-[a-z0-9æøå]+)*$"
Id = Annotated[str, StringConstraints(pattern=ID, max_length=48)]
Navn = Annotated[str, _Ikke_tom, AfterValidator(_without_line_breaks), Navngir()]
Linje = Annotated[str, _Ikke_tom, AfterValidator(_without_line_breaks), Skrift("linje")]
Avsnitt = Annotated[str, _Ikke_tom, Skrift("avsnitt")]
Nettadresse = Annotated[str, StringConstraints(pattern=r"^(https?://|mailto:)[^\s<>\"]+$")]
FIRST_YEAR, LAST_YEAR = 1800, 2200
År = Annotated[int, Field(ge=FIRST_YEAR, le=LAST_YEAR)]
Språk = Literal["nb", "nn"]
Kategori = Literal["stat", "region", "nabokommune", "råd", "lag", "næring", "privat"]
Bærekraftsmål = Annotated[int, Field(ge=1, le=17)]


class Unntak(Verdi):
    """A rule that an element need not keep, and why."""

    kode: Annotated[str, StringConstraints(pattern=r"^[A-ZÆØÅ]{2,}[0-9]{3}$")]
    grunn: Navn


class MedUnntak(Verdi):
    """An element that may be excepted from rules of the checker; so are the elements below it."""

    unntak: tuple[Unntak, ...] = ()


class Dato(Verdi):
    """A date as exactly as it is known: a year, a quarter, a month or a day.

    Written `2015`, `2014-K3`, `2020-12` or `2024-01-25` (ISO 8601, quarters as Statistics Norway writes them).
    """

    MØNSTER: ClassVar[str] = r"^(\d{4})(?:-K([1-4])|-(\d{2})(?:-(\d{2}))?)?$"

    år: int
    kvartal: int = 0
    måned: int = 0
    dag: int = 0

    @model_validator(mode="before")
    @classmethod
    def _from_text(cls, value: Any) -> Any:
        if isinstance(value, Dato | dict):
            return value
        match = re.match(cls.MØNSTER, str(value)) if isinstance(value, str | int) else None
        if match is None:
            raise PydanticCustomError("dato", "not a date")
        år, kvartal, måned, dag = (int(part or 0) for part in match.groups())
        return {"år": år, "kvartal": kvartal, "måned": måned, "dag": dag}

    @model_validator(mode="after")
    def _exists(self) -> Self:
        try:
            date(self.år, self.måned or 1, self.dag or 1)
        except ValueError:
            raise PydanticCustomError("dato_finnes_ikke", "no such date") from None
        if not FIRST_YEAR <= self.år <= LAST_YEAR:
            raise PydanticCustomError("dato_finnes_ikke", "no such date")
        return self

    @classmethod
    def __get_pydantic_json_schema__(cls, _: CoreSchema, __: GetJsonSchemaHandler) -> JsonSchemaValue:
        return {"anyOf": [{"type": "integer"}, {"type": "string", "pattern": cls.MØNSTER}]}

    @property
    def sortering(self) -> tuple[int, int, int]:
        """The first day that the date may mean, as (year, month, day); for comparing and sorting."""
        return (self.år, self.måned or (self.kvartal * 3 - 2 if self.kvartal else 1), self.dag or 1)


def as_date(word: str) -> Dato | None:
    """The date that a word means; None where it means none."""
    try:
        return Dato.model_validate(word)
    except ValidationError:
        return None


class Periode(Verdi):
    """A span of whole years, both ends included."""

    fra: År
    til: År

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.til < self.fra:
            raise PydanticCustomError("periode_baklengs", "period ends before it begins")
        return self

    @property
    def alle_år(self) -> tuple[int, ...]:
        return tuple(range(self.fra, self.til + 1))


class Lenke(Verdi):
    """A web address and the words that a reader clicks on."""

    tekst: Navn
    url: Nettadresse


class Behandling(Verdi):
    """When, where and under which number something was decided; `ukjent` where nobody knows."""

    organ: Navn = "ukjent"
    dato: Dato | Literal["ukjent"]
    sak: Navn = "ukjent"
