"""What is sent out in a hearing: every paper of Lyngvik's, the numbers in the draft, and how it is frozen."""

import hashlib
import json
import re
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
import pytest
import yaml
from docx.oxml.ns import qn
from icalendar import Calendar
from reading import Pdf
from versions import Repository

from osreport import hearings, recipes
from osreport.hearing.announcement import as_text
from osreport.hearing.events import calendar
from osreport.hearing.papers import Paper, draft, papers
from osreport.hearing.said import NB, NN
from osreport.hearing.subject import Hearing
from osreport.model.horing import Høringsrunde
from osreport.model.planverk import Planverk
from osreport.pdf.office import Office
from osreport.press import Press
from osreport.printing import Sheet, printed_sheets
from osreport.problem import Place, SourceError
from osreport.states import State, laid_out
from osreport.structs import replace
from tasks import TASKS

ROOT = Path(__file__).resolve().parent.parent
LYNGVIK = ROOT / "examples" / "lyngvik" / "sources"
ROUND, DAY = "samfunnsdel-2026", (2026, 2, 16)
RUNDE = f"horinger/{ROUND}/runde.yaml"
FROZEN = f"horinger/{ROUND}/utsending.yaml"
WORKING = State()
PRESS = Press(ROOT / "templates")
TAGS = ["runde", "navn", "på_vegne_av", "kategori", "epost", "adresse",
        *(f"{name}_{number}" for number in range(1, 6) for name in ("gjelder", "merknad"))]  # fmt: skip


def silent(_: str) -> None:
    pass


@pytest.fixture(scope="module")
def lyngvik() -> Planverk:
    return recipes.checked(LYNGVIK, DAY).planverk


@pytest.fixture(scope="module")
def hearing(lyngvik: Planverk) -> Hearing:
    return Hearing(lyngvik, 0)


@pytest.fixture(scope="module")
def made(hearing: Hearing) -> dict[str, Paper]:
    return {each.name: each for each in papers(hearing)}


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    return Repository(tmp_path, LYNGVIK)


def other(planverk: Planverk, **told: Any) -> Hearing:
    """The hearing of Lyngvik with some of it told otherwise."""
    runde = Høringsrunde.model_validate({**dict(planverk.høringer[0]), **told})
    return Hearing(planverk.model_copy(update={"høringer": (runde,)}), 0)


def text(paper: Paper) -> str:
    return as_text(paper.content).decode()


def cells(paper: Paper) -> str:
    return repr([block for block in paper.content.values["blokker"] if block.slag == "tabell"])


def word(paper: Paper) -> Any:
    """The finished Word file, opened."""
    sheet = Sheet(paper.name, paper.content, paper.template, lambda _: Place("x"))
    return docx.Document(BytesIO(printed_sheets([sheet], PRESS, None, silent).files[f"{paper.name}.docx"]))


@contextmanager
def order(
    repository: Repository, *, frozen: bool = True, office: Office | None = None, given: State = WORKING
) -> Iterator[hearings.Order]:
    state = hearings.state_of(repository.sources, "sources", ROUND, given)
    with laid_out(state, repository.sources, "sources") as laid:
        press = Press(ROOT / "templates", office)
        output = repository.folder / "output"
        yield hearings.Order(ROUND, (state, laid), press, output, repository.sources if frozen else None)


def sent(repository: Repository, *, frozen: bool = True, office: Office | None = None) -> dict[str, bytes]:
    """Every file by its name, after the hearing is made."""
    with order(repository, frozen=frozen, office=office) as asked:
        made = hearings.sent_out(asked, silent)
    return {path.name: path.read_bytes() for path in made.paths}


def refused(repository: Repository) -> list[str]:
    with pytest.raises(SourceError) as caught:
        sent(repository)
    return [f"{problem.code} {problem.message}" for problem in caught.value.problems]


def test_each_category_has_its_letter_with_its_own_recipients(made: dict[str, Paper], hearing: Hearing) -> None:
    letters = {name: paper for name, paper in made.items() if name.startswith("brev-")}
    assert list(letters) == [f"brev-{name}" for name in ("stat", "region", "nabokommune", "rad", "lag", "naering")]
    for name, paper in letters.items():
        own = [each.navn for each in hearing.runde.mottakere if f"{each.navn}'" in cells(paper)]
        kinds = {each.kategori for each in hearing.runde.mottakere if each.navn in own}
        assert {kind.translate(str.maketrans("æå", "ea")).replace("nering", "naering") for kind in kinds} == {name[5:]}
    assert "adressen er ikke oppført" in cells(letters["brev-lag"])
    assert "sendes internt" in cells(letters["brev-rad"])


