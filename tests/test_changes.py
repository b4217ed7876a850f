"""What differs between two states: every edited element is told by its id, nothing else, and why it came about."""

import json
from pathlib import Path as FilePath
from typing import Any

import pytest
from edits import OS, PROPERTY, at, lists, put, texts
from hypothesis import given
from hypothesis import strategies as st
from versions import Repository

from osreport.changes.causes import Side, explained
from osreport.changes.change import Change
from osreport.changes.compared import changes
from osreport.changes.items import items
from osreport.changes.pairing import longest_rise
from osreport.changes.words import compared
from osreport.model.dokument import Tekstblokk
from osreport.model.planverk import Planverk
from osreport.model.samfunnsdel import Strategi
from osreport.model.vedtak import Vedtak
from osreport.model.verdi import Dato, Verdi
from osreport.sources.reader import Kilder


def told(found: tuple[Change, ...]) -> list[tuple[str, str, str]]:
    return [(change.what, change.kind, change.id) for change in found]


def test_what_is_the_same_has_no_changes(planverk: Planverk) -> None:
    assert changes(planverk, planverk.model_copy(deep=True)) == ()


@PROPERTY
@given(data=st.data())
def test_every_edited_element_is_told_and_nothing_else(data: st.DataObject) -> None:
    every = texts(OS)
    chosen = data.draw(st.lists(st.sampled_from(range(len(every))), unique=True, min_size=1, max_size=6))
    words = data.draw(st.sampled_from(["{} til slutt", "Først {}", "noe helt annet"]))
    after = OS
    for number in chosen:
        after = put(after, every[number][0], words.format)
    found = changes(OS, after)
    assert sorted(change.id for change in found) == sorted(every[number][1] for number in chosen)
    for change in found:
        (field,) = change.fields
        assert (change.what, field.name) == ("endret", "tekst")
        assert change.new is not None
        assert (field.old, field.new) == (at(OS, change.new).tekst, at(after, change.new).tekst)


@PROPERTY
@given(data=st.data())
def test_what_is_taken_out_is_told_with_all_below_it_and_put_back_is_new(data: st.DataObject) -> None:
    path = data.draw(st.sampled_from(lists(OS)))
    gone = data.draw(st.integers(0, len(at(OS, path)) - 1))
    after = put(OS, path, lambda members: (*members[:gone], *members[gone + 1 :]))
    lost = set(items(OS)) - set(items(after))
    found, back = changes(OS, after), changes(after, OS)
    for there, what in ((found, "fjernet"), (back, "ny")):
        named = [change for change in there if change.what != "omnummerert"]
        assert {change.what for change in named} == {what}
        assert {change.line[0] for change in named if change.id} >= {key for key in lost if "blokk" not in key}
        assert len(named) == len(items(OS)) - len(items(after))


@PROPERTY
@given(data=st.data())
def test_as_few_as_will_do_are_told_as_moved(data: st.DataObject) -> None:
    path = data.draw(st.sampled_from([path for path in lists(OS) if path[-1] in {"strategier", "planer"}]))
    members = at(OS, path)
    order = data.draw(st.permutations(range(len(members))))
    found = changes(OS, put(OS, path, lambda each: tuple(each[number] for number in order)))
    assert {change.what for change in found} <= {"flyttet"}
    assert len(found) == len(members) - len(longest_rise(order))


@given(old=st.text("ab ,.\n", max_size=30), new=st.text("ab ,.\n", max_size=30))
def test_the_marked_words_hold_both_texts(old: str, new: str) -> None:
    words = compared(old, new)
    assert "".join(each.text for each in words if each.mark != "ny") == old
    assert "".join(each.text for each in words if each.mark != "fjernet") == new


@given(st.lists(st.integers(0, 50), unique=True, max_size=12))
def test_a_rising_part_is_as_long_as_any(numbers: list[int]) -> None:
    places = longest_rise(numbers)
    assert places == sorted(places)
    assert [numbers[place] for place in places] == sorted(numbers[place] for place in places)
    best: list[int] = []
    for number in range(len(numbers)):
        best.append(1 + max([best[each] for each in range(number) if numbers[each] < numbers[number]], default=0))
    assert len(places) == max(best, default=0)


