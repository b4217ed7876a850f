"""The planstrategi rolled: cases in tests/cases/roll.yaml, what holds for every register, and the roll of Os."""

import json
import os
import re
import shutil
import subprocess
import sys
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
import yaml
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from osreport import comparing, recipes
from osreport.changes.causes import Side, explained
from osreport.changes.compared import changes
from osreport.check.faults import faults
from osreport.decisions.adopting import adopted
from osreport.model.documents import DOCUMENTS
from osreport.model.planverk import Planverk
from osreport.model.register import Planregister
from osreport.model.vedtak import Vedtak
from osreport.press import Press
from osreport.problem import SourceError
from osreport.references import all_plans
from osreport.rolling.judging import Judged
from osreport.rolling.proposal import written
from osreport.rolling.roll import Roll, roll_to
from osreport.rolling.summary import of_doubt, of_due, of_overdue, of_revision, summary
from osreport.sources.reader import Kilder, Places, read_planverk
from osreport.sources.strict_yaml import read_yaml

ROOT = Path(__file__).resolve().parent.parent
CASES: list[dict[str, Any]] = yaml.safe_load((ROOT / "tests/cases/roll.yaml").read_text(encoding="utf-8"))
FILE = "2025-rullering-planstrategi.yaml"
HEAD = {"organ": "kommunestyret", "gjelder": "Prøve", "ordlyd": [{"id": "punkt", "tekst": "Slik blir det."}]}


@cache
def os_read() -> Kilder:
    return read_planverk(ROOT / "sources")


def tree_of(value: Any, file: str) -> Any:
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
    tree, problems = read_yaml(text.encode(), file)
    assert not problems
    return tree


def with_plans(plans: list[Any], *decisions: Any) -> Kilder:
    """The sources of Os with other rows in the register, and other decisions."""
    base = os_read()
    register = tree_of({"grupper": [{"id": "alle", "tittel": "Alle", "planer": plans}]}, "planregister.yaml")
    own = [tree_of(each, f"vedtak-{number}.yaml") for number, each in enumerate(decisions)]
    kept = {path: tree for path, tree in base.places.trees.items() if path[0] != "vedtak"}
    trees = {**kept, ("planregister",): register, **{("vedtak", number): tree for number, tree in enumerate(own)}}
    values = {
        "planregister": Planregister.model_validate(register.value),
        "vedtak": tuple(Vedtak.model_validate(tree.value) for tree in own),
    }
    return Kilder(base.planverk.model_copy(update=values), Places(trees, "sources"))


def decision(id_: str, date: str, changes: list[Any]) -> dict[str, Any]:
    return {"id": id_, "dato": date, **HEAD, "endringer": changes}


def made(text: str) -> str:
    """The proposal once the council has adopted it."""
    return text.replace("dato: 2025\n", "dato: 2024-12-12\n").replace("resultat: foreslått\n", "resultat: vedtatt\n")


def told(roll: Roll) -> dict[str, list[str]]:
    """What the planner is told of plans, by what it is; only what there is."""
    due = [each for each in roll.due if each.plan]
    lines = {
        "gjennomført": [*map(of_revision, roll.fated("gjennomført"))],
        "flyttes": [*map(of_revision, roll.fated("flyttes"))],
        "avklares": [*map(of_revision, roll.fated("må avklares"))],
        "tvil": [*map(of_doubt, roll.doubtful)],
        "overtid": [*map(of_overdue, roll.overdue)],
        "settes_opp": [of_due(each) for each in due if each.proposed],
        "nevnt": [of_due(each) for each in due if not each.proposed],
    }
    return {what: found for what, found in lines.items() if found}


def years(planverk: Planverk) -> dict[str, list[dict[str, Any]]]:
    return {
        plan.id: [each.model_dump(exclude_unset=True) for each in plan.revisjoner]
        for plan in all_plans(planverk)
        if plan.revisjoner
    }


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["regel"])
def test_each_revision_is_told_what_became_of_it(case: dict[str, Any]) -> None:
    earlier = [decision(f"k-{n}", f"202{n}-06-01", own) for n, own in enumerate(case.get("vedtak", []), 1)]
    before = with_plans(case["planer"], *earlier)
    roll = roll_to(adopted(before), case.get("til", 2025))
    expected = {key: case[key] for key in case if key not in {"regel", "planer", "vedtak", "til", "blir"}}
    assert told(roll) == expected
    text = made(written(roll)).replace(f"dato: {case.get('til')}\n", "dato: 2025-12-12\n")
    after = adopted(with_plans(case["planer"], *earlier, text)).planverk
    assert {**years(after), **case["blir"]} == years(after)


