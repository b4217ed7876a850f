"""The log of the changes: each of them once, with the whole of what was and is, and why it came about."""

import re
import string
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path as FilePath

import built
import filled
import marked
import pytest
from edits import OS, PROPERTY, lists, put, texts
from hypothesis import given, settings
from hypothesis import strategies as st
from versions import ROOT, Repository

from osreport import markup, prose
from osreport.changelog.content import Between, changelog
from osreport.changelog.said import WORDS, described, short
from osreport.changelog.texts import Spoken
from osreport.changes.causes import Side, explained
from osreport.changes.change import Cause, Change
from osreport.changes.compared import changes
from osreport.context.blocks import Endringsrad, Endringstabell, Ledd, Tabell
from osreport.context.content import Content
from osreport.markup import Mark
from osreport.model.planverk import Planverk
from osreport.model.walk import Path
from osreport.pdf.validate import failures
from osreport.press import Press
from osreport.printing import Sheet, printed_sheets
from osreport.recipes import checked
from osreport.sources.reader import Kilder, read_planverk
from osreport.states import State, parsed
from osreport.structs import replace
from osreport.word.contract.inspection import contract
from osreport.word.readable import readable

KILDER = read_planverk(ROOT / "sources")
TEMPLATES = ROOT / "templates"


def between(old: Planverk, new: Planverk, found: tuple[Change, ...] | None = None) -> Between:
    """What lies between two plan sets that stand in the files of Os."""
    sides = (Side(Kilder(planverk, KILDER.places)) for planverk in (old, new))
    return Between(*sides, (State("v1"), State()), changes(old, new) if found is None else found)


def log(old: Planverk, new: Planverk, found: tuple[Change, ...] | None = None) -> Content:
    return changelog(between(old, new, found))


def rows(content: Content) -> list[Endringsrad]:
    tables = (block for block in content.values["blokker"] if isinstance(block, Endringstabell))
    return [row for table in tables for row in table.rader]


def plain(text: str) -> str:
    return "".join(piece for piece in markup.split(text) if isinstance(piece, str)).replace(prose.spaces.NBSP, " ")


def said(cell: tuple[Ledd, ...]) -> str:
    return "\n".join(plain(part.tekst) for part in cell)


def told(content: Content) -> list[tuple[str, ...]]:
    """Each line of the tables as a reader meets it."""
    return [
        (row.hva,) if row.er_overskrift else (said(row.før), said(row.etter), "; ".join(map(plain, row.grunn)))
        for row in rows(content)
    ]


def kept(cell: tuple[Ledd, ...]) -> str:
    """The words that are not in bold, without the spaces around them."""
    words, bold = [], False
    for piece in (piece for part in cell for piece in markup.split(part.tekst)):
        if isinstance(piece, Mark):
            bold = (piece.kind == "bold") or (bold and piece.value != "bold")
        elif not bold:
            words.append(piece)
    return "".join("".join(words).split())


def docx(content: Content) -> bytes:
    sheet = Sheet("endringslogg", content, "endringslogg", KILDER.places.of)
    return printed_sheets([sheet], Press(TEMPLATES), None, lambda _: None).files["endringslogg.docx"]


@pytest.fixture(scope="module")
def decided() -> Content:
    """What the council decided on 25 January 2024, as the log tells it."""
    old, new = (checked(ROOT / "sources", (2024, 1, day)) for day in (24, 25))
    before, after = Side(old, (2024, 1, 24)), Side(new, (2024, 1, 25))
    found = explained(changes(old.planverk, new.planverk), before, after, None)
    return changelog(Between(before, after, (parsed("2024-01-24"), parsed("2024-01-25")), found))


def test_the_log_of_a_decision_reads_as_it_is_kept(decided: Content, golden: Callable[[str, str], None]) -> None:
    made = docx(decided)
    golden("endringslogg.txt", readable(made))
    assert docx(decided) == made


def test_the_headings_of_the_columns_are_repeated_and_nothing_is_marked_by_colour_alone(decided: Content) -> None:
    assert {mark.kind for row in rows(decided) for part in row.før for mark in marks(part)} <= {"bold", "italic", "end"}
    assert contract({"templates/endringslogg.docx": (TEMPLATES / "endringslogg.docx").read_bytes()}, "templates") == ()


