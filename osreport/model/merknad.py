"""What came in during a hearing, word for word, and what became of each point of it."""

from typing import Annotated, Literal

from pydantic import Field

from .endring import Endring, Sted
from .verdi import Avsnitt, Dato, Id, Kategori, Linje, MedUnntak, Navn, Verdi, Viser

Konklusjon = Literal["tas til følge", "delvis til følge", "ikke til følge", "til orientering", "til annen plan"]
Form = Literal["svarskjema", "høringsutkast", "regneark", "e-post", "tekst", "for hånd"]
Vesentlighet = Literal["redaksjonell", "faktisk", "innholdsmessig"]
Ordrett = Annotated[str, Field(min_length=1)]


class Avsender(Verdi):
    """Who sent it. The name and address of a private sender are masked in what is published (`skjermes`)."""

    navn: Navn
    kategori: Kategori | None = None
    mottaker: Annotated[Id, Viser("mottaker")] | None = None
    kontaktperson: Navn | None = None
    adresse: Navn | None = None
    epost: Navn | None = None
    telefon: Navn | None = None
    skjermes: bool | None = None

    @property
    def er_skjermet(self) -> bool:
        """Whether the name is masked in what is published: as `skjermes` says, else when private or unknown."""
        return self.kategori in {"privat", None} if self.skjermes is None else self.skjermes


class Original(Verdi):
    """The file it came in, kept unchanged under `innkommet`; `sted` is the row, comment or attachment in it."""

    fil: Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]*$")]
    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
    form: Form
    sted: Navn | None = None


class Virkning(Verdi):
    """How much a change means, where it is more or less than the rules say, and why."""

    slag: Vesentlighet
    grunn: Navn


class Merknadspunkt(MedUnntak):
    """One point of an input: which words, what about, what the municipality thinks of it, and what it changed.

    Without `tekst` it is the whole input. `som` names another point with the same answer.
    """

    id: Id
    tekst: Ordrett | None = None
    sammendrag: Linje | None = None
    gjelder: tuple[Sted, ...] = ()
    som: Annotated[Id, Viser("merknadspunkt")] | None = None
    vurdering: Avsnitt | None = None
    konklusjon: Konklusjon | None = None
    annen_plan: Annotated[Id, Viser("plan")] | None = None
    virkning: Virkning | None = None
    endringer: tuple[Endring, ...] = ()


class Merknad(MedUnntak):
    """One input to a hearing. `tekst` is what the sender wrote, word for word, and is never changed.

    `unntatt` names the section that exempts it from publicity; then nothing of it is printed.
    """

    id: Id
    høring: Annotated[Id, Viser("høring")]
    avsender: Avsender
    mottatt: Dato | Literal["ukjent"]
    journalnummer: Navn = "ukjent"
    original: Original | None = None
    kopi_av: Annotated[Id, Viser("merknad")] | None = None
    unntatt: Navn | None = None
    tekst: Ordrett
    punkter: tuple[Merknadspunkt, ...] = Field(min_length=1)
