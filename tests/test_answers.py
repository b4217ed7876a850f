"""After a hearing: every input is answered in the papers, and nothing published tells who a private sender is."""

import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from datetime import date
from io import BytesIO
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from osreport import answering, states
from osreport.answering import Wanted
from osreport.answers.hearing import Hearing
from osreport.answers.privacy import published, shown
from osreport.model.merknad import Avsender, Merknad, Merknadspunkt
from osreport.model.planverk import Planverk
from osreport.model.verdi import Dato
from osreport.pdf.office import Office
from osreport.press import Press
from osreport.problem import SourceError
from osreport.prose import Paragraph, parse, plain, verbatim
from osreport.sources.reader import read_planverk
from osreport.word.readable import readable

ROOT = Path(__file__).resolve().parent.parent
LYNGVIK = ROOT / "examples/lyngvik/sources"
ROUND = "samfunnsdel-2026"
FONTS = ()
NEVER = ("Ola Nordmann", "Per Oppdiktet", "Eva Fiktiv", "Kari Hansen", "Bakken 7", "ola@post", "per@post", "Hilsen Ola")
EXEMPT = "helsen til barnet"


@pytest.fixture(scope="module")
def planverk() -> Planverk:
    return read_planverk(LYNGVIK).planverk


def made(
    folder: Path, *, masked: bool = False, letters: bool = False, office: Office | None = None
) -> dict[str, bytes]:
    wanted = Wanted(ROUND, masked, letters, date(2026, 6, 25))
    press = Press(ROOT / "templates", office, FONTS)
    old, new = (asked("2026-02-16"), asked("arbeid"))
    paths = answering.answered(old, new, wanted, press, folder, lambda _: None)
    return {path.name: path.read_bytes() for path in paths}


def asked(word: str) -> tuple[states.State, states.LaidOut]:
    return states.parsed(word), states.LaidOut(LYNGVIK, "sources", "")


