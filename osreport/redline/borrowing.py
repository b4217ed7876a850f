"""What a comparison needs of the old file and the new one lacks: pictures, addresses, lists, styles and notes."""

import copy
import posixpath
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain, count

from lxml import etree

from .side import NOTES, Side, shape_of_list
from .xml import DRAWING, ID, NAME, OFFICE, VALUE, Element, w, written

RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
NO_RELATIONS = f'<Relationships xmlns="{RELATIONS}"/>'.encode()
TYPES = "[Content_Types].xml"
TYPE = "{http://schemas.openxmlformats.org/package/2006/content-types}"
ANNOTATED = tuple(map(w, ("bookmarkStart", "bookmarkEnd", "commentRangeStart", "commentRangeEnd", "permStart")))


@dataclass
class Loan:
    """The new file as the comparison grows out of it; `taken` brings over what stood in the old one."""

    old: Side
    new: Side
    parts: dict[str, bytes] = field(init=False)
    roots: dict[str, Element] = field(init=False)
    lists: dict[str, str] = field(default_factory=lambda: {"0": "0"})
    names: dict[str, str] = field(default_factory=dict)
    kept_names: set[str] = field(default_factory=set)
    notes: dict[tuple[str, str], str] = field(default_factory=dict)
    borrowed: dict[tuple[str, str, str], str] = field(default_factory=dict)
    last: int = 0

    def __post_init__(self) -> None:
        self.parts = dict(self.new.raw)
        self.roots = {}
        self.last = max((int(number) for root in self.new.bodies.values() for number in _numbers(root)), default=0)

    def number(self) -> str:
        """A number that nothing in the document has."""
        self.last += 1
        return str(self.last)

    def root(self, name: str) -> Element:
        """A part that is to be changed, parsed once."""
        if name not in self.roots:
            self.roots[name] = copy.deepcopy(self.new.package.roots[name])
        return self.roots[name]

    def finished(self) -> dict[str, bytes]:
        """All parts of the comparison."""
        return self.parts | {name: written(root) for name, root in self.roots.items()}

    def taken(self, element: Element, part: str) -> Element:
        """A copy of an element of the old part, all that it relates to being in the new file."""
        taken = copy.deepcopy(element)
        for each in taken.iter():
            for name, number in each.attrib.items():
                if name.startswith(OFFICE):
                    each.set(name, self._related(part, number))
        self._rename(taken)
        return taken

    def _rename(self, taken: Element) -> None:
        """Gives numbers and names of the old file those that they have in the new one."""
        for each in taken.iter(w("numId")):
            each.set(VALUE, self.list(each.get(VALUE, "0")))
        for each in taken.iter(f"{DRAWING}docPr"):
            each.set("id", self.number())
        for kind, one in NOTES.items():
            for each in taken.iter(w(f"{one}Reference")):
                each.set(ID, self._note(kind, each.get(ID, "")))
        for each in taken.iter(w("hyperlink")):
            if (anchor := each.get(w("anchor"))) is not None:
                each.set(w("anchor"), self.names.get(anchor, anchor))
        for each in taken.iter(w("instrText")):
            each.text = " ".join(self.names.get(word, word) for word in (each.text or "").split(" "))

    def _related(self, part: str, number: str) -> str:
        """The relation of the same part of the new file that leads to the same, made if there is none."""
        relation = self.old.relation(part, number)
        if relation is None:
            return number
        wanted = relation.kind, self.old.digest(part, number)
        for own, each in self.new.package.relations.get(part, {}).items():
            if (each.kind, self.new.digest(part, own)) == wanted:
                return own
        key = (part, *wanted)
        if key not in self.borrowed:
            target = relation.target if relation.external else f"/{self._part(relation.target)}"
            self.borrowed[key] = self._relate(part, number, target, external=relation.external)
        return self.borrowed[key]

    def _relate(self, part: str, number: str, target: str, *, external: bool) -> str:
        """Writes a relation of the old part into the new one, with another target."""
        folder, _, file = part.rpartition("/")
        name = f"{folder}/_rels/{file}.rels"
        if name not in self.parts:
            self.parts[name] = NO_RELATIONS
            self.roots[name] = etree.fromstring(NO_RELATIONS)
        root = self.root(name)
        old = next(each for each in self.old.package.roots[name] if each.get("Id") == number)
        taken = {each.get("Id") for each in root}
        free = next(name for name in (f"rIdForrige{number}" for number in count(1)) if name not in taken)
        made_anew = etree.SubElement(root, f"{{{RELATIONS}}}Relationship", Id=free, Type=old.get("Type"), Target=target)
        if external:
            made_anew.set("TargetMode", "External")
        return free

    def _part(self, name: str) -> str:
        """The name that a part of the old file gets in the new one, with all that it relates to."""
        stem, dot, ending = name.rpartition(".")
        names = chain([name], (f"{stem}-forrige{number}{dot}{ending}" for number in count(1)))
        free = next(each for each in names if each not in self.parts)
        self.parts[free] = self.old.raw[name]
        self._declare(name, free)
        relations = f"{posixpath.dirname(name)}/_rels/{posixpath.basename(name)}.rels"
        if relations in self.old.package.roots:
            root = copy.deepcopy(self.old.package.roots[relations])
            for each in root:
                relation = self.old.relation(name, each.get("Id"))
                if relation is not None and not relation.external:
                    each.set("Target", f"/{self._part(relation.target)}")
            self.parts[f"{posixpath.dirname(free)}/_rels/{posixpath.basename(free)}.rels"] = written(root)
        return free

    def _declare(self, old: str, new: str) -> None:
        """Says in the new file of what type a part of the old one is."""
        ending, types = new.rpartition(".")[2], self.root(TYPES)
        told, here = (dict(_types(root)) for root in (self.old.package.roots[TYPES], types))
        kind = told.get(f"/{old}", told.get(ending, ""))
        if here.get(ending) != kind:
            etree.SubElement(types, f"{TYPE}Override", PartName=f"/{new}", ContentType=kind)

    def list(self, number: str) -> str:
        """The list of the new file that the old one's paragraphs are numbered with."""
        if number not in self.lists:
            self.lists[number] = self._new_list(number)
        return self.lists[number]

    def same_list(self, old: str, new: str) -> None:
        """Takes note that a list is still there, under whatever number."""
        same = self.old.lists.get(old) == self.new.lists.get(new)
        if same and old not in self.lists and new not in self.lists.values():
            self.lists[old] = new

    def _new_list(self, number: str) -> str:
        there, root = (side.package.related("numbering") for side in (self.old, self.new))
        if there[1] is None or root[1] is None or number not in self.old.lists:
            return number
        lists = self.root(root[0])
        old = next(each for each in there[1].iter(w("num")) if each.get(w("numId")) == number)
        copied = copy.deepcopy(old)
        free = str(max((int(each.get(w("numId"))) for each in lists.iter(w("num"))), default=0) + 1)
        copied.set(w("numId"), free)
        copied.find(w("abstractNumId")).set(VALUE, self._shape(old, there[1], lists))
        lists.findall(w("num"))[-1].addnext(copied)
        return free

    def _shape(self, number: Element, there: Element, lists: Element) -> str:
        """The number of what the list looks like, copied from the old file if the new one has none like it."""
        wanted = number.find(w("abstractNumId")).get(VALUE)
        shape = next(each for each in there.iter(w("abstractNum")) if each.get(w("abstractNumId")) == wanted)
        here = lists.findall(w("abstractNum"))
        same = (each for each in here if shape_of_list(each) == shape_of_list(shape))
        if (found := next(same, None)) is not None:
            return str(found.get(w("abstractNumId")))
        copied, free = copy.deepcopy(shape), str(max(int(each.get(w("abstractNumId"))) for each in here) + 1)
        copied.set(w("abstractNumId"), free)
        here[-1].addnext(copied)
        return free

    def _note(self, kind: str, number: str) -> str:
        """The number that a note of the old file has in the new one."""
        if (kind, number) not in self.notes:
            note, there = self.old.note(kind, number), self.old.package.related(kind)[0]
            name = self.new.package.related(kind)[0]
            if note is None or not name:
                self._note_part(there)
                return number
            root = self.root(name)
            copied = self.taken(note, there)
            copied.set(ID, free := str(max(int(each.get(ID)) for each in root) + 1))
            root.append(copied)
            self.notes[kind, number] = free
        return self.notes[kind, number]

    def _note_part(self, part: str) -> None:
        """Brings over all notes of the old file, where the new one has none."""
        main = self.old.main
        number = next((n for n, each in self.old.package.relations.get(main, {}).items() if each.target == part), "")
        if number:
            self._related(main, number)

    def styles(self) -> None:
        """Brings over the styles that only the old file has."""
        there, (name, here) = self.old.package.related("styles")[1], self.new.package.related("styles")
        if there is None or here is None:
            return
        known = {each.get(w("styleId")) for each in here.iter(w("style"))}
        missing = [each for each in there.iter(w("style")) if each.get(w("styleId")) not in known]
        if missing:
            copied = [copy.deepcopy(each) for each in missing]
            for number in (number for each in copied for number in each.iter(w("numId"))):
                number.set(VALUE, self.list(number.get(VALUE, "0")))
            self.root(name).extend(copied)

    @cached_property
    def taken_names(self) -> set[str]:
        return {each.get(NAME, "") for root in self.new.bodies.values() for each in root.iter(w("bookmarkStart"))}

    def name(self, old: str) -> str:
        """A name for a bookmark that only the old file has."""
        names = chain([old], (f"{old}_{number}" for number in count(1)))
        self.names[old] = next(name for name in names if name not in self.taken_names)
        self.taken_names.add(self.names[old])
        self.kept_names.add(self.names[old])
        return self.names[old]


def _numbers(root: Element) -> Iterator[int]:
    """The numbers of all annotations and drawings of a part."""
    yield from (int(each.get(ID, "0")) for each in root.iter(*ANNOTATED))
    yield from (int(each.get("id", "0")) for each in root.iter(f"{DRAWING}docPr"))


def _types(root: Element) -> Iterator[tuple[str, str]]:
    for each in root:
        yield each.get("PartName") or each.get("Extension", ""), each.get("ContentType", "")