def marks(part: Ledd) -> list[Mark]:
    return [piece for piece in markup.split(part.tekst) if isinstance(piece, Mark)]


@settings(PROPERTY, max_examples=20)
@given(data=st.data())
def test_every_change_stands_there_once_with_the_whole_of_both_texts(data: st.DataObject) -> None:
    every = texts(OS)
    after = OS
    for number in data.draw(st.lists(st.sampled_from(range(len(every))), unique=True, min_size=1, max_size=4)):
        after = put(after, every[number][0], data.draw(st.sampled_from(["{} til slutt", "Først {}", "annet"])).format)
    path = data.draw(st.sampled_from(lists(OS)))
    taken_out = data.draw(st.integers(0, 1))
    after = put(after, path, lambda members: tuple(data.draw(st.permutations(members))[taken_out:]))
    found = changes(OS, after)
    content = log(OS, after, found)
    heads = [row.hva for row in rows(content) if row.er_overskrift]
    assert [(WORDS["nb"][change.what], change.id) for change in found] == [
        (head.partition(":")[0], (re.findall(r"\[([^\]]+)\]$", head) or [""])[0]) for head in heads
    ]
    old, new = Spoken(OS, "nb"), Spoken(after, "nb")
    for change, cells in zip(found, bodies(content), strict=True):
        if change.what == "endret" and all(field.path == ("tekst",) for field in change.fields):
            ((before, now),) = cells
            assert said(before) == whole(old, change.old)
            assert said(now) == whole(new, change.new)
            assert kept(before) == kept(now)
        else:
            assert all(said(before) and said(now) for before, now in cells)


def whole(spoken: Spoken, path: Path | None) -> str:
    return plain("\n".join(line.text for line in spoken.lines((*(path or ()), "tekst"))))


def bodies(content: Content) -> list[list[tuple[tuple[Ledd, ...], tuple[Ledd, ...]]]]:
    """The rows below each row that names an element."""
    found: list[list[tuple[tuple[Ledd, ...], tuple[Ledd, ...]]]] = []
    for row in rows(content):
        if row.er_overskrift:
            found.append([])
        else:
            found[-1].append((row.før, row.etter))
    return found


@pytest.mark.parametrize("is_gone", [False, True])
def test_every_word_of_what_is_new_or_gone_is_told(is_gone: bool) -> None:
    """A plan set with every field filled, each text of it another word."""
    made, labels = filled.filled()
    content = log(made, OS) if is_gone else log(OS, made)
    shown = (row.hva + said(row.før if is_gone else row.etter) for row in rows(content))
    hearings = repr([made.høringer, made.utsendinger, made.merknader])  # which are no part of the plans
    assert set(labels) - set(marked.words(hearings)) - set(marked.words(" ".join(shown))) == set()
    assert docx(content)


def test_what_has_moved_and_what_has_a_new_number_tell_both_places(planverk: Planverk) -> None:
    first, second, *_ = planverk.planstrategi.kapitler[0].kapitler
    after = put(planverk, ("planstrategi", "kapitler", 0, "kapitler"), lambda each: (each[1], each[0], *each[2:]))
    assert told(log(planverk, after))[-4:] == [
        (f"Flyttet: kapittel «{second.tittel}» [{second.id}]",),
        ("Etter kapittel «" + first.id + "» i kapittel «planstrategi»", "Først i kapittel «planstrategi»", "Ukjent"),
        (f"Nytt nummer: kapittel «{first.tittel}» [{first.id}]",),
        ("1.1", "1.2", "Følger av andre endringer"),
    ]


def test_what_is_new_or_gone_says_so_on_the_side_where_it_is_not(planverk: Planverk) -> None:
    path = ("samfunnsdel", "områder", 0, "mål", 0, "strategier")
    strategy = planverk.samfunnsdel.områder[0].mål[0].strategier[-1]
    after = put(planverk, path, lambda each: each[:-1])
    words = Spoken(planverk, "nb").line(strategy.tekst)
    assert told(log(planverk, after)) == [(f"Fjernet: strategi [{strategy.id}]",), (words, "(tatt ut)", "Ukjent")]
    assert told(log(after, planverk)) == [(f"Nytt: strategi [{strategy.id}]",), ("(nytt)", words, "Ukjent")]