def test_a_chapter_whose_number_alone_is_another_is_told_as_that(planverk: Planverk) -> None:
    path = ("planstrategi", "kapitler", 0, "kapitler")
    first, *others = at(planverk, path)
    after = put(planverk, path, lambda each: (*each[1:], each[0]))
    found = {(change.what, change.id): (change.before, change.after) for change in changes(planverk, after)}
    assert set(found) == {("flyttet", first.id), *(("omnummerert", each.id) for each in others)}
    assert found["omnummerert", others[0].id] == ("1.2", "1.1")


def test_a_paragraph_is_paired_by_its_words(planverk: Planverk) -> None:
    number, chapter = next(
        (number, each)
        for number, each in enumerate(planverk.samfunnsdel.kapitler)
        if sum(isinstance(block, Tekstblokk) for block in each.innhold) > 1
    )
    path = ("samfunnsdel", "kapitler", number, "innhold")
    place = next(place for place, block in enumerate(chapter.innhold) if isinstance(block, Tekstblokk))
    after = put(planverk, (*path, place, "tekst"), "{} Og en setning til.".format)
    after = put(after, path, lambda blocks: (Tekstblokk(tekst="Et helt annet avsnitt."), *blocks))
    new, edited = changes(planverk, after)
    assert (new.what, new.kind, new.title) == ("ny", "avsnitt", "Et helt annet avsnitt.")
    assert (edited.what, edited.fields[0].words[-1].text) == ("endret", " Og en setning til.")
    assert edited.group.titles[0].endswith(chapter.tittel)
    moved = put(planverk, (*path, place), lambda _: Tekstblokk(tekst="Byttet ut."))
    moved = put(moved, ("planstrategi", "kapitler", 0, "innhold"), lambda each: (*each, chapter.innhold[place]))
    assert sorted(change.what for change in changes(planverk, moved)) == ["flyttet", "ny"]


def test_a_goal_that_changes_area_has_moved(planverk: Planverk) -> None:
    goal = planverk.samfunnsdel.områder[0].mål[0]
    after = put(planverk, ("samfunnsdel", "områder", 0, "mål"), lambda goals: goals[1:])
    after = put(after, ("samfunnsdel", "områder", 1, "mål"), lambda goals: (*goals, goal))
    (change,) = changes(planverk, after)
    first, second = planverk.samfunnsdel.områder[:2]
    assert (change.what, change.id) == ("flyttet", goal.id)
    assert change.before == f"først i område «{first.id}»"
    assert change.after == f"etter mål «{second.mål[-1].id}» i område «{second.id}»"


@pytest.fixture
def repository(tmp_path: FilePath) -> Repository:
    return Repository(tmp_path / "git")


STREET = "adresse: Naustvegen 4"


def test_the_last_commit_and_the_files_at_hand_are_compared_if_nothing_is_said(repository: Repository) -> None:
    same = repository.run("changes")
    assert (same.returncode, same.stdout) == (0, "Ingen endringer fra HEAD til arbeid.\n")
    repository.change("kommune.yaml", STREET, "adresse: Nyvegen 5")
    done = repository.run("changes")
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == [
        "Endret fra HEAD til arbeid",
        "",
        "Kommunen",
        "  Endret: kommune «Fjordheim kommune» (plan/sources/kommune.yaml:7:1)",
        "    adresse: [-Naustvegen 4-]{+Nyvegen 5+}, 9999 Fjordheim",
        "    Årsak: Endret i filene, ikke lagret i git",
        "",
        "1 endring: 1 endret.",
    ]


