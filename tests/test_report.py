"""Problems as text, JSON and annotations."""

import json

from osreport import report
from osreport.problem import Place, Problem, SourceError

LATER = Problem("REF001", Place("sources/b.yaml", 41, 5), "«x» finnes ikke.", "Mente du «y»?")
EARLIER = Problem("KILDE001", Place("sources"), "Filen mangler.", severity="advarsel")
PROBLEMS = SourceError([LATER, EARLIER]).problems


def test_text_has_place_code_severity_message_and_hint() -> None:
    assert report.to_text(PROBLEMS) == (
        "sources: KILDE001 advarsel: Filen mangler.\n\n"
        "sources/b.yaml:41:5: REF001 feil: «x» finnes ikke.\n    Gjør slik: Mente du «y»?\n"
        "\n1 feil og 1 advarsel funnet. Ingen filer er endret."
    )


def test_one_problem_and_none_are_counted_too() -> None:
    assert report.to_text([LATER]).endswith("\n\n1 feil funnet. Ingen filer er endret.")
    assert report.to_text([]) == "Ingen feil funnet."


def test_json_holds_everything() -> None:
    assert json.loads(report.to_json(PROBLEMS))[1] == {
        "kode": "REF001", "alvor": "feil", "fil": "sources/b.yaml", "linje": 41, "kolonne": 5,
        "melding": "«x» finnes ikke.", "hint": "Mente du «y»?",
    }  # fmt: skip


def test_each_kind_is_counted_in_its_own_word() -> None:
    note = Problem("LIX001", Place("sources/b.yaml", 3), "Langt.", severity="merknad")
    assert report.summary([EARLIER, EARLIER, note, note]) == "Ingen feil funnet, men 2 advarsler og 2 merknader."
    assert report.summary([LATER, EARLIER, note]) == "1 feil, 1 advarsel og 1 merknad funnet. Ingen filer er endret."


def test_a_terminal_shows_the_code_in_colour_and_nothing_else() -> None:
    coloured = report.to_text([LATER], colour=True)
    assert coloured.replace("\033[31m", "").replace("\033[0m", "") == report.to_text([LATER])
    assert "\033[31mREF001 feil:\033[0m" in coloured


def test_github_gets_one_line_for_each_with_its_signs_escaped() -> None:
    told = Problem("TYPO001", Place("sources/a,b.yaml", 2, 3), "Skriv «5 %»:\nnå.", "Slik: 5 %.", "advarsel")
    assert report.to_github([told, EARLIER]).splitlines() == [
        "::warning file=sources/a%2Cb.yaml,line=2,col=3,title=TYPO001::Skriv «5 %25»:%0Anå. Slik: 5 %25.",
        "::warning file=sources,title=KILDE001::Filen mangler.",
    ]


def test_families_and_codes_can_be_chosen() -> None:
    assert report.chosen(PROBLEMS, "ref") == (LATER,)
    assert report.chosen(PROBLEMS, "KILDE001, LOV") == (EARLIER,)
    assert report.chosen(PROBLEMS, "") == PROBLEMS


def test_lines_are_as_wide_as_the_terminal_and_no_path_is_cut() -> None:
    path = "sources/" + "mappe/" * 9 + "planregister.yaml"
    told = Problem("REF001", Place(path, 4, 1), "«x» finnes ikke i det som er skrevet her.", "Mente du «y»? Se etter.")
    lines = report.to_text([told], width=40).splitlines()
    assert lines[0] == f"{path}:4:1:"
    assert lines[1:5] == [
        "    REF001 feil: «x» finnes ikke i det",
        "    som er skrevet her.",
        "    Gjør slik: Mente du «y»? Se etter.",
        "",
    ]
    assert " ".join(" ".join(lines).split()) == " ".join(report.to_text([told]).split())


def test_the_colour_stays_with_the_code_wherever_the_line_breaks() -> None:
    for width in range(10, 90):
        coloured = report.to_text([LATER], colour=True, width=width)
        assert "\033[31mREF001 feil:\033[0m" in coloured
