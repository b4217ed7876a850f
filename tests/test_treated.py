"""What a hearing brought in: the rules of input and answers, and what points change when a decision builds on them."""

import re
import shutil
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import Phase, assume, given, settings
from hypothesis import strategies as st
from spoiling import Case, spoil, steady
from test_decisions import added, all_of, example, moved, moved_year, noted, plans, removed, replaced, standing, value

from osreport import recipes
from osreport.changes.causes import Side, explained
from osreport.changes.compared import changes
from osreport.check import answered, received
from osreport.context.document import content
from osreport.decisions.adopting import adopted, ruling
from osreport.model.documents import DOCUMENTS
from osreport.model.horing import Høringsrunde
from osreport.model.merknad import Merknad
from osreport.model.samfunnsdel import Mål, Strategi
from osreport.problem import Problem, SourceError
from osreport.sources.reader import Kilder, Places, read_planverk
from osreport.sources.strict_yaml import read_yaml
from osreport.structs import replace
from osreport.treatment import sender

ROOT = Path(__file__).resolve().parent.parent
EXAMPLE = ROOT / "examples" / "lyngvik" / "sources"
CASES: list[Case] = yaml.safe_load((ROOT / "tests/cases/treated.yaml").read_text(encoding="utf-8"))
CODES = {code.id for family in (received, answered) for code in family.CODES}


@pytest.fixture
def lyngvik(tmp_path: Path) -> Path:
    return Path(shutil.copytree(EXAMPLE, tmp_path / "sources"))


def day(case: Case) -> Any:
    return (case["dag"].year, case["dag"].month, case["dag"].day) if "dag" in case else None


def told(folder: Path, on: Any) -> list[Problem]:
    """What is wrong with the input, its answers and what decisions make of them."""
    try:
        found = recipes.examined(folder, on, "sources")[1]
    except SourceError as error:
        found = error.problems
    mine = (each for each in found if each.code in CODES or each.code.startswith("VEDTAK0"))
    return sorted(mine, key=lambda problem: (problem.place, problem.code))


def said(problem: Problem) -> str:
    return steady(str(problem).removeprefix(f"{problem.place}: "))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["regel"])
def test_a_planted_fault_is_told_alone_where_it_stands(case: Case, lyngvik: Path) -> None:
    before = {said(problem) for problem in told(lyngvik, day(case))}
    places = spoil(case, lyngvik) + (spoil(case["også"], lyngvik) if "også" in case else [])
    new = [problem for problem in told(lyngvik, day(case)) if said(problem) not in before]
    assert [said(problem) for problem in new] == case.get("sier", [])
    assert [str(problem.place) for problem in new] == places


def test_every_code_has_a_case() -> None:
    written = {code for case in CASES for said in case.get("sier", []) for code in re.findall(r"^[A-ZÆØÅ]+\d{3}", said)}
    assert CODES - written == {"MERK001"}  # takes two hearings; see below
    assert {f"VEDTAK03{number}" for number in range(4)} <= written


def test_what_belongs_to_another_hearing_is_told(lyngvik: Path) -> None:
    """Its file, the point whose answer it shares, and what it says that it is a copy of."""
    rounds = lyngvik / "horinger"
    shutil.copytree(rounds / "samfunnsdel-2026", rounds / "annen", ignore=shutil.ignore_patterns("merknader"))
    runde = rounds / "annen" / "runde.yaml"
    text = runde.read_text(encoding="utf-8").partition("mottakere:")[0]
    runde.write_text(text.replace("id: samfunnsdel-2026", "id: annen"), encoding="utf-8")
    for name in ("m-007", "m-004"):
        spoil({"fil": f"horinger/samfunnsdel-2026/merknader/{name}.yaml", "bytt": "høring: samfunnsdel-2026",
               "til": "høring: annen"}, lyngvik)  # fmt: skip
    file = "sources/horinger/samfunnsdel-2026/merknader"
    new = [f"{each.place}: {each.code} {each.message}" for each in told(lyngvik, None) if each.code != "MERK006"]
    assert new == [
        f"{file}/m-004.yaml:2:9: MERK001 Merknaden hører til høringen «annen», men ligger i mappen «samfunnsdel-2026».",
        f"{file}/m-004.yaml:18:10: MERK017 «m-003-1» er et punkt i en annen høring.",
        f"{file}/m-007.yaml:3:9: MERK001 Merknaden hører til høringen «annen», men ligger i mappen «samfunnsdel-2026».",
        f"{file}/m-007.yaml:10:10: MERK002 Merknaden «m-003» er ikke en annen merknad i samme høring.",
        f"{file}/m-007.yaml:19:10: MERK017 «m-003-1» er et punkt i en annen høring.",
    ]