def test_each_line_is_told_with_the_commit_it_came_with(repository: Repository) -> None:
    repository.git("tag", "først")
    repository.change("kommune.yaml", STREET, "adresse: Nyvegen 5")
    first = repository.commit("Kommunehuset er flyttet")
    repository.change("kommune.yaml", "navn: Fjordheim kommune", "navn: Fjordheim herad")
    repository.change("planstrategi.yaml", "undertittel: ", "undertittel: Ny ")
    second = repository.commit("Nytt navn")
    told = json.loads(repository.run("changes", "--from", "først", "--to", "HEAD", "--format", "json").stdout)
    assert (told["fra"], told["til"]) == ("først", "HEAD")
    strategy, own = told["endringer"]
    assert (strategy["endring"], strategy["slag"]) == ("endret", "planstrategi")
    assert [each["id"] for each in own["årsaker"]] in ([second, first], [first, second])
    assert {
        "slag": "commit", "id": first, "dato": "2026-03-01", "hvem": "Ola Planlegger",
        "hva": "Kommunehuset er flyttet", "sikker": True,
    } in own["årsaker"]  # fmt: skip
    assert [each["id"] for each in strategy["årsaker"]] == [second]
    assert "kommunen.example" not in json.dumps(told)
    only = json.loads(repository.run("changes", "--from", "HEAD~1", "--to", "HEAD", "--format", "json").stdout)
    assert [[each["id"] for each in change["årsaker"]] for change in only["endringer"]] == [[second], [second]]


def test_what_is_gone_is_told_with_the_commits_that_may_have_taken_it(repository: Repository) -> None:
    repository.git("tag", "først")
    repository.change("kommune.yaml", STREET, "adresse: Nyvegen 5")
    repository.commit("Adresse")
    text = (repository.sources / "samarbeid.yaml").read_text(encoding="utf-8")
    (repository.sources / "samarbeid.yaml").unlink()
    gone = repository.commit("Samarbeidet er slutt")
    told = json.loads(repository.run("changes", "--from", "først", "--to", "HEAD", "--format", "json").stdout)
    lost = [change for change in told["endringer"] if change["endring"] == "fjernet"]
    assert len(lost) == text.count("- id:")
    assert all([each["id"] for each in change["årsaker"]] == [gone] for change in lost)
    assert all(change["fil"] == "først:plan/sources/samarbeid.yaml" for change in lost)


def test_lines_older_than_both_states_are_no_cause(repository: Repository) -> None:
    repository.git("tag", "først")
    repository.change("kommune.yaml", "  innhold: Dette finn du i planen\n", "")
    commit = repository.commit("Vanlig ord for innhold")
    for to in ("HEAD", "arbeid"):
        (change,) = json.loads(repository.run("changes", "--from", "først", "--to", to, "--format", "json").stdout)[
            "endringer"
        ]
        assert [(each["slag"], each["id"], each["sikker"]) for each in change["årsaker"]] == [("commit", commit, True)]
    repository.change("kommune.yaml", STREET, "adresse: Nyvegen 5")
    told = json.loads(repository.run("changes", "--from", "først", "--format", "json").stdout)["endringer"]
    assert [each["slag"] for each in told[0]["årsaker"]] == ["ulagret"]


def test_what_is_wrong_in_either_state_is_told_at_once(repository: Repository) -> None:
    repository.change("kommune.yaml", "epost:", "epst:")
    repository.commit("Feil", "feil")
    repository.change("kommune.yaml", "navn:", "nvn:")
    done = repository.run("changes", "--from", "feil")
    assert done.returncode == 1
    assert "feil:plan/sources/kommune.yaml:9:1: FELT002 feil: «epst»" in done.stdout
    assert "\nplan/sources/kommune.yaml:7:1: FELT002 feil: «nvn»" in done.stdout


def test_a_new_decision_is_the_cause_of_what_names_it(repository: Repository) -> None:
    decision = "id: nytt-vedtak\norgan: kommunestyret\ndato: 2026-02-12\nsak: 7/26\ngjelder: Rullering\n"
    words = "ordlyd:\n  - id: en\n    tekst: Planstrategien er rullert.\n"
    (repository.sources / "vedtak" / "2026-02-12.yaml").write_text(decision + words, encoding="utf-8")
    repository.change("planstrategi.yaml", "oppdatert_etter: k-2025-12-11", "oppdatert_etter: nytt-vedtak")
    done = repository.run("changes")
    assert "    oppdatert etter: [-k-2025-12-11-]{+nytt-vedtak+}\n" in done.stdout
    assert "    Årsak: vedtak nytt-vedtak, kommunestyret 2026-02-12: Rullering\n" in done.stdout


