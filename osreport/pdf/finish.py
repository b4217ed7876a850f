"""LibreOffice's PDF → PDF/A-2a and PDF/UA-1 in one file, with the same bytes every time.

Repairs only what LibreOffice 25.2 leaves. A fault of the document, such as a figure without alternative text,
is not covered up: the validator shall see it.
"""

import struct
from collections.abc import Sequence
from datetime import date
from io import BytesIO

from pikepdf import Array, Name, ObjectStreamMode, Pdf, StreamDecodeLevel, String

from osreport.pdf.links import mend_links
from osreport.pdf.opened import opened
from osreport.pdf.signs import name_signs
from osreport.pdf.structure import Structure
from osreport.pdf.tags import mend_tags
from osreport.properties import Properties


def finished(
    pdf: bytes, properties: Properties, row_headers: Sequence[bool] = (), summaries: Sequence[str] = ()
) -> bytes:
    """The PDF with true properties and claims, tags that read well, described links and nothing left to chance.

    `row_headers` tells of each table, in the order of the Word file, whether its first column heads the rows, and
    `summaries` what is read aloud before it, which LibreOffice leaves out.
    """
    with opened(pdf) as document:
        _describe(document, properties)
        structure = Structure(document)
        mend_tags(structure, row_headers, summaries)
        mend_links(document, structure)
        name_signs(document)
        _date_colours(document, properties.date)
        _drop_chance(document)
        return _written(document)


def _describe(document: Pdf, properties: Properties) -> None:
    """XMP, and the document information to match; what is empty stays as the DOCX has it."""
    moment = f"{properties.date.isoformat()}T00:00:00Z"
    document.Root.Lang = String(properties.language)
    stated = {
        "pdfaid:conformance": "A",  # LibreOffice says B (ISO 19005-2, 6.6.4); the validator proves the claim
        "dc:title": properties.title,
        "dc:creator": [properties.author] if properties.author else [],
        "dc:description": properties.subject,
        "dc:language": {properties.language},
        "dc:date": [moment],
        "xmp:CreateDate": moment,
        "xmp:ModifyDate": moment,
        "xmp:MetadataDate": moment,
    }
    with document.open_metadata(set_pikepdf_as_editor=False) as metadata:
        metadata.update({name: value for name, value in stated.items() if value})


def _date_colours(document: Pdf, day: date) -> None:
    """The colour profiles' own creation time (ICC.1:2010, 7.2.8), which LibreOffice takes from the clock."""
    moment = struct.pack(">6H", day.year, day.month, day.day, 0, 0, 0)
    for intent in document.Root.get(Name.OutputIntents, Array()):
        profile = intent.DestOutputProfile
        icc = profile.read_bytes()
        profile.write(icc[:24] + moment + icc[36:])


def _drop_chance(document: Pdf) -> None:
    """Take away LibreOffice's random identifiers; the new /ID is reckoned from the content."""
    for name in (Name.ID, Name.DocChecksum):
        if name in document.trailer:
            del document.trailer[name]


def _written(document: Pdf) -> bytes:
    """The file. Where a stream ends in a carriage return, one more ends its line, and no line feed.

    Of those two together one cannot tell what is content (ISO 32000-1, 7.2.3), and page-validation 0.11 takes both for
    the line end and /Length for wrong.
    """
    target = BytesIO()
    document.save(
        target,
        deterministic_id=True,
        object_stream_mode=ObjectStreamMode.generate,
        stream_decode_level=StreamDecodeLevel.none,
        fix_metadata_version=False,
        min_version="1.7",
    )
    return target.getvalue().replace(b"\r\nendstream", b"\r\rendstream")
