"""The Markdown subset that prose is written in: paragraphs, bold, italic, links, lists with one nested level.

The only home of markdown-it-py. Everything else CommonMark knows (and tables, strikethrough) is a fault with
its line, never dropped in silence.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from markdown_it import MarkdownIt
from markdown_it.token import Token

Runs = tuple["Run", ...]


@dataclass(frozen=True)
class Run:
    """Characters that look alike; `href` is a web address, or `#id` of a chapter."""

    text: str
    bold: bool = False
    italic: bool = False
    href: str = ""


@dataclass(frozen=True)
class Paragraph:
    runs: Runs


@dataclass(frozen=True)
class Item:
    """A list item on level 0 or 1; `begins` is true for the first item of its list."""

    runs: Runs
    level: int
    ordered: bool
    begins: bool


@dataclass(frozen=True)
class Fault:
    """What the subset does not hold; `line` counts from 0 inside the text."""

    code: str
    line: int
    message: str
    hint: str


Part = Paragraph | Item
USE_BLOCKS = "Lag heller et nytt punkt under «innhold» av rett type."
OUTSIDE: dict[str, tuple[str, str]] = {
    "heading_open": ("en overskrift", "Lag et underkapittel med «tittel» i stedet; skal det stå #, skriv \\#."),
    "lheading_open": ("en overskrift", "Sett en tom linje over streken, eller lag et underkapittel."),
    "table_open": ("en tabell", "Bruk «- tabell:» under «innhold»."),
    "image": ("et bilde", "Bruk «- figur:» under «innhold»."),
    "blockquote_open": ("et innrykket sitat", "Bruk «- utheving:» eller «- vedtak:» under «innhold»."),
    "fence": ("kode", "Skriv det som vanlig tekst."),
    "code_block": ("kode (fire mellomrom foran linjen)", "Ta bort innrykket."),
    "code_inline": ("kode", "Ta bort `-tegnene; bruk «» til anførsel."),
    "html_block": ("HTML", "Skriv det som vanlig tekst; skal det stå <, skriv \\<."),
    "html_inline": ("HTML", "Skriv det som vanlig tekst; skal det stå <, skriv \\<."),
    "hr": ("en skillelinje", "Ta den bort."),
    "s_open": ("gjennomstreking", "Ta bort ~~."),
    "hardbreak": ("et linjeskift inne i avsnittet", "Ta bort mellomrommene eller skråstreken på slutten av linjen."),
}
KNOWN = {
    "paragraph_open", "paragraph_close", "inline", "text", "softbreak", "strong_open", "strong_close",
    "em_open", "em_close", "link_open", "link_close", "list_item_open", "list_item_close",
    "bullet_list_open", "bullet_list_close", "ordered_list_open", "ordered_list_close", "text_special",
}  # fmt: skip
LEFT_OVER = re.compile(r"\*\*|\]\(|(?<!\w)\*\w|\w\*(?!\w)")
ADDRESS = re.compile(r"^(https?://[^\s]+|mailto:[^\s]+|#[^\s]+)$")


@lru_cache(maxsize=1)
def _markdown() -> MarkdownIt:
    return MarkdownIt("commonmark").enable(["table", "strikethrough"])


def parse(text: str) -> tuple[tuple[Part, ...], tuple[Fault, ...]]:
    """The parts of a text of several paragraphs, and its faults."""
    if not any(sign in text for sign in "*_[]<>&`\\#|~-+0123456789!=:") and "\n    " not in text:
        return tuple(Paragraph((Run(" ".join(part.split())),)) for part in text.split("\n\n") if part.strip()), ()
    tokens = _markdown().parse(text)
    return tuple(_parts(tokens)), tuple(_faults(tokens))


def parse_line(text: str) -> tuple[Runs, tuple[Fault, ...]]:
    """The runs of a text of one line, where a leading number or dash is no list; and its faults."""
    tokens = _markdown().parseInline(text)
    return _runs(tokens[0].children or []), tuple(_faults(tokens))


def plain(runs: Runs) -> str:
    """The text alone."""
    return "".join(run.text for run in runs)


def escaped(text: str) -> str:
    """The text so that no character of it means anything to `parse`."""
    return re.sub(r"([\\`*_\[\]<>&~|!])", r"\\\1", text)


def _parts(tokens: list[Token]) -> Iterator[Part]:
    lists: list[bool] = []
    begins = False
    for token in tokens:
        if token.type in {"bullet_list_open", "ordered_list_open"}:
            lists.append(token.type == "ordered_list_open")
            begins = True
        elif token.type in {"bullet_list_close", "ordered_list_close"}:
            lists.pop()
        elif token.type == "inline":
            runs = _runs(token.children or [])
            yield Item(runs, len(lists) - 1, lists[-1], begins) if lists else Paragraph(runs)
            begins = False


def _runs(children: list[Token]) -> Runs:
    runs: list[Run] = []
    style = Run("")
    for child in children:
        if child.type in {"strong_open", "strong_close"}:
            style = replace(style, bold=child.type == "strong_open")
        elif child.type in {"em_open", "em_close"}:
            style = replace(style, italic=child.type == "em_open")
        elif child.type in {"link_open", "link_close"}:
            style = replace(style, href=str(child.attrs.get("href", "")))
        elif text := " " if child.type == "softbreak" else child.content:
            if runs and replace(runs[-1], text="") == style:
                runs[-1] = replace(runs[-1], text=runs[-1].text + text)
            else:
                runs.append(replace(style, text=text))
    return tuple(runs)


def _faults(tokens: list[Token]) -> Iterator[Fault]:
    line, depth, items = 0, 0, [0]
    for token in tokens:
        line = token.map[0] if token.map else line
        if token.type.endswith("_list_open"):
            depth += 1
            if depth == 3:
                yield Fault("TEKST002", line, "Listen har mer enn ett nivå under seg.", "Flytt punktene ett nivå opp.")
            if token.type == "ordered_list_open" and token.attrs.get("start", 1) != 1:
                yield Fault("TEKST003", line, "Et avsnitt begynner med et tall og punktum og leses som en nummerert liste.",
                            "Skriv omvendt skråstrek foran punktumet («2014\\.»), eller begynn listen på 1.")  # fmt: skip
        depth -= token.type.endswith("_list_close")
        if token.type == "list_item_open":
            items.append(0)
        elif token.type == "list_item_close":
            items.pop()
        elif token.type == "paragraph_open" and len(items) > 1:
            items[-1] += 1
            if items[-1] == 2:
                yield Fault(
                    "TEKST004", line, "Et listepunkt har flere avsnitt.", "Gjør det til ett avsnitt eller to punkter."
                )
        yield from _outside(token, line)


def _outside(token: Token, line: int) -> Iterator[Fault]:
    if token.type in OUTSIDE:
        what, hint = OUTSIDE[token.type]
        yield Fault("TEKST001", line, f"Teksten inneholder {what}, som ikke kan brukes her.", hint)
    elif token.type not in KNOWN and not token.type.endswith("_close") and token.nesting >= 0 and token.level == 0:
        yield Fault("TEKST001", line, "Teksten inneholder noe som ikke kan brukes her.", USE_BLOCKS)
    for child in token.children or []:
        line += child.type == "softbreak"
        yield from _outside(child, line)
        if child.type == "text" and (match := LEFT_OVER.search(child.content)):
            yield Fault("TEKST005", line, f"«{match.group()}» står igjen som tegn i teksten.",
                        "Sett like mange stjerner før og etter ordene; i en lenke må adressen begynne med https://.")  # fmt: skip
        if child.type == "link_open" and not ADDRESS.match(str(child.attrs.get("href", ""))):
            yield Fault("TEKST006", line, "Lenken har ingen brukbar adresse.", "Skriv den som [tekst](https://…).")
        if child.type == "link_close":
            continue
