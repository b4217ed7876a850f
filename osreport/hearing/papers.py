"""Everything that is printed for one hearing: the name of each file, what stands in it, and its template."""

from collections.abc import Iterator

from osreport.context.content import Content
from osreport.context.document import content
from osreport.model.documents import FORM, NOTE
from osreport.model.horing import Elementnummer
from osreport.structs import Struct

from .announcement import for_paper, for_web
from .archive import MAIN
from .case import case
from .form import form
from .letter import categories, letter
from .numbers import Numbers
from .page import shown
from .subject import Hearing

PLAIN = str.maketrans({"æ": "ae", "ø": "o", "å": "a"})  # the names of files are for every machine


class Paper(Struct):
    name: str
    content: Content
    template: str


def papers(hearing: Hearing) -> Iterator[Paper]:
    """All that goes with the document on hearing."""
    for kategori in categories(hearing):
        yield Paper(f"brev-{kategori.translate(PLAIN)}", letter(hearing, kategori), NOTE)
    yield Paper("kunngjoring-avis", for_paper(hearing), NOTE)
    yield Paper("kunngjoring-nett", for_web(hearing), NOTE)
    yield Paper("svarskjema", form(hearing), FORM)
    yield Paper("saksframlegg", case(hearing), NOTE)


def draft(hearing: Hearing, preview: str = "") -> tuple[Paper, tuple[Elementnummer, ...]]:
    """The document on hearing with numbers to refer to, and these."""
    numbers, deadline = Numbers(hearing.planverk), hearing.day(hearing.runde.frist)
    how_to = shown(hearing.words["viser_tittel"]), shown(hearing.say("viser", dato=deadline))
    told = content(hearing.planverk, hearing.runde.dokument, preview, numbers.revised(how_to))
    return Paper(MAIN, told, hearing.runde.dokument), tuple(numbers.told)