def some_plans(draw: Any) -> list[dict[str, Any]]:
    """Rows with any years, marks, adoptions, remarks and acts."""
    plans = []
    for number in range(draw(st.integers(1, 4))):
        span = draw(st.lists(st.integers(2021, 2030), unique=True, max_size=5).map(sorted))
        row: dict[str, Any] = {"id": f"p-{number}", "navn": f"Plan {number}", "eier": "Os"}
        if span:
            row["revisjoner"] = [{"år": year, **draw(st.sampled_from(MARKS))} for year in span]
        for key, values in FIELDS.items():
            if (value := draw(st.sampled_from(values))) is not None:
                row[key] = value
        plans.append(row)
    return plans


MARKS: tuple[dict[str, Any], ...] = (
    {}, {}, {}, {"status": "planlagt"}, {"status": "gjennomført"}, {"status": "ukjent"}, {"usikker": True},
    {"grunnlag": "Slik er det: «sagt» # her."},
)  # fmt: skip
FIELDS: dict[str, list[Any]] = {
    "vedtatt": [None, {"dato": "ukjent"}, *({"dato": year} for year in (2019, 2022, 2023, 2024, "2024-06-20", 2025))],
    "merknad": [None, None, "Under arbeid", "Revideres i 24 og 25", "Se sak 24/24: ferdig?"],
    "hjemmel": [
        None,
        ["økonomiplan"],
        ["delegeringsreglement"],
        ["ros-analyse"],
        ["eierskapsmelding"],
        ["idrettsplan"],
    ],
    "periode": [None, None, {"fra": 2016, "til": 2020}],
}


@settings(max_examples=60, deadline=None, database=None, phases=[Phase.generate])
@given(st.data())
def test_no_revision_is_lost(data: st.DataObject) -> None:
    """Every revision has one fate, and the year that goes with it once the proposal is adopted; the next roll too."""
    plans, year = some_plans(data.draw), data.draw(st.sampled_from((2025, 2026, 2027)))
    before = with_plans(plans)
    roll = roll_to(adopted(before), year)
    assert len(roll.judged) == sum(len(plan.revisjoner) for plan in all_plans(before.planverk))
    text = written(roll).replace(f"dato: {year}\n", "dato: 2024-12-12\n").replace("foreslått\n", "vedtatt\n")
    after = adopted(with_plans(plans, text))
    rows = {plan.id: {each.år: each for each in plan.revisjoner} for plan in all_plans(after.planverk)}
    for each in roll.judged:
        assert_stands(each, rows[each.plan.id][each.year])
    new = {(each.plan.id, y) for each in roll.due if each.plan and each.proposed for y in each.years}
    assert {(id_, y) for id_, own in rows.items() for y in own} == {(j.plan.id, j.year) for j in roll.judged} | new
    assert after.planverk.planstrategi.periode == roll.window.new
    assert_moved_again(roll, roll_to(after, year + 1))


def assert_moved_again(first: Roll, second: Roll) -> None:
    """What is carried over twice is told so; and nothing is lost the second time either."""
    carried = {each.plan.id: each for each in first.fated("flyttes")}
    for each in second.fated("flyttes"):
        if each.plan.id in carried and each.revision.år == first.window.new.fra:
            earlier = min(one.revision.år for one in first.fated("flyttes") if one.plan.id == each.plan.id)
            assert (each.times, each.first) == (2, earlier)
            reasons = next(late.reasons for late in second.overdue if late.plan.id == each.plan.id)
            assert any(f"Flyttes for 2. gang; først satt opp i {earlier}." in said for said in reasons)


def assert_stands(judged: Judged, row: Any) -> None:
    if judged.fate == "gjennomført":
        assert row.status == "gjennomført"
    elif judged.fate == "flyttes":
        assert (row.status, row.usikker) == ("planlagt", False)
        assert str(judged.revision.år) in (row.grunnlag or "")
    elif judged.fate == "må avklares":
        assert row == judged.revision
    else:
        assert (row.år, row.status) == (judged.revision.år, judged.revision.status)


