"""Passages in other languages, from the YAML to what a screen reader is told in the PDF (WCAG 2.1, 3.1.2)."""

import shutil
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

import pikepdf
import pypdfium2
import pytest
from built import ROOT, built
from docx import Document
from docx.oxml.ns import qn
from pikepdf import Array, Dictionary, Name, Object
from pypdfium2 import raw
from test_docs import table_under

from osreport.pdf.outline import bookmarks
from osreport.pdf.validate import failures
from osreport.prose import LANGUAGES

CHAPTER = """
  - id: fremmedord
    tittel: En {en:Smart Region} for alle
    innhold:
      - tekst: |
          Os er en del av {en:the smart
          region of *the mountains*}, og **{sv:gränslandet}** er {nb:nært}.

          - Velkommen til {sma:saemien sïjte} i sør.

          Les [om {en:the **smart** region} her](https://example.no/a) og
          {en:more [elsewhere](https://example.no/b) too}.
      - utheving: |
          {en:Nothing else}
      - tabell:
          id: språktabell
          tittel: Slik sier {en:the others} det
          kolonner: ["Ord", "På {en:plain English}"]
          rader:
            - ["kommune", "en {en:municipality} her"]
      - liste:
          id: språkliste
          punkter:
"""
# Where in the document, which language, which words; in reading order.
WANTED = [
    ("H1", "en-GB", "Smart Region"),
    ("P", "en-GB", "the smart region of the mountains"),
    ("P", "sv-SE", "gränslandet"),
    ("LBody", "sma-NO", "saemien sïjte"),
    ("Link", "en-GB", "the smart region"),
    ("P", "en-GB", "more"),
    ("Link", "en-GB", "elsewhere"),
    ("P", "en-GB", "too"),
    ("P", "en-GB", "Nothing else"),
    ("Caption", "en-GB", "the others"),
    ("TH", "en-GB", "plain English"),
    ("TD", "en-GB", "municipality"),
    *(("LBody", language.tag, language.name) for code, language in LANGUAGES.items() if code != "nb"),
]
HOLDERS = {"H1", "LBody", "TH", "TD", "Link", "Caption"}


class Spoken(NamedTuple):
    """The nearest element that means something, the language if it is not the document's, and the words."""

    holder: str
    language: str
    words: str


@dataclass
class Listener:
    """Walks the tags as a screen reader does (ISO 32000-1, 14.7.2 and 14.9.2)."""

    document: pikepdf.Pdf
    letters: list[dict[int, str]]
    heard: list[Spoken] = field(default_factory=list)

    def __post_init__(self) -> None:
        tree = self.document.Root.StructTreeRoot
        self.roles = {str(name): str(role) for name, role in tree.RoleMap.items()}
        self.pages = {each.obj.objgen: number for number, each in enumerate(self.document.pages)}
        self._listen(tree, "", "", 0)

    def _listen(self, element: Object, holder: str, language: str, page: int) -> None:
        kind = str(element.get(Name.S, ""))
        kind = self.roles.get(kind, kind).strip("/")
        holder = kind if kind in HOLDERS or (kind == "P" and holder not in HOLDERS) else holder
        language = str(element.get(Name.Lang, language))
        page = self.pages[element.Pg.objgen] if Name.Pg in element else page
        kids = element.get(Name.K, Array())
        for kid in kids if isinstance(kids, Array) else [kids]:
            if isinstance(kid, Dictionary) and Name.S in kid:
                self._listen(kid, holder, language, page)
            elif not isinstance(kid, Dictionary):
                self._hear(holder, language, self.letters[page].get(int(kid), ""))
            elif Name.MCID in kid:
                self._hear(holder, language, self.letters[self.pages[kid.Pg.objgen]].get(int(kid.MCID), ""))

    def _hear(self, holder: str, language: str, words: str) -> None:
        if self.heard and self.heard[-1][:2] == (holder, language):
            words = f"{self.heard.pop().words} {words}"
        self.heard.append(Spoken(holder, language, " ".join(words.split())))


def spoken(pdf: bytes) -> list[Spoken]:
    """Everything that is read aloud, in order."""
    with pikepdf.open(BytesIO(pdf)) as document, pypdfium2.PdfDocument(pdf) as shown:
        return Listener(document, [letters(page) for page in shown]).heard


def letters(page: pypdfium2.PdfPage) -> dict[int, str]:
    """The text of each piece of marked content, by its number."""
    found: dict[int, str] = {}
    text = page.get_textpage()
    for shown in page.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT], textpage=text):
        number = raw.FPDFPageObj_GetMarkedContentID(shown.raw)
        found[number] = found.get(number, "") + shown.extract()
    return found


def printed(folder: Path) -> dict[str, bytes]:
    """The annex of Os with a chapter that speaks every language, printed and proven as any other."""
    points = (f'            - id: på-{code}\n              tekst: "– {{{code}:{language.name}}} –"\n'
              for code, language in LANGUAGES.items())  # fmt: skip
    sources = shutil.copytree(ROOT / "sources", folder / "sources", ignore=shutil.ignore_patterns(".schema"))
    annex = sources / "vedlegg.yaml"
    annex.write_text(annex.read_text("utf-8") + CHAPTER + "".join(points), "utf-8")
    return built(sources, folder / "output", pdf=True, documents=("vedlegg",))


def test_every_language_stands_in_the_guide() -> None:
    rows = {row.strip("{}").partition(":")[0]: name for row, (_, name) in table_under("Ord på andre språk").items()}
    assert rows == {code: language.name for code, language in LANGUAGES.items()}


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    return printed(tmp_path_factory.mktemp("språk"))


@pytest.mark.slow
def test_a_passage_is_spoken_in_its_language_wherever_it_stands(files: dict[str, bytes]) -> None:
    """Exactly those words, and no others; in a link too, which LibreOffice gives one language only."""
    assert [tuple(each) for each in spoken(files["vedlegg.pdf"]) if each.language] == WANTED


@pytest.mark.slow
def test_a_pdf_with_many_languages_breaks_no_rule(files: dict[str, bytes]) -> None:
    assert failures(files["vedlegg.pdf"]) == ()


@pytest.mark.slow
def test_what_is_text_alone_has_the_words_without_the_braces(files: dict[str, bytes]) -> None:
    """Bookmarks, the contents list and the description of a table."""
    body = Document(BytesIO(files["vedlegg.docx"])).element.body
    described = [each.get(qn("w:val")) for each in body.iter(qn("w:tblCaption"))]
    listed = ["".join(text.text or "" for text in link.iter(qn("w:t"))) for link in body.iter(qn("w:hyperlink"))]
    assert any(mark.title == "4 En Smart Region for alle" for mark in bookmarks(files["vedlegg.pdf"]))
    assert any("En Smart Region for alle" in text for text in listed)
    assert "Slik sier the others det" in described
