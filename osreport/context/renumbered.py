"""Which numbers of a document are others than they were: from the frozen ones to those that are printed now."""

from collections.abc import Iterator

from osreport.model.dokument import Figurblokk, Visningsblokk
from osreport.model.frosne_numre import FrosneNumre
from osreport.numbering import Numbered, Order, by_kind, earlier, frozen_on, in_order, told_apart
from osreport.structs import Struct
from osreport.wording import period

from .blocks import Avsnitt, Blokk, Tabell
from .content import Writer

Key = tuple[str, str, int]


class Renumbered(Struct):
    """A chapter, figure or table with the numbers that it had and has, empty where it had or has none."""

    kind: str
    id: str
    title: str
    old: str
    new: str


def renumbered(writer: Writer, freeze: FrosneNumre) -> tuple[Renumbered, ...]:
    """All whose number has changed since: chapters, figures, tables, each by old number, then what is new."""
    then, now = _then(freeze), _now(writer)
    found = (
        Renumbered(key[0], key[1], (now.get(key) or then[key])[1], then.get(key, ("",))[0], now.get(key, ("",))[0])
        for key in (then | now)
    )
    return tuple(sorted((each for each in found if each.old != each.new), key=_rank))


def _rank(each: Renumbered) -> tuple[int, bool, Order]:
    return ("kapittel", "figur", "tabell").index(each.kind), not each.old, in_order(each.old or each.new)


def _then(freeze: FrosneNumre) -> dict[Key, tuple[str, str]]:
    """The number and title of each element that there was."""
    found: dict[Key, tuple[str, str]] = {}
    for kind, entries in by_kind(freeze):
        there = [each for each in entries if not each.utgår]
        for (id_, place), each in zip(told_apart(each.id for each in there), there, strict=True):
            found[kind, id_, place] = each.nummer, each.tittel
    return found


def _now(writer: Writer) -> dict[Key, tuple[str, str]]:
    shown = [each for each in writer.numbers.shown if each.number]
    found: dict[Key, tuple[str, str]] = {}
    for kind in ("kapittel", "figur", "tabell"):
        own = [each for each in shown if each.kind == kind]
        for (id_, place), each in zip(told_apart(each.id for each in own), own, strict=True):
            found[kind, id_, place] = each.number, titled(writer, each)
    return found


def titled(writer: Writer, each: Numbered) -> str:
    """The title of a chapter, figure or table as it is printed, without marks."""
    element = each.element
    if isinstance(element, Visningsblokk):
        return writer.named("revisjonstittel", period(element.år or writer.document.periode))
    if isinstance(element, Figurblokk):
        return writer.plain(next(f.tittel for f in writer.planverk.figurer.figurer if f.id == each.id))
    return writer.plain(element.tittel)


def since(writer: Writer, block: Visningsblokk) -> FrosneNumre | None:
    """The frozen numbers that the block compares with."""
    if block.siden:
        return frozen_on(writer.planverk, writer.name, block.siden)
    return earlier(writer.planverk, writer.name)


def renumberings(writer: Writer, block: Visningsblokk, _: int) -> Iterator[Blokk]:
    """The table from old numbers to new."""
    words, freeze = writer.words, since(writer, block)
    if freeze is None:
        yield Avsnitt(words["numre_ikke_frosset"])
        return
    named = edition(writer, freeze)
    rows = tuple(_row(writer, each) for each in renumbered(writer, freeze))
    yield Avsnitt(writer.named("numre_siden" if rows else "numre_som_før", named))
    if rows:
        heads = (words["tidligere_nummer"], words["nytt_nummer"], words["tittel"])
        yield Tabell(heads, rows, writer.named("beskrivelse_numre", named))


def edition(writer: Writer, freeze: FrosneNumre) -> str:
    """«høringsutkastet fra 2. mars 2026»."""
    words = writer.words
    return f"{words[f'utgave_{freeze.status}']} {words['fra_dato']} {writer.date(freeze.dato, short=False)}"


def _row(writer: Writer, each: Renumbered) -> tuple[str, ...]:
    words = writer.words
    named = {"kapittel": "", "figur": f"{words['figur']} ", "tabell": f"{words['tabell']} "}[each.kind]
    old, new = (named + number if number else "" for number in (each.old, each.new))
    return old or words["ny"], new or words["utgår"], each.title
