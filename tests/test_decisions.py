"""What decisions change: cases in tests/cases/decisions.yaml, and what holds for every row of decisions."""

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
import yaml
from documents import to_docx
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from spoiling import Case, spoil, steady

from osreport.context.document import content
from osreport.decisions.adopting import adopted, ruling
from osreport.decisions.changes import STEPS
from osreport.decisions.draft import Draft
from osreport.decisions.ledger import to_text
from osreport.model.planverk import Planverk
from osreport.model.register import Plan
from osreport.model.samfunnsdel import Mål, Strategi
from osreport.model.vedtak import Vedtak
from osreport.model.verdi import Skrift
from osreport.model.walk import elements, marked
from osreport.problem import SourceError
from osreport.sources.reader import Kilder, Places, read_planverk
from osreport.sources.strict_yaml import read_yaml
from osreport.structs import replace

ROOT = Path(__file__).resolve().parent.parent
EXAMPLE = ROOT / "examples/fjordheim/sources"
CASES: list[Case] = yaml.safe_load((ROOT / "tests/cases/decisions.yaml").read_text(encoding="utf-8"))
FILE = "vedtak/2026-03-12-prøve.yaml"
HEAD = """\
id: k-2026-03-12
organ: kommunestyret
dato: 2026-03-12
sak: 14/26
gjelder: Prøve
ordlyd:
  - id: kulturplan
    tekst: Kulturplanen utsettes.
"""
OWNER = "- sett: {plan: smittevernplan, felt: eier, fra: Os kommune, til: Helse}"
RAW = {"planregister", "samfunnsdel", "planstrategi", "vedlegg", "vedtatte_planer", "samarbeid"}


def decided(case: Case, sources: Path) -> list[str]:
    """The sources with the decisions of a case, and the places where it expects problems."""
    if "også" in case:
        (sources / "vedtak" / "2026-03-12-annet.yaml").write_text(case["også"], encoding="utf-8")
    lines = "".join(f"  {line}\n" for line in case["endringer"].splitlines())
    return spoil({"fil": FILE, "innhold": f"{HEAD}{case.get('hode', '')}endringer:\n{lines}"}, sources)


def value(kilder: Kilder, address: str) -> Any:
    """What stands at kind/id/field/…, as plain values."""
    kind, id_, *path = address.split("/")
    draft = Draft.of(kilder)
    (found,) = draft.all((kind, id_))
    told = draft.get((*found.path, *(int(part) if part.isdecimal() else part for part in path)))
    return _listed(told.plain if told else None)


def _listed(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _listed(each) for key, each in value.items()}
    return [_listed(each) for each in value] if isinstance(value, tuple) else value


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["regel"])
def test_a_change_gives_what_it_says_or_tells_why_not(case: Case, os_sources: Path) -> None:
    places = decided(case, os_sources)
    try:
        kilder = adopted(read_planverk(os_sources))
    except SourceError as error:
        problems = sorted(error.problems, key=lambda problem: problem.place)
        assert [steady(str(each).removeprefix(f"{each.place}: ")) for each in problems] == case.get("sier")
        assert [str(each.place) for each in problems] == places
    else:
        assert {address: value(kilder, address) for address in case["blir"]} == case["blir"]


def words(kilder: Kilder, name: str = "planstrategi") -> str:
    return repr(content(kilder.planverk, name, kilder.preview))


def cover(kilder: Kilder, name: str = "planstrategi") -> str:
    return "\n".join(content(kilder.planverk, name, kilder.preview).values["statuslinjer"])


def test_the_plans_before_and_after_a_decision_can_both_be_had() -> None:
    sources = read_planverk(ROOT / "sources")
    before, after = adopted(sources, (2024, 1, 24)), adopted(sources, (2024, 1, 25))
    assert after.planverk == adopted(sources).planverk
    for said in ("Oppdatert etter kommunestyret 25.01.2024", "Eierskapsmelding utsettes til 2026.", "IPRNØ"):
        assert (said in words(before), said in words(after)) == (False, True)
    assert "Oppdatert etter" not in cover(before, "vedlegg")
    assert "Oppdatert etter" in cover(after, "vedlegg")
    assert value(before, "plan/eierskapsmelding/revisjoner") is None
    assert [each.id for each in before.planverk.vedtak] == ["k-2020-12"]


