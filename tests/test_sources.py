"""Spoiled sources: each mistake gives its own problem at its own spot, in words a planner can act on."""

import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path
from unicodedata import normalize

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from spoiling import Case, spoil, steady

from osreport import recipes
from osreport.check import rules as check
from osreport.decisions.adopting import adopted
from osreport.press import Press
from osreport.problem import Problem, SourceError
from osreport.sources.reader import read_planverk
from osreport.sources.strict_yaml import read_yaml
from osreport.sources.tree import Tree

ROOT = Path(__file__).resolve().parent.parent
CASES: list[Case] = yaml.safe_load((ROOT / "tests/cases/spoiled.yaml").read_text(encoding="utf-8"))
FILES = sorted(path for path in (ROOT / "sources").rglob("*.yaml") if ".schema" not in path.parts)
NOBODY = 65534


def told(folder: Path) -> tuple[Problem, ...]:
    """The faults a planner is told about the folder; nothing but problems may come out of it."""
    try:
        found = check.problems(adopted(read_planverk(folder)))
        return tuple(problem for problem in found if problem.severity == "feil")
    except SourceError as error:
        return error.problems


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["regel"])
def test_a_mistake_is_told_where_it_stands(case: Case, os_sources: Path) -> None:
    """The words are those of the case, the place is its mark, and no problem is told that follows from another."""
    expected = spoil(case, os_sources)
    problems = sorted(told(os_sources), key=lambda problem: problem.place)
    assert [str(problem.place) for problem in problems] == expected
    assert [steady(str(problem).removeprefix(f"{problem.place}: ")) for problem in problems] == case["sier"]


def test_cases_are_many_and_hints_are_given() -> None:
    mistakes = [case for case in CASES if case["sier"]]
    assert len(mistakes) >= 80
    assert all("\n    Gjør slik: " in said for case in mistakes for said in case["sier"])


def test_every_problem_is_told_at_once(os_sources: Path) -> None:
    """Mistakes in five files, of five kinds, in the order of the files."""
    (os_sources / "figurer.yaml").unlink()
    (os_sources / "kommune.yaml").write_text("nanv: Os\nadresse: 14\nepost: post@os.no\n", encoding="utf-8")
    (os_sources / "samarbeid.yaml").write_text("samarbeid:\n\t- id: x\n", encoding="utf-8")
    (os_sources / "planregister.yml").write_text("", encoding="utf-8")
    (os_sources / "vedlegg.yaml").write_bytes(b"\xff")
    places = [f"{problem.place} {problem.code}" for problem in told(os_sources)]
    assert places == [
        "sources/kommune.yaml:1:1 FELT001", "sources/kommune.yaml:1:1 FELT002", "sources/kommune.yaml:2:10 FELT003",
        "sources/planregister.yml KILDE003", "sources/samarbeid.yaml:2:1 YAML003", "sources/vedlegg.yaml:1:1 YAML001",
    ]  # fmt: skip


# Nothing is touched


def files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


@pytest.fixture
def output(tmp_path: Path) -> Path:
    """A folder with what was printed last time."""
    folder = tmp_path / "output"
    folder.mkdir()
    (folder / "samfunnsdel.docx").write_bytes(b"last time")
    (folder / "manifest.json").write_bytes(b"{}")
    return folder


@pytest.mark.parametrize("case", [case for case in CASES if case["sier"]][::4], ids=lambda case: case["regel"])
def test_nothing_is_printed_from_spoiled_sources(case: Case, os_sources: Path, output: Path) -> None:
    spoil(case, os_sources)
    before = files(output)
    order = recipes.Order(os_sources, output, ("samfunnsdel",), None, Press(ROOT / "templates"), "prøve")
    with pytest.raises(SourceError):
        recipes.build(order, lambda _: None)
    assert files(output) == before


@pytest.mark.parametrize("regel", ["anførselstegn som ikke lukkes", "ukjent fakta i teksten"])
def test_the_commands_tell_it_and_end_with_1(regel: str, os_sources: Path, output: Path) -> None:
    """The place and the words on the terminal, no traceback, and the files of last time."""
    case = next(case for case in CASES if case["regel"] == regel)
    (place,) = spoil(case, os_sources)
    before = files(output)
    for words in (["check"], ["build", "--no-pdf", "--output", str(output)]):
        command = [sys.executable, str(ROOT / "tasks.py"), *words, "--sources", str(os_sources)]
        done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
        assert done.returncode == 1
        assert f"{place}: {case['sier'][0]}\n" in done.stdout
        assert "Traceback" not in done.stdout + done.stderr
    assert files(output) == before


