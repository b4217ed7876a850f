"""Spelling, readability, terms and abbreviations: planted faults, what is right, and answers that are kept."""

import json
import os
import re
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spoiling import MARK, spoil, steady
from test_typography import with_goal

from osreport import machine, recipes, spelling, terminal
from osreport.check import language, readability, rules
from osreport.check.checked import Checked
from osreport.check.words import words
from osreport.decisions.adopting import adopted
from osreport.model.verdi import Unntak
from osreport.problem import Problem
from osreport.sources.reader import Kilder, read_planverk
from osreport.sources.strict_yaml import read_yaml
from osreport.spelling import Dictionaries
from osreport.store import Store
from osreport.structs import replace

ROOT = Path(__file__).resolve().parent.parent
FILE = Path(__file__).parent / "cases" / "language.yaml"
TREE, _ = read_yaml(FILE.read_bytes(), FILE.name)
CASES: Any = TREE.value if TREE else {}
SENTENCE = "Her finner du mer nyttig statistikk:"


@pytest.fixture(scope="session")
def dictionaries(tmp_path_factory: pytest.TempPathFactory) -> Dictionaries:
    """Those of this machine; `./inv` installs them where it may, so that CI has them."""
    found = terminal.dictionaries(os.environ)
    if found is None and os.environ.get("CI"):
        pytest.fail("CI must have the Norwegian dictionaries (Debian: hunspell-no)")
    if found is None:
        pytest.skip("no Norwegian dictionary: install hunspell-no, or set DICPATH to a folder with nb_NO and nn_NO")
    return replace(found, store=Store(tmp_path_factory.mktemp("ordbok")))


@pytest.fixture(scope="session")
def before(dictionaries: Dictionaries) -> set[tuple[str, str]]:
    """What is told of Os's own sources."""
    return {
        (each.code, each.message) for each in recipes.examined(ROOT / "sources", None, dictionaries=dictionaries)[1]
    }


def case_of(planted: dict[str, Any]) -> dict[str, Any]:
    if "tekst" not in planted:
        return planted
    return {"fil": "planstrategi.yaml", "bytt": SENTENCE, "til": f"{planted['tekst'].strip()} {SENTENCE}"}


@pytest.mark.parametrize("planted", CASES["wrong"], ids=lambda case: case["regel"])
def test_a_planted_fault_is_told_alone_at_its_place(
    planted: dict[str, Any], os_sources: Path, dictionaries: Dictionaries, before: set[tuple[str, str]]
) -> None:
    (place,) = spoil(case_of(planted), os_sources)
    told = recipes.examined(os_sources, None, dictionaries=dictionaries)[1]
    (found,) = (each for each in told if (each.code, each.message) not in before)
    assert str(found.place) == place
    assert steady(str(found).removeprefix(f"{place}: ")) == planted["sier"]


@pytest.mark.parametrize(
    ("folder", "text"),
    [("sources", text) for text in CASES["right"]["nb"]]
    + [("examples/fjordheim/sources", text) for text in CASES["right"]["nn"]],
)
def test_what_is_right_is_left_alone(folder: str, text: str, dictionaries: Dictionaries) -> None:
    checked = Checked(with_goal(adopted(read_planverk(ROOT / folder)), text), dictionaries)
    assert [each.message for each in language.words_are_in_the_dictionary(checked)] == []


def test_the_example_in_nynorsk_has_nothing_to_be_told(dictionaries: Dictionaries) -> None:
    found = recipes.examined(ROOT / "examples/fjordheim/sources", None, dictionaries=dictionaries)[1]
    assert [each for each in found if each.code.startswith(("SPRÅK", "TERM", "UU"))] == []


def test_a_document_may_be_in_another_language_than_the_municipality(dictionaries: Dictionaries) -> None:
    kilder = read_planverk(ROOT / "examples/fjordheim/sources")
    part = kilder.planverk.vedlegg.model_copy(update={"språk": "nb"})
    other = replace(kilder, planverk=kilder.planverk.model_copy(update={"vedlegg": part}))
    found = list(language.words_are_in_the_dictionary(Checked(other, dictionaries)))
    assert {each.path[0] for each in found} == {"vedlegg"}


def test_adopted_words_are_spelled_but_not_worded_anew(kilder: Kilder, dictionaries: Dictionaries) -> None:
    long = "Deltagerne vurderes, måles, roses og telles hvert år, " + "og igjen, " * 20 + "og fells."
    found = {each.code for each in rules.problems(with_goal(kilder, long), dictionaries) if long[:5] or each}
    usual = {each.code for each in rules.problems(kilder, dictionaries)}
    assert found - usual == {"SPRÅK001"}


@pytest.mark.parametrize("text", ["abe" * 20_000, "a-" * 20_000 + "b.no", "{nb:" * 5_000])
def test_an_endless_text_has_no_words(text: str) -> None:
    assert all(len(word.text) <= 2 for word in words(text, "nb"))