def rolled(sources: Path, year: int, output: Path) -> tuple[Roll, tuple[Path, ...]]:
    return comparing.rolled(sources, year, Press(ROOT / "templates"), output, "sources")


@pytest.fixture(scope="module")
def os_rolled(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Roll, tuple[Path, ...]]:
    """A copy of the sources of Os with the proposal to 2025, what was found, and the files."""
    folder = tmp_path_factory.mktemp("roll")
    sources = Path(shutil.copytree(ROOT / "sources", folder / "sources", ignore=shutil.ignore_patterns(".schema")))
    return sources, *rolled(sources, 2025, folder / "output")


def test_the_roll_of_os(os_rolled: tuple[Path, Roll, tuple[Path, ...]], golden: Any) -> None:
    """The proposal and the words on the terminal, as read by hand against the register."""
    sources, roll, paths = os_rolled
    golden("rullering-os.yaml", (sources / "vedtak" / FILE).read_text(encoding="utf-8"))
    golden("rullering-os.txt", f"{summary(roll)}\n")
    assert [path.name for path in paths] == [FILE, "planstrategi-endringer.docx", "vedlegg-endringer.docx"]


def test_a_proposal_changes_nothing_until_it_is_adopted(os_rolled: tuple[Path, Roll, tuple[Path, ...]]) -> None:
    """Neither the plans nor what the check finds in them; looked at, they are as they will be."""
    sources, roll, _ = os_rolled
    read = read_planverk(sources)
    before, now, ahead = adopted(os_read()), adopted(read), adopted(read, None, roll.id)
    assert plans_of(now) == plans_of(before)
    found = [recipes.examined(each, None, "sources")[1] for each in (ROOT / "sources", sources)]
    assert found[0] == found[1]
    assert ahead.planverk.planstrategi.periode == ahead.planverk.vedlegg.periode == roll.window.new
    assert ahead.planverk.samfunnsdel == before.planverk.samfunnsdel
    assert ahead.preview == "Rullering av planstrategien til 2025–2028 (ikke vedtatt ennå)"
    assert ahead.planverk.planstrategi.oppdatert_etter == "k-2024-01-25"


def plans_of(kilder: Kilder) -> Planverk:
    return kilder.planverk.model_copy(update={"vedtak": ()})


def test_adopted_it_is_the_cause_of_all_that_changed(os_rolled: tuple[Path, Roll, tuple[Path, ...]]) -> None:
    sources, roll, _ = os_rolled
    text = made((sources / "vedtak" / FILE).read_text(encoding="utf-8"))
    base = read_planverk(sources)
    tree = tree_of(text, f"sources/vedtak/{FILE}")
    place = next(number for number, each in enumerate(base.planverk.vedtak) if each.id == roll.id)
    decisions = [*base.planverk.vedtak]
    decisions[place] = Vedtak.model_validate(tree.value)
    planverk = base.planverk.model_copy(update={"vedtak": tuple(decisions)})
    after = adopted(Kilder(planverk, Places({**base.places.trees, ("vedtak", place): tree}, "sources")))
    assert not faults(after)
    before = adopted(base)
    told_ = explained(changes(before.planverk, after.planverk), Side(before), Side(after), None)
    decided = [each for each in told_ if each.kind != "vedtak"]
    assert {cause.id for each in decided for cause in each.causes} == {roll.id}
    assert all(each.causes for each in decided)
    assert after.planverk.planstrategi.oppdatert_etter == roll.id


def test_the_redline_shows_the_roll_and_says_that_it_is_proposed(
    os_rolled: tuple[Path, Roll, tuple[Path, ...]],
) -> None:
    _, _, paths = os_rolled
    for path in paths[1:]:
        with ZipFile(BytesIO(path.read_bytes())) as docx:
            body = docx.read("word/document.xml").decode()
        assert {
            author for author in body.split('w:author="')[1:] if not author.startswith('Forslag til kommunestyret"')
        } == set()
        assert "Rullering av planstrategien til 2025–2028 (ikke vedtatt ennå)" in body
        assert "Forhåndsvisning" not in "".join(part.partition("</w:ins>")[0] for part in body.split("<w:ins ")[1:])


def test_a_roll_made_again_changes_no_file(os_rolled: tuple[Path, Roll, tuple[Path, ...]], tmp_path: Path) -> None:
    sources, _, paths = os_rolled
    file = sources / "vedtak" / FILE
    before = file.read_bytes(), file.stat().st_mtime_ns
    again = rolled(sources, 2025, tmp_path)[1]
    assert (file.read_bytes(), file.stat().st_mtime_ns) == before
    assert [path.read_bytes() for path in again] == [path.read_bytes() for path in paths[1:]]