def test_every_element_knows_the_last_decision_that_touched_it(os_sources: Path) -> None:
    decided({"endringer": "- flytt_år: {plan: eierskapsmelding, fra: 2026, til: 2027}"}, os_sources)
    kilder = adopted(read_planverk(os_sources))
    assert kilder.changed[("plan", "eierskapsmelding")] == "k-2026-03-12"
    assert kilder.changed[("plan", "næringsplan")] == "k-2024-01-25"
    assert ("plan", "smittevernplan") not in kilder.changed
    assert "Oppdatert etter kommunestyret 12.03.2026, sak\N{NO-BREAK SPACE}14/26" in cover(kilder)
    assert "Oppdatert etter" not in cover(kilder, "samfunnsdel")


def test_every_sign_of_a_text_has_its_place_in_the_file_that_it_was_written_in() -> None:
    """Also in a text that a decision has put its own words into."""
    kilder = adopted(read_planverk(ROOT / "sources"))
    files: set[str] = set()
    for path, element in elements(kilder.planverk.planstrategi, ("planstrategi",)):
        for place, mark, text in marked(element, path):
            if isinstance(mark, Skrift) and ("Tabellen viser" in text or "IPRNØ" in text or "Helse- og" in text):
                for at, sign in enumerate(text):
                    found = kilder.places.of(place, text[:at])
                    line = (ROOT / found.file).read_text(encoding="utf-8").splitlines()[found.line - 1]
                    assert sign.isspace() or line[found.column - 1] == sign, (text[:at], found)
                    files |= {found.file}
    assert files == {"sources/planstrategi.yaml", "sources/vedtak/2024-01-25-planstrategi.yaml"}


def test_a_decision_is_made_wholly_or_not_at_all(os_sources: Path) -> None:
    whole = adopted(read_planverk(os_sources)).planverk
    decided({"endringer": f"{OWNER}\n- fjern: {{strategi: lokal-mat, fra: Noe annet}}"}, os_sources)
    ruled = ruling(read_planverk(os_sources))
    assert ruled.kilder.planverk.planregister == whole.planregister
    assert [line.outcome for line in ruled.entries[-1].lines] == ["holdt tilbake", "avvist"]
    told = to_text(ruled.entries)
    assert f"  holdt tilbake sources/{FILE}:10:18: sett «eier» i planen «smittevernplan»\n" in told
    assert "VEDTAK011 feil: «fra» sier «Noe annet»" in told
    assert told.endswith("\n\nEndringer: 5 gjort, 1 avvist, 1 holdt tilbake.")


def test_a_document_is_adopted_by_the_decision_that_says_so(os_sources: Path) -> None:
    file = os_sources / "planstrategi.yaml"
    adoption = "status: vedtatt\nvedtatt:\n  organ: kommunestyret\n  dato: ukjent\n  sak: ukjent\n"
    text = file.read_text(encoding="utf-8")
    assert adoption in text
    file.write_text(text.replace(adoption, "status: til behandling\n"), encoding="utf-8")
    change = "- sett_status: {dokument: planstrategi, fra: til behandling, til: vedtatt}"
    decided({"endringer": change}, os_sources)
    sources = read_planverk(os_sources)
    assert "Til behandling" in words(adopted(sources, (2026, 3, 11)))
    after = adopted(sources).planverk.planstrategi
    assert (after.status, after.oppdatert_etter) == ("vedtatt", None)
    assert after.vedtatt
    assert (after.vedtatt.organ, after.vedtatt.sak, after.vedtatt.dato) == ("kommunestyret", "14/26", _day(2026, 3, 12))


def _day(*parts: int) -> Any:
    return Vedtak.model_validate({"id": "a", "organ": "a", "dato": "{}-{:02}-{:02}".format(*parts), "gjelder": "a",
                                  "ordlyd": ({"id": "a", "tekst": "a"},)}).dato  # fmt: skip


def test_every_status_leads_somewhere_known() -> None:
    assert {each for steps in STEPS.values() for each in steps} == set(STEPS)
    assert not any("vedtatt" in steps for status, steps in STEPS.items() if status != "til behandling")


PREVIEW = """\
alternativer:
  - id: helse
    gjelder: Helse eier smittevernplanen
    endringer:
      - sett: {plan: smittevernplan, felt: eier, fra: Os kommune, til: Helse}
"""


