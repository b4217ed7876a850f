"""The finished file: what it says of itself, and the same bytes every time."""

import zipfile
from collections.abc import Mapping
from datetime import UTC, datetime, time
from io import BytesIO
from typing import Any

from docx.oxml.ns import qn

from osreport.properties import Properties

from .quality.opened import unzipped

FAST, SMALL = 1, 6  # zlib's levels: for a file that is read once, and for one that is kept
EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest time a zip file can hold


def describe(document: Any, properties: Properties) -> None:
    """Sets title, author, language and dates in the document's properties and its default language."""
    core = document.core_properties
    core.title, core.author, core.subject = properties.title, properties.author, properties.subject
    core.language, core.last_modified_by, core.revision = properties.language, properties.author, 1
    core.created = core.modified = datetime.combine(properties.date, time(), UTC).replace(tzinfo=None)
    for language in document.part.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), properties.language)


def parts_of(document: Any) -> tuple[tuple[str, bytes], ...]:
    """The document's parts with their names, as it would be saved."""
    raw = BytesIO()
    document.save(raw)
    return unzipped(raw.getvalue())


def packed(parts: Mapping[str, bytes], level: int = SMALL) -> bytes:
    """The parts as DOCX: in a fixed order, no clock in it."""
    done = BytesIO()
    with zipfile.ZipFile(done, "w", zipfile.ZIP_DEFLATED, compresslevel=level) as package:
        for name in sorted(parts, key=lambda name: (name != "[Content_Types].xml", name)):
            entry = zipfile.ZipInfo(name, EPOCH)
            entry.create_system, entry.compress_type = 0, zipfile.ZIP_DEFLATED
            package.writestr(entry, parts[name])
    return done.getvalue()
