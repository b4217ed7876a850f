"""Small documents for the tests of Word files, and what can be read back from them."""

import io
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from docx import Document
from docx.oxml.ns import qn

from osreport.context.blocks import Kommuneord
from osreport.context.content import Content
from osreport.properties import Properties
from osreport.word.document import fill
from osreport.wording import WORDS

ROOT = Path(__file__).resolve().parent.parent
TEMPLATES = ROOT / "templates"
PROPERTIES = Properties("Tittel", "nb-NO", "Prøvekommune", "", date(2024, 1, 25))


def anything() -> dict[str, Any]:
    """The cover of a document that is about nothing."""
    return {
        "kommune": Kommuneord("Prøvekommune", "Gata 1", "post@example.no", "https://example.no"),
        "tittel": "Tittel",
        "undertittel": "Undertittel",
        "kortnavn": "Kort",
        "periode": "2024–2027",
        "statuslinjer": ("Utkast",),
        "statuslinje": "Utkast",
        "vannmerke": "",
        "status": "utkast",
        "ord": WORDS["nb"],
    }


def printed(content: Content, pages: Sequence[int] | None = None, template: str = "planstrategi") -> Any:
    """The content in a template of ours, opened again as a reader would."""
    pages = pages if pages is not None else [1] * len(content.headings)
    return Document(io.BytesIO(to_docx(content, (TEMPLATES / f"{template}.docx").read_bytes(), "m", pages)))


def to_docx(content: Content, template: bytes, file: str, pages: Sequence[int]) -> bytes:
    """The Word file of a content; `file` is what the template is called in problems."""
    return fill(content, template, file, ()).docx(pages)


def words(document: Any) -> str:
    """All text of the body, paragraph by paragraph."""
    return "\n".join(paragraphs(document))


def paragraphs(document: Any) -> list[str]:
    """The text of every paragraph that has any, tables included, in reading order."""
    texts = ("".join(t.text or "" for t in p.iter(qn("w:t"))) for p in document.element.body.iter(qn("w:p")))
    return [text for text in texts if text.strip()]
