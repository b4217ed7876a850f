"""The marks of tracked changes (ISO/IEC 29500-1, 17.13.5): who, when, and a number that is given once."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from osreport.structs import Struct

from .xml import INSTRUCTION, LOOK, PROPERTIES, SECTION, Element, in_place, made, properties_of, w

AFTER_LOOK = ("sectPr", "pPrChange")
DELETED = {w("t"): w("delText"), INSTRUCTION: w("delInstrText")}


class Author(Struct):
    """Who stands behind all changes, and since when."""

    name: str
    date: datetime

    @property
    def time(self) -> str:
        """The time as Word writes it, in UTC."""
        return self.date.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


@dataclass
class Revisions:
    """Makes the marks of one document."""

    author: Author
    number: Callable[[], str]

    def mark(self, kind: str, *children: Element) -> Element:
        """`w:ins`, `w:del`, `w:moveFrom`, `w:moveTo` or one of the changes of properties."""
        return made(kind, *children, id=self.number(), author=self.author.name, date=self.author.time)

    def range(self, kind: str, move: int, paragraphs: Sequence[Element]) -> Iterator[Element]:
        """The paragraphs of one move between the marks that tell where it begins and ends."""
        begun = self.mark(f"{kind}RangeStart")
        begun.set(w("name"), f"flytting{move}")
        yield begun
        yield from paragraphs
        yield made(f"{kind}RangeEnd", id=begun.get(w("id")))

    def runs(self, kind: str, runs: Sequence[Element]) -> Element:
        """The runs as inserted, deleted or moved; the text of deleted ones has another name."""
        if kind == "del":
            for run in runs:
                for each in run.iter(*DELETED):
                    each.tag = DELETED[each.tag]
        return self.mark(kind, *runs)

    def paragraph(self, paragraph: Element, kind: str) -> None:
        """Marks the end of the paragraph as inserted, deleted or moved."""
        in_place(properties_of(paragraph), "rPr", AFTER_LOOK).insert(0, self.mark(kind))

    def row(self, row: Element, kind: str) -> None:
        """Marks a row as inserted or deleted; a row without properties gets one that says nothing new."""
        properties = in_place(row, "trPr", ("tc",))
        if len(properties) == 0:
            properties.append(made("cantSplit", val="off"))
        properties.append(self.mark(kind))

    def properties(self, paragraph: Element, old: Element | None) -> None:
        """Gives the paragraph the old properties to go back to."""
        before = made("pPr", *(() if old is None else plain_properties(old)))
        properties_of(paragraph).append(self.mark("pPrChange", before))

    def cell(self, cell: Element, old: Element | None) -> None:
        """Gives the cell the old properties to go back to."""
        before = made("tcPr", *(() if old is None else old))
        in_place(cell, "tcPr", ("p", "tbl")).append(self.mark("tcPrChange", before))

    def section(self, section: Element, old: Element) -> None:
        """Gives the section the old paper and margins to go back to."""
        asides = {w("headerReference"), w("footerReference")}
        before = made("sectPr", *(each for each in old if each.tag not in asides))
        section.append(self.mark("sectPrChange", before))


def plain_properties(properties: Element) -> list[Element]:
    """The properties of a paragraph without those of its mark and of the section that it ends."""
    return [each for each in properties if each.tag not in {LOOK, SECTION, w("pPrChange")}]


def with_properties(paragraph: Element, properties: Element | None) -> None:
    """Puts other properties in place of the paragraph's, those of its mark and its section kept."""
    wanted = [] if properties is None else plain_properties(properties)
    if not wanted and paragraph.find(PROPERTIES) is None:
        return
    own = properties_of(paragraph)
    for each in plain_properties(own):
        own.remove(each)
    for place, each in enumerate(wanted):
        own.insert(place, each)
