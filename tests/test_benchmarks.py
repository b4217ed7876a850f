"""The parts of the bench do what its tables say; no test here looks at the clock."""

import json
import platform
import re
import shutil
import sys
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from io import BytesIO
from itertools import count
from pathlib import Path
from time import sleep
from typing import Any

import pypdfium2
import pytest
from built import NAMES, built
from docx import Document
from docx.oxml.ns import qn

from benchmarks import lines, machine, measure, office, plans, project, rounds, table
from benchmarks.bench import Report
from benchmarks.lines import Line
from benchmarks.measure import Memory, Run
from benchmarks.typesetting import to_typst
from osreport.pdf import office as our_office
from osreport.pdf.validate import failures
from osreport.problem import ToolError
from osreport.recipes import checked
from osreport.references import all_plans
from osreport.sources.reader import read_planverk

ROOT = Path(__file__).resolve().parent.parent
MIB = 1024 * 1024
TYPST_TEXT = re.compile(r'#("(?:[^"\\\\]|\\\\.)*");')
CELL = re.compile(r"^(?:table\.header\()?(?:table\.cell\(colspan: \d\))?\[|(?<=\], )\[", re.MULTILINE)


@pytest.fixture(scope="module")
def words(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The Word files of this project by name."""
    return built(ROOT / "sources", tmp_path_factory.mktemp("ord") / "output", pdf=False)


def with_plans(folder: Path, number: int, *, spread: bool) -> Path:
    sources = Path(shutil.copytree(ROOT / "sources", folder / "sources"))
    plans.write_plans(sources, number, spread=spread)
    return sources


@pytest.mark.parametrize("spread", [False, True])
@pytest.mark.parametrize("number", [10, 61, 200])
def test_sources_of_any_size_pass_the_check(tmp_path: Path, number: int, spread: bool) -> None:
    planverk = checked(with_plans(tmp_path, number, spread=spread), None).planverk
    assert len(list(all_plans(planverk))) == number
    assert len(planverk.planregister.grupper) == (-(-number // plans.PER_GROUP) if spread else 1)


def test_sources_are_the_same_every_time(tmp_path: Path) -> None:
    one, other = (with_plans(tmp_path / name, 150, spread=True) / "planregister.yaml" for name in "ab")
    assert one.read_bytes() == other.read_bytes()


def test_plans_made_over_again_are_as_long_and_as_linked_as_the_first(tmp_path: Path) -> None:
    count_ = len(list(all_plans(read_planverk(ROOT / "sources").planverk)))
    sources = with_plans(tmp_path, 3 * count_, spread=False)
    found = list(all_plans(read_planverk(sources).planverk))
    first, again = found[:count_], found[count_ : 2 * count_]
    assert len({plan.navn for plan in found}) == len({plan.id for plan in found}) == 3 * count_
    for part in ("lenker", "revisjoner", "delplaner"):
        assert sum(len(getattr(plan, part)) for plan in first) == sum(len(getattr(plan, part)) for plan in again) > 0
    assert not [plan.id for plan in again if plan.overordnet]


@pytest.mark.parametrize("name", NAMES)
def test_typst_sets_every_word_of_the_word_file(words: dict[str, bytes], name: str, tmp_path: Path) -> None:
    """In the order of the Word file; but for the contents list, which Typst makes anew, and the drawings."""
    from benchmarks.typst_pdf import write_pdf

    text = tmp_path / f"{name}.typ"
    text.write_text(to_typst(words[f"{name}.docx"]), encoding="utf-8")
    wanted = body_text(words[f"{name}.docx"])
    assert "".join("".join(map(json.loads, TYPST_TEXT.findall(text.read_text("utf-8")))).split()) == wanted
    write_pdf(str(text))
    pdf = text.with_suffix(".pdf").read_bytes()
    with pypdfium2.PdfDocument(pdf) as document:
        shown = "".join(page.get_textpage().get_text_range() for page in document)
    assert not Counter(filter(str.isalnum, wanted)) - Counter(shown)
    assert failures(pdf) == ()


def body_text(docx: bytes) -> str:
    """The letters of the body, without blanks, contents list and drawings."""
    paragraphs = Document(BytesIO(docx)).element.body.iter(qn("w:p"))
    told = (p for p in paragraphs if not str(p.style or "").startswith("TOC"))
    texts = (text for p in told for text in p.iter(qn("w:t")))
    return "".join("".join(t.text or "" for t in texts if next(t.iterancestors(qn("w:drawing")), None) is None).split())


def test_typst_gets_the_tables_cell_by_cell(words: dict[str, bytes]) -> None:
    body = Document(BytesIO(words["vedlegg.docx"])).element.body
    markup = to_typst(words["vedlegg.docx"])
    cells = sum(1 for _ in body.iter(qn("w:tc")))
    assert markup.count("#table(") == markup.count("table.header(") == sum(1 for _ in body.iter(qn("w:tbl")))
    assert len(CELL.findall(markup)) == cells


needs_proc = pytest.mark.skipif(not measure.PROCESSES.is_dir(), reason="memory is read from /proc")


def child(code: str, folder: Path, **settings: Any) -> Run:
    return measure.Meter(watches=True).run((sys.executable, "-c", code), folder, **settings)


@needs_proc
def test_a_process_is_measured_with_those_below_it(tmp_path: Path) -> None:
    """A child that holds 60 MiB for a while, and a grandchild that holds 40."""
    held = "import time; held = bytearray({} * 1024 * 1024); time.sleep(0.4)"
    below = f"import subprocess, sys; subprocess.run((sys.executable, '-c', '{held.format(40)}')); {held.format(60)}"
    memory = child(below, tmp_path).memory
    assert memory
    assert memory.own > 60 * MIB
    assert memory.together >= memory.own
    assert memory.offices == memory.office == 0


@needs_proc
def test_libreoffice_is_told_from_ourselves(tmp_path: Path) -> None:
    """Known by its name, which a link to Python can bear as well; a copy that only begins is no LibreOffice more."""
    (tmp_path / measure.OFFICE).symlink_to(sys.executable)
    held = "import os, time; held = bytearray(50 * 1024 * 1024); os.fork(); time.sleep(0.3)"
    command = f"import subprocess; [subprocess.run(('./{measure.OFFICE}', '-c', '{held}')) for _ in range(2)]"
    memory = child(command, tmp_path).memory
    assert memory
    assert memory.offices == 2
    assert 50 * MIB < memory.office < 100 * MIB > memory.own


def test_a_command_that_fails_says_how_it_ended(tmp_path: Path) -> None:
    with pytest.raises(ToolError) as caught:
        child("print('så langt'); raise SystemExit(3)", tmp_path)
    assert (caught.value.exit_code, caught.value.last_lines) == (3, ("så langt",))


def test_a_command_that_takes_too_long_is_cut_off_with_its_children(tmp_path: Path) -> None:
    endless = "open('{}', 'w').close(); import time; time.sleep(600)"
    other = f"import subprocess, sys; subprocess.Popen((sys.executable, '-c', {endless.format('barn')!r})); "
    done = child(other + endless.format("selv"), tmp_path, limit=1)
    assert done.cut_off
    assert {path.name for path in tmp_path.iterdir()} == {"barn", "selv"}
    assert any(nobody_works_in(tmp_path) for _ in range(200))


def nobody_works_in(folder: Path) -> bool:
    """Whether no process does; asked again a little later, as one that has been killed takes a moment to die."""
    found = str(folder) in map(link, Path("/proc").glob("[0-9]*/cwd"))
    sleep(0.05 * found)
    return not found


def link(cwd: Path) -> str:
    """Where it leads; nowhere when the process is another's, or gone."""
    try:
        return str(cwd.readlink())
    except OSError:
        return ""


def test_what_is_measured_may_keep_what_python_compiles(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    child("import sys; raise SystemExit(sys.dont_write_bytecode)", tmp_path)


def test_bare_libreoffice_gets_the_options_that_we_export_with(tmp_path: Path) -> None:
    ours = our_office.printing(our_office.Office(), tmp_path, "plan")
    assert f"pdf:writer_pdf_Export:{json.dumps(office._options())}" in ours
    assert office.READER in ours


def test_one_word_of_one_source_changes(tmp_path: Path) -> None:
    copy = project.copied(ROOT, tmp_path / "os", measure.Meter())
    copy.change_a_word("planstrategi.yaml", "Endret")
    pairs = [
        (before, (copy.sources / before.relative_to(ROOT / "sources")))
        for before in sorted((ROOT / "sources").rglob("*.yaml"))
    ]
    changed = [(one.read_text("utf-8").split(), other.read_text("utf-8").split()) for one, other in pairs]
    assert [sum(a != b for a, b in zip(*words, strict=True)) for words in changed if words[0] != words[1]] == [1]


def run_of(seconds: float, own: int = 90, office: int = 200, offices: int = 1, **settings: Any) -> Run:
    return Run(seconds, Memory(own * MIB, office * MIB, (own + office) * MIB, offices), **settings)


LINES = (
    Line("Kontroll", lines.CHECK, [run_of(0.75, 45, 0, 0), run_of(0.5, 45, 0, 0), run_of(0.6, 46, 0, 0)]),
    Line(
        "Alt", lines.EVERYTHING,
        [run_of(3.0, offices=3)], [run_of(1.5)], [run_of(300, cut_off=True)], [run_of(0.25, 60, 0, 0)],
    ),
    Line("Ett ord", lines.ONE_WORD, [Run(1.0, None)]),
    Line("Ingenting", lines.NOTHING_CHANGED, failed=True, failures=["python (1) nei"]),
)  # fmt: skip


def test_figures_stand_in_line_with_their_goals() -> None:
    assert table.to_text(table.times(LINES[:3])).splitlines() == [
        "Sekunder  Beste  Median  LO alene  Forhold  LO uten valg  Forhold  Typst  Mål                  Holdt",
        "────────  ─────  ──────  ────────  ───────  ────────────  ───────  ─────  ───────────────────  ─────────",
        "Kontroll   0,50    0,60         –        –             –        –      –  < 0,7 s              ja",
        "Alt        3,00    3,00      1,50     2,00      > 300,00   < 0,01   0,25  < 1,6 × LO alene     nei",
        "Ett ord    1,00    1,00         –        –             –        –      –  bare det dokumentet  ikke målt",
    ]


def test_a_watched_run_does_not_count_in_the_times() -> None:
    line = Line("Kontroll", lines.CHECK, [run_of(0.9), Run(0.5, None), Run(0.6, None)])
    assert table.times([line])[1][1:3] == ("0,50", "0,55")
    assert line.held


def test_what_failed_is_said_to_have_failed() -> None:
    assert table.times(LINES)[-1] == (
        "Ingenting", "–", "feilet", "–", "–", "–", "–", "–", "< 0,5 s, ingen konvertering", "nei",
    )  # fmt: skip


def test_memory_stands_beside_that_of_the_others() -> None:
    assert table.to_markdown(table.memory(LINES[:3])).splitlines() == [
        "| MiB, det meste | Vår prosess | LibreOffice | Samtidig | LO startet | LO alene | Typst |",
        "| --- | ---: | ---: | ---: | ---: | ---: | ---: |",
        "| Kontroll | 46 | – | 46 | 0 | – | – |",
        "| Alt | 90 | 200 | 290 | 3 | 200 | 60 |",
        "| Ett ord | – | – | – | – | – | – |",
    ]


@pytest.mark.parametrize(
    ("goal", "runs", "held"),
    [
        (lines.CHECK, [run_of(0.69)], True),
        (lines.CHECK, [run_of(0.7)], False),
        (lines.NOTHING_CHANGED, [run_of(0.4, offices=0)], True),
        (lines.NOTHING_CHANGED, [run_of(0.4, offices=1)], False),
        (lines.NOTHING_CHANGED, [run_of(0.6, offices=0)], False),
        (lines.ONE_WORD, [run_of(9)], True),
        (lines.ONE_WORD, [run_of(9), run_of(9, offices=2)], False),
        (lines.LARGE, [run_of(59)], True),
        (lines.LARGE, [run_of(61)], False),
        (lines.LARGE, [run_of(59, office=1000)], False),
        (lines.LARGE, [Run(59, None)], None),
    ],
)
def test_a_goal_is_met_or_not(goal: lines.Goal, runs: list[Run], held: bool | None) -> None:
    assert Line("", goal, runs).held is held


def test_the_page_of_results_tells_of_the_machine_and_not_whose_it_is() -> None:
    page = Report(LINES, machine.description(), 3).page()
    for word in (
        "Prosessor: ",
        "LibreOffice: ",
        "Python: ",
        "docxtpl ",
        "typst ",
        "Runder: 3",
        "- Ingenting: python (1) nei",
    ):
        assert word in page
    assert not re.search(rf"{re.escape(platform.node())}|(?<![\w.])/\w+/", page)


def turn(line: Line, name: str, took: list[str], done: Callable[[], Run]) -> rounds.Turn:
    def does() -> Run:
        took.append(name)
        return done()

    return rounds.Turn(line, getattr(line, name), does)


def test_everyone_takes_turns_and_a_failure_ends_ones_own_alone() -> None:
    line, took, said = Line("Alt"), list[str](), list[str]()
    runs = (replace(run_of(number), cut_off=number == 2) for number in count(1))

    def fails() -> Run:
        raise ToolError(("/et/sted/soffice",), 77, "noe\nsprakk")

    turns = [
        turn(line, "ours", took, lambda: run_of(1)),
        turn(line, "bare", took, fails),
        turn(line, "plain", took, partial(next, runs)),
    ]
    rounds._take(turns, measure.Meter(), 2, "Alt", said.append)
    assert took == ["ours", "bare", "plain", "ours", "plain", "ours"]
    assert (line.failed, line.failures) == (False, ["soffice (77) sprakk"])
    assert len(said) == 3


@pytest.mark.slow
def test_a_small_register_goes_the_whole_way(tmp_path: Path) -> None:
    """A round for memory and one for time: ours from nothing and from much, LibreOffice alone, and Typst."""
    bare = office.BareOffice(tmp_path / "office", measure.Meter())
    empty = BytesIO()
    Document().save(empty)
    (tmp_path / "tom.docx").write_bytes(empty.getvalue())
    bare.warm(tmp_path / "tom.docx")
    checked_, words_, first, again = rounds.rounds_of_plans(ROOT, tmp_path, 10, 1, lambda _: None)
    assert [line.failures for line in (checked_, words_, first, again)] == [[]] * 4
    assert [lines.offices(line.ours) for line in (checked_, words_)] == [0, 0]
    for runs in (first.ours, again.ours, again.bare, again.plain):
        assert (lines.offices(runs) or 0) >= 1
    assert len(first.bare) == len(again.typst) == 2
    assert [bool(run.memory) for run in first.ours] == [True, False]
