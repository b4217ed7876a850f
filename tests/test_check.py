"""The rules across the plan set; most are proven by tests/cases/spoiled.yaml, one case or more for each."""

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_typography import with_goal

from osreport import references
from osreport.check import rules as check
from osreport.decisions.adopting import adopted
from osreport.model.verdi import Unntak
from osreport.problem import SourceError
from osreport.quoting import Quoting
from osreport.references import Index
from osreport.sources.reader import Kilder, read_planverk
from osreport.structs import replace

ROOT = Path(__file__).resolve().parent.parent
REFERENCES = st.text("ab {}", max_size=12).map(lambda text: re.sub("[ab]", lambda m: f"{{mål:{m[0]}}}", text))


def test_every_rule_has_a_case() -> None:
    """Every code that the package can tell stands in the cases or in a test."""
    sources = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "osreport").rglob("*.py"))
    proven = "\n".join(
        path.read_text(encoding="utf-8") for path in (ROOT / "tests").rglob("*") if path.suffix in {".py", ".yaml"}
    )
    codes = set(re.findall(r'"((?:YAML|KILDE|FELT|STATUS|STRUKT|REF|TEKST|TABELL|LOV|VEDTAK)\d{3})"', sources))
    assert codes <= set(re.findall(r"[A-Z]+\d{3}", proven))  # FELT099 is for what no known mistake gives


def test_a_vision_is_printed_only_where_there_is_one(kilder: Kilder) -> None:
    without = kilder.planverk.samfunnsdel.model_copy(update={"visjon": None})
    planverk = kilder.planverk.model_copy(update={"samfunnsdel": without})
    found = [problem for problem in check.problems(replace(kilder, planverk=planverk)) if problem.code == "REF007"]
    assert [problem.place.file for problem in found] == ["sources/samfunnsdel.yaml"]


def test_a_date_before_a_decision_in_the_files_is_refused() -> None:
    with pytest.raises(SourceError) as stopped:
        adopted(read_planverk(ROOT / "sources"), (2020, 11, 30))
    (problem,) = stopped.value.problems
    assert problem.code == "VEDTAK001"
    assert problem.place.file == "sources/vedtak/2020-12-planstrategi.yaml"


@settings(max_examples=200, deadline=None, database=None)
@given(REFERENCES, REFERENCES)
def test_putting_in_references_comes_to_an_end(first: str, second: str) -> None:
    """However texts quote each other; what is left standing is told as a circle."""
    texts = {"{mål:a}": first, "{mål:b}": second}
    index = Index({"mål": {"a": lambda _: first, "b": lambda _: second}})
    quoting = Quoting(texts)
    assert not any(map(quoting.is_overgrown, texts.values()))
    left = references.REFERENCE.search(index.expand("{mål:a}{mål:b}", "nb"))
    assert bool(left) == bool(list(quoting.first_of_circles()))


def test_a_chain_of_quotations_is_followed_so_far_only() -> None:
    texts = {f"{{mål:{n}}}": f"{{mål:{n + 1}}}" for n in range(5_000)}
    assert Quoting(texts).is_overgrown("{mål:0}")
    assert not Quoting(texts).is_overgrown("{mål:4995}")


def test_every_decision_after_the_date_is_told() -> None:
    kilder = read_planverk(ROOT / "examples/fjordheim/sources")
    with pytest.raises(SourceError) as stopped:
        adopted(kilder, (2019, 12, 31))
    assert len(stopped.value.problems) == len(kilder.planverk.vedtak) == 3


def typo(kilder: Kilder) -> list[str]:
    return [problem.code for problem in check.problems(kilder) if problem.code.startswith("TYPO")]


SLIP = "Det bor 25000 her, og 30% er barn."


def test_an_exception_silences_its_rule_for_its_element_alone(kilder: Kilder) -> None:
    excepted = with_goal(kilder, SLIP, Unntak(kode="TYPO002", grunn="Sitat fra loven."))
    assert typo(with_goal(kilder, SLIP)) == ["TYPO002", "TYPO004"]
    assert typo(excepted) == ["TYPO004"]


@pytest.mark.parametrize(
    ("code", "told", "severity"),
    [("TYPO002", "UNNTAK002", "advarsel"), ("TYPO999", "UNNTAK001", "advarsel"), ("REF001", "UNNTAK001", "advarsel")],
)
def test_an_exception_that_helps_nobody_is_told(code: str, told: str, severity: str, kilder: Kilder) -> None:
    """It silences nothing, names no rule, or a rule that must be kept."""
    found = check.problems(with_goal(kilder, "Alt er riktig.", Unntak(kode=code, grunn="Prøve.")))
    (problem,) = (each for each in found if each.code.startswith("UNNTAK"))
    assert (problem.code, problem.severity) == (told, severity)
    assert code in problem.message


def test_every_code_is_declared_once_and_told_by_a_rule() -> None:
    folder = ROOT / "osreport" / "check"
    used = {code for path in folder.glob("*.py") for code in re.findall(r'"([A-ZÆØÅ]+\d{3})"', path.read_text("utf-8"))}
    assert used <= set(check.CODES)
    assert len(check.CODES) == sum(len(family.CODES) for family in check.FAMILIES)
    assert all(code.rule.endswith(".") for code in check.CODES.values())
