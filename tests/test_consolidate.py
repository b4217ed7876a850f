"""Decisions written into the files that they change: the same documents, and nothing else touched."""

import json
import os
import shutil
from collections import Counter
from collections.abc import Callable
from difflib import unified_diff
from pathlib import Path

import pytest
import yaml
from built import built
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from test_decisions import EXAMPLE, HEAD, OWNER, decided, example, plans, rows, standing
from versions import Repository

from osreport import recipes
from osreport.consolidation import consolidated, prove
from osreport.context.content import Content
from osreport.context.document import content
from osreport.decisions.adopting import adopted
from osreport.decisions.consolidating import Consolidation, consolidation, to_text
from osreport.model.documents import DOCUMENTS
from osreport.model.planverk import Planverk
from osreport.press import Press
from osreport.problem import SourceError
from osreport.sources.files import lying
from osreport.sources.reader import Kilder, read_planverk

ROOT = Path(__file__).resolve().parent.parent
PRESS = Press(ROOT / "templates")
DAY = (2024, 1, 25)


def texts(folder: Path) -> dict[str, str]:
    return {path.relative_to(folder).as_posix(): path.read_bytes().decode() for path in sorted(folder.rglob("*.yaml"))}


def diff(old: dict[str, str], new: dict[str, str]) -> str:
    pairs = ((old[name].splitlines(keepends=True), new[name].splitlines(keepends=True), name) for name in old)
    return "".join(line for before, after, name in pairs for line in unified_diff(before, after, name, name))


def written_in(folder: Path, until: tuple[int, int, int], kilder: Kilder | None = None) -> Consolidation:
    """The decisions up to a day written in the files of a folder, without the proof."""
    files = lying(folder, "sources")
    found = consolidation(kilder or read_planverk(folder), until, {file: each.content for file, each in files.items()})
    for file, made in found.files.items():
        (folder / files[file].name).write_bytes(made)
    return found


def told(folder: Path, until: tuple[int, int, int] = DAY) -> list[str]:
    """Why nothing is written, and that nothing is."""
    before = texts(folder)
    with pytest.raises(SourceError) as stopped:
        consolidated(folder, "sources", until, PRESS)
    assert texts(folder) == before
    return [str(problem) for problem in stopped.value.problems]


def test_the_decision_of_2024_touches_its_lines_alone(os_sources: Path, golden: Callable[[str, str], None]) -> None:
    before = texts(os_sources)
    found = consolidated(os_sources, "sources", DAY, PRESS)
    golden("consolidated-os.diff", diff(before, texts(os_sources)))
    assert [each.id for each in found.decisions] == ["k-2024-01-25"]
    assert found.remarks == ()


def test_the_documents_are_the_same_bytes(os_sources: Path, tmp_path: Path) -> None:
    before = built(os_sources, tmp_path / "før", pdf=False)
    consolidated(os_sources, "sources", DAY, PRESS)
    after = built(os_sources, tmp_path / "etter", pdf=False)
    assert before == after
    assert json.loads(after["manifest.json"])["dokumenter"][1]["oppdatert_etter"]["dato"] == "2024-01-25"


def test_the_rules_find_nothing_new(os_sources: Path) -> None:
    before, after = [Counter[tuple[str, str]](), Counter[tuple[str, str]]()]
    before.update((each.code, each.message) for each in recipes.examined(os_sources, None)[1])
    consolidated(os_sources, "sources", DAY, PRESS)
    after.update((each.code, each.message) for each in recipes.examined(os_sources, None)[1])
    assert not after - before


def test_a_second_time_there_is_nothing_to_do(os_sources: Path) -> None:
    consolidated(os_sources, "sources", DAY, PRESS)
    before = texts(os_sources)
    found = consolidated(os_sources, "sources", DAY, PRESS)
    assert found == Consolidation()
    assert to_text(found, "2024-01-25") == "Ingenting å gjøre: Filene har alt som er vedtatt til og med 2024-01-25."
    assert texts(os_sources) == before


@pytest.mark.parametrize("later", [False, True], ids=["the last decision", "one more to come"])
def test_what_touched_an_element_last_is_known_still(later: bool, os_sources: Path) -> None:
    if later:
        decided({"endringer": OWNER}, os_sources)
    before = adopted(read_planverk(os_sources)).changed
    written_in(os_sources, DAY)
    assert adopted(read_planverk(os_sources)).changed == before


