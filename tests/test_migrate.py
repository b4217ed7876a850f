"""Sources of an older layout written in today's: no layout is older yet, so the steps here are the tests' own."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from versions import Repository

from osreport.migration import STEPS, Migration, Said, migrated, to_text
from osreport.model.kommune import FØRSTE_SKJEMA, SKJEMA
from osreport.problem import SourceError
from osreport.sources import reader
from osreport.sources.files import as_read, lying
from osreport.sources.reader import read_planverk
from osreport.sources.rewriting import Rewriting
from osreport.sources.strict_yaml import read_yaml
from osreport.sources.written import Written
from osreport.structs import replace

ROOT = Path(__file__).resolve().parent.parent
OLD = """\
# Kommunen selv.\r
navn:   "Os"  # slik den heter\r
tettsteder:\r
  # Det største.\r
  - id: os\r
    navn: Os\r
"""
NEW = """\
# Kommunen selv.\r
kommunenavn:   "Os"  # slik den heter\r
tettsteder:\r
  # Det største.\r
  - id: os\r
    tittel: Os\r
skjema: 3\r
"""


def names_the_municipality(said: Said) -> Said:
    main = said["kommune.yaml"]
    return {**said, "kommune.yaml": main.put(("navn",), None).put(("kommunenavn",), main.get(("navn",)))}


def calls_names_of_places_titles(said: Said) -> Said:
    main = said["kommune.yaml"]
    places = main.get(("tettsteder",))
    assert places
    new = tuple(each.put(("navn",), None).put(("tittel",), each.get(("navn",))) for each in places.value)
    return {**said, "kommune.yaml": main.put(("tettsteder",), replace(places, value=new))}


def moves_a_list_to_its_own_file(said: Said) -> Said:
    main, other = said["kommune.yaml"], said["samarbeid.yaml"]
    return {
        **said,
        "kommune.yaml": main.put(("tettsteder",), None),
        "samarbeid.yaml": other.put(("steder",), places(main)),
    }


def places(main: Written) -> Written:
    found = main.get(("tettsteder",))
    assert found
    return found


TESTS_OWN = {1: names_the_municipality, 2: calls_names_of_places_titles}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "kommune.yaml").write_bytes(OLD.encode())
    (tmp_path / "ordliste.yaml").write_bytes(b"a:   1\n")
    return tmp_path


def test_there_is_a_step_from_every_older_layout() -> None:
    assert set(STEPS) == set(range(FØRSTE_SKJEMA, SKJEMA))


def test_every_step_is_made_in_turn_and_the_rest_is_as_it_was(folder: Path) -> None:
    """Sources that name no layout are of the first."""
    found = migrated(folder, "sources", TESTS_OWN, today=3)
    assert (folder / "kommune.yaml").read_bytes().decode() == NEW
    assert (folder / "ordliste.yaml").read_bytes() == b"a:   1\n"
    assert to_text(found) == "Skrevet om fra skjema 1 til skjema 3:\n  sources/kommune.yaml"


def test_sources_that_name_their_layout_take_the_steps_after_it(folder: Path) -> None:
    (folder / "kommune.yaml").write_text("skjema: 2  # slik\ntettsteder:\n- navn: Os\n", encoding="utf-8")
    assert migrated(folder, "sources", TESTS_OWN, today=3) == Migration(2, 3, ("sources/kommune.yaml",))
    text = "skjema: 3  # slik\ntettsteder:\n- tittel: Os\n"
    assert (folder / "kommune.yaml").read_text(encoding="utf-8") == text


def test_what_moves_to_another_file_keeps_its_words_and_remarks(folder: Path) -> None:
    (folder / "samarbeid.yaml").write_text("# Steder.\nsteder: []\n", encoding="utf-8")
    migrated(folder, "sources", {1: moves_a_list_to_its_own_file}, today=2)
    text = (folder / "samarbeid.yaml").read_text(encoding="utf-8")
    assert text == "# Steder.\nsteder:\n  # Det største.\n  - id: os\n    navn: Os\n"


@pytest.mark.parametrize("break_it", [lambda text: f"{text}x\n", lambda text: f"{text}navn: Os\n"])
def test_sources_that_cannot_be_read_are_left(break_it: Callable[[str], str], folder: Path) -> None:
    (folder / "ordliste.yaml").write_text(break_it("navn: a\n"), encoding="utf-8")
    with pytest.raises(SourceError) as stopped:
        migrated(folder, "sources", TESTS_OWN, today=3)
    assert {each.place.file for each in stopped.value.problems} == {"sources/ordliste.yaml"}
    assert (folder / "kommune.yaml").read_bytes().decode() == OLD


def test_sources_of_todays_layout_are_left(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "sources", tmp_path / "sources")
    found = migrated(tmp_path / "sources", "sources")
    assert found == Migration(SKJEMA, SKJEMA)
    assert to_text(found) == "Ingenting å gjøre: Kildene er skrevet i skjema 1, som er det denne utgaven leser."


@pytest.mark.parametrize("named", ["", "skjema: 1\n"])
def test_a_program_that_reads_a_newer_layout_names_the_command(
    named: str, os_sources: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = os_sources / "kommune.yaml"
    file.write_text(named + file.read_text(encoding="utf-8") + "ukjent_felt: 1\n", encoding="utf-8")
    monkeypatch.setattr(reader, "SKJEMA", 2)
    with pytest.raises(SourceError) as stopped:
        read_planverk(os_sources)
    (problem,) = stopped.value.problems
    assert str(problem) == (
        f"sources/kommune.yaml:{'1:9' if named else f'{_first_line(file)}:1'}: KILDE010 feil: Kildene er skrevet i"
        " skjema 1. Denne utgaven av osreport leser skjema 2.\n    Gjør slik: Kjør ./inv migrate, som skriver dem om."
    )


def _first_line(file: Path) -> int:
    lines = file.read_text(encoding="utf-8").splitlines()
    return next(number for number, line in enumerate(lines, 1) if line and not line.startswith("#"))


def test_the_command_leaves_newer_sources_and_says_which_program_they_need(tmp_path: Path) -> None:
    repository = Repository(tmp_path / "mappe")
    done = repository.run("migrate")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == "Ingenting å gjøre: Kildene er skrevet i skjema 1, som er det denne utgaven leser.\n"
    repository.change("kommune.yaml", "navn:", "skjema: 7\nnytt_felt: ja\nnavn:")
    done = repository.run("migrate")
    assert (done.returncode, "KILDE007 feil: Kildene er skrevet i skjema 7." in done.stdout) == (1, True)
    (repository.sources / "kommune.yaml").unlink()
    done = repository.run("migrate")
    assert (done.returncode, "KILDE001 feil: Filen kommune.yaml mangler." in done.stdout) == (1, True)


def test_a_file_that_is_saved_while_it_is_read_is_left_alone(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "examples/lyngvik/sources", tmp_path / "sources")
    files = lying(tmp_path / "sources", "sources")
    tree, _ = read_yaml(b"navn: En annen\n", "sources/kommune.yaml")
    assert tree
    with pytest.raises(SourceError, match="KILDE008 feil: Filen ble endret mens den ble lest"):
        as_read(files, [tree])


def test_what_cannot_be_rewritten_is_told_and_nothing_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No layout is known that cannot be; the word is there should one come."""
    (tmp_path / "kommune.yaml").write_bytes(OLD.encode())
    monkeypatch.setattr(Rewriting, "written", lambda *_: (b"", None))
    with pytest.raises(SourceError, match="KILDE011 feil: Filen er satt opp slik"):
        migrated(tmp_path, "sources", {1: names_the_municipality}, 2)
    assert (tmp_path / "kommune.yaml").read_bytes() == OLD.encode()
