"""Every number of a document, and those that are printed as gone."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import Literal

from osreport.model.documents import DOCUMENTS
from osreport.model.dokument import Dokument, Enkeltabell, Figurblokk, Kapittel, Tabellblokk, Visningsblokk
from osreport.model.frosne_numre import FrosneNumre, FrossetNummer
from osreport.model.planverk import Planverk
from osreport.structs import Struct

from .freezes import ADOPTED, in_force
from .siblings import in_order, side_by_side

Kind = Literal["kapittel", "figur", "tabell"]
Held = tuple[FrossetNummer, ...]
NUMBERED_VIEWS = frozenset({"revisjoner"})


class Numbered(Struct):
    """What is printed with a number, and the id of the chapter it stands in; a chapter may have none."""

    kind: Kind
    id: str
    number: str
    under: str
    element: Kapittel | Figurblokk | Enkeltabell | Visningsblokk
    level: int = 0


class Gone(Struct):
    """A frozen number whose element is gone, or moved to another number (`moved_to`); where it stood, under its title.

    `before` is the id of what comes after it there, empty where it is last.
    """

    kind: Kind
    number: str
    title: str
    under: str
    before: str
    moved_to: str = ""


class Numbers(Struct):
    """The numbers of a document: chapters, figures, tables, each in reading order."""

    shown: tuple[Numbered, ...]
    gone: tuple[Gone, ...] = ()

    @cached_property
    def chapters(self) -> dict[str, str]:
        """The number of each chapter by its id, empty where it has none."""
        return {each.id: each.number for each in self.shown if each.kind == "kapittel"}


def numbers_of(planverk: Planverk, name: str) -> Numbers:
    """The numbers of a document as they are printed now."""
    document: Dokument = getattr(planverk, name)
    freeze = in_force(planverk, name)
    shown = tuple(_shown(document, freeze))
    drafted = freeze is not None and document.status not in ADOPTED
    return Numbers(shown, tuple(_gone(shown, freeze)) if freeze and drafted else ())


def counted(document: Dokument) -> Numbers:
    """The numbers of a document that has none to keep."""
    return Numbers(tuple(_shown(document, None)))


def chapter_numbers(planverk: Planverk) -> dict[str, str]:
    """The number of every chapter of every document by its id, empty where it has none."""
    return {id_: number for name in DOCUMENTS for id_, number in numbers_of(planverk, name).chapters.items()}


def numbered(document: Dokument, freeze: FrosneNumre | None = None) -> Iterator[tuple[Kapittel, int, str]]:
    """Every chapter in reading order with its level (from 1) and its number, empty where it has none."""
    for each, chapter in _chapters(document, freeze):
        yield chapter, each.level, each.number


def _shown(document: Dokument, freeze: FrosneNumre | None) -> Iterator[Numbered]:
    chapters = [each for each, _ in _chapters(document, freeze)]
    yield from chapters
    floats = [each for chapter in chapters for each in _floats(chapter)]
    yield from _counted([each for each in floats if each.kind == "figur"], freeze.figurer if freeze else ())
    yield from _counted([each for each in floats if each.kind == "tabell"], freeze.tabeller if freeze else ())


def _chapters(document: Dokument, freeze: FrosneNumre | None) -> Iterator[tuple[Numbered, Kapittel]]:
    held = freeze.kapitler if freeze else ()
    yield from _below(document.kapitler, held, None, document.første_kapittel)


def _below(
    chapters: tuple[Kapittel, ...], held: Held, parent: Numbered | None, first: int
) -> Iterator[tuple[Numbered, Kapittel]]:
    """The chapters below another; those that went there from elsewhere are new there."""
    id_, prefix, level = (parent.id, parent.number, parent.level) if parent else ("", "", 0)
    counted = [chapter.id for chapter in chapters if chapter.nummerert]
    numbers = iter(side_by_side(counted, _held_below(held, id_, prefix), prefix, first))
    for chapter in chapters:
        number = next(numbers) if chapter.nummerert else ""
        own = Numbered("kapittel", chapter.id, number, id_, chapter, level + 1)
        yield own, chapter
        yield from _below(chapter.kapitler, held, own, 1)


def _held_below(held: Held, parent: str, prefix: str) -> Held:
    """The frozen numbers below a chapter, where it still has the number that they begin with."""
    return tuple(each for each in held if (each.under or "") == parent and each.nummer.rpartition(".")[0] == prefix)


def _floats(chapter: Numbered) -> Iterator[Numbered]:
    for block in chapter.element.innhold if isinstance(chapter.element, Kapittel) else ():
        if isinstance(block, Figurblokk):
            yield Numbered("figur", block.figur, "", chapter.id, block)
        elif isinstance(block, Tabellblokk):
            yield Numbered("tabell", block.tabell.id, "", chapter.id, block.tabell)
        elif isinstance(block, Visningsblokk) and block.vis in NUMBERED_VIEWS:
            yield Numbered("tabell", block.vis, "", chapter.id, block)


def _counted(found: Sequence[Numbered], held: Held) -> Iterator[Numbered]:
    numbers = side_by_side([each.id for each in found], held, "", 1)
    for each, number in zip(found, numbers, strict=True):
        yield Numbered(each.kind, each.id, number, each.under, each.element)


def _gone(shown: Sequence[Numbered], freeze: FrosneNumre) -> Iterator[Gone]:
    """What is printed as gone: nothing below what is gone itself, nor a chapter that has lost its number alone."""
    chapters = {each.id: each.number for each in shown if each.kind == "kapittel"}
    for kind, each in carried(shown, freeze):
        siblings = [other for other in shown if other.kind == kind and other.under == (each.under or "")]
        before = next((o.id for o in siblings if o.number and in_order(o.number) > in_order(each.nummer)), "")
        moved_to = chapters.get(each.id) if kind == "kapittel" else None
        if moved_to != "" and _has_place(chapters, kind, each):
            yield Gone(kind, each.nummer, each.tittel, each.under or "", before, moved_to or "")


def _has_place(chapters: Mapping[str, str], kind: Kind, each: FrossetNummer) -> bool:
    """Whether the chapter that it stood in is there, and, for a chapter, has its number still."""
    number = chapters.get(each.under) if each.under else ""
    return number is not None and (kind != "kapittel" or number == each.nummer.rpartition(".")[0])


def carried(shown: Sequence[Numbered], freeze: FrosneNumre) -> Iterator[tuple[Kind, FrossetNummer]]:
    """The frozen numbers that nothing is printed with now; no other element may have them."""
    for kind, entries in by_kind(freeze):
        used = {_place(kind, each.number, each.under) for each in shown if each.kind == kind}
        yield from ((kind, each) for each in entries if _place(kind, each.nummer, each.under or "") not in used)


def by_kind(freeze: FrosneNumre) -> tuple[tuple[Kind, Held], ...]:
    return ("kapittel", freeze.kapitler), ("figur", freeze.figurer), ("tabell", freeze.tabeller)


def _place(kind: Kind, number: str, under: str) -> tuple[str, str]:
    """Chapters are counted below each other, figures and tables through the whole document."""
    return number, under if kind == "kapittel" else ""
