"""The whole way: sources in, published files out; the same every time, all of them or none."""

import hashlib
import io
import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest
from documents import ROOT
from docx import Document
from docx.shared import Mm

from osreport.model.documents import DOCUMENTS
from osreport.pdf.office import Office
from osreport.pdf.outline import bookmarks
from osreport.pdf.validate import failures
from osreport.press import Press
from osreport.problem import SourceError, ToolError
from osreport.recipes import Order, build, write_schemas
from osreport.structs import replace

pytestmark = pytest.mark.slow
FONTS = tuple(sorted(Path("/usr/share/fonts/truetype/crosextra").glob("Carlito-*.ttf")))


def order(folder: Path, **changes: Any) -> Order:
    """The whole package of Os into a folder of its own."""
    press = Press(ROOT / "templates", Office(profile=folder / "profile"), FONTS)
    return replace(Order(ROOT / "sources", folder / "output", DOCUMENTS, None, press, "prøve"), **changes)


def silent(_: str) -> None:
    pass


def fingerprints(folder: Path) -> dict[str, str]:
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(folder.iterdir())}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The output folder of one whole build."""
    folder = tmp_path_factory.mktemp("os")
    build(order(folder), silent)
    return folder / "output"


@pytest.fixture(scope="module", params=DOCUMENTS)
def pdf(built: Path, request: pytest.FixtureRequest) -> bytes:
    return (built / f"{request.param}.pdf").read_bytes()


def test_every_document_comes_as_word_and_pdf_with_a_manifest(built: Path) -> None:
    files = {f"{name}.{kind}" for name in DOCUMENTS for kind in ("docx", "pdf")}
    assert {path.name for path in built.iterdir()} == files | {"manifest.json"}


def test_the_manifest_tells_the_truth(built: Path) -> None:
    told = json.loads((built / "manifest.json").read_text(encoding="utf-8"))
    listed = {file["fil"]: file["sha256"] for document in told["dokumenter"] for file in document["filer"]}
    assert listed == {name: sha for name, sha in fingerprints(built).items() if name != "manifest.json"}
    assert told["kilder"]["revisjon"] == "prøve"
    assert {"libreoffice", "docxtpl", "osreport"} <= set(told["verktøy"])
    assert [document["status"] for document in told["dokumenter"]] == ["vedtatt"] * 3


def test_another_build_elsewhere_gives_the_same_bytes(
    built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another folder, time zone, locale and hash seed, no page numbers to guess from: nothing may show."""
    monkeypatch.setenv("TZ", "Pacific/Auckland")
    monkeypatch.setenv("LC_ALL", "C")
    build(order(tmp_path / "et annet sted"), silent)
    assert fingerprints(tmp_path / "et annet sted" / "output") == fingerprints(built)


def test_every_pdf_is_pdf_ua_1_and_pdf_a_2a(pdf: bytes) -> None:
    assert failures(pdf) == ()


def test_contents_list_names_the_pages_that_the_headings_stand_on(pdf: bytes) -> None:
    with pypdfium2.PdfDocument(pdf) as document:
        listed = re.findall(r"\.{3,}\s*(\d+)\s*$", document[1].get_textpage().get_text_range(), re.MULTILINE)
    deepest = 3 if any(mark.level == 3 and mark.title == "Retningslinjer" for mark in bookmarks(pdf)) else 2
    assert [int(page) for page in listed] == [mark.page for mark in bookmarks(pdf) if mark.level <= deepest]


