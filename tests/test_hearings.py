"""Hearings: each rule with its fault planted alone in Lyngvik, and what is near it and right.

Cases stand in tests/cases/hearings.yaml. The plans are looked at on the day that the hearing begins. A case plants
`endringer` as spoiling.py says; `sier` is what is told that was not told before, `borte` the codes told no longer.
"""

import shutil
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from spoiling import spoil

from osreport import recipes
from osreport.check import hearings
from osreport.check.holidays import away, days_of, easter, named_once
from osreport.model.lovkatalog import Fridag
from osreport.problem import Problem
from osreport.sources.reader import read_planverk

ROOT = Path(__file__).resolve().parent.parent
LYNGVIK = ROOT / "examples" / "lyngvik" / "sources"
DAY = (2026, 2, 16)
CASES: list[dict[str, Any]] = yaml.safe_load((ROOT / "tests/cases/hearings.yaml").read_text(encoding="utf-8"))
OURS = ("LOV", "HØR", "UNNTAK")


@pytest.fixture
def lyngvik(tmp_path: Path) -> Path:
    return Path(shutil.copytree(LYNGVIK, tmp_path / "sources"))


def found_in(folder: Path) -> list[Problem]:
    return [problem for problem in recipes.examined(folder, DAY)[1] if problem.code.startswith(OURS)]


def words(problem: Problem) -> str:
    return str(problem).removeprefix(f"{problem.place}: ")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["regel"])
def test_what_a_hearing_lacks_is_told(case: dict[str, Any], lyngvik: Path) -> None:
    usual = Counter(map(words, found_in(lyngvik)))
    for change in case["endringer"]:
        (lyngvik / change["fil"]).parent.mkdir(parents=True, exist_ok=True)
    places = [place for change in case["endringer"] for place in spoil(change, lyngvik)]
    found = found_in(lyngvik)
    new = Counter(map(words, found)) - usual
    assert [words(problem) for problem in found if words(problem) in new] == case["sier"]
    assert [str(problem.place) for problem in found if words(problem) in new] == places
    gone = usual - Counter(map(words, found))
    assert sorted(said.partition(" ")[0] for said in gone) == case.get("borte", [])


def test_every_rule_has_a_fault_that_is_found_and_something_near_it_that_is_right() -> None:
    told = {said.partition(" ")[0] for case in CASES for said in case["sier"]}
    right = {
        case["regel"][:6] for case in CASES if not any(said.startswith(case["regel"][:6]) for said in case["sier"])
    }
    codes = {code.id for code in hearings.CODES}
    assert codes <= told
    assert codes <= right
    assert {"LOV021", "LOV023", "LOV026"} <= told & right


def test_what_is_over_is_not_wished_otherwise() -> None:
    """Lyngvik's plan is adopted in the end; a longer hearing or more addresses would help nobody."""
    found = [problem.code for problem in recipes.examined(LYNGVIK, None)[1]]
    assert not [code for code in found if code.startswith("HØR")]


@pytest.mark.parametrize(
    ("year", "day"),
    [
        (1818, "03-22"),
        (1943, "04-25"),
        (2000, "04-23"),
        (2024, "03-31"),
        (2025, "04-20"),
        (2026, "04-05"),
        (2038, "04-25"),
    ],
)
def test_easter_is_when_it_is(year: int, day: str) -> None:
    """Dates of almanacs: the earliest and the latest there are, and those of our time."""
    assert f"{easter(year):%m-%d}" == day


def test_holidays_are_found_across_the_new_year_and_named_once() -> None:
    catalogue = read_planverk(ROOT / "sources").planverk.lovkatalog.fridager
    found = named_once(away(catalogue, date(2026, 12, 28), date(2027, 5, 14)))
    assert list(days_of(found)) == [
        "juleferien 24.12.2026–01.01.2027",
        "påskeferien 20.03.2027–29.03.2027",
        "første mai 01.05.2027",
        "Kristi himmelfartsdag 06.05.2027",
    ]


def test_a_day_that_a_year_lacks_is_the_last_before_it() -> None:
    assert [each.first for each in away([Fridag(navn="skuddag", dag="02-29")], date(2027, 2, 1), date(2027, 3, 1))] == [
        date(2027, 2, 28)
    ]
