"""Consistency across the plan set: each fault planted alone is found at its place, near misses are left alone."""

import re
import shutil
import time
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
import yaml
from spoiling import Case, spoil, steady

from osreport import recipes
from osreport.check import (
    access,
    by_hand,
    cases,
    decided,
    facts,
    observations,
    printed,
    register,
    remarks,
    rows,
    rules,
    titles,
    typography,
    unfinished,
)
from osreport.check.checked import Checked
from osreport.check.sentences import sentences
from osreport.context.document import content
from osreport.decisions.adopting import adopted
from osreport.model.documents import DOCUMENTS
from osreport.model.samarbeid import Samarbeidsoversikt
from osreport.problem import Problem
from osreport.sources.reader import Kilder, read_planverk
from osreport.structs import replace

ROOT = Path(__file__).resolve().parent.parent
EXAMPLE = ROOT / "examples" / "fjordheim" / "sources"
CASES: list[Case] = yaml.safe_load((ROOT / "tests/cases/consistency.yaml").read_text(encoding="utf-8"))
NUMBERS = yaml.safe_load((ROOT / "tests/cases/numbers.yaml").read_text(encoding="utf-8"))
FAMILIES = (access, by_hand, cases, decided, facts, observations, printed, register, remarks, rows, titles, unfinished)
OURS = {code.id for family in (*FAMILIES, typography) for code in family.CODES} | {"TABELL002", "STATUS003"}


def said(problem: Problem) -> str:
    return steady(str(problem).removeprefix(f"{problem.place}: "))


def told(folder: Path) -> list[Problem]:
    """What the rules of consistency find."""
    found = (problem for problem in recipes.examined(folder, None)[1] if problem.code in OURS)
    return sorted(found, key=lambda problem: problem.place)


@pytest.fixture(scope="module")
def before() -> frozenset[str]:
    """What the sources of Os get as they are."""
    return frozenset(map(said, told(ROOT / "sources")))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["regel"])
def test_a_planted_fault_is_told_alone_where_it_stands(case: Case, os_sources: Path, before: frozenset[str]) -> None:
    expected = spoil(case, os_sources)
    new = [problem for problem in told(os_sources) if said(problem) not in before]
    assert [said(problem) for problem in new] == case["sier"]
    assert [str(problem.place) for problem in new] == expected


def test_every_code_has_a_case() -> None:
    told_of = re.compile(r"^([A-ZÆØÅ]+\d{3}) ", re.MULTILINE)
    written = {code for case in CASES for said in case["sier"] for code in told_of.findall(said)}
    elsewhere = {"VEDTAK006"}  # takes two files; see below
    assert {code.id for family in FAMILIES for code in family.CODES} <= written | elsewhere


def test_a_decision_in_two_files_is_found(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(EXAMPLE, tmp_path / "sources"))
    first = folder / "vedtak" / "2025-06-17-planstrategi.yaml"
    text = first.read_text(encoding="utf-8").replace("id: k-2025-06-17", "id: k-2025-06-17-b")
    (folder / "vedtak" / "2025-06-17-samfunnsdel.yaml").write_text(text, encoding="utf-8")
    (found,) = (problem for problem in told(folder) if problem.code == "VEDTAK006")
    assert found.place.file == "sources/vedtak/2025-06-17-samfunnsdel.yaml"
    assert "vedtak/2025-06-17-planstrategi.yaml" in found.message


NYNORSK = {
    "VEDTAK002": ("vedtak/2025-12-11-oppdatering.yaml", "handsama i 2026", "handsama i 2027"),
    "TALL001": ("samfunnsdel.yaml", "{fakta:folketal-2025} menneske", "10 118 menneske"),
    "TABELL005": ("planregister.yaml", "{vedtatt:samfunnsdelen}.", "2. mai 2012, vedteken 2. mai 2012."),
}


@pytest.mark.parametrize("code", NYNORSK)
def test_nynorsk_is_read_as_well(code: str, tmp_path: Path) -> None:
    file, right, wrong = NYNORSK[code]
    folder = Path(shutil.copytree(EXAMPLE, tmp_path / "sources"))
    text = (folder / file).read_text(encoding="utf-8")
    assert right in text
    (folder / file).write_text(text.replace(right, wrong, 1), encoding="utf-8")
    (found,) = (problem for problem in told(folder) if problem.severity == "advarsel")
    assert (found.code, found.place.file) == (code, f"sources/{file}")


@pytest.mark.parametrize("text", NUMBERS["statistics"])
def test_a_number_that_counts_is_found(text: str) -> None:
    """The number stands between marks."""
    start = text.index("‸")
    assert [number.start for number in facts.statistics(text.replace("‸", ""))] == [start]