def test_word_and_pdf_hold_the_same_words(built: Path) -> None:
    """Every word of the body stands in the PDF too; hyphens at line ends and ligatures aside."""
    for name in DOCUMENTS:
        with pypdfium2.PdfDocument(built / f"{name}.pdf") as document:
            shown = "".join(page.get_textpage().get_text_range() for page in document)
        with zipfile.ZipFile(built / f"{name}.docx") as package:
            xml = package.read("word/document.xml").decode()
        body = re.sub(r"<w:instrText[^>]*>.*?</w:instrText>", "", xml)
        expected = Counter(
            re.findall(
                r"\w+", " ".join(re.findall(r"<w:t(?: [^>]*)?>([^<]*)</w:t>", body.replace("</w:p>", "<w:t> </w:t>")))
            )
        )
        squeezed = re.sub(r"\W+", "", shown).lower()
        assert not [word for word in expected if word.lower() not in squeezed]


def test_no_page_is_empty(pdf: bytes) -> None:
    with pypdfium2.PdfDocument(pdf) as document:
        assert [len(page.get_textpage().get_text_range().split()) > 10 for page in document] == [True] * len(document)


def test_structure_is_what_was_reviewed(built: Path, golden: Any) -> None:
    """The tag tree a screen reader walks, as an indented list; `--update` rewrites it for review."""
    for name in DOCUMENTS:
        with pikepdf.open(built / f"{name}.pdf") as document:
            lines = list(_tags(document.Root.StructTreeRoot, document.Root.StructTreeRoot.get("/RoleMap", {}), 0))
        golden(f"tags-{name}.txt", "\n".join(lines) + "\n")


def _tags(node: Any, roles: Any, depth: int) -> Iterator[str]:
    """Structure types below a node, equal neighbours without children counted together."""
    kids = node.get("/K", [])
    below = [
        kid
        for kid in (kids if isinstance(kids, pikepdf.Array) else [kids])
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid
    ]
    lines = [[" " * depth + _role(kid, roles), *_tags(kid, roles, depth + 1)] for kid in below]
    for index, block in enumerate(lines):
        if not index or block != lines[index - 1]:
            count = next((n for n, other in enumerate(lines[index:]) if other != block), len(lines) - index)
            yield block[0] + (f" ×{count}" if count > 1 else "")
            yield from block[1:]


def _role(node: Any, roles: Any) -> str:
    kind = str(node.S)
    while kind in roles and str(roles[kind]) != kind:
        kind = str(roles[kind])
    return kind[1:] + (f" «{node.Alt}»"[:60] if "/Alt" in node else "")


@pytest.fixture
def earlier(tmp_path: Path) -> Path:
    """An output folder with something in it that must survive."""
    folder = tmp_path / "output"
    folder.mkdir()
    for name in DOCUMENTS:
        (folder / f"{name}.docx").write_bytes(b"fra i fjor")
        (folder / f"{name}.pdf").write_bytes(b"fra i fjor")
    return folder


def test_a_fault_in_the_sources_leaves_every_file_as_it_was(tmp_path: Path, earlier: Path) -> None:
    sources = shutil.copytree(ROOT / "sources", tmp_path / "sources")
    (sources / "planstrategi.yaml").write_text("tittel: [", encoding="utf-8")
    before = fingerprints(earlier)
    with pytest.raises(SourceError):
        build(order(tmp_path, sources=sources), silent)
    assert fingerprints(earlier) == before


def test_a_fault_in_one_template_leaves_every_file_as_it_was(tmp_path: Path, earlier: Path) -> None:
    templates = shutil.copytree(ROOT / "templates", tmp_path / "templates")
    (templates / "vedlegg.docx").write_bytes(b"ingen mal")
    before = fingerprints(earlier)
    with pytest.raises(SourceError) as caught:
        build(order(tmp_path, press=replace(order(tmp_path).press, templates=templates)), silent)
    assert [str(problem.place) for problem in caught.value.problems] == ["templates/vedlegg.docx"]
    assert fingerprints(earlier) == before