@pytest.mark.parametrize(
    "until", [(2026, 2, 10), (2026, 5, 19), (2026, 6, 18)], ids=["sent out", "proposed", "adopted"]
)
def test_what_a_hearing_led_to_is_written_in_with_the_decision_that_adopts_it(
    until: tuple[int, int, int], tmp_path: Path
) -> None:
    """And what touched each element is known still, with the points behind it."""
    folder = tmp_path / "sources"
    shutil.copytree(ROOT / "examples/lyngvik/sources", folder)
    before = adopted(read_planverk(folder))
    found = consolidated(folder, "sources", until, PRESS)
    assert [each.dato.sortering for each in found.decisions][-1] == until
    text = (folder / "samfunnsdel.yaml").read_text(encoding="utf-8")
    assert ("Styrke fiskeriene og utvide havna" in text) == (until > (2026, 3, 1))
    after = adopted(read_planverk(folder))
    assert (documents(after.planverk), after.grounds) == (documents(before.planverk), before.grounds)
    assert {key: after.changed[key] for key in before.changed} == dict(before.changed)


def documents(planverk: Planverk) -> list[Content]:
    return [content(planverk, name) for name in DOCUMENTS]


@settings(max_examples=100, deadline=None, database=None, phases=[Phase.generate])
@given(data=st.data())
def test_at_once_one_by_one_and_written_into_the_files_are_the_same_documents(
    data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Up to any day, and again up to another; later decisions are adopted on the files as they are then."""
    folder = tmp_path_factory.mktemp("prøve") / "sources"
    shutil.copytree(EXAMPLE, folder, ignore=shutil.ignore_patterns(".schema"))
    made = list(rows(data.draw, standing(example(), [])))
    for decision, _ in made:
        text = yaml.safe_dump(decision, allow_unicode=True, sort_keys=False)
        (folder / "vedtak" / f"{decision['id']}.yaml").write_text(text, encoding="utf-8")
    now, remarks, gone = read_planverk(folder), _remarks(folder), Counter[str]()
    at_once = adopted(now)
    wanted = documents(at_once.planverk)
    assert documents(made[-1][1].planverk.model_copy(update={"vedtak": at_once.planverk.vedtak})) == wanted
    for until in sorted(data.draw(st.lists(st.integers(1, len(made)), min_size=1, max_size=2, unique=True))):
        gone.update(written_in(folder, (2026, until, 10), now).remarks)
        now = read_planverk(folder)
        known = {decision["id"] for decision, _ in made}
        within = [each.id for each in now.planverk.vedtak if each.id in known and each.i_grunnlaget]
        assert within == [f"k-{number}" for number in range(until)]
        for number in range(until, len(made) + 1):
            assert plans(adopted(now, (2026, number, 10))) == plans(made[number - 1][1])
        assert documents(adopted(now).planverk) == wanted
    assert remarks - _remarks(folder) == gone


def _remarks(folder: Path) -> Counter[str]:
    """The lines with a remark alone; Fjordheim has no others."""
    lines = (line.strip() for text in texts(folder).values() for line in text.splitlines())
    return Counter(line for line in lines if line.startswith("#"))


def test_a_proof_tells_files_that_say_something_else(os_sources: Path, tmp_path: Path) -> None:
    other = tmp_path / "annet"
    shutil.copytree(os_sources, other)
    text = (other / "samarbeid.yaml").read_text(encoding="utf-8")
    (other / "samarbeid.yaml").write_text(text.replace("navn: ", "navn: Nye ", 1), encoding="utf-8")
    with pytest.raises(SourceError) as stopped:
        prove(read_planverk(os_sources), read_planverk(other), DAY, PRESS)
    (problem,) = stopped.value.problems
    assert str(problem.place).startswith("sources/samarbeid.yaml:")
    assert (problem.code, "Ingenting er skrevet." in problem.message) == ("VEDTAK023", True)
    prove(read_planverk(os_sources), read_planverk(os_sources), DAY, PRESS)


LAYOUTS = {
    "planregister.yaml": """\
# Toppen.

grupper:
- id: a
  tittel: "A"   # sitat
  planer:
  # Om p.
  - "id": p
    navn: 'Planen'
    type: plan
    eier: Os
    hjemmel: [ x, "y" ]
    revisjoner: [{år: 2025, grunnlag: 'En, to'}, {år: 2030}]
    merknad: >-
      Et langt
      notat.

  # Om q.
  - id: q
    navn: Q
    type: plan
    eier: Os

# Sist.""",
}
ODD = """\
- flytt_år: {plan: p, fra: 2025, til: 2026}
- sett: {plan: p, felt: merknad, fra: Et langt notat., til: "Et kort: notat # nei"}
- legg_til: {plan: p, felt: hjemmel, foran: y, nye: [z]}
- sett: {plan: q, felt: kortnavn, til: 'no'}
- sett: {plan: q, felt: andre_navn, til: ["q: en", 'q to']}
"""
BECOMES = """\
# Toppen.

grupper:
- id: a
  tittel: "A"   # sitat
  planer:
  # Om p.
  - "id": p
    navn: 'Planen'
    type: plan
    eier: Os
    hjemmel: [ x, z, "y" ]
    revisjoner: [{år: 2026}, {år: 2030}]
    merknad: >-
      Et kort: notat # nei

  # Om q.
  - id: q
    navn: Q
    kortnavn: no
    andre_navn:
    - 'q: en'
    - q to
    type: plan
    eier: Os

# Sist."""


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_an_odd_file_is_changed_in_its_own_manner(line_end: str, tmp_path: Path) -> None:
    """Brackets, quotes, folded prose, remarks, lists as far out as their field, Windows, no last line end."""
    folder = sources_with(tmp_path, LAYOUTS, ODD, line_end)
    written_in(folder, (2026, 3, 12))
    assert (folder / "planregister.yaml").read_bytes().decode("utf-8-sig") == BECOMES.replace("\n", line_end)
    assert (folder / "planregister.yaml").read_bytes()[:1] == (b"\xef" if line_end != "\n" else b"#")


