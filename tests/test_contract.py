"""Templates are held against what they may print: every planted fault is told with its place, and nothing else is."""

import re
import subprocess
from copy import deepcopy
from pathlib import Path
from typing import Annotated, Any, Literal, get_args, get_origin, get_type_hints, is_typeddict

import pytest
import yaml
from built import EXAMPLE
from documents import ROOT, TEMPLATES
from docx.oxml.ns import qn
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree
from test_quality import BODY, FILE, SMALL, TEMPLATE, as_word_saves_it, packed, spoiled

from osreport import recipes
from osreport.context.content import Content
from osreport.context.document import content
from osreport.context.printable import Printable
from osreport.model.documents import DOCUMENTS, FURTHER
from osreport.press import Press
from osreport.problem import SourceError
from osreport.store import Store
from osreport.structs import is_struct, replace
from osreport.templates import faults
from osreport.word.codes import CODES
from osreport.word.contract import rules
from osreport.word.contract.inspection import contract
from osreport.word.quality.fault import Rule
from osreport.word.quality.opened import unzipped
from osreport.word.template import filled

CASES = yaml.safe_load((Path(__file__).parent / "cases" / "contract.yaml").read_text(encoding="utf-8"))
OURS = {f"templates/{file.name}": file.read_bytes() for file in sorted(TEMPLATES.glob("*.docx"))}
KINDS_OF_TABLE = ("tabell", "måltabell", "revisjoner", "planregister", "tema", "program", "endringer")
MARKS = {"w:t", "w:r", "w:p", "w:tr", "w:tc", "w:tbl"}


def told(template: bytes) -> list[str]:
    """What is said of a template that stands alone."""
    return [str(problem).removeprefix(f"{FILE}: ") for problem in contract({FILE: template}, "templates")]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["regel"])
def test_every_planted_fault_is_told_with_its_place(case: dict[str, Any]) -> None:
    assert told(spoiled(TEMPLATE, case)) == case["sier"]


def test_a_fault_is_told_as_the_guide_shows_it() -> None:
    guide = (ROOT / "docs" / "brukerveiledning.md").read_text(encoding="utf-8")
    (shown,) = re.findall(r"```text\n(templates/.*?)\n```", guide, re.DOTALL)
    case = {"bytt": "{{ c }}", "til": "Utgitt av {{ kommune.nvn }} i 2026"}
    assert shown in [str(problem) for problem in contract({FILE: spoiled(TEMPLATE, case)}, "templates")]


def test_templates_without_faults_get_nothing() -> None:
    assert len(OURS) == len(DOCUMENTS) + len(FURTHER)
    assert contract(OURS, "templates") == ()
    assert told(as_word_saves_it(TEMPLATE)) == []


def test_what_one_template_leaves_out_another_may_print() -> None:
    """A field is missed only where no template at all prints it."""
    poor = spoiled(TEMPLATE, {"bytt": ": {{ b.tekst }}", "til": ""})
    assert [problem.code for problem in contract({FILE: poor}, "templates")] == ["MAL032"]
    assert contract({FILE: poor, "templates/vedlegg.docx": OURS["templates/vedlegg.docx"]}, "templates") == ()


def test_a_file_that_is_no_word_file_is_told_beside_the_faults_of_others() -> None:
    wrong = spoiled(TEMPLATE, {"bytt": "{{ periode }}", "til": "{{ perioden }}"})
    found = contract({"templates/a.docx": b"x", "templates/b.docx": wrong}, "templates")
    assert [(problem.place.file, problem.code) for problem in found] == [
        ("templates/a.docx", "MAL001"), ("templates/b.docx", "MAL004"),
    ]  # fmt: skip


FAULTY = spoiled(
    TEMPLATE,
    {
        "bytt": "{{ undertittel }}", "til": "{{ underttittel }}",
        "og": {"bytt": "b.slag == 'sitat'", "til": "b.slag == 'sitta'", "og": {"bytt": "{{ k }}", "til": "{{ k b }}"}},
    },
)  # fmt: skip


@pytest.mark.parametrize("template", [TEMPLATE, FAULTY], ids=["sound", "faulty"])
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(places=st.lists(st.tuples(st.integers(0, 10_000), st.integers(1, 60)), min_size=1, max_size=40))
def test_it_is_all_the_same_how_word_has_split_a_tag(template: bytes, places: list[tuple[int, int]]) -> None:
    """Word and LibreOffice cut a text into runs wherever they like."""
    root = etree.fromstring(dict(unzipped(template))[BODY])
    for number, at in places:
        runs = [run for run in root.iter(qn("w:r")) if len(run.findall(qn("w:t"))) == 1]
        split(runs[number % len(runs)], at)
    assert told(with_body(template, root)) == told(template)


