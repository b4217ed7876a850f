"""Faults that were written by someone who had not looked at the rules: how many of them the checker finds."""

import os
import shutil
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from spoiling import Case

from osreport import recipes, terminal
from osreport.check.families import family
from osreport.problem import Problem, SourceError
from osreport.spelling import Dictionaries
from osreport.store import Store
from osreport.structs import replace

ROOT = Path(__file__).resolve().parent.parent
CASES: list[Case] = yaml.safe_load((ROOT / "tests/cases/held.yaml").read_text(encoding="utf-8"))
BEFORE = "Utfordringene vi ser i Os,"
LEAST_FOUND = 0.8  # of the cases; a list of excuses would say nothing


@pytest.fixture(scope="module")
def dictionaries(tmp_path_factory: pytest.TempPathFactory) -> Dictionaries:
    """Those of this machine, with answers that every case here shares."""
    found = terminal.dictionaries(os.environ)
    if found is None:
        pytest.skip("no Norwegian dictionary: install hunspell-no, or set DICPATH to a folder with nb_NO and nn_NO")
    return replace(found, store=Store(tmp_path_factory.mktemp("ordbok")))


@pytest.fixture(scope="module")
def usual(dictionaries: Dictionaries) -> Counter[tuple[str, str]]:
    """What the sources of Os are told before anything is planted."""
    return Counter((each.code, each.message) for each in told(ROOT / "sources", dictionaries))


def told(sources: Path, dictionaries: Dictionaries | None) -> tuple[Problem, ...]:
    try:
        return recipes.examined(sources, None, dictionaries=dictionaries)[1]
    except SourceError as error:
        return tuple(error.problems)


def plant(case: Case, sources: Path) -> None:
    file = sources / case.get("fil", "planstrategi.yaml")
    right = case.get("bytt", BEFORE)
    wrong = case.get("til", f"{case.get('setning')} {BEFORE}")
    text = file.read_text(encoding="utf-8")
    assert text.count(right) == 1, f"{text.count(right)} times in {file.name}"
    file.write_text(text.replace(right, wrong), encoding="utf-8")
    if "ny" in case:
        with (sources / case["ny"]).open("a", encoding="utf-8") as added:
            added.write(case["tillegg"])


def found(case: Case, folder: Path, new: list[Problem]) -> Iterator[Problem]:
    """What one of the families of the case says of the line where the fault stands."""
    for each in new:
        lines = (folder / each.place.file).read_text(encoding="utf-8").splitlines()
        if family(each.code) in case["familie"].split("|") and case["del"] in lines[(each.place.line or 1) - 1]:
            yield each


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["feil"])
def test_a_fault_is_found_if_it_is_not_out_of_reach(
    case: Case, tmp_path: Path, dictionaries: Dictionaries, usual: Counter[tuple[str, str]]
) -> None:
    unseen = shutil.ignore_patterns(".schema")
    sources = Path(shutil.copytree(ROOT / "sources", tmp_path / "sources", ignore=unseen))
    plant(case, sources)
    spelled = dictionaries if "SPRÅK" in case["familie"] else None
    new = [each for each in told(sources, spelled) if (each.code, each.message) not in usual]
    assert any(found(case, tmp_path, new)) is ("uten" not in case), [str(each) for each in new]


def test_most_faults_are_within_reach() -> None:
    assert sum("uten" not in case for case in CASES) >= LEAST_FOUND * len(CASES)
