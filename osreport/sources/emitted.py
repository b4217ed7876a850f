"""Values as YAML: on one line where they can stand there, prose of several lines as a block.

A text stands without quotes only where the reader gives the same text back (YAML 1.2.2, 10.3.2).
"""

import re
import textwrap
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from osreport.structs import Struct

from .strict_yaml import read_yaml

WIDTH = 100  # of folded prose
BLOCKS = ("|", ">")


class Style(Struct):
    """How far fields stand inside their field, and the dashes of a list inside theirs."""

    step: int = 2
    dash: int = 2


class Emitted(Struct):
    """What stands behind the colon or the dash, and the lines below it, each with its line end."""

    first: str
    below: str = ""


def emitted(value: Any, column: int, style: Style, sign: str = "") -> Emitted:
    """The value of a field that begins in a column; `sign` is how a text there was written: quote, `|`, `>` or none."""
    if isinstance(value, dict) and value:
        return Emitted("", "".join(_fields(value, column + style.step, style)))
    if isinstance(value, tuple) and value:
        return Emitted("", "".join(points(value, column + style.dash, style)))
    if isinstance(value, str) and ("\n" in value.strip() or sign[:1] in BLOCKS):
        return _block(value.strip(), column + style.step, sign if sign[:1] in BLOCKS else "|")
    return Emitted(_line(value.strip() if isinstance(value, str) else value, sign, "a: {0}\nb:\n  - {0}\n"))


def points(members: tuple[Any, ...], column: int, style: Style) -> Iterator[str]:
    """Each member of a list, as lines; its dash stands in the column."""
    pad = " " * column
    for member in members:
        if isinstance(member, dict) and member:
            yield f"{pad}- {''.join(_fields(member, column + 2, style))[column + 2 :]}"
        elif isinstance(member, tuple) and member:
            yield f"{pad}- {''.join(points(member, column + 2, style))[column + 2 :]}"
        else:
            told = emitted(member, column, Style(2, style.dash))
            yield f"{pad}- {told.first}\n{told.below}"


def _fields(value: dict[str, Any], column: int, style: Style) -> Iterator[str]:
    for name, each in value.items():
        yield field(name, emitted(each, column, style), column)


def field(name: str, told: Emitted, column: int) -> str:
    """A field with its name, as lines."""
    return f"{' ' * column}{flow(name)}:{f' {told.first}' if told.first else ''}\n{told.below}"


def flow(value: Any, sign: str = "") -> str:
    """The value on one line, as it stands between brackets and braces."""
    if isinstance(value, dict):
        return f"{{{', '.join(f'{flow(name)}: {flow(each)}' for name, each in value.items())}}}"
    if isinstance(value, tuple):
        return f"[{', '.join(map(flow, value))}]"
    return _line(value.strip() if isinstance(value, str) else value, sign, "a: [{0}]\nb: {{c: {0}}}\n")


def _line(value: Any, sign: str, around: str) -> str:
    """A scalar or an empty collection on one line, in the first form that is read as what it is."""
    if not isinstance(value, str):
        return _other(value)
    forms = {"": value, "'": f"'{value.replace(chr(39), chr(39) * 2)}'", '"': _escaped(value)}
    ordered = [forms[sign]] if sign in forms else []
    return next((form for form in (*ordered, *forms.values()) if _is_read(form, value, around)), forms['"'])


def _is_read(form: str, value: str, around: str) -> bool:
    if "\n" in form:
        return False
    tree, problems = read_yaml(around.format(form).encode(), "")
    read = tree.value if tree and not problems else {}
    below = next(iter(b.values() if isinstance(b := read.get("b"), dict) else b or ()), None)
    above = read.get("a")
    return value == below and value == (above[0] if isinstance(above, tuple) and len(above) == 1 else above)


def _escaped(text: str) -> str:
    for letter, written in (("\\", "\\\\"), ('"', '\\"'), ("\n", "\\n"), ("\t", "\\t")):
        text = text.replace(letter, written)
    return f'"{text}"'


def _other(value: Any) -> str:
    if isinstance(value, bool) or value is None:
        return {True: "true", False: "false", None: "null"}[value]
    if isinstance(value, dict | tuple):
        return "{}" if isinstance(value, dict) else "[]"
    text = str(value)
    return f"{text}." if isinstance(value, Decimal) and text.lstrip("-").isdecimal() else text


def _block(text: str, column: int, sign: str) -> Emitted:
    """Prose over several lines; folded where it was so and can be again, else line by line as it is."""
    chomping = sign.strip("|>")
    folded = _below(_folded(text), column) if sign[0] == ">" else ""
    if folded and _means(f">{chomping}", folded, text):
        return Emitted(f">{chomping}", folded)
    literal = _below(text, column)
    return Emitted(f"|{chomping}", literal) if _means(f"|{chomping}", literal, text) else Emitted(_escaped(text))


def _means(header: str, below: str, text: str) -> bool:
    tree, problems = read_yaml(f"a: {header}\n{below}".encode(), "")
    return tree is not None and not problems and str(tree.value["a"]).strip() == text


def _below(text: str, column: int) -> str:
    return "".join(f"{' ' * column}{line}\n" if line else "\n" for line in text.split("\n"))


def _folded(text: str) -> str:
    lines = (textwrap.fill(line, WIDTH, break_long_words=False, break_on_hyphens=False) for line in text.split("\n"))
    return re.sub(r"\0+", lambda found: "\n" * (len(found[0]) + 1), "\0".join(lines))
