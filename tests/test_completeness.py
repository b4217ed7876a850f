"""Everything the municipality has adopted stands in the finished documents, where it belongs, in one wording.

`fixtures/inventory` holds what the two original documents say, apart from `sources`: facts and adopted wording.
"""

import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from difflib import SequenceMatcher
from functools import cache
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any

import pytest
import yaml
from fixtures.inventory.from_docx import read_docx
from fixtures.inventory.from_pdf import read_pdf
from fixtures.inventory.printed import Printed, plain

ROOT = Path(__file__).resolve().parents[1]
INVENTORY = ROOT / "tests" / "fixtures" / "inventory"
DOCUMENTS = ("samfunnsdel", "planstrategi", "vedlegg")
SECTION_1_4 = "1 Planstrategi for Os kommune > 1.4 Planer i Os kommune > "
REGISTER = "2 Planer, strategier, reglementer og retningslinjer > "
COOPERATION = "Interkommunalt samarbeid ROH > "
PROGRAMME = "3 Mål, strategier og tiltak i vedtatte planer > 3.6 Næringsplan – vedtatt i 2021 > Handlingsprogram"
ALIKE = 0.8
ADDRESS = re.compile(r"https?://\S+")
PARTED = re.compile(r"\d %|\b(?:ca\.|omtrent) \d|\d\. (?:januar|kvartal)")  # an ordinary blank, where a line may end
LOST_BEFORE = "Os opplever gjensidig avhengighet til omliggende kommuner"
Package = dict[str, Printed]


@cache
def inventory(document: str) -> dict[str, Any]:
    read: dict[str, Any] = yaml.safe_load((INVENTORY / f"{document}.yaml").read_text("utf-8"))
    return read


