"""Git set up for one clone: it shows Word files as text, names the element in a diff, and merges sources by id."""

import shutil
import subprocess
import sys
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from versions import ROOT, Repository

from osreport.word.readable import readable

ELEMENT = "      - id: {}\n        tekst: {}\n"


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    own = Repository(tmp_path / "git")
    shutil.copy(ROOT / ".gitattributes", own.folder)
    own.commit("Attributter")
    assert own.run("git").returncode == 0
    return own


def add_strategy(repository: Repository, name: str) -> None:
    """A strategy last in the first list of them."""
    path = repository.sources / "samfunnsdel.yaml"
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    start = next(number for number, line in enumerate(lines) if line.strip() == "strategier:")
    depth = len(lines[start]) - len(lines[start].lstrip())
    end = next(
        number for number, line in enumerate(lines[start + 1 :], start + 1)
        if line.strip() and len(line) - len(line.lstrip()) <= depth
    )  # fmt: skip
    inside = " " * (depth + 2)
    lines.insert(end, f"{inside}- id: {name}\n{inside}  tekst: Vi vil {name}.\n")
    path.write_text("".join(lines), encoding="utf-8")


def test_two_planners_add_different_strategies_to_the_same_goal(repository: Repository) -> None:
    repository.git("checkout", "-q", "-b", "kari")
    add_strategy(repository, "synge-meir")
    repository.commit("Kari")
    repository.git("checkout", "-q", "main")
    add_strategy(repository, "danse-meir")
    repository.commit("Ola")
    repository.git("merge", "-q", "kari")
    text = (repository.sources / "samfunnsdel.yaml").read_text(encoding="utf-8")
    assert 0 < text.index("id: danse-meir") < text.index("id: synge-meir")
    assert repository.run("check").returncode == 0


def test_without_our_driver_git_would_have_stopped(repository: Repository) -> None:
    repository.git("config", "--remove-section", "merge.osreport-yaml")
    repository.git("checkout", "-q", "-b", "kari")
    add_strategy(repository, "synge-meir")
    repository.commit("Kari")
    repository.git("checkout", "-q", "main")
    add_strategy(repository, "danse-meir")
    repository.commit("Ola")
    repository.git("merge", "-q", "kari", code=1)


def test_what_both_have_changed_is_left_as_a_conflict(repository: Repository) -> None:
    repository.git("checkout", "-q", "-b", "kari")
    repository.change("kommune.yaml", "adresse: Naustvegen 4", "adresse: Karivegen 1")
    repository.commit("Kari")
    repository.git("checkout", "-q", "main")
    repository.change("kommune.yaml", "adresse: Naustvegen 4", "adresse: Olavegen 2")
    repository.commit("Ola")
    assert "CONFLICT" in repository.git("merge", "kari", code=1)
    text = (repository.sources / "kommune.yaml").read_text(encoding="utf-8")
    assert (
        "<<<<<<< din utgave\nadresse: Olavegen 2, 9999 Fjordheim\n=======\n"
        "adresse: Karivegen 1, 9999 Fjordheim\n>>>>>>> den andre utgaven\n" in text
    )
    assert "UU" in repository.git("status", "--porcelain")


def test_a_diff_of_word_files_shows_what_they_say(repository: Repository) -> None:
    file = repository.folder / "brev.docx"
    for words in ("Høringen varer i fire uker.", "Høringen varer i seks uker."):
        document = Document()
        document.add_heading("Høring", 1)
        document.add_paragraph(words)
        document.save(str(file))
        repository.commit(words)
    shown = repository.git("diff", "HEAD~1", "--", "brev.docx")
    assert " # Høring\n-Høringen varer i fire uker.\n+Høringen varer i seks uker.\n" in shown
    file.write_bytes(b"ikke Word")
    assert "-Høringen varer i seks uker.\n" in repository.git("diff")


def test_a_diff_of_sources_names_the_element(repository: Repository) -> None:
    path = repository.sources / "planregister.yaml"
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    number = max(number for number, line in enumerate(lines) if "eier: " in line)
    element = next(line.strip(" -\n") for line in reversed(lines[:number]) if "id: " in line)
    lines[number] = lines[number].replace("eier: ", "eier: Den nye ")
    path.write_text("".join(lines), encoding="utf-8")
    assert f"@@ {element}" in repository.git("diff", "-U0")


def test_setting_up_twice_is_as_once_and_says_what_is_missing(repository: Repository) -> None:
    before = (repository.folder / ".git" / "config").read_bytes()
    again = repository.run("git")
    assert (again.returncode, (repository.folder / ".git" / "config").read_bytes()) == (0, before)
    assert ".gitattributes" not in again.stderr
    repository.git("rm", "-q", ".gitattributes")
    assert "*.yaml diff=osreport-yaml merge=osreport-yaml" in repository.run("git").stderr


def test_outside_git_there_is_nothing_to_set_up(tmp_path: Path) -> None:
    done = ours("git", "--sources", str(tmp_path))
    assert (done.returncode, done.stderr) == (2, "Mappen med kilder ligger ikke i git.\n")


def ours(*words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(ROOT / "tasks.py"), *words]
    return subprocess.run(command, capture_output=True, encoding="utf-8", check=False)


def test_text_shows_headings_lists_tables_pictures_and_headers() -> None:
    shown = ours("text", str(ROOT / "templates" / "vedlegg.docx"))
    assert shown.returncode == 0
    lines = shown.stdout.splitlines()
    assert "{{ kommune.navn }}" in lines
    assert "# {{ b.tekst }}" in lines
    assert any(line.startswith("| ") and line.endswith(" |") for line in lines)


def packed(files: dict[str, bytes]) -> bytes:
    made = BytesIO()
    with zipfile.ZipFile(made, "w") as package:
        for name, content in files.items():
            package.writestr(name, content)
    return made.getvalue()


@pytest.mark.parametrize("content", [b"", b"PK", b"tekst", packed({"a": b"b"}), packed({"[Content_Types].xml": b"<"})])
def test_what_is_no_word_file_is_refused(content: bytes, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"^Dette er ingen Word-fil\.$"):
        readable(content)
    (tmp_path / "brev.docx").write_bytes(content)
    done = ours("text", str(tmp_path / "brev.docx"))
    assert (done.returncode, done.stdout) == (2, "")
