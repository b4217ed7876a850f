"""Word files: every fault that can be planted is found, told where it stands and in words that a planner knows."""

import re
import subprocess
import sys
import zipfile
from collections.abc import Iterable
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
import yaml
from built import EXAMPLE
from documents import PROPERTIES, ROOT, TEMPLATES, anything, to_docx
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsmap, qn
from lxml import etree

from osreport import markup
from osreport.context.blocks import (
    Avsnitt,
    Figur,
    Kulepunkt,
    Ledd,
    Målrad,
    Måltabell,
    Nummerpunkt,
    Overskrift,
    Programrad,
    Programtabell,
    Revisjonsrad,
    Revisjonstabell,
    Seksjonsslutt,
    Tabell,
    Tabelltittel,
    Tematabell,
    Årsmerke,
)
from osreport.context.content import Content, Heading, Picture
from osreport.context.document import content
from osreport.context.stream import with_marks
from osreport.figures.chart import Serie, Søylediagram
from osreport.figures.hierarchy import Boks, Planhierarki
from osreport.markup import Mark
from osreport.model.documents import DOCUMENTS
from osreport.problem import Place
from osreport.recipes import checked
from osreport.structs import replace
from osreport.word.columns import align
from osreport.word.identity import make_unique
from osreport.word.quality.fault import problems
from osreport.word.quality.inspection import faults
from osreport.word.quality.opened import unzipped

CHART = Søylediagram((Serie("Folketall", mønstret=False, verdier=(Decimal(1870),)),), ("2023",), "Folketall", "nb")
DRAWING = Planhierarki((Boks("Samfunnsdel", "Visjon", ("Mål",)),), "nb")
HEADINGS = (
    Heading(1, "1", "Innledning", "innledning"),
    Heading(2, "1.1", "Detaljer", "detaljer"),
    Heading(1, "2", "Oppfølging", "oppfølging"),
)


def link(goal: str, words: str) -> str:
    return f"{Mark('link', goal)}{words}{Mark('end', 'link')}"


def heading(number: int) -> Overskrift:
    return Overskrift(HEADINGS[number].level, markup.heading(number) + HEADINGS[number].text)


BLOCKS = (
    heading(0),
    Avsnitt(f"Alt står i {link('https://example.no/', 'planregisteret')}."),
    heading(1),
    Kulepunkt(1, "Første punkt"),
    Kulepunkt(1, "Andre punkt"),
    Nummerpunkt(1, markup.numbered_list(1) + "Først"),
    Nummerpunkt(1, markup.numbered_list(1) + "Så"),
    Tabelltittel("Tabell 1. Planer"),
    Tabell(("Plan", "År"), (("Klimaplan", "2026"), ("Helseplan", "2027")), "Planer og år"),
    Figur(markup.picture(0), "Figur 1. Folketall"),
    Figur(markup.picture(1), "Figur 2. Plansystemet"),
    heading(2),
    Avsnitt(f"Se {link('#innledning', 'innledningen')}."),
)
SMALL = Content(
    values={**anything(), "statuslinjer": ("Utkast", "Ikke vedtatt"), "blokker": with_marks(BLOCKS)},
    headings=HEADINGS,
    pictures=(Picture(CHART, "Folketallet er 1870.", ()), Picture(DRAWING, "Samfunnsdelen står øverst.", ())),
    paths=((),) * len(BLOCKS),
    first_number=1,
    properties=PROPERTIES,
)
HARD_HEADINGS = (Heading(1, "", "Forord & «takk» <til> alle", "forord"), Heading(1, "3", "Å", "å"))
BOLD, THIN = str(Mark("bold")), str(Mark("end", "bold"))
HARD_BLOCKS = (
    Seksjonsslutt(liggende=False),
    Overskrift(1, markup.heading(0) + HARD_HEADINGS[0].text),
    Avsnitt(f"{BOLD}A{Mark('italic')}B{THIN}C{Mark('end', 'italic')} \"&<>'"),
    Avsnitt(f"Se {link('https://example.no/?a=1&b=<å>', BOLD + 'lov' + THIN + 'verket')}."),
    *(Nummerpunkt(level, markup.numbered_list(number) + "Punkt") for number in (1, 2) for level in (1, 2, 2, 1)),
    *(Kulepunkt(level, "Kule " * 60) for level in (1, 2, 3)),
    Måltabell("Mål", "Strategier", (Målrad("Over", er_overskrift=True), Målrad("Under", ("Mer",), ("a", "b"))), "Mål"),
    Revisjonstabell(
        "Plan", ("2026", "2027"), (Revisjonsrad("P", (Årsmerke("x", "planlagt"), Årsmerke(""))),) * 60, "R"
    ),
    Tematabell("S", "T", ("a",), (Ledd("b"), Ledd("c", 1), Ledd("d", 2)), "Tema"),
    Programtabell("T", "T", "A", (Programrad("D", er_overskrift=True), Programrad("t", (Ledd("x", 1),), ("y",))), "P"),
    Tabell(tuple("abcdefghij"), (tuple("klmnopqrst"),) * 3, "Ti kolonner"),
    Seksjonsslutt(liggende=True),
    Overskrift(1, markup.heading(1) + HARD_HEADINGS[1].text),
)
HARD = replace(
    SMALL,
    values={**SMALL.values, "blokker": with_marks(HARD_BLOCKS)},
    headings=HARD_HEADINGS,
    pictures=(),
    paths=((),) * len(HARD_BLOCKS),
    first_number=3,
)