class Adressert(Verdi):
    """A change in a decision: it says which element it is about, and what comes into it."""

    adresse: tuple[str, str]
    nye: tuple[Any, ...] = ()


class VedtakMedEndringer(Vedtak):
    endringer: tuple[Adressert, ...] = ()


def test_a_decision_is_the_cause_of_what_it_changes_adds_and_takes_out(planverk: Planverk, kilder: Kilder) -> None:
    area = planverk.samfunnsdel.områder[0]
    goal, gone = area.mål[0], area.mål[1]
    edits = (
        Adressert(adresse=("mål", goal.id), nye=({"id": "ny-strategi", "tekst": "Ny."},)),
        Adressert(adresse=("mål", gone.id)),
        Adressert(adresse=("dokument", "planstrategi")),
    )
    made = {**dict(planverk.vedtak[-1]), "id": "nytt", "dato": Dato.model_validate("2026-02-12"), "endringer": edits}
    after = planverk.model_copy(update={"vedtak": (*planverk.vedtak, VedtakMedEndringer(**made))})
    first = ("samfunnsdel", "områder", 0, "mål")
    new = Strategi(id="ny-strategi", tekst="Ny.")
    after = put(after, (*first, 0, "tekst"), "{} Og mer.".format)
    after = put(after, (*first, 0, "strategier"), lambda each: (*each, new))
    after = put(after, first, lambda goals: (goals[0], *goals[2:]))
    after = put(after, ("planstrategi", "kortnavn"), "{} 2026".format)
    after = put(after, ("samfunnsdel", "kortnavn"), "{} 2026".format)
    old, day = Side(kilder), (2026, 2, 11)
    caused = {}
    for change in explained(changes(planverk, after), old, Side(Kilder(after, kilder.places)), None):
        caused[change.what, change.kind, change.id] = [cause.id for cause in change.causes]
    assert caused.pop(("ny", "vedtak med endringer", "nytt")) == []
    assert caused.pop(("endret", "samfunnsdel", "")) == []
    assert set(caused) >= {
        ("endret", "mål", goal.id), ("ny", "strategi", "ny-strategi"), ("fjernet", "mål", gone.id),
        ("endret", "planstrategi", ""), *(("fjernet", "strategi", each.id) for each in gone.strategier),
    }  # fmt: skip
    assert {key: causes for key, causes in caused.items() if causes != ["nytt"] and key[1] != "vedtakspunkt"} == {}
    before = explained(changes(planverk, after), old, Side(Kilder(after, kilder.places), day), None)
    assert not [change for change in before if change.causes]


def test_a_case_paper_gets_lists_with_what_is_gone_and_new(repository: Repository) -> None:
    repository.change("kommune.yaml", STREET, "adresse: Ny*vegen* 5")
    assert repository.run("changes", "--format", "markdown").stdout == (
        "## Endringer fra HEAD til arbeid\n\n1 endring: 1 endret.\n\n### Kommunen\n\n"
        "- **Endret:** kommune «Fjordheim kommune»\n"
        "  - adresse: ~~Naustvegen 4,~~ **Ny\\*vegen\\* 5,** 9999 Fjordheim\n"
        "  - Årsak: Endret i filene, ikke lagret i git\n"
    )


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("--from", "2024-99-01"), 2, "--from: «2024-99-01» er ingen dato. Skriv den som 2024-01-25 (år-måned-dag).\n"),
        (("--to", "-x"), 2, None),
        (("--format", "html"), 2, "--format kan være text, json, markdown, ikke «html».\n"),
        (("--to", "mian"), 1, "Mente du «main»?"),
    ],
)
def test_wrong_use_and_unknown_states_are_told(
    repository: Repository, words: tuple[str, ...], code: int, said: str | None
) -> None:
    done = repository.run("changes", *words)
    assert done.returncode == code
    assert (said or "") in done.stdout + done.stderr
