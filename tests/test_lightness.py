"""What a command loads and in which order it works: lost, every build is slower, and nothing else tells."""

import re
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest
from documents import ROOT
from os_fixtures import nowhere

from benchmarks.measure import Meter
from benchmarks.project import Project, copied
from osreport import machine
from osreport.context.content import Content
from osreport.figures import chart, picture
from osreport.pdf.office import Office
from osreport.pdf.offices import Offices
from osreport.press import Press
from osreport.printing import printed
from osreport.problem import ToolError
from osreport.word import document

PDF = {"pikepdf", "page", "pypdfium2"}
WORD = {"docx", "docxtpl", "jinja2", "lxml", "babel", "resvg_py", "xlsxwriter"}
SOURCES = {"yaml", "pydantic", "markdown_it"}
OTHERS = {"hunspell", "rapidfuzz", "icalendar", "asyncio"}
LOADED = re.compile(r"import time:.*\| +(\w+)$", re.MULTILINE)


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A copy of the project where everything has been made once."""
    copy = copied(ROOT, tmp_path_factory.mktemp("lett") / "os", Meter())
    loaded(copy, "build", "--no-pdf")
    return copy


def loaded(project: Project, *words: str) -> set[str]:
    """The names of the packages that a command loads."""
    command = (sys.executable, "-X", "importtime", str(project.folder / "tasks.py"), *words)
    done = subprocess.run(command, cwd=project.folder, capture_output=True, encoding="utf-8", check=True)
    return set(LOADED.findall(done.stderr))


def test_a_list_of_commands_loads_nothing_that_they_need(project: Project) -> None:
    assert not loaded(project, "--list") & {*PDF, *WORD, *SOURCES, *OTHERS}


def test_a_build_of_nothing_new_loads_neither_what_reads_nor_what_prints(project: Project) -> None:
    assert not loaded(project, "build", "--no-pdf") & {*PDF, *WORD, *SOURCES, *OTHERS}


def test_a_check_loads_neither_what_prints_nor_what_spells_where_templates_and_words_are_known(
    project: Project,
) -> None:
    assert not loaded(project, "check") & {*PDF, *WORD, *OTHERS}


def test_word_files_load_nothing_of_pdf(project: Project) -> None:
    names = loaded(project, "build", "--no-pdf", "--no-cache")
    assert names > {*WORD, *SOURCES}
    assert not names & {*PDF, *OTHERS}


def test_what_stays_as_it_was_made_is_a_struct() -> None:
    """A struct comes into being twenty times as fast as a dataclass, and every command waits for a hundred of them."""
    code = {path.name: path.read_text("utf-8") for path in (ROOT / "osreport").rglob("*.py")}
    assert [name for name, text in code.items() if re.search(r"^@dataclass\(.*frozen=True", text, re.MULTILINE)] == []


def test_libreoffice_has_all_documents_before_what_it_does_not_wait_for_is_done(
    tmp_path: Path, os_contents: Mapping[str, Content], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What only Word shows, and whether the file is sound, can wait."""
    happened: list[str] = []

    def note(home: object, name: str, event: str) -> None:
        does = getattr(home, name)
        monkeypatch.setattr(home, name, lambda *given: happened.append(event) or does(*given))

    note(Offices, "pdf", "handed")
    note(picture, "png", "drawn")
    note(chart, "sheet", "drawn")
    note(document, "faults", "inspected")
    (tmp_path / "soffice").write_text("#!/bin/sh\nexit 77\n", encoding="utf-8")
    (tmp_path / "soffice").chmod(0o755)
    office = Office(str(tmp_path / "soffice"), version="25.2.3.2")
    with Offices(office) as offices, pytest.raises(ToolError):
        printed(os_contents.items(), Press(ROOT / "templates", office, machine.fonts()), offices, nowhere, print)
    assert happened[:3] == ["handed"] * 3
    assert {*happened[3:]} == {"drawn", "inspected"}
