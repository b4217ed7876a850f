"""LibreOffice's PDF → PDF/A-2a and PDF/UA-1 in one file, with the same bytes every time.

Repairs only what LibreOffice 25.2 leaves. A fault of the document, such as a figure without alternative text,
is not covered up: the validator shall see it.
"""

import base64
import struct
from collections.abc import Iterator, Mapping
from datetime import date
from io import BytesIO

from pikepdf import Array, Dictionary, Name, Object, ObjectStreamMode, Pdf, Stream, StreamDecodeLevel, String

from osreport.pdf.outline import Place, place_finder, placed_bookmarks
from osreport.properties import Properties


def finished(pdf: bytes, properties: Properties) -> bytes:
    """The PDF with true properties and claims, described links and nothing left to chance."""
    with Pdf.open(BytesIO(pdf)) as document:
        _describe(document, properties)
        _describe_links(document)
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


def _describe_links(document: Pdf) -> None:
    """Every link says where it leads (ISO 14289-1, 7.18.5), unless a tooltip in Word already does."""
    find = place_finder(document)
    headings = {place: bookmark.title for bookmark, place in placed_bookmarks(document)}
    for link in _links(document):
        if not str(link.get(Name.Contents, "")):
            address = link.get(Name.A, Dictionary()).get(Name.URI)
            text = _leading_to(find(link), headings) if address is None else f"Lenke til {address}"
            link.Contents = String(text)


def _links(document: Pdf) -> Iterator[Object]:
    for page in document.pages:
        for annotation in page.obj.get(Name.Annots, Array()):
            if annotation.get(Name.Subtype) == Name.Link:
                yield annotation


def _leading_to(place: Place, headings: Mapping[Place, str]) -> str:
    heading = headings.get(place)
    return f"Gå til {heading}, side {place.page}" if heading else f"Gå til side {place.page}"


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
    """The file, compact unless a stream of it ends in a carriage return.

    page-validation 0.11 takes that byte for a part of the line end before `endstream`, and /Length for wrong.
    Object streams are then left out, as their last byte is not ours to choose.
    """
    compact = _saved(document, ObjectStreamMode.generate)
    if b"\r\nendstream" not in compact:
        return compact
    for stream in document.objects:
        if isinstance(stream, Stream) and stream.read_raw_bytes().endswith(b"\r"):
            _end_in_ascii(stream)
    return _saved(document, ObjectStreamMode.disable)


def _end_in_ascii(stream: Stream) -> None:
    """The same content in one encoding more, which ends in `~>` (ISO 32000-1, 7.4.3)."""
    filters = stream.get(Name.Filter, Array()).wrap_in_array()
    parameters = stream.get(Name.DecodeParms, Array([None] * len(filters))).wrap_in_array()
    stream.write(
        base64.a85encode(stream.read_raw_bytes()) + b"~>",
        filter=Array([Name.ASCII85Decode, *filters]),
        decode_parms=Array([None, *parameters]),
    )


def _saved(document: Pdf, mode: ObjectStreamMode) -> bytes:
    target = BytesIO()
    document.save(
        target,
        deterministic_id=True,
        object_stream_mode=mode,
        compress_streams=mode == ObjectStreamMode.generate,  # else it undoes the ASCII ending
        stream_decode_level=StreamDecodeLevel.none,
        fix_metadata_version=False,
        min_version="1.7",
    )
    return target.getvalue()
