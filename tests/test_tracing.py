"""From each point of a hearing to the plan and back: the trace, how much a change means, what may be asked again."""

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from versions import Repository

from osreport import recipes, states, trail
from osreport.changes.change import Change, FieldChange
from osreport.changes.groups import Group
from osreport.changes.materiality import GOALS, to_be_heard, weighed
from osreport.context.document import content
from osreport.decisions.adopting import adopted
from osreport.press import Press
from osreport.redline.changes import changes
from osreport.redline.identity import keys
from osreport.redline.side import State
from osreport.sources.reader import Kilder, read_planverk
from osreport.states import LaidOut
from osreport.tracing.published import published
from osreport.tracing.shown import FORMATS
from osreport.tracing.traced import UNANSWERED, UNSEEN, Trace
from osreport.word.document import fill

ROOT = Path(__file__).resolve().parent.parent
EXAMPLE = ROOT / "examples" / "lyngvik" / "sources"
WEIGHED = yaml.safe_load((ROOT / "tests/cases/materiality.yaml").read_text(encoding="utf-8"))
SECRETS = ("Ola Nordmann", "Eva Fiktiv", "Per Oppdiktet", "Kari Hansen", "post.example.no", "Bakken 7", "barnet mitt")
ROUND = "samfunnsdel-2026"
WHERE = "horinger/samfunnsdel-2026/merknader"


def change(case: dict[str, Any]) -> Change:
    field = FieldChange(case.get("felt", ""), (case.get("felt", ""),), case.get("fra", ""), case.get("til", ""), ())
    fields = (field,) if "felt" in case else ()
    what, elsewhere = case.get("hva", "endret"), case.get("annet_sted", False)
    return Change(what, case["slag"], "x", "X", Group((0,), "Plan"), (), (), fields, elsewhere=elsewhere)


@pytest.mark.parametrize("case", WEIGHED, ids=str)
def test_a_change_means_as_much_as_the_table_says(case: dict[str, Any]) -> None:
    weight = weighed(change(case))
    assert weight.slag == case["er"], weight
    assert bool(to_be_heard(change(case), weight)) == (
        weight.slag == "innholdsmessig" and (case["slag"] in GOALS - {"tiltak"} or case.get("hva") == "ny")
    )


def test_a_change_means_as_much_as_its_heaviest_field() -> None:
    light = FieldChange("ansvarlig", ("ansvarlig",), "A", "B", ())
    heavy = FieldChange("tekst", ("tekst",), "Bygge", "Rive", ())
    both = Change("endret", "tiltak", "x", "X", Group((0,), "Plan"), (), (), (light, heavy))
    assert weighed(both).slag == "innholdsmessig"


def traced(folder: Path, old: str, new: str = "arbeid") -> Trace:
    laid = LaidOut(folder, "sources", "")
    return trail.followed(ROUND, (states.parsed(old), laid), (states.parsed(new), laid))


@pytest.fixture
def lyngvik(tmp_path: Path) -> Path:
    return Path(shutil.copytree(EXAMPLE, tmp_path / "sources"))


def edit(folder: Path, file: str, old: str, new: str) -> None:
    text = (folder / file).read_text(encoding="utf-8")
    assert text.count(old) == 1
    (folder / file).write_text(text.replace(old, new), encoding="utf-8")


@pytest.mark.parametrize(("day", "name"), [("arbeid", "vedtatt"), ("2026-04-20", "forslag")])
def test_every_point_is_traced_to_the_plan(day: str, name: str, golden: Callable[[str, str], None]) -> None:
    """Before the decision, to the plan as it would be; after, to the plan as it is."""
    found = traced(EXAMPLE, "2026-02-10", day)
    assert not found.untraced
    assert not found.left
    golden(f"trace/lyngvik-{name}.txt", FORMATS["text"](found) + "\n")


@pytest.mark.parametrize("form", FORMATS)
def test_what_is_published_names_nobody_who_is_masked(form: str, golden: Callable[[str, str], None]) -> None:
    found = traced(EXAMPLE, "2026-02-10")
    inside, outside = FORMATS[form](found), FORMATS[form](published(found))
    assert [each for each in SECRETS if each in outside] == []
    assert "Ola Nordmann" in inside
    assert "barnet mitt" not in inside
    assert "Innbyggeren ber om lys" not in inside
    golden(f"trace/lyngvik-publisert.{'md' if form == 'markdown' else form}", outside + "\n")