CAUSES = {
    "commit": (Cause("commit", "a" * 40, "2026-03-01", "Ola Planlegger", "Nytt navn"),),
    "ulagret": (Cause("ulagret"),),
    "begge": (Cause("commit", "b" * 40, "2026-03-01", "Ola", "Ett", sure=False), Cause("ulagret", sure=False)),
    "vedtak": (Cause("vedtak", "k-2024-01-25", "2024-01-25", "kommunestyret", "Strategisk næringsplan"),),
    "merknad": (Cause("merknad", "m-2-1", "2026-03-30", "Fiskarlaget", "Havna er for trang."),),
    "skjermet": (Cause("merknad", "m-3-1", "", "privatperson"),),
    "ingen": (),
}
SAID = {
    "commit": "Lagret i git 01.03.2026 av Ola Planlegger: «Nytt navn» (aaaaaaa)",
    "ulagret": "Endret i filene, ikke lagret i git",
    "begge": "En av disse:; Lagret i git 01.03.2026 av Ola: «Ett» (bbbbbbb); Endret i filene, ikke lagret i git",
    "vedtak": "Vedtak i kommunestyret 25.01.2024 (saksnummer er ikke kjent): "
    "Strategisk næringsplan og eierskapsmelding",
    "merknad": "Merknad m-2-1, Fiskarlaget 30.03.2026: Havna er for trang.",
    "skjermet": "Merknad m-3-1, privatperson",
    "ingen": "Ukjent",
}


@pytest.mark.parametrize("kind", CAUSES)
def test_each_kind_of_cause_is_told_in_its_own_words(planverk: Planverk, kind: str) -> None:
    after = put(planverk, ("samfunnsdel", "kortnavn"), lambda _: "Delen")
    (change,) = changes(planverk, after)
    assert told(log(planverk, after, (replace(change, causes=CAUSES[kind]),)))[1] == (
        "Kortnavn: Samfunnsdelen", "Kortnavn: Delen", SAID[kind],
    )  # fmt: skip


def test_a_field_without_a_value_is_told_as_empty(planverk: Planverk) -> None:
    after = put(planverk, ("samfunnsdel", "undertittel"), lambda _: None if planverk.samfunnsdel.undertittel else "Ny")
    sides = told(log(planverk, after))[1][:2]
    assert "Undertittel: (tomt)" in sides


def test_what_differs_in_the_source_alone_is_shown_as_it_is_written(planverk: Planverk) -> None:
    path, _ = next((path, id_) for path, id_ in texts(planverk) if path[:2] == ("samfunnsdel", "områder"))
    after = put(planverk, path, "**{}**".format)
    before, now, _ = told(log(planverk, after))[1]
    assert now == f"**{before}**"


def test_words_in_another_language_are_spoken_in_it(planverk: Planverk) -> None:
    path, _ = next((path, id_) for path, id_ in texts(planverk) if path[:2] == ("samfunnsdel", "områder"))
    old = put(planverk, path, lambda _: "Vi vil være en {en:Smart Region} her.")
    new = put(planverk, path, lambda _: "Vi skal være en {en:Smart Region} for alle.")
    row = rows(log(old, new))[1]
    runs = (
        prose.Run("Vi "), prose.Run("skal", bold=True), prose.Run(" være en "),
        prose.Run("Smart Region", language="en-GB"), prose.Run(" "), prose.Run("for alle", bold=True), prose.Run("."),
    )  # fmt: skip
    assert [part.tekst for part in row.etter] == [markup.to_text(runs)]


