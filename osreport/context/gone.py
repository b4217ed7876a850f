"""What is printed in a draft in place of a chapter, figure or table that is gone: its number, its title, and that."""

from collections.abc import Iterator

from osreport.model import dokument as d
from osreport.numbering import Gone
from osreport.prose import escaped

from .blocks import Avsnitt, Blokk
from .content import Writer


def chapters(writer: Writer, level: int, under: str, before: str) -> Iterator[Blokk]:
    """The chapters that are gone before this one, or, without a name, last below the one above."""
    for each in writer.numbers.gone:
        if (each.kind, each.under, each.before) == ("kapittel", under, before):
            yield writer.heading(level, each.number, f"{escaped(each.title)} ({said(writer, each)})", gone=True)


def floats(writer: Writer, under: str, block: d.Blokk | None) -> Iterator[Blokk]:
    """The figures and tables that are gone before this block, or last in the chapter."""
    for each in writer.numbers.gone:
        if each.kind != "kapittel" and each.under == under and each.before == _id(block, each.kind):
            yield Avsnitt(f"{writer.words[each.kind]} {each.number}. {each.title} ({said(writer, each)})")


def said(writer: Writer, each: Gone) -> str:
    return f"{writer.words['flyttet_til']} {each.moved_to}" if each.moved_to else writer.words["utgår"]


def _id(block: d.Blokk | None, kind: str) -> str | None:
    """The id that the block prints a figure or table by; None where it prints none, empty for what comes last."""
    if block is None:
        return ""
    if kind == "figur":
        return block.figur if isinstance(block, d.Figurblokk) else None
    if isinstance(block, d.Tabellblokk):
        return block.tabell.id
    return block.vis if isinstance(block, d.Visningsblokk) else None
