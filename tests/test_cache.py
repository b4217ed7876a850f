"""Nothing is made twice: what has not changed is taken from the store, and is the same as if made anew."""

import json
import shutil
from pathlib import Path

import pytest
from built import FONTS
from documents import ROOT

from osreport.model.documents import DOCUMENTS
from osreport.pdf.office import Office
from osreport.press import Press
from osreport.recipes import Order, build
from osreport.store import Store
from osreport.structs import replace

pytestmark = pytest.mark.slow
NO_OFFICE = Office("/bin/false", version="25.2")


class Desk:
    """A copy of the sources of Os with a store and an output folder; `build` tells what was printed."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.sources = Path(shutil.copytree(ROOT / "sources", folder / "kilder"))
        office = Office(version="25.2", profile=ROOT / ".cache" / "libreoffice" / "prøve")
        self.press = Press(ROOT / "templates", office, FONTS, Store(folder / "ferdig"), "skrifter")

    def build(self, **changes: object) -> list[str]:
        said: list[str] = []
        press = replace(self.press, **changes)  # type: ignore[arg-type]
        build(Order(self.sources, self.folder / "ut", DOCUMENTS, None, press, "prøve"), said.append)
        printed = [line.removesuffix(" …") for line in said if line.startswith("Lager PDF av ")]
        return [name for line in printed for name in line.removeprefix("Lager PDF av ").split(" og ")]

    def files(self) -> dict[str, bytes]:
        return {path.name: path.read_bytes() for path in (self.folder / "ut").iterdir()}

    def change(self, file: str, old: str, new: str) -> None:
        text = (self.sources / file).read_text(encoding="utf-8")
        assert text.count(old) >= 1
        (self.sources / file).write_text(text.replace(old, new, 1), encoding="utf-8")


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    desk = Desk(tmp_path_factory.mktemp("lager"))
    assert sorted(desk.build()) == sorted(DOCUMENTS)
    return desk


@pytest.fixture
def desk(first: Desk, tmp_path: Path) -> Desk:
    """A desk of its own, with all that the first one has made."""
    shutil.copytree(first.folder, tmp_path / "bord", dirs_exist_ok=True)
    own = Desk.__new__(Desk)
    own.folder, own.sources = tmp_path / "bord", tmp_path / "bord" / "kilder"
    own.press = replace(first.press, store=Store(own.folder / "ferdig"))
    return own


def test_nothing_changed_starts_no_libreoffice_and_gives_the_same_files(desk: Desk) -> None:
    before = desk.files()
    shutil.rmtree(desk.folder / "ut")
    assert desk.build(office=NO_OFFICE) == []
    assert desk.files() == before


def test_one_word_changed_prints_one_document(desk: Desk) -> None:
    before = desk.files()
    desk.change("planstrategi.yaml", "Trangere økonomi", "Stram økonomi")
    assert desk.build() == ["planstrategi"]
    changed = {name for name, content in desk.files().items() if content != before[name]}
    assert changed == {"planstrategi.docx", "planstrategi.pdf", "manifest.json"}
    fresh = desk.files()
    desk.build(store=None)
    assert desk.files() == fresh


def test_a_comment_changes_no_document(desk: Desk) -> None:
    before = desk.files()
    with (desk.sources / "kommune.yaml").open("a", encoding="utf-8") as file:
        file.write("# en kommentar\n")
    assert desk.build(office=NO_OFFICE) == []
    assert desk.files() == before


@pytest.mark.parametrize("change", [{"office": replace(NO_OFFICE, version="26.2")}, {"tools": "en ny skrifttype"}])
def test_another_tool_prints_all_of_it_again(change: dict[str, object], desk: Desk) -> None:
    with pytest.raises(Exception, match="false"):
        desk.build(**{"office": NO_OFFICE} | change)


def test_without_a_store_everything_is_made_again(desk: Desk) -> None:
    before = desk.files()
    assert sorted(desk.build(store=None)) == sorted(DOCUMENTS)
    assert desk.files() == before


def test_word_files_alone_know_the_pages_of_the_last_pdf(desk: Desk) -> None:
    before = desk.files()
    shutil.rmtree(desk.folder / "ut")
    desk.build(office=None)
    assert {name: content == before[name] for name, content in desk.files().items()} == {
        **{f"{name}.docx": True for name in DOCUMENTS}, "manifest.json": False,
    }  # fmt: skip


def test_a_damaged_store_is_made_good(desk: Desk) -> None:
    before = desk.files()
    for entry in (desk.folder / "ferdig").iterdir():
        entry.write_bytes(entry.read_bytes()[:-50])
    assert sorted(desk.build()) == sorted(DOCUMENTS)
    assert desk.files() == before
    assert desk.build(office=NO_OFFICE) == []


def test_the_manifest_names_fonts_and_tools(first: Desk) -> None:
    told = json.loads(first.files()["manifest.json"])
    assert {font["fil"] for font in told["skrifttyper"]} == {file.name for file in FONTS}
    assert {font["versjon"] for font in told["skrifttyper"]} == {"1.103"}
    assert {"libreoffice", "pikepdf", "page-validation", "osreport-kode"} <= set(told["verktøy"])
    (pdf,) = (file for file in told["dokumenter"][0]["filer"] if file["fil"].endswith(".pdf"))
    assert pdf["skrifttyper"] == ["Carlito", "Carlito-Bold"]
