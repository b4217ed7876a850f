"""What kind of file it is, by what is in it; the ending of its name only settles between kinds of text."""

import re
from typing import Literal

from .letters import decoded
from .opening import opened
from .received import File, Refused

Kind = Literal["word", "excel", "tabell", "e-post", "html", "pdf", "tekst"]

OTHERS: tuple[tuple[bytes, str, str], ...] = (
    (
        b"\xd0\xcf\x11\xe0",
        "Filen er i et gammelt Office-format, er beskyttet med passord, eller er en melding fra Outlook (.msg).",
        "Åpne originalen og lagre den som .docx eller .xlsx; lagre en melding som .eml.",
    ),
    (b"{\\rtf", "Filen er i formatet RTF.", "Åpne originalen i Word og lagre den som .docx."),
    (b"\x78\x9f\x3e\x22", "Filen er en pakke fra Outlook (winmail.dat).", "Be avsenderen sende den på nytt som .docx."),
    (b"\xff\xd8\xff", "Filen er et bilde.", ""),
    (b"\x89PNG", "Filen er et bilde.", ""),
    (b"GIF8", "Filen er et bilde.", ""),
    (b"II*\0", "Filen er et bilde.", ""),
    (b"MM\0*", "Filen er et bilde.", ""),
    (b"BM", "Filen er et bilde.", ""),
    (b"MZ", "Filen er et program.", "Kjør det aldri. Slett det hvis du ikke venter det."),
    (b"\x7fELF", "Filen er et program.", "Kjør det aldri. Slett det hvis du ikke venter det."),
    (b"7z\xbc\xaf", "Filen er en pakke.", "Pakk den ut, og ta inn det som ligger i den."),
    (b"Rar!", "Filen er en pakke.", "Pakk den ut, og ta inn det som ligger i den."),
    (b"\x1f\x8b", "Filen er en pakke.", "Pakk den ut, og ta inn det som ligger i den."),
)
BY_HAND = "Les originalen. Er det en merknad, skriv den inn for hånd."
EMPTY = ("Filen er tom.", "Be avsenderen sende den på nytt.")
OPENDOCUMENT = ("Filen er i formatet OpenDocument.", "Åpne originalen og lagre den som .docx eller .xlsx.")
UNKNOWN_PACKAGE = ("Filen er en pakke.", "Pakk den ut, og ta inn det som ligger i den.")
HEADER = re.compile(
    r"(?:From|To|Cc|Date|Subject|Received|Return-Path|Message-ID|MIME-Version|Delivered-To|DKIM-Signature"
    r"|X-[\w-]+|Content-Type|Reply-To|Sender|ARC-[\w-]+|Authentication-Results):",
    re.IGNORECASE,
)
HTML = re.compile(r"\s*(?:<!doctype html|<html|<head|<body)", re.IGNORECASE)


def kind(file: File) -> Kind:
    """The kind of the file; raises Refused where it cannot be read."""
    if not file.content.strip(b"\0 \t\r\n"):
        raise Refused(*EMPTY)
    start = file.content[:2000]
    if start.startswith(b"PK"):
        return _kind_of_package(file.content)
    if b"%PDF-" in start[:1024]:
        return "pdf"
    for sign, reason, hint in OTHERS:
        if start.startswith(sign) and (len(sign) > 2 or b"\0" in start):  # noqa: PLR2004 - two letters begin a text too
            raise Refused(reason, hint or BY_HAND)
    if start[4:12] in {b"ftypheic", b"ftypmif1"} or (start[:4] == b"RIFF" and start[8:12] == b"WEBP"):
        raise Refused("Filen er et bilde.", BY_HAND)
    return _kind_of_text(file)


def _kind_of_package(content: bytes) -> Kind:
    package = opened(content)
    if "mimetype" in package.entries:
        raise Refused(*OPENDOCUMENT)
    if "wordprocessingml" in package.types:
        return "word"
    if "spreadsheetml" in package.types:
        return "excel"
    raise Refused(*UNKNOWN_PACKAGE)


def _kind_of_text(file: File) -> Kind:
    ending = file.name.rpartition(".")[2].lower()
    lines = file.content[:4000].lstrip().decode("latin-1").splitlines()
    is_mail = sum(bool(HEADER.match(each)) for each in lines[:30]) >= (1 if ending == "eml" else 3)
    if is_mail and lines and re.match(r"[!-9;-~]+:", lines[0]):
        return "e-post"
    text = decoded(file.content)
    if ending in {"csv", "tsv"}:
        return "tabell"
    return "html" if HTML.match(text) else "tekst"