def split(run: Any, at: int) -> None:
    """Cuts a run in two, with what Word puts between them."""
    first, second = run.find(qn("w:t")), deepcopy(run)
    text = first.text or ""
    first.text, second.find(qn("w:t")).text = text[:at], text[at:]
    first.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    run.addnext(second)
    run.addnext(etree.Element(qn("w:proofErr"), {qn("w:type"): "spellStart"}))


def with_body(template: bytes, root: Any) -> bytes:
    return packed({**dict(unzipped(template)), BODY: etree.tostring(root, encoding="UTF-8")}.items())


def spoil(root: Any, how: str, one: int, two: int) -> None:
    """One blow of chance against a body."""
    elements = [each for each in root.iter(*map(qn, sorted(MARKS))) if each.getparent() is not None]
    first = elements[one % len(elements)]
    alike = [each for each in elements if each.tag == first.tag and first not in each.iterancestors()]
    second = alike[two % len(alike)]
    if how == "take away":
        first.getparent().remove(first)
    elif how == "repeat":
        first.addnext(deepcopy(first))
    elif how == "move" and second not in first.iter() and second is not first:
        second.addnext(first)
    elif how == "swap" and first.tag == qn("w:t"):
        first.text, second.text = second.text, first.text
    elif how == "graft" and first.tag == qn("w:t"):
        first.text = f"{first.text or ''}{second.text or ''}"
    elif first.tag == qn("w:t") and first.text:
        at = two % len(first.text)
        signs = {"lose a sign": "", "mistype": "{}%x «'"[one % 7], "double a sign": first.text[at] * 2}
        first.text = first.text[:at] + signs.get(how, first.text[at]) + first.text[at + 1 :]


