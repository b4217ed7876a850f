"""What a template may be and do: a Word file that is safe to open, with tags that can do no harm."""

import zipfile
from functools import lru_cache
from io import BytesIO
from typing import Any

from osreport.problem import Place, Problem

MAX_BYTES, MAX_PARTS, MAX_RATIO = 50_000_000, 500, 200


@lru_cache(maxsize=1)
def environment() -> Any:
    """Jinja, strict and in a sandbox; a part that several templates share is compiled once."""
    import jinja2
    from jinja2.sandbox import SandboxedEnvironment

    # Reckoning out what never changes takes longer than it saves in a template that is filled once.
    environment = SandboxedEnvironment(undefined=jinja2.StrictUndefined, autoescape=True, optimized=False)
    vars(environment)["from_string"] = lru_cache(maxsize=64)(environment.from_string)
    return environment


def refused(template: bytes, file: str) -> Problem | None:
    """Why the file is not opened, if it is no safe Word file."""
    said = _unsafe(template)
    return told(said, file) if said else None


def told(said: tuple[str, str, str], file: str) -> Problem:
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
