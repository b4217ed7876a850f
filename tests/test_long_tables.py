"""Long tables: cut for LibreOffice where nobody sees it, whole for everyone else."""

import copy
import shutil
from collections.abc import Iterator, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from built import built, pages, squeezed
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.plans import write_plans
from osreport.pdf.structure import Element as Tag
from osreport.pdf.structure import elements
from osreport.recipes import checked
from osreport.references import all_plans
from osreport.word.long_tables import LONGEST, split_long_tables
from osreport.word.ooxml import text_of
from osreport.word.table_styles import take_style_off

HEADER = "<w:trPr><w:tblHeader/></w:trPr>"
LOOK = '<w:tblLook w:val="0460" w:firstRow="1" w:lastRow="1"/>'
KEPT = "<w:pPr><w:keepNext/></w:pPr>"


def cell(text: str, properties: str = "", of_paragraph: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr><w:p>{of_paragraph}<w:r><w:t>{text}</w:t></w:r></w:p></w:tc>"


def row(*cells: str, head: bool = False) -> str:
    return f"<w:tr>{HEADER * head}{''.join(cells)}</w:tr>"


def plain(count: int) -> list[str]:
    return [row(cell(f"a{number}"), cell(f"b{number}")) for number in range(count)]


HEAD = row(cell("A"), cell("B"), head=True)


def body(*rows: str, heads: Sequence[str] = (HEAD,), properties: str = LOOK) -> Any:
    """A body with one table between two paragraphs."""
    grid = "<w:tblGrid><w:gridCol/><w:gridCol/></w:tblGrid>"
    table = f"<w:tbl><w:tblPr>{properties}</w:tblPr>{grid}{''.join([*heads, *rows])}</w:tbl>"
    return parse_xml(f"<w:body {nsdecls('w')}><w:p/>{table}<w:p/></w:body>")


def rows_of(root: Any) -> list[list[str]]:
    """The text of every row of every table."""
    return [[text_of(row) for row in table.iter(qn("w:tr"))] for table in root.iter(qn("w:tbl"))]


def unsplit(root: Any) -> bool:
    before = copy.deepcopy(root)
    return split_long_tables(root) == (1,) and bool(rows_of(root) == rows_of(before))


def test_a_table_that_is_not_long_is_left_alone() -> None:
    assert unsplit(body(*plain(LONGEST)))


def test_pieces_follow_each_other_under_the_same_header() -> None:
    """Every row once and in order; a hidden paragraph keeps the tables apart, as Word and LibreOffice ask for."""
    root = body(*plain(2 * LONGEST + 1))
    assert split_long_tables(root) == (3,)
    assert [table[0] for table in rows_of(root)] == ["AB"] * 3
    assert [row for table in rows_of(root) for row in table[1:]] == [f"a{n}b{n}" for n in range(2 * LONGEST + 1)]
    assert [child.tag for child in root] == [qn(f"w:{name}") for name in ("p", "tbl", "p", "tbl", "p", "tbl", "p")]
    assert [bool(child.xpath("w:pPr/w:rPr/w:vanish")) for child in root[::2]] == [False, True, True, False]


def test_pieces_are_about_as_long_and_bands_go_on() -> None:
    """Rows in two colours take turns across the pieces: all but the last have an even number of rows."""
    root = body(*plain(3 * LONGEST - 5))
    split_long_tables(root)
    lengths = [len(table) - 1 for table in rows_of(root)]
    assert max(lengths) - min(lengths) <= 2
    assert [length % 2 for length in lengths[:-1]] == [0, 0]


def test_only_the_last_piece_has_a_last_row() -> None:
    root = body(*plain(LONGEST + 1))
    split_long_tables(root)
    looks = [(look.get(qn("w:lastRow")), look.get(qn("w:val"))) for look in root.iter(qn("w:tblLook"))]
    assert looks == [("0", "0420"), ("1", "0460")]


def test_a_piece_does_not_begin_with_a_single_row_at_the_foot_of_a_page() -> None:
    root = body(*plain(LONGEST + 1))
    split_long_tables(root)
    (_, second) = root.iter(qn("w:tbl"))
    kept = [bool(found.xpath("w:tc/w:p/w:pPr/w:keepNext")) for found in second.iter(qn("w:tr"))]
    assert kept[:3] == [False, True, False]


def test_several_header_rows_come_again_with_their_marks_taken_off() -> None:
    marked = HEAD.replace("<w:r>", '<w:bookmarkStart w:id="7" w:name="her"/><w:bookmarkEnd w:id="7"/><w:r>', 1)
    root = body(*plain(LONGEST + 1), heads=[marked, row(cell("C"), cell("D"), head=True)])
    split_long_tables(root)
    assert [table[:2] for table in rows_of(root)] == [["AB", "CD"]] * 2
    assert len(list(root.iter(qn("w:bookmarkStart"), qn("w:bookmarkEnd")))) == 2


def test_a_mark_before_the_header_row_stays_where_it_is() -> None:
    root = body(*plain(LONGEST + 1), heads=['<w:bookmarkStart w:id="7" w:name="her"/>', HEAD])
    assert split_long_tables(root) == (2,)
    assert len(list(root.iter(qn("w:bookmarkStart")))) == 1


@pytest.mark.parametrize("heads", [
    [],
    [row(cell("A", of_paragraph='<w:r><w:footnoteReference w:id="2"/></w:r>'), cell("B"), head=True)],
    [row(cell("A", of_paragraph="<w:r><w:drawing/></w:r>"), cell("B"), head=True)],
], ids=["no header", "a note", "a picture"])  # fmt: skip
def test_what_cannot_be_said_again_is_not_split(heads: list[str]) -> None:
    """Pieces without header cells tell a blind reader nothing; a note or picture in the header would be there twice."""
    assert unsplit(body(*plain(LONGEST + 1), heads=heads))


def test_a_floating_table_and_one_with_tables_in_it_are_not_split() -> None:
    assert unsplit(body(*plain(LONGEST + 1), properties='<w:tblpPr w:tblpY="1"/>'))
    inner = f"<w:tc><w:tbl><w:tblPr/><w:tblGrid/>{''.join(plain(2))}</w:tbl><w:p/></w:tc>"
    root = body(*plain(LONGEST), row(inner, cell("b")))
    assert split_long_tables(root) == (1, 1)


def test_every_table_is_told_of_in_reading_order() -> None:
    root = body(*plain(2))
    root.extend([*body(*plain(LONGEST + 1)), *body(*plain(2)), *body(*plain(3 * LONGEST))])
    assert split_long_tables(root) == (1, 2, 1, 3)


# What a row can be: as any other, a heading across the table, kept with the next, the begin or the middle of a merge.
KINDS = {
    "plain": lambda n: row(cell(n), cell("b")),
    "across": lambda n: row(cell(n, '<w:gridSpan w:val="2"/>')),
    "kept": lambda n: row(cell(n), cell("b", of_paragraph=KEPT)),
    "begins": lambda n: row(cell(n, '<w:vMerge w:val="restart"/>'), cell("b")),
    "goes on": lambda n: row(cell(n, "<w:vMerge/>"), cell("b")),
}


@given(st.lists(st.sampled_from([*KINDS]), min_size=LONGEST + 1, max_size=LONGEST + 60))
def test_no_row_loses_what_it_belongs_to(kinds: list[str]) -> None:
    """A piece never begins inside cells merged downwards, after a heading across the table, or after a kept row."""
    root = body(*(KINDS[kind](f"r{number}") for number, kind in enumerate(kinds)))
    (count,) = split_long_tables(root)
    tables = rows_of(root)
    assert len(tables) == count
    numbers = [[int(text.removeprefix("r").removesuffix("b")) for text in table[1:]] for table in tables]
    assert [number for table in numbers for number in table] == list(range(len(kinds)))
    for table in numbers[1:]:
        assert kinds[table[0]] != "goes on"
        assert kinds[table[0] - 1] not in {"across", "kept"}


def test_a_table_without_a_place_to_part_stays_whole() -> None:
    assert unsplit(body(*(KINDS["kept"](f"r{number}") for number in range(LONGEST + 1))))


def styles(of_table: str, of_paragraph: str = "") -> Any:
    """A default table style, one called «Rutenett» based on it, and the paragraph style «Hode»."""
    return parse_xml(
        f"<w:styles {nsdecls('w')}>"
        '<w:style w:type="table" w:default="1" w:styleId="Vanlig"><w:name w:val="Normal Table"/><w:tblPr>'
        '<w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:left w:w="108"/><w:right w:w="108"/></w:tblCellMar></w:tblPr>'
        '</w:style><w:style w:type="table" w:styleId="Rutenett"><w:name w:val="Rutenett"/><w:basedOn w:val="Vanlig"/>'
        f'{of_table}</w:style><w:style w:type="paragraph" w:styleId="Hode"><w:name w:val="Hode"/>{of_paragraph}'
        "</w:style></w:styles>"
    )


BORDERS = '<w:tblBorders><w:top w:val="single"/><w:bottom w:val="single"/></w:tblBorders>'
MARGINS = '<w:tblCellMar><w:left w:w="50"/></w:tblCellMar>'
FIRST = '<w:tblStylePr w:type="firstRow"><w:rPr><w:b/></w:rPr><w:tcPr><w:shd w:fill="000000"/></w:tcPr></w:tblStylePr>'
STYLED = f'<w:tblStyle w:val="Rutenett"/><w:tblW w:w="0"/>{LOOK}'
SHADED = row(*(cell(text, '<w:shd w:fill="FFFFFF"/>', '<w:pPr><w:pStyle w:val="Hode"/></w:pPr>') for text in "AB"),
             head=True)  # fmt: skip
BOLD = "<w:rPr><w:b/></w:rPr>"


def without_style(of_table: str, of_paragraph: str = "", *, head: str = SHADED, properties: str = STYLED) -> Any:
    """The properties of a table after its style has been taken off, if that could be done."""
    (table,) = body(*plain(1), heads=[head], properties=properties).iter(qn("w:tbl"))
    take_style_off(table, styles(of_table, of_paragraph))
    return table.tblPr


def test_a_style_that_only_rules_lines_is_said_by_the_table_itself() -> None:
    """In the order the standard asks for; what a nearer style says goes before what it is based on."""
    properties = without_style(f"<w:tblPr>{BORDERS}{MARGINS}</w:tblPr>")
    assert [child.tag for child in properties] == [
        qn(f"w:{name}") for name in ("tblW", "tblInd", "tblBorders", "tblCellMar", "tblLook")
    ]
    margins = properties.find(qn("w:tblCellMar"))
    assert [(side.tag, side.get(qn("w:w"))) for side in margins] == [(qn("w:left"), "50"), (qn("w:right"), "108")]


def test_what_the_table_says_itself_goes_before_its_style() -> None:
    own = '<w:tblStyle w:val="Rutenett"/><w:tblBorders><w:bottom w:val="double"/></w:tblBorders>'
    (borders,) = without_style(f"<w:tblPr>{BORDERS}</w:tblPr>", properties=own).iter(qn("w:tblBorders"))
    assert [(edge.tag, edge.get(qn("w:val"))) for edge in borders] == [
        (qn("w:top"), "single"), (qn("w:bottom"), "double"),
    ]  # fmt: skip


def test_a_look_of_the_first_row_that_its_cells_and_paragraphs_have_already_goes_with_the_style() -> None:
    assert without_style(FIRST, BOLD).find(qn("w:tblStyle")) is None


@pytest.mark.parametrize(("of_table", "of_paragraph", "head"), [
    (FIRST, "", SHADED),
    (FIRST, BOLD, HEAD),
    (FIRST.replace("firstRow", "band1Horz"), BOLD, SHADED),
    (FIRST.replace("<w:tcPr>", "<w:pPr><w:jc/></w:pPr><w:tcPr>"), BOLD, SHADED),
    ("<w:pPr><w:spacing/></w:pPr>", "", SHADED),
    ("<w:tblPr><w:shd/></w:tblPr>", "", SHADED),
], ids=["letters", "cells", "another row", "more than that", "paragraphs", "a ground"])  # fmt: skip
def test_a_style_that_says_more_than_the_table_stays(of_table: str, of_paragraph: str, head: str) -> None:
    assert without_style(of_table, of_paragraph, head=head).find(qn("w:tblStyle")) is not None


def test_a_table_without_a_style_or_with_one_that_is_not_there_is_left_alone() -> None:
    assert [child.tag for child in without_style("", properties=LOOK)] == [qn("w:tblLook")]
    lost = without_style("", properties='<w:tblStyle w:val="Borte"/>')
    assert [child.tag for child in lost] == [qn("w:tblStyle")]


PLANS = LONGEST + 50


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory) -> tuple[list[str], bytes, bytes]:
    """The names of the plans in a long register, and the annex that shows it, as Word and PDF."""
    folder = tmp_path_factory.mktemp("langt")
    root = Path(__file__).resolve().parent.parent
    sources = Path(shutil.copytree(root / "sources", folder / "kilder", ignore=shutil.ignore_patterns(".schema")))
    write_plans(sources, PLANS, spread=False)
    files = built(sources, folder / "ut", pdf=True, documents=("vedlegg",))
    names = [plan.navn for plan in all_plans(checked(sources, None).planverk)]
    return names, files["vedlegg.docx"], files["vedlegg.pdf"]