BLOWS = st.tuples(
    st.sampled_from(("take away", "repeat", "move", "swap", "graft", "lose a sign", "mistype", "double a sign")),
    st.integers(0, 10_000), st.integers(0, 10_000),
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(blows=st.lists(BLOWS, min_size=1, max_size=3))
def test_whatever_happens_to_a_template_it_is_told_or_it_can_be_filled(blows: list[tuple[str, int, int]]) -> None:
    root = etree.fromstring(dict(unzipped(TEMPLATE))[BODY])
    for blow in blows:
        spoil(root, *blow)
    template = with_body(TEMPLATE, root)
    if not any(problem.severity == "feil" for problem in contract({FILE: template}, "templates")):
        assert filled(template, SMALL.values, FILE)


def test_a_template_that_would_be_torn_apart_is_not_mended_in_silence() -> None:
    """Docxtpl itself closes what is left open, and drops the rest."""
    torn = spoiled(TEMPLATE, {"bytt": "{%tr for rad in b.rader %}", "til": "{%p for rad in b.rader %}"})
    with pytest.raises(SourceError) as caught:
        filled(torn, SMALL.values, FILE)
    assert [problem.message for problem in caught.value.problems] == ["Kodene i malen henger ikke sammen."]


def test_a_header_that_no_section_shows_is_checked_as_it_is_filled() -> None:
    idle = {
        "ny": {"word/header9.xml": dict(unzipped(TEMPLATE))["word/header1.xml"].decode().replace("tittel", "titel")}
    }
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/header"
    related = {"del": "word/_rels/document.xml.rels", "bytt": "</Relationships>",
               "til": f'<Relationship Id="n" Type="{kind}" Target="header9.xml"/></Relationships>'}  # fmt: skip
    (said,) = told(spoiled(TEMPLATE, idle | related))
    assert said.startswith("MAL004 feil: Malen ber om «titel», som ikke finnes: word/header9.xml.")


@pytest.mark.parametrize(
    ("part", "right", "wrong", "said"),
    [
        (
            BODY, "{%p elif b.slag == 'avsnitt' %}", "{%p elif b.slag == 'avsnitt' and b.tekst + 1 %}",
            ("MAL005 feil: En kode i malen kan ikke fylles ut: "
            "«{%p elif b.slag == 'avsnitt' and b.tekst + 1 %}» i malen, "
            "etter linjen «{%p elif b.slag == 'overskrift' %}».\n"
            "    Gjør slik: En kode skriver et navn, går gjennom en liste eller spør om noe. Skriv den enklere."),
        ),
        (
            BODY, "{{ c }}", "{{ loop.nextitem.x.y }}",
            ("MAL004 feil: Malen ber om «x», som ikke finnes: «{{ loop.nextitem.x.y }}» i celle 2, rad 3, tabell 1 "
            "i malen, etter linjen «{%p elif b.slag == 'tabell' %}».\n"
            "    Gjør slik: Navnene som finnes, står i docs/brukerveiledning.md under «Navn en mal kan skrive»."),
        ),
        (
            "word/footer2.xml", "{{ ord.side }}", "{{ statuslinjer[7] }}",
            ("MAL005 feil: En kode i malen ber om et punkt som listen ikke har: "
            "«{{ statuslinje }} ▸{{ statuslinjer[7] }}◂ 1 {{ ord.av }} 1» i bunnteksten i seksjon 2.\n"
            f"    Gjør slik: {rules.IN_ITS_OWN}"),
        ),
    ],
    ids=["in a grey line", "in a cell", "in a footer"],
)  # fmt: skip
def test_what_stops_the_filling_is_told_with_its_place(part: str, right: str, wrong: str, said: str) -> None:
    """What only the content itself can show, such as a list that is too short."""
    template = spoiled(TEMPLATE, {"del": part, "bytt": right, "til": wrong})
    assert not any(line.partition(" ")[2].startswith("feil") for line in told(template))
    with pytest.raises(SourceError) as caught:
        filled(template, SMALL.values, FILE)
    assert str(caught.value) == f"{FILE}: {said}"


def test_of_tags_that_read_the_same_the_one_that_stopped_it_is_told() -> None:
    """The same words stand under smaller headings, of which this document has none."""
    parts = dict(unzipped(TEMPLATE))[BODY].decode().split("{{ b.tekst }}")
    places = {3: "{{ b.tekst + 1 }}", 5: "{{ b.tekst + 1 }}"}
    text = "".join(places.get(number, "{{ b.tekst }}") * bool(number) + part for number, part in enumerate(parts))
    with pytest.raises(SourceError) as caught:
        filled(packed({**dict(unzipped(TEMPLATE)), BODY: text.encode()}.items()), SMALL.values, FILE)
    assert "etter linjen «{%p elif b.slag == 'avsnitt' %}»" in str(caught.value)


def test_what_a_template_is_offered_is_what_it_gets(os_contents: dict[str, Content]) -> None:
    """The declared types are those of the values, in every document of Os and of the example."""
    planverk = recipes.checked(EXAMPLE, None).planverk
    for each in (*os_contents.values(), *(content(planverk, name) for name in DOCUMENTS)):
        check_type(each.values, Printable, "")


def check_type(value: Any, declared: Any, where: str) -> None:
    origin, members = get_origin(declared), get_args(declared)
    if is_typeddict(declared):
        hints = get_type_hints(declared, include_extras=True)
        assert set(value) == set(hints), where
        for name, hint in hints.items():
            check_type(value[name], hint, f"{where}.{name}")
    elif origin is Annotated:
        names = set(members[2:])
        assert not names or set(value) == names, where
        check_type(value, members[0], where)
    elif origin is Literal:
        assert value in members, where
    elif origin is tuple:
        assert isinstance(value, tuple), where
        for number, item in enumerate(value):
            check_type(item, members[0], f"{where}[{number}]")
    elif members and origin is not None and not isinstance(origin, type):
        check_type(value, type(value), where)
        assert type(value) in members, where
    elif is_struct(declared):
        assert type(value) is declared, where
        for name, hint in get_type_hints(declared, include_extras=True).items():
            check_type(getattr(value, name), hint, f"{where}.{name}")


def folder_with(tmp_path: Path, **wrong: tuple[str, str]) -> Path:
    """A folder of templates, some of them spoiled."""
    folder = tmp_path / "templates"
    folder.mkdir()
    for file, template in OURS.items():
        name = Path(file).stem
        changed = spoiled(template, dict(zip(("bytt", "til"), wrong[name], strict=True))) if name in wrong else template
        (folder / f"{name}.docx").write_bytes(changed)
    return folder


WRONG = {"samfunnsdel": ("{{ periode }}", "{{ perioden }}"), "vedlegg": ("{{ tittel }}", "{{ titel }}")}


def test_a_check_tells_of_sources_and_templates_at_once(tmp_path: Path, os_sources: Path) -> None:
    found = recipes.inspected(os_sources, None, Press(folder_with(tmp_path, **WRONG)))
    assert {(problem.place.file, problem.code) for problem in found if problem.severity == "feil"} == {
        ("templates/samfunnsdel.docx", "MAL004"), ("templates/vedlegg.docx", "MAL004"),
    }  # fmt: skip
    (os_sources / "kommune.yaml").write_text("navn: Os\nnvn: x\n", encoding="utf-8")
    (tmp_path / "templates" / "planstrategi.docx").unlink()
    with pytest.raises(SourceError) as caught:
        recipes.inspected(os_sources, None, Press(tmp_path / "templates"))
    assert {"MAL004", "MAL007", "FELT002"} <= {problem.code for problem in caught.value.problems}


def test_a_folder_of_templates_need_not_have_those_of_what_is_no_plan(tmp_path: Path, os_sources: Path) -> None:
    press = Press(folder_with(tmp_path, endringslogg=("{{ rad.hva }}", "{{ rad.hav }}")))
    for inspect in (recipes.inspected, recipes.tried):
        found = [str(problem) for problem in inspect(os_sources, None, press) if problem.code.startswith("MAL")]
        assert [text.partition(":")[0] for text in found] == ["templates/endringslogg.docx"]
    (tmp_path / "templates" / "endringslogg.docx").unlink()
    for inspect in (recipes.inspected, recipes.tried):
        assert [problem for problem in inspect(os_sources, None, press) if problem.code.startswith("MAL")] == []


def test_a_fault_that_shows_only_in_a_filled_log_is_told_when_it_is_tried(tmp_path: Path, os_sources: Path) -> None:
    press = Press(folder_with(tmp_path, endringslogg=("{%p elif b.slag == 'endringer' %}", "{%p elif 1 > 2 %}")))
    assert "MAL006" in {problem.code for problem in recipes.tried(os_sources, None, press)}


def test_a_build_stops_and_tells_of_each_template_once(tmp_path: Path, os_sources: Path) -> None:
    press = Press(folder_with(tmp_path, **WRONG))
    order = recipes.Order(os_sources, tmp_path / "output", DOCUMENTS, None, press, "")
    with pytest.raises(SourceError) as caught:
        recipes.build(order, lambda _: None)
    assert [problem.place.file for problem in caught.value.problems] == [
        "templates/samfunnsdel.docx", "templates/vedlegg.docx",
    ]  # fmt: skip
    assert not (tmp_path / "output").exists()
    assert recipes.build(replace(order, documents=("planstrategi",)), lambda _: None)


def test_what_was_found_of_the_very_same_templates_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    press = Press(folder_with(tmp_path, **WRONG), store=Store(tmp_path / "ferdig"))
    first = faults(press, DOCUMENTS)
    monkeypatch.setattr("osreport.word.contract.inspection.contract", lambda *_: pytest.fail("read anew"))
    assert faults(press, DOCUMENTS) == first
    assert [problem.code for problem in first] == ["MAL004", "MAL004"]


@pytest.mark.parametrize("files", [{"problems.json": b'[{"code": 4}]'}, {"problems.json": b"\xff"}, {"annet": b""}])
def test_what_is_kept_of_templates_and_says_something_else_is_found_anew(
    tmp_path: Path, files: dict[str, bytes]
) -> None:
    store = Store(tmp_path / "ferdig")
    press = Press(folder_with(tmp_path, **WRONG), store=store)
    first = faults(press, DOCUMENTS)
    (kept,) = store.folder.iterdir()
    store.put(kept.stem, files)
    assert faults(press, DOCUMENTS) == first


def test_every_rule_for_templates_stands_on_the_page_with_its_level() -> None:
    used = {
        code
        for file in (ROOT / "osreport").rglob("*.py")
        for code in re.findall(r"MAL[0-9]{3}", file.read_text("utf-8"))
    }
    levels = {code.id: code.severity for code in CODES}
    assert [*levels] == sorted(used)
    assert {
        rule.code: rule.severity for rule in vars(rules).values() if isinstance(rule, Rule)
    }.items() <= levels.items()


@pytest.mark.slow
def test_templates_saved_by_another_word_processor_have_lost_what_it_drops_and_nothing_else(tmp_path: Path) -> None:
    """LibreOffice forgets the descriptions of tables (`w:tblCaption`), and the note on that is true."""
    subprocess.run(
        ["soffice", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless", "--convert-to",
         "docx:MS Word 2007 XML", "--outdir", str(tmp_path), *map(str, sorted(TEMPLATES.glob("*.docx")))],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    saved = {f"templates/{file.name}": file.read_bytes() for file in sorted(tmp_path.glob("*.docx"))}
    assert len(saved) == len(OURS)
    (lost,) = contract(saved, "templates")
    tables = ", ".join(f"«{kind}»" for kind in KINDS_OF_TABLE)
    assert lost.message == f"Ingen av malene skriver b.beskrivelse ({tables})."