@pytest.mark.parametrize("text", NUMBERS["others"])
def test_other_numbers_are_left_alone(text: str) -> None:
    assert list(facts.statistics(text)) == []


def test_running_text_is_cut_where_sentences_end() -> None:
    text = "Møtet var 25. januar. Planen, ca. 3 sider, gjelder. {plan:a} også\n\nNytt avsnitt"
    cut = ["Møtet var 25. januar.", "Planen, ca. 3 sider, gjelder.", "{plan:a} også", "Nytt avsnitt"]
    assert [sentence for _, sentence in sentences(text)] == cut
    assert all(text[start:].startswith(sentence) for start, sentence in sentences(text))


def headings(folder: Path) -> Iterator[list[int]]:
    planverk = adopted(read_planverk(folder)).planverk
    return ([heading.level for heading in content(planverk, name).headings] for name in DOCUMENTS)


@pytest.mark.parametrize("folder", [ROOT / "sources", EXAMPLE], ids=["os", "fjordheim"])
def test_headings_come_in_order_by_construction(folder: Path) -> None:
    """Levels are counted, so that none is left out on the way down."""
    for levels in headings(folder):
        assert levels[0] == 1
        assert all(after <= level + 1 for level, after in pairwise(levels))


def test_the_example_gets_no_warning() -> None:
    assert {problem.severity for problem in told(EXAMPLE)} <= {"merknad"}


def seconds(text: str, folder: Path) -> float:
    """How long all rules take when a text stands in a chapter."""
    file = folder / "planstrategi.yaml"
    before = file.read_text("utf-8")
    file.write_text(
        before.replace("Utfordringene vi ser i Os,", f"{text} Utfordringene vi ser i Os,"), encoding="utf-8"
    )
    kilder = read_planverk(folder)
    started = time.process_time()
    assert rules.problems(kilder)
    taken = time.process_time() - started
    file.write_text(before, encoding="utf-8")
    return taken


LONG = {
    "letters": "x" * 40_000 + " b. C", "figures": "1" * 40_000, "addresses": "a@" * 20_000, "stops": "a." * 20_000,
    "tags": "<" * 40_000 + "@", "links": "](" * 20_000, "hyphens": "a-" * 20_000 + ".no", "quotes": "«" * 40_000,
    "blanks": "ord" + " " * 40_000 + ".", "a goal": "Os er et trygt og attraktivt sted å bo, sier vi. " * 1_000,
    "marks": "1 234 " * 200 + "[" * 2000 + "**" * 2000 + "vedtatt " * 2000 + "revideres " * 2000 + "(" * 2000,
    "quotations": "«Os er et trygt og attraktivt sted for oss» " * 1_000, "findings": "Det er 12% nå. " * 2_000,
}  # fmt: skip


@pytest.mark.parametrize("text", LONG.values(), ids=LONG)
def test_four_times_the_text_takes_no_more_than_about_four_times_as_long(text: str, os_sources: Path) -> None:
    """Where something is sought again from each letter, it takes sixteen times as long, and a long text minutes."""
    assert seconds(text, os_sources) < 8 * seconds(text[: len(text) // 4], os_sources)


def without(kilder: Kilder, vis: str) -> Kilder:
    """The sources without what a view shows."""
    planverk, part = kilder.planverk, kilder.planverk.samfunnsdel
    areas = tuple(area.model_copy(update={"overordnede_mål": ()}) for area in part.områder)
    groups = tuple(group.model_copy(update={"planer": (), "grupper": ()}) for group in planverk.planregister.grupper)
    plans = tuple(plan.model_copy(update={"mål": ()}) for plan in planverk.vedtatte_planer)
    changes = {
        "samarbeid": {"samarbeid": Samarbeidsoversikt()},
        "overordnede mål": {"samfunnsdel": part.model_copy(update={"områder": areas})},
        "planregister": {"planregister": planverk.planregister.model_copy(update={"grupper": groups})},
        "revisjoner": {"planregister": planverk.planregister.model_copy(update={"grupper": groups})},
        "planmål": {"vedtatte_planer": plans},
    }
    return replace(kilder, planverk=planverk.model_copy(update=changes[vis]))


@pytest.mark.parametrize("vis", ["samarbeid", "overordnede mål", "planregister", "revisjoner", "planmål"])
def test_a_view_with_nothing_to_show_is_found(vis: str, kilder: Kilder) -> None:
    found = list(printed.views_have_something_to_show(Checked(without(kilder, vis))))
    assert any(finding.message.startswith(f"«vis: {vis}» gir ingenting å trykke: ") for finding in found)
    assert not list(printed.views_have_something_to_show(Checked(kilder)))