def test_lists_and_paragraphs_of_a_text_stay_apart(planverk: Planverk) -> None:
    number, place = next(
        (number, place)
        for number, chapter in enumerate(planverk.samfunnsdel.kapitler)
        for place, block in enumerate(chapter.innhold)
        if hasattr(block, "tekst")
    )
    path = ("samfunnsdel", "kapitler", number, "innhold", place, "tekst")
    old = put(planverk, path, lambda _: "Vi skal bygge vei og sti og huse alle:\n\n- i nord\n- i sør\n")
    new = put(planverk, path, lambda _: "Vi skal bygge vei og sti og huse alle:\n\n- i nord\n- i vest\n- i sør\n")
    row = rows(log(old, new))[1]
    assert [(plain(part.tekst), part.nivå) for part in row.etter] == [
        ("Vi skal bygge vei og sti og huse alle:", 0), ("i nord", 1), ("i vest", 1), ("i sør", 1),
    ]  # fmt: skip
    assert [plain(part.tekst) for part in row.før] == ["Vi skal bygge vei og sti og huse alle:", "i nord", "i sør"]
    assert kept(row.før) == kept(row.etter) == "Viskalbyggeveiogstioghusealle:inordisør"


def test_of_a_long_text_only_the_paragraphs_that_differ_are_shown(planverk: Planverk) -> None:
    number, place = next(
        (number, place)
        for number, chapter in enumerate(planverk.samfunnsdel.kapitler)
        for place, block in enumerate(chapter.innhold)
        if hasattr(block, "tekst")
    )
    path = ("samfunnsdel", "kapitler", number, "innhold", place, "tekst")
    same = [f"Avsnitt {count}: {'ord om planen ' * 10}." for count in range(12)]
    old, new = (
        [*same[:3], "Dette går ut.", *same[3:9], "Her er noe.", *same[9:]],
        [*same[:9], "Her var noe.", *same[9:]],
    )
    before, after = (put(planverk, path, lambda _, told=told: "\n\n".join(told)) for told in (old, new))
    assert [line[:2] for line in told(log(before, after)) if len(line) > 1] == [
        ("Dette går ut.", "(tatt ut)"), ("Her er noe.", "Her var noe."),
    ]  # fmt: skip
    assert ("(nytt)", "Dette går ut.") in [line[:2] for line in told(log(after, before))]


def test_the_counts_are_those_of_the_changes(decided: Content) -> None:
    counts, decisions = (block for block in decided.values["blokker"] if isinstance(block, Tabell))
    heads = [row.hva.partition(":")[0] for row in rows(decided) if row.er_overskrift]
    assert counts.rader[-1] == ("I alt", str(heads.count("Nytt")), str(heads.count("Endret")), str(len(heads)))
    assert [row[0] for row in decisions.rader] == ["25.01.2024"]


def test_a_decision_that_is_no_longer_there_is_told(planverk: Planverk) -> None:
    fewer = planverk.model_copy(update={"vedtak": planverk.vedtak[:-1]})
    titles = [heading.text for heading in log(planverk, fewer).headings]
    assert titles[1:3] == ["Vedtak som har kommet til", "Vedtak som ikke lenger er med"]
    assert "Vedtak som ikke lenger er med" not in [heading.text for heading in log(fewer, planverk).headings]


def test_what_was_not_adopted_says_so(planverk: Planverk) -> None:
    put_off = put(planverk, ("vedtak", len(planverk.vedtak) - 1, "resultat"), lambda _: "utsatt")
    fewer = planverk.model_copy(update={"vedtak": planverk.vedtak[:-1]})
    _, decisions = (block for block in log(fewer, put_off).values["blokker"] if isinstance(block, Tabell))
    assert decisions.rader[0][-1].endswith(" (utsatt)")


def test_each_block_knows_the_first_change_that_it_tells(decided: Content) -> None:
    at = 0
    for block, path in zip(decided.values["blokker"], decided.paths, strict=True):
        if isinstance(block, Endringstabell):
            assert path == (at,)
            at += sum(row.er_overskrift for row in block.rader)


def test_headings_go_down_one_level_at_a_time(decided: Content) -> None:
    levels = [heading.level for heading in decided.headings]
    assert levels[0] == 1
    assert all(below - above <= 1 for above, below in pairwise(levels))


def test_nynorsk_says_all_that_bokmål_says() -> None:
    named = {language: {name: fields(words) for name, words in each.items()} for language, each in WORDS.items()}
    assert named["nb"] == named["nn"]