FILE = "templates/samfunnsdel.docx"
TEMPLATE = (TEMPLATES / "samfunnsdel.docx").read_bytes()
CASES = yaml.safe_load((Path(__file__).parent / "cases" / "quality.yaml").read_text(encoding="utf-8"))
BODY = "word/document.xml"


def packed(parts: Iterable[tuple[str, bytes]]) -> bytes:
    done = BytesIO()
    with zipfile.ZipFile(done, "w") as package:
        for name, content in parts:
            package.writestr(name, content)
    return done.getvalue()


def spoiled(docx: bytes, case: dict[str, Any]) -> bytes:
    """The Word file as the case changes it."""
    parts = dict(unzipped(docx)) | {name: text.encode() for name, text in case.get("ny", {}).items()}
    if "bytt" in case:
        name = case.get("del", BODY)
        text = parts[name].decode()
        assert case["bytt"] in text, f"not in {name}: {case['bytt']}"
        parts[name] = text.replace(case["bytt"], case["til"], 1).encode()
    return spoiled(packed(parts.items()), case["og"]) if "og" in case else packed(parts.items())


def changed(docx: bytes, old: str, new: str, part: str = BODY) -> bytes:
    return spoiled(docx, {"del": part, "bytt": old, "til": new})


def told(docx: bytes, template: bytes = TEMPLATE) -> list[str]:
    found = problems(faults(unzipped(docx), template), FILE, lambda _: None)
    return [str(problem).removeprefix(f"{FILE}: ") for problem in found]


@pytest.fixture(scope="session")
def small() -> bytes:
    return to_docx(SMALL, TEMPLATE, FILE, [1, 1, 2])


@pytest.fixture(scope="session")
def hard() -> bytes:
    return to_docx(HARD, TEMPLATE, FILE, [1, 2])


@pytest.fixture(scope="session")
def fjordheim_documents() -> dict[str, bytes]:
    planverk = checked(EXAMPLE, None).planverk
    contents = {name: content(planverk, name) for name in DOCUMENTS}
    return {
        name: to_docx(
            each, (TEMPLATES / f"{name}.docx").read_bytes(), f"templates/{name}.docx", [1] * len(each.headings)
        )
        for name, each in contents.items()
    }


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["regel"])
def test_every_planted_fault_is_told(case: dict[str, Any], small: bytes) -> None:
    if case.get("mal"):
        template = spoiled(TEMPLATE, case)
        assert told(to_docx(SMALL, template, FILE, [1, 1, 2]), template) == case["sier"]
    else:
        assert told(spoiled(small, case)) == case["sier"]


def test_the_documents_of_os_and_of_the_example_are_without_faults(
    os_documents: dict[str, bytes], fjordheim_documents: dict[str, bytes], small: bytes, hard: bytes
) -> None:
    assert told(small) == told(hard) == []
    for documents in (os_documents, fjordheim_documents):
        assert len(documents) == 3
        for name, docx in documents.items():
            assert told(docx, (TEMPLATES / f"{name}.docx").read_bytes()) == []