def sources_with(tmp_path: Path, files: dict[str, str], changes: str, line_end: str = "\n") -> Path:
    """The sources of Os with other files in them, and a decision."""
    folder = tmp_path / "sources"
    shutil.copytree(ROOT / "sources", folder, ignore=shutil.ignore_patterns(".schema", "2024-*"))
    for name, text in files.items():
        mark = "\ufeff" if line_end != "\n" else ""
        (folder / name).write_bytes((mark + text.replace("\n", line_end)).encode())
    lines = "".join(f"  {line}\n" for line in changes.splitlines())
    decision = f"{HEAD}# Det som endres.\nendringer:\n{lines}"
    (folder / "vedtak/2026-03-12.yaml").write_text(decision, encoding="utf-8")
    return folder


def test_an_element_moves_to_another_file_as_it_was_written(os_sources: Path) -> None:
    before = texts(os_sources)
    chapter = "        # Om revisjonene.\n"
    text = before["planstrategi.yaml"]
    at = text.index("      - id: revisjoner\n")
    noted = f"{text[:at]}{chapter.replace('        ', '      ')}{text[at:]}"
    (os_sources / "planstrategi.yaml").write_text(noted, encoding="utf-8")
    first = read_planverk(os_sources).planverk.vedlegg.kapitler[0]
    change = "- flytt: {kapittel: revisjoner, fra: Revisjoner av overordna planer i perioden 2024–2027, foran: %s}"
    decided({"endringer": change % first.id}, os_sources)
    wanted = adopted(read_planverk(os_sources))
    found = written_in(os_sources, (2026, 3, 12))
    now = adopted(read_planverk(os_sources))
    assert plans(now) == plans(wanted)
    assert found.remarks == ()
    assert "\n  # Om revisjonene.\n  - id: revisjoner\n" in texts(os_sources)["vedlegg.yaml"]
    assert "Om revisjonene" not in texts(os_sources)["planstrategi.yaml"]


def test_the_last_member_of_a_list_goes_and_its_remark_is_told(os_sources: Path) -> None:
    file = os_sources / "samarbeid.yaml"
    own = "samarbeid:\n  # Det eneste.\n  - id: eneste\n    navn: Det eneste samarbeidet\n    form: avtale\n"
    file.write_text(own + file.read_text(encoding="utf-8").partition("samarbeid:\n")[0], encoding="utf-8")
    kilder = read_planverk(os_sources)
    assert [each.id for each in kilder.planverk.samarbeid.samarbeid] == ["eneste"]
    decided({"endringer": "- fjern: {samarbeid: eneste, fra: Det eneste samarbeidet}"}, os_sources)
    found = written_in(os_sources, (2026, 3, 12))
    assert file.read_text(encoding="utf-8").startswith("samarbeid: []\n")
    assert found.remarks == ("# Det eneste.",)
    said = to_text(found, "2026-03-12")
    assert "Disse merknadene gikk ut sammen med det de sto ved:\n  # Det eneste.\n" in said