@pytest.mark.slow
def test_a_long_table_is_one_in_word(register: tuple[list[str], bytes, bytes]) -> None:
    names, docx, _ = register
    longest = max(Document(BytesIO(docx)).element.body.iter(qn("w:tbl")), key=len)
    rows = [text_of(row) for row in longest.iter(qn("w:tr"))]
    assert len(rows) == 1 + PLANS
    assert [name for name, row in zip(names, rows[1:], strict=True) if not row.startswith(name)] == []
    assert longest.tblPr.find(qn("w:tblStyle")) is not None


@pytest.mark.slow
def test_every_row_of_a_long_table_is_in_the_pdf_once_and_in_order(register: tuple[list[str], bytes, bytes]) -> None:
    names, _, pdf = register
    text, at = squeezed("".join(pages(pdf))), 0
    for name in names:
        at = text.index(squeezed(name), at) + len(squeezed(name))
    with pikepdf.open(BytesIO(pdf)) as document:
        long = [rows for rows in _tables(document) if len(rows) > LONGEST // 2 - 10]
        kinds = [[{found.kind for found in row.children} for row in rows] for rows in long]
    assert sum(map(len, long)) == PLANS + len(long)
    assert all(first == {"TH"} for first, *_ in kinds)
    assert all("TD" in row for _, *rows in kinds for row in rows)


def _tables(document: pikepdf.Pdf) -> Iterator[list[Tag]]:
    """The rows of every table; a table that goes on tells them all at once."""
    for element in elements(document):
        if element.kind == "Table":
            yield [row for row in element.children if row.kind == "TR"]


@pytest.mark.slow
def test_the_header_stands_on_top_of_every_page_of_a_long_table(register: tuple[list[str], bytes, bytes]) -> None:
    names, _, pdf = register
    shown = [squeezed(page) for page in pages(pdf)]
    first, last = (next(n for n, page in enumerate(shown) if squeezed(name) in page) for name in (names[0], names[-1]))
    assert all(page.startswith(squeezed("Plandokument")) for page in shown[first + 1 : last + 1])
