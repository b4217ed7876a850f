"""What finishing makes of the tags: small trees case by case, then documents printed by LibreOffice."""

import ctypes
import re
import zlib
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from io import BytesIO
from itertools import chain
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pypdfium2.raw as pdfium
import pytest
import yaml
from difficult import DIFFICULT
from difficult.draft import BULLETS, Draft, bookmark, cell, element, field, heading, item, para, row, run, table
from difficult.drawings import DECORATIVE, picture
from pikepdf import Array, Dictionary, Name, NumberTree, Object, Pdf, String

from osreport.pdf.finish import finished
from osreport.pdf.office import Office
from osreport.pdf.offices import Offices
from osreport.pdf.opened import opened
from osreport.pdf.structure import Element, Structure, elements
from osreport.pdf.tags import mend_tags
from osreport.pdf.validate import failures
from osreport.properties import Properties

ROOT = Path(__file__).resolve().parent.parent
HARD = ("chart", "contents", "links", "notes", "symbol_bullets")
PROPERTIES = Properties("Prøve", "nb-NO", "Os kommune", "", date(2026, 3, 12))
CASES = yaml.safe_load((Path(__file__).parent / "cases" / "tags.yaml").read_text(encoding="utf-8"))
LINE = re.compile(r'(?P<depth> *)(?P<name>[^=["]+?)(=(?P<role>\w+))?( \[(?P<told>[^]]*)])?( "(?P<words>.*)")?')
Words = Mapping[tuple[int, int], str]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["regel"])
def test_tags(case: dict[str, Any]) -> None:
    document, words = planted(case["før"])
    mend_tags(Structure(document), case.get("radhoder", ()), case.get("beskrivelser", ()))
    assert shown(document, words) == case["etter"]
    assert_whole(document)


def planted(text: str) -> tuple[Pdf, Words]:
    """A PDF with the tree that the lines describe, and the words behind its marks."""
    document = pikepdf.new()
    page = document.add_blank_page().obj
    page.StructParents = 0
    root = Dictionary(Type=Name.StructTreeRoot, RoleMap=Dictionary(), K=Array())
    above = {-1: document.make_indirect(root)}
    words: dict[tuple[int, int], str] = {}
    owners: list[list[Object]] = [[]]
    for line in filter(None, map(LINE.fullmatch, text.splitlines())):
        depth = len(line["depth"]) // 2
        told = dict(pair.split("=") for pair in (line["told"] or "").split())
        above[depth] = document.make_indirect(described(line["name"], told, page, above[depth - 1]))
        above[depth - 1].K.append(above[depth])
        if line["role"]:
            above[-1].RoleMap[f"/{line['name']}"] = Name(f"/{line['role']}")
        if line["words"]:
            above[depth].K.append(len(owners[0]))
            words[1, len(owners[0])] = line["words"]
            owners[0].append(above[depth])
        if "Til" in told:
            shown = document.make_indirect(annotation(told, len(owners)))
            above[depth].K.append(Dictionary(Type=Name.OBJR, Obj=shown))
            owners.append([above[depth]])
    numbers = chain.from_iterable((key, each[0] if key else Array(each)) for key, each in enumerate(owners))
    above[-1].ParentTree = document.make_indirect(Dictionary(Nums=Array(numbers)))
    document.Root.StructTreeRoot = above[-1]
    return document, words


def described(name: str, told: Mapping[str, str], page: Object, parent: Object) -> Dictionary:
    element = Dictionary(Type=Name.StructElem, S=Name(f"/{name}"), P=parent, Pg=page, K=Array())
    values = {each: int(value) if value.isdigit() else Name(f"/{value}") for each, value in told.items()}
    if "Alt" in told:
        element.Alt = String(told["Alt"])
    elif name in {"TH", "TD"} and told:
        element.A = Dictionary(O=Name.Table, **values)
    return element


def annotation(told: Mapping[str, str], number: int) -> Dictionary:
    top = 800 - 20 * int(told.get("Linje", 0))
    goal = Dictionary(S=Name.URI, URI=String(told["Til"]))
    return Dictionary(Subtype=Name.Link, Rect=[50, top - 20, 90, top], A=goal, StructParent=number)


def shown(document: Pdf, words: Words) -> str:
    """The tree in the notation of the cases; links with what they say besides."""
    return "".join(f"{line}\n" for line in lines(Structure(document).top, words, -1))