def fields(words: str) -> set[str | None]:
    return {name for _, name, _, _ in string.Formatter().parse(words)} - {None}


@pytest.mark.parametrize(
    ("word", "long", "brief"),
    [
        ("2024-01-24", "slik de sto 24. januar 2024", "24.01.2024"),
        ("v2024", "slik de er lagret i git-utgaven «v2024» (abcdef0)", "v2024"),
        ("abcdef0", "slik de er lagret i git-utgaven «abcdef0»", "abcdef0"),
        ("v2024@2024-01-24", "slik de sto 24. januar 2024 etter git-utgaven «v2024» (abcdef0)", "v2024 24.01.2024"),
        ("arbeid", "slik filene er nå", "nå"),
    ],
)
def test_states_are_told_in_words(word: str, long: str, brief: str) -> None:
    state = parsed(word)
    assert described(state, "abcdef0123", "nb").replace(prose.spaces.NBSP, " ") == long
    assert short(state, "nb") == brief


@pytest.fixture
def repository(tmp_path: FilePath) -> Repository:
    return Repository(tmp_path / "git")


def test_the_command_writes_the_log_beside_the_text(repository: Repository) -> None:
    repository.change("kommune.yaml", "adresse: Naustvegen 4", "adresse: Nyvegen 5")
    commit = repository.commit("Kommunehuset er flytta")
    words = ("changes", "--from", "HEAD~1", "--to", "HEAD")
    done = repository.run(*words, "--output", "ut", "--no-pdf")
    assert (done.returncode, done.stdout) == (0, repository.run(*words).stdout)
    assert [path.name for path in (repository.folder / "ut").iterdir()] == ["endringslogg.docx"]
    text = readable((repository.folder / "ut" / "endringslogg.docx").read_bytes())
    assert "# Kommunen\n| Før | Etter | Grunn |\n| Endra: kommune «Fjordheim kommune» |\n" in text
    assert f"| Lagra i git 01.03.2026 av Ola Planlegger: «Kommunehuset er flytta» ({commit[:7]}) |" in text


def test_no_log_is_written_where_nothing_differs(repository: Repository) -> None:
    done = repository.run("changes", "--output", "ut")
    assert (done.returncode, done.stdout, done.stderr) == (0, "Ingen endringer fra HEAD til arbeid.\n", "")
    assert not (repository.folder / "ut").exists()


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (("--output", "plan/sources/ut"), 2, "--output kan ikke ligge i mappen med kildene"),
        (("--output", "ut", "--no-pdf", "--templates", "plan"), 1, "plan/endringslogg.docx: MAL007 feil: Malen finnes"),
    ],
)
def test_what_keeps_the_log_from_being_written_is_told(
    repository: Repository, words: tuple[str, ...], code: int, told: str
) -> None:
    repository.change("kommune.yaml", "adresse: Naustvegen 4", "adresse: Nyvegen 5")
    done = repository.run("changes", *words)
    assert done.returncode == code
    assert told in done.stdout + done.stderr
    assert not (repository.folder / "ut").exists()


@pytest.mark.slow
def test_the_pdf_breaks_no_rule_and_comes_out_the_same_each_time(tmp_path: FilePath) -> None:
    made = built.log(tmp_path / "en")
    assert list(made) == ["endringslogg.docx", "endringslogg.pdf"]
    assert failures(made["endringslogg.pdf"]) == ()
    assert built.log(tmp_path / "to") == made
    body, spoken = (built.squeezed(text) for text in (built.docx_text(made["endringslogg.docx"]), all_pages(made)))
    assert built.squeezed("planstrategien ble oppdatert. Kommunestyret skal behandle dem i 2024.") in body
    assert built.squeezed("Eierskapsmelding utsettes til 2026.") in spoken
    assert built.empty(made["endringslogg.pdf"]) == []
    assert built.lying(made["endringslogg.pdf"])[:3] == [False, False, True]


def all_pages(made: built.Files) -> str:
    return "".join(built.pages(made["endringslogg.pdf"]))
