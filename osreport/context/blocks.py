"""The kinds of block a template can meet; `slag` tells it which, the other fields are what it may print."""

from typing import Annotated, Any, Literal, get_args, get_type_hints

from osreport.structs import Struct

SPARE = "nothing is lost where no template prints it"
Spare = Annotated[str, SPARE]


class Kommuneord(Struct):
    """What a template may print of the municipality."""

    navn: str
    adresse: str
    epost: str
    nettsted: Spare


class Overskrift(Struct):
    nivå: int
    tekst: str
    slag: Literal["overskrift"] = "overskrift"


class Avsnitt(Struct):
    tekst: str
    slag: Literal["avsnitt"] = "avsnitt"


class Kulepunkt(Struct):
    nivå: int
    tekst: str
    slag: Literal["kulepunkt"] = "kulepunkt"


class Nummerpunkt(Struct):
    nivå: int
    tekst: str
    slag: Literal["nummerpunkt"] = "nummerpunkt"


class Utheving(Struct):
    """A paragraph that stands out; several of them make one box."""

    tekst: str
    slag: Literal["utheving"] = "utheving"


class Sitat(Struct):
    """A sentence of a decision, in its own words."""

    tekst: str
    slag: Literal["sitat"] = "sitat"


class Sitatkilde(Struct):
    """Who decided what stands above, when and in which case."""

    tekst: str
    slag: Literal["sitatkilde"] = "sitatkilde"


class Visjon(Struct):
    """The vision, or the goal above it, under its own name."""

    etikett: str
    tekst: str
    slag: Literal["visjon"] = "visjon"


class Tabelltittel(Struct):
    tekst: str
    slag: Literal["tabelltittel"] = "tabelltittel"


class Figur(Struct):
    """A picture and its caption."""

    bilde: str
    tittel: str
    slag: Literal["figur"] = "figur"


class Tabell(Struct):
    """A table of any columns; its cells are text; a line feed in one begins a new line."""

    kolonner: tuple[str, ...]
    rader: tuple[tuple[str, ...], ...]
    beskrivelse: str
    slag: Literal["tabell"] = "tabell"


class OverordnetMål(Struct):
    etikett: str
    tekster: tuple[str, ...]
    slag: Literal["overordnet mål"] = "overordnet mål"


class Målrad(Struct):
    """A goal and its strategies; a goal above goals (`er_overskrift`) stands alone across the table."""

    mål: str
    tillegg: tuple[str, ...] = ()
    strategier: tuple[str, ...] = ()
    er_overskrift: bool = False


class Måltabell(Struct):
    """Goals and strategies of one area, side by side."""

    mål_overskrift: str
    strategier_overskrift: str
    rader: tuple[Målrad, ...]
    beskrivelse: str
    slag: Literal["måltabell"] = "måltabell"


class Årsmerke(Struct):
    """What happens to a plan in a year: nothing (`tom`), or a word for it."""

    tekst: str
    status: Literal["tom", "planlagt", "gjennomført", "ukjent"] = "tom"


class Revisjonsrad(Struct):
    plan: str
    merker: tuple[Årsmerke, ...]


class Revisjonstabell(Struct):
    """Which plans are treated in which years."""

    plan_overskrift: str
    år: tuple[str, ...]
    rader: tuple[Revisjonsrad, ...]
    beskrivelse: str
    slag: Literal["revisjoner"] = "revisjoner"


class Planrad(Struct):
    plan: str
    delplaner: tuple[str, ...]
    eier: str
    vedtatt: str
    merker: tuple[Årsmerke, ...]
    merknad: str
    lenker: tuple[str, ...]


class Plantabell(Struct):
    """A part of the register of plans."""

    overskrifter: "Registerord"
    år: tuple[str, ...]
    rader: tuple[Planrad, ...]
    beskrivelse: str
    slag: Literal["planregister"] = "planregister"


class Registerord(Struct):
    plan: str
    eier: str
    vedtatt: str
    merknad: str


class Ledd(Struct):
    """A paragraph of a table cell (`nivå` 0), or a point of a list in it (1), or a point below that (2)."""

    tekst: str
    nivå: int = 0


class Tematabell(Struct):
    """Strategies and proposed measures of a theme, beside each other and not paired."""

    strategier_overskrift: str
    tiltak_overskrift: str
    strategier: tuple[str, ...]
    tiltak: tuple[Ledd, ...]
    beskrivelse: str
    slag: Literal["tema"] = "tema"


class Programrad(Struct):
    """A line of an action programme; a line that opens a part of it (`er_overskrift`) has no measures."""

    tema: str
    tiltak: tuple[Ledd, ...] = ()
    ansvarlig: tuple[str, ...] = ()
    status: str = ""
    er_overskrift: bool = False


class Programtabell(Struct):
    tema_overskrift: str
    tiltak_overskrift: str
    ansvarlig_overskrift: str
    rader: tuple[Programrad, ...]
    beskrivelse: str
    slag: Literal["program"] = "program"


class Tegnforklaring(Struct):
    """What the marks of the table above mean."""

    etikett: str
    tekst: str
    slag: Literal["tegnforklaring"] = "tegnforklaring"


class Endringsrad(Struct):
    """What something said before and says now, and why; a row that says what it is (`er_overskrift`) stands alone."""

    hva: str
    før: tuple[Ledd, ...] = ()
    etter: tuple[Ledd, ...] = ()
    grunn: tuple[str, ...] = ()
    er_overskrift: bool = False


class Endringstabell(Struct):
    """What has changed from one state of the plans to another in one chapter."""

    før_overskrift: str
    etter_overskrift: str
    grunn_overskrift: str
    rader: tuple[Endringsrad, ...]
    beskrivelse: str
    slag: Literal["endringer"] = "endringer"


class Svarfelt(Struct):
    """A field of a reply form: what it is called, and the name (`merke`) by which what is written in it is read.

    `navn` is what it is called where one does not see what stands around it. `tekst` invites to write or choose; in a
    field that is locked (`låst`) it is what stands there.
    """

    etikett: str
    navn: str
    tekst: str
    merke: str
    form: Literal["linje", "valg", "avsnitt", "låst"] = "linje"
    slag: Literal["svarfelt"] = "svarfelt"


class Seksjonsslutt(Struct):
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
Skjemablokk = Overskrift | Avsnitt | Svarfelt
Blokk = Planblokk | Endringstabell | Svarfelt


def slag_of(kind: Any) -> str:
    """What `slag` says of every block of that kind."""
    (said,) = get_args(get_type_hints(kind)["slag"])
    return str(said)
