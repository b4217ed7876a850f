"""The words of a PDF that came in from outside, taken out by a process of its own that may do nothing else.

A damaged or hostile file then ends that process, at worst, and nothing more. Run as a script, this is that process.
"""

import codecs
import ctypes
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

MAX_PAGES, MAX_LETTERS, MAX_NOTES = 1000, 2_000_000, 5000
PATIENCE, MEMORY = 30, 1_500_000_000  # seconds, bytes
LOCKED, TOO_LARGE = 3, 4
WHY = {
    LOCKED: "PDF-en er skadet eller beskyttet med passord.",
    TOO_LARGE: "PDF-en har mer enn 1000 sider eller to millioner tegn.",
}
BROKEN = "PDF-en er skadet og kan ikke leses."
HYPHEN = re.compile("[\x02\ufffe](?:\r?\n)?")  # PDFium's sign for a hyphen that only breaks a line
OURS = {2, 16, 20}  # links, the windows of notes and fields of forms (ISO 32000-1, 12.5.6): no words of a reader's


@dataclass(frozen=True)
class Note:
    """What a reader has written on a page, counted from 1."""

    author: str
    text: str
    page: int


@dataclass(frozen=True)
class Words:
    """What can be read on the pages, in the order of the file, and what readers have written on them."""

    text: str
    notes: tuple[Note, ...] = ()


def words(pdf: bytes) -> Words:
    """The words of the PDF; ValueError with the reason where there is nothing to read."""
    command = (sys.executable, "-I", __file__)
    given = None if sys.platform == "win32" else dict[str, str]()  # Windows starts nothing without its variables
    try:
        ended = subprocess.run(command, input=pdf, capture_output=True, timeout=PATIENCE, env=given, check=False)
    except subprocess.TimeoutExpired as error:
        raise ValueError("PDF-en tar for lang tid å lese.") from error
    if ended.returncode:
        raise ValueError(WHY.get(ended.returncode, BROKEN))
    return _told(ended.stdout)


def _told(output: bytes) -> Words:
    """What the process has said; it has read what nobody trusts, and is not trusted either."""
    try:
        text, notes = json.loads(output)
        listed = tuple(Note(str(author), _clean(str(said)), int(page)) for author, said, page in notes)
        return Words(_clean(str(text)), listed)
    except (ValueError, TypeError) as error:
        raise ValueError(BROKEN) from error


def _clean(text: str) -> str:
    return HYPHEN.sub("", text).replace("\r\n", "\n").replace("\r", "\n")


def _limit() -> None:
    """Takes from this process all that it does not need, where the system can: it can open nothing, nor write."""
    if sys.platform != "win32":
        import resource

        limits = {
            resource.RLIMIT_AS: MEMORY, resource.RLIMIT_CPU: PATIENCE, resource.RLIMIT_FSIZE: 0,
            resource.RLIMIT_CORE: 0, resource.RLIMIT_NOFILE: 3,
        }  # fmt: skip
        for kind, most in limits.items():
            resource.setrlimit(kind, (most, most))


def _read(content: bytes) -> tuple[str, list[tuple[str, str, int]]]:
    import pypdfium2

    codecs.lookup("utf-16-le")  # what PDFium answers in; Python opens a file to learn it
    _limit()
    try:
        with pypdfium2.PdfDocument(content) as document:
            if len(document) > MAX_PAGES:
                sys.exit(TOO_LARGE)
            found = "\n\n".join(page.get_textpage().get_text_bounded() for page in document)
            notes = [note for number, page in enumerate(document, 1) for note in _notes(page.raw, number)]
    except pypdfium2.PdfiumError:
        sys.exit(LOCKED)
    return (found, notes) if len(found) <= MAX_LETTERS and len(notes) <= MAX_NOTES else sys.exit(TOO_LARGE)


def _notes(page: Any, number: int) -> Iterator[tuple[str, str, int]]:
    from pypdfium2 import raw

    for place in range(min(raw.FPDFPage_GetAnnotCount(page), MAX_NOTES)):
        note = raw.FPDFPage_GetAnnot(page, place)
        if note and raw.FPDFAnnot_GetSubtype(note) not in OURS and (said := _string(note, b"Contents").strip()):
            yield _string(note, b"T"), said, number


def _string(note: Any, key: bytes) -> str:
    from pypdfium2 import raw

    size = min(raw.FPDFAnnot_GetStringValue(note, key, None, 0), MAX_LETTERS)
    room = ctypes.create_string_buffer(size + 2)
    raw.FPDFAnnot_GetStringValue(note, key, ctypes.cast(room, ctypes.POINTER(raw.FPDF_WCHAR)), size)
    return room.raw[: max(0, size - 2)].decode("utf-16-le", "replace")


if __name__ == "__main__":
    sys.stdout.write(json.dumps(_read(sys.stdin.buffer.read())))