def test_a_table_that_the_template_shows_without_a_header_row_is_told_once_with_its_place_there(small: bytes) -> None:
    docx, template = (changed(each, "<w:tblHeader/>", "") for each in (small, TEMPLATE))
    (problem,) = told(docx, template)
    place = "tabell 1 («{{ k }}») i malen, etter linjen «{%p elif b.slag == 'tabell' %}»"
    assert problem.startswith(f"MAL009 feil: Tabell uten overskriftsrad: {place}.\n")
    (fault,) = faults(unzipped(docx), template)
    assert (fault.kind, fault.number) == ("table", -1)


def test_a_fault_in_words_of_the_sources_is_told_with_their_place(small: bytes) -> None:
    """Whoever calls knows which block stands in which paragraph, and where it was written."""
    docx = changed(changed(small, "planregisteret", "her"), 'w:val="Heading2"', 'w:val="Heading3"')
    docx = changed(docx, "<w:tblHeader/>", "")
    found = {fault.kind: fault for fault in faults(unzipped(docx), TEMPLATE)}
    assert {kind: fault.number for kind, fault in found.items()} == {"link": 3, "heading": 1, "table": 0}
    paragraphs = list(Document(BytesIO(docx)).element.body.iter(qn("w:p")))
    at = [paragraphs[found[kind].paragraph] for kind in ("link", "heading")]
    assert found["table"].paragraph == -1  # no words of the sources can give a table its header row
    assert ["".join(t.text for t in p.iter(qn("w:t"))) for p in at] == ["Alt står i her.", "Detaljer"]
    written = {found["link"].paragraph: Place("sources/samfunnsdel.yaml", 12, 3)}
    places = [str(problem.place) for problem in problems(found.values(), FILE, written.get)]
    assert places == ["sources/samfunnsdel.yaml:12:3", FILE, FILE]


def test_a_fault_outside_the_body_has_no_number(small: bytes) -> None:
    """Numbers count what stands in the body; a caller must not take a header for it."""
    link = '<w:hyperlink w:anchor="_top"><w:r><w:t>her</w:t></w:r></w:hyperlink></w:p>'
    (fault,) = faults(unzipped(changed(small, "</w:p>", link, "word/header1.xml")), TEMPLATE)
    assert (fault.kind, fault.number, fault.paragraph, fault.where) == ("link", -1, -1, "«her» i toppteksten")


def test_a_missing_title_is_our_own_fault_whatever_the_template_holds(small: bytes) -> None:
    docx = changed(small, "<dc:title>Tittel</dc:title>", "", "docProps/core.xml")
    template = changed(TEMPLATE, "<dc:title>Mal</dc:title>", "", "docProps/core.xml")
    assert told(docx, template) == told(docx)
    assert "feil i osreport" in told(docx)[0]


@pytest.mark.parametrize(
    ("old", "new"),
    [("{{ kommune.navn }}", "– {{ kommune.navn }}"), ("{{ ord.innhold }}", "– {{ ord.innhold }} her")],
    ids=["in another style", "with other words"],
)
def test_signs_that_the_sources_hold_are_not_put_down_to_the_template(old: str, new: str) -> None:
    """Two points typed in the sources; the template has one sign of the same kind elsewhere."""
    typed = replace(SMALL, values={**SMALL.values, "statuslinjer": ("– Utkast", "– Ikke vedtatt")})
    template = changed(changed(TEMPLATE, old, new), 'w:val="TOCHeading"', 'w:val="Statuslinje"')
    assert told(to_docx(typed, template, FILE, [1, 1, 2]), template) == []


