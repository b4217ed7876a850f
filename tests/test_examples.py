"""A fictional municipality builds from its own sources: other areas, level names, language and years, same code."""

import re
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pikepdf
import pytest
from built import EXAMPLE, NAMES, Files, broken_words, built, docx_text, empty, lying, pages, spoken, squeezed, text_of
from docx import Document
from docx.oxml.ns import qn

from osreport.model.walk import elements
from osreport.pdf.outline import bookmarks
from osreport.pdf.validate import failures
from osreport.sources.reader import read_planverk
from osreport.wording import WORDS

YEARS = ["2025", "2026", "2027", "2028", "2029"]


@pytest.fixture(scope="session")
def words(tmp_path_factory: pytest.TempPathFactory) -> Files:
    return built(EXAMPLE, tmp_path_factory.mktemp("word"), pdf=False)


@pytest.fixture(scope="session")
def files(tmp_path_factory: pytest.TempPathFactory) -> Files:
    return built(EXAMPLE, tmp_path_factory.mktemp("pdf"), pdf=True)


# Where each part of the sources is printed. Facts are printed where a text refers to them.
PRINTED_IN = {
    "kommune": "samfunnsdel", "samfunnsdel": "samfunnsdel", "figurer": "samfunnsdel",
    "planstrategi": "planstrategi", "samarbeid": "planstrategi", "vedtak": "planstrategi",
    "vedlegg": "vedlegg", "planregister": "vedlegg", "vedtatte_planer": "vedlegg",
}  # fmt: skip
# Texts that are for people who keep the sources, or are printed as something else.
SILENT = {
    "Kommune": {"leder", "adresse", "epost", "nettsted", "språk"}, "Samfunnsdel": {"kortnavn", "status"},
    "Dokument": {"kortnavn", "status", "oppdatert_etter"}, "Behandling": {"organ", "sak"}, "Liste": {"type"},
    "Vedtak": {"gjelder", "organ", "resultat"}, "Revisjon": {"status"},
    "Samarbeid": {"form"}, "Lenke": {"url"}, "Område": {"gjelder"}, "VedtattPlan": {"plan"},
    "Visningsblokk": {"vis", "område", "plan"}, "Figurblokk": {"figur"}, "Vedtaksblokk": {"vedtak"},
    "Plan": {"kortnavn", "type", "parter", "hjemmel"}, "Delplan": {"hjemmel"},
    "Trinn": {"kanaler", "hvem", "innhold"}, "Kommuneplanvalg": {"samfunnsdel", "arealdel"},
    "Unntak": {"kode", "grunn"}, "Planstrategi": {"kortnavn", "status", "oppdatert_etter"},
    "Endring": {"punkt"}, "Sett": {"plan", "felt"}, "FlyttÅr": {"plan"},
    "Diagram": {"type", "indikator"}, "Planhierarki": {"type"}, "Årshjul": {"type"},
}  # fmt: skip


def texts_of_sources(name: str) -> Iterator[tuple[str, str]]:
    """Every text that belongs in the document, with the place of it; no field is left out unless it is SILENT."""
    for path, element in elements(read_planverk(EXAMPLE).planverk):
        if not path or PRINTED_IN.get(str(path[0])) != name:
            continue
        hidden = {"id", *SILENT.get(type(element).__name__, ())}
        for field in type(element).model_fields.keys() - hidden:
            for text in strings(getattr(element, field)):
                yield ".".join(map(str, (*path, field))), text


def strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for member in value:
            yield from strings(member)


def fragments(text: str) -> Iterator[str]:
    """What is left of a text in print: its paragraphs and points, without Markdown, cut at every reference."""
    for part in re.split(r"\n\n|\n(?= *(?:-|\d+\.) )|\{[^}]*\}", text):
        plain = re.sub(r"\[([^]]*)\]\([^)]*\)", r"\1", part).replace("*", "")
        yield re.sub(r"^\s*(?:-|\d+\.)\s", "", plain)


def lost(name: str, printed: str) -> list[str]:
    whole = squeezed(printed)
    found = ((place, part) for place, text in texts_of_sources(name) for part in fragments(text))
    return [f"{place}: {part}" for place, part in found if squeezed(part) not in whole]


