"""A paper that is no document of the plan set (a report, a case, a letter) as everything its template may print.

It is made of chapters as a document is, so that prose, lists, tables and references work in it as they do there.
"""

from datetime import date

from osreport import wording
from osreport.model.dokument import Dokument, Kapittel
from osreport.model.planverk import Planverk
from osreport.model.verdi import Periode, Språk
from osreport.numbering import chapter_numbers, counted
from osreport.properties import Properties
from osreport.references import index
from osreport.structs import Struct

from .blocks import Blokk
from .content import Content, Writer
from .document import municipality
from .printable import Printable
from .stream import stream, with_marks

PAPER = "papir"


class Paper(Struct):
    """What a paper says: its title, the lines of its cover, and its chapters; `dato` is the day it is of.

    `periode` and `statuslinje` stand on every page; `vannmerke` stands across it.
    """

    tittel: str
    kapitler: tuple[Kapittel, ...]
    dato: date
    språk: Språk
    undertittel: str = ""
    periode: str = ""
    linjer: tuple[str, ...] = ()
    statuslinje: str = ""
    vannmerke: str = ""


def content(planverk: Planverk, paper: Paper) -> Content:
    """What the template of the paper prints; the path of a block begins with `papir`, and then is one of a document."""
    writer = _writer(planverk, paper)
    placed = tuple(stream(writer, PAPER))
    blocks = with_marks(tuple(block for _, block in placed))
    return Content(
        values=_printable(writer, paper, blocks),
        headings=tuple(writer.headings),
        pictures=tuple(writer.pictures),
        paths=tuple(path for path, _ in placed),
        first_number=1,
        properties=_properties(planverk, paper),
    )


def _printable(writer: Writer, paper: Paper, blocks: tuple[Blokk, ...]) -> Printable:
    return {
        "kommune": municipality(writer.planverk.kommune),
        "tittel": paper.tittel,
        "undertittel": paper.undertittel,
        "kortnavn": paper.tittel,
        "periode": paper.periode,
        "statuslinjer": paper.linjer,
        "statuslinje": paper.statuslinje,
        "status": "",
        "vannmerke": paper.vannmerke,
        "ord": writer.words,
        "blokker": blocks,
    }


def _writer(planverk: Planverk, paper: Paper) -> Writer:
    span = Periode(fra=paper.dato.year, til=paper.dato.year)
    document = Dokument(
        tittel=paper.tittel, kortnavn=paper.tittel, periode=span, status="utkast", kapitler=paper.kapitler
    )
    words, numbers = wording.words(planverk.kommune, paper.språk), counted(document)
    found = index(planverk, {**chapter_numbers(planverk), **numbers.chapters})
    return Writer(planverk, PAPER, document, found, paper.språk, words, numbers)


def _properties(planverk: Planverk, paper: Paper) -> Properties:
    name = planverk.kommune.navn
    title = " ".join(filter(None, (paper.tittel, paper.periode)))
    subject = paper.statuslinje or paper.undertittel or paper.tittel
    return Properties(f"{title} – {name}", f"{paper.språk}-NO", name, subject, paper.dato)