def lines(element: Element, words: Words, depth: int) -> Iterator[str]:
    if element.parent:
        role = "" if element.name == element.kind else f"={element.kind}"
        said = " ".join(words.get((mark.page, mark.number), "").strip() for mark in element.marks)
        goals = {f"Til={each.A.URI}" for each in element.annotations if "/Contents" not in each}
        told = " ".join([*attributes(element.object), *goals])
        leads = {str(each.Contents) for each in element.annotations if "/Contents" in each}
        parts = (element.name + role, told and f"[{told}]", said and f'"{said}"', *(f"→ {each}" for each in leads))
        yield "  " * depth + " ".join(filter(None, parts))
    for child in element.children:
        yield from lines(child, words, depth + 1)


def attributes(element: Object) -> Iterator[str]:
    stated = element.get(Name.A, Array())
    listed = stated if isinstance(stated, Array) else [stated]
    for each in (each for each in listed if str(each.O) == "/Table"):
        yield from (
            f"{name[1:]}={str(value).removeprefix('/')}" for name, value in sorted(each.items()) if name != "/O"
        )
    yield from (f"{name}={element[f'/{name}']}" for name in ("Alt", "Lang") if f"/{name}" in element)


def assert_whole(document: Pdf) -> None:
    """Every element knows its parent, and the content the element that it belongs to (ISO 32000-1, 14.7.4.4)."""
    owners = NumberTree(document.Root.StructTreeRoot.ParentTree)
    marks = {}
    for each in elements(document):
        assert each.parent
        assert each.object.P.objgen == each.parent.object.objgen
        for annotation in each.annotations:
            assert owners[int(annotation.StructParent)].objgen == each.object.objgen
        for mark in each.marks:
            page = document.pages[mark.page - 1].obj
            assert owners[int(page.StructParents)][mark.number].objgen == each.object.objgen
            marks[mark.page, mark.number] = each
    listed = [len(owners[int(page.obj.StructParents)]) for page in document.pages if "/StructParents" in page.obj]
    assert len(marks) == sum(listed)


def everything() -> bytes:
    """One of each thing that finishing mends, as LibreOffice leaves it; the contents list in the form it counts in."""
    draft = Draft()
    draft.foot.paragraphs[0]._p.append(element(draft.link("https://example.no/foot", "os.no", part=draft.foot.part)))
    mail = draft.link("mailto:post@example.no", "e-post")
    broken = draft.link("https://example.no/long", "en lenke med så mange ord at den må brytes " * 3)
    page = field("PAGEREF _Toc9", "1")
    return draft.add(
        para("Innhold", style="TOCHeading"),
        para(draft.link("#_Toc9", run("Mål\t"), page), style="TOC1"),
        para(draft.link("#_Toc9", run("Klima\t"), page), style="TOC2"),
        heading(1, bookmark("_Toc9", "Mål")),
        para("Se ", field("REF _Toc9 \\h", "Mål"), ", ", mail, ", ", broken, "."),
        para("Med note", draft.note("Noten."), ", og på engelsk: ", run("This is English.", '<w:lang w:val="en-GB"/>')),
        para("Et sitat.", style="Quote"),
        para("Tabell ", field("SEQ Tabell", "1"), ": Planer", style="Caption"),
        table(3, row("Plan", "Eier", "År", head=True), row("Klimaplan", "Os", ""),
              row(cell("Helseplan", down="restart"), "Os", "2026"), row(cell(down="continue"), "Røros", "2027")),
        para(picture(draft, "Kart over Os")),
        para("Figur ", field("SEQ Figur", "1"), ": Kart", style="Caption"),
        para("Pynt: ", picture(draft, extra=DECORATIVE)),
        item(BULLETS, 0, "Et punkt"), item(BULLETS, 1, "Under"), item(BULLETS, 0, ""),
        para("Om noe som ikke er her.", style="Caption"),
        para("Slutt."),
    ).docx()  # fmt: skip


@pytest.fixture(scope="module")
def raws() -> dict[str, bytes]:
    """What LibreOffice makes of everything, and of some difficult documents."""
    documents = {"everything": everything()} | {name: DIFFICULT[name]() for name in HARD}
    office = Office(profile=ROOT / ".cache" / "libreoffice")
    with Offices(office) as offices:
        return {name: offices.pdf(name, docx).result() for name, docx in documents.items()}


@pytest.fixture(scope="module")
def pdfs(raws: dict[str, bytes]) -> dict[str, bytes]:
    return {name: finished(raw, PROPERTIES, [True] * (name == "everything")) for name, raw in raws.items()}


@pytest.mark.parametrize("name", ["everything", *HARD])
def test_the_pdf_is_valid_and_whole(name: str, pdfs: dict[str, bytes]) -> None:
    assert failures(pdfs[name]) == ()
    with opened(pdfs[name]) as document:
        assert_whole(document)
        tagged = {shown.objgen for element in elements(document) for shown in element.annotations}
        assert not [each for each in elements(document) if each.kind == "Reference" and "/A" in each.object]
        assert tagged == {shown.objgen for page in document.pages for shown in page.obj.get("/Annots", [])}