def test_a_proposal_that_someone_has_worked_on_is_left_alone(os_sources: Path, tmp_path: Path) -> None:
    rolled(os_sources, 2025, tmp_path / "en")
    file = os_sources / "vedtak" / FILE
    file.write_text(file.read_text(encoding="utf-8").replace("Forslag til ordlyd", "Ordlyd"), encoding="utf-8")
    before = file.read_bytes()
    with pytest.raises(SourceError) as stopped:
        rolled(os_sources, 2025, tmp_path / "to")
    (problem,) = stopped.value.problems
    assert (problem.code, problem.place.file) == ("VEDTAK024", f"sources/vedtak/{FILE}")
    assert problem.message == "Det ligger et forslag til rullering til 2025 her, med et annet innhold."
    assert file.read_bytes() == before
    assert not (tmp_path / "to").exists()


@pytest.mark.parametrize(
    ("year", "said"),
    [
        (2024, "Planstrategien gjelder allerede fra 2024. Oppgi et senere år, for eksempel 2025."),
        (2028, "Planstrategien gjelder til 2027. Fra 2028 trengs en ny planstrategi, ikke en rullering av denne."),
    ],
)
def test_the_window_begins_within_the_old_one(year: int, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        roll_to(adopted(os_read()), year)


@pytest.mark.parametrize("year", [2025, 2026, 2027])
def test_the_roll_of_os_can_be_adopted_whatever_the_year(year: int) -> None:
    text = written(roll_to(adopted(os_read()), year)).replace("foreslått\n", "vedtatt\n")
    after = adopted(with_proposal(text))
    assert not faults(after)
    assert {getattr(after.planverk, name).periode.fra for name in DOCUMENTS} == {2015, year}


def test_what_stands_as_a_comment_can_be_taken_in() -> None:
    """Every comment below «endringer» becomes a change when its signs are taken away, as the file says."""
    text = written(roll_to(adopted(os_read()), 2025))
    head, _, below = text.partition("endringer:\n")
    lines = [_taken_in(line) for line in below.splitlines()]
    kilder = with_proposal(f"{head}endringer:\n" + "\n".join(lines) + "\n")
    assert len(kilder.planverk.vedtak[-1].endringer) == text.count("  - punkt:") + text.count("  # - ")
    assert not faults(adopted(kilder, None, "rullering-2025"))


def _taken_in(line: str) -> str:
    bare = line.strip().removeprefix("# ")
    is_change = line.startswith("  # ") and (bare.startswith(("- ", "  ")))
    return f"  {bare}" if is_change and not bare.startswith("- Os") else line


def with_proposal(text: str) -> Kilder:
    """The sources of Os, with the proposal among the decisions."""
    read, tree = os_read(), tree_of(text, FILE)
    number = len(read.planverk.vedtak)
    planverk = read.planverk.model_copy(update={"vedtak": (*read.planverk.vedtak, Vedtak.model_validate(tree.value))})
    return Kilder(planverk, Places({**read.places.trees, ("vedtak", number): tree}, "sources"))


@pytest.mark.parametrize("day", ["2023", "2024", "2024-01-25", "2025"])
def test_a_proposal_is_looked_at_after_all_that_is_decided(day: str) -> None:
    """Whatever day stands in it: what it changes is the plans as they are now."""
    text = written(roll_to(adopted(os_read()), 2025))
    kilder = with_proposal(text.replace("dato: 2025\n", f"dato: {day}\n"))
    assert years(adopted(kilder, None, "rullering-2025").planverk)["næringsplan"][0]["år"] == 2025
    assert years(adopted(kilder).planverk)["næringsplan"][0]["år"] == 2024


def test_what_is_only_proposed_has_not_happened(os_sources: Path) -> None:
    """A plan is adopted after the last decision, whatever year a proposal is for; adopted, history is no remark."""
    file = os_sources / "planregister.yaml"
    text = file.read_text(encoding="utf-8")
    lines = ("hjemmel: [smittevernplan]", "eier: Os kommune", "vedtatt:", "  dato: 2019")
    before = "\n        ".join(lines)
    assert before in text
    file.write_text(text.replace(before, before.replace("2019", "2024-06-01")), encoding="utf-8")
    proposal = os_sources / "vedtak" / FILE
    proposal.write_text(written(roll_to(adopted(read_planverk(os_sources)), 2025)), encoding="utf-8")
    codes = [problem.code for problem in recipes.examined(os_sources, None)[1]]
    assert codes.count("TABELL009") == 1
    proposal.write_text(made(proposal.read_text(encoding="utf-8")), encoding="utf-8")
    found = recipes.examined(os_sources, None)[1]
    assert [problem.code for problem in found].count("TABELL009") == 0
    outside = [file.read_text(encoding="utf-8").splitlines()[p.place.line] for p in found if p.code == "TABELL007"]
    assert [line.strip() for line in outside] == ["status: ukjent"] * 2


def test_a_text_that_names_the_years_twice_is_taken_in_sentence_by_sentence(os_sources: Path) -> None:
    file = os_sources / "planstrategi.yaml"
    before = "Vi lager en ny økonomiplan hvert år."
    text = file.read_text(encoding="utf-8")
    assert before in text
    new = f"{before} Den ene gjelder 2024–2027. Den andre\n                  gjelder også 2024–2027."
    file.write_text(text.replace(before, new), encoding="utf-8")
    roll = roll_to(adopted(read_planverk(os_sources)), 2025)
    told_ = [each.replacement for each in roll.naming if each.replacement]
    assert [(each.chapter, each.old, each.new) for each in told_ if each.chapter == "planer-økonomi"] == [
        ("planer-økonomi", "Den ene gjelder 2024–2027.", "Den ene gjelder 2025–2028."),
        ("planer-økonomi", "Den andre gjelder også 2024–2027.", "Den andre gjelder også 2025–2028."),
    ]


def test_a_nynorsk_municipality_is_asked_in_nynorsk() -> None:
    read = read_planverk(ROOT / "examples/fjordheim/sources")
    text = written(roll_to(adopted(read), 2026))
    assert "tekst: Planstrategien blir rullert, og gjeld for 2026–2030." in text
    assert "grunnlag: Ikkje gjennomført i 2025." in text


def inv(*words: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, str(ROOT / "tasks.py"), *words], capture_output=True, cwd=cwd, encoding="utf-8", check=False,
        env={**os.environ, "PYTHONUTF8": "1"}, timeout=180,
    )  # fmt: skip


