"""The gate bites: each fault is planted alone in a proven PDF, and told with its code and the place of its cause."""

from collections.abc import Callable
from io import BytesIO

import pikepdf
import pytest
from documents import ROOT
from hypothesis import given
from hypothesis import strategies as st
from pikepdf import Array, Dictionary, Name, Object, String

from osreport.context.content import Content
from osreport.model.documents import DOCUMENTS
from osreport.pdf.facts import facts_of
from osreport.pdf.finish import finished
from osreport.pdf.office import Office
from osreport.pdf.offices import Offices
from osreport.pdf.validate import failures
from osreport.press import Press
from osreport.printing import filled
from osreport.problem import Problem
from osreport.proof.origin import Origin
from osreport.proof.proven import faults, proven
from osreport.proof.reading import Reader
from osreport.sources.reader import Kilder
from osreport.structs import Struct, replace

pytestmark = pytest.mark.slow


class Proof(Struct):
    """A proven PDF and all it was made from."""

    raw: bytes
    pdf: bytes
    origin: Origin

    def told(self, pdf: bytes) -> list[Problem]:
        return faults(facts_of(pdf), failures(pdf), self.origin)


@pytest.fixture(scope="module")
def proofs(os_contents: dict[str, Content], kilder: Kilder) -> dict[str, Proof]:
    office = Office(profile=ROOT / ".cache" / "libreoffice" / "prøve")
    made = {}
    for job in filled(os_contents.items(), Press(ROOT / "templates", office), kilder.places.of):
        with Offices(office) as offices:
            raw = offices.pdf(job.name, job.twin).result()
        found = job.origin.inventory
        summaries = [table.text for table in found.tables]
        pdf = finished(raw, job.origin.content.properties, found.row_headers, summaries)
        made[job.name] = Proof(raw, pdf, job.origin)
    return made


def changed(pdf: bytes, change: Callable[[pikepdf.Pdf], object]) -> bytes:
    target = BytesIO()
    with pikepdf.open(BytesIO(pdf)) as document:
        change(document)
        document.save(target)
    return target.getvalue()


def tags(document: pikepdf.Pdf, kind: str) -> list[Object]:
    """The structure elements of a type, in reading order."""
    found, waiting = [], [document.Root.StructTreeRoot]
    while waiting:
        element = waiting.pop()
        if element.get(Name.S) == f"/{kind}":
            found.append(element)
        kids = element.get(Name.K, Array())
        listed = list(kids) if isinstance(kids, Array) else [kids]
        waiting += [kid for kid in reversed(listed) if isinstance(kid, Dictionary) and Name.S in kid]
    return found


def bookmark(document: pikepdf.Pdf, number: int) -> Object:
    """A bookmark of the first level."""
    item = document.Root.Outlines.First
    for _ in range(number):
        item = item.Next
    return item


def without_bookmarks(document: pikepdf.Pdf) -> None:
    del document.Root.Outlines


def swapped_page(document: pikepdf.Pdf) -> None:
    bookmark(document, 1).Dest[0] = document.pages[0].obj


def contents_elsewhere(document: pikepdf.Pdf) -> None:
    annotation = next(each for each in document.pages[1].Annots if each.get(Name.Dest) is not None)
    annotation.Dest[0] = document.pages[0].obj


def as_data(document: pikepdf.Pdf) -> None:
    """Turns every header cell of the second table into data."""
    waiting = list(tags(document, "Table")[1].K)
    while waiting:
        element = waiting.pop()
        if not isinstance(element, Dictionary) or Name.S not in element:
            continue
        if element.S == Name.TH:
            element.S = Name.TD
            if Name.A in element:
                del element.A
        kids = element.get(Name.K, Array())
        waiting += list(kids) if isinstance(kids, Array) else [kids]


def without_a_table(document: pikepdf.Pdf) -> None:
    tags(document, "Table")[0].S = Name.Sect


def without_a_paragraph(document: pikepdf.Pdf) -> None:
    """Empties the page that the text of chapter 1 stands on."""
    document.pages[3].obj.Contents = document.make_stream(b"")


