"""Numbers that are frozen: what is kept, what is new, what is gone, and how that is told."""

import json
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
import rounds
import yaml
from built import built, docx_text, pages
from docx import Document
from hypothesis import given
from hypothesis import strategies as st
from spoiling import MARK, Case

from osreport import recipes
from osreport.context.content import Content
from osreport.context.document import content
from osreport.freezing.compared import FORMATS, compared
from osreport.freezing.frozen import frozen, to_yaml
from osreport.model.documents import DOCUMENTS
from osreport.model.dokument import Kapittel, Tekstblokk
from osreport.model.frosne_numre import FrosneNumre
from osreport.model.planverk import Planverk
from osreport.model.verdi import Dato
from osreport.numbering import numbers_of
from osreport.pdf.outline import bookmarks
from osreport.pdf.validate import failures
from osreport.press import Press
from osreport.problem import SourceError
from osreport.redlining import redlines
from osreport.sources.reader import read_planverk
from osreport.word.numbers import write_number

ROOT = Path(__file__).resolve().parent.parent
EXAMPLE = ROOT / "examples/fjordheim/sources"
CASES: list[Case] = yaml.safe_load((ROOT / "tests/cases/frozen.yaml").read_text(encoding="utf-8"))
DAY = Dato(år=2026, måned=3, dag=2)


def planverk_of(sources: Path, day: tuple[int, int, int] | None = None) -> Planverk:
    return recipes.checked(sources, day).planverk


def headings(printed: Content) -> list[str]:
    """The numbered headings."""
    return [f"{each.number} {each.text}".replace("\xa0", " ") for each in printed.headings if each.number]


def captions(printed: Content) -> list[str]:
    texts = (getattr(block, "tittel", getattr(block, "tekst", "")) for block in printed.values["blokker"])
    found = (re.search(r"(?:Figur|Tabell) \d+[a-z]*\. [^\ue000\ue001]*", text) for text in texts)
    return [each[0] for each in found if each]


def table(printed: Content, first: str) -> list[tuple[str, ...]]:
    """The rows of the table whose first column is called that."""
    blocks = (block for block in printed.values["blokker"] if getattr(block, "kolonner", ("",))[0].endswith(first))
    return [tuple(cell.replace("\xa0", " ") for cell in row) for block in blocks for row in block.rader]  # type: ignore[union-attr]


HEARD = [
    "1 Visjon", "2 Befolkningsutvikling", "3 Innsatsområder", "3.1 Vekst og utvikling", "3.2 Levende lokalsamfunn",
    "3.3 En del av en region", "3.4 Kommunen som tjenesteprodusent og samfunnsutvikler",
    "4 Oppfølging av kommuneplanen",
]  # fmt: skip


def test_a_freeze_that_nothing_has_come_after_changes_nothing(planverk: Planverk) -> None:
    for plans in (planverk, read_planverk(EXAMPLE).planverk):
        bare = plans.model_copy(update={"frosne_numre": ()})
        own = tuple(frozen(bare, name, DAY) for name in DOCUMENTS)
        for name in DOCUMENTS:
            assert content(plans.model_copy(update={"frosne_numre": own}), name) == content(bare, name)


def test_what_is_read_again_is_what_was_frozen(os_sources: Path) -> None:
    file = rounds.heard(os_sources)
    (read,) = read_planverk(os_sources).planverk.frosne_numre
    assert to_yaml(read).encode() == file.read_bytes()
    assert [f"{each.nummer} {each.tittel}" for each in read.kapitler] == HEARD
    assert read.grunn == "høring-1"


def test_after_the_hearing_numbers_are_kept_and_what_is_new_has_a_letter(os_sources: Path) -> None:
    printed = content(planverk_of(rounds.treated(os_sources)), "samfunnsdel")
    assert headings(printed) == [
        "1 Visjon", "2 Befolkningsutvikling", "2a Klima", "3 Innsatsområder", "3.1 Vekst og utvikling",
        "3.1a Boliger", "3.1a.1 Tomter", "3.2 Levende lokalsamfunn", "3.3 En del av en region (utgår)",
        "3.4 Kommunen som tjenesteprodusent og samfunnsutvikler (flyttet til 4.1)", "4 Oppfølging av kommuneplanen",
        "4.1 Kommunen som tjenesteprodusent og samfunnsutvikler", "4a Endringer fra høringen",
        "4b Vedtakene bak planen",
    ]  # fmt: skip
    assert [caption.partition(" –")[0].partition(" Kilde")[0] for caption in captions(printed)] == [
        "Figur 1. Folketallet i Os", "Tabell 0a. Møter i planarbeidet", "Figur 2. Plansystemet",
        "Figur 3. Planarbeidet over fire år og over ett år.", "Tabell 1. Frister i planarbeidet",
    ]  # fmt: skip
    assert "(utgår)" in "".join(caption for caption in captions(printed) if caption.startswith("Figur 2."))
    assert "Se kapittel" in repr(printed.values["blokker"])
    assert re.search(r"Se kapittel[^.]*3\.1a", repr(printed.values["blokker"]))


