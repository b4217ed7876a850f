"""Problems as text, JSON and SARIF."""

import json

from osreport import report
from osreport.problem import Place, Problem, SourceError

LATER = Problem("REF001", Place("sources/b.yaml", 41, 5), "«x» finnes ikke.", "Mente du «y»?")
EARLIER = Problem("KILDE001", Place("sources"), "Filen mangler.", severity="advarsel")
PROBLEMS = SourceError([LATER, EARLIER]).problems


def test_text_has_place_code_severity_message_and_hint() -> None:
    assert report.to_text(PROBLEMS) == (
        "sources: KILDE001 advarsel: Filen mangler.\n"
        "sources/b.yaml:41:5: REF001 feil: «x» finnes ikke.\n    Gjør slik: Mente du «y»?\n"
        "\n2 feil funnet. Ingen filer er endret."
    )


def test_one_problem_and_none_are_counted_too() -> None:
    assert report.to_text([LATER]).endswith("\n\n1 feil funnet. Ingen filer er endret.")
    assert report.to_text([]) == "Ingen feil funnet."


def test_json_holds_everything() -> None:
    assert json.loads(report.to_json(PROBLEMS))[1] == {
        "kode": "REF001", "alvor": "feil", "fil": "sources/b.yaml", "linje": 41, "kolonne": 5,
        "melding": "«x» finnes ikke.", "hint": "Mente du «y»?",
    }  # fmt: skip


def test_sarif_points_at_the_line() -> None:
    run = json.loads(report.to_sarif(PROBLEMS))["runs"][0]
    assert [rule["id"] for rule in run["tool"]["driver"]["rules"]] == ["KILDE001", "REF001"]
    assert [result["level"] for result in run["results"]] == ["warning", "error"]
    assert run["results"][1]["locations"][0]["physicalLocation"] == {
        "artifactLocation": {"uri": "sources/b.yaml"},
        "region": {"startLine": 41, "startColumn": 5},
    }
    assert "region" not in run["results"][0]["locations"][0]["physicalLocation"]