def test_a_fault_in_words_of_the_template_is_never_put_down_to_the_sources() -> None:
    """A heading of the template itself, below those of the sources, makes a jump only in the document."""
    own = '{%p endfor %}</w:t></w:r></w:p><w:p><w:pPr><w:pStyle w:val="Heading4"/></w:pPr><w:r><w:t>Om malen'
    head, tail = dict(unzipped(TEMPLATE))[BODY].decode().rsplit("{%p endfor %}", 1)
    template = packed({**dict(unzipped(TEMPLATE)), BODY: f"{head}{own}{tail}".encode()}.items())
    (fault,) = faults(unzipped(to_docx(SMALL, template, FILE, [1, 1, 2])), template)
    assert (fault.said, fault.paragraph, fault.number) == ("Overskrift på nivå 4 rett under nivå 1", -1, -1)
    assert fault.where == "«Om malen» i det ferdige dokumentet, under overskriften «Oppfølging»"


def test_like_faults_are_told_together_with_the_first_places(small: bytes) -> None:
    cells = r'(w:val="Tabell(?:hode|tekst)"/>(?:<w:keepNext/>)?</w:pPr><w:r>)'
    part = dict(unzipped(small))[BODY].decode()
    (said,) = told(changed(small, part, re.sub(cells, r'\1<w:sym w:font="Symbol" w:char="F041"/>', part)))
    places = [f"«{text}» i rad {row}, tabell 1 i det ferdige dokumentet, under overskriften «Detaljer»"
              for text, row in (("Plan", 1), ("År", 1), ("Klimaplan", 2))]  # fmt: skip
    assert said.startswith(f"MAL014 feil: Tegn fra skriften Symbol: {'; '.join(places)}; og 3 til.\n")


def as_word_saves_it(template: bytes) -> bytes:
    """The template with what Word adds: numbers of paragraphs, bookmarks on headings, a comment, a picture's number."""
    text = dict(unzipped(template))[BODY].decode()
    text = re.sub("<w:p>", '<w:p w14:paraId="1A2B3C4D" w14:textId="77777777">', text)
    marks = '<w:bookmarkStart w:id="1" w:name="_Toc1"/><w:commentRangeStart w:id="0"/>'
    ends = '<w:commentRangeEnd w:id="0"/><w:bookmarkEnd w:id="1"/><w:r><w:commentReference w:id="0"/></w:r>'
    heading = r'(<w:pStyle w:val="Heading1"/></w:pPr>)(.*?)(</w:p>)'
    text = re.sub(heading, rf"\1{marks}\2{ends}\3", text)
    drawn = '<w:r><w:drawing><wp:inline><wp:docPr id="1" name="V" descr="Våpenet"/></wp:inline></w:drawing></w:r></w:p>'
    text = text.replace("</w:p>", drawn, 1)
    comments = f'<w:comments xmlns:w="{nsmap["w"]}"><w:comment w:id="0" w:author="A"><w:p/></w:comment></w:comments>'
    related = f'<Relationship Id="k" Type="{nsmap["r"]}/comments" Target="comments.xml"/></Relationships>'
    case = {"ny": {BODY: text, "word/comments.xml": comments}, "del": "word/_rels/document.xml.rels"}
    return spoiled(template, {**case, "bytt": "</Relationships>", "til": related})


def test_what_word_numbers_in_a_template_is_unique_in_the_document() -> None:
    template = as_word_saves_it(TEMPLATE)
    document = Document(BytesIO(to_docx(SMALL, template, FILE, [1, 1, 2])))
    make_unique(document)
    done = BytesIO()
    document.save(done)
    assert told(done.getvalue(), template) == []
    body = document.element.body
    assert [mark.get(qn("w:name")) for mark in body.iter(qn("w:bookmarkStart"))] == [
        "_Toc100000001", "_Toc1", "_Toc100000002", "_Toc100000003",
    ]  # fmt: skip
    marks = [mark.get(qn("w:id")) for mark in body.iter(qn("w:bookmarkStart"), qn("w:bookmarkEnd"))]
    assert marks == ["1", "2", "2", "1", "3", "3", "4", "4"]
    assert len(list(body.iter(qn("w:commentReference")))) == 1
    assert len({drawn.get("id") for drawn in body.iter(qn("wp:docPr"))}) == 3


def row(*spans: int, before: int = 0, after: int = 0) -> str:
    left_out = "".join(
        f'<w:grid{side} w:val="{count}"/>' for side, count in (("Before", before), ("After", after)) if count
    )
    cells = (f'<w:tc><w:tcPr><w:tcW w:w="900" w:type="dxa"/><w:gridSpan w:val="{span}"/></w:tcPr><w:p/></w:tc>'
             for span in spans)  # fmt: skip
    return f"<w:tr><w:trPr>{left_out}</w:trPr>{''.join(cells)}</w:tr>"


