"""The text of a file: its encoding, and the letters it may not hold."""

import re
from unicodedata import category, normalize

from osreport.problem import Place, Problem

MAX_BYTES = 8_000_000
# Control, format, private use, surrogates, line and paragraph separators: invisible, or a hole in the print.
INVISIBLE = frozenset({"Cc", "Cf", "Co", "Cs", "Zl", "Zp"})
ALLOWED = frozenset("\n\t\u00ad")
NO_LETTERS = frozenset("\ufffd\ufffe\uffff")
MOJIBAKE = re.compile("Ã[\u00a5\u00a6\u00b8\u0085\u0086\u0098\u2020\u02dc\u2026]")
SAVE_AGAIN = "Åpne filen, rett bokstavene og lagre den med tegnkoding UTF-8."


def readable(content: bytes, file: str) -> tuple[str, list[Problem]]:
    """The text in NFC, with one kind of line end and no byte order mark; and what makes it unreadable."""
    if len(content) > MAX_BYTES:
        return "", [
            Problem(
                "YAML004", Place(file), "Filen er større enn 8 MB.", "Del den opp; tekst alene blir sjelden så stor."
            )
        ]
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return "", [_not_utf8(content[: error.start], file)]
    text = normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    if "\0" in text:
        return "", [_not_utf8(b"", file)]
    if match := MOJIBAKE.search(text):
        meant = match.group().encode("cp1252", "replace").decode("utf-8", "replace")
        said = f"«{match.group()}» er en bokstav som er lest med feil tegnkoding (kanskje «{meant}»)."
        return "", [Problem("YAML001", place_at(file, text, match.start()), said, SAVE_AGAIN)]
    return text, [_problem(text, character, file) for character in sorted(forbidden(text))]


def forbidden(text: str) -> set[str]:
    """The characters of the text that no source may hold."""
    return {each for each in set(text) - ALLOWED if category(each) in INVISIBLE or each in NO_LETTERS}


def named(characters: set[str]) -> str:
    return " og ".join(f"tegnet U+{ord(each):04X}" for each in sorted(characters))


def _problem(text: str, character: str, file: str) -> Problem:
    others = text.count(character) - 1
    more = f" Det står {others} {'sted' if others == 1 else 'steder'} til lenger ned." if others else ""
    if character == "\ufffd":
        return Problem(
            "YAML001",
            place_at(file, text, text.index(character)),
            f"Tegnet «\ufffd» viser at en bokstav er gått tapt.{more}",
            SAVE_AGAIN,
        )
    return Problem(
        "YAML002",
        place_at(file, text, text.index(character)),
        f"Her står et usynlig tegn, U+{ord(character):04X}, som ikke kan stå i en kilde.{more}",
        "Slett det: skriv ordene rundt det på nytt. Slike tegn følger ofte med når tekst limes inn.",
    )


def _not_utf8(before: bytes, file: str) -> Problem:
    read = before.decode("utf-8-sig", "replace").replace("\r\n", "\n").replace("\r", "\n")
    return Problem(
        "YAML001",
        place_at(file, read, len(read)),
        "Filen er ikke lagret som UTF-8, så æ, ø og å kan ikke leses fra dette stedet.",
        "Lagre den på nytt med tegnkoding UTF-8.",
    )


def place_at(file: str, text: str, index: int) -> Place:
    """Line and column of one character of the text."""
    return Place(file, text.count("\n", 0, index) + 1, index - text.rfind("\n", 0, index))
