"""Printing: what is told of templates, and what happens when LibreOffice hands back something else."""

import re
from collections.abc import Iterable, Mapping, Sequence
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pikepdf
import pytest
from documents import ROOT
from docx import Document
from os_fixtures import nowhere

from osreport import machine
from osreport.context.content import Content
from osreport.context.printable import MET_BY
from osreport.model.documents import DOCUMENTS, FURTHER
from osreport.pdf.finish import finished
from osreport.pdf.office import Office
from osreport.pdf.offices import Offices
from osreport.press import Press
from osreport.printing import Prints, Sheet, filled, printed, printed_sheets
from osreport.problem import SourceError, ToolError
from osreport.store import Store
from osreport.structs import replace

FONTS = machine.fonts()
FIGURE = re.compile(r"word/(media/figur\d|embeddings/diagram\d)")


def silent(_: str) -> None:
    pass


def test_every_missing_template_is_told(tmp_path: Path, os_contents: dict[str, Content]) -> None:
    with pytest.raises(SourceError) as caught:
        filled(os_contents.items(), Press(tmp_path), nowhere)
    assert [problem.place.file for problem in caught.value.problems] == [
        f"{tmp_path.name}/{name}.docx" for name in sorted(os_contents)
    ]


def test_a_sheet_has_a_name_of_its_own_and_the_template_it_asks_for(os_contents: dict[str, Content]) -> None:
    press, told = Press(ROOT / "templates"), os_contents["vedlegg"]
    sheets = [Sheet(name, told, "vedlegg", nowhere) for name in ("brev-1", "brev-2")]
    files = printed_sheets(sheets, press, None, silent).files
    (plain,) = printed([("vedlegg", told)], press, None, nowhere, silent).files.values()
    assert files == {"brev-1.docx": plain, "brev-2.docx": plain}


def test_the_template_of_sheets_is_told_of_once_however_many_there_are(
    tmp_path: Path, os_contents: dict[str, Content]
) -> None:
    sheets = [Sheet(name, os_contents["vedlegg"], "brev", nowhere) for name in ("brev-1", "brev-2")]
    with pytest.raises(SourceError) as caught:
        printed_sheets(sheets, Press(tmp_path), None, silent)
    assert [str(problem.place) for problem in caught.value.problems] == [f"{tmp_path.name}/brev.docx"]


def test_every_further_template_lies_here() -> None:
    assert set(MET_BY) <= set(FURTHER)
    assert [name for name in (*DOCUMENTS, *FURTHER) if not Press(ROOT / "templates").has(name)] == []


def done(contents: Mapping[str, Content], press: Press) -> Prints:
    assert press.office
    with Offices(press.office) as offices:
        return printed(contents.items(), press, offices, nowhere, silent)


def bookmarked(titles: Sequence[str]) -> bytes:
    """A PDF of one page with these bookmarks, and nothing else."""
    target = BytesIO()
    with pikepdf.new() as document:
        document.add_blank_page()
        with document.open_outline() as outline:
            outline.root.extend(pikepdf.OutlineItem(title, 0) for title in titles)
        document.save(target)
    return target.getvalue()


def office(folder: Path, script: str) -> Office:
    """A converter that does as the script says; `$1` is the PDF it should make."""
    waits = "case $last in */venter.docx) exit 1;; esac"
    lines = f'#!/bin/sh\nfor last; do :; done\n{waits}\nset -- "${{last%docx}}pdf"\n{script}\n'
    (folder / "soffice").write_text(lines, encoding="utf-8")
    (folder / "soffice").chmod(0o755)
    return Office(str(folder / "soffice"))


def test_every_fault_of_every_document_is_told_at_once(tmp_path: Path, os_contents: dict[str, Content]) -> None:
    """An empty PDF lacks all there is to lack; each document says so."""
    (tmp_path / "tom.pdf").write_bytes(bookmarked(["Noe annet"]))
    using = Press(ROOT / "templates", office(tmp_path, f'cp {tmp_path}/tom.pdf "$1"'))
    with pytest.raises(SourceError) as caught:
        done(os_contents, using)
    codes = {(problem.place.file.partition("/")[0], problem.code) for problem in caught.value.problems}
    for name in os_contents:
        assert {(name, "PDF001"), (name, "PDF009")} <= codes
    assert ("templates", "PDF002") in codes


