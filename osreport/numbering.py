"""Chapter numbers, counted from the order of the chapters."""

from collections.abc import Iterator

from osreport.model.dokument import Dokument, Kapittel


def numbered(document: Dokument) -> Iterator[tuple[Kapittel, int, str]]:
    """Every chapter in reading order with its level (from 1) and its number, empty where it has none."""
    yield from _below(document.kapitler, 1, "", document.første_kapittel)


def _below(chapters: tuple[Kapittel, ...], level: int, prefix: str, first: int) -> Iterator[tuple[Kapittel, int, str]]:
    count = first
    for chapter in chapters:
        number = f"{prefix}{count}" if chapter.nummerert else ""
        count += chapter.nummerert
        yield chapter, level, number
        yield from _below(chapter.kapitler, level + 1, f"{number}." if number else "", 1)
