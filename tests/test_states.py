"""Any state of the plans: which words mean which, and what is rebuilt from git without touching the files at hand."""

import json
import re
from pathlib import Path

import pytest
from versions import Repository

from osreport import states
from osreport.problem import SourceError
from osreport.sources.reader import read_planverk
from osreport.states import State, laid_out, parsed

FORMS = "Skriv en dato (2024-01-24), navnet på en git-utgave (v2024, HEAD~3), UTGAVE@DATO eller arbeid."
TAGGED = "v2024"


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    """Two states: the one that is tagged, and one where the municipality has another address."""
    own = Repository(tmp_path / "git")
    own.git("tag", TAGGED)
    own.change("kommune.yaml", "adresse: Naustvegen 4", "adresse: Nyvegen 5")
    own.commit("Ny adresse")
    return own


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def fingerprint(folder: Path) -> dict[str, tuple[bytes, int]]:
    files = (path for path in sorted(folder.rglob("*")) if path.is_file() and ".git" not in path.parts)
    return {str(path): (path.read_bytes(), path.stat().st_mtime_ns) for path in files}


@pytest.mark.parametrize(
    ("word", "state"),
    [
        ("arbeid", State()),
        ("2024-01-24", State(day=(2024, 1, 24))),
        ("v2024", State("v2024")),
        ("HEAD~3", State("HEAD~3")),
        ("v2024@2024-01-24", State("v2024", (2024, 1, 24))),
        ("arbeid@2024-01-24", State(day=(2024, 1, 24))),
        ("HEAD@{1}", State("HEAD@{1}")),
        ("navn@sted", State("navn@sted")),
    ],
)
def test_words_mean_states(word: str, state: State) -> None:
    assert parsed(word) == state
    assert parsed(str(state)) == state


@pytest.mark.parametrize(
    ("word", "said"),
    [
        ("2024-13-01", "«2024-13-01» er ingen dato. Skriv den som 2024-01-25 (år-måned-dag)."),
        ("v2024@2024-02-30", "«2024-02-30» er ingen dato. Skriv den som 2024-01-25 (år-måned-dag)."),
        ("2024-01-24@2024-01-25", f"«2024-01-24@2024-01-25» har to datoer. {FORMS}"),
        ("--output=x", f"«--output=x» er ingen tilstand. {FORMS}"),
        (" ", f"« » er ingen tilstand. {FORMS}"),
    ],
)
def test_words_that_mean_no_state_are_wrong_use(word: str, said: str) -> None:
    with pytest.raises(ValueError, match=re.escape(said)):
        parsed(word)


def test_an_earlier_revision_is_built_and_no_file_at_hand_is_touched(repository: Repository, tmp_path: Path) -> None:
    repository.change("kommune.yaml", "adresse: Nyvegen 5", "adresse: Ulagravegen 6")
    repository.change("samfunnsdel.yaml", "tittel:", "ukjent_felt:")
    before = fingerprint(repository.folder)
    words = ("build", "--no-pdf", "--no-cache", "--only", "vedlegg", "--output", str(tmp_path / "ut"))
    done = repository.run(*words, "--state", TAGGED)
    assert done.returncode == 0, done.stdout + done.stderr
    assert fingerprint(repository.folder) == before
    commit = repository.git("rev-parse", TAGGED).strip()
    told = json.loads((tmp_path / "ut" / "manifest.json").read_text(encoding="utf-8"))["kilder"]
    assert told == {"tilstand": TAGGED, "revisjon": commit, "skjema": 1}
    assert repository.run(*words).returncode == 1


def test_a_state_holds_what_was_committed_then(repository: Repository) -> None:
    for revision, street in ((TAGGED, "Naustvegen 4"), ("HEAD", "Nyvegen 5"), ("HEAD~1", "Naustvegen 4")):
        with laid_out(State(revision), repository.sources, "sources") as laid:
            assert read_planverk(laid.folder).planverk.kommune.adresse.startswith(street)
        assert not laid.folder.exists()


def test_problems_name_the_revision_and_the_file_in_it(repository: Repository) -> None:
    repository.change("kommune.yaml", "epost:", "epst:")
    repository.commit("Feil", "feil")
    repository.git("checkout", "-q", "main~1")
    done = repository.run("check", "--state", "feil")
    assert (done.returncode, done.stdout.splitlines()[0]) == (
        1, "feil:plan/sources/kommune.yaml:9:1: FELT002 feil: «epst» er ikke et kjent felt her.",
    )  # fmt: skip
    assert repository.run("check").returncode == 0


def test_a_day_chooses_among_the_decisions_of_the_revision(repository: Repository) -> None:
    both = repository.run("check", "--state", f"{TAGGED}@2024-01-01")
    assert both.stdout == repository.run("check", "--state", TAGGED, "--as-of", "2024-01-01").stdout
    assert f"{TAGGED}:plan/sources/vedtak/" in both.stdout
    assert "VEDTAK001" in both.stdout
    done = repository.run("check", "--state", f"{TAGGED}@2024-01-01", "--as-of", "2024-01-01")
    assert (done.returncode, done.stderr) == (
        2, "--state: Tilstanden «v2024@2024-01-01» har en dato. Skriv datoen ett sted.\n",
    )  # fmt: skip