@pytest.fixture(scope="module")
def papers(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    return made(tmp_path_factory.mktemp("svar"), letters=True)


@pytest.fixture(scope="module")
def public(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    return made(tmp_path_factory.mktemp("offentlig"), masked=True)


# Nothing is lost


def test_every_point_stands_in_the_document_with_its_assessment_and_end(papers: dict[str, bytes]) -> None:
    told = squeezed(readable(papers["merknadsdokument.docx"]))
    planverk = shown(read_planverk(LYNGVIK).planverk)
    hearing = Hearing(planverk, planverk.høringer[0], planverk)
    assert len(hearing.points) == 11
    for merknad, point in hearing.points:
        assert f"Punkt {point.id}" in told
        assert hearing.conclusion(point) in told
        assert merknad.unntatt or squeezed(hearing.answers[point.id].vurdering or "") in told
    for merknad in hearing.merknader:
        assert merknad.unntatt or squeezed(merknad.tekst.split("\n\n")[0]) in told


def test_the_counts_are_those_of_the_points(papers: dict[str, bytes]) -> None:
    told = readable(papers["saksframlegg.docx"])
    rows = dict(re.findall(r"^\| (Tas til følge|Tas delvis til følge|I alt) \| (\d+) \|", told, re.MULTILINE))
    assert rows == {"Tas til følge": "5", "Tas delvis til følge": "1", "I alt": "11"}
    assert "Det kom inn 8 merknader og 11 punkter." in told


def test_the_case_holds_what_the_act_asks_for(papers: dict[str, bytes]) -> None:
    told = squeezed(readable(papers["saksframlegg.docx"]))
    runde = read_planverk(LYNGVIK).planverk.høringer[0]
    assert "Etter plan- og bygningsloven § 11-14 skal saken vise" in told
    for asked in (runde.planbeskrivelse, runde.hensyn):
        assert squeezed(asked or "") in told


def test_what_changed_is_told_before_and_after(papers: dict[str, bytes]) -> None:
    told = readable(papers["merknadsdokument.docx"]).replace("\N{NON-BREAKING HYPHEN}", "-")
    assert "| sikre nok plass i havna | utvide havna | m-002-1 |" in told


def test_everyone_but_copies_gets_a_letter(papers: dict[str, bytes]) -> None:
    letters = {name for name in papers if name.startswith("svar-")}
    assert letters == {f"svar-m-00{number}.docx" for number in (1, 2, 3, 4, 5, 6, 8, 9)}
    told = squeezed(readable(papers["svar-m-003.docx"]))
    assert all(words in told for words in ("Ola Nordmann", "Bakken 7, 9990 Lyngvik", "25. juni 2026", "2025/118-9"))


def test_what_may_have_to_be_heard_again_is_named(papers: dict[str, bytes]) -> None:
    told = readable(papers["saksframlegg.docx"])
    named = told.partition("# Må planen på ny høring?")[2].partition("# Nasjonale")[0]
    assert "Endret: Styrke fiskeriene og utvide havna" in named
    assert "Endret: Ta imot minst tolv lærlinger hvert år" in named
    assert "utformer tjenestene" not in named  # the point says why it is a matter of words


def test_a_round_that_is_not_there_is_told() -> None:
    with pytest.raises(SourceError, match="Det finnes ingen høring med id «samfunnsdel-2025»") as error:
        answering.sent_state(asked("arbeid"), "samfunnsdel-2025")
    assert error.value.problems[0].hint == "Mente du «samfunnsdel-2026»?"


@pytest.mark.parametrize("name", ["samfunnsdel-2026", "en-annen"])
def test_the_command_makes_the_papers_or_says_why_not(name: str, tmp_path: Path) -> None:
    words = ("answers", name, "--no-pdf", "--sources", str(LYNGVIK), "--output", str(tmp_path / "ut"))
    done = subprocess.run([sys.executable, "tasks.py", *words], cwd=ROOT, capture_output=True, text=True, check=False)
    made = sorted(path.name for path in tmp_path.rglob("*.docx"))
    assert (done.returncode, made) in [(0, ["merknadsdokument.docx", "saksframlegg.docx"]), (1, [])]
    assert (done.returncode == 0) == (name == ROUND)
    assert ("HØR020" in done.stdout) == (name != ROUND)


# Nobody is told of


def test_no_private_name_stands_anywhere_in_what_is_published(public: dict[str, bytes]) -> None:
    assert sorted(public) == ["merknadsdokument.docx", "saksframlegg.docx"]
    for name, content in public.items():
        for text in (name, *parts(content)):
            found = [word for word in (*NEVER, EXEMPT) if word.casefold() in text.casefold()]
            assert not found, name


def test_what_is_exempt_stands_in_no_paper_at_all(papers: dict[str, bytes]) -> None:
    for name, content in papers.items():
        assert not [text for text in parts(content) if EXEMPT in text or "Eva Fiktiv" in text], name


def test_only_private_names_are_masked(public: dict[str, bytes]) -> None:
    told = readable(public["merknadsdokument.docx"])
    kept = (
        "Statsforvalteren",
        "Lyngvik fiskarlag",
        "Lyngvik idrettslag",
        "Ungdomsrådet",
        "Statens vegvesen",
        "Sandvika",
    )
    assert all(name in told for name in kept)
    assert "m-003 Privatperson" in told
    assert "Hilsen [utelatt]" in told


def test_the_register_is_as_it_was(planverk: Planverk) -> None:
    before = planverk.model_copy(deep=True)
    published(planverk)
    assert planverk == before


@pytest.mark.slow
def test_the_papers_pass_the_gate_and_the_pdf_tells_no_name(tmp_path: Path) -> None:
    files = made(tmp_path, masked=True, office=Office(profile=ROOT / ".cache" / "libreoffice"))
    assert sorted(files) == [
        f"{name}.{kind}" for name in ("merknadsdokument", "saksframlegg") for kind in ("docx", "pdf")
    ]
    for name in ("merknadsdokument.pdf", "saksframlegg.pdf"):
        for text in pdf_texts(files[name]):
            assert not [word for word in (*NEVER, EXEMPT) if word.casefold() in text.casefold()]


def parts(docx: bytes) -> Iterator[str]:
    """Every file of a package, its name too, with and without its tags: a name may be cut into runs."""
    with zipfile.ZipFile(BytesIO(docx)) as package:
        for info in package.infolist():
            text = package.read(info).decode("utf-8", "replace")
            yield from (info.filename, text, re.sub(r"<[^>]+>", "", text))


def pdf_texts(pdf: bytes) -> Iterator[str]:
    with pikepdf.open(BytesIO(pdf)) as file:
        yield from map(str, file.docinfo.values())
        yield file.Root.Metadata.read_bytes().decode()
        assert not file.attachments
        for each in file.objects:
            if isinstance(each, pikepdf.Dictionary):
                yield from (str(value) for value in each.values() if isinstance(value, pikepdf.String))
    document = pypdfium2.PdfDocument(pdf)
    yield from (page.get_textpage().get_text_bounded() for page in document)


def squeezed(text: str) -> str:
    return " ".join(text.replace("\N{NO-BREAK SPACE}", " ").replace("\N{NON-BREAKING HYPHEN}", "-").split())


NAME = st.tuples(
    st.sampled_from(["Åse", "Per", "Dag", "Liv-Marit"]), st.sampled_from(["Øvrebø", "Nordmann", "Ek"])
).map(" ".join)


@settings(max_examples=60, deadline=None, database=None)
@given(NAME, st.sampled_from(["{} ", "({})", "«{}»", "{}\n", "\n{}.", "{}s hage"]), st.booleans())
def test_a_name_is_taken_out_however_it_stands(name: str, form: str, shouted: bool) -> None:
    own = name.upper() if shouted else name
    text = f"Hilsen {form.format(own)} og takk. Ring 99 99 99 99 eller skriv til x.y@post.example.no"
    point = Merknadspunkt(id="m-1-1", tekst=text, sammendrag=f"{name} takker", vurdering=f"{name} har rett.")
    sender = Avsender(navn=name, kategori="privat", adresse="Vegen 1", epost="x.y@post.example.no")
    told = masked(Merknad(id="m-1", høring=ROUND, avsender=sender, mottatt=Dato(år=2026), tekst=text, punkter=(point,)))
    answered = told.punkter[0]
    texts = (told.avsender.navn, told.tekst, answered.tekst, answered.sammendrag, answered.vurdering)
    words = " ".join(filter(None, texts))
    assert name.casefold() not in words.casefold()
    assert "post.example" not in words
    assert "99 99" not in words


def masked(merknad: Merknad) -> Merknad:
    planverk = read_planverk(LYNGVIK).planverk.model_copy(update={"merknader": (merknad,)})
    return published(planverk).merknader[0]


# Somebody else's words


@given(st.text(alphabet=st.characters(codec="utf-8", exclude_categories=("Cs", "Cc", "Co")), max_size=200))
def test_verbatim_words_are_read_as_those_words(text: str) -> None:
    lines = "\n\n".join(text.split("x"))
    parts_, faults = parse(verbatim(lines))
    assert not faults
    assert all(isinstance(part, Paragraph) for part in parts_)
    assert " ".join(" ".join(plain(part.runs) for part in parts_).split()) == " ".join(lines.split())


@pytest.mark.parametrize(
    "text",
    ["- punkt", "1. først", "# tittel", "> sitat", "    innrykk", "+ pluss", "*fet* `kode` [a](b) <b>", "---", "===",
     "{fakta:folketall}", "3.2 er feil", "a_b_c og ~x~", "1) ja"],
)  # fmt: skip
def test_what_looks_like_markdown_is_words(text: str) -> None:
    assert [plain(part.runs) for part in parse(verbatim(text))[0]] == [text.strip()]