@pytest.mark.parametrize("asked", ["k-2026-03-12/helse", "14/26/helse"])
def test_a_proposal_that_was_not_adopted_can_be_looked_at(asked: str, os_sources: Path) -> None:
    change = "- sett: {plan: smittevernplan, felt: eier, fra: Os kommune, til: Legen}"
    decided({"hode": PREVIEW, "endringer": change}, os_sources)
    sources = read_planverk(os_sources)
    seen, real = adopted(sources, preview=asked), adopted(sources)
    assert (value(real, "plan/smittevernplan/eier"), value(seen, "plan/smittevernplan/eier")) == ("Legen", "Helse")
    said = "Forhåndsvisning: Helse eier smittevernplanen (ikke vedtatt i sak 14/26)"
    assert content(seen.planverk, "vedlegg", seen.preview).values["statuslinje"] == said
    assert content(seen.planverk, "vedlegg", seen.preview).values["statuslinjer"][0] == said
    assert "Forhåndsvisning" not in cover(real, "vedlegg")


def test_a_proposal_that_nobody_has_made_is_told(os_sources: Path) -> None:
    decided({"hode": PREVIEW, "endringer": OWNER}, os_sources)
    with pytest.raises(SourceError) as stopped:
        adopted(read_planverk(os_sources), preview="k-2026-03-12/hels")
    (problem,) = stopped.value.problems
    assert (problem.code, problem.hint) == ("VEDTAK019", "Mente du «k-2026-03-12/helse»?")


Change = dict[str, Any]


@cache
def example() -> Kilder:
    return read_planverk(EXAMPLE)


def standing(kilder: Kilder, decisions: Sequence[Change]) -> Kilder:
    """The plans with these decisions, and no others, in files in this order."""
    trees = {path: tree for path, tree in kilder.places.trees.items() if path[0] != "vedtak"}
    own = [read_yaml(yaml.safe_dump(each, allow_unicode=True).encode(), f"{each['id']}.yaml")[0] for each in decisions]
    planverk = kilder.planverk.model_copy(
        update={"vedtak": tuple(Vedtak.model_validate(tree.value) for tree in own if tree)}
    )
    files = {("vedtak", number): tree for number, tree in enumerate(own) if tree}
    return Kilder(planverk, Places({**trees, **files}, "sources"), kilder.changed)


def all_of(kilder: Kilder, kind: type) -> list[Any]:
    return [element for _, element in elements(kilder.planverk) if type(element) is kind]


def moved_year(kilder: Kilder, pick: Callable[[Sequence[Any]], Any], number: int) -> Change:
    plan = pick([each for each in all_of(kilder, Plan) if any(y.status == "planlagt" for y in each.revisjoner)])
    year = pick([each.år for each in plan.revisjoner if each.status == "planlagt"])
    return {"flytt_år": {"plan": plan.id, "fra": year, "til": 2100 + number}}


def replaced(kilder: Kilder, pick: Callable[[Sequence[Any]], Any], number: int) -> Change:
    goal = pick(all_of(kilder, Mål))
    return {"erstatt": {"mål": goal.id, "felt": "tekst", "fra": goal.tekst, "til": f"Mål nr. {number}"}}


def added(kilder: Kilder, pick: Callable[[Sequence[Any]], Any], number: int) -> Change:
    goal = pick(all_of(kilder, Mål))
    near = {"etter": pick(goal.strategier).id} if goal.strategier else {}
    new = {"id": f"ny-{number}", "tekst": f"Ny strategi {number}"}
    return {"legg_til": {"mål": goal.id, "felt": "strategier", "nye": [new], **near}}


def removed(kilder: Kilder, pick: Callable[[Sequence[Any]], Any], _: int) -> Change:
    strategy = pick(all_of(kilder, Strategi))
    return {"fjern": {"strategi": strategy.id, "fra": strategy.tekst}}


def moved(kilder: Kilder, pick: Callable[[Sequence[Any]], Any], number: int) -> Change:
    strategies = all_of(kilder, Strategi)
    one = pick(strategies)
    near = pick([each for each in strategies if each.id != one.id])
    return {"flytt": {"strategi": one.id, "fra": one.tekst, ("etter", "foran")[number % 2]: near.id}}


