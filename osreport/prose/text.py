"""What prose is made of once it has been read."""

import re

from osreport.structs import Struct

Runs = tuple["Run", ...]


class Run(Struct):
    """Characters that look and sound alike.

    `href` is a web address, or `#id` of a chapter; `language` is a BCP 47 tag, empty for that of the document.
    """

    text: str
    bold: bool = False
    italic: bool = False
    href: str = ""
    language: str = ""


class Paragraph(Struct):
    runs: Runs


class Item(Struct):
    """A list item on level 0 or 1; `begins` is true for the first item of its list."""

    runs: Runs
    level: int
    ordered: bool
    begins: bool


class Fault(Struct):
    """What the subset does not hold; `at` counts characters from the beginning of the text."""

    code: str
    at: int
    message: str
    hint: str


Part = Paragraph | Item


def plain(runs: Runs) -> str:
    """The text alone."""
    return "".join(run.text for run in runs)


def escaped(text: str) -> str:
    """The text so that no character of it means anything to the parser."""
    return re.sub(r"([\\`*_\[\]<>&~|!{}])", r"\\\1", text)


def verbatim(text: str) -> str:
    """Somebody else's words so that the parser reads them as paragraphs of just those words.

    Blank lines part paragraphs; other breaks of a line, and spaces in a row, become one space.
    """
    paragraphs = re.split(r"\n[^\S\n]*\n", text)
    return "\n\n".join(_unlisted(escaped(words)) for paragraph in paragraphs if (words := " ".join(paragraph.split())))


def _unlisted(line: str) -> str:
    """The line with a backslash before what would begin a list, a heading or a rule."""
    return re.sub(r"^(\d*)(?=[-+#=.)])", r"\1\\", line) if re.match(r"\d*[-+#=.)]", line) else line