@pytest.mark.parametrize(
    "text",
    [
        "Norges barneråd (NBR) er med. NBR svarer.",
        "NBR (Norges barneråd) er med. NBR svarer.",
        "NBR står for Norges barneråd.",
        "Bygg IV og kapittel XII, sak PS 24/71, EU og NAVs tall.",
    ],
)
def test_an_explained_abbreviation_is_left_alone(text: str, os_sources: Path) -> None:
    spoil({"fil": "planstrategi.yaml", "bytt": SENTENCE, "til": f"{text} {SENTENCE}"}, os_sources)
    found = [each.message for each in recipes.examined(os_sources, None)[1] if each.code == "UU001"]
    assert not [said for said in found if re.match("«(NBR|IV|XII|PS|EU|NAV)", said)]


@pytest.mark.parametrize(
    "text",
    [
        "Vi ser mot framtida, og Fremtidens skole er et navn.",
        "Vi ser mot framtida, og deltakerne er deltagere som ordlisten sier noe om.",
        "Henholdsvis to og tre er med, og hensynet er godt.",
    ],
)
def test_a_name_a_choice_and_a_like_word_are_no_two_ways(text: str, os_sources: Path) -> None:
    spoil({"fil": "planstrategi.yaml", "bytt": SENTENCE, "til": f"{text} {SENTENCE}"}, os_sources)
    told = recipes.examined(os_sources, None)[1]
    assert not [each for each in told if each.code in {"TERM002", "SPRÅK005"}]


# How hard a chapter is to read


def test_a_heavy_chapter_is_told_with_its_number(os_sources: Path) -> None:
    """LIX is words in a sentence plus long words in a hundred: 10 + 50 here, in the words that stand alone."""
    sentence = "Det er en av de kommunale planstrategiene samfunnsdelene handlingsdelene utfordringene. "
    file = os_sources / "planstrategi.yaml"
    text = file.read_text(encoding="utf-8")
    chapter = f"  - id: tungt\n    tittel: Tungt\n    innhold:\n      - tekst: |\n          {sentence * 12}\n"
    file.write_text(text.replace("kapitler:\n", f"kapitler:\n{chapter}", 1), encoding="utf-8")
    (found,) = (each for each in recipes.examined(os_sources, None)[1] if each.code == "SPRÅK002")
    assert found.message == "Kapittelet «Tungt» er tungt å lese: LIX er 60, og bør ikke være over 50."
    assert file.read_text(encoding="utf-8").splitlines()[found.place.line - 1] == "    tittel: Tungt"


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("Det er kort. Det er bra! Er det?", 3),
        ("Se jf. Os, f.eks. Tolga og St.meld. nr. 25 om det.", 1),
        ("Han sa «nei.» Hun gikk.", 2),
        ("Den 25. januar 2024 kl. 12.15 i sak 14/21.", 1),
        ("Dette er en liste:\n\n- ett\n- to\n- tre", 4),
        ("Første avsnitt uten punktum\n\nAndre avsnitt", 2),
        ("  \n\n", 0),
    ],
)
def test_sentences_end_where_a_reader_stops(text: str, sentences: int) -> None:
    assert len(list(readability._sentences(text))) == sentences


@pytest.mark.parametrize(
    "text",
    [
        "Barnas og kommunenes planer finnes her, og alle trives, synes og lykkes.",
        "Det blir det viktigste, og det ble et godt år. Det blir bra. Det ble mye.",
        "Fremdeles og særdeles viktig for hverandres og felles beste, alles og andres.",
    ],
)
def test_what_is_no_passive_is_not_counted(text: str) -> None:
    assert [m[0] for m in readability.PASSIVE.finditer(text) if not readability.NO_PASSIVE.fullmatch(m[0])] == []


# Kept answers


def told(dictionaries: Dictionaries, sources: Path) -> tuple[Problem, ...]:
    return recipes.examined(sources, None, dictionaries=dictionaries)[1]


