"""A document: what its cover says and the chapters it is read in, as a stream of typed blocks."""

from typing import Annotated, Any, Literal

from pydantic import Discriminator, Field, Tag, model_validator
from pydantic_core import PydanticCustomError

from .prosess import Prosess, Status
from .verdi import Avsnitt, Behandling, Dato, Id, Linje, MedUnntak, Navn, Periode, Språk, Verdi, Viser


class Listepunkt(MedUnntak):
    id: Id
    tekst: Linje
    punkter: tuple["Listepunkt", ...] = ()


class Liste(MedUnntak):
    """A list whose items stand as adopted and can be pointed to one by one."""

    id: Id
    type: Literal["punkt", "nummerert"] = "punkt"
    punkter: tuple[Listepunkt, ...] = Field(min_length=1)


class Enkeltabell(MedUnntak):
    """A table written out by hand, for what no register holds."""

    id: Id
    tittel: Linje
    kolonner: tuple[Linje, ...] = Field(min_length=1)
    rader: tuple[tuple[Linje, ...], ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _rows_fill_the_columns(self) -> "Enkeltabell":
        for number, row in enumerate(self.rader, 1):
            if len(row) != len(self.kolonner):
                counts = {"rad": number, "celler": len(row), "kolonner": len(self.kolonner)}
                raise PydanticCustomError("radlengde", "row length", counts)
        return self


class Tekstblokk(Verdi):
    tekst: Avsnitt


class Uthevingsblokk(Verdi):
    utheving: Avsnitt


class Vedtaksblokk(Verdi):
    """The words of a decision, quoted."""

    vedtak: Annotated[Id, Viser("vedtak")]


class Listeblokk(Verdi):
    liste: Liste


class Figurblokk(Verdi):
    figur: Annotated[Id, Viser("figur")]


class Tabellblokk(Verdi):
    tabell: Enkeltabell


class Visningsblokk(Verdi):
    """A part of the plan, printed where this stands; `utvalg` picks some of its elements by id."""

    vis: Literal[
        "visjon", "måltabell", "overordnede mål", "målliste", "planmål", "tiltak",
        "revisjoner", "planregister", "samarbeid", "nettadresser", "nummerendringer", "historikk",
    ]  # fmt: skip
    område: Annotated[Id, Viser("område")] | None = None
    plan: Annotated[Id, Viser("plan")] | None = None
    år: Periode | None = None
    siden: Dato | None = None
    parter: bool = True
    utvalg: tuple[Annotated[Id, Viser("mål|tema|samarbeid|plangruppe")], ...] = ()

    @model_validator(mode="after")
    def _has_what_it_needs(self) -> "Visningsblokk":
        needs = {"måltabell": "område", "planmål": "plan", "tiltak": "plan"}.get(self.vis)
        if needs and getattr(self, needs) is None:
            raise PydanticCustomError("vis_mangler", "missing", {"vis": self.vis, "felt": needs})
        return self


BLOKKER: dict[str, type[Verdi]] = {
    "tekst": Tekstblokk,
    "utheving": Uthevingsblokk,
    "vedtak": Vedtaksblokk,
    "liste": Listeblokk,
    "figur": Figurblokk,
    "tabell": Tabellblokk,
    "vis": Visningsblokk,
}


def _kind(block: Any) -> str | None:
    keys = block if isinstance(block, dict) else vars(block) if isinstance(block, Verdi) else ()
    return next((kind for kind in BLOKKER if kind in keys), None)


Blokk = Annotated[
    Annotated[Tekstblokk, Tag("tekst")]
    | Annotated[Uthevingsblokk, Tag("utheving")]
    | Annotated[Vedtaksblokk, Tag("vedtak")]
    | Annotated[Listeblokk, Tag("liste")]
    | Annotated[Figurblokk, Tag("figur")]
    | Annotated[Tabellblokk, Tag("tabell")]
    | Annotated[Visningsblokk, Tag("vis")],
    Discriminator(_kind, custom_error_type="blokktype", custom_error_message="unknown block"),
]


class Kapittel(MedUnntak):
    """A chapter; its number is counted, never written. `liggende` prints it on landscape pages."""

    id: Id
    tittel: Linje
    nummerert: bool = True
    liggende: bool = False
    innhold: tuple[Blokk, ...] = ()
    kapitler: tuple["Kapittel", ...] = ()

    @model_validator(mode="after")
    def _says_something(self) -> "Kapittel":
        if not self.innhold and not self.kapitler:
            raise PydanticCustomError("tomt_kapittel", "empty chapter")
        return self


class Dokument(MedUnntak):
    """What the cover says, and the chapters. Only an adopted document bears a case (`vedtatt`)."""

    tittel: Navn
    undertittel: Navn | None = None
    kortnavn: Navn
    periode: Periode
    status: Status
    vedtatt: Behandling | None = None
    oppdatert_etter: Annotated[Id, Viser("vedtak")] | None = None
    språk: Språk | None = None
    første_kapittel: Annotated[int, Field(ge=1)] = 1
    prosess: Prosess | None = None
    kapitler: tuple[Kapittel, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _status_fits_the_decision(self) -> "Dokument":
        decided = self.status in {"vedtatt", "erstattet"}
        if decided and self.vedtatt is None:
            raise PydanticCustomError("vedtatt_uten_vedtak", "adopted without decision", {"status": self.status})
        if not decided and self.vedtatt is not None:
            raise PydanticCustomError("vedtak_uten_vedtatt", "decision without adoption", {"status": self.status})
        return self