def test_the_plan_itself_holds_nothing_of_what_came_in(lyngvik: Path, tmp_path: Path) -> None:
    """But for what the points changed, also in a proposal; in no file that is made, and in no name."""
    press = Press(ROOT / "templates")
    for preview, day in (("", None), (ROUND, (2026, 4, 20))):
        order = recipes.Order(lyngvik, tmp_path / "ut", ("samfunnsdel",), day, press, "", preview=preview)
        for path in recipes.build(order, lambda _: None):
            assert not [each for each in (*SECRETS, "privatperson") if each in readable(path)]


def readable(path: Path) -> str:
    from osreport.word.readable import readable as text_of

    return text_of(path.read_bytes()) if path.suffix == ".docx" else path.read_text(encoding="utf-8")


def test_each_change_stands_in_the_tracked_word_file_under_the_same_id() -> None:
    found = traced(EXAMPLE, "2026-02-10")
    press = Press(ROOT / "templates")
    sent, now = (adopted(read_planverk(EXAMPLE), day) for day in ((2026, 2, 10), None))
    tracked = {key for each in changes(printed(sent, press), printed(now, press)) for key in each.key}
    assert {f"{each.change.kind}:{each.change.id}" for each in (*found.followed, *found.decided)} <= tracked


def printed(kilder: Kilder, press: Press) -> State:
    """The samfunnsdel as a Word file, with the ids of its paragraphs."""
    told = content(kilder.planverk, "samfunnsdel")
    done = fill(told, press.template("samfunnsdel"), "mal", ())
    return State(done.docx(()), keys(kilder.planverk, told.paths, done.blocks, done.sources))


def test_a_point_says_what_its_change_means(lyngvik: Path) -> None:
    """Where nothing else has changed the same."""
    (own,) = (each for each in traced(lyngvik, "2026-02-10").followed if each.change.id == "medvirkning")
    assert (own.weight.slag, own.again) == ("redaksjonell", "")
    edit(lyngvik, "vedtak/2026-06-18-vedtatt.yaml", "endringer:\n", "endringer:\n  - erstatt: {mål: medvirkning,"
         " fra: utformer tjenestene, til: bestemmer}\n")  # fmt: skip
    (both,) = (each for each in traced(lyngvik, "2026-02-10").followed if each.change.id == "medvirkning")
    assert (both.weight.slag, bool(both.again)) == ("innholdsmessig", True)


def test_a_point_without_an_answer_and_one_whose_change_is_gone_are_told(lyngvik: Path) -> None:
    edit(lyngvik, f"{WHERE}/m-006.yaml", "    konklusjon: til orientering\n", "")
    edit(lyngvik, "vedtak/2026-06-18-vedtatt.yaml", "endringer:\n", "endringer:\n  - erstatt: {strategi: fiskeriene,"
         " fra: utvide havna, til: sikre nok plass i havna}\n")  # fmt: skip
    found = traced(lyngvik, "2026-02-10")
    assert [(each.point.punkt.id, each.said) for each in found.left] == [
        ("m-002-1", UNSEEN), ("m-006-1", UNANSWERED),
    ]  # fmt: skip
    told = FORMATS["text"](found)
    assert "      Svar: IKKE BESVART\n" in told
    assert "      Svar: ENDRINGEN ER IKKE Å SE I PLANEN\n" in told
    assert "1 endringen er ikke å se i planen, 1 ikke besvart." in told


def test_what_is_written_into_the_files_after_the_hearing_is_told_whatever_else_has_changed(tmp_path: Path) -> None:
    """Alone, and in a sentence that an input has changed as well; but not in other plans."""
    repository = Repository(tmp_path, EXAMPLE)
    sent = repository.commit("Sendt ut", "sendt")
    (repository.sources / "horinger" / ROUND / "utsending.yaml").write_text(
        f"høring: {ROUND}\nutgave: {sent}\ndato: 2026-02-12\n"
        "numre: [{nummer: '2.1.4', slag: strategi, id: turvei}]\n",
        encoding="utf-8",
    )
    assert "0 uten årsak." in repository.run("trace", ROUND, "--strict").stdout
    repository.change("samfunnsdel.yaml", "Bedriftene finner folk", "Bedriftene og kommunen finner folk")
    repository.change("samfunnsdel.yaml", "Bygge turvei mellom", "Bygge bred turvei mellom")
    repository.change("samfunnsdel.yaml", "status: utkast", "status: utkast\nspråk: nb")
    repository.change("planregister.yaml", "navn: ", "navn: Ny ")
    done = repository.run("trace", ROUND, "--format", "json")
    found = json.loads(done.stdout)
    assert (found["fra"], found["til"]) == (f"{sent[:12]}@2026-02-12", "arbeid")
    assert {each["id"] for each in found["uten_årsak"]} == {"kompetanse", "turvei", ""}
    assert {each["årsaker"][0]["hva"] for each in found["uten_årsak"]} == {"Endret i filene, ikke lagret i git"}
    assert "turvei" in {each["id"] for each in found["ny_høring"]}
    text = repository.run("trace", ROUND, "--strict")
    assert text.returncode == 1
    assert "Gjelder strategien «turvei», nr. 2.1.4\n" in text.stdout
    assert "\nEndret uten at en merknad eller et vedtak står bak\n" in text.stdout
    assert "Bedriftene{+ og kommunen+} finner folk" in text.stdout
    assert "Endringer: 5 fra merknader, 1 bare fra vedtak, 3 uten årsak." in text.stdout


