"""Whole sets of documents made for the tests, and what a reader finds in them."""

import re
from collections import Counter
from io import BytesIO
from pathlib import Path

import pikepdf
import pypdfium2
from docx import Document
from docx.oxml.ns import qn

from osreport import recipes
from osreport.logbook import logged
from osreport.pdf.office import Office
from osreport.press import Press
from osreport.states import LaidOut, parsed

ROOT = Path(__file__).resolve().parent.parent
EXAMPLE = ROOT / "examples" / "fjordheim" / "sources"
FONTS = tuple(sorted(Path("/usr/share/fonts/truetype/crosextra").glob("Carlito-*.ttf")))
NAMES = ("samfunnsdel", "planstrategi", "vedlegg")
HEAD, FOOT = 68, 60  # points of a page that the running head and foot take

Files = dict[str, bytes]


def built(sources: Path, output: Path, *, pdf: bool, documents: tuple[str, ...] = NAMES) -> Files:
    """The files made of the sources, with the templates of everyone."""
    office = Office(profile=ROOT / ".cache" / "libreoffice") if pdf else None
    press = Press(ROOT / "templates", office, FONTS)
    paths = recipes.build(recipes.Order(sources, output, documents, None, press, "prøve"), lambda _: None)
    return {path.name: path.read_bytes() for path in paths}


def log(output: Path, old: str = "2024-01-24", new: str = "2024-01-25") -> Files:
    """The log of what a decision changed in the plans of Os, printed and proven."""
    press = Press(ROOT / "templates", Office(profile=ROOT / ".cache" / "libreoffice"), FONTS)
    asked = [(state, LaidOut(ROOT / "sources", "sources", "")) for state in map(parsed, (old, new))]
    _, paths = logged(asked[0], asked[1], press, output, lambda _: None)
    return {path.name: path.read_bytes() for path in paths}


def docx_text(docx: bytes) -> str:
    """Every paragraph and every alternative text."""
    body = Document(BytesIO(docx)).element.body
    told = [str(shown.get("descr")) for shown in body.iter(qn("wp:docPr"))]
    return "\n".join(["".join(text.text or "" for text in p.iter(qn("w:t"))) for p in body.iter(qn("w:p"))] + told)


def pages(pdf: bytes) -> list[str]:
    """The text of every page between its running head and foot."""
    with pypdfium2.PdfDocument(pdf) as document:
        return [page.get_textpage().get_text_bounded(0, FOOT, page.get_width(), page.get_height() - HEAD)
                for page in document]  # fmt: skip


def empty(pdf: bytes) -> list[int]:
    """The pages that nothing but the running head and foot stands on."""
    return [number for number, text in enumerate(pages(pdf), 1) if not text.strip()]


def broken_words(docx: bytes, pdf: bytes) -> Counter[str]:
    """Words that stand whole in the Word file more often than on the pages: cut by a column, or off the paper."""
    body = Document(BytesIO(docx)).element.body
    paragraphs = ("".join(text.text or "" for text in p.iter(qn("w:t"))) for p in body.iter(qn("w:p")))
    wanted, shown = (Counter(re.findall(r"[^\W\d_]+", "\n".join(texts))) for texts in (paragraphs, pages(pdf)))
    return wanted - shown


def lying(pdf: bytes) -> list[bool]:
    with pikepdf.open(BytesIO(pdf)) as document:
        return [bool(page.mediabox[2] > page.mediabox[3]) for page in document.pages]


def spoken(pdf: bytes) -> str:
    """What is read aloud in place of figures, and of links."""
    with pikepdf.open(BytesIO(pdf)) as document:
        parts = [each for each in document.objects if isinstance(each, pikepdf.Dictionary)]
        return "\n".join(str(each[name]) for each in parts for name in ("/Alt", "/Contents")
                         if isinstance(each.get(name), pikepdf.String))  # fmt: skip


def text_of(name: str, files: Files) -> str:
    content = files[name]
    return "\n".join([*pages(content), spoken(content)]) if name.endswith(".pdf") else docx_text(content)


def squeezed(text: str) -> str:
    """The text without what a line break may add or take."""
    return re.sub(r"[\s\u00ad\u2010\ufffe\x02-]+", "", text)
