"""What a hearing brought in: the rules of input and answers, and what points change when a decision builds on them."""

import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml
from spoiling import Case, spoil, steady

from osreport import recipes
from osreport.check import answered, received
from osreport.problem import Problem, SourceError

ROOT = Path(__file__).resolve().parent.parent
EXAMPLE = ROOT / "examples" / "lyngvik" / "sources"
CASES: list[Case] = yaml.safe_load((ROOT / "tests/cases/treated.yaml").read_text(encoding="utf-8"))
CODES = {code.id for family in (received, answered) for code in family.CODES}


@pytest.fixture
def lyngvik(tmp_path: Path) -> Path:
    return Path(shutil.copytree(EXAMPLE, tmp_path / "sources"))


def day(case: Case) -> Any:
    return (case["dag"].year, case["dag"].month, case["dag"].day) if "dag" in case else None


def told(folder: Path, on: Any) -> list[Problem]:
    """What is wrong with the input, its answers and what decisions make of them."""
    try:
        found = recipes.examined(folder, on, "sources")[1]
    except SourceError as error:
        found = error.problems
    mine = (each for each in found if each.code in CODES or each.code.startswith("VEDTAK0"))
    return sorted(mine, key=lambda problem: (problem.place, problem.code))


def said(problem: Problem) -> str:
    return steady(str(problem).removeprefix(f"{problem.place}: "))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["regel"])
def test_a_planted_fault_is_told_alone_where_it_stands(case: Case, lyngvik: Path) -> None:
    before = {said(problem) for problem in told(lyngvik, day(case))}
    places = spoil(case, lyngvik) + (spoil(case["også"], lyngvik) if "også" in case else [])
    new = [problem for problem in told(lyngvik, day(case)) if said(problem) not in before]
    assert [said(problem) for problem in new] == case.get("sier", [])
    assert [str(problem.place) for problem in new] == places
