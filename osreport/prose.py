"""The Markdown subset that prose is written in: paragraphs, bold, italic, links, lists with one nested level.

The only home of markdown-it-py. Everything else CommonMark knows (and tables, strikethrough) is a fault with
its place, never dropped in silence. Link definitions and entities are off: they would vanish, or change letters.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from urllib.parse import unquote

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
    """What the subset does not hold; `at` counts characters from the beginning of the text."""

    code: str
    at: int
    message: str
    hint: str


Part = Paragraph | Item
NO_MORE = "Teksten inneholder {}, som ikke kan brukes her."
OUTSIDE: dict[str, tuple[str, str]] = {
    "heading_open": ("en overskrift", "Lag et underkapittel med «tittel» i stedet; skal det stå #, skriv \\#."),
    "underlined": ("en understreket overskrift", "Sett en tom linje over streken, eller ta den bort."),
    "table_open": ("en tabell", "Bruk «- tabell:» under «innhold»."),
    "image": ("et bilde", "Bruk «- figur:» under «innhold»."),
    "blockquote_open": ("et innrykket sitat", "Bruk «- utheving:» eller «- vedtak:» under «innhold»."),
    "fence": ("kode", "Ta bort linjene med ``` eller ~~~."),
    "code_block": ("kode (fire mellomrom foran linjen)", "Ta bort innrykket."),
    "code_inline": ("kode", "Ta bort `-tegnene; bruk «» til anførsel."),
    "html_block": ("HTML", "Skriv det som vanlig tekst; skal det stå <, skriv \\<."),
    "html_inline": ("HTML", "Skriv det som vanlig tekst; skal det stå <, skriv \\<."),
    "hr": ("en skillelinje", "Ta den bort."),
    "s_open": ("gjennomstreking", "Ta bort ~~."),
    "hardbreak": ("et linjeskift inne i avsnittet", "Ta bort mellomrommene eller skråstreken på slutten av linjen."),
}
READ_AS_LIST = "Linjen begynner med et tall og leses som en nummerert liste."
NO_LIST = (
    "Er det en liste, begynn den på 1, med en tom linje foran og minst to punkter. Er det ingen liste, flytt tallet "
    "opp på linjen over, eller skriv omvendt skråstrek foran punktumet: «25\\. januar»."
)
# What points out a fault in its line; the rest of the faults are found at the beginning of the line.
SIGNS = {"image": "![", "code_inline": "`", "s_open": "~~", "html_inline": "<"}
STARS = re.compile(r"\*\*|__|(?<![^\W_])[*_](?=[^\W_])|(?<=[^\W_])[*_](?![^\W_])")
LEFT_OVER: tuple[tuple[re.Pattern[str], str, str, str], ...] = (
    (re.compile(r"\]\(|\]\[|^\[[^\]]+\]:"), "TEKST006", "Lenken har ingen brukbar adresse.",
     "Skriv den som [tekst](https://…), uten mellomrom i adressen."),
    (STARS, "TEKST005", "«{0}» står igjen som tegn i teksten.",
     "Sett like mange stjerner før og etter ordene. Skal stjernen stå, skriv \\*."),
    (re.compile(r"&(?:#\w+|[A-Za-z]\w*);"), "TEKST007", "«{0}» er en kode for et tegn, og ville blitt stående slik.",
     "Skriv selve tegnet."),
)  # fmt: skip
BULLET = re.compile(r"[•▪◦‣·●]\s")
BLANKS = re.compile(r"[ \n]+")  # a no-break space is none of them
LOST_ITEM = re.compile(r"[-+*] ")
ADDRESS = re.compile(r"https?://[^\s]+|mailto:[^\s]+|#[^\s]+")
SPECIAL = re.compile(r"[*_\[\]<>&`\\|~!]|^[ \t]*(?:[-+#=•▪◦‣·●]|\d+[.)])|^ {4}|\t|  $", re.MULTILINE)


@lru_cache(maxsize=1)
def _markdown() -> MarkdownIt:
    parser = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    return parser.disable(["reference", "entity", "text_join"])


def parse(text: str) -> tuple[tuple[Part, ...], tuple[Fault, ...]]:
    """The parts of a text of several paragraphs, and its faults."""
    if not SPECIAL.search(text):
        return tuple(Paragraph((Run(BLANKS.sub(" ", each).strip(" \n")),)) for each in _paragraphs(text)), ()
    tokens = _markdown().parse(text)
    return tuple(_parts(tokens)), tuple(_Faults(text).of(tokens))


def parse_line(text: str) -> tuple[Runs, tuple[Fault, ...]]:
    """The runs of a text of one line, where a leading number or dash is no list; and its faults."""
    if not SPECIAL.search(text):
        return (Run(text),) if text else (), ()
    tokens = _markdown().parseInline(text)
    return _runs(tokens[0].children or []), tuple(_Faults(text).of(tokens))


def plain(runs: Runs) -> str:
    """The text alone."""
    return "".join(run.text for run in runs)


def escaped(text: str) -> str:
    """The text so that no character of it means anything to `parse`."""
    return re.sub(r"([\\`*_\[\]<>&~|!])", r"\\\1", text)


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
    style = Run("")
    for child in children:
        if child.type in {"strong_open", "strong_close"}:
            style = replace(style, bold=child.type == "strong_open")
        elif child.type in {"em_open", "em_close"}:
            style = replace(style, italic=child.type == "em_open")
        elif child.type in {"link_open", "link_close"}:
            href = str(child.attrs.get("href", ""))
            style = replace(style, href=unquote(href) if href.startswith("#") else href)  # ids stay as spelled
        elif text := " " if child.type in {"softbreak", "hardbreak"} else child.content:
            if runs and replace(runs[-1], text="") == style:
                runs[-1] = replace(runs[-1], text=runs[-1].text + text)
            else:
                runs.append(replace(style, text=text))
    return tuple(runs)


class _Faults:
    """The faults of one text, with their places in it."""

    def __init__(self, text: str) -> None:
        self.lines = text.split("\n")
        self.line = 0
        self.ended = self.told = -1
        self.lists: list[_List] = []
        self.lists_told: set[int] = set()

    def of(self, tokens: list[Token]) -> Iterator[Fault]:
        for token in tokens:
            self.line = token.map[0] if token.map else self.line
            yield from self._in_lists(token)
            yield from self._outside(token)
            yield from self._inside(token.children or [])

    def _fault(self, code: str, message: str, hint: str, sign: str = "", inside: int = 0) -> Fault:
        """At the sign in the line we are at or below it, or so far inside it; else where the line begins."""
        start = sum(len(line) + 1 for line in self.lines[: self.line])
        rest = "\n".join(self.lines[self.line :])
        found = rest.find(sign) if sign else -1
        return Fault(code, start + (found + inside if found >= 0 else len(rest) - len(rest.lstrip())), message, hint)

    def _in_lists(self, token: Token) -> Iterator[Fault]:
        if token.type.endswith("_list_open"):
            yield from self._opened(token)
            self.lists.append(_List(token.type == "ordered_list_open", self.line))
        elif token.type.endswith("_list_close"):
            yield from self._closed(self.lists.pop())
        elif self.lists and token.type == "list_item_open":
            yield from self._numbered(self.lists[-1], token)
        elif self.lists and token.type == "list_item_close" and not self.lists[-1].paragraphs:
            yield self._fault("TEKST004", "Et listepunkt er tomt.", "Skriv teksten etter streken, eller slett punktet.")
        elif token.type == "paragraph_open" and not self.lists:
            self.ended = token.map[1] if token.map else -1
        elif self.lists and token.type == "paragraph_open":
            self.lists[-1].paragraphs += 1
            if self.lists[-1].paragraphs > 1:
                yield self._fault(
                    "TEKST004", "Et listepunkt har flere avsnitt.", "Gjør det til ett avsnitt eller to punkter."
                )

    def _opened(self, token: Token) -> Iterator[Fault]:
        if len(self.lists) == MAX_LEVELS:
            yield self._fault("TEKST002", "Listen har mer enn ett nivå under seg.", "Flytt punktene ett nivå ut.")
        if self.lists and not self.lists[-1].paragraphs:
            self.lists[-1].paragraphs = 1
            yield self._fault("TEKST004", "Et listepunkt er tomt.", "Skriv teksten foran listen som står under det.")
        if token.type == "ordered_list_open" and (token.attrs.get("start", 1) != 1 or self._interrupts(token)):
            self.lists_told.add(self.line)
            yield self._fault("TEKST003", READ_AS_LIST, NO_LIST)

    def _closed(self, done: "_List") -> Iterator[Fault]:
        if done.ordered and done.items == 1 and done.line not in self.lists_told:
            self.line = done.line
            yield self._fault("TEKST003", READ_AS_LIST, NO_LIST)

    def _interrupts(self, token: Token) -> bool:
        """Whether the list begins in the middle of a paragraph: most often a date at the beginning of a line."""
        return not self.lists and token.map is not None and token.map[0] == self.ended

    def _numbered(self, current: "_List", token: Token) -> Iterator[Fault]:
        current.paragraphs = 0
        current.items += 1
        number = int(token.info or 1)
        if current.items == 1:
            current.start = number
        expected = current.start + current.items - 1
        if current.ordered and number not in {1, expected}:
            yield self._fault(
                "TEKST003",
                f"Punktet har nummer {number}, men blir nummer {expected} i listen.",
                "Rett tallet, eller se etter et punkt som mangler.",
            )

    def _outside(self, token: Token) -> Iterator[Fault]:
        underlined = token.type == "heading_open" and token.markup in {"-", "="}
        if found := OUTSIDE.get("underlined" if underlined else token.type):
            yield self._fault("TEKST001", NO_MORE.format(found[0]), found[1], SIGNS.get(token.type, ""))

    def _inside(self, children: list[Token]) -> Iterator[Fault]:
        first = False
        for number, child in enumerate(children):
            yield from self._outside(child)
            if child.type == "link_open":
                yield from self._link(child, children[number + 1])
            elif child.type == "text":
                yield from self._left_over(child.content, first_of_line=first)
            first = child.type in {"softbreak", "hardbreak"}
            self.line += first

    def _link(self, link: Token, inner: Token) -> Iterator[Fault]:
        href = str(link.attrs.get("href", ""))
        if not ADDRESS.fullmatch(href):
            yield self._fault(
                "TEKST006", "Lenken har ingen brukbar adresse.", "Skriv den som [tekst](https://…).", "]("
            )
        elif inner.type == "link_close":
            yield self._fault(
                "TEKST006", "Lenken har ingen tekst å klikke på.", "Skriv den som [tekst](https://…).", "[]"
            )
        elif "title" in link.attrs:
            yield self._fault(
                "TEKST006",
                "Lenken har en tittel etter adressen, som ikke kan skrives ut.",
                "Ta bort teksten i anførselstegn etter adressen.",
                "](",
            )

    def _left_over(self, text: str, *, first_of_line: bool) -> Iterator[Fault]:
        if self.told != self.ended and (BULLET.match(text) or (first_of_line and LOST_ITEM.match(text))):
            self.told = self.ended
            yield self._fault(
                "TEKST008",
                "Linjen ser ut som et listepunkt, men blir en del av avsnittet over.",
                "Begynn punktet med «- » helt ute, og sett en tom linje før listen.",
            )
        for shape, code, message, hint in LEFT_OVER:
            if match := shape.search(text):
                yield self._fault(code, message.format(match.group()), hint, text, match.start())


MAX_LEVELS = 2


@dataclass
class _List:
    """A list being read: its items so far, and the paragraphs of the last one."""

    ordered: bool
    line: int
    start: int = 1
    items: int = 0
    paragraphs: int = 0