@pytest.mark.parametrize("pdf", [True, False])
def test_what_is_wrong_where_no_filling_comes_is_told(
    tmp_path: Path, os_contents: dict[str, Content], pdf: bool
) -> None:
    document = Document(str(ROOT / "templates" / "planstrategi.docx"))
    document.paragraphs[0].add_run("{% if not kommune.navn %}{{ kommune.fylke }}{% endif %}")
    document.save(str(tmp_path / "planstrategi.docx"))
    one = {"planstrategi": os_contents["planstrategi"]}
    with pytest.raises(SourceError, match=r"fylke"):
        done(one, Press(tmp_path, office(tmp_path, "sleep 300"))) if pdf else filled(
            one.items(), Press(tmp_path), nowhere
        )


def test_a_template_that_fails_ends_what_libreoffice_is_doing(tmp_path: Path, os_contents: dict[str, Content]) -> None:
    """No problem of one document is hidden by a wait for another."""
    for name in ("samfunnsdel", "planstrategi"):
        (tmp_path / f"{name}.docx").write_bytes((ROOT / "templates" / f"{name}.docx").read_bytes())
    using = Press(tmp_path, office(tmp_path, f"echo $$ > {tmp_path}/i-gang; sleep 300"))
    with pytest.raises(SourceError) as caught:
        done(os_contents, using)
    assert [problem.code for problem in caught.value.problems] == ["MAL007"]
    assert (tmp_path / "i-gang").exists()


def test_the_first_failing_conversion_is_told(tmp_path: Path, os_contents: dict[str, Content]) -> None:
    using = Press(ROOT / "templates", office(tmp_path, "echo Au; exit 77"))
    with pytest.raises(ToolError) as caught:
        done(os_contents, using)
    assert (caught.value.exit_code, caught.value.last_lines) == (77, ("Au",))


@pytest.mark.parametrize(("version", "drawn"), [("25.2.3.2", False), ("7.4.7.2", True), ("ukjent", True)])
def test_bitmaps_are_drawn_for_word_and_for_a_libreoffice_that_may_need_them(
    tmp_path: Path, os_contents: dict[str, Content], version: str, drawn: bool
) -> None:
    """The bitmap of a figure stands beside its vector drawing, and the workbook of a chart behind its values."""
    using = replace(office(tmp_path, f'cp "$last" {tmp_path}/handed; exit 77'), version=version)
    with pytest.raises(ToolError):
        done({"samfunnsdel": os_contents["samfunnsdel"]}, Press(ROOT / "templates", using, FONTS))
    handed = figures((tmp_path / "handed").read_bytes())
    (job,) = filled([("samfunnsdel", os_contents["samfunnsdel"])], Press(ROOT / "templates", None, FONTS), nowhere)
    finished = figures(job.filled.docx(()))
    assert handed.keys() == finished.keys()
    assert {name.partition(".")[2] for name in handed} == {"png", "svg", "xlsx"}
    assert all(finished.values())
    assert handed == (finished if drawn else {**finished, **dict.fromkeys(bitmaps_and_books(finished), b"")})
    assert finished == figures(job.filled.completed().docx(()))


def test_libreoffice_shows_the_vector_drawing_whether_it_has_the_bitmap_or_not(
    tmp_path: Path, os_contents: dict[str, Content]
) -> None:
    press = Press(ROOT / "templates", None, FONTS, Store(tmp_path))
    (job,) = filled([("samfunnsdel", os_contents["samfunnsdel"])], press, nowhere)
    properties = os_contents["samfunnsdel"].properties
    with Offices(Office(jobs=1)) as offices:
        pdfs = [offices.pdf("samfunnsdel", docx).result() for docx in (job.twin, job.filled.with_bitmaps(job.twin))]
    without, beside = (finished(pdf, properties) for pdf in pdfs)
    assert without == beside


def figures(docx: bytes) -> dict[str, bytes]:
    """What a figure is made of, in a Word file."""
    with ZipFile(BytesIO(docx)) as package:
        return {name: package.read(name) for name in package.namelist() if FIGURE.match(name)}


def bitmaps_and_books(names: Iterable[str]) -> list[str]:
    return [name for name in names if not name.endswith(".svg")]
