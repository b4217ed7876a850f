"""Each rule, with its fault planted alone in the sources of Os; the page that lists them; what Os's own sources get."""

from collections.abc import Callable
from pathlib import Path

import pytest

from osreport import recipes
from osreport.check import faults, rules
from osreport.check.findings import findings_page
from osreport.check.page import rules_page
from osreport.problem import Place, Problem
from osreport.word.codes import CODES

ROOT = Path(__file__).resolve().parent.parent
# The file, what stands there, what is put in its place, the code, and a part of the line that is pointed to.
PLANTED = {
    "STRUKT004 a goal without a strategy": (
        "samfunnsdel.yaml", "    mål:\n", "    mål:\n      - id: tomt-mål\n        tekst: Os er best.\n", "Os er best.",
    ),
    "TABELL002 a plan under two names": (
        "planregister.yaml", "navn: Kommunikasjonsstrategi", "navn: Etisk-reglement", "Etisk-reglement",
    ),
    "STATUS003 an invitation in an adopted text": (
        "planstrategi.yaml", "Utfordringene vi ser i Os,", "Vi inviterer alle til å svare. Utfordringene vi ser i Os,",
        "Vi inviterer alle",
    ),
    "STATUS003 a proposal in an adopted text": (
        "planstrategi.yaml", "Utfordringene vi ser i Os,", "Forslaget til planstrategi er klart. Utfordringene i Os,",
        "Forslaget til planstrategi",
    ),
    "TYPO001 a date": (
        "planstrategi.yaml", "Utfordringene vi ser i Os,", "Møtet var 21.9.23. Utfordringene i Os,", "21.9.23",
    ),
}  # fmt: skip


@pytest.mark.parametrize("fault", PLANTED)
def test_a_planted_fault_is_found_alone_at_its_line(fault: str, os_sources: Path) -> None:
    file, right, wrong, part = PLANTED[fault]
    before = recipes.examined(os_sources, None)[1]
    text = (os_sources / file).read_text(encoding="utf-8")
    assert right in text
    (os_sources / file).write_text(text.replace(right, wrong, 1), encoding="utf-8")
    (found,) = (
        each for each in recipes.examined(os_sources, None)[1] if each.message not in {b.message for b in before}
    )
    line = (os_sources / file).read_text(encoding="utf-8").splitlines()[found.place.line - 1]
    assert (found.code, found.place.file) == (fault.partition(" ")[0], f"sources/{file}")
    assert part in line[found.place.column - 1 :] or part in line


def test_a_plan_past_its_period_without_a_revision_is_found(os_sources: Path) -> None:
    told = [problem.code for problem in recipes.examined(os_sources, None)[1]]
    assert told.count("TABELL003") == 1  # the plan of sports 2016–2020, which nobody has set a year for


def test_the_sources_of_os_have_no_faults(os_sources: Path) -> None:
    assert not [problem for problem in recipes.examined(os_sources, None)[1] if problem.severity == "feil"]


def test_a_build_asks_every_rule_that_finds_faults() -> None:
    assert {code.id for code in rules.CODES.values() if code.severity == "feil"} <= faults.CODES.keys()
    assert set(faults.RULES) < set(rules.RULES)


def test_the_page_lists_every_rule(golden: Callable[[str, str], None]) -> None:
    golden("../../docs/regler.md", rules_page((*rules.CODES.values(), *CODES)))


def test_the_page_of_findings_is_what_the_checker_says_of_os_today(golden: Callable[[str, str], None]) -> None:
    """Its --update brings it up to date; read what it wrote."""
    golden("../../docs/funn-os.md", findings_page(recipes.examined(ROOT / "sources", None)[1]))


def test_the_page_of_findings_counts_links_and_escapes() -> None:
    page = findings_page([
        Problem("TYPO001", Place("sources/a.yaml", 3, 1), "Skriv *21.9.23* helt ut.", "Slik: 21. mai.", "merknad"),
        Problem("REF001", Place("sources/b.yaml", 7, 1), "«x» finnes ikke."),
        Problem("REF001", Place("sources/b.yaml"), "«y» finnes ikke."),
    ])  # fmt: skip
    assert "| [Henvisninger](#henvisninger-ref) | 2 | 0 | 0 |\n" in page
    assert "| Til sammen | 2 | 0 | 1 |\n" in page
    assert "\n## Henvisninger (REF)\n\n**sources/b.yaml**\n\n- [filen](../sources/b.yaml) · `REF001` feil: «y»" in page
    assert (
        "- [linje 3](../sources/a.yaml#L3) · `TYPO001` merknad: Skriv \\*21.9.23\\* helt ut.\n"
        "  *Gjør slik:* Slik: 21. mai.\n" in page
    )
    assert page.index("## Henvisninger (REF)") < page.index("## Tegnsetting og tall (TYPO)")
    assert findings_page([]).endswith("Kontrollen finner ingenting.\n")