def test_a_plan_whose_files_have_the_decisions_in_them_is_traced_all_the_same(tmp_path: Path) -> None:
    repository = Repository(tmp_path, EXAMPLE)
    repository.commit("Sendt ut", "sendt")
    repository.change(
        "samfunnsdel.yaml", "Styrke fiskeriene og sikre nok plass i havna", "Styrke fiskeriene og utvide havna"
    )
    repository.change("samfunnsdel.yaml", "Legge til rette for leiligheter", "Bygge leiligheter")
    for file in (repository.sources / "vedtak").iterdir():
        file.write_text(f"{file.read_text(encoding='utf-8')}i_grunnlaget: true\n", encoding="utf-8")
    found = json.loads(repository.run("trace", ROUND, "--from", "sendt@2026-02-10", "--format", "json").stdout)
    points = {each["id"]: each for merknad in found["merknader"] for each in merknad["punkter"]}
    assert [each["id"] for each in points["m-002-1"]["endringer"]] == ["fiskeriene"]
    assert points["m-001-1"]["ble"] == UNSEEN
    assert [each["id"] for each in found["uten_årsak"]] == ["leiligheter-ved-kaia"]


@pytest.mark.parametrize(("words", "said"), [
    (("samfunnsdel-2027",), "Høringen kan være samfunnsdel-2026, ikke «samfunnsdel-2027»."),
    ((ROUND, "--format", "sarif"), "--format kan være text, json, markdown, ikke «sarif»."),
    ((ROUND, "--to", " "), "--to: « » er ingen tilstand."),
])  # fmt: skip
def test_what_cannot_be_asked_is_told(words: tuple[str, ...], said: str, tmp_path: Path) -> None:
    done = Repository(tmp_path, EXAMPLE).run("trace", *words)
    assert (done.returncode, said in done.stderr) == (2, True), done.stderr


def test_sources_without_a_hearing_say_so(tmp_path: Path) -> None:
    done = Repository(tmp_path).run("trace", ROUND)
    assert (done.returncode, done.stderr.strip()) == (2, "Det er ingen høringer i kildene.")


def test_the_example_goes_from_draft_to_adopted_by_commands_alone(tmp_path: Path) -> None:
    """Check, look at what the input leads to, compare, decide, trace: nothing is written by hand on the way."""
    repository = Repository(tmp_path, EXAMPLE)
    for day, status in (("2026-02-09", "Utkast"), ("2026-02-10", "Høringsutkast"), ("2026-05-19", "Til behandling"),
                        ("2026-06-18", "Vedtatt av kommunestyret 18.06.2026")):  # fmt: skip
        assert repository.run("check", "--no-spelling", "--as-of", day).returncode == 0
        made = repository.run(
            "build", "--no-pdf", "--only", "samfunnsdel", "--as-of", day, "--output", "ut", "--no-cache"
        )
        assert made.returncode == 0, made.stdout
        assert status in repository.run_plain("text", "ut/samfunnsdel.docx").stdout
    seen = repository.run("decisions", "--as-of", "2026-04-20", "--with", ROUND).stdout
    assert "Forslag etter høringen med frist 7.\N{NO-BREAK SPACE}april 2026 (ikke vedtatt)" in seen
    assert "Endringer: 6 gjort." in seen
    told = repository.run("changes", "--from", "2026-02-10", "--to", "2026-04-20", "--with", ROUND).stdout
    assert len(re.findall("Årsak: merknad m-00", told)) == 5
    words = ("--from", "2026-02-10", "--to", "2026-04-20", "--with", ROUND, "--only", "samfunnsdel")
    assert "samfunnsdel-endringer.docx" in repository.run("redline", *words, "--no-pdf", "--output", "ut").stderr
    assert "0 uten årsak." in repository.run("trace", ROUND, "--strict").stdout
