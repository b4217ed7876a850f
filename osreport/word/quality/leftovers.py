"""What a template leaves in a document: tags that nothing filled, and lists that its designer typed."""

import re
from collections.abc import Iterator
from itertools import groupby, pairwise

from osreport.word.namespaces import Element

from .fault import TYPED_LIST, UNFILLED, Finding
from .opened import Package, path, text

TAG = re.compile(r"\{[{%#].*?[}%#]\}", re.DOTALL)
OPENINGS = (b"{{", b"{%", b"{#")
PARAGRAPHS = path("//w:p[contains(., '{')]")
WORDS = path("//*[not(self::w:t)][text()[contains(., '{{') or contains(., '{%') or contains(., '{#')]]")
ATTRIBUTES = path("//*[@*[contains(., '{{') or contains(., '{%') or contains(., '{#')]]")
COUNTER = re.compile(r"\{\{-?\s*loop\.index0?\s*-?\}\}")
MARKER = re.compile(r"^(?:(?P<sign>[•·●▪◦○■–—*-]|o)|(?P<count>\d{1,2}|[a-zæøå])[.)])\s+\S")


def tags_are_filled(package: Package, template: Package) -> Iterator[Finding]:
    """No tag of the template is left as it stood. Braces in the municipality's own words are only words."""
    found = list(_tagged(package))
    wanted = {value for value, _, _ in _tagged(template)} if found else set()
    for value, part, element in found:
        if value in wanted:
            yield Finding(UNFILLED, f"Koden «{TAG.findall(value)[0]}» er ikke fylt ut", part, element)


def lists_are_real(package: Package, template: Package) -> Iterator[Finding]:
    """WCAG 1.3.1: a list is told as one, with its length, only if Word knows it. Places are in the template."""
    typed = [
        (part, p, style, _shape(text(p))) for part, p, style in _paragraphs(template) if _marker(_counted(text(p)))
    ]
    shown = {key for run in _runs(package) for key in run} if typed else set()
    for part, paragraph, style, shape in typed:
        if any(style == used and shape.fullmatch(words) for used, words in shown):
            yield Finding(TYPED_LIST, "Liste skrevet med tegn for hånd", part, paragraph)


def _tagged(package: Package) -> Iterator[tuple[str, str, Element]]:
    """Every paragraph, other text and attribute with a tag in it: its words, its part, its element."""
    texts = {story.part for story in package.stories}
    for part, root in package.roots.items():
        if part in texts:
            yield from ((value, part, p) for p in PARAGRAPHS(root) if TAG.search(value := "".join(p.itertext())))
        if any(opening in package.raw[part] for opening in OPENINGS):
            others = () if part in texts else ((each.text or "", each) for each in WORDS(root))
            values = ((value, each) for each in ATTRIBUTES(root) for value in each.attrib.values())
            yield from ((value, part, each) for value, each in (*others, *values) if TAG.search(value))


def _paragraphs(package: Package) -> Iterator[tuple[str, Element, str]]:
    for story in package.stories:
        yield from ((story.part, paragraph, style) for paragraph, style in story.paragraphs)


def _runs(package: Package) -> Iterator[list[tuple[str, str]]]:
    """Two or more paragraphs on end that begin with the same kind of sign, as pairs of style and words."""
    marked = ((style, words, _marker(words)) for _, p, style in _paragraphs(package) if (words := text(p)))
    for kind, alike in groupby(marked, lambda each: each[2] and each[2][0]):
        run = list(alike)
        if kind and any(_follows(one[2], two[2]) for one, two in pairwise(run)):
            yield [(style, words) for style, words, _ in run]


def _marker(words: str) -> tuple[str, int] | None:
    """The kind of sign that the words begin with, and how far it has counted; None for plain words."""
    found = MARKER.match(words)
    if found is None:
        return None
    count = found["count"]
    if not count:
        return found["sign"], 0
    return ("1", int(count)) if count.isdecimal() else ("a", ord(count))


def _follows(one: tuple[str, int] | None, two: tuple[str, int] | None) -> bool:
    """Whether the second goes on where the first stopped; signs always do."""
    return one is not None and two is not None and (not one[1] or two[1] == one[1] + 1)


def _counted(words: str) -> str:
    return COUNTER.sub("1", words)


def _shape(words: str) -> re.Pattern[str]:
    """What the words of the template may become."""
    literal = (re.escape(part) for part in TAG.split(COUNTER.sub("{{ loop }}", words)))
    return re.compile(".*".join(literal), re.DOTALL)
