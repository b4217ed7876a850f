"""A Word template, filled with the values it may print. The only home of docxtpl."""

import re
import unicodedata
import warnings
import zipfile
from collections.abc import Mapping
from functools import lru_cache
from io import BytesIO
from types import TracebackType
from typing import Any

from osreport.problem import Place, Problem, SourceError

MAX_BYTES, MAX_PARTS, MAX_RATIO = 50_000_000, 500, 200
TEXT_PART = re.compile(r"^word/(document|header\d*|footer\d*|footnotes|endnotes)\.xml$")
TAG = re.compile(r"\{[{%#].*?[}%#]\}", re.DOTALL)
MARKUP = re.compile(r"<[^>]+>")


def filled(template: bytes, values: Mapping[str, Any], file: str) -> bytes:
    """The template with its tags replaced, as DOCX bytes; `file` names it in problems.

    Raises SourceError for a file that is no safe Word file, and for a tag that cannot be filled.
    """
    import jinja2

    word = _opened(template, file)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)  # docxtpl's own; nobody here can act on it
            word.render(dict(values), jinja_env=environment(), autoescape=True)
    except jinja2.TemplateError as error:
        raise SourceError([_problem(error, file)]) from error
    done = BytesIO()
    word.save(done)
    return done.getvalue()


@lru_cache(maxsize=1)
def environment() -> Any:
    """Jinja, strict and in a sandbox; a part that several templates share is compiled once."""
    import jinja2
    from jinja2.sandbox import SandboxedEnvironment

    environment = SandboxedEnvironment(undefined=jinja2.StrictUndefined, autoescape=True)
    vars(environment)["from_string"] = lru_cache(maxsize=64)(environment.from_string)
    return environment


def _opened(template: bytes, file: str) -> Any:
    """The template, ready to be filled; SourceError with what is wrong with the file."""
    from docxtpl import DocxTemplate

    problem = refused(template, file)
    if problem is None:
        try:
            word = DocxTemplate(BytesIO(_composed(template)))
            word.init_docx()
        except (KeyError, ValueError, SyntaxError, zipfile.BadZipFile):  # XML that does not parse is a SyntaxError
            problem = _told(NO_WORD_FILE, file)
        else:
            return word
    raise SourceError([problem])


def refused(template: bytes, file: str) -> Problem | None:
    """Why the file is not opened, if it is no safe Word file."""
    said = _unsafe(template)
    return _told(said, file) if said else None


def _told(said: tuple[str, str, str], file: str) -> Problem:
    code, message, hint = said
    return Problem(code, Place(file), message, hint)


NO_WORD_FILE = ("MAL001", "Filen er ikke et Word-dokument.", "Lagre malen på nytt fra Word som .docx.")
TOO_LARGE = ("MAL002", "Malen er uvanlig stor når den pakkes ut, og blir ikke åpnet.", "Gjør bildene i den mindre.")
MACROS = ("MAL003", "Malen inneholder makroer, og blir ikke åpnet.", "Lagre den som .docx uten makroer.")
ENTITIES = ("MAL008", "Malen henter tekst fra andre steder, og blir ikke åpnet.", NO_WORD_FILE[2])


def _unsafe(template: bytes) -> tuple[str, str, str] | None:
    """Why the file is not opened: no Word file, macros, entities, or far larger inside than outside (a zip bomb)."""
    try:
        with zipfile.ZipFile(BytesIO(template)) as package:
            parts = package.infolist()
            size = sum(part.file_size for part in parts)
            if size > MAX_BYTES or len(parts) > MAX_PARTS or size > MAX_RATIO * len(template):
                return TOO_LARGE
            xml = [package.read(part) for part in parts if part.filename.endswith((".xml", ".rels"))]
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError):  # damaged, encrypted, unknown packing
        return NO_WORD_FILE
    if any("vbaProject" in part.filename or "activeX" in part.filename for part in parts):
        return MACROS
    if any(b"<!DOCTYPE" in text or b"<!ENTITY" in text for text in xml):
        return ENTITIES
    return None if "word/document.xml" in {part.filename for part in parts} else NO_WORD_FILE


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


def _problem(error: Any, file: str) -> Problem:
    """What the designer sees: the tag, and the words around it."""
    said = str(error.message or error)
    near = _near(error)
    where = f" Stedet i malen: «{near}»." if near else ""
    if missing := re.search(r"'([^']+)' is undefined|has no attribute '([^']+)'", said):
        message = f"Malen ber om «{missing[1] or missing[2]}», som ikke finnes.{where}"
        hint = "Rett navnet i malen; navnene som finnes, står i docs/brukerveiledning.md."
        return Problem("MAL004", Place(file), message, hint)
    told = next((words for shape, words in FAULTS if re.search(shape, said)), "En kode i malen kan ikke leses.")
    hint = "Hver {%p for %} og {%p if %} skal ha sin {%p endfor %} eller {%p endif %}, alene i sitt eget avsnitt."
    return Problem("MAL005", Place(file), f"{told}{where}", hint)


# What Jinja says, and what the designer is told.
FAULTS = (
    (r"Unexpected end of template", "En {%p for %} eller {%p if %} i malen er åpnet, men ikke lukket."),
    (
        r"unknown tag '(endfor|endif|else|elif)'",
        "En {%p endfor %}, {%p endif %} eller {%p else %} i malen hører ikke til noen åpning.",
    ),
    (r"unknown tag", "En kode i malen begynner med et ord som ikke finnes."),
    (r"No filter named", "En kode i malen bruker et filter som ikke finnes."),
    (r"unsafe|not safely", "En kode i malen ber om noe den ikke får bruke."),
    (r"unexpected|expected token", "En kode i malen er skrevet feil."),
)


def _near(error: Any) -> str:
    context = list(getattr(error, "docx_context", None) or ())
    if context:
        return " ".join(" ".join(context).split())[:160]
    source, line = _template_line(error.__traceback__)
    lines = source.splitlines()
    return " ".join(TAG.findall(MARKUP.sub("", lines[line - 1])))[:160] if 0 < line <= len(lines) else ""


def _template_line(trace: TracebackType | None) -> tuple[str, int]:
    """The template's source and the line (docxtpl puts each paragraph on its own) where rendering stopped."""
    source, line = "", 0
    while trace:
        local = trace.tb_frame.f_locals
        source = local["src_xml"] if isinstance(local.get("src_xml"), str) else source
        line = trace.tb_lineno if trace.tb_frame.f_code.co_filename == "<template>" else line
        trace = trace.tb_next
    return source, line