def noted(kilder: Kilder, pick: Callable[[Sequence[Any]], Any], number: int) -> Change:
    plan = pick(all_of(kilder, Plan))
    before = {"fra": plan.merknad} if plan.merknad else {}
    return {"sett": {"plan": plan.id, "felt": "merknad", **before, "til": f"Merknad {number}"}}


def rows(draw: Callable[..., Any], kilder: Kilder) -> Iterator[tuple[Change, Kilder]]:
    """Decisions, one after the other, each with the plans as they stand after it."""

    def pick(among: Sequence[Any]) -> Any:
        return draw(st.sampled_from(list(among)))

    for number in range(draw(st.integers(1, 4))):
        decision = {
            "id": f"k-{number}", "organ": "kommunestyret", "dato": f"2026-0{number + 1}-10", "sak": f"{number}/26",
            "gjelder": "Prøve", "ordlyd": [{"id": "punkt", "tekst": "Slik blir det."}], "endringer": [],
        }  # fmt: skip
        after = kilder
        for place in range(draw(st.integers(1, 3))):
            make = pick([moved_year, replaced, added, removed, moved, noted])
            decision["endringer"].append(make(after, pick, number * 10 + place))
            after = adopted(standing(kilder, [decision]))
        kilder = after
        yield decision, after


def plans(kilder: Kilder) -> Planverk:
    return kilder.planverk.model_copy(update={"vedtak": ()})


@settings(max_examples=100, deadline=None, database=None, phases=[Phase.generate])
@given(st.data())
def test_decisions_give_the_same_at_once_and_one_by_one(data: st.DataObject) -> None:
    """In whatever order their files are read; up to a day, they give what the earlier ones gave."""
    made = list(rows(data.draw, standing(example(), [])))
    shuffled = data.draw(st.permutations([decision for decision, _ in made]))
    at_once = standing(example(), shuffled)
    for number, (_, after) in enumerate(made):
        then = adopted(at_once, (2026, number + 1, 10))
        assert plans(then) == plans(after)
        assert then.changed == after.changed
    assert plans(adopted(at_once)) == plans(made[-1][1])
    assert plans(replace(at_once)) == plans(standing(example(), []))


def test_the_guide_shows_decisions_that_can_be_made(os_sources: Path) -> None:
    """Put in the sources of Os one after the other, as the guide says."""
    guide = (ROOT / "docs/brukerveiledning.md").read_text(encoding="utf-8")
    section = guide[guide.index("### Legge inn et vedtak\n") : guide.index("### Det loven krever\n")]
    shown = [text.partition("```")[0] for text in section.split("```yaml Vedtak\n")[1:]]
    for number, text in enumerate(shown):
        (os_sources / "vedtak" / f"2026-0{number}.yaml").write_text(text, encoding="utf-8")
    ruled = ruling(read_planverk(os_sources))
    assert not ruled.problems
    assert len(shown) == 2
    assert value(ruled.kilder, "plan/smittevernplan/eier") == "Kommuneoverlegen"
    assert value(ruled.kilder, "kapittel/revisjoner/innhold/3") == {"vedtak": "k-2026-05-21"}
    told = cover(adopted(read_planverk(os_sources), (2026, 3, 12)))
    assert "Oppdatert etter kommunestyret 12.03.2026, sak\N{NO-BREAK SPACE}14/26" in told


@pytest.mark.parametrize(("status", "word"), [("utkast", "Utkast"), ("høring", "Høringsutkast"), ("erstattet", "")])
def test_what_is_not_adopted_says_so_across_its_pages(status: str, word: str, kilder: Kilder) -> None:
    """In every header; an adopted document has nothing of it, not even an empty paragraph."""
    own = kilder.planverk.planstrategi.model_copy(update={"status": status})
    told = content(kilder.planverk.model_copy(update={"planstrategi": own}), "planstrategi")
    template = (ROOT / "templates" / "planstrategi.docx").read_bytes()
    with ZipFile(BytesIO(to_docx(told, template, "planstrategi", [1] * len(told.headings)))) as docx:
        heads = [docx.read(name).decode() for name in docx.namelist() if name.startswith("word/header")]
    assert [re.findall(r'string="([^"]*)"', head) for head in heads] == [[word] * bool(word)] * 3
    assert [head.count("<w:p>") for head in heads] == [1 + bool(word)] * 3
