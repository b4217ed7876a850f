"""An e-mail that came in (RFC 5322, 2045–2047): who it is from, its words, and the files that came with it."""

import email
import re
from collections.abc import Iterator
from email import policy
from email.errors import HeaderParseError
from email.header import decode_header
from email.message import Message
from email.utils import parseaddr

from osreport.structs import Struct

from . import html
from .dager import day_of_mail
from .letters import decoded, line
from .received import Day, File, Refused, Sender

MAX_PARTS = 300
MAX_DEPTH = 12
MAX_HEADER = 5000
MULTIPART = re.compile(rb"^content-type:\s*(?:multipart|message)/", re.IGNORECASE | re.MULTILINE)
TOO_DEEP = (
    "E-posten har for mange deler inni hverandre.",
    "Åpne originalen i et e-postprogram, og lagre delene hver for seg.",
)
UNREADABLE = ("E-posten er skadet og kan ikke leses.", "Be avsenderen sende den på nytt.")
DECORATION = 60_000  # bytes; a smaller picture in the running text is a logo
Mail = Message


class Letter(Struct):
    """An e-mail: its sender, its day, its subject, its words and what was attached; `pictures` are only told of."""

    sender: Sender
    day: Day | None
    subject: str
    text: str
    attached: tuple[File, ...]
    forwarded: tuple["Letter", ...]
    pictures: tuple[str, ...] = ()

    @property
    def headline(self) -> str:
        return f"Emne: {self.subject}" if self.subject else ""


def letter(content: bytes) -> Letter:
    """The e-mail; raises Refused where it is damaged, or nested beyond reason."""
    if len(MULTIPART.findall(content)) > MAX_PARTS:
        raise Refused(*TOO_DEEP)
    try:
        return _letter(email.message_from_bytes(content, policy=policy.compat32), 0)
    except (RecursionError, ValueError, KeyError, IndexError, TypeError, AttributeError, AssertionError) as error:
        raise Refused(*UNREADABLE) from error


def _letter(message: Mail, depth: int) -> Letter:
    parts = tuple(_leaves(message, depth))
    bodies = [each for each in parts if _is_body(each)]
    letters = tuple(_letter(inner, depth + 1) for each in parts if (inner := _inner(each)) is not None)
    rest = [each for each in parts if each not in bodies and _inner(each) is None]
    files = [(each, File(_name(each, number), _bytes(each))) for number, each in enumerate(rest, 1)]
    decorations = tuple(file.name for part, file in files if _is_decoration(part, file))
    attached = tuple(file for part, file in files if not _is_decoration(part, file))
    subject = line(_header(message, "Subject"))
    return Letter(_sender(message), _day(message), subject, _text(bodies), attached, letters, decorations)


def _leaves(message: Mail, depth: int) -> Iterator[Mail]:
    """The parts that hold something, of alternatives the one that can be read best."""
    if depth > MAX_DEPTH:
        raise Refused(*TOO_DEEP)
    if not message.is_multipart() or message.get_content_maintype() == "message":
        yield message
    elif message.get_content_subtype() == "alternative":
        yield from _alternative([tuple(_leaves(each, depth + 1)) for each in _parts(message)])
    else:
        for each in _parts(message):
            yield from _leaves(each, depth + 1)


def _parts(message: Mail) -> list[Mail]:
    found = message.get_payload()
    return [each for each in found if isinstance(each, Message)] if isinstance(found, list) else []


def _alternative(choices: list[tuple[Mail, ...]]) -> Iterator[Mail]:
    """The first choice with plain text in it, else the last; what was attached to the others comes along."""
    plain = next((each for each in choices if any(_kind(p) == "text/plain" and _has_words(p) for p in each)), None)
    chosen = plain if plain is not None else (choices[-1] if choices else ())
    yield from chosen
    for each in choices:
        if each is not chosen:
            yield from (part for part in each if part.get_content_maintype() != "text" or part.get_filename())


def _has_words(part: Mail) -> bool:
    return bool(_bytes(part).strip())


def _kind(part: Mail) -> str:
    return part.get_content_type()


def _inner(part: Mail) -> Mail | None:
    """The e-mail that a part forwards."""
    if _kind(part) != "message/rfc822":
        return None
    return next(iter(_parts(part)), None)


def _is_body(part: Mail) -> bool:
    is_attached = (part.get_content_disposition() or "") == "attachment" or bool(part.get_filename())
    return _kind(part) in {"text/plain", "text/html"} and not is_attached


def _is_decoration(part: Mail, file: File) -> bool:
    is_inline = part.get_content_disposition() != "attachment" and bool(part.get("Content-ID"))
    return part.get_content_maintype() == "image" and is_inline and len(file.content) < DECORATION


def _bytes(part: Mail) -> bytes:
    if part.is_multipart():
        return b"".join(each.as_bytes() for each in _parts(part))
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def _text(bodies: list[Mail]) -> str:
    return "\n\n".join(filter(None, (_words(each).strip("\r\n") for each in bodies)))


def _words(part: Mail) -> str:
    charset = str(part.get_content_charset() or "")
    try:
        text = decoded(_bytes(part), charset)
    except Refused:
        text = _bytes(part).decode("cp1252", "replace")
    return html.words(text) if _kind(part) == "text/html" else text.replace("\r\n", "\n")


def _name(part: Mail, number: int) -> str:
    """The name that the sender gave the file; what leads to a folder is taken off it."""
    given = _decoded_header(str(part.get_filename() or ""))
    return line(re.split(r"[/\\]", given)[-1], 100) or f"del {number} ({part.get_content_type()})"


def _header(message: Mail, name: str) -> str:
    return _decoded_header(str(message.get(name, "") or ""))


def _decoded_header(text: str) -> str:
    """A header as people read it; encoded words in a charset that nobody knows stand as they are."""
    try:
        pieces = decode_header(text[:MAX_HEADER])
    except (HeaderParseError, ValueError):
        return text[:MAX_HEADER]
    return "".join(each if isinstance(each, str) else _piece(each, charset or "") for each, charset in pieces)


def _piece(content: bytes, charset: str) -> str:
    try:
        return decoded(content, charset)
    except Refused:
        return content.decode("latin-1")


def _sender(message: Mail) -> Sender:
    """Who wrote it: `From`, by the name there; the address to answer to where it names another."""
    name, address = parseaddr(_header(message, "From").replace("\n", " ").replace("\r", " "))
    _, answer = parseaddr(_header(message, "Reply-To"))
    address = address if "@" in address else answer
    return Sender(line(name.strip("'\" ")) or line(address), epost=line(answer if "@" in answer else address))


def _day(message: Mail) -> Day | None:
    """The day in `Date`, else the day it was last passed on."""
    passed = (str(each).rpartition(";")[2].strip() for each in message.get_all("Received", [])[:1])
    return next((d for each in (str(message.get("Date", "")), *passed) if (d := day_of_mail(each))), None)