# What cannot be written as text in a case


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"navn: " + b"a" * 10_000_000, "YAML004"),
        (b"[" * 10_000, "YAML008"),
        (b"{a: " * 10_000, "YAML008"),
        (b"- " * 10_000, "YAML008"),
        (b"? " * 10_000, "YAML009"),
        (b"a: &a [x]\n" + b"".join(b"%c: &%c [*%c, *%c]\n" % (c, c, c - 1, c - 1) for c in range(98, 122)), "YAML006"),
        (b"a: *a\n" * 2_000, "YAML005"),
        (b"\x00" * 1_000_000, "YAML001"),
    ],
    ids=["10 MB", "brackets", "braces", "dashes", "question marks", "a bomb of aliases", "one alias again", "zeros"],
)  # fmt: skip
def test_a_hostile_file_is_refused_in_no_time(content: bytes, code: str) -> None:
    began = time.process_time()
    tree, problems = read_yaml(content, "kommune.yaml")
    assert code in {problem.code for problem in problems}
    assert tree is None or code in {"YAML005", "YAML006", "YAML009"}
    assert time.process_time() - began < 2


def test_goals_that_quote_each_other_into_a_bomb_are_refused(os_sources: Path) -> None:
    """Thirty goals, each quoting the one before it twice, would print a thousand million words."""
    goals = "".join(
        f"  - id: bombe-{number}\n    tekst: '{{mål:bombe-{number - 1}}} {{mål:bombe-{number - 1}}}'\n"
        for number in range(1, 30)
    )
    plan = f"plan: etisk-reglement\nmål:\n  - id: bombe-0\n    tekst: bang\n{goals}"
    (os_sources / "vedtatte-planer/bombe.yaml").write_text(plan, encoding="utf-8")
    assert {problem.code for problem in told(os_sources)} == {"REF008"}


@pytest.mark.parametrize("target", ["/etc/hostname", "../../utenfor.yaml", "/dev/zero", "/etc"])
def test_a_link_out_of_the_folder_is_never_followed(os_sources: Path, target: str) -> None:
    (os_sources.parent.parent / "utenfor.yaml").write_text("hemmelig: ja\n", encoding="utf-8")
    (os_sources / "samarbeid.yaml").unlink()
    (os_sources / "samarbeid.yaml").symlink_to(target)
    assert [(str(problem.place), problem.code) for problem in told(os_sources)] == [
        ("sources/samarbeid.yaml", "KILDE004")
    ]


def test_a_linked_folder_out_of_the_folder_is_never_followed(os_sources: Path) -> None:
    (os_sources / "vedtak").rename(os_sources.parent / "vedtak")
    (os_sources / "vedtak").symlink_to("../vedtak")
    assert {problem.code for problem in told(os_sources)} == {"KILDE004"}


def test_the_folder_itself_may_be_a_link(os_sources: Path) -> None:
    (os_sources.parent / "lenke").symlink_to(os_sources)
    assert told(os_sources.parent / "lenke") == ()


def test_a_file_that_is_gone_since_it_was_listed_is_told(os_sources: Path) -> None:
    """A link to nothing is listed, and is not there when it is opened."""
    (os_sources / "vedtak/2025.yaml").symlink_to("borte.yaml")
    assert [(str(problem.place), problem.code) for problem in told(os_sources)] == [
        ("sources/vedtak/2025.yaml", "KILDE006")
    ]


@pytest.mark.parametrize("name", ["samarbeid.yaml", "vedtak/2025.yaml"])
def test_a_folder_or_a_pipe_with_the_name_of_a_file_is_told(os_sources: Path, name: str) -> None:
    (os_sources / name).unlink(missing_ok=True)
    (os_sources / name).mkdir()
    assert [problem.code for problem in told(os_sources)] == ["KILDE005"]
    (os_sources / name).rmdir()
    os.mkfifo(os_sources / name)
    assert [problem.code for problem in told(os_sources)] == ["KILDE005"]


@contextmanager
def ordinary_user() -> Iterator[None]:
    """Root may read everything, so root becomes nobody for a while."""
    user = os.geteuid()
    if user == 0:
        os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(user)


@pytest.mark.parametrize(("closed", "place"), [("samarbeid.yaml", "/samarbeid.yaml"), ("vedtak", ""), (".", "")])
def test_what_may_not_be_read_is_told(closed: str, place: str) -> None:
    with tempfile.TemporaryDirectory() as outer:
        Path(outer).chmod(0o755)
        folder = Path(shutil.copytree(ROOT / "sources", Path(outer) / "sources"))
        (folder / closed).chmod(0)
        with ordinary_user():
            problems = told(folder)
        (folder / closed).chmod(0o755)
    assert [(str(problem.place), problem.code) for problem in problems] == [(f"sources{place}", "KILDE006")]


