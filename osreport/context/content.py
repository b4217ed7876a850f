"""What a document needs to be printed, and the writer that collects it block by block."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import groupby
from operator import attrgetter
from typing import Any

from osreport import markup, prose, wording
from osreport.figures.chart import Søylediagram
from osreport.figures.hierarchy import Planhierarki
from osreport.figures.wheels import Årshjul
from osreport.model.dokument import Dokument
from osreport.model.planverk import Planverk
from osreport.model.verdi import Språk, Verdi
from osreport.model.walk import Path
from osreport.numbering import Numbers
from osreport.properties import Properties
from osreport.references import Index
from osreport.structs import Struct, replace

from .blocks import Avsnitt, Blokk, Kulepunkt, Ledd, Nummerpunkt, Overskrift, Utheving
from .printable import Printable

Drawable = Søylediagram | Planhierarki | Årshjul


class Heading(Struct):
    """A heading as the contents list shows it; `anchor` is the id of its chapter, empty for smaller ones.

    `gone` marks one that only tells that a chapter is gone, and therefore begins no page.
    """

    level: int
    number: str
    text: str
    anchor: str
    gone: bool = False


class Picture(Struct):
    figure: Drawable
    alt: str
    path: Path


class Content(Struct):
    """Everything that is printed in one document.

    `values` is what the template may print. `paths` says for each block where in the plan set it was written.
    """

    values: Printable
    headings: tuple[Heading, ...]
    pictures: tuple[Picture, ...]
    paths: tuple[Path, ...]
    first_number: int
    properties: Properties


@dataclass
class Writer:
    """Turns the words of a document into blocks, and counts headings, lists and pictures.

    `numbers` are those of its chapters, figures and tables.
    """

    planverk: Planverk
    name: str
    document: Dokument
    index: Index
    language: Språk
    words: Mapping[str, str]
    numbers: Numbers
    preview: str = ""
    headings: list[Heading] = field(default_factory=list)
    pictures: list[Picture] = field(default_factory=list)
    links: dict[str, prose.Runs] = field(default_factory=dict)
    lists: int = 0
    shown: Counter[tuple[str, str]] = field(default_factory=Counter)

    @cached_property
    def _floats(self) -> Mapping[tuple[str, str], list[str]]:
        found: dict[tuple[str, str], list[str]] = {}
        for each in self.numbers.shown:
            found.setdefault((each.kind, each.id), []).append(each.number)
        return found

    def number(self, kind: str, id_: str) -> str:
        """The number of a figure or table that is printed now; one may be printed several times."""
        self.shown[kind, id_] += 1
        return self._floats[kind, id_][self.shown[kind, id_] - 1]

    def caption(self, kind: str, id_: str, title: str) -> str:
        """«Tabell 3. Title»."""
        return f"{self.words[kind]} {self.number(kind, id_)}. {title}"

    def line(self, text: str) -> str:
        """A text of one line as the template prints it."""
        return markup.to_text(self._set(prose.parse_line(self.expand(text))[0]))

    def of(self, element: Verdi, text: str) -> str:
        """A text that prints the element, marked with its kind and id."""
        return markup.source(f"{type(element).__name__.lower()}:{vars(element)['id']}") + text

    def plain(self, text: str) -> str:
        """A text of one line without any marks."""
        return prose.plain(prose.kept_together(prose.parse_line(self.expand(text))[0]))

    def expand(self, text: str) -> str:
        return self.index.expand(text, self.language)

    def named(self, word: str, name: str) -> str:
        return self.words[word].format(navn=name)

    def paragraphs(self, text: str) -> Iterator[Blokk]:
        """Prose as blocks."""
        for part in self._parts(text):
            shown = markup.to_text(self._set(part.runs))
            if isinstance(part, prose.Paragraph):
                yield Avsnitt(shown)
            elif part.ordered:
                yield self.numbered_item(part.level, shown, begins=part.begins)
            else:
                yield Kulepunkt(part.level + 1, shown)

    def box(self, text: str) -> Iterator[Blokk]:
        for part in self._parts(text):
            dash = "– " if isinstance(part, prose.Item) else ""
            yield Utheving(dash + markup.to_text(self._set(part.runs)))

    def cell(self, text: str) -> tuple[Ledd, ...]:
        """Prose as the paragraphs of a table cell."""
        return tuple(
            Ledd(markup.to_text(self._set(part.runs)), part.level + 1 if isinstance(part, prose.Item) else 0)
            for part in self._parts(text)
        )

    def numbered_item(self, level: int, text: str, *, begins: bool) -> Nummerpunkt:
        self.lists += begins
        return Nummerpunkt(level + 1, markup.numbered_list(self.lists) + text)

    def heading(self, level: int, number: str, text: str, anchor: str = "", *, gone: bool = False) -> Overskrift:
        self.headings.append(Heading(level, number, self.plain(text), anchor, gone))
        return Overskrift(level, markup.heading(len(self.headings) - 1) + self.line(text))

    def picture(self, figure: Drawable, alt: str, path: Path) -> str:
        self.pictures.append(Picture(figure, alt, path))
        return markup.picture(len(self.pictures) - 1)

    def _parts(self, text: str) -> tuple[prose.Part, ...]:
        return prose.parse(self.expand(text))[0]

    def _set(self, runs: prose.Runs) -> prose.Runs:
        """The runs as they are printed."""
        return prose.kept_together(self._own_links(runs))

    def _own_links(self, runs: prose.Runs) -> prose.Runs:
        """The runs; links to chapters of other documents become plain text, web addresses are remembered."""
        for href, words in groupby(runs, attrgetter("href")):
            if href.startswith("http"):
                self.links.setdefault(href, tuple(replace(run, href="", bold=False, italic=False) for run in words))
        return tuple(
            replace(run, href="") if run.href.startswith("#") and run.href[1:] not in self.numbers.chapters else run
            for run in runs
        )

    def date(self, value: Any, *, short: bool = True) -> str:
        return wording.day(value, self.language, short=short)
