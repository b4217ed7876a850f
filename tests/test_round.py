"""The hearing of Lyngvik runs from draft to decided text by commands alone, and every point is followed to its end."""

import shutil
from pathlib import Path

import pytest
from versions import Repository

from osreport.word.readable import readable

ROOT = Path(__file__).resolve().parent.parent
LYNGVIK = ROOT / "examples/lyngvik"
ROUND = "samfunnsdel-2026"
PROPOSED, DECIDED = "2026-05-19-innstilling.yaml", "2026-06-18-vedtatt.yaml"
NAMES = ("Ola Nordmann", "Per Oppdiktet", "Eva Fiktiv", "Kari Hansen")


@pytest.fixture(scope="module")
def kommune(tmp_path_factory: pytest.TempPathFactory) -> Repository:
    """Lyngvik before the draft is sent out."""
    begun = tmp_path_factory.mktemp("lyngvik") / "sources"
    shutil.copytree(LYNGVIK / "sources", begun)
    shutil.rmtree(begun / "horinger" / ROUND / "merknader")
    for decision in (PROPOSED, DECIDED):
        (begun / "vedtak" / decision).unlink()
    return Repository(tmp_path_factory.mktemp("kommune"), begun)


@pytest.mark.slow
def test_a_round_runs_from_draft_to_decided_text(kommune: Repository) -> None:
    runde = kommune.sources / "horinger" / ROUND
    sent = ok(kommune, "hearing", ROUND, "--output", "ut")
    assert "Det som sendes ut, er fryst i utsending.yaml." in sent
    assert (runde / "utsending.yaml").is_file()
    kommune.commit("Sendt ut")

    taken = ok(kommune, "intake", ROUND, *map(str, sorted((LYNGVIK / "svar").iterdir())), "--received", "2026-04-06")
    assert "5 filer, 6 nye merknader." in taken
    inputs = {path.name: path.read_text(encoding="utf-8") for path in (runde / "merknader").iterdir()}
    assert "strategi: turvei" in inputs["m-003.yaml"]
    assert "strategi: ungdomsråd" in inputs["m-006.yaml"]  # the form says [28], as the draft did
    kommune.commit("Tatt inn")

    answer(kommune)
    trace = ok(kommune, "trace", ROUND, "--strict")
    assert "Endringer: 5 fra merknader, 0 bare fra vedtak, 0 uten årsak." in trace
    ok(kommune, "answers", ROUND, "--publish", "--output", "ut")
    told = text(kommune, f"svar-{ROUND}-offentlig/merknadsdokument.docx")
    assert "Gi barn og unge hjelp tidlig" in told
    assert not [name for name in NAMES if name in told]
    kommune.commit("Besvart")

    shutil.copy(LYNGVIK / "sources/vedtak" / DECIDED, kommune.sources / "vedtak")
    ok(kommune, "build", "--only", "samfunnsdel", "--output", "ut", "--no-pdf")
    decided = text(kommune, "samfunnsdel.docx")
    assert "Vedtatt av kommunestyret 18.06.2026, sak\N{NO-BREAK SPACE}34/26" in decided
    for words in ("Styrke fiskeriene og utvide havna", "minst tolv lærlinger", "og siden videre til Sandvika"):
        assert words in decided
    assert "1 bare fra vedtak, 0 uten årsak." in ok(kommune, "trace", ROUND, "--strict")


def answer(kommune: Repository) -> None:
    """What a planner writes: an answer to every point, and the case that the formannskap puts before the council."""
    runde = kommune.sources / "horinger" / ROUND
    for folder in ("merknader", "innkommet"):
        shutil.rmtree(runde / folder)
    shutil.copytree(LYNGVIK / "sources/horinger" / ROUND / "merknader", runde / "merknader")
    shutil.copy(LYNGVIK / "sources/vedtak" / PROPOSED, kommune.sources / "vedtak")


def ok(kommune: Repository, *words: str) -> str:
    done = kommune.run(*words)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr


def text(kommune: Repository, name: str) -> str:
    return readable((kommune.folder / "ut" / name).read_bytes())