def test_the_tree_is_as_it_should_be_heard(pdfs: dict[str, bytes], golden: Callable[[str, str], None]) -> None:
    golden("finished-tags.txt", heard(pdfs["everything"]))


def heard(pdf: bytes) -> str:
    with opened(pdf) as document:
        return shown(document, words_of(pdf))


def words_of(pdf: bytes) -> Words:
    """The text of every mark on every page."""
    found: dict[tuple[int, int], str] = defaultdict(str)
    with pypdfium2.PdfDocument(pdf) as document:
        for number, page in enumerate(document, 1):
            text = page.get_textpage()
            for part in page.get_objects([pdfium.FPDF_PAGEOBJ_TEXT], max_depth=1):
                buffer = (ctypes.c_ushort * (pdfium.FPDFTextObj_GetText(part.raw, text.raw, None, 0) // 2))()
                pdfium.FPDFTextObj_GetText(part.raw, text.raw, buffer, 2 * len(buffer))
                found[number, pdfium.FPDFPageObj_GetMarkedContentID(part.raw)] += "".join(map(chr, buffer[:-1]))
    return found


def test_the_running_foot_is_there_without_its_link(raws: dict[str, bytes], pdfs: dict[str, bytes]) -> None:
    with pypdfium2.PdfDocument(pdfs["everything"]) as document:
        assert "os.no" in document[0].get_textpage().get_text_bounded(top=72)
    with opened(raws["everything"]) as before, opened(pdfs["everything"]) as after:
        assert "https://example.no/foot" in addresses(before)
        assert "https://example.no/foot" not in addresses(after)


def addresses(document: Pdf) -> list[str]:
    """Where the link annotations of the pages lead, those that lead out of the document."""
    shown = [annotation for page in document.pages for annotation in page.obj.get("/Annots", [])]
    return [str(annotation.A.URI) for annotation in shown if "/A" in annotation]


def test_a_link_is_one_element_however_many_lines_and_pages_it_takes(pdfs: dict[str, bytes]) -> None:
    with opened(pdfs["links"]) as document:
        links = [element for element in elements(document) if element.kind == "Link"]
        long = [link for link in links if "/lang/" in addressed(link)]
        assert [len(link.annotations) for link in long] == [3, 3, 3]
        assert sum("/rad" in addressed(link) for link in links) == 15
        pages = [{mark.page for mark in link.marks} for link in links]
        assert {len(each) for each in pages} == {1, 2}
        assert [addressed(link) for link in links].count("https://example.no/") == 4


def addressed(link: Element) -> str:
    found = {str(each.get("/A", Dictionary()).get("/URI", "")) for each in link.annotations}
    assert len(found) == 1
    return found.pop()


def test_notes_lead_there_and_back(pdfs: dict[str, bytes]) -> None:
    said = re.findall("→ (.*)", heard(pdfs["notes"]))
    numbers = [*map(str, range(1, 11)), "i", "ii"]
    assert {f"Note {number}" for number in numbers} <= set(said)
    assert {f"Tilbake fra note {number} til teksten" for number in numbers} <= set(said)


def test_the_bullets_of_word_can_be_read(pdfs: dict[str, bytes]) -> None:
    with pypdfium2.PdfDocument(pdfs["symbol_bullets"]) as document:
        assert document[0].get_textpage().get_text_bounded().split() == ["Word-kuler", "•", "Punkt", "▪", "Punkt"]


def test_the_same_again_gives_the_same_bytes(raws: dict[str, bytes], pdfs: dict[str, bytes]) -> None:
    assert all(finished(raws[name], PROPERTIES) == pdfs[name] for name in HARD)


@pytest.mark.parametrize("end", [b"\r", b"\n", b"\r\n", b"\n\r", b"\r\r", b"!"])
def test_a_stream_may_end_in_any_byte(end: bytes, raws: dict[str, bytes]) -> None:
    target = BytesIO()
    with opened(raws["everything"]) as document:
        content = document.pages[0].obj.Contents
        content.write(zlib.compress(content.read_bytes()) + end, filter=Name.FlateDecode)
        document.save(target)
    pdf = finished(target.getvalue(), PROPERTIES)
    assert failures(pdf) == ()
    with opened(pdf) as document:
        assert document.pages[0].obj.Contents.read_raw_bytes().endswith(end)
        assert not document.check_pdf_syntax()
