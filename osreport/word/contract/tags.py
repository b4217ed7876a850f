"""The tags of a template, each with the paragraph it stands in, read as docxtpl reads them: across runs."""

import re
from collections.abc import Iterator
from functools import cached_property
from unicodedata import normalize

from osreport.structs import Struct, replace
from osreport.word.namespaces import Element, qn
from osreport.word.quality.fault import Finding, Rule
from osreport.word.quality.opened import Story

PARAGRAPH = qn("w:p")
TEXT, DELETED, FIELD = qn("w:t"), qn("w:delText"), qn("w:instrText")
CODE = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
OPENINGS = ("{{", "{%", "{#")
LEVELS = {"tr": qn("w:tr"), "tc": qn("w:tc"), "p": PARAGRAPH}
LEVEL = re.compile(r"(?:tr|tc|p) |r\s")
SHOWN, LEAST = 70, 12
ESCAPED = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'"})


class Passage(Struct, eq=False):
    """A paragraph's own text, each letter with the element it stands in."""

    element: Element
    text: str
    pieces: tuple[tuple[int, Element], ...]

    def within(self, start: int, end: int) -> list[Element]:
        """The elements that hold the text from start to end."""
        ends = [begin for begin, _ in self.pieces[1:]] + [len(self.text)]
        return [piece for (begin, piece), stop in zip(self.pieces, ends, strict=True) if begin < end and stop > start]


class Tag(Struct, eq=False):
    """A tag: `level` is what it takes with it (p, tr, tc), `words` what stands inside."""

    code: str
    passage: Passage
    start: int
    pieces: tuple[Element, ...]
    attribute: str = ""  # its name, where the tag stands in one

    @cached_property
    def mark(self) -> str:
        return self.code[:2]

    @cached_property
    def level(self) -> str:
        found = LEVEL.match(self.code[2:])
        return found[0].strip() if found and not self.attribute else ""

    @cached_property
    def words(self) -> str:
        """What stands inside, as Jinja is to read it."""
        inside = self.code[2 + len(self.level) : -2].translate(ESCAPED)
        return inside.strip().removeprefix("-").removeprefix("+").removesuffix("-").removesuffix("+").strip()

    @cached_property
    def verb(self) -> str:
        """The word that a statement begins with."""
        found = re.match(r"\w*", self.words)
        return found[0] if found and self.mark == "{%" else ""

    @property
    def paragraph(self) -> Element:
        return self.passage.element

    @cached_property
    def taken(self) -> Element | None:
        """The paragraph, row or cell that goes with the tag."""
        wanted = LEVELS.get(self.level)
        spot = self.pieces[0]
        return None if wanted is None else next(spot.iterancestors(wanted), None)

    @cached_property
    def around(self) -> Element | None:
        """What holds the tag when its paragraph, row or cell is gone: two tags of a pair must share it."""
        if self.taken is not None:
            return self.taken.getparent()
        return self.pieces[0] if self.attribute else self.pieces[0].getparent().getparent()


def passages(story: Story) -> tuple[Passage, ...]:
    """Every paragraph with text in it, in reading order; deleted text and field codes for themselves."""
    found: dict[tuple[Element, str], list[Element]] = {}
    for text in story.root.iter(TEXT, DELETED, FIELD):
        paragraph = next(text.iterancestors(PARAGRAPH), None)
        if paragraph is not None and text.text:
            found.setdefault((paragraph, text.tag), []).append(text)
    return tuple(_passage(paragraph, pieces) for (paragraph, _), pieces in found.items())


def _passage(paragraph: Element, pieces: list[Element]) -> Passage:
    """The text in NFC, as it is when it is filled."""
    told, at = [], 0
    for piece in pieces:
        words = normalize("NFC", piece.text)
        told.append((at, piece, words))
        at += len(words)
    return Passage(paragraph, "".join(words for *_, words in told), tuple((begin, piece) for begin, piece, _ in told))


def tags(story: Story, found: tuple[Passage, ...]) -> tuple[Tag, ...]:
    """Every tag of the story in the order of the file, those in attributes included."""
    written = [tag for passage in found for tag in _tags_of(passage)]
    hidden = [tag for element in story.root.iter() for tag in _tags_in_attributes(element)]
    if not hidden:
        return tuple(written)
    order = {element: number for number, element in enumerate(story.root.iter())}
    return tuple(sorted((*written, *hidden), key=lambda tag: (order[tag.pieces[0]], tag.start)))


def _tags_of(passage: Passage) -> Iterator[Tag]:
    if "{" in passage.text:
        for match in CODE.finditer(passage.text):
            yield Tag(match[0], passage, match.start(), tuple(passage.within(*match.span())))


def _tags_in_attributes(element: Element) -> Iterator[Tag]:
    for name, value in element.items():
        if "{" in value and any(opening in value for opening in OPENINGS):
            passage = Passage(element, normalize("NFC", value), ((0, element),))
            for match in CODE.finditer(passage.text):
                yield Tag(match[0], passage, match.start(), (element,), name)


def shown(tag: Tag) -> str:
    """The words around the tag, which is marked where it does not stand alone."""
    text, end = tag.passage.text, tag.start + len(tag.code)
    before, after = " ".join(text[: tag.start].split()), " ".join(text[end:].split())
    code = " ".join(tag.code.split())
    if not before and not after:
        return _cut(code, SHOWN)
    room = max(SHOWN - len(code), 2 * LEAST) // 2
    start = before if len(before) <= room else f"… {before[-room:].partition(' ')[2]}"
    return " ".join(filter(None, (start, f"▸{_cut(code, SHOWN)}◂", _cut(after, room))))


def _cut(words: str, room: int) -> str:
    return words if len(words) <= room else f"{words[:room].rpartition(' ')[0] or words[:room]} …"


class Reading(Struct, eq=False):
    """A running text of the template as it is read for tags."""

    story: Story
    passages: tuple[Passage, ...]
    tags: tuple[Tag, ...]

    @cached_property
    def by_element(self) -> dict[Element, tuple[list[Passage], list[Tag]]]:
        """The texts and the tags by the element they stand in."""
        found: dict[Element, tuple[list[Passage], list[Tag]]] = {}
        for passage in self.passages:
            found.setdefault(passage.element, ([], []))[0].append(passage)
        for tag in self.tags:
            found.setdefault(tag.paragraph, ([], []))[1].append(tag)
        return found

    def inside(self, element: Element) -> tuple[list[Passage], list[Tag]]:
        """The texts and the tags in an element."""
        found = [self.by_element[each] for each in element.iter() if each in self.by_element]
        return [one for texts, _ in found for one in texts], [tag for _, tags in found for tag in tags]

    def finding(self, rule: Rule, said: str, tag: Tag, hint: str = "") -> Finding:
        """That the tag breaks the rule."""
        told = replace(rule, hint=hint) if hint else rule
        return Finding(told, said, self.story.part, tag.paragraph, shown(tag))


def read(story: Story) -> Reading:
    found = passages(story)
    return Reading(story, found, tags(story, found))
