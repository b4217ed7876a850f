"""The documentation says what the program does: every command, field, block, reference and error stands in it."""

import re
import shutil
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from types import GenericAlias
from typing import Any, Literal, get_args, get_origin, get_type_hints

import pytest
from pydantic import TypeAdapter

from osreport.context import blocks
from osreport.context.document import content
from osreport.model.dokument import BLOKKER, Visningsblokk
from osreport.model.planverk import Planverk
from osreport.model.verdi import Dato, Verdi
from osreport.problem import SourceError
from osreport.recipes import checked
from osreport.references import KINDS
from osreport.sources.reader import read_planverk
from osreport.sources.strict_yaml import read_yaml
from osreport.structs import Struct, is_struct
from osreport.wording import WORDS
from tasks import TASKS

ROOT = Path(__file__).resolve().parent.parent
EXAMPLE = ROOT / "examples" / "fjordheim" / "sources"
GUIDE = (ROOT / "docs" / "brukerveiledning.md").read_text(encoding="utf-8")
README = (ROOT / "README.md").read_text(encoding="utf-8")
PAGES = [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").glob("*.md"))]

FENCE = re.compile(r"^ *```(.*)\n((?:.*\n)*?) *```$", re.MULTILINE)
HEADING = re.compile(r"^#{1,6} (.+)$", re.MULTILINE)
LINK = re.compile(r"(?<!`)\[[^\]]*\]\(([^)\s]+)\)")
CAMEL = re.compile(r"(?<=[a-zæøå])(?=[A-ZÆØÅ])")
HOSTS = {"lyngvik.example.no", "os.kommune.no", "pre-commit.com", "ungdata.no", "keepachangelog.com"}


def models(annotation: Any, found: dict[type[Verdi], None]) -> dict[type[Verdi], None]:
    """Every model that the annotation reaches; dates are written as text and have no fields of their own."""
    if isinstance(annotation, type) and issubclass(annotation, Verdi) and annotation not in {*found, Dato}:
        found[annotation] = None
        for field in annotation.model_fields.values():
            models(field.annotation, found)
    for member in get_args(annotation):
        models(member, found)
    return found


MODELS: dict[str, Any] = {model.__name__: model for model in models(Planverk, {})}


def words_of(annotation: Any) -> Iterator[str]:
    """The words that a field may hold, where it may hold only some; not those of models inside it."""
    if get_origin(annotation) is Literal:
        yield from get_args(annotation)
    elif not (isinstance(annotation, type) and issubclass(annotation, Verdi)):
        for member in get_args(annotation):
            yield from words_of(member)


def table_under(heading: str) -> dict[str, list[str]]:
    """The rows of the first table below a heading of the guide, by the word in their first cell."""
    found = re.search(rf"^#+ {re.escape(heading)}\n(?:(?!#|\|).*\n)*((?:\|.*\n)+)", GUIDE, re.MULTILINE)
    assert found, f"{heading}: no table"
    rows = [[cell.strip() for cell in line.strip("|").split(" | ")] for line in found[1].splitlines()[2:]]
    return {row[0].strip(" `"): row for row in rows}


@pytest.mark.parametrize("task", TASKS, ids=lambda task: task.name)
def test_every_task_has_help_and_stands_in_readme_with_its_flags(task: Any) -> None:
    assert task.__doc__
    assert f"`./inv {task.name}`" in README
    for argument in task.get_arguments():
        assert argument.help, f"{task.name} --{argument.name}"
        flag = argument.name.strip("_").replace("_", "-")
        row = next(line for line in README.splitlines() if line.startswith(f"| `--{flag}`"))
        assert task.name in row.split("|")[2]


@pytest.mark.parametrize("name", MODELS)
def test_every_field_of_the_sources_stands_in_the_guide(name: str) -> None:
    model = MODELS[name]
    inherited = {} if model.__mro__[1] is Verdi else getattr(model.__mro__[1], "model_fields", {})
    rows = table_under(CAMEL.sub(" ", name).capitalize())
    assert list(rows) == [field for field in model.model_fields if field not in inherited]
    for field, (_, required, described) in rows.items():
        info = model.model_fields[field]
        assert (required == "ja") == info.is_required(), field
        missing = [word for word in words_of(info.annotation) if f"`{word}`".casefold() not in described.casefold()]
        assert not missing, field


def test_every_block_of_a_chapter_and_everything_it_can_show_stands_in_the_guide() -> None:
    assert set(table_under("Innhold i et kapittel")) == set(BLOKKER)
    assert set(table_under("Hente noe fra en annen fil")) == set(words_of(Visningsblokk.model_fields["vis"].annotation))


def test_every_kind_of_reference_stands_in_the_guide() -> None:
    assert {row.strip("{}").partition(":")[0] for row in table_under("Henvisninger")} == set(KINDS)


def test_every_name_a_template_may_print_stands_in_the_guide() -> None:
    offered = content(read_planverk(EXAMPLE).planverk, "planstrategi").values
    cover = " ".join(row[0] for row in table_under("Forsiden, topptekst og bunntekst").values())
    assert set(re.findall(r"[a-zæøå]+(?=[`.])", cover)) >= set(offered)
    assert {f"kommune.{name}" for name in get_type_hints(blocks.Kommuneord)} <= set(re.findall(r"`([^`]+)`", cover))
    assert set(table_under("Faste ord")) == set(WORDS["nb"])


def test_every_block_a_template_may_print_stands_in_the_guide_with_its_fields() -> None:
    kinds = {blocks.slag_of(kind): kind for kind in get_args(blocks.Blokk)}
    rows = table_under("Innholdet")
    assert set(rows) == set(kinds)
    for slag, kind in kinds.items():
        names = {f"b.{name}" for name in get_type_hints(kind) if name != "slag"}
        assert set(re.findall(r"`([^`]+)`", rows[slag][1])) == names


def test_every_part_of_a_block_stands_in_the_guide_with_its_fields() -> None:
    outer = {*get_args(blocks.Blokk), blocks.Kommuneord}
    kinds = {kind for kind in vars(blocks).values() if is_struct(kind) and kind is not Struct} - outer
    told = [re.findall(r"\.([a-zæøå_]+)`", row) for row in parts_table()]
    assert sorted(told) == sorted(list(get_type_hints(kind)) for kind in kinds)


def parts_table() -> list[str]:
    """The second cells of the table of rows and parts."""
    rows = GUIDE.partition("| Del | Navn |")[2].partition("\n\n")[0].splitlines()[2:]
    return [row.split(" | ")[1] for row in rows]


def examples(*, wrong: bool) -> list[Any]:
    """The YAML of the guide; an example that can be read says which model it is of, a wrong one says «feil»."""
    found = [(info.split(), text) for info, text in FENCE.findall(GUIDE) if info.startswith("yaml ")]
    chosen = [(info[1], text) for info, text in found if ("feil" in info) == wrong]
    return [pytest.param(*each, id=f"{number}-{each[0]}") for number, each in enumerate(chosen)]


@pytest.mark.parametrize(("model", "text"), examples(wrong=False))
def test_examples_can_be_used_as_they_stand(model: str, text: str) -> None:
    tree, problems = read_yaml(text.encode(), "eksempel.yaml")
    assert not problems
    assert tree is not None
    kind: Any = GenericAlias(tuple, (MODELS[model], ...)) if isinstance(tree.value, tuple) else MODELS[model]
    TypeAdapter(kind).validate_python(tree.value)


def test_the_ten_rules_come_in_pairs_of_right_and_wrong() -> None:
    rules = GUIDE.partition("## Ti regler")[2].partition("\n## ")[0]
    kinds = [info for info, _ in FENCE.findall(rules)]
    assert kinds == ["yaml", "yaml feil"] * 10
    assert [int(number) for number in re.findall(r"^\*\*(\d+)\.", rules, re.MULTILINE)] == list(range(1, 11))
    for info, text in FENCE.findall(rules):
        problems = read_yaml(text.encode(), "regel.yaml")[1]
        assert not problems or info == "yaml feil", text


# What the guide shows as errors, made in the fictional municipality: file, right, wrong.
FAULTS = [
    ("planregister.yaml", "        merknad: Startar", "        merkand: Startar"),
    ("kommune.yaml", "adresse: Naustvegen 4,", "adresse: Besøk: Naustvegen 4,"),
    ("planstrategi.yaml", "status: vedtatt", "status: vedtat"),
    ("vedtak/2025-12-11-oppdatering.yaml", "dato: 2025-12-11", "dato: 11.12.2025"),
    ("kommune.yaml", "språk: nn\nord", "språk: nn\nspråk: nb\nord"),
    ("planregister.yaml", "{sak:samfunnsdelen}", "{sak:samfunsdelen}"),
    ("planstrategi.yaml", "- vis: revisjoner", "- vis: revisjonar"),
]


def test_errors_are_told_as_the_guide_shows_them(tmp_path: Path) -> None:
    """Those of templates are made in tests/test_contract.py."""
    shown = [text for info, text in FENCE.findall(GUIDE) if info == "text" and text.startswith("sources/")]
    assert [without_place(text) for text in shown] == [
        without_place(said(tmp_path / str(number), *fault)) for number, fault in enumerate(FAULTS)
    ]


def test_every_family_of_error_codes_stands_in_the_guide() -> None:
    code = re.compile(r'"([A-ZÆØÅ]{2,})[0-9]{3}"')
    used = {family for file in (ROOT / "osreport").rglob("*.py") for family in code.findall(file.read_text("utf-8"))}
    rows = re.findall(r"^\| `([A-ZÆØÅ]+)` \|", GUIDE, re.MULTILINE)
    assert sorted(rows) == sorted(used)


def said(folder: Path, file: str, right: str, wrong: str) -> str:
    """What the program says when something in the fictional municipality is written wrong."""
    shutil.copytree(EXAMPLE, folder / "sources")
    text = (folder / "sources" / file).read_text(encoding="utf-8")
    assert right in text
    (folder / "sources" / file).write_text(text.replace(right, wrong, 1), encoding="utf-8")
    with pytest.raises(SourceError) as error:
        checked(folder / "sources", None)
    return str(error.value)


def without_place(text: str) -> str:
    return re.sub(r":\d+:\d+: ", ": ", text.strip())


def lines(file: Path) -> set[str]:
    """What code hosts call the lines of a file that is no page."""
    count = 0 if file.suffix == ".md" else len(file.read_text(encoding="utf-8").splitlines())
    return {f"L{number}" for number in range(1, count + 1)}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path) -> None:
    text = FENCE.sub("", page.read_text(encoding="utf-8"))
    for target in LINK.findall(text):
        file, _, anchor = target.partition("#")
        if not target.startswith("https://"):
            there = page.parent / file if file else page
            assert there.is_file(), target
            assert not anchor or anchor in anchors(there) | lines(there), target


