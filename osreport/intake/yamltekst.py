"""Values written as YAML that reads back as the very same values, and that a planner can go on writing in."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from osreport.sources.letters import MOJIBAKE

PLAIN = re.compile(r"[A-Za-zÆØÅæøå][A-Za-z0-9ÆØÅæøåÉéÜüÖöÄä .,/()@+–-]*")
DATE = re.compile(r"\d{4}-\d\d-\d\d")
WORDS = {"true", "false", "null", "yes", "no", "on", "off"}
NOT_LITERAL = re.compile(r"[^\n\t\x20-\x7e\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]|\ufeff")
ENDS = {0: "-", 1: ""}
ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t"}


def mapping(value: Mapping[str, Any], indent: int = 0) -> Iterator[str]:
    """The lines of a mapping; fields without a value are left out."""
    for key, each in value.items():
        if each not in (None, "", (), {}):
            yield from _field(key, each, indent)


def _field(key: str, value: Any, indent: int) -> Iterator[str]:
    room = " " * indent
    if isinstance(value, Mapping):
        yield f"{room}{key}:"
        yield from mapping(value, indent + 2)
    elif isinstance(value, str):
        yield from scalar(f"{room}{key}: ", value, indent + 2)
    else:
        yield f"{room}{key}:"
        yield from _listed(value, indent + 2)


def _listed(values: Sequence[Mapping[str, Any]], indent: int) -> Iterator[str]:
    for each in values:
        for number, line in enumerate(mapping(each, indent + 2)):
            yield f"{' ' * indent}- {line[indent + 2 :]}" if number == 0 else line


def scalar(head: str, text: str, indent: int) -> Iterator[str]:
    """A text after its key: as it is where nothing can be mistaken, over several lines as a block, else in quotes."""
    if MOJIBAKE.search(text) or NOT_LITERAL.search(text) or not text.strip("\n\t "):
        yield f"{head}{_escaped(text)}"
    elif "\n" in text or (len(text) > 100 and head.rstrip().endswith("tekst:")):  # noqa: PLR2004
        yield from _block(head, text, " " * indent)
    elif DATE.fullmatch(text) or (PLAIN.fullmatch(text) and text[-1] != " " and text.lower() not in WORDS):
        yield f"{head}{text}"
    elif "\t" in text or text != text.strip():
        yield f"{head}{_escaped(text)}"
    else:
        yield f"{head}'{text.replace(chr(39), chr(39) * 2)}'"


def _block(head: str, text: str, room: str) -> Iterator[str]:
    """A literal block; the sign after it says what becomes of the line ends, and how far in it stands."""
    body = text.rstrip("\n")
    ends = len(text) - len(body)
    deeper = "2" if text[0] in " \t\n" else ""
    yield f"{head}|{deeper}{ENDS.get(ends, '+')}"
    yield from (f"{room}{line}" if line else "" for line in body.split("\n"))
    yield from ("" for _ in range(ends - 1))


def _escaped(text: str) -> str:
    """In double quotes, whatever is no plain letter by its number: mojibake is then no fault of the file."""
    spoiled = "ÃÂâ" if MOJIBAKE.search(text) else ""
    return '"' + "".join(ESCAPES.get(each) or _letter(each, spoiled) for each in text) + '"'


def _letter(each: str, spoiled: str) -> str:
    if each in spoiled or NOT_LITERAL.match(each):
        return f"\\u{ord(each):04x}" if ord(each) < 0x10000 else f"\\U{ord(each):08x}"  # noqa: PLR2004
    return each


def comment(text: str) -> str:
    """A line that only people read; whoever wrote the words, they stay on it."""
    words = MOJIBAKE.sub("[?]", " ".join(text.split()))
    return f"# {''.join(each for each in words if each.isprintable())}"