def words(kilder: Kilder) -> str:
    return "\n".join(repr(content(kilder.planverk, name, kilder.preview)) for name in DOCUMENTS)


def test_what_a_hearing_led_to_can_be_seen_before_it_is_decided_and_is_the_same_after() -> None:
    sources = read_planverk(EXAMPLE)
    before, seen = adopted(sources, (2026, 4, 20)), adopted(sources, (2026, 4, 20), "samfunnsdel-2026")
    after = adopted(sources, (2026, 5, 19))
    assert (value(before, "strategi/turvei/tekst"), value(before, "mål/møteplasser/strategier/2")) == (
        "Bygge turvei mellom Lyngvik og Neset", None,
    )  # fmt: skip
    assert value(seen, "strategi/turvei/tekst") == "Bygge turvei fra Lyngvik til Neset, og siden videre til Sandvika"
    assert seen.planverk.samfunnsdel.områder == after.planverk.samfunnsdel.områder
    assert (seen.planverk.samfunnsdel.status, after.planverk.samfunnsdel.status) == ("høring", "til behandling")
    told = "Forslag etter høringen med frist 7.\N{NO-BREAK SPACE}april 2026 (ikke vedtatt)"
    assert content(seen.planverk, "samfunnsdel", seen.preview).values["statuslinje"] == f"Forhåndsvisning: {told}"
    assert "Forslag etter" not in words(before) + words(after)
    assert "samfunnsdel-2026" not in {*seen.changed.values()}
    assert seen.grounds == after.grounds


MOVE = """\
      - flytt:
          strategi: turvei
          fra: Bygge turvei fra Lyngvik til Neset, og siden videre til Sandvika
          etter: tomme-hus
"""


def test_every_element_knows_the_points_that_led_to_it(lyngvik: Path) -> None:
    """Also once the files have it in them; what something was only moved beside is not among them."""
    path = "horinger/samfunnsdel-2026/merknader/m-005.yaml"
    spoil({"fil": path, "bytt": "    endringer:\n", "til": f"    endringer:\n{MOVE}"}, lyngvik)
    found = adopted(read_planverk(lyngvik)).grounds
    assert found["strategi", "turvei"] == ("m-003-1", "m-005-1")
    assert found["strategi", "tidlig-hjelp"] == found["mål", "møteplasser"] == ("m-001-1",)
    assert not {("strategi", "tomme-hus"), ("strategi", "lærlinger")} & found.keys()
    for file in (lyngvik / "vedtak").iterdir():
        file.write_text(f"{file.read_text(encoding='utf-8')}i_grunnlaget: true\n", encoding="utf-8")
    assert adopted(read_planverk(lyngvik)).grounds[("strategi", "fiskeriene")] == ("m-002-1",)


@pytest.mark.parametrize(("asked", "day", "said", "hint"), [
    ("samfunnsdel-2027", (2026, 4, 20), "Det er ikke noe forslag «samfunnsdel-2027».",
     "Mente du «samfunnsdel-2026»?"),
    ("samfunnsdel-2026", None, "Endringene fra høringen «samfunnsdel-2026» er gjort av vedtaket «f-2026-05-19».",
     "Utelat --with, eller spør om en dag før vedtaket med --as-of."),
])  # fmt: skip
def test_a_hearing_that_cannot_be_looked_at_is_told(asked: str, day: Any, said: str, hint: str) -> None:
    with pytest.raises(SourceError) as stopped:
        adopted(read_planverk(EXAMPLE), day, asked)
    (problem,) = stopped.value.problems
    assert (problem.code, problem.message, problem.hint) == ("VEDTAK019", said, hint)


