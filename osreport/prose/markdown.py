"""Markdown in, parts and faults out.

Link definitions and entities are off: they would vanish, or change letters.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from urllib.parse import unquote

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from osreport.structs import replace

from .faults import Faults
from .languages import LANGUAGES, PASSAGE, closed
from .text import Fault, Item, Paragraph, Part, Run, Runs

LINE_BREAK = re.compile(r" *\n *")
SPECIAL = re.compile(
    rf"[*_\[\]<>&`\\|~!]|{PASSAGE.pattern}|^[ \t]*(?:[-+#=•▪◦‣·●]|\d+[.)])|^ {{4}}|\t|  $", re.MULTILINE
)


def parse(text: str) -> tuple[tuple[Part, ...], tuple[Fault, ...]]:
    """The parts of a text of several paragraphs, and its faults."""
    if not SPECIAL.search(text):
        return tuple(Paragraph((Run(LINE_BREAK.sub(" ", each).strip(" \n")),)) for each in _paragraphs(text)), ()
    tokens = _markdown().parse(text)
    return tuple(_parts(tokens)), tuple(Faults(text).of(tokens))


def parse_line(text: str) -> tuple[Runs, tuple[Fault, ...]]:
    """The runs of a text of one line, where a leading number or dash is no list; and its faults."""
    if not SPECIAL.search(text):
        return (Run(text),) if text else (), ()
    tokens = _markdown().parseInline(text)
    return _runs(tokens[0].children or []), tuple(Faults(text).of(tokens))


@lru_cache(maxsize=1)
def _markdown() -> MarkdownIt:
    parser = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    parser.disable(["reference", "entity", "text_join"])
    parser.inline.ruler.push("passage", _passage)
    return parser


def _passage(state: StateInline, silent: bool) -> bool:
    """Reads a passage in another language, as the link rule reads a link; one that is not closed stays as text."""
    opening = PASSAGE.match(state.src, state.pos)
    end = closed(state.src).get(state.pos, state.posMax) if opening else state.posMax
    if opening is None or end >= state.posMax:
        return False
    if not silent:
        token = state.push("passage_open", "", 1)
        token.info, token.content = opening[1], state.src[state.pos : end + 1]
        beyond, state.pos, state.posMax = state.posMax, opening.end(), end
        state.md.inline.tokenize(state)
        state.posMax = beyond
        state.push("passage_close", "", -1)
    state.pos = end + 1
    return True


def _paragraphs(text: str) -> list[str]:
    return [each for each in re.split(r"\n[ \t]*\n", text) if each.strip()]


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
    languages = [""]
    style = Run("")
    for child in children:
        if child.type in {"strong_open", "strong_close"}:
            style = replace(style, bold=child.type == "strong_open")
        elif child.type in {"em_open", "em_close"}:
            style = replace(style, italic=child.type == "em_open")
        elif child.type in {"link_open", "link_close"}:
            style = replace(style, href=_href(child))
        elif child.type in {"passage_open", "passage_close"}:
            style = replace(style, language=_spoken(child, languages))
        elif text := " " if child.type in {"softbreak", "hardbreak"} else child.content:
            if runs and replace(runs[-1], text="") == style:
                runs[-1] = replace(runs[-1], text=runs[-1].text + text)
            else:
                runs.append(replace(style, text=text))
    return tuple(runs)


def _href(link: Token) -> str:
    href = str(link.attrs.get("href", ""))
    return unquote(href) if href.startswith("#") else href  # ids stay as spelled


def _spoken(passage: Token, languages: list[str]) -> str:
    """The language after the beginning or end of a passage; `languages` are those of the passages around it."""
    if passage.type == "passage_open":
        languages.append(LANGUAGES[passage.info].tag)
    else:
        languages.pop()
    return languages[-1]
