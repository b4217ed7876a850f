"""The words of a PDF that came in from outside, taken out by a process of its own that may do nothing else.

A damaged or hostile file then ends that process (`plainwords`), at worst, and nothing more.
"""

import json
import re
import subprocess
import sys

from osreport.structs import Struct

from . import plainwords
from .plainwords import LOCKED, PATIENCE, TOO_LARGE

WHY = {
    LOCKED: "PDF-en er skadet eller beskyttet med passord.",
    TOO_LARGE: "PDF-en har mer enn 1000 sider eller to millioner tegn.",
}
BROKEN = "PDF-en er skadet og kan ikke leses."
HYPHEN = re.compile("[\x02\ufffe](?:\r?\n)?")  # PDFium's sign for a hyphen that only breaks a line


class Note(Struct):
    """What a reader has written on a page, counted from 1."""

    author: str
    text: str
    page: int


class Words(Struct):
    """What can be read on the pages, in the order of the file, and what readers have written on them."""

    text: str
    notes: tuple[Note, ...] = ()


def words(pdf: bytes) -> Words:
    """The words of the PDF; ValueError with the reason where there is nothing to read."""
    command = (sys.executable, "-I", plainwords.__file__)
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