def test_a_letter_says_what_the_hearing_says_and_no_more(made: dict[str, Paper], hearing: Hearing) -> None:
    said = text(made["brev-stat"]).replace("\u00a0", " ")
    runde = hearing.runde
    for fact in ("10. februar 2026, sak 12/26", "7. april 2026", "Saksnummer: 2025/118", "§§ 11-14 og 5-2",
                 *runde.ønsker, runde.svar.post, runde.svar.epost, runde.kontakt.navn, "Biblioteket",
                 "18. juni 2026: behandling i kommunestyret"):  # fmt: skip
        assert str(fact) in said
    assert "nasjonale hensyn" in said
    assert "nasjonale hensyn" not in text(made["brev-lag"])


def test_nobody_is_invited_to_object_to_a_samfunnsdel(made: dict[str, Paper]) -> None:
    assert not re.search("innsigelse|motsegn", "".join(map(text, made.values())), re.IGNORECASE)
    assert not re.search("innsigelse|motsegn", "".join([*NB.values(), *NN.values()]), re.IGNORECASE)


def test_what_nobody_knows_is_left_out_or_said_to_be_unknown(lyngvik: Planverk) -> None:
    bare = other(lyngvik, vedtak=None, saksnummer="ukjent", alternativer=None, hensyn=None, møter=(), ønsker=())
    told = {each.name: text(each).replace("\u00a0", " ") for each in papers(bare)}
    assert "vedtok" not in told["brev-stat"]
    assert "ukjent" not in "".join(told.values())
    assert "None" not in "".join(told.values())
    assert "Det er ikke ført opp noe om dette." in told["saksframlegg"]
    assert "Alternativer" not in told["brev-stat"]


def test_the_case_tells_the_law_the_days_and_the_holidays(made: dict[str, Paper]) -> None:
    said = text(made["saksframlegg"]).replace("\u00a0", " ")
    assert "minst 42 dager (plan- og bygningsloven §§ 11-14 og 5-2)" in said
    assert "fra 16. februar 2026 til 7. april 2026, i 50 dager." in said
    assert "I perioden er påskeferien 28. mars 2026–6. april 2026. Dagene er regnet med." in said
    assert "Lyngvikposten (avis)" in said
    assert "Ungdomsrådet (ungdomsråd, barn og unge)" in cells(made["saksframlegg"])


def test_the_reply_form_has_the_fields_that_are_read_again(made: dict[str, Paper]) -> None:
    fields = list(word(made["svarskjema"]).element.body.iter(qn("w:sdt")))
    tags = [field.find(f"{qn('w:sdtPr')}/{qn('w:tag')}").get(qn("w:val")) for field in fields]
    names = [field.find(f"{qn('w:sdtPr')}/{qn('w:alias')}").get(qn("w:val")) for field in fields]
    assert tags == TAGS
    assert len({*names}) == len(names)
    locked = [field for field in fields if field.find(f"{qn('w:sdtPr')}/{qn('w:lock')}") is not None]
    assert [each.find(qn("w:sdtContent")).xpath("string()") for each in locked] == [ROUND]
    invited = [field for field in fields if field.find(f"{qn('w:sdtPr')}/{qn('w:showingPlcHdr')}") is not None]
    assert len(invited) == len(fields) - 1
    choices = [each.get(qn("w:value")) for each in fields[3].iter(qn("w:listItem"))]
    assert choices == ["stat", "region", "nabokommune", "råd", "lag", "næring", "privat"]


def test_every_number_stands_before_what_it_is_said_to_be(hearing: Hearing, lyngvik: Planverk) -> None:
    paper, numbers = draft(hearing)
    document = word(paper)
    said = " ".join("".join(p.xpath("string()")) for p in document.element.body.iter(qn("w:p"))).replace("\u00a0", " ")
    shown = re.findall(r"\[(\d+)\]", said)
    assert shown == [each.nummer for each in numbers] == [str(number) for number in range(1, len(numbers) + 1)]
    goal = lyngvik.samfunnsdel.områder[0].mål[0]
    (number,) = [each.nummer for each in numbers if (each.slag, each.id) == ("mål", goal.id)]
    assert f"[{number}] {goal.tekst}" in said
    (number,) = [each.nummer for each in numbers if (each.slag, each.id) == ("tiltak", "reguleringsplan-kaia")]
    assert f"[{number}] Tiltak: Lage reguleringsplan" in said
    (number,) = [each.nummer for each in numbers if (each.slag, each.id) == ("kapittel", "oppfølging")]
    assert f"[{number}] Målene følges opp" in said
    assert "Skriv tallet når du svarer" in said