def test_an_adopted_document_is_updated_after_the_decision_whose_hearing_changed_it(lyngvik: Path) -> None:
    """The decision that only takes in the hearing has no changes of its own, and its own file is pointed to."""
    first = (lyngvik / "vedtak" / "2026-05-19-innstilling.yaml").read_text(encoding="utf-8")
    file = lyngvik / "vedtak" / "2026-05-19-innstilling.yaml"
    file.write_text(first.replace("høring: samfunnsdel-2026\n", ""), encoding="utf-8")
    later = (
        "id: k-2026-09-01\norgan: kommunestyret\ndato: 2026-09-01\nsak: 50/26\ngjelder: Merknadene\n"
        "høring: samfunnsdel-2026\nordlyd:\n  - {id: a, tekst: Merknadene følges opp.}\n"
    )
    (lyngvik / "vedtak" / "2026-09-01-merknader.yaml").write_text(later, encoding="utf-8")
    kilder = adopted(read_planverk(lyngvik))
    assert kilder.planverk.samfunnsdel.oppdatert_etter == "k-2026-09-01"
    place = kilder.places.of(("samfunnsdel", "oppdatert_etter"))
    assert str(place) == "sources/vedtak/2026-09-01-merknader.yaml:1:5"
    assert value(adopted(read_planverk(lyngvik), (2026, 8, 31)), "strategi/turvei/tekst").endswith("Neset")
    assert not [each for each in told(lyngvik, None) if each.code in {"VEDTAK001", "VEDTAK007"}]


def test_changes_name_the_input_beside_the_decision() -> None:
    sources = read_planverk(EXAMPLE)
    old, new = (Side(adopted(sources, day), day) for day in ((2026, 3, 1), (2026, 6, 18)))
    found = explained(changes(old.kilder.planverk, new.kilder.planverk), old, new, None)
    told_of = (each for each in found if each.kind == "strategi")
    causes = {each.id: [(cause.kind, cause.id, cause.who) for cause in each.causes] for each in told_of}
    decision = ("vedtak", "f-2026-05-19", "formannskapet")
    assert causes["turvei"] == [decision, ("merknad", "m-003/m-003-1", "privatperson")]
    assert causes["tidlig-hjelp"] == [decision, ("merknad", "m-001/m-001-1", "Statsforvalteren")]
    assert causes["lærlinger"] == [("vedtak", "k-2026-06-18", "kommunestyret")]
    again = explained(changes(new.kilder.planverk, new.kilder.planverk), new, new, None)
    assert again == ()


NAMES = [
    ({"navn": "Ola Nordmann", "kategori": "privat"}, None, "privatperson", "Ola Nordmann"),
    ({"navn": "Ola Nordmann"}, None, "ikke oppgitt", "Ola Nordmann"),
    ({"navn": "Ola Nordmann", "kategori": "privat", "skjermes": False}, None, "Ola Nordmann", "Ola Nordmann"),
    ({"navn": "Krisesenteret", "kategori": "lag", "skjermes": True}, None, "ikke oppgitt", "Krisesenteret"),
    ({"navn": "Krisesenteret", "kategori": "lag"}, None, "Krisesenteret", "Krisesenteret"),
    ({"navn": "Eva Fiktiv", "kategori": "lag"}, "offl. § 13", "unntatt offentlighet (offl. § 13)",
     "unntatt offentlighet (offl. § 13)"),
]  # fmt: skip


@pytest.mark.parametrize(("avsender", "unntatt", "masked", "whole"), NAMES)
def test_the_name_of_a_sender_is_shown_as_it_may_be(avsender: Any, unntatt: str, masked: str, whole: str) -> None:
    merknad = Merknad.model_validate({
        "id": "m", "høring": "h", "avsender": avsender, "mottatt": "ukjent", "unntatt": unntatt, "tekst": "Ja.",
        "punkter": ({"id": "p"},),
    })  # fmt: skip
    assert (sender(merknad), sender(merknad, masked=False)) == (masked, whole)


ROUND = {
    "id": "h", "dokument": "samfunnsdel", "kunngjort": "2026-01-01", "frist": "2026-03-01", "kontakt": {"navn": "Kari"},
    "om": "Planen.",
}  # fmt: skip


def heard(kilder: Kilder, decision: dict[str, Any], rows: list[list[dict[str, Any]]]) -> Kilder:
    """The plans with the decision, and a hearing with a file for each row of changes."""
    kilder = standing(kilder, [decision])
    files = [
        {"id": f"m-{number:02}", "høring": "h", "avsender": {"navn": "A"}, "mottatt": "ukjent", "tekst": "Ja.",
         "punkter": [{"id": f"p-{number}", "konklusjon": "tas til følge", "vurdering": "Ja.", "endringer": row}]}
        for number, row in enumerate(rows)
    ]  # fmt: skip
    own = [read_yaml(yaml.safe_dump(each, allow_unicode=True).encode(), f"{each['id']}.yaml")[0] for each in files]
    told = tuple(Merknad.model_validate(tree.value) for tree in own if tree)
    planverk = kilder.planverk.model_copy(
        update={"høringer": (Høringsrunde.model_validate(ROUND),), "merknader": told[::-1]}
    )
    trees = {("merknader", number): tree for number, tree in enumerate(own[::-1]) if tree}
    runde = read_yaml(yaml.safe_dump(ROUND, allow_unicode=True).encode(), "runde.yaml")[0]
    known = {**kilder.places.trees, **trees, **({("høringer", 0): runde} if runde else {})}
    return replace(kilder, planverk=planverk, places=Places(known, "sources"))