def test_hidden_files_and_what_editors_leave_behind_are_passed_over(os_sources: Path) -> None:
    for name in (
        ".DS_Store",
        "~$planregister.yaml",
        "planregister.yaml~",
        "#planregister.yaml#",
        "LESMEG.md",
        "vedtak/.swp",
    ):
        (os_sources / name).write_text("…", encoding="utf-8")
    assert told(os_sources) == ()


# Places


@pytest.mark.parametrize(
    ("text", "before", "spot"),
    [
        ("a: foo bar", "foo ", (1, 8)),
        ("a: 'it''s bar'", "it's ", (1, 11)),
        ('a: "\\"x\\" \\u00e5 bar"', '"x" å ', (1, 18)),
        ("a: foo\n   bar", "foo ", (2, 4)),
        ("a: |  # why\n    foo\n\n    bar", "foo\n\n", (4, 5)),
        ("a: >-\n  foo\n  bar baz", "foo bar ", (3, 7)),
        ("b:\n- a: |2\n    foo\n     bar\n", "  foo\n   ", (4, 6)),
    ],
)
def test_a_spot_inside_a_value_is_found(text: str, before: str, spot: tuple[int, int]) -> None:
    tree, problems = read_yaml(text.encode(), "x.yaml")
    assert tree is not None
    assert not problems
    place = tree.place(("b", 0, "a") if text.startswith("b") else ("a",), before)
    assert (place.line, place.column) == spot


# Properties


@settings(max_examples=300, deadline=None, database=None)
@given(st.binary(max_size=300) | st.text("-:|>[]{}&*!%@`\"'#?, \n\tabå~<=01.\\", max_size=60).map(str.encode))
def test_any_bytes_give_a_tree_or_problems(content: bytes) -> None:
    tree, problems = read_yaml(content, "x.yaml")
    assert (tree is not None) or problems
    assert all(isinstance(tree, Tree) and tree.place(path) for path in (tree.spans if tree else ()))


@settings(max_examples=300, deadline=None, database=None)
@given(st.text(max_size=60), st.sampled_from([None, "'", '"', "|", ">"]), st.booleans())
def test_text_that_a_program_writes_reads_back_or_is_refused(text: str, style: str | None, unicode: bool) -> None:
    written = yaml.safe_dump({"a": text}, default_style=style, allow_unicode=unicode)
    tree, problems = read_yaml(written.encode("utf-8", "surrogatepass"), "x.yaml")
    if not problems:
        assert tree is not None
        value = tree.value["a"]
        same = isinstance(value, Decimal) and value == Decimal(text)  # 0E0 is a number, and so it is read
        assert same or normalize("NFC", str(value)) == normalize("NFC", text)


@pytest.mark.parametrize("seed", range(40))
def test_lines_deleted_doubled_or_swapped_give_nothing_but_problems(os_sources: Path, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - the same lines every time
    for source in chance.sample(FILES, 3):
        lines = source.read_text(encoding="utf-8").splitlines(keepends=True)
        for _ in range(chance.randint(1, 6)):
            first, second = chance.randrange(len(lines)), chance.randrange(len(lines))
            lines[first : first + 1] = chance.choice(
                [[], [lines[first]] * 2, [lines[second]], [lines[first].lstrip()], ["  " + lines[first]]]
            )
        (os_sources / source.relative_to(ROOT / "sources")).write_text("".join(lines), encoding="utf-8")
    assert all(problem.hint and problem.code != "FELT099" for problem in told(os_sources))


def test_five_thousand_plans_are_read_in_seconds(os_sources: Path) -> None:
    plan = "      - id: plan-{0}\n        navn: Plan nummer {0}\n        eier: Os kommune\n        vedtatt:\n          dato: 2020\n        merknad: Vedtatt i {{år:plan-{0}}}\n"  # noqa: E501
    register = "grupper:\n  - id: mange\n    tittel: Mange\n    planer:\n" + "".join(map(plan.format, range(5_000)))
    before = (os_sources / "planregister.yaml").read_text(encoding="utf-8").partition("grupper:\n")[2]
    (os_sources / "planregister.yaml").write_text(register + before, encoding="utf-8")
    began = time.process_time()
    assert told(os_sources) == ()
    assert time.process_time() - began < 10
