"""A hearing round: what is sent out, by whom, to whom, until when and how it can be answered; and what was sent."""

from typing import Annotated, Literal

from pydantic import Field

from .prosess import Trinn
from .verdi import Avsnitt, Dato, Id, Kategori, Linje, MedUnntak, Navn, Nettadresse, Verdi, Viser

Høringstrinn = Literal["uttalelser", "planprogram", "høring"]


class Kanal(Verdi):
    """Where the hearing is announced: what kind of place, its name, and the day it stands there."""

    slag: Navn
    navn: Navn
    dato: Dato | None = None
    lenke: Nettadresse | None = None


class Utleggingssted(Verdi):
    """Where the documents can be read."""

    navn: Navn
    lenke: Nettadresse | None = None


class Kontakt(Verdi):
    """Who answers questions."""

    navn: Navn
    tittel: Navn | None = None
    epost: Navn | None = None
    telefon: Navn | None = None


class Svarmåte(Verdi):
    """How input can be sent: by e-mail, in a web form or by post; one of them must be electronic."""

    epost: Navn | None = None
    nettskjema: Nettadresse | None = None
    post: Navn | None = None


class Møte(Verdi):
    """A meeting on the way: open to all, or of the body that treats the case."""

    dato: Dato
    hva: Navn
    organ: Navn | None = None
    sted: Navn | None = None
    klokken: Annotated[str, Field(pattern=r"^([01]\d|2[0-3])\.[0-5]\d$")] | None = None


class Mottaker(Verdi):
    """Who the round is sent to; `for_hvem` says whom the acts ask about that it is heard for."""

    id: Id
    navn: Navn
    kategori: Kategori
    for_hvem: tuple[Navn, ...] = ()
    adresse: Navn | None = None
    epost: Navn | None = None


class Høringsrunde(MedUnntak):
    """A hearing of one document: of the plan itself, of its planning programme, or of views before a planstrategi.

    `vedtak` is the decision that sends it out; `planbeskrivelse` and `hensyn` are what the acts ask the papers to tell.
    """

    id: Id
    dokument: Literal["samfunnsdel", "planstrategi"]
    trinn: Høringstrinn = "høring"
    vedtak: Annotated[Id, Viser("vedtak")] | None = None
    saksnummer: Navn = "ukjent"
    kunngjort: Dato
    frist: Dato
    kanaler: tuple[Kanal, ...] = ()
    ligger_ute: tuple[Utleggingssted, ...] = ()
    svar: Svarmåte = Svarmåte()
    kontakt: Kontakt
    om: Avsnitt
    ønsker: tuple[Linje, ...] = ()
    alternativer: Avsnitt | None = None
    planbeskrivelse: Avsnitt | None = None
    hensyn: Avsnitt | None = None
    innhold: tuple[Navn, ...] = ()
    møter: tuple[Møte, ...] = ()
    mottakere: tuple[Mottaker, ...] = ()

    @property
    def som_trinn(self) -> Trinn:
        """The round as a step of the process, as the catalogue of law asks about it."""
        heard = tuple(dict.fromkeys(whom for each in self.mottakere for whom in each.for_hvem))
        channels = tuple(dict.fromkeys(each.slag for each in self.kanaler))
        told = ("planbeskrivelse",) if self.planbeskrivelse else ()
        return Trinn(
            kunngjort=self.kunngjort, frist=self.frist, kanaler=channels, hvem=heard, innhold=(*self.innhold, *told)
        )


class UtsendtFil(Verdi):
    """A file that was sent out, and the SHA-256 of its bytes."""

    navn: Navn
    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


class Elementnummer(Verdi):
    """The number that an element was printed with in what was sent out, by which input refers to it."""

    nummer: Navn
    slag: Navn
    id: Id


class Utsending(MedUnntak):
    """What was sent out: from which git revision, on which day, which files, with which numbers to refer to.

    Written by the program when the package is made; it freezes the version that the input is about.
    """

    høring: Annotated[Id, Viser("høring")]
    utgave: Navn
    dato: Dato
    filer: tuple[UtsendtFil, ...] = ()
    numre: tuple[Elementnummer, ...] = ()