def test_an_adopted_plan_is_counted_afresh_and_tells_the_old_numbers(os_sources: Path) -> None:
    rounds.adopted(os_sources)
    printed = content(planverk_of(os_sources), "samfunnsdel")
    assert [each.partition(" ")[0] for each in headings(printed)] == [
        "1", "2", "3", "4", "4.1", "4.2", "4.2.1", "4.3", "5", "5.1", "6", "7",
    ]  # fmt: skip
    assert "utgår" not in "".join(headings(printed))
    rows = table(printed, "Tidligere nummer")
    assert rows[:4] == [
        ("3", "4", "Innsatsområder"), ("3.1", "4.1", "Vekst og utvikling"), ("3.2", "4.3", "Levende lokalsamfunn"),
        ("3.3", "utgår", "En del av en region"),
    ]  # fmt: skip
    assert ("ny", "3", "Klima") in rows
    assert ("Figur 3", "Figur 2", "Planarbeidet over fire år og over ett år") in rows
    assert ("Tabell 1", "Tabell 2", "Frister i planarbeidet") in rows
    assert ("ny", "Tabell 1", "Møter i planarbeidet") in rows
    assert "høringsutkastet fra 2. mars 2026" in repr(printed.values["blokker"]).replace("\\xa0", " ")


def test_what_later_decisions_take_out_is_neither_printed_nor_used_again(os_sources: Path) -> None:
    rounds.adopted(os_sources)

    def later(part: rounds.Plain) -> None:
        part["kapitler"] = [each for each in part["kapitler"] if each["id"] != "klima"]
        part["kapitler"].insert(4, rounds.chapter("ferie", "Ferie"))

    rounds.edited(os_sources, "samfunnsdel", later)
    told = [each for each in headings(content(planverk_of(os_sources), "samfunnsdel")) if "." not in each]
    assert told[:4] == ["1 Visjon", "2 Befolkningsutvikling", "4 Innsatsområder", "4a Ferie"]
    afresh = rounds.freeze(os_sources, today="2027-06-17").read_text(encoding="utf-8")
    assert re.findall(r'nummer: "(\d+)", tittel: "(\w+)', afresh)[2:4] == [("3", "Innsatsområder"), ("4", "Ferie")]


def test_a_second_round_freezes_letters_and_keeps_free_what_is_gone(os_sources: Path) -> None:
    rounds.treated(os_sources)
    file = rounds.freeze(os_sources, "høring-2", "2026-04-20").read_text(encoding="utf-8")
    assert 'id: bolig, nummer: "3.1a", tittel: "Boliger", under: innsatsområder}' in file
    assert 'nummer: "3.3", tittel: "En del av en region", under: innsatsområder, utgår: true}' in file
    before = headings(content(planverk_of(os_sources), "samfunnsdel"))

    def again(part: rounds.Plain) -> None:
        areas = next(each for each in part["kapitler"] if each["id"] == "innsatsområder")
        areas["kapitler"].insert(1, rounds.chapter("kultur", "Kultur"))

    rounds.edited(os_sources, "samfunnsdel", again)
    after = headings(content(planverk_of(os_sources), "samfunnsdel"))
    assert [each for each in after if each not in before] == ["3.1b Kultur"]
    assert [each for each in after if each != "3.1b Kultur"] == before


def test_a_new_draft_after_an_adoption_is_counted_afresh(os_sources: Path) -> None:
    rounds.adopted(os_sources)

    def next_edition(part: rounds.Plain) -> None:
        part["status"], part["kapitler"] = "utkast", part["kapitler"][2:]
        part.pop("vedtatt")

    rounds.edited(os_sources, "samfunnsdel", next_edition)
    assert headings(content(planverk_of(os_sources), "samfunnsdel"))[0] == "1 Befolkningsutvikling"