@pytest.mark.parametrize("name", NAMES)
def test_every_text_of_the_sources_stands_in_the_word_file(words: Files, name: str) -> None:
    assert len(list(texts_of_sources(name))) > 30
    assert lost(name, text_of(f"{name}.docx", words)) == []


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_every_text_of_the_sources_stands_in_the_pdf(files: Files, name: str) -> None:
    assert lost(name, text_of(f"{name}.pdf", files)) == []


def test_references_print_numbers_dates_and_names(words: Files) -> None:
    told = squeezed("".join(text_of(f"{name}.docx", words) for name in NAMES))
    for sentence in (
        "budde det 10 118 menneske i Fjordheim, mot 10 420 i 2015. Held utviklinga fram, blir vi 9870 i 2037.",
        "frå 6,4 % til 10,2 %.", "Ferja går ca. 24 gonger kvar dag, og om lag åtti lag", "ser du i kapittel 4.",
        "I møtet 11. februar 2025 la", "«Fjordheim skal ha få planar, og dei skal vere korte.",
        "Kommunestyret, 11. februar 2025 (utdrag), sak PS 12/25", "Samfunnsdelen frå 2013 gjeld",
        "Vedteken i sak PS 78/13 den 22.10.2013.", "Klimaplanen – vedteken i 2023, sak PS 81/23",
        "Vedteken av kommunestyret 17.06.2025, sak PS 41/25", "Oppdatert etter kommunestyret 11.12.2025",
    ):  # fmt: skip
        assert squeezed(sentence) in told, sentence


BOKMÅL = {"ikke", "fra", "hva", "hvem", "noen", "en", "et", "de", "innbyggere", "kommunens"}


def only_bokmål() -> set[str]:
    """Words of the fixed wordings that nynorsk spells otherwise, and some that nobody writes without."""
    nb, nn = (set(re.findall(r"\w+", " ".join(WORDS[language].values()).lower())) for language in ("nb", "nn"))
    return (nb - nn) | BOKMÅL


@pytest.mark.parametrize("name", NAMES)
def test_no_bokmål_leaks_into_a_word_file(words: Files, name: str) -> None:
    assert len(only_bokmål()) > 30
    assert set(re.findall(r"\w+", text_of(f"{name}.docx", words).lower())) & only_bokmål() == set()


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_no_bokmål_leaks_into_what_a_pdf_adds(files: Files, name: str) -> None:
    with pikepdf.open(BytesIO(files[f"{name}.pdf"])) as document:
        told = " ".join(map(str, document.docinfo.values())) + spoken(files[f"{name}.pdf"])
    assert "kommune" in told
    assert set(re.findall(r"\w+", told.lower())) & only_bokmål() == set()


@pytest.mark.parametrize("name", NAMES)
def test_nothing_of_another_municipality_is_printed(words: Files, name: str) -> None:
    assert re.findall(r"\bOs\b|Østerdal|os\.kommune|\b[Oo]riginal\w*", text_of(f"{name}.docx", words)) == []


@pytest.mark.parametrize("name", NAMES)
def test_a_word_file_says_it_is_nynorsk(words: Files, name: str) -> None:
    document = Document(BytesIO(words[f"{name}.docx"]))
    roots = (document.element, document.part.styles.element)
    assert {mark.get(qn("w:val")) for root in roots for mark in root.iter(qn("w:lang"))} == {"nn-NO"}
    assert document.core_properties.language == "nn-NO"


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_a_pdf_says_it_is_nynorsk_and_is_valid(files: Files, name: str) -> None:
    pdf = files[f"{name}.pdf"]
    assert failures(pdf) == ()
    with pikepdf.open(BytesIO(pdf)) as document:
        assert document.Root.Lang == "nn-NO"
        inner = [each for each in document.objects if isinstance(each, pikepdf.Dictionary) and "/Lang" in each]
        assert {str(each.Lang) for each in inner} == {"nn-NO"}


def heads(docx: bytes) -> list[list[str]]:
    """The header row of every table."""
    return [[cell.text for cell in table.rows[0].cells] for table in Document(BytesIO(docx)).tables]


def test_five_years_give_five_columns(words: Files) -> None:
    revisions = [row for row in heads(words["planstrategi.docx"]) if "2025" in row]
    registers = [row for row in heads(words["vedlegg.docx"]) if "2025" in row]
    assert revisions == [["Plan", *YEARS]]
    assert registers == [["Plandokument", "Eigar", "Vedteken", *YEARS, "Merknad"]] * 6