def test_a_second_check_asks_no_dictionary(
    os_sources: Path, dictionaries: Dictionaries, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    spoil({"fil": "planstrategi.yaml", "bytt": SENTENCE, "til": f"Fells planstategi. {SENTENCE}"}, os_sources)
    kept = Dictionaries(dictionaries.folder, Store(tmp_path / "ordbok"))
    cold = told(kept, os_sources)
    assert told(Dictionaries(dictionaries.folder), os_sources) == cold
    monkeypatch.setattr(spelling, "_loaded", None)
    assert told(kept, os_sources) == cold


def as_package(content: bytes) -> Callable[[Path], None]:
    def write(file: Path) -> None:
        with zipfile.ZipFile(file, "w") as package:
            package.writestr("ord.json", content)

    return write


@pytest.mark.parametrize(
    "spoiled",
    [
        lambda file: file.write_bytes(file.read_bytes()[:40]),
        lambda file: file.write_bytes(b""),
        lambda file: file.unlink(),
        as_package(b"\xff\xfe"),
        as_package(b"[1, 2"),
        as_package(b"[1, 2]"),
        as_package(b"12"),
        as_package(b'{"a": 1}'),
        as_package(b'{"a": [1]}'),
    ],
    ids=["cut", "empty", "gone", "no text", "half", "a list", "a number", "numbers", "numbers in lists"],
)
def test_a_spoiled_answer_is_asked_for_again(
    spoiled: Callable[[Path], object], dictionaries: Dictionaries, tmp_path: Path
) -> None:
    kept = Dictionaries(dictionaries.folder, Store(tmp_path))
    asked: spelling.Asked = {"fells": (), "kommune": (), "planstategi": ()}
    right = kept.unknown("nb", asked)
    for file in tmp_path.iterdir():
        spoiled(file)
    assert kept.unknown("nb", asked) == right
    assert list(right) == ["fells", "planstategi"]


def test_a_store_that_cannot_be_written_stops_nothing(dictionaries: Dictionaries, tmp_path: Path) -> None:
    (tmp_path / "fil").write_text("", encoding="utf-8")
    stuck = Dictionaries(dictionaries.folder, Store(tmp_path / "fil"))
    assert list(stuck.unknown("nb", {"fells": (), "plan": ()})) == ["fells"]


@settings(max_examples=8, deadline=None, database=None)
@given(st.lists(st.text("abdefgiklmnoprstuvyåøæšA日-'", min_size=1, max_size=12), min_size=1, max_size=6))
def test_kept_answers_are_those_of_the_dictionary(asked_for: list[str]) -> None:
    found = terminal.dictionaries(os.environ)
    if found is None:
        pytest.skip("no Norwegian dictionary")
    asked: spelling.Asked = dict.fromkeys(asked_for, ())
    kept = Dictionaries(found.folder, Store(Path(os.devnull)))
    assert dict(kept.unknown("nb", asked)) == dict(Dictionaries(found.folder).unknown("nb", asked))


# Without a dictionary


def test_without_a_dictionary_a_line_says_so(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setattr(machine, "DICTIONARIES", (str(tmp_path),))
    monkeypatch.delenv("DICPATH", raising=False)
    assert terminal.dictionaries(os.environ) is None
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err == (
        "Rettskrivingen er ikke kontrollert: Fant ingen norsk ordbok. Veiledningen sier hvordan du får den.\n"
    )


def test_the_folder_that_hunspell_itself_is_told_of_comes_first(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for name in ("nb_NO.aff", "nb_NO.dic", "nn_NO.aff", "nn_NO.dic"):
        (tmp_path / name).touch()
    monkeypatch.setenv("DICPATH", f"{os.pathsep}{tmp_path}")
    found = terminal.dictionaries(os.environ)
    assert found is not None
    assert found.folder == tmp_path


@pytest.mark.usefixtures("dictionaries")
@pytest.mark.parametrize(("flags", "spelled"), [([], True), (["--no-spelling"], False)])
def test_the_check_spells_unless_told_not_to(flags: list[str], os_sources: Path, *, spelled: bool) -> None:
    spoil({"fil": "planstrategi.yaml", "bytt": SENTENCE, "til": f"Planstategi. {SENTENCE}"}, os_sources)
    command = [
        sys.executable,
        str(ROOT / "tasks.py"),
        "check",
        *flags,
        "--sources",
        str(os_sources),
        "--format",
        "json",
    ]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0
    assert done.stderr == ""
    assert ("SPRÅK001" in {each["kode"] for each in json.loads(done.stdout)}) is spelled


def test_a_build_never_spells(os_sources: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spelling, "_Dictionary", None)
    spoil({"fil": "planstrategi.yaml", "bytt": SENTENCE, "til": f"Planstategi. {SENTENCE}"}, os_sources)
    recipes.checked(os_sources, None)


def test_an_exception_from_spelling_is_needless_only_where_words_are_spelled(
    kilder: Kilder, dictionaries: Dictionaries
) -> None:
    excepted = with_goal(kilder, "Alt er riktig.", Unntak(kode="SPRÅK001", grunn="Prøve."))
    assert "UNNTAK002" not in {each.code for each in rules.problems(excepted)}
    assert "UNNTAK002" in {each.code for each in rules.problems(excepted, dictionaries)}
    needed = with_goal(kilder, "Alt er fells.", Unntak(kode="SPRÅK001", grunn="Prøve."))
    assert {"UNNTAK002", "SPRÅK001"}.isdisjoint(each.code for each in rules.problems(needed, dictionaries))


def test_marks_stand_in_every_case() -> None:
    assert all((case.get("tekst") or case["til"]).count(MARK) == 1 for case in CASES["wrong"])
