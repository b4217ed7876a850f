"""What the subset does not hold, told to a planner with its place."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from markdown_it.token import Token

from .languages import PASSAGE
from .text import Fault

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
WORDLESS = "«{}» har ingen ord."
LIKE_THIS = "Skriv ordene rett etter kolon: {en:Smart Region}."
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
    (re.compile(PASSAGE.pattern + "[^{}]*"), "TEKST009", "«{0:.40}» har ingen klamme etter seg.",
     "Sett } etter det siste av ordene. Hvert avsnitt og hvert punkt trenger klammer for seg."),
)  # fmt: skip
BULLET = re.compile(r"[•▪◦‣·●]\s")
LOST_ITEM = re.compile(r"[-+*] ")
ADDRESS = re.compile(r"https?://[^\s]+|mailto:[^\s]+|#[^\s]+")


class Faults:
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
            elif child.type == "passage_open":
                yield from self._passage(child)
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

    def _passage(self, opening: Token) -> Iterator[Fault]:
        sign = opening.content.partition("\n")[0]
        words = opening.content[len(opening.info) + 2 : -1]
        if not words.strip():
            yield self._fault("TEKST009", WORDLESS.format(f"{{{opening.info}:}}"), LIKE_THIS, sign)
        elif words != words.strip():
            said = f"Ordene i «{sign[:40]}» begynner eller slutter med mellomrom."
            yield self._fault("TEKST009", said, f"Sett mellomrommet utenfor klammene. {LIKE_THIS}", sign)

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
