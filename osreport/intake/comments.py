"""Comments in a returned draft: who says what, to which words, and which comment it answers."""

from collections.abc import Mapping, Sequence
from typing import Any

from osreport.structs import Struct

from .letters import line
from .opening import Package
from .wordfile import TEXTS, Paragraph, shown, w

Element = Any

LONGEST = 300  # letters of the commented words that are quoted
MANY = 200  # comments on the same words whose words are read; what more there are, are placed by their paragraph
STARTS, ENDS, REFERENCE = w("commentRangeStart"), w("commentRangeEnd"), w("commentReference")
PARA = "{http://schemas.microsoft.com/office/word/2010/wordml}paraId"
EX = "{http://schemas.microsoft.com/office/word/2012/wordml}"


class Comment(Struct):
    """A comment: the words it is about, the number of their paragraph (-1 where none is known), and what it answers."""

    author: str
    text: str
    about: str = ""
    paragraph: int = -1
    answers: "Comment | None" = None

    @property
    def words(self) -> str:
        if self.answers is not None:
            to = f" fra {self.answers.author}" if self.answers.author else ""
            return f"Svar på kommentaren{to} «{line(self.answers.text)}»:\n{self.text}"
        return f"Kommentar til «{self.about}»:\n{self.text}" if self.about else f"Kommentar:\n{self.text}"


def comments(package: Package, body: Element, found: Sequence[Paragraph]) -> tuple[Comment, ...]:
    """All comments in the order in which a reader meets what they are about; those about nothing last."""
    told = _told(package)
    anchors = _anchors(body, found) if told else {}
    parents = _parents(package, told)
    made = {number: _comment(each, anchors.get(number)) for number, each in told.items()}
    answering = {
        n: Comment(c.author, c.text, c.about, _paragraph(c, made.get(parents.get(n, ""))), made.get(parents.get(n, "")))
        for n, c in made.items()
    }
    return tuple(sorted(answering.values(), key=lambda each: each.paragraph if each.paragraph >= 0 else len(found)))


def _paragraph(comment: Comment, parent: Comment | None) -> int:
    return comment.paragraph if comment.paragraph >= 0 or parent is None else parent.paragraph


def _told(package: Package) -> dict[str, Element]:
    """The comments by their numbers."""
    roots = (package.root(name) for name in package.related(package.main, "comments"))
    return {each.get(w("id"), ""): each for root in roots if root is not None for each in root.iter(w("comment"))}


def _comment(element: Element, anchor: tuple[str, int] | None) -> Comment:
    about, paragraph = anchor or ("", -1)
    return Comment(line(element.get(w("author"), "")), shown(element).strip("\n"), line(about, LONGEST), paragraph)


def _parents(package: Package, told: Mapping[str, Element]) -> dict[str, str]:
    """Which comment each answers, by their numbers; a comment goes by its last paragraph (MS-DOCX 2.5.4)."""
    numbers = {each.get(PARA): number for number, comment in told.items() for each in comment.iter(w("p"))}
    found = {}
    for name in package.related(package.main, "commentsExtended"):
        root = package.root(name)
        for each in () if root is None else root.iter(f"{EX}commentEx"):
            own, parent = numbers.get(each.get(f"{EX}paraId")), numbers.get(each.get(f"{EX}paraIdParent"))
            if own and parent and own != parent:
                found[own] = parent
    return found


def _anchors(body: Element, found: Sequence[Paragraph]) -> dict[str, tuple[str, int]]:
    """The words that each comment is about, and the number of the paragraph where they begin."""
    numbers = {each.element: number for number, each in enumerate(found)}
    reading = _Anchors(numbers)
    for element in body.iter(*TEXTS, STARTS, ENDS, REFERENCE, w("p")):
        reading.meet(element)
    return {number: ("".join(words), reading.place.get(number, -1)) for number, words in reading.words.items()}


class _Anchors:
    """One walk through the body: the comments whose words are being read, and the words so far."""

    def __init__(self, numbers: Mapping[Element, int]) -> None:
        self.numbers, self.here = numbers, -1
        self.open: dict[str, int] = {}
        self.words: dict[str, list[str]] = {}
        self.place: dict[str, int] = {}

    def meet(self, element: Element) -> None:
        number = element.get(w("id"), "")
        if element.tag == w("p"):
            self.here = self.numbers.get(element, self.here)
            self._begin_line()
        elif element.tag == STARTS:
            self.words[number] = []
            if len(self.open) < MANY:
                self.open[number] = LONGEST
        elif element.tag == ENDS:
            self.open.pop(number, None)
        elif element.tag == REFERENCE:
            self.words.setdefault(number, [])
            self.place.setdefault(number, self.here)
        elif element.text:
            self._read(element.text)

    def _begin_line(self) -> None:
        for number in self.open:
            if self.words[number] and self.words[number][-1] != " ":
                self.words[number].append(" ")

    def _read(self, text: str) -> None:
        """The words belong to all comments that are open; one that has enough is closed, so that no walk grows long."""
        for number in list(self.open):
            self.place.setdefault(number, self.here)
            self.words[number].append(text[: self.open[number] + 1])
            self.open[number] -= len(text)
            if self.open[number] < 0:
                del self.open[number]