def test_numbers_frozen_after_the_day_do_not_count(os_sources: Path) -> None:
    rounds.heard(os_sources)
    assert len(planverk_of(os_sources).frosne_numre) == 1
    earlier = recipes.checked(os_sources, (2026, 3, 1))
    assert earlier.planverk.frosne_numre == ()
    assert earlier.places.of(("kommune", "navn")).file.endswith("kommune.yaml")
    assert len(planverk_of(os_sources, (2026, 3, 2)).frosne_numre) == 1


# What any edit of the chapters leaves true. A tree is a list of (id, trees below).
Tree = list[tuple[str, Any]]
IDS = [f"k{number}" for number in range(14)]


@st.composite
def trees(draw: Callable[..., Any], depth: int = 3) -> Tree:
    """Chapters in any order and at any depth, each once."""
    ids = draw(st.permutations(IDS))[: draw(st.integers(1, len(IDS)))]

    def grown(left: list[str], level: int) -> Tree:
        found: Tree = []
        while left and (level == 1 or draw(st.booleans())):
            found.append((left.pop(), grown(left, level + 1) if level < depth else []))
        return found

    return grown([*ids], 1)


def chapters(tree: Tree) -> tuple[Kapittel, ...]:
    text = (Tekstblokk(tekst="Tekst."),)
    return tuple(Kapittel(id=id_, tittel=id_.upper(), innhold=text, kapitler=chapters(below)) for id_, below in tree)


def drafted(planverk: Planverk, tree: Tree, freezes: tuple[FrosneNumre, ...] = (), status: str = "høring") -> Planverk:
    document = planverk.vedlegg.model_copy(
        update={"kapitler": chapters(tree), "status": status, "vedtatt": None, "oppdatert_etter": None}
    )
    return planverk.model_copy(update={"vedlegg": document, "frosne_numre": freezes})


@given(first=trees(), second=trees(), third=trees())
def test_whatever_is_edited_no_number_comes_to_mean_something_else(
    planverk: Planverk, first: Tree, second: Tree, third: Tree
) -> None:
    """Over two rounds: what stays in its chapter keeps its number, and no number is ever another's."""
    freezes: tuple[FrosneNumre, ...] = ()
    owners: dict[str, str] = {}
    for round_, tree in enumerate((first, second, third), 1):
        plans = drafted(planverk, tree, freezes)
        shown = {each.id: each for each in numbers_of(plans, "vedlegg").shown}
        assert len({each.number for each in shown.values()}) == len(shown)
        for each in shown.values():
            assert owners.setdefault(each.number, each.id) == each.id
        for entry in freezes[-1].kapitler if freezes else ():
            now = shown.get(entry.id)
            same = now and not entry.utgår and now.under == (entry.under or "")
            if now and same and (not entry.under or shown[entry.under].number == entry.nummer.rpartition(".")[0]):
                assert now.number == entry.nummer
        freezes = (*freezes, frozen(plans, "vedlegg", Dato(år=2026, måned=round_, dag=1)))
        assert {each.id for each in freezes[-1].kapitler if not each.utgår} == set(shown)


@given(first=trees(), second=trees())
def test_whatever_goes_is_told_once_where_its_chapter_still_stands(
    planverk: Planverk, first: Tree, second: Tree
) -> None:
    freeze = frozen(drafted(planverk, first), "vedlegg", DAY)
    plans = drafted(planverk, second, (freeze,))
    found, printed = numbers_of(plans, "vedlegg"), content(plans, "vedlegg")
    top = {each.nummer for each in freeze.kapitler if not each.under} - {each.number for each in found.shown}
    assert {each.number for each in found.gone if not each.under} == top
    assert sorted(each.number for each in printed.headings) == sorted(
        [each.number for each in found.shown] + [each.number for each in found.gone]
    )
    first_level = [each.number for each in printed.headings if each.level == 1 and each.gone]
    assert len(first_level) == len(set(first_level))


