"""The parts that the papers are put together of: paragraphs, tables, chapters."""

from collections.abc import Iterable, Sequence

from osreport.model.dokument import Blokk, Enkeltabell, Kapittel, Tabellblokk, Tekstblokk, Uthevingsblokk
from osreport.prose import escaped


def text(markdown: str) -> Tekstblokk:
    return Tekstblokk(tekst=markdown)


def box(markdown: str) -> Uthevingsblokk:
    return Uthevingsblokk(utheving=markdown)


def table(id_: str, title: str, heads: Sequence[str], rows: Iterable[Sequence[str]]) -> Tabellblokk:
    """A table of cells that each hold one line of Markdown."""
    cells = tuple(tuple(_cell(cell) for cell in row) for row in rows)
    return Tabellblokk(tabell=Enkeltabell(id=id_, tittel=title, kolonner=tuple(heads), rader=cells))


def chapter(id_: str, title: str, content: Iterable[Blokk] = (), below: Iterable[Kapittel] = ()) -> Kapittel:
    return Kapittel(id=id_, tittel=title, innhold=tuple(content), kapitler=tuple(below))


def labelled(label: str, markdown: str) -> str:
    """Prose with a word in bold before it, on a line of its own where a list follows."""
    apart = "\n\n" if markdown.lstrip()[:2] in {"- ", "1.", "* ", "+ "} else " "
    return f"**{label}:**{apart}{markdown}"


def kept(id_: str) -> str:
    """An id or a number that no line may break in."""
    return escaped(id_).replace("-", "\N{NON-BREAKING HYPHEN}")


def _cell(markdown: str) -> str:
    return " ".join(markdown.split()) or "–"