def test_a_figure_without_alternative_text_is_never_published(tmp_path: Path, earlier: Path) -> None:
    """What a template brings along is looked at, too."""
    templates = shutil.copytree(ROOT / "templates", tmp_path / "templates")
    _with_silent_picture(templates / "planstrategi.docx")
    before = fingerprints(earlier)
    press = replace(order(tmp_path).press, templates=templates)
    with pytest.raises(SourceError) as caught:
        build(order(tmp_path, documents=("planstrategi",), press=press), silent)
    assert {problem.code for problem in caught.value.problems} == {"MAL010"}
    assert fingerprints(earlier) == before


def _with_silent_picture(template: Path) -> None:
    """Puts a picture without alternative text on the cover, as a designer easily does."""
    document = Document(str(template))
    landscape = next(part for part in document.part.package.iter_parts() if part.partname.endswith(".png"))
    document.paragraphs[0].add_run().add_picture(io.BytesIO(landscape.blob), Mm(40))
    document.save(str(template))


def test_a_failing_libreoffice_leaves_every_file_as_it_was(tmp_path: Path, earlier: Path) -> None:
    before = fingerprints(earlier)
    with pytest.raises(ToolError) as caught:
        build(order(tmp_path, press=replace(order(tmp_path).press, office=Office("/bin/false"))), silent)
    assert caught.value.exit_code == 1
    assert fingerprints(earlier) == before


def test_schemas_beside_the_sources_are_up_to_date(tmp_path: Path) -> None:
    fresh = {path.name: path.read_text(encoding="utf-8") for path in write_schemas(tmp_path)}
    kept = {path.name: path.read_text(encoding="utf-8") for path in (ROOT / "sources" / ".schema").iterdir()}
    assert kept == fresh


def test_every_source_points_to_its_schema() -> None:
    for file in sorted((ROOT / "sources").rglob("*.yaml")):
        line = file.read_text(encoding="utf-8").splitlines()[0]
        match = re.fullmatch(r"# yaml-language-server: \$schema=(.+)", line)
        assert match, file
        assert (file.parent / match[1]).is_file(), file


def inv(*words: str, cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, str(ROOT / "tasks.py"), *words], capture_output=True, cwd=cwd, encoding="utf-8", check=False,
        env={**os.environ, "PYTHONUTF8": "1"}, timeout=120,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("check",), 0, "Ingen feil funnet, men"),
        (("check", "--strict"), 1, "TABELL003 advarsel"),
        (("check", "--only", "REF,TYPO"), 0, "Ingen feil funnet."),
        (("check", "--as-of", "2024-01-25"), 0, "Ingen feil funnet, men"),
        (("check", "--as-of", "2023-12-31"), 0, "Ingen feil funnet, men"),
        (("check", "--as-of", "2020-11-30"), 1, "VEDTAK001 feil: Vedtaket «k-2020-12»"),
        (("decisions",), 0, "Endringer: 5 gjort."),
        (("decisions", "--as-of", "2020-11-30"), 1, "VEDTAK001 feil: Vedtaket «k-2020-12»"),
        (("build", "--with", "k-2024-01-25/nei"), 1, "VEDTAK019 feil: Det er ikke noe alternativ «k-2024-01-25/nei»."),
        (("check", "--sources", "finnes-ikke"), 1, "KILDE002"),
        (("check", "--as-of", "i går"), 2, "ikke «i går»"),
        (("check", "--as-of", "2024-02-31"), 2, "ikke «2024-02-31»"),
        (("check", "--format", "xml"), 2, "ikke «xml»"),
        (("build", "--only", "budsjett"), 2, "ikke «budsjett»"),
        (("build", "--with", "rullering"), 1, "VEDTAK019 feil: Det er ikke noe forslag «rullering»."),
        (("roll", "--to", "2024"), 2, "--to: Planstrategien gjelder allerede fra 2024."),
        (("roll", "--to", "neste"), 2, "ikke «neste»"),
        (("roll", "--to", "2025", "--output", "sources/ut"), 2, "--output kan ikke ligge i mappen med kildene"),
        (("roll", "--to", "2025", "--sources", "finnes-ikke"), 1, "KILDE002"),
        (("bygg",), 2, "--list"),
        (("build", "--utdata", "x"), 2, "--utdata"),
    ],
)
def test_exit_codes_and_words(words: tuple[str, ...], code: int, said: str) -> None:
    done = inv(*words)
    assert (done.returncode, "Traceback" in done.stderr) == (code, False), done.stderr
    assert said in done.stdout + done.stderr


