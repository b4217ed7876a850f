"""The process that reads a PDF from outside: its bytes in, its words and notes out as JSON, and nothing else.

It is run as a script, and imports little, as there is one for each file.
"""

import codecs
import ctypes
import json
import sys
from collections.abc import Iterator
from typing import Any

MAX_PAGES, MAX_LETTERS, MAX_NOTES = 1000, 2_000_000, 5000
PATIENCE, MEMORY = 30, 1_500_000_000  # seconds, bytes
LOCKED, TOO_LARGE = 3, 4
OURS = {2, 16, 20}  # links, the windows of notes and fields of forms (ISO 32000-1, 12.5.6): no words of a reader's


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