def test_the_file_of_the_decision_keeps_its_record(os_sources: Path) -> None:
    name = "vedtak/2024-01-25-planstrategi.yaml"
    before = texts(os_sources)[name]
    written_in(os_sources, DAY)
    assert texts(os_sources)[name] == before.replace("utdrag: true\n", "utdrag: true\ni_grunnlaget: true\n")


def test_a_decision_that_was_not_adopted_is_left(os_sources: Path) -> None:
    decided({"hode": "resultat: utsatt\n", "endringer": OWNER}, os_sources)
    before = texts(os_sources)
    assert [each.id for each in written_in(os_sources, (2026, 12, 31)).decisions] == ["k-2024-01-25"]
    assert texts(os_sources)["vedtak/2026-03-12-prøve.yaml"] == before["vedtak/2026-03-12-prøve.yaml"]


def test_proposals_that_cannot_be_looked_at_any_more_are_told(os_sources: Path) -> None:
    proposal = f"alternativer:\n  - id: helse\n    gjelder: Helse\n    endringer:\n      {OWNER}\n"
    decided({"hode": proposal, "endringer": OWNER}, os_sources)
    said = to_text(written_in(os_sources, (2026, 12, 31)), "2026-12-31")
    assert "Forslagene i k-2026-03-12 kan ikke lenger forhåndsvises slik planene var før vedtaket.\n" in said
    assert said.endswith("Planene slik de var før 2026-03-12, lages nå av en eldre utgave i git: --state UTGAVE@DATO.")


def test_a_decision_that_does_not_fit_stops_all(os_sources: Path) -> None:
    decided({"endringer": "- sett: {plan: smittevernplan, felt: eier, fra: Noen, til: Helse}"}, os_sources)
    (said,) = told(os_sources)
    assert said.startswith("sources/vedtak/2026-03-12-prøve.yaml:10:51: VEDTAK011 feil: «fra» sier «Noen», men «eier»")


def test_sources_with_faults_stop_all(os_sources: Path) -> None:
    text = (os_sources / "vedlegg.yaml").read_text(encoding="utf-8")
    (os_sources / "vedlegg.yaml").write_text(text.replace("{", "{fakta:finnes-ikke} {", 1), encoding="utf-8")
    assert ["REF" in each for each in told(os_sources)] == [True]


def test_no_earlier_decision_is_left_behind(os_sources: Path) -> None:
    """A decision from sometime in 2026 that came after one in May; and one in the files, newer than the day."""
    decided({"endringer": OWNER, "hode": "etter: k-2026-05-01\n"}, os_sources)
    file = os_sources / "vedtak/2026-03-12-prøve.yaml"
    own = file.read_text(encoding="utf-8")
    file.write_text(own.replace("dato: 2026-03-12", "dato: 2026"), encoding="utf-8")
    other = own.replace("k-2026-03-12", "k-2026-05-01").replace("2026-03-12", "2026-05-01").replace("smitte", "skjenke")
    other = other.replace("etter: k-2026-05-01\n", "").partition("endringer:")[0]
    change = "endringer:\n  - sett: {plan: delegeringsreglement, felt: eier, fra: Os kommune, til: Ordføreren}\n"
    (os_sources / "vedtak/2026-05-01.yaml").write_text(other + change, encoding="utf-8")
    (said,) = told(os_sources, (2026, 3, 1))
    assert said == (
        "sources/vedtak/2026-05-01.yaml:3:7: VEDTAK021 feil: Vedtaket «k-2026-05-01» kom før «k-2026-03-12», men blir"
        " ikke med nå.\n"
        "    Gjør slik: Skriv --until 2026-05-01 eller en senere dato, eller rett «dato» eller «etter» i vedtakene."
    )
    text = (os_sources / "vedtak/2026-05-01.yaml").read_text(encoding="utf-8")
    (os_sources / "vedtak/2026-05-01.yaml").write_text(f"{text}i_grunnlaget: true\n", encoding="utf-8")
    (said,) = told(os_sources)
    assert said == (
        "sources/vedtak/2026-05-01.yaml:3:7: VEDTAK020 feil: Vedtaket «k-2026-05-01» er nyere enn datoen du har bedt"
        " om, og filene er skrevet etter det.\n"
        "    Gjør slik: Skriv --until 2026-05-01 eller en senere dato. Da kommer de eldre vedtakene med."
    )
    assert len(written_in(os_sources, (2026, 5, 1)).decisions) == 2


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
def test_a_link_is_not_written_through(os_sources: Path) -> None:
    (os_sources / ".ekte").mkdir()
    (os_sources / "vedlegg.yaml").rename(os_sources / ".ekte" / "vedlegg.yaml")
    (os_sources / "vedlegg.yaml").symlink_to(os_sources / ".ekte" / "vedlegg.yaml")
    (said,) = told(os_sources)
    assert said == (
        "sources/vedlegg.yaml: KILDE009 feil: Filen er en lenke til en annen fil, og blir ikke skrevet i. Ingenting er"
        " skrevet.\n    Gjør slik: Legg selve filen i mappen, og prøv på nytt."
    )