def test_only_one_document_and_no_pdf(tmp_path: Path) -> None:
    done = inv("build", "--only", "planstrategi", "--no-pdf", "--output", "ut", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert {path.name for path in (tmp_path / "ut").iterdir()} == {"planstrategi.docx", "manifest.json"}


def test_problems_are_machine_readable_when_asked_for(tmp_path: Path) -> None:
    sources = shutil.copytree(ROOT / "sources", tmp_path / "sources")
    (sources / "kommune.yaml").write_text("navn: Os\n", encoding="utf-8")
    told = json.loads(inv("check", "--sources", str(sources), "--format", "json").stdout)
    assert {(Path(problem["fil"]).name, problem["kode"]) for problem in told} == {("kommune.yaml", "FELT001")}
    sarif = json.loads(inv("check", "--sources", str(sources), "--format", "sarif").stdout)
    assert {result["ruleId"] for result in sarif["runs"][0]["results"]} == {"FELT001"}


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--as-of", "2020-11-30"), "VEDTAK001"),
        (("--sources", "finnes-ikke"), "KILDE002"),
        (("--templates", "finnes-ikke"), "MAL007"),
    ],
)
def test_build_heeds_what_it_is_told(words: tuple[str, str], said: str, tmp_path: Path) -> None:
    done = inv("build", "--no-pdf", "--output", str(tmp_path / "ut"), *words)
    assert (done.returncode, (tmp_path / "ut").exists()) == (1, False), done.stderr
    assert said in done.stdout


def test_check_tries_the_templates_it_is_given(tmp_path: Path) -> None:
    done = inv("check", "--templates", str(tmp_path))
    assert (done.returncode, done.stdout.count("MAL007")) == (1, 3), done.stderr


def test_a_failing_tool_ends_with_3_and_its_last_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "soffice").write_text("#!/bin/sh\necho Au\nexit 77\n", encoding="utf-8")
    (tmp_path / "soffice").chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    done = inv("build", "--only", "planstrategi", "--output", str(tmp_path / "ut"))
    assert (done.returncode, (tmp_path / "ut").exists()) == (3, False)
    assert "LibreOffice stoppet midt i «planstrategi»" in done.stderr
    assert "Sluttkode: 77\n    Au" in done.stderr


def test_the_manifest_names_the_commit_of_the_sources(tmp_path: Path) -> None:
    """Nothing outside git or before the first commit; the commit; and that something was changed since."""
    sources = shutil.copytree(ROOT / "sources", tmp_path / "sources")

    def git(*words: str) -> str:
        who = ("-c", "user.name=Prøve", "-c", "user.email=post@example.no")
        return subprocess.run(
            ["git", *who, "-C", str(sources), *words], capture_output=True, check=True, encoding="utf-8"
        ).stdout.strip()

    def revision() -> str:
        words = ("--no-pdf", "--only", "planstrategi", "--sources", str(sources), "--output", str(tmp_path / "ut"))
        assert inv("build", *words).returncode == 0
        told = json.loads((tmp_path / "ut" / "manifest.json").read_text(encoding="utf-8"))
        return str(told["kilder"]["revisjon"])

    git("init")
    assert revision() == "ukjent"
    git("add", ".")
    git("commit", "-m", "Første")
    assert revision() == git("rev-parse", "HEAD")
    with (sources / "kommune.yaml").open("a", encoding="utf-8") as file:
        file.write("# endret\n")
    assert revision() == git("rev-parse", "HEAD") + "+endret"
