"""The chapters of a document as a stream of blocks, in reading order."""

from collections.abc import Callable, Iterator
from typing import Any

from osreport import markup
from osreport.model import dokument as d
from osreport.model.walk import Path
from osreport.structs import Struct, parts, replace
from osreport.wording import NBSP

from . import figures, gone, views
from .blocks import (
    Blokk,
    Figur,
    Kulepunkt,
    Seksjonsslutt,
    Sitat,
    Sitatkilde,
    Tabell,
    Tabelltittel,
)
from .content import Writer

Placed = tuple[Path, Blokk]


def stream(writer: Writer, name: str) -> Iterator[Placed]:
    """Every block of the document with the path of what it prints; `name` is the document's field in the plan set."""
    yield from _without_empty_pages(_chapters(writer, writer.document.kapitler, (name,), 1, "", lies=False))


def _without_empty_pages(blocks: Iterator[Placed]) -> Iterator[Placed]:
    """The blocks without section ends that nothing stands before."""
    printed = False
    for path, block in blocks:
        if not isinstance(block, Seksjonsslutt) or printed:
            yield path, block
        printed = not isinstance(block, Seksjonsslutt)


def _chapters(
    writer: Writer, chapters: tuple[d.Kapittel, ...], path: Path, level: int, under: str, *, lies: bool
) -> Iterator[Placed]:
    for index, chapter in enumerate(chapters):
        here = (*path, "kapitler", index)
        turns = chapter.liggende and not lies
        yield from ((here, printed) for printed in gone.chapters(writer, level, under, chapter.id))
        if turns:
            yield here, Seksjonsslutt(liggende=False)
        yield here, writer.heading(level, writer.numbers.chapters[chapter.id], chapter.tittel, chapter.id)
        yield from _content(writer, chapter, here, level)
        yield from _chapters(writer, chapter.kapitler, here, level + 1, chapter.id, lies=lies or chapter.liggende)
        if turns:
            yield here, Seksjonsslutt(liggende=True)
    yield from ((path, printed) for printed in gone.chapters(writer, level, under, ""))


def _content(writer: Writer, chapter: d.Kapittel, here: Path, level: int) -> Iterator[Placed]:
    for place, block in enumerate(chapter.innhold):
        where = (*here, "innhold", place)
        yield from ((where, printed) for printed in gone.floats(writer, chapter.id, block))
        yield from ((where, printed) for printed in _printed(writer, block, level, where))
    yield from ((here, printed) for printed in gone.floats(writer, chapter.id, None))


def _printed(writer: Writer, block: d.Blokk, level: int, path: Path) -> Iterator[Blokk]:
    if isinstance(block, d.Visningsblokk):
        return views.VIEWS[block.vis](writer, block, level)
    if isinstance(block, d.Figurblokk):
        return _figure(writer, block, path)
    return PRINTERS[type(block)](writer, block)


def _list(writer: Writer, block: d.Listeblokk) -> Iterator[Blokk]:
    yield from _points(writer, block.liste.punkter, 0, numbered=block.liste.type == "nummerert")


def _points(writer: Writer, points: tuple[d.Listepunkt, ...], level: int, *, numbered: bool) -> Iterator[Blokk]:
    for index, point in enumerate(points):
        text = writer.line(point.tekst)
        if numbered and level <= 1:
            yield writer.numbered_item(level, text, begins=index == level == 0)
        else:
            yield Kulepunkt(level + 1, text)
        yield from _points(writer, point.punkter, level + 1, numbered=numbered)


def _quoted(writer: Writer, block: d.Vedtaksblokk) -> Iterator[Blokk]:
    decision = next(v for v in writer.planverk.vedtak if v.id == block.vedtak)
    last = len(decision.ordlyd) - 1
    for index, sentence in enumerate(decision.ordlyd):
        yield Sitat("«" * (index == 0) + writer.line(sentence.tekst) + "»" * (index == last))
    words = writer.words
    case = f"{words['sak']}{NBSP}{decision.sak}" if decision.sak != "ukjent" else words["saksnummer_ukjent"]
    excerpt = f" ({words['utdrag']})" * decision.utdrag
    organ = decision.organ[:1].upper() + decision.organ[1:]
    outcome = "" if decision.resultat == "vedtatt" else f", {decision.resultat}"
    yield Sitatkilde(f"{organ}, {writer.date(decision.dato, short=False)}{excerpt}, {case}{outcome}")


def _figure(writer: Writer, block: d.Figurblokk, path: Path) -> Iterator[Blokk]:
    figure = next(f for f in writer.planverk.figurer.figurer if f.id == block.figur)
    picture = writer.picture(*figures.drawn(figure, writer), path)
    source = f" {writer.words['kilde']}: {writer.line(figure.kilde)}" if figure.kilde else ""
    title = writer.line(figure.tittel)
    stop = "" if title.endswith((".", "!", "?")) else "."
    yield Figur(picture, writer.caption("figur", figure.id, f"{title}{stop}{source}"))


def _table(writer: Writer, block: d.Tabellblokk) -> Iterator[Blokk]:
    table = block.tabell
    yield Tabelltittel(writer.caption("tabell", table.id, writer.line(table.tittel)))
    rows = tuple(tuple(writer.line(cell) for cell in row) for row in table.rader)
    yield Tabell(tuple(map(writer.line, table.kolonner)), rows, writer.plain(table.tittel))


PRINTERS: dict[type[Any], Callable[[Writer, Any], Iterator[Blokk]]] = {
    d.Tekstblokk: lambda writer, block: writer.paragraphs(block.tekst),
    d.Uthevingsblokk: lambda writer, block: writer.box(block.utheving),
    d.Vedtaksblokk: _quoted,
    d.Listeblokk: _list,
    d.Tabellblokk: _table,
}


def with_marks(blocks: tuple[Blokk, ...]) -> tuple[Blokk, ...]:
    """The blocks, each with a mark in the first text it prints, so that a block no template prints is missed."""
    return tuple(_marked(block, markup.block(number)) for number, block in enumerate(blocks))


def _marked(value: Any, mark: str) -> Any:
    if isinstance(value, str):
        return mark + value
    if isinstance(value, tuple):
        return (_marked(value[0], mark), *value[1:])
    if not isinstance(value, Struct):
        return value
    inner = parts(value)
    first = next((name for name, part in inner.items() if isinstance(part, str | tuple) and name != "slag"), None)
    nested = next((name for name, part in inner.items() if isinstance(part, Struct)), None)
    chosen = nested or first
    return replace(value, **{chosen: _marked(inner[chosen], mark)}) if chosen else value