def test_what_cannot_be_written_exactly_is_not_written(os_sources: Path) -> None:
    """Here, since the bytes are not those that were read."""
    contents = {file: each.content[40:] for file, each in lying(os_sources, "sources").items()}
    with pytest.raises(SourceError) as stopped:
        consolidation(read_planverk(os_sources), DAY, contents)
    assert {each.code for each in stopped.value.problems} == {"VEDTAK022"}
    assert "sources/planregister.yaml" in {each.place.file for each in stopped.value.problems}


def test_files_stay_as_they_were_where_one_cannot_be_put_in_place(
    os_sources: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, moved = os.replace, list[str]()

    def replace(source: Path, target: Path) -> None:
        moved.append(str(target))
        if len(moved) == 3:
            raise PermissionError(13, "no")
        real(source, target)

    monkeypatch.setattr(os, "replace", replace)
    (said,) = told(os_sources)
    assert "UT001 feil: Du kan ikke skrive her, eller filen er åpen i et annet program." in said
    assert {*moved[3:]} == {*moved[:3]}


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    return Repository(tmp_path / "mappe", ROOT / "sources")


def test_the_command_tells_what_it_wrote_and_how_to_undo_it(repository: Repository) -> None:
    os.chmod(repository.sources / "vedlegg.yaml", 0o640)  # noqa: PTH101
    done = repository.run("consolidate", "--until", "2024-01-25")
    assert done.returncode == 0, done.stdout + done.stderr
    assert (
        done.stdout
        == """\
Skrevet inn i filene, vedtak til og med 2024-01-25:
  2024-01-25 k-2024-01-25: Strategisk næringsplan og eierskapsmelding
Filer:
  plan/sources/planregister.yaml
  plan/sources/planstrategi.yaml
  plan/sources/vedlegg.yaml
  plan/sources/vedtak/2024-01-25-planstrategi.yaml
Prøvd før det ble skrevet: Alle dokumentene er de samme som før.
Planene slik de var før 2024-01-25, lages nå av en eldre utgave i git: --state UTGAVE@DATO.
"""
    )
    assert "Se det over med «git diff». Angrer du, gir «git restore plan/sources» filene tilbake" in done.stderr
    assert (repository.sources / "vedlegg.yaml").stat().st_mode & 0o777 == 0o640
    assert len(repository.git("status", "--short").splitlines()) == 4
    again = repository.run("consolidate", "--until", "2024-01-25")
    assert (again.returncode, again.stdout[:19], again.stderr) == (0, "Ingenting å gjøre: ", "")
    repository.git("restore", "plan/sources")
    repository.change("kommune.yaml", "# Fristene", "# Alle fristene")
    done = repository.run("consolidate", "--until", "2024-01-25")
    assert "Du hadde endringer som ikke var lagret i git." in done.stderr


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((), "Skriv til og med hvilken dag: --until ÅÅÅÅ-MM-DD."),
        (("--until", "i går"), "--until skal være en dato som 2024-01-25, ikke «i går»."),
    ],
)
def test_a_day_is_asked_for(words: tuple[str, ...], said: str, repository: Repository) -> None:
    done = repository.run("consolidate", *words)
    assert (done.returncode, done.stderr.strip()) == (2, said)
