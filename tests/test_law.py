"""The law: each rule with its fault planted alone, and what comes near it and is right; cases in tests/cases/law.yaml.

A case plants `endringer` as spoiling.py says. `sier` is what is told that was not told before, `borte` the codes that
are told no more.
"""

import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import yaml
from spoiling import spoil

from osreport import recipes
from osreport.check import law, process, rules
from osreport.problem import Problem, SourceError
from osreport.sources.reader import Kilder, read_planverk

ROOT = Path(__file__).resolve().parent.parent
EXAMPLE = ROOT / "examples" / "fjordheim" / "sources"
CASES: list[dict[str, Any]] = yaml.safe_load((ROOT / "tests/cases/law.yaml").read_text(encoding="utf-8"))
CODES = {code.id for family in (law, process) for code in family.CODES}


def lawful(folder: Path) -> list[Problem]:
    return [problem for problem in recipes.examined(folder, None)[1] if problem.code.startswith(("LOV", "UNNTAK"))]


def words(problem: Problem) -> str:
    return str(problem).removeprefix(f"{problem.place}: ")


@pytest.fixture(scope="session")
def usual() -> Counter[str]:
    """What the sources of Os are told before anything is planted."""
    return Counter(map(words, lawful(ROOT / "sources")))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["regel"])
def test_the_law_is_told_where_it_is_broken(case: dict[str, Any], os_sources: Path, usual: Counter[str]) -> None:
    places = [place for change in case["endringer"] for place in spoil(change, os_sources)]
    found = lawful(os_sources)
    new = Counter(map(words, found)) - usual
    assert [words(problem) for problem in found if words(problem) in new] == case["sier"]
    assert [str(problem.place) for problem in found if words(problem) in new] == places
    gone = usual - Counter(map(words, found))
    assert sorted(said.partition(" ")[0] for said in gone) == case.get("borte", [])


@pytest.mark.parametrize(
    "case", [case for case in CASES if " feil: " in "".join(case["sier"])], ids=lambda case: case["regel"]
)
def test_a_build_is_stopped_by_what_is_a_fault(case: dict[str, Any], os_sources: Path) -> None:
    for change in case["endringer"]:
        spoil(change, os_sources)
    with pytest.raises(SourceError) as caught:
        recipes.checked(os_sources, None)
    assert [words(problem) for problem in caught.value.problems] == case["sier"]


def test_every_rule_has_a_fault_that_is_found_and_something_near_it_that_is_right() -> None:
    told = {said.partition(" ")[0] for case in CASES for said in case["sier"]}
    right = {code for case in CASES if not case["sier"] for code in re.findall(r"LOV\d{3}", case["regel"])}
    assert told == right == CODES - {"LOV028"}  # whose cases change every goal; see below


@pytest.mark.parametrize(
    ("without", "said"),
    [
        (99, "Ingen av målene i samfunnsdelen har tiltak i kildene."),
        (1, "Noen av målene i samfunnsdelen har ingen tiltak i kildene; det første er «{mål}»."),
        (0, None),
    ],
)
def test_goals_are_followed_up_with_measures(without: int, said: str | None, os_sources: Path) -> None:
    """`without` are the goals, from the first on, that no measure stands under."""
    file = os_sources / "samfunnsdel.yaml"
    first, *rest = file.read_text(encoding="utf-8").split("        strategier:\n")
    new = "          - {{id: ny-{0}, tekst: Gjøre, tiltak: [{{id: nytt-{0}, tekst: Gjøre det}}]}}\n"
    added = (f"        strategier:\n{new.format(n) if n >= without else ''}{part}" for n, part in enumerate(rest))
    file.write_text(first + "".join(added), encoding="utf-8")
    goal = read_planverk(os_sources).planverk.samfunnsdel.områder[0].mål[0].tekst
    end = " Økonomiplanen skal vise hvordan mål følges opp (kommuneloven § 14-4)."
    told = [problem.message for problem in lawful(os_sources) if problem.code == "LOV028"]
    assert told == ([said.format(mål=goal) + end] if said else [])


def test_a_municipality_without_a_catalogue_is_told_nothing(os_sources: Path) -> None:
    (os_sources / "lovkatalog.yaml").unlink()
    register = os_sources / "planregister.yaml"
    register.write_text(re.sub(r" +hjemmel: .*\n", "", register.read_text(encoding="utf-8")), encoding="utf-8")
    assert lawful(os_sources) == []


def test_the_example_keeps_the_law_but_for_a_recommendation() -> None:
    assert [problem.code for problem in lawful(EXAMPLE)] == ["LOV004"]


def test_every_row_of_the_catalogue_says_when_and_where_it_was_read(kilder: Kilder) -> None:
    for source in (kilder, read_planverk(EXAMPLE)):
        catalogue = source.planverk.lovkatalog
        rows = (*catalogue.planer, *catalogue.trinn, *catalogue.innhold)
        assert len(rows) > 20
        unsure = {row.id for row in rows if row.hjemmel.sikkerhet != "bekreftet"}
        assert unsure <= {"finansielle-måltall", "hjorteviltplan", "smil-strategi", "beitebruksplan"}


def test_no_section_and_no_deadline_stands_in_the_program() -> None:
    """What the acts say is data, so that a change of law needs no programmer."""
    for module in (law, process):
        text = Path(str(module.__file__)).read_text(encoding="utf-8")
        assert "§" not in text
        assert not {"42", "30", "14"} & set(re.findall(r"(?<![\w.])\d[\d-]*(?![\w.])", text))


def test_rules_of_the_law_are_all_listed() -> None:
    listed = {rule.__name__ for rule in rules.RULES if rule.__module__ in {law.__name__, process.__name__}}
    named = {
        name for module in (law, process) for name, value in vars(module).items()
        if callable(value) and getattr(value, "__module__", "") == module.__name__
        and value.__annotations__.get("checked") and not name.startswith("_")
    }  # fmt: skip
    assert listed == named