def test_the_table_can_be_had_as_text_markdown_and_json(os_sources: Path) -> None:
    found = compared(planverk_of(rounds.treated(os_sources)), ("samfunnsdel", "vedlegg"), None)
    text, markdown = FORMATS["text"](found), FORMATS["markdown"](found)
    assert text.splitlines()[:4] == [
        "Samfunnsdelen: 9 numre er endret siden de ble frosset 2026-03-02 (høring).",
        "  Tidligere nummer  Nytt nummer  Tittel",
        "  3.3               utgår        En del av en region",
        "  3.4               4.1          Kommunen som tjenesteprodusent og samfunnsutvikler",
    ]
    assert text.splitlines()[-1] == "Vedlegg: Ingen numre er frosset."
    assert "| Figur 2 | utgår | Plansystemet – fra samfunnsdelen til handlingsdelen |" in markdown
    (told, empty) = json.loads(FORMATS["json"](found))
    assert told["siden"] == {"dato": "2026-03-02", "status": "høring", "grunn": "høring-1"}
    first = {
        "slag": "kapittel",
        "id": "område-region",
        "tittel": "En del av en region",
        "tidligere": "3.3",
        "nytt": None,
    }
    assert told["numre"][0] == first
    assert empty == {"dokument": "Vedlegg", "siden": None, "numre": []}


def test_a_freeze_is_never_written_over_by_another(os_sources: Path) -> None:
    file = rounds.heard(os_sources)
    before = file.read_bytes()
    assert rounds.freeze(os_sources, "høring-1").read_bytes() == before
    rounds.edited(os_sources, "samfunnsdel", rounds.after_hearing)
    with pytest.raises(SourceError) as error:
        rounds.freeze(os_sources, "høring-1")
    (said,) = map(str, error.value.problems)
    assert said == (
        "sources/frosne-numre/samfunnsdel-2026-03-02.yaml: NUM010 feil: Filen har frosne numre for denne dagen, "
        "og de er andre enn de som trykkes nå.\n"
        "    Gjør slik: Er de gamle feil, så slett filen først. Er begge rette, så frys på en annen dag."
    )
    assert file.read_bytes() == before


def test_a_decision_gives_the_day_and_the_state_that_is_frozen(os_sources: Path) -> None:
    """The planstrategi as it was after the decision of 25 January 2024, whatever came later."""
    file = rounds.freeze(os_sources, "k-2024-01-25", only="planstrategi")
    assert file.name == "planstrategi-2024-01-25.yaml"
    assert "grunn: k-2024-01-25" in file.read_text(encoding="utf-8")


def inv(*words: str) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, str(ROOT / "tasks.py"), *words]
    return subprocess.run(command, check=False, capture_output=True, text=True, encoding="utf-8", cwd=ROOT)


def test_the_commands(os_sources: Path) -> None:
    where = ("--sources", str(os_sources))
    assert inv("freeze", *where).returncode == 2
    assert inv("freeze", *where, "--only", "samfunnsdel", "--because", "Høring 1").returncode == 2
    done = inv("freeze", *where, "--only", "samfunnsdel,vedlegg", "--because", "høring-1")
    assert done.returncode == 0
    assert "«høring-1» er ikke et vedtak i kildene, og er ført som navnet på en høringsrunde." in done.stderr
    assert sorted(file.name[:7] for file in (os_sources / "frosne-numre").iterdir()) == ["samfunn", "vedlegg"]
    told = inv("numbers", *where, "--only", "samfunnsdel")
    assert re.fullmatch(r"Samfunnsdelen: Alle numre er som de ble frosset [\d-]+ \(vedtatt\)\.\n", told.stdout)
    assert inv("numbers", *where, "--since", "i fjor").returncode == 2


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["regel"])
def test_rules_of_frozen_numbers(case: Case, os_sources: Path) -> None:
    folder = os_sources / "frosne-numre"
    folder.mkdir()
    files = {folder / name: text for name, text in case["filer"].items()}
    if "vis" in case:
        part = os_sources / "samfunnsdel.yaml"
        files[part] = part.read_text(encoding="utf-8").replace(
            "      - vis: visjon", f"      - vis: visjon\n      - {case['vis']}"
        )
    places = [*case.get("sted", [])]
    for file, text in files.items():
        file.write_text(text.replace(MARK, ""), encoding="utf-8")
        places += [f"{place}" for place in marked(file.relative_to(os_sources), text)]
    told = [problem for problem in problems(os_sources) if problem[1].startswith(("NUM", "FELT"))]
    assert [said for _, said in told] == case["sier"]
    if case["sier"] and "sted" not in case:
        assert [place for place, _ in told] == places


