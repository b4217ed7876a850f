"""The catalogue of law: which plans there must be, and what the acts say of how they come about and what they hold.

What an act says (section, days, deadline) stands in the sources alone, so that a change of law is a change of data.
"""

from typing import Annotated, Literal

from pydantic import Field

from .prosess import Høringstrinn, Status, Trinnavn
from .verdi import Dato, Id, Kategori, MedUnntak, Navn, Nettadresse, Verdi, Viser

Dokumentnavn = Literal["samfunnsdel", "planstrategi"]


class Lov(Verdi):
    """An act, a regulation, or another set of conditions that plans are made under."""

    id: Id
    navn: Navn
    kortnavn: Navn
    lenke: Nettadresse | None = None


class Hjemmel(Verdi):
    """Where it is laid down, how sure we are of that, and when someone last looked.

    `gjelder_fra` is the day the rule came into force, where that is later than the plans it judges may be.
    """

    lov: Annotated[Id, Viser("lov")]
    paragraf: Navn | None = None
    type: Literal["lov", "forskrift", "tilskuddsvilkår", "retningslinje", "lokal"] = "lov"
    sikkerhet: Literal["bekreftet", "ikke bekreftet"] = "ikke bekreftet"
    sjekket: Dato
    kilde: Navn
    gjelder_fra: Dato | None = None

    @property
    def bindende(self) -> bool:
        """Whether it is law, and known to be so."""
        return self.type in {"lov", "forskrift"} and self.sikkerhet == "bekreftet"


class Syklus(Verdi):
    """How often a plan is taken up again; `anbefalt` where the act itself states no number."""

    type: Literal["årlig", "valgperiode", "år", "oppdatert", "ingen"]
    antall: Annotated[int, Field(ge=1)] = 1
    anbefalt: bool = False


class Frist(Verdi):
    """A deadline for each new council: months after it is constituted, or the end of a year (0 is that same year)."""

    måneder: Annotated[int, Field(ge=1, le=120)] | None = None
    utgangen_av_år: Annotated[int, Field(ge=0, le=10)] | None = None


class Vedtaksorgan(Verdi):
    """The body that must adopt a plan itself; `paragraf` where that is laid down elsewhere than the plan is."""

    organ: Navn
    paragraf: Navn | None = None


class Lovplan(MedUnntak):
    """A plan that a municipality must have; `dokument` where it is one of the documents printed here."""

    id: Id
    navn: Navn
    hjemmel: Hjemmel
    syklus: Syklus = Syklus(type="ingen")
    frist: Frist | None = None
    minst_år: Annotated[int, Field(ge=1)] | None = None
    vedtas_før_perioden: bool = False
    vedtas_av: Vedtaksorgan | None = None
    dokument: Dokumentnavn | None = None
    for_kommunedelplan: bool = False
    råd: Navn | None = None


class Trinnkrav(MedUnntak):
    """What a step on the way to an adopted plan must have, in a document that has come as far as `fra_status`."""

    id: Id
    navn: Navn
    hjemmel: Hjemmel
    planer: tuple[Annotated[Id, Viser("lovplan")], ...] = Field(min_length=1)
    trinn: Trinnavn
    fra_status: Status = "høring"
    dager: Annotated[int, Field(ge=1)] | None = None
    kanaler: tuple[Navn, ...] = ()
    hvem: tuple[Navn, ...] = ()
    innhold: tuple[Navn, ...] = ()


class Høringskrav(MedUnntak):
    """What a hearing of some documents must have."""

    id: Id
    navn: Navn
    hjemmel: Hjemmel
    dokumenter: tuple[Dokumentnavn, ...] = Field(min_length=1)
    trinn: tuple[Høringstrinn, ...] = Field(min_length=1)
    krever: tuple[Literal["nettsted", "sted", "alternativer"], ...] = Field(min_length=1)


class Kategorinavn(Verdi):
    """What the steps of the catalogue call the recipients of a category (`hvem`)."""

    kategori: Kategori
    hvem: Navn


class Fridag(Verdi):
    """A day on which many are away, or that many days from it on: of the calendar, or counted from Easter Sunday."""

    navn: Navn
    dag: Annotated[str, Field(pattern=r"^((0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])|påske([+-]\d{1,2})?)$")]
    varer: Annotated[int, Field(ge=1, le=100)] = 1


class Emne(Verdi):
    """Something that a text should speak of, and beginnings of words, one of which shows that it does."""

    om: Navn
    ord: tuple[Navn, ...] = Field(min_length=1)


class Innholdskrav(MedUnntak):
    """What a document must say, decide or leave out."""

    id: Id
    navn: Navn
    hjemmel: Hjemmel
    dokument: Dokumentnavn
    bare_samisk: bool = False
    omtaler: tuple[Emne, ...] = ()
    unngår: tuple[Navn, ...] = ()
    unngår_i_status: tuple[Status, ...] = ()
    avgjør: tuple[Literal["samfunnsdel", "arealdel"], ...] = ()
    mål_for: tuple[Literal["samfunn", "organisasjon"], ...] = ()
    tiltak_for_mål: bool = False


class Konstituering(Verdi):
    """The month by whose end a new council has met for the first time, and how many years it sits."""

    hjemmel: Hjemmel
    senest_i_måned: Annotated[int, Field(ge=1, le=12)]
    valgperiode: Annotated[int, Field(ge=1, le=10)]


class Lovkatalog(Verdi):
    lover: tuple[Lov, ...] = ()
    konstituering: Konstituering | None = None
    planer: tuple[Lovplan, ...] = ()
    trinn: tuple[Trinnkrav, ...] = ()
    innhold: tuple[Innholdskrav, ...] = ()
    høringer: tuple[Høringskrav, ...] = ()
    kategorier: tuple[Kategorinavn, ...] = ()
    fridager: tuple[Fridag, ...] = ()