def plans() -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Heading, name and facts of each row of the plan register."""
    for group, rows in inventory("vedlegg")["planer"].items():
        for name, row in rows.items():
            yield REGISTER + (COOPERATION if group == "Landbruk" else "") + group, name, row


def chapter_facts(document: str) -> Iterator[tuple[str, list[str]]]:
    """Heading and facts, where the order of the facts is free."""
    yield from inventory(document)["kapitler"].items()
    if document == "planstrategi":
        everything = inventory("vedlegg")["helse_og_omsorg"]["mål"]
        quoted = [everything[number] for number in inventory("planstrategi")["helse_og_omsorg"]]
        yield f"{SECTION_1_4}Helse- og omsorgsplan", quoted
        goals = [goal for area in inventory("samfunnsdel")["områder"] for goal in area["overordnet"]]
        yield f"{SECTION_1_4}Kommuneplanens samfunnsdel", goals


def ordered_facts(document: str) -> Iterator[tuple[str, list[str]]]:
    """Heading and facts, where each fact belongs to the one before it: strategies to a goal, remarks to a plan."""
    if document == "samfunnsdel":
        for number, area in enumerate(inventory(document)["områder"], 1):
            strategies = [fact for goal, below in area["mål"].items() for fact in (goal, *below)]
            heading = f"3 Innsatsområder > 3.{number} {area['område']} > Mål og strategier"
            yield heading, [*area["overordnet"], *strategies]
    if document == "vedlegg":
        facts = inventory(document)
        for area in inventory("samfunnsdel")["områder"]:
            yield f"{facts['samfunnsdel']} > {area['område']}", [*area["overordnet"], *area["mål"]]
        yield facts["helse_og_omsorg"]["kapittel"], facts["helse_og_omsorg"]["mål"]
        yield (
            PROGRAMME,
            [fact for topic, measures, who in facts["handlingsprogram"] for fact in (topic, *measures, *who)],
        )
        for heading, rows in groupby(plans(), itemgetter(0)):
            yield heading, [fact for _, name, row in rows for fact in row_facts(name, row)]


def row_facts(name: str, row: dict[str, Any]) -> list[str]:
    """What stands in a row of the plan register, from left to right."""
    cells = [row.get("eier", ""), row.get("vedtatt", ""), *row["år"].values(), *row["merknad"]]
    return [name, *row.get("delplaner", ()), *filter(None, cells)]


def missing(package: Package) -> list[str]:
    """What the inventory has and the documents have not, as «document: heading: fact»."""
    lost = []
    for name, printed in package.items():
        for heading, facts in chapter_facts(name):
            lost += [f"{name}: {heading}: {fact}" for fact in printed.absent(printed.under(heading), facts)]
        for heading, facts in ordered_facts(name):
            lost += [f"{name}: {heading}: {fact}" for fact in printed.absent_in_order(printed.under(heading), facts)]
    return lost


def links(document: str) -> set[str]:
    rows = (row for _, _, row in plans()) if document == "vedlegg" else ()
    return {*inventory(document).get("lenker", ()), *(row["lenke"] for row in rows if "lenke" in row)}


def year_marks(document: str) -> dict[str, dict[str, str]]:
    """The marks of each plan by year, as the inventory has them."""
    rows = {name: row["år"] for _, name, row in plans()} if document == "vedlegg" else {}
    rows |= inventory(document).get("revisjoner", {})
    return {name: {str(year): mark for year, mark in marks.items()} for name, marks in rows.items()}


def printed_marks(printed: Printed, names: list[str]) -> dict[str, dict[str, str]]:
    found = {name: next((row for first, row in printed.rows.items() if first.startswith(name)), {}) for name in names}
    return {
        name: {year: plain(mark) for year, mark in row.items() if year.isdigit() and mark}
        for name, row in found.items()
    }


def make(output: Path, *flags: str) -> Path:
    """Runs the build as people do."""
    command = [sys.executable, str(ROOT / "tasks.py"), "build", "--output", str(output), *flags]
    done = subprocess.run(command, capture_output=True, check=False, encoding="utf-8", cwd=ROOT)
    assert done.returncode == 0, done.stdout + done.stderr
    return output


def word_package(output: Path, *flags: str) -> Package:
    made = make(output, "--no-pdf", *flags)
    return {name: read_docx(made / f"{name}.docx") for name in DOCUMENTS}


@pytest.fixture(scope="module")
def word(tmp_path_factory: pytest.TempPathFactory) -> Package:
    return word_package(tmp_path_factory.mktemp("word"))


@pytest.fixture(scope="module")
def pdf(tmp_path_factory: pytest.TempPathFactory) -> Package:
    made = make(tmp_path_factory.mktemp("pdf"))
    return {name: read_pdf(made / f"{name}.pdf", list(year_marks(name))) for name in DOCUMENTS}


def test_the_inventory_has_all_that_the_originals_have() -> None:
    areas = inventory("samfunnsdel")["områder"]
    assert [len(area["overordnet"]) for area in areas] == [2, 1, 1, 1]
    assert [len(area["mål"]) for area in areas] == [6, 5, 7, 7]
    assert [sum(map(len, area["mål"].values())) for area in areas] == [28, 27, 21, 27]
    assert (len(list(plans())), len(inventory("vedlegg")["planer"])) == (56, 11)
    assert (len(inventory("planstrategi")["revisjoner"]), len(inventory("vedlegg")["handlingsprogram"])) == (10, 15)


def test_word_holds_every_fact_in_its_chapter(word: Package) -> None:
    assert missing(word) == []


@pytest.mark.parametrize("name", DOCUMENTS)
def test_word_holds_cover_links_and_no_old_errors(word: Package, name: str) -> None:
    printed = word[name]
    assert printed.absent(printed.form(printed.front), inventory(name)["forside"]) == []
    assert links(name) - printed.links == set()
    words = ADDRESS.sub("", printed.whole)
    assert [error for error in inventory(name)["aldri"] if error in words] == []


@pytest.mark.parametrize("name", ["planstrategi", "vedlegg"])
def test_word_marks_the_same_years(word: Package, name: str) -> None:
    assert printed_marks(word[name], list(year_marks(name))) == year_marks(name)


def test_word_gives_each_plan_its_owner_and_year(word: Package) -> None:
    for _, name, row in plans():
        printed = next(cells for first, cells in word["vedlegg"].rows.items() if first.startswith(name))
        assert {"Eier": row.get("eier"), "Vedtatt": row.get("vedtatt")} == {
            "Eier": printed["Eier"] if "eier" in row else None,
            "Vedtatt": printed["Vedtatt"] if "vedtatt" in row else None,
        }, name


def test_a_number_stays_on_the_line_of_its_unit(word: Package) -> None:
    lines = (line for printed in word.values() for chapter in printed.chapters for line in chapter.lines)
    assert [line for line in lines if PARTED.search(line)] == []


def goals() -> list[str]:
    """Every goal that may be printed in more than one place."""
    areas = inventory("samfunnsdel")["områder"]
    own = [goal for area in areas for goal in (*area["overordnet"], *area["mål"])]
    vision = inventory("samfunnsdel")["kapitler"]["1 Visjon"]
    return [*own, *vision, *inventory("vedlegg")["helse_og_omsorg"]["mål"]]


def wordings(goal: str, lines: list[str]) -> set[str]:
    """The lines that say what the goal says, in these or in nearly these words."""
    known = others(goal)
    lines = [line for line in lines if line.rstrip(".") not in known]
    return {line for line in lines if alike(line, goal, str.lower) or alike(line, goal, in_word_order)}


def alike(one: str, other: str, form: Callable[[str], str]) -> bool:
    match = SequenceMatcher(None, form(one), form(other), autojunk=False)
    return all(ratio() > ALIKE for ratio in (match.real_quick_ratio, match.quick_ratio, match.ratio))


def in_word_order(line: str) -> str:
    return " ".join(sorted(line.lower().rstrip(".").split()))


def lines_of(package: Package) -> list[str]:
    """Every line, without the area it opens with, and what it quotes."""
    lines = [plain(line) for each in package.values() for chapter in each.chapters for line in chapter.lines]
    areas = tuple(f"{area['område']}: " for area in inventory("samfunnsdel")["områder"])
    lines = [line.split(": ", 1)[1] if line.startswith(areas) else line for line in lines]
    return [*lines, *(part.split("»")[0] for line in lines for part in line.split("«")[1:])]


def others(goal: str) -> set[str]:
    """The adopted lines that are not this goal, though they may be like it."""
    strategies = (
        line for area in inventory("samfunnsdel")["områder"] for below in area["mål"].values() for line in below
    )
    return {*goals(), *strategies} - {goal}


def test_each_goal_has_one_wording_wherever_it_is_printed(word: Package) -> None:
    lines = lines_of(word)
    assert {goal: found for goal in goals() if len(found := wordings(goal, lines)) != 1} == {}


@pytest.mark.parametrize(
    ("goal", "variant"),
    [
        (
            "Legge til rette for tilflytting og befolkningsøkning",
            "Legge til rette for befolkningsøkning og tilflytting",
        ),
        ("Leverer tjenester av god nok kvalitet", "Levere tjenester av god nok kvalitet"),
        (
            "Os skal levere riktig tjeneste på rett tid på riktig nivå",
            "Os skal levere riktig tjeneste på rett tid og på riktig nivå",
        ),
    ],
)
def test_a_second_wording_is_caught(word: Package, goal: str, variant: str) -> None:
    assert len(wordings(goal, [*lines_of(word), variant])) > 1


def test_a_goal_taken_out_of_the_sources_is_caught(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "sources", tmp_path / "sources")
    file = tmp_path / "sources" / "samfunnsdel.yaml"
    lines = file.read_text("utf-8").splitlines(keepends=True)
    first = next(number for number, line in enumerate(lines) if LOST_BEFORE in line) - 1
    opening = lines[first][: lines[first].index("-") + 1]
    after = next(number for number in range(first + 1, len(lines)) if lines[number].startswith(opening))
    file.write_text("".join(lines[:first] + lines[after:]), "utf-8")
    lost = missing(word_package(tmp_path / "output", "--sources", str(file.parent)))
    strategies = inventory("samfunnsdel")["områder"][2]["mål"][LOST_BEFORE]
    assert [line.rsplit(": ", 1)[1] for line in lost] == [LOST_BEFORE, *strategies, LOST_BEFORE]


def test_a_mark_in_another_year_is_caught(word: Package) -> None:
    moved = {name: dict(row) for name, row in word["planstrategi"].rows.items()}
    moved["Eierskapsmelding"] |= {"2026": "", "2027": "planlagt"}
    wrong = Printed("", (), (), frozenset(), moved)
    marks = year_marks("planstrategi")
    assert [name for name, row in printed_marks(wrong, list(marks)).items() if row != marks[name]] == [
        "Eierskapsmelding"
    ]


@pytest.mark.slow
def test_pdf_holds_every_fact_where_it_belongs(pdf: Package) -> None:
    assert missing(pdf) == []
    for name, printed in pdf.items():
        assert printed.absent(printed.form(printed.front), inventory(name)["forside"]) == []
        assert links(name) - printed.links == set()
        assert printed_marks(printed, list(year_marks(name))) == year_marks(name)
        numbered = {title for heading, _ in chapter_facts(name) for title in heading.split(" > ")}
        assert numbered - set(printed.headings) == set()
