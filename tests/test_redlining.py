"""The plans before and after a decision as Word files with tracked changes: what was decided, and nothing else."""

import subprocess
import sys
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from documents import ROOT
from lxml import etree

from osreport.press import Press
from osreport.problem import SourceError
from osreport.recipes import checked
from osreport.redlining import redlines
from osreport.sources.reader import Kilder

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
PRESS = Press(ROOT / "templates")
DOCUMENTS = ("samfunnsdel", "planstrategi", "vedlegg")


@pytest.fixture(scope="module")
def before() -> Kilder:
    return checked(ROOT / "sources", (2024, 1, 24))


@pytest.fixture(scope="module")
def after() -> Kilder:
    return checked(ROOT / "sources", (2024, 1, 25))


def body(docx: bytes) -> Any:
    with ZipFile(BytesIO(docx)) as package:
        return etree.fromstring(package.read("word/document.xml"))


def tracked(docx: bytes, kind: str, text: str) -> list[str]:
    """What the body inserts or deletes, mark by mark."""
    marks = ("".join(each.text or "" for each in mark.iter(f"{W}{text}")) for mark in body(docx).iter(f"{W}{kind}"))
    return [said for said in marks if said]


def test_the_decision_is_all_that_differs(before: Kilder, after: Kilder) -> None:
    files = redlines(before, after, PRESS, DOCUMENTS, None)
    assert sorted(files) == ["planstrategi-endringer.docx", "vedlegg-endringer.docx"]
    new = "".join(tracked(files["planstrategi-endringer.docx"], "ins", "t"))
    for said in ("Strategisk næringsplan gjennomgås i 2024.", "Eierskapsmelding utsettes til 2026.", "(IPRNØ) hadde"):
        assert said in new
    assert new.count("planlagt") == 2
    assert tracked(files["planstrategi-endringer.docx"], "del", "delText") == ["laget"]
    assert "".join(tracked(files["vedlegg-endringer.docx"], "ins", "t")).count("planlagt") == 2
    assert tracked(files["vedlegg-endringer.docx"], "del", "delText") == []


def test_the_decision_stands_as_the_author(before: Kilder, after: Kilder) -> None:
    (content,) = redlines(before, after, PRESS, ("planstrategi",), None).values()
    assert redlines(before, after, PRESS, ("planstrategi",), None) == {"planstrategi-endringer.docx": content}
    again = redlines(after, before, PRESS, ("planstrategi",), None)["planstrategi-endringer.docx"]
    for docx, author in ((content, "Kommunestyret 25.01.2024"), (again, "Os kommune")):
        assert {mark.get(f"{W}author") for mark in body(docx).iter(f"{W}ins")} == {author}


def test_what_is_the_same_gives_no_file(after: Kilder) -> None:
    assert redlines(after, after, PRESS, DOCUMENTS, None) == {}


def test_a_template_that_is_missing_stops_it(before: Kilder, after: Kilder, tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="MAL007"):
        redlines(before, after, Press(tmp_path), DOCUMENTS, None)


@pytest.mark.slow
def test_the_command_writes_word_and_pdf(tmp_path: Path) -> None:
    words = ("redline", "--from", "2024-01-24", "--to", "2024-01-25", "--output", str(tmp_path / "ut"))
    done = subprocess.run([sys.executable, "tasks.py", *words], cwd=ROOT, capture_output=True, text=True, check=True)
    made = sorted(path.name for path in (tmp_path / "ut").iterdir())
    assert made == [f"{name}-endringer.{kind}" for name in ("planstrategi", "vedlegg") for kind in ("docx", "pdf")]
    assert done.stdout == ""
    nothing = subprocess.run(
        [sys.executable, "tasks.py", "redline", "--from", "2024-02-01", "--to", "2024-02-02", "--no-pdf"],
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert nothing.stderr == "Ingen av dokumentene er endret fra 2024-02-01 til 2024-02-02.\n"