def problems(sources: Path) -> list[tuple[str, str]]:
    try:
        found = recipes.examined(sources, None)[1]
    except SourceError as error:
        found = error.problems
    return [(str(each.place), str(each).removeprefix(f"{each.place}: ")) for each in found]


def marked(file: Path, text: str) -> Iterator[str]:
    for match in re.finditer(MARK, text):
        before = text[: match.start()].replace(MARK, "")
        yield f"sources/{file.as_posix()}:{before.count(chr(10)) + 1}:{len(before) - before.rfind(chr(10))}"


def test_word_writes_such_numbers_as_lists_do(os_sources: Path, tmp_path: Path) -> None:
    """No number is text of a heading: a label of its own list, looking as the others do; the others are counted on."""
    files = built(rounds.treated(os_sources), tmp_path, pdf=False, documents=("samfunnsdel",))
    document = Document(BytesIO(files["samfunnsdel.docx"]))
    own = {p.text: p._p.pPr.numPr for p in document.paragraphs if str(p.style.name).startswith("Heading")}
    assert own["Befolkningsutvikling"] is None
    assert own["Levende lokalsamfunn"] is None
    labels = {text: label(document, numbering.numId.val, numbering.ilvl.val)
              for text, numbering in own.items() if numbering is not None and numbering.numId.val}  # fmt: skip
    assert labels == {
        "Klima": "2a", "Boliger": "3.1a", "Tomter": "3.1a.1", "Endringer fra høringen": "4a",
        "Vedtakene bak planen": "4b",
    }  # fmt: skip
    assert "3.1a\tBoliger" in docx_text(files["samfunnsdel.docx"]) or "3.1aBoliger" in docx_text(
        files["samfunnsdel.docx"]
    )


def test_a_heading_keeps_the_indent_of_its_style() -> None:
    """A word processor may have written the indent into the style, where it counts for more than that of the list."""
    document = Document(str(ROOT / "templates/samfunnsdel.docx"))
    document.styles["Heading 1"].paragraph_format.left_indent = 12700
    heading = document.add_paragraph("Klima", "Heading 1")
    write_number(document, heading._p, "2a")
    assert heading.paragraph_format.left_indent == 12700
    assert label(document, heading._p.pPr.numPr.numId.val, 0) == "2a"


def label(document: Any, number: int, level: int) -> str:
    """What a list writes on a level."""
    root = document.part.numbering_part.element
    kind = root.xpath(f'w:num[@w:numId="{number}"]/w:abstractNumId/@w:val')[0]
    return str(root.xpath(f'w:abstractNum[@w:abstractNumId="{kind}"]/w:lvl[@w:ilvl="{level}"]/w:lvlText/@w:val')[0])


def test_both_states_can_be_compared_in_word(os_sources: Path) -> None:
    """The redline is proven inside: all accepted is the new document, all rejected the old one."""
    rounds.heard(os_sources)
    before = recipes.checked(os_sources, None)
    rounds.edited(os_sources, "samfunnsdel", rounds.after_hearing)
    after = recipes.checked(os_sources, None)
    assert list(redlines(before, after, Press(ROOT / "templates"), ("samfunnsdel",), None)) == [
        "samfunnsdel-endringer.docx"
    ]


@pytest.mark.slow
@pytest.mark.parametrize("stage", [rounds.treated, rounds.adopted])
def test_the_pdf_has_the_numbers_in_its_contents_bookmarks_and_captions(
    stage: Callable[[Path], Path], os_sources: Path, tmp_path: Path
) -> None:
    """The gate inside the build holds bookmarks and contents against the headings; PDF/A-2a and PDF/UA-1 too."""
    stage(os_sources)
    files = built(os_sources, tmp_path, pdf=True, documents=("samfunnsdel",))
    pdf = files["samfunnsdel.pdf"]
    assert failures(pdf) == ()
    marks = [mark.title.replace("\xa0", " ") for mark in bookmarks(pdf)]
    wanted = headings(content(planverk_of(os_sources), "samfunnsdel"))
    assert [mark for mark in marks if mark[0].isdecimal()] == wanted
    told = "\n".join(pages(pdf))
    assert "Tidligere nummer" in told
    assert "Hva vedtaket endret" in told or stage is rounds.treated