def test_an_element_that_is_printed_twice_has_one_number(lyngvik: Planverk) -> None:
    chapters = lyngvik.samfunnsdel.kapitler
    twice = lyngvik.samfunnsdel.model_copy(update={"kapitler": (*chapters, chapters[1].kapitler[0])})
    paper, numbers = draft(Hearing(lyngvik.model_copy(update={"samfunnsdel": twice}), 0))
    assert [each.id for each in numbers].count("boliger") == 1
    goal = next(each.nummer for each in numbers if each.id == "boliger")
    assert repr(paper.content.values["blokker"]).count(f"[{goal}]") == 2


@pytest.mark.parametrize("trinn", ["høring", "planprogram", "uttalelser"])
@pytest.mark.parametrize("språk", ["nb", "nn"])
def test_every_kind_of_hearing_is_told_in_both_languages(trinn: str, språk: str, lyngvik: Planverk) -> None:
    document = "planstrategi" if trinn == "uttalelser" else "samfunnsdel"
    kommune = lyngvik.kommune.model_copy(update={"språk": språk})
    asked = other(lyngvik.model_copy(update={"kommune": kommune}), trinn=trinn, dokument=document)
    told = {each.name: text(each) for each in papers(asked)}
    for words in told.values():
        assert not re.search(r"[{}]|None", words)
    assert ("Høyring" if språk == "nn" else "Høring") in told["brev-stat"]
    assert ("planprogram" in told["brev-stat"].lower()) == (trinn == "planprogram")
    assert ("[12]" in told["brev-stat"]) == (trinn != "planprogram")


def test_both_languages_say_the_same() -> None:
    fields = {name: re.findall(r"\{\w+\}", said) for name, said in NB.items()}
    assert {name: re.findall(r"\{\w+\}", said) for name, said in NN.items()} == fields


def test_the_calendar_has_every_day_and_no_clock(hearing: Hearing, lyngvik: Planverk) -> None:
    content = calendar(hearing)
    lines = content.decode().split("\r\n")
    assert b"\n" not in content.replace(b"\r\n", b"")
    assert max(len(line.encode()) for line in lines) <= 75
    events = Calendar.from_ical(content).walk("VEVENT")
    assert [(f"{each['dtstart'].dt}", str(each["summary"])) for each in events] == [
        ("2026-02-16", "Samfunnsdelen: høringen begynner"),
        ("2026-04-07", "Samfunnsdelen: frist for å svare"),
        ("2026-03-05", "Samfunnsdelen: folkemøte kl. 18.00"),
        ("2026-05-19", "Samfunnsdelen: behandling i formannskapet"),
        ("2026-06-18", "Samfunnsdelen: behandling i kommunestyret"),
    ]
    assert {f"{each['dtstamp'].dt:%Y-%m-%d}" for each in events} == {"2026-02-16"}
    moved = calendar(other(lyngvik, frist=yaml.safe_load("'2026-04-30'")))
    uids = [[str(each["uid"]) for each in Calendar.from_ical(ics).walk("VEVENT")] for ics in (content, moved)]
    assert uids[0] == uids[1]
    assert len({*uids[0]}) == len(events)


def test_what_is_sent_out_is_listed_packed_and_frozen(repository: Repository) -> None:
    commit = repository.git("rev-parse", "HEAD").strip()
    files = sent(repository)
    frozen = yaml.safe_load((repository.sources / FROZEN).read_text(encoding="utf-8"))
    assert (frozen["høring"], frozen["utgave"], str(frozen["dato"])) == (ROUND, commit, "2026-02-16")
    sums = {name: hashlib.sha256(content).hexdigest() for name, content in files.items()}
    told = {each["navn"]: each["sha256"] for each in frozen["filer"]}
    assert told == {name: each for name, each in sums.items() if not name.endswith((".zip", ".yaml"))}
    assert {"nummer": "9", "slag": "mål", "id": "boliger"} in frozen["numre"]
    listed = json.loads(files["manifest.json"])
    assert {each["fil"]: each["sha256"] for each in listed["dokumenter"]} | {
        "manifest.json": sums["manifest.json"]
    } == told
    assert [each["fil"] for each in listed["dokumenter"] if each["tilknytning"] == "H"] == ["horingsutkast.docx"]
    with zipfile.ZipFile(BytesIO(files[f"horing-{ROUND}.zip"])) as package:
        assert {name: package.read(name) for name in package.namelist()} == {name: files[name] for name in told}
    assert not [each for each in recipes.examined(repository.sources, None)[1] if each.severity == "feil"]


