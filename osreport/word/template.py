"""A Word template, filled with the values it may print. The only home of docxtpl."""

import re
import unicodedata
import warnings
import zipfile
from collections.abc import Callable, Mapping
from functools import lru_cache
from io import BytesIO
from typing import Any
from xml.parsers import expat

from osreport.problem import Problem, SourceError

from .sandbox import NO_WORD_FILE, environment, refused, told

TEXT_PART = re.compile(r"^word/(document|header\d*|footer\d*|footnotes|endnotes)\.xml$")


def filled(template: bytes, values: Mapping[str, Any], file: str) -> bytes:
    """The template with its tags replaced, as DOCX bytes; `file` names it in problems.

    Raises SourceError for a file that is no safe Word file, and for a tag that cannot be filled.
    """
    word = _opened(template, file)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)  # docxtpl's own; nobody here can act on it
            word.render(dict(values), jinja_env=environment(), autoescape=True)
    except Exception as error:  # whatever a tag can do, its designer is told where it stands
        raise SourceError(_problems(error, word, template, file)) from error
    done = BytesIO()
    word.save(done)
    return done.getvalue()


def _opened(template: bytes, file: str) -> Any:
    """The template, ready to be filled; SourceError with what is wrong with the file."""
    from docxtpl import DocxTemplate

    problem = refused(template, file)
    if problem is None:
        try:
            word = DocxTemplate(BytesIO(_composed(template)))
            word.init_docx()
            vars(word)["fix_tables"] = _sound(word.fix_tables)
            vars(word)["patch_xml"] = _patched
        except (KeyError, ValueError, SyntaxError, zipfile.BadZipFile):  # XML that does not parse is a SyntaxError
            problem = told(NO_WORD_FILE, file)
        else:
            return word
    raise SourceError([problem])


@lru_cache(maxsize=64)
def _patched(xml: str) -> str:
    """A part as Jinja is to read it; templates have many of their parts in common."""
    from docxtpl import DocxTemplate

    patched: str = DocxTemplate("").patch_xml(xml)  # type: ignore[no-untyped-call]
    return patched


def _sound(step: Callable[[str], Any]) -> Callable[[str], Any]:
    """The step, given sound XML alone: docxtpl would mend the rest, and lose what it cannot fit in."""

    def checked(xml: str) -> Any:
        expat.ParserCreate(namespace_separator=" ").Parse(xml, True)
        return step(xml)

    return checked


def _composed(template: bytes) -> bytes:
    """The template with its text in NFC, so that a tag typed with a + ring finds its name."""
    done = BytesIO()
    with zipfile.ZipFile(BytesIO(template)) as package, zipfile.ZipFile(done, "w", zipfile.ZIP_STORED) as copy:
        for part in package.infolist():
            content = package.read(part)
            if TEXT_PART.match(part.filename):
                content = unicodedata.normalize("NFC", content.decode("utf-8")).encode("utf-8")
            copy.writestr(part, content)
    return done.getvalue()


def _problems(error: Exception, word: Any, template: bytes, file: str) -> list[Problem]:
    """Why the template could not be filled, with the place of the tag that stopped it."""
    from .contract.stopped import stopped

    part = getattr(word.current_rendering_part, "partname", "").lstrip("/")
    return stopped(error, template, part, file)