@pytest.mark.parametrize(("word", "meant"), [("2027-01-01", "datoen"), ("arbeid", "arbeidsfilene")])
def test_a_date_wins_over_a_tag_of_that_name_and_says_so(repository: Repository, word: str, meant: str) -> None:
    repository.git("tag", word, TAGGED)
    done = repository.run("check", "--no-spelling", "--state", word)
    assert done.returncode == 0
    assert f"«{word}» er også navnet på en git-utgave. Her gjelder {meant}; skriv {word}~0 for utgaven." in done.stderr
    with laid_out(parsed(f"{word}~0"), repository.sources, "sources") as laid:
        assert laid.commit == repository.git("rev-parse", TAGGED).strip()


@pytest.mark.parametrize(
    ("revision", "said"),
    [
        ("v2042", "GIT002 feil: Git kjenner ingen utgave «v2042».\n    Gjør slik: Mente du «v2024»?"),
        (
            "HEAD~99",
            "GIT002 feil: Git kjenner ingen utgave «HEAD~99».\n    Gjør slik: Merker og grener er: tom, v2024, main,",
        ),
        ("HEAD:plan", "GIT002 feil: Git kjenner ingen utgave «HEAD:plan»."),
        ("tom", "GIT003 feil: Mappen med kilder finnes ikke i denne utgaven."),
    ],
)
def test_what_git_does_not_have_is_told(repository: Repository, revision: str, said: str) -> None:
    repository.git("checkout", "-q", "--orphan", "ny")
    repository.git("rm", "-rq", "--cached", ".")
    repository.git("commit", "-q", "--allow-empty", "-m", "Tom")
    repository.git("tag", "tom")
    repository.git("symbolic-ref", "HEAD", "refs/heads/main")
    done = repository.run("check", "--state", revision)
    assert done.returncode == 1
    assert said in done.stdout


def test_outside_git_there_are_no_revisions(tmp_path: Path) -> None:
    tmp_path.joinpath("sources").mkdir()
    with pytest.raises(SourceError) as error, laid_out(State("v2024"), tmp_path / "sources", "sources"):
        pass
    assert str(error.value).startswith("sources: GIT001 feil: Git har ingen utgave «v2024» av denne mappen.")


@pytest.mark.parametrize("name", ["kommune.yaml", "vedtak"])
def test_a_link_in_a_revision_is_never_followed(repository: Repository, tmp_path: Path, name: str) -> None:
    (tmp_path / "hemmelig.yaml").write_text("navn: hemmelig\n", encoding="utf-8")
    repository.git("rm", "-rq", f"plan/sources/{name}")
    (repository.sources / name).symlink_to(tmp_path / "hemmelig.yaml")
    (repository.sources / "LESMEG").symlink_to(tmp_path / "hemmelig.yaml")
    repository.commit("Lenke", "lenke")
    repository.git("checkout", "-q", TAGGED)
    done = repository.run("check", "--state", "lenke")
    assert done.returncode == 1
    assert f"lenke:plan/sources/{name}: GIT005 feil: Filen er en lenke; den leses ikke fra git." in done.stdout
    assert "1 feil funnet" in done.stdout
    assert "hemmelig" not in done.stdout


def test_a_revision_that_would_fill_the_disk_is_not_written(
    repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(states, "MAX_INPUT", 1000)
    with pytest.raises(SourceError) as error, laid_out(State(TAGGED), repository.sources, "sources"):
        pass
    assert str(error.value).startswith(f"{TAGGED}:plan/sources: GIT004 feil: Mappen er for stor i denne utgaven.")


def test_files_are_as_committed_whatever_the_attributes_say(repository: Repository) -> None:
    (repository.folder / ".gitattributes").write_text("*.yaml export-ignore eol=crlf\n", encoding="utf-8")
    wanted = (repository.sources / "kommune.yaml").read_bytes()
    repository.commit("Attributter")
    with laid_out(State("HEAD"), repository.sources, "sources") as laid:
        assert (laid.folder / "kommune.yaml").read_bytes() == wanted
        assert names(laid.folder) == names(repository.sources)


def test_sources_in_a_newer_layout_name_the_layout_and_nothing_else(repository: Repository) -> None:
    repository.change("kommune.yaml", "navn:", "skjema: 7\nnytt_felt: ja\nnavn:")
    done = repository.run("check")
    assert done.stdout.splitlines()[0].endswith(
        "KILDE007 feil: Kildene er skrevet i skjema 7. Denne utgaven av osreport leser skjema 1."
    )
    assert "1 feil funnet." in done.stdout
