"""One of the two files that are compared, opened: its texts, and what everything in them leads to."""

import hashlib
from collections.abc import Iterator, Mapping
from functools import cached_property

from osreport.structs import Struct, field
from osreport.word.quality.opened import Package, Relation, opened, unzipped

from .units import Key
from .xml import BEGUN, ID, INSTRUCTION, NAME, PARAGRAPH, Element, canonical, flattened, w

STORIES = ("header", "footer")
NOTES = {"footnotes": "footnote", "endnotes": "endnote"}
TRACKED = tuple(map(w, ("ins", "del", "moveFrom", "moveTo", "pPrChange", "rPrChange", "tcPrChange", "sectPrChange")))


class State(Struct):
    """A document as it was or is: its DOCX, and who its paragraphs are, where that is known.

    `keys` holds for the nth paragraph of the body, from 0, the ids that lead to what it prints.
    """

    docx: bytes
    keys: Mapping[int, Key] = field(default_factory=dict)


class Side(Struct):
    """A state, opened. `bodies` are the parts with running text, by name: body, headers and footers."""

    package: Package
    keys: Mapping[Element, Key]
    bodies: Mapping[str, Element]

    @cached_property
    def raw(self) -> Mapping[str, bytes]:
        return self.package.raw

    @cached_property
    def main(self) -> str:
        return self.package.main

    def relation(self, part: str, number: str) -> Relation | None:
        return self.package.relations.get(part, {}).get(number)

    def digest(self, part: str, number: str) -> str:
        """What a relation leads to: an address, or the content of a part; headers are the same by their names.

        A note is asked for as «footnotes:2».
        """
        kind, _, note = number.partition(":")
        if kind in NOTES:
            found = self.note(kind, note)
            return "" if found is None else "".join(found.itertext())
        relation = self.relation(part, number)
        if relation is None:
            return ""
        if relation.external or relation.kind in STORIES:
            return relation.target
        return self.content(relation.target)

    def content(self, part: str) -> str:
        """A fingerprint of a part and of all that it relates to."""
        below = sorted((n, self.digest(part, n)) for n in self.package.relations.get(part, {}))
        return hashlib.sha256(self.raw.get(part, b"") + repr(below).encode()).hexdigest()

    @cached_property
    def lists(self) -> Mapping[str, bytes]:
        """Every list by its number: how it looks and where it begins."""
        root = self.package.related("numbering")[1]
        if root is None:
            return {}
        shapes = {each.get(w("abstractNumId")): shape_of_list(each) for each in root.iter(w("abstractNum"))}
        return {str(each.get(w("numId"))): _list(each, shapes) for each in root.iter(w("num"))}

    def note(self, kind: str, number: str) -> Element | None:
        """The footnote or endnote with this number."""
        root = self.package.related(kind)[1]
        found = () if root is None else root.iter(w(NOTES[kind]))
        return next((each for each in found if each.get(ID) == number), None)

    @property
    def is_tracked(self) -> bool:
        """Whether it holds tracked changes already."""
        return any(next(root.iter(*TRACKED), None) is not None for root in self.bodies.values())


def opened_side(state: State) -> Side:
    """The file of a state, ready to be compared."""
    package = opened(unzipped(state.docx))
    aside = sorted(each.target for each in package.relations.get(package.main, {}).values() if each.kind in STORIES)
    bodies = {name: flattened(package.roots[name]) for name in (package.main, *aside) if name in package.roots}
    paragraphs = enumerate(bodies[package.main].iter(PARAGRAPH)) if bodies else ()
    keys = {each: state.keys[n] for n, each in paragraphs if n in state.keys}
    return Side(package, keys | dict(_listed(bodies[package.main], keys)) if bodies else keys, bodies)


def _listed(body: Element, keys: Mapping[Element, Key]) -> Iterator[tuple[Element, Key]]:
    """The entries of the contents list, which are who their headings are."""
    headings = {begun.get(NAME): begun.getparent() for begun in body.iter(BEGUN)}
    for instruction in body.iter(INSTRUCTION):
        kind, *named = (instruction.text or "").split() or [""]
        heading = headings.get(named[0]) if kind == "PAGEREF" and named else None
        if heading in keys:
            yield next(instruction.iterancestors(PARAGRAPH)), ("innhold", *keys[heading])


def shape_of_list(abstract: Element) -> bytes:
    """How a list looks, without the numbers that word processors give it."""
    hidden = {w("nsid"), w("tmpl")}
    return b"".join(canonical(each) for each in abstract if each.tag not in hidden)


def _list(number: Element, shapes: Mapping[str | None, bytes]) -> bytes:
    abstract = number.find(w("abstractNumId"))
    named = None if abstract is None else abstract.get(w("val"))
    return shapes.get(named, b"") + b"".join(canonical(each) for each in number if each is not abstract)
