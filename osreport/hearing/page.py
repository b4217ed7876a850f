"""A paper of a hearing, written block by block."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

from osreport import markup, prose, wording
from osreport.context.blocks import Avsnitt, Blokk, Kulepunkt, Svarfelt, Tabell
from osreport.context.content import Content, Writer
from osreport.context.document import municipality, writer_of
from osreport.context.printable import Printable
from osreport.context.stream import with_marks
from osreport.model.walk import Path
from osreport.properties import Properties
from osreport.structs import replace

from .subject import Hearing


@dataclass
class Page:
    """The blocks as they are written one after the other; each belongs to the place in the hearing it tells of."""

    hearing: Hearing
    blocks: list[Blokk] = field(default_factory=list)
    paths: list[Path] = field(default_factory=list)

    @cached_property
    def writer(self) -> Writer:
        return writer_of(self.hearing.planverk, self.hearing.runde.dokument)

    def heading(self, word: str, level: int = 1, **told: str) -> None:
        self._add(self.writer.heading(level, "", prose.escaped(self.hearing.say(word, **told))))

    def sentence(self, *sentences: str) -> None:
        """A paragraph of our own sentences."""
        self._add(Avsnitt(shown(" ".join(filter(None, sentences)))))

    def written(self, name: str) -> None:
        """What the hearing itself says in a field."""
        for block in self.writer.paragraphs(getattr(self.hearing.runde, name)):
            self._add(block, name)

    def points(self, texts: Iterable[str], name: str = "") -> None:
        """A list; the texts are ready to be printed."""
        for text in texts:
            self._add(Kulepunkt(1, text), name)

    def numbered(self, texts: Iterable[str]) -> None:
        for number, text in enumerate(texts):
            self._add(self.writer.numbered_item(0, shown(text), begins=number == 0))

    def table(self, heads: tuple[str, ...], rows: Iterable[tuple[str, ...]], title: str, name: str) -> None:
        self._add(Tabell(heads, tuple(rows), title), name)

    def field(self, felt: Svarfelt) -> None:
        self._add(felt)

    def content(self, title: str, subtitle: str = "", lines: Iterable[str] = ()) -> Content:
        """The finished paper; it says of itself that it is a draft, where it is."""
        told = tuple(filter(None, lines))
        return Content(
            values=self._values(title, subtitle, told),
            headings=tuple(self.writer.headings),
            pictures=(),
            paths=tuple(self.paths),
            first_number=1,
            properties=self._properties(f"{title} ({subtitle})" if subtitle else title, told),
        )

    def _values(self, title: str, subtitle: str, lines: tuple[str, ...]) -> Printable:
        hearing, kommune = self.hearing, self.hearing.planverk.kommune
        return {
            "kommune": municipality(kommune),
            "tittel": title,
            "undertittel": subtitle,
            "kortnavn": title,
            "periode": "",
            "statuslinjer": lines,
            "statuslinje": hearing.name,
            "status": "",
            "vannmerke": hearing.words["utkast"] if hearing.draft else "",
            "ord": wording.words(kommune, hearing.language),
            "blokker": with_marks(tuple(self.blocks)),
        }

    def _properties(self, title: str, lines: tuple[str, ...]) -> Properties:
        hearing, name = self.hearing, self.hearing.planverk.kommune.navn
        language, subject = f"{hearing.language}-NO", ". ".join(lines) or title
        return Properties(f"{title} – {name}", language, name, subject, hearing.first)

    def _add(self, block: Blokk, name: str = "") -> None:
        self.blocks.append(block)
        self.paths.append((*self.hearing.path, *filter(None, [name])))


def shown(text: str) -> str:
    """Our own words as a template prints them."""
    return markup.to_text(prose.kept_together((prose.Run(text),)))


def linked(before: str, address: str, href: str = "") -> str:
    """Words and an address that can be followed."""
    runs = prose.kept_together((prose.Run(before),)) if before else ()
    return markup.to_text((*runs, replace(prose.Run(address), href=href or address)))