def test_levels_and_tables_bear_the_names_of_the_municipality(words: Files) -> None:
    text = docx_text(words["samfunnsdel.docx"]).split("\n")
    assert heads(words["samfunnsdel.docx"]) == [["Dit vil vi", "Slik kjem vi dit"]] * 3
    assert (text.count("Hovudmål"), text.count("Dette finn du i planen")) == (3, 1)
    assert not any("visjon" in line.lower() for line in text)


GOALS = (
    "Folk i alle aldrar vil bu og bli buande i bygdene rundt fjorden", "Alle finn ein bustad som passar",
    "FN sine berekraftsmål 11, 11.1", "Det finst fleire små og lettstelte bustader i sentrum",
    "Minst seksti nye leilegheiter", "2033", "Gjere klare tomter nær skule, butikk og kai (prioritert)",
    "Lage ein moglegheitsstudie for Naustområdet", "Plan og byggjesak", "Startar i 2026", "Tomme hus blir tekne i bruk",
    "Ta kontakt med eigarar av hus som står tomme", "Kartleggje tomme hus i kvar bygd",
    "Bygdene har møteplassar for alle", "Halde samfunnshusa opne saman med lag og organisasjonar",
)  # fmt: skip


def test_goals_of_three_levels_with_strategies_and_measures_stand_in_their_order(words: Files) -> None:
    text = docx_text(words["samfunnsdel.docx"])
    at = 0
    for part in GOALS:
        assert part in text[at:], part
        at = text.index(part, at)


HEADINGS = {
    "samfunnsdel": [
        "1 Kvifor ein samfunnsdel?", "1.1 Slik les du planen", "2 Fjordheim i dag", "3 Satsingsområda",
        "3.1 Levande bygder", "3.2 Verdiar frå fjord og fjell", "3.3 Gode tenester i eit nytt tidsrom",
        "4 Frå ord til handling", "Slik følgjer vi med",
    ],
    "planstrategi": [
        "1 Om planstrategien", "2 Det vi må planleggje for", "2.1 Måla vi styrer etter", "2.2 Samarbeid med andre",
        "3 Planane år for år", "4 Vedtaket", "Vedtaka bak planstrategien",
    ],
    "vedlegg": [
        "5 Om vedlegget", "6 Planoversyn", "Planar for heile kommunen", "Oppvekst, helse og kultur", "Oppvekst",
        "Helse og velferd", "Kultur og idrett", "Teknisk, klima og miljø", "Reglement og retningslinjer",
        "7 Vedtekne planar", "7.1 Folkehelseplanen – vedteken 14.05.2024", "Nærmiljø og møteplassar",
        "Trygge overgangar", "Handlingsprogram", "7.2 Klimaplanen – vedteken i 2023, sak PS 81/23",
        "Fjorden og strandsona", "Tema i handlingsprogrammet", "7.3 Måla i framlegget til samfunnsdel",
        "Levande bygder", "Verdiar frå fjord og fjell", "Gode tenester i eit nytt tidsrom", "8 Kven gjer kva?",
    ],
}  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_headings_are_numbered_and_none_stands_alone_at_the_foot(files: Files, name: str) -> None:
    marks = bookmarks(files[f"{name}.pdf"])
    assert [" ".join(mark.title.split()) for mark in marks] == HEADINGS[name]
    shown = pages(files[f"{name}.pdf"])
    assert [m.title for m in marks if squeezed(shown[m.page - 1]).endswith(squeezed(m.title))] == []


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_landscape_pages_are_those_that_lie_and_no_page_is_empty(files: Files, name: str) -> None:
    wide = {"planstrategi": {"3 Planane år for år"}, "vedlegg": {"6 Planoversyn", "8 Kven gjer kva?"}}.get(name, set())
    shown, pdf = pages(files[f"{name}.pdf"]), files[f"{name}.pdf"]
    chapters = [mark for mark in bookmarks(pdf) if mark.level == 1]
    ends = [mark.page - 1 for mark in chapters[1:]] + [len(shown)]
    stretches = zip(chapters, ends, strict=True)
    expected = {page for mark, end in stretches if mark.title in wide for page in range(mark.page, end + 1)}
    assert {number for number, lies in enumerate(lying(pdf), 1) if lies} == expected
    assert empty(pdf) == []


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_no_word_is_broken_by_a_narrow_column(files: Files, name: str) -> None:
    assert broken_words(files[f"{name}.docx"], files[f"{name}.pdf"]) == {}