def decision_of(*changes: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {
        "id": "k-1", "organ": "kommunestyret", "dato": "2026-06-10", "gjelder": "Prøve",
        "ordlyd": [{"id": "punkt", "tekst": "Slik blir det."}], "endringer": list(changes), **more,
    }  # fmt: skip


@settings(max_examples=40, deadline=None, database=None, phases=[Phase.generate])
@given(st.data())
def test_a_decision_on_a_hearing_does_what_its_points_say_and_then_its_own(data: st.DataObject) -> None:
    """However the changes are shared out among points, and in whatever order the files are read."""
    kilder = standing(example(), [])
    made: list[dict[str, Any]] = []
    for number in range(data.draw(st.integers(1, 5))):
        make = data.draw(st.sampled_from([moved_year, replaced, added, removed, moved, noted]))
        after = adopted(standing(kilder, [decision_of(*made)])) if made else kilder
        made.append(make(after, lambda among: data.draw(st.sampled_from(list(among))), number))
    cut = data.draw(st.integers(1, len(made)))
    ends = sorted(data.draw(st.sets(st.integers(0, cut), max_size=3)) | {0, cut})
    rows = [made[start:end] for start, end in pairwise(ends)]
    straight = adopted(standing(kilder, [decision_of(*made)]))
    ruled = ruling(heard(kilder, decision_of(*made[cut:], høring="h"), rows))
    if ruled.problems:  # two points undo each other: that is told, and nothing is done
        assert {each.code for each in ruled.problems} == {"VEDTAK031"}
        assert plans(ruled.kilder).planregister == plans(kilder).planregister
        assume(False)
    assert bare(ruled.kilder) == bare(straight)
    assert ruled.kilder.changed == straight.changed
    if cut == len(made):
        undecided = heard(kilder, decision_of(resultat="utsatt"), rows)
        seen, real = adopted(undecided, None, "h"), straight.planverk
        assert (seen.planverk.planregister, seen.planverk.samfunnsdel.områder) == (
            real.planregister, real.samfunnsdel.områder,
        )  # fmt: skip


def bare(kilder: Kilder) -> Any:
    """The plans alone."""
    return kilder.planverk.model_copy(update={"vedtak": (), "høringer": (), "merknader": ()})


def test_the_second_of_two_points_that_take_the_same_out_is_told() -> None:
    first = all_of(example(), Strategi)[0]
    row = [[{"fjern": {"strategi": first.id, "fra": first.tekst}}]] * 2
    (problem,) = ruling(heard(standing(example(), []), decision_of(høring="h"), row)).problems
    assert (problem.code, problem.place.file) == ("VEDTAK031", "m-01.yaml")
    assert "punktet «p-0» (m-00.yaml:" in problem.message


def test_points_are_made_by_the_id_of_their_input_however_the_files_are_read() -> None:
    """One may build on what an input before it has changed, and what two add comes in their order."""
    goal = next(each for each in all_of(example(), Mål) if each.strategier)
    first, text = goal.strategier[0], {"felt": "tekst"}
    rows = [
        [{"erstatt": {"strategi": first.id, **text, "fra": first.tekst, "til": "Bygge hus"}}],
        [{"erstatt": {"strategi": first.id, **text, "fra": "Bygge hus", "til": "Bygge mange hus"}}],
        *(
            [{"legg_til": {"mål": goal.id, "felt": "strategier", "nye": [{"id": each, "tekst": each}]}}]
            for each in "ab"
        ),
    ]
    ruled = ruling(heard(standing(example(), []), decision_of(høring="h"), rows))
    assert not ruled.problems
    (now,) = (each for each in all_of(ruled.kilder, Mål) if each.id == goal.id)
    assert now.strategier[0].tekst == "Bygge mange hus"
    assert [each.id for each in now.strategier[-2:]] == ["a", "b"]
    assert ruled.kilder.grounds["strategi", first.id] == ("p-0", "p-1")
