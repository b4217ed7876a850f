"""Long tables are cut for LibreOffice alone, and nothing of them is lost."""

import asyncio
import io
from typing import Any

import pytest
from documents import PROPERTIES, TEMPLATES, anything
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from os_fixtures import nowhere

from osreport.context.blocks import Tabell
from osreport.context.content import Content
from osreport.context.stream import with_marks
from osreport.pdf.facts import facts_of
from osreport.pdf.office import Office, convert
from osreport.proof.origin import Origin
from osreport.proof.proven import proven
from osreport.word.document import Filled, fill
from osreport.word.long_tables import LONGEST, split_long_tables


def register(rows: int) -> Content:
    """A document with one table of so many rows."""
    cells = tuple((f"Plan nummer {number}", f"Vedtatt i {2000 + number % 25}") for number in range(rows))
    blocks = with_marks((Tabell(("Plan", "Vedtak"), cells, "Mange planer"),))
    return Content({**anything(), "blokker": blocks}, (), (), (("vedlegg",),), 1, PROPERTIES)


def filled(rows: int) -> Filled:
    return fill(register(rows), (TEMPLATES / "vedlegg.docx").read_bytes(), "vedlegg.docx", ())


def tables(docx: bytes) -> list[Any]:
    return list(Document(io.BytesIO(docx)).element.body.iter(qn("w:tbl")))


def first_cells(table: Any) -> list[str]:
    return ["".join(text.text or "" for text in row[-2].iter(qn("w:t"))) for row in table.findall(qn("w:tr"))]


def test_a_long_table_is_whole_in_word_and_cut_for_libreoffice() -> None:
    done = filled(LONGEST + 150)
    twin, found = done.for_pdf()
    (whole,) = tables(done.docx(()))
    pieces = tables(twin)
    heads = [first_cells(piece)[0] for piece in pieces]
    rows = [row for piece in pieces for row in first_cells(piece)[1:]]
    assert (heads, len(found.tables)) == (["Plan"] * len(pieces), len(pieces))
    assert len(pieces) == 2
    assert rows == first_cells(whole)[1:] == [f"Plan nummer {number}" for number in range(LONGEST + 150)]
    assert all(piece.find(f"{qn('w:tr')}/{qn('w:trPr')}/{qn('w:tblHeader')}") is not None for piece in pieces)


def test_a_table_that_is_not_long_is_left_as_it_is() -> None:
    done = filled(LONGEST)
    twin, found = done.for_pdf()
    assert (len(tables(twin)), len(found.tables)) == (1, 1)


def row(cell: str) -> str:
    return f"<w:tr><w:tc><w:tcPr>{cell}</w:tcPr><w:p/></w:tc></w:tr>"


def test_cells_that_are_merged_downwards_are_never_cut() -> None:
    begins, goes_on = row('<w:vMerge w:val="restart"/>'), row("<w:vMerge/>")
    rows = "".join(begins + goes_on * 6 for _ in range(LONGEST // 7 + 40))
    head = "<w:tr><w:trPr><w:tblHeader/></w:trPr><w:tc><w:p/></w:tc></w:tr>"
    table = f"<w:tbl><w:tblPr/><w:tblGrid><w:gridCol/></w:tblGrid>{head}{rows}</w:tbl>"
    body = parse_xml(f"<w:body {nsdecls('w')}>{table}<w:p/></w:body>")
    (pieces,) = split_long_tables(body)
    firsts = [piece.findall(qn("w:tr"))[1] for piece in body.findall(qn("w:tbl"))]
    assert pieces == len(firsts) > 1
    assert all(first.find(f".//{qn('w:vMerge')}").get(qn("w:val")) == "restart" for first in firsts)


def test_a_table_without_a_header_row_is_not_cut() -> None:
    """Its pieces could not say what their columns are."""
    table = f"<w:tbl><w:tblPr/><w:tblGrid/>{row('') * (2 * LONGEST)}</w:tbl>"
    assert split_long_tables(parse_xml(f"<w:body {nsdecls('w')}>{table}<w:p/></w:body>")) == (1,)


@pytest.mark.slow
def test_the_pdf_of_a_long_table_has_every_row_once_under_header_cells() -> None:
    rows = LONGEST + 150
    done = filled(rows)
    twin, found = done.for_pdf()
    raw = asyncio.run(convert({"vedlegg": twin}, Office()))["vedlegg"]
    made = proven(raw, Origin("vedlegg.docx", register(rows), found, nowhere))
    assert made.problems == ()
    facts = facts_of(made.pdf)
    text = "\n".join(facts.text)
    assert facts.tables == (True, True)
    places = [text.index(f"Plan nummer {number} ") for number in range(rows)]
    assert places == sorted(places)
    assert text.count("Plan nummer") == rows