def anchors(page: Path) -> set[str]:
    """The anchors that a code host gives the headings of a page."""
    headings = HEADING.findall(FENCE.sub("", page.read_text(encoding="utf-8")))
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_the_project_speaks_of_itself_alone(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    hosts = set(re.findall(r"https?://([\w.-]+\w)", text))
    assert hosts <= HOSTS
    without_addresses = re.sub(r"https?://\S+", "", text)
    assert not re.findall(r"(?:^|[\s`(\"«])/[a-z]+/", without_addresses)


def test_every_correction_has_line_original_correction_and_reason() -> None:
    lines = (ROOT / "docs" / "rettelser.md").read_text(encoding="utf-8").splitlines()
    rows = [line for line in lines if line.startswith("|")]
    assert {len(re.findall(r"(?<!\\)\|", row)) for row in rows} == {5}
    corrections = [row for row in rows if re.match(r"\| [SP]:\d", row)]
    assert len(corrections) == len(rows) - 2 * sum(row.startswith("|---") for row in rows)
    assert all(cell.strip() for row in corrections for cell in row.strip("|").split(" | "))


def test_headings_go_down_one_level_at_a_time() -> None:
    for page in PAGES:
        levels = [len(mark) for mark in re.findall(r"^(#+) ", FENCE.sub("", page.read_text("utf-8")), re.MULTILINE)]
        assert levels[0] == 1
        assert all(below - above <= 1 for above, below in pairwise(levels)), page.name