def test_the_same_is_made_again_and_nothing_else(repository: Repository) -> None:
    """Also when the plans have gone on since: what was sent out is made of what it was made of."""
    files = sent(repository)
    repository.commit("Sendt ut")
    repository.change("samfunnsdel.yaml", "Lyngvik mot 2038", "Lyngvik mot 2050")
    again = sent(repository)
    assert again == {name: content for name, content in files.items() if name in again}
    text = files["utsending.yaml"].decode()
    first = re.search(r'sha256: "(\w{64})"', text)
    assert first
    (repository.sources / FROZEN).write_text(text.replace(first[1], "0" * 64, 1), encoding="utf-8")
    assert refused(repository) == ["UT013 Disse filene er ikke de samme som ble sendt ut: brev-lag.docx."]


def test_what_is_not_committed_is_not_frozen(repository: Repository) -> None:
    repository.change("samfunnsdel.yaml", "Lyngvik mot 2038", "Lyngvik mot 2050")
    assert refused(repository) == [
        "UT012 Filene er endret siden siste lagrede utgave i git, så det som sendes ut, kan ikke fryses."
    ]
    assert not (repository.folder / "output").exists()
    files = sent(repository, frozen=False)
    assert not (repository.sources / FROZEN).exists()
    with zipfile.ZipFile(BytesIO(files["brev-stat.docx"])) as package:
        assert b"Utkast" in package.read("word/header1.xml")


def test_what_is_of_another_day_is_not_frozen(repository: Repository) -> None:
    with order(repository, given=State(day=(2026, 3, 1))) as asked, pytest.raises(SourceError) as caught:
        hearings.sent_out(asked, silent)
    said = "Planen er ikke slik den er den dagen høringen er kunngjort, 16.02.2026."
    assert [(problem.code, problem.message) for problem in caught.value.problems] == [("UT014", said)]


def test_what_is_no_proposal_is_not_sent_out(repository: Repository) -> None:
    repository.change("vedtak/2026-02-10-ut-paa-hoering.yaml", "      til: høring", "      til: til behandling")
    repository.commit("Et trinn for langt")
    assert refused(repository)[0].startswith("UT011 Dokumentet har status «til behandling»")


def test_what_the_rules_warn_of_is_mended_or_excepted_first(repository: Repository) -> None:
    places = "  - navn: Servicetorget i Strandgata 1\n  - navn: Biblioteket\n"
    repository.change(RUNDE, places, "")
    repository.commit("Bare på nett")
    assert [said[:6] for said in refused(repository)] == ["HØR002"]
    repository.change(RUNDE, "dokument: samfunnsdel", "dokument: samfunnsdel\nunntak: [{kode: HØR002, grunn: Prøve.}]")
    repository.commit("Med grunn")
    assert "horingsutkast.docx" in sent(repository)


def test_the_command_says_what_it_made_and_what_it_did_not(repository: Repository) -> None:
    done = repository.run("hearing", ROUND, "--draft", "--no-pdf", "--output", "ut")
    assert done.returncode == 0, done.stderr
    assert "ut/horing-samfunnsdel-2026/svarskjema.docx" in done.stderr
    assert "DETTE ER EN PRØVE. Ingenting er fryst" in done.stderr
    assert "Ingen utgave med endringer merket" in done.stderr
    assert "HØR013 merknad" in done.stdout
    wrong = repository.run("hearing", "samfunnsdel-2062")
    assert (wrong.returncode, wrong.stdout) == (2, "")
    assert "Ingen høring heter «samfunnsdel-2062». Mente du «samfunnsdel-2026»?" in wrong.stderr
    assert "hearing" in {task.name for task in TASKS}


def test_changes_since_another_state_are_marked_where_it_is_asked_for(repository: Repository) -> None:
    old = State(day=(2026, 1, 1))
    with order(repository, frozen=False) as asked, laid_out(old, repository.sources, "sources") as laid:
        made = hearings.sent_out(replace(asked, against=(old, laid)), silent)
    names = {path.name: path for path in made.paths}
    assert "horingsutkast-endringer.docx" in names
    letter = " ".join(p.text for p in docx.Document(str(names["brev-stat.docx"])).paragraphs)
    assert "Forslaget med endringene siden 2026-01-01 merket" in letter


@pytest.mark.slow
def test_every_pdf_that_is_sent_out_is_proven(repository: Repository) -> None:
    """The gate stops what is not conformant; here, that each paper has its PDF, the same every time."""
    files = sent(repository, office=Office(profile=ROOT / ".cache" / "libreoffice"))
    pdfs = {name for name in files if name.endswith(".pdf")}
    assert pdfs == {f"{Path(name).stem}.pdf" for name in files if name.endswith(".docx")}
    assert "Merknad 5" in Pdf(files["svarskjema.pdf"]).body
    assert files == sent(repository, office=Office(profile=ROOT / ".cache" / "libreoffice")) | {
        "utsending.yaml": files["utsending.yaml"]
    }