@pytest.mark.parametrize(
    ("columns", "rows", "aligned"),
    [
        (3, [row(1, 1, 1), row(2, 1)], (3, [[1, 1, 1], [2, 1]])),
        (7, [row(1, 2, 2, 2, 2), row(1, 2, 2, 2, 2)], (5, [[1, 1, 1, 1, 1], [1, 1, 1, 1, 1]])),
        (3, [row(3), row(1, 2, 2)], (3, [[3], [1, 1, 1]])),
        (2, [row(1, 1), row(1)], (2, [[1, 1], [2]])),
        (4, [row(2, 2), row(2, before=2), row(2, after=2)], (2, [[1, 1], [1, 1], [1, 1]])),
        (1, [], (1, [])),
    ],
    ids=["rows that fit", "cells repeated", "a merged row too short", "a cell gone", "columns left out", "no rows"],
)
def test_rows_are_cut_along_the_same_columns(
    columns: int, rows: list[str], aligned: tuple[int, list[list[int]]]
) -> None:
    grid = '<w:gridCol w:w="900"/>' * columns
    table = parse_xml(f'<w:tbl xmlns:w="{nsmap["w"]}"><w:tblPr/><w:tblGrid>{grid}</w:tblGrid>{"".join(rows)}</w:tbl>')
    align(table)
    spans = [[int(each.get(qn("w:val"), 0)) if each.tag != qn("w:tc") else each.grid_span
              for each in each_row.iter(qn("w:gridBefore"), qn("w:tc"))] +
             [int(each.get(qn("w:val"))) for each in each_row.iter(qn("w:gridAfter"))]
             for each_row in table.iter(qn("w:tr"))]  # fmt: skip
    assert (len(table.tblGrid), spans) == aligned
    assert sum(int(column.get(qn("w:w"))) for column in table.tblGrid) == columns * 900


def test_rows_that_fit_are_left_as_they_are() -> None:
    rows = row(1, 2) + "<w:tr><w:tc><w:p/></w:tc><w:tc><w:p/></w:tc><w:tc><w:p/></w:tc></w:tr>"
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in (900, 100, 500))
    table = parse_xml(f'<w:tbl xmlns:w="{nsmap["w"]}"><w:tblPr/><w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>')
    before = etree.tostring(table)
    align(table)
    assert etree.tostring(table) == before


@pytest.mark.slow
def test_the_schemas_of_the_standard_agree(
    tmp_path: Path, os_documents: dict[str, bytes], fjordheim_documents: dict[str, bytes], small: bytes, hard: bytes
) -> None:
    """openxml-audit finds nothing in our documents but what is allowed with a reason."""
    made = {**{f"os-{name}": docx for name, docx in os_documents.items()}, **fjordheim_documents}
    made |= {"small": small, "hard": hard}
    assert audited(tmp_path, made) == (0, "")


@pytest.mark.slow
def test_the_schemas_of_the_standard_bite(tmp_path: Path, small: bytes, hard: bytes) -> None:
    """A wrong value is told; so is an excuse that no document needs."""
    wrong = changed(hard, '<w:jc w:val="center"/>', '<w:jc w:val="x"/>', "word/styles.xml")
    code, said = audited(tmp_path, {"wrong": wrong})
    assert (code, said.count("\n")) == (1, 1)
    assert re.search(r"wrong\.docx: /word/styles\.xml .*'x'", said)
    assert audited(tmp_path, {"small": small}) == (
        1, "openxml-allowed.toml: nothing needs «Numbering definition '0' referenced but not found»\n",
    )  # fmt: skip


def audited(folder: Path, documents: dict[str, bytes]) -> tuple[int, str]:
    files = [folder / f"{name}.docx" for name in documents]
    for file, docx in zip(files, documents.values(), strict=True):
        file.write_bytes(docx)
    script = ROOT / ".ci" / "openxml.py"
    done = subprocess.run([sys.executable, script, *files], capture_output=True, encoding="utf-8", check=False)
    return done.returncode, done.stdout