def test_the_commands_that_the_proposal_names_can_be_run(os_sources: Path, tmp_path: Path) -> None:
    """The redline that it names is the one that the roll has made."""
    done = inv("roll", "--to", "2025", "--sources", "sources", "--output", "ut", "--no-pdf", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "Flyttes til 2025 (8)\n" in done.stdout
    assert done.stdout.endswith(": 1 gjennomført, 8 flyttes, 11 må avklares, 21 står som før.\n")
    made_ = [f"sources/vedtak/{FILE}", "ut/planstrategi-endringer.docx", "ut/vedlegg-endringer.docx"]
    assert done.stderr.split() == made_
    text = (os_sources / "vedtak" / FILE).read_text(encoding="utf-8")
    for told_ in re.findall(r"\./inv (\w+ .*--with.*)", text):
        again = inv(*told_.split(), "--sources", "sources", "--output", "igjen", "--no-pdf", cwd=tmp_path)
        assert again.returncode == 0, again.stderr
    for name in ("planstrategi", "vedlegg"):
        assert (tmp_path / f"ut/{name}-endringer.docx").read_bytes() == (
            tmp_path / f"igjen/{name}-endringer.docx"
        ).read_bytes()
        assert (tmp_path / f"igjen/{name}.docx").is_file()


@pytest.mark.slow
def test_the_proposal_and_its_redline_can_be_had_as_pdf(os_sources: Path, tmp_path: Path) -> None:
    """What is looked at passes every proof that a PDF has to pass."""
    assert os_sources.is_dir()
    for words in (("roll", "--to", "2025"), ("build", "--with", "rullering-2025")):
        done = inv(*words, "--sources", "sources", "--output", "ut", cwd=tmp_path)
        assert done.returncode == 0, done.stdout + done.stderr
    made_ = {path.name for path in (tmp_path / "ut").glob("*.pdf")}
    assert made_ == {f"{name}.pdf" for name in (*DOCUMENTS, "planstrategi-endringer", "vedlegg-endringer")}
