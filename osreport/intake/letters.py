"""The letters of a text that came in: which they are, and how they stand in a source word for word."""

import codecs
import re
from unicodedata import category, normalize

from osreport.sources.letters import ALLOWED, INVISIBLE, NO_LETTERS

from .received import Refused

MAX_TEXT = 2_000_000  # letters in one input, some eight hundred pages; a source file may hold 8 MB
TOO_LONG = ("Teksten er på mer enn to millioner tegn.", "Se i originalen. Er det en merknad, skriv den inn for hånd.")
BINARY = ("Innholdet er ikke tekst.", "Åpne originalen i programmet den er laget med.")
MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
ENDS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
BULLETS = {"\uf0b7": "•", "\uf0a7": "▪", "\uf0d8": "➢", "\uf0fc": "✓", "\uf02d": "-"}
BULLET = re.compile("[\uf0b7\uf0a7\uf0d8\uf0fc\uf02d]")
CONTROL = re.compile("[\x00-\x08\x0e-\x1f]")


def decoded(content: bytes, charset: str = "") -> str:
    """The bytes as text: by their mark, as UTF-8, as the charset says, or as Windows writes it here; else refused."""
    for mark, name in MARKS:
        if content.startswith(mark):
            return content.decode(name, "replace")
    for name in ("utf-8", *([charset] if charset else []), "cp1252"):
        try:
            text = content.decode(name)
        except (LookupError, UnicodeError, ValueError):
            continue
        if not CONTROL.search(text):
            return text
    raise Refused(*BINARY)


def kept(text: str) -> tuple[str, tuple[str, ...]]:
    """The text as a source can hold it, letter for letter, and what had to be written otherwise.

    Line ends become one kind, and letters NFC. What nobody sees goes; any other sign that no source may hold is
    written by its number, so that it is seen where it stood.
    """
    if len(text) > MAX_TEXT:
        raise Refused(*TOO_LONG)
    text = BULLET.sub(lambda match: BULLETS[match[0]], normalize("NFC", ENDS.sub("\n", text)))
    strange = {each for each in set(text) - ALLOWED if category(each) in INVISIBLE or each in NO_LETTERS}
    unseen = {each for each in strange if category(each) in {"Cf", "Cs"}}
    notes = []
    if unseen:
        notes.append("Usynlige tegn i teksten er tatt bort; de står i originalen.")
    if strange - unseen:
        notes.append("Tegn som ikke kan leses, er skrevet som [U+…]; se originalen.")
    table = {ord(each): "" if each in unseen else f"[U+{ord(each):04X}]" for each in strange}
    return text.translate(table), tuple(notes)


def line(text: str, longest: int = 200) -> str:
    """The text on one line, no longer than that; for names and what is told of a file."""
    shown = " ".join(kept(text[: 20 * longest])[0].split())
    return shown if len(shown) <= longest else f"{shown[: longest - 1].rstrip()}…"