def link_elsewhere(document: pikepdf.Pdf) -> None:
    for page in document.pages:
        for annotation in page.obj.get(Name.Annots, Array()):
            action = annotation.get(Name.A, Dictionary())
            if Name.URI in action:
                action.URI = String("https://example.no/")
                return


def without_a_link(document: pikepdf.Pdf) -> None:
    for page in document.pages:
        for annotation in page.obj.get(Name.Annots, Array()):
            if Name.URI in annotation.get(Name.A, Dictionary()):
                page.obj.Annots = Array([each for each in page.obj.Annots if each.objgen != annotation.objgen])
                for link in tags(document, "Link"):
                    kids = [
                        kid for kid in link.K
                        if not (isinstance(kid, Dictionary) and Name.Obj in kid and kid.Obj.objgen == annotation.objgen)
                    ]  # fmt: skip
                    link.K = Array(kids)
                return


def private_letters(document: pikepdf.Pdf) -> None:
    """Lets a font say that one of its letters is one that means nothing outside it."""
    for font in document.pages[3].resources.Font.as_dict().values():
        cmap = font.ToUnicode.read_bytes()
        font.ToUnicode.write(cmap.replace(b"<0065>", b"<E065>"))


# The change, in which document, the code, and where the cause is sought: a template, or a line of a source file.
FAULTS: dict[str, tuple[Callable[[pikepdf.Pdf], object], str, str, str]] = {
    "no bookmarks": (without_bookmarks, "samfunnsdel", "PDF001", "id: innledning"),
    "another bookmark": (
        lambda document: bookmark(document, 1).__setattr__("Title", String("2 Noe annet")),
        "samfunnsdel", "PDF001", "id: visjon",
    ),
    "a bookmark to another page": (swapped_page, "samfunnsdel", "PDF003", "templates/"),
    "a line of the contents to another page": (contents_elsewhere, "samfunnsdel", "PDF003", "templates/"),
    "a heading on another level": (
        lambda document: tags(document, "H2")[0].__setattr__("S", Name.H3),
        "samfunnsdel", "PDF004", "sources/samfunnsdel",
    ),
    "a figure that is silent": (
        lambda document: tags(document, "Figure")[1].__delitem__("/Alt"), "samfunnsdel", "PDF005", "figur: ",
    ),
    "a figure that says something else": (
        lambda document: tags(document, "Figure")[0].__setattr__("Alt", String("Et bilde")),
        "samfunnsdel", "PDF005", "figur: ",
    ),
    "a figure that is gone": (
        lambda document: tags(document, "Figure")[0].__setattr__("S", Name.Span), "samfunnsdel", "PDF005", "figur: ",
    ),
    "a table without header cells": (as_data, "vedlegg", "PDF006", "vis: "),
    "a table that is gone": (without_a_table, "vedlegg", "PDF006", "templates/"),
    "a link that leads elsewhere": (link_elsewhere, "planstrategi", "PDF007", "sources/"),
    "a link that is gone": (without_a_link, "planstrategi", "PDF007", "sources/"),
    "a note too many": (
        lambda document: tags(document, "P")[0].__setattr__("S", Name.Note) if tags(document, "P")
        else tags(document, "Title")[0].__setattr__("S", Name.Note), "planstrategi", "PDF008", "templates/",
    ),
    "words that are gone": (without_a_paragraph, "samfunnsdel", "PDF009", "sources/samfunnsdel"),
    "letters of a private alphabet": (private_letters, "samfunnsdel", "PDF010", "templates/"),
    "another language": (
        lambda document: document.Root.__setattr__("Lang", String("en-GB")), "samfunnsdel", "PDF011", "templates/",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_sound_pdf_passes(name: str, proofs: dict[str, Proof]) -> None:
    assert proofs[name].told(proofs[name].pdf) == []


@pytest.mark.parametrize("fault", FAULTS)
def test_a_planted_fault_is_found_where_it_was_made(fault: str, proofs: dict[str, Proof]) -> None:
    change, name, code, place = FAULTS[fault]
    proof = proofs[name]
    told = [problem for problem in proof.told(changed(proof.pdf, change)) if problem.code == code]
    assert told, proof.told(changed(proof.pdf, change))
    assert place in shown(told[0]), shown(told[0])
    assert told[0].hint.endswith(".")


def shown(problem: Problem) -> str:
    """The file of a problem and the line it points to."""
    file = ROOT / problem.place.file
    line = file.read_text(encoding="utf-8").splitlines()[problem.place.line - 1] if problem.place.line else ""
    return f"{problem.place.file} {line.strip()}"


def test_a_heading_of_the_template_itself_is_told_as_such(proofs: dict[str, Proof]) -> None:
    """It would stand in the bookmarks and be missing in the contents list."""
    proof = proofs["planstrategi"]
    fewer = replace(proof.origin.content, headings=proof.origin.content.headings[:-1])
    told = replace(proof, origin=replace(proof.origin, content=fewer)).told(proof.pdf)
    assert [(problem.code, problem.place.file) for problem in told] == [("PDF001", "templates/planstrategi.docx")]
    assert "som ikke kommer fra kildene" in told[0].message


def test_pages_are_counted_as_the_pages_show_them(proofs: dict[str, Proof]) -> None:
    """A template may begin to count after its cover; the Word file is told the numbers of the contents list."""
    proof = proofs["planstrategi"]
    pages = facts_of(proof.pdf)
    moved = replace(pages, contents=tuple(replace(e, text=_earlier(e.text)) for e in pages.contents))
    assert faults(moved, (), proof.origin) == []
    one_moved = replace(pages, contents=(*moved.contents[:3], *pages.contents[3:]))
    assert {problem.code for problem in faults(one_moved, (), proof.origin)} == {"PDF003"}


def _earlier(line: str) -> str:
    title, _, page = line.rpartition(".")
    return f"{title}.{int(page) - 1}"


def test_what_libreoffice_gives_is_finished_and_proven(proofs: dict[str, Proof]) -> None:
    proof = proofs["planstrategi"]
    again = proven(proof.raw, proof.origin)
    assert (again.pdf, again.problems) == (proof.pdf, ())
    assert again.fonts == ("Carlito", "Carlito-Bold", "Carlito-Italic")
    assert list(again.pages) == [mark.page for mark in facts_of(proof.pdf).bookmarks]


WORDS = st.lists(st.text("abcdefghijklmnopæøå", min_size=3, max_size=9), min_size=6, max_size=30)


@given(WORDS, st.data())
def test_a_paragraph_is_found_where_a_page_breaks_it(words: list[str], data: st.DataObject) -> None:
    cut = data.draw(st.integers(1, len(words) - 1))
    shown = f"Før. {' '.join(words[:cut])}\r\nOs kommune Side 3 av 9\r\n{' '.join(words[cut:])} Etter."
    assert Reader(shown).finds(" ".join(words))


@given(WORDS, st.data())
def test_a_paragraph_that_lost_a_word_in_the_middle_is_not_found(words: list[str], data: st.DataObject) -> None:
    lost = data.draw(st.integers(2, len(words) - 3))
    shown = " ".join(f"{word}x" if number == lost else word for number, word in enumerate(words))
    assert not Reader(shown.replace(words[lost], "?")).finds(" ".join(words).upper() + "1")


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("Sam­arbeid på tvers", "Sam-\r\narbeid på tvers"),
        ("2026–2038", "2026–2038"),
        ("STORE bokstaver", "store Bokstaver"),
        ("ikke‑brytende bindestrek", "ikke-brytende bindestrek"),
        ("", "noe"),
    ],
)
def test_line_breaks_and_capitals_hide_nothing(written: str, shown: str) -> None:
    assert Reader(shown).finds(written)


def test_letters_lost_are_told() -> None:
    assert not Reader("Mlet er vatn").finds("Målet er vatn")
