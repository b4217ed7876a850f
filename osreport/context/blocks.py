"""The kinds of block a template can meet; `slag` tells it which, the other fields are what it may print."""

from dataclasses import dataclass
from typing import Annotated, Literal

SPARE = "nothing is lost where no template prints it"
Spare = Annotated[str, SPARE]


@dataclass(frozen=True)
class Kommuneord:
    """What a template may print of the municipality."""

    navn: str
    adresse: str
    epost: str
    nettsted: Spare


@dataclass(frozen=True)
class Overskrift:
    nivå: int
    tekst: str
    slag: Literal["overskrift"] = "overskrift"


@dataclass(frozen=True)
class Avsnitt:
    tekst: str
    slag: Literal["avsnitt"] = "avsnitt"


@dataclass(frozen=True)
class Kulepunkt:
    nivå: int
    tekst: str
    slag: Literal["kulepunkt"] = "kulepunkt"


@dataclass(frozen=True)
class Nummerpunkt:
    nivå: int
    tekst: str
    slag: Literal["nummerpunkt"] = "nummerpunkt"


@dataclass(frozen=True)
class Utheving:
    """A paragraph that stands out; several of them make one box."""

    tekst: str
    slag: Literal["utheving"] = "utheving"


@dataclass(frozen=True)
class Sitat:
    """A sentence of a decision, in its own words."""

    tekst: str
    slag: Literal["sitat"] = "sitat"


@dataclass(frozen=True)
class Sitatkilde:
    """Who decided what stands above, when and in which case."""

    tekst: str
    slag: Literal["sitatkilde"] = "sitatkilde"


@dataclass(frozen=True)
class Visjon:
    """The vision, or the goal above it, under its own name."""

    etikett: str
    tekst: str
    slag: Literal["visjon"] = "visjon"


@dataclass(frozen=True)
class Tabelltittel:
    tekst: str
    slag: Literal["tabelltittel"] = "tabelltittel"


@dataclass(frozen=True)
class Figur:
    """A picture and its caption."""

    bilde: str
    tittel: str
    slag: Literal["figur"] = "figur"


@dataclass(frozen=True)
class Tabell:
    """A table of any columns; its cells are text."""

    kolonner: tuple[str, ...]
    rader: tuple[tuple[str, ...], ...]
    beskrivelse: str
    slag: Literal["tabell"] = "tabell"


@dataclass(frozen=True)
class OverordnetMål:
    etikett: str
    tekster: tuple[str, ...]
    slag: Literal["overordnet mål"] = "overordnet mål"


@dataclass(frozen=True)
class Målrad:
    """A goal and its strategies; a goal above goals (`er_overskrift`) stands alone across the table."""

    mål: str
    tillegg: tuple[str, ...] = ()
    strategier: tuple[str, ...] = ()
    er_overskrift: bool = False


@dataclass(frozen=True)
class Måltabell:
    """Goals and strategies of one area, side by side."""

    mål_overskrift: str
    strategier_overskrift: str
    rader: tuple[Målrad, ...]
    beskrivelse: str
    slag: Literal["måltabell"] = "måltabell"


@dataclass(frozen=True)
class Årsmerke:
    """What happens to a plan in a year: nothing (`tom`), or a word for it."""

    tekst: str
    status: Literal["tom", "planlagt", "gjennomført", "ukjent"] = "tom"


@dataclass(frozen=True)
class Revisjonsrad:
    plan: str
    merker: tuple[Årsmerke, ...]


@dataclass(frozen=True)
class Revisjonstabell:
    """Which plans are treated in which years."""

    plan_overskrift: str
    år: tuple[str, ...]
    rader: tuple[Revisjonsrad, ...]
    beskrivelse: str
    slag: Literal["revisjoner"] = "revisjoner"


@dataclass(frozen=True)
class Planrad:
    plan: str
    delplaner: tuple[str, ...]
    eier: str
    vedtatt: str
    merker: tuple[Årsmerke, ...]
    merknad: str
    lenker: tuple[str, ...]


@dataclass(frozen=True)
class Plantabell:
    """A part of the register of plans."""

    overskrifter: "Registerord"
    år: tuple[str, ...]
    rader: tuple[Planrad, ...]
    beskrivelse: str
    slag: Literal["planregister"] = "planregister"


@dataclass(frozen=True)
class Registerord:
    plan: str
    eier: str
    vedtatt: str
    merknad: str


@dataclass(frozen=True)
class Ledd:
    """A paragraph of a table cell (`nivå` 0), or a point of a list in it (1), or a point below that (2)."""

    tekst: str
    nivå: int = 0


@dataclass(frozen=True)
class Tematabell:
    """Strategies and proposed measures of a theme, beside each other and not paired."""

    strategier_overskrift: str
    tiltak_overskrift: str
    strategier: tuple[str, ...]
    tiltak: tuple[Ledd, ...]
    beskrivelse: str
    slag: Literal["tema"] = "tema"


@dataclass(frozen=True)
class Programrad:
    """A line of an action programme; a line that opens a part of it (`er_overskrift`) has no measures."""

    tema: str
    tiltak: tuple[Ledd, ...] = ()
    ansvarlig: tuple[str, ...] = ()
    status: str = ""
    er_overskrift: bool = False


@dataclass(frozen=True)
class Programtabell:
    tema_overskrift: str
    tiltak_overskrift: str
    ansvarlig_overskrift: str
    rader: tuple[Programrad, ...]
    beskrivelse: str
    slag: Literal["program"] = "program"


@dataclass(frozen=True)
class Tegnforklaring:
    """What the marks of the table above mean."""

    etikett: str
    tekst: str
    slag: Literal["tegnforklaring"] = "tegnforklaring"


@dataclass(frozen=True)
class Endringsrad:
    """What something said before and says now, and why; a row that says what it is (`er_overskrift`) stands alone."""

    hva: str
    før: tuple[Ledd, ...] = ()
    etter: tuple[Ledd, ...] = ()
    grunn: tuple[str, ...] = ()
    er_overskrift: bool = False


@dataclass(frozen=True)
class Endringstabell:
    """What has changed from one state of the plans to another in one chapter."""

    før_overskrift: str
    etter_overskrift: str
    grunn_overskrift: str
    rader: tuple[Endringsrad, ...]
    beskrivelse: str
    slag: Literal["endringer"] = "endringer"


@dataclass(frozen=True)
class Seksjonsslutt:
    """Ends a stretch of pages that stand (`liggende` false) or lie; its text is empty and holds the place."""

    liggende: bool
    tekst: str = ""
    slag: Literal["seksjonsslutt"] = "seksjonsslutt"


Planblokk = (
    Overskrift | Avsnitt | Kulepunkt | Nummerpunkt | Utheving | Sitat | Sitatkilde | Visjon | Tabelltittel | Figur
    | Tabell | OverordnetMål | Måltabell | Revisjonstabell | Plantabell | Tematabell | Programtabell
    | Tegnforklaring | Seksjonsslutt
)  # fmt: skip
Loggblokk = Overskrift | Avsnitt | Tabell | Endringstabell
Blokk = Planblokk | Endringstabell
