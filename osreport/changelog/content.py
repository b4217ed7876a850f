"""Two states and what differs between them → everything the template of the log may print."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby, takewhile
from typing import get_args

from osreport import markup, wording
from osreport.changes.causes import Side, taken
from osreport.changes.change import Change, What
from osreport.changes.groups import Group
from osreport.context.blocks import Avsnitt, Blokk, Endringstabell, Loggblokk, Overskrift, Tabell
from osreport.context.content import Content, Heading
from osreport.context.document import municipality
from osreport.context.printable import Printable
from osreport.context.stream import with_marks
from osreport.model.kommune import Kommune
from osreport.model.vedtak import Vedtak
from osreport.model.verdi import Språk
from osreport.model.walk import Path
from osreport.properties import Properties
from osreport.states import State
from osreport.structs import Struct

from .rows import Teller
from .said import WORDS, Words, described, short
from .texts import Spoken

DEEPEST = 4  # the levels of heading that a template tells apart


class Between(Struct):
    """What is to be told: the changes, and the two states that they lie between, by name and by what they say."""

    old: Side
    new: Side
    states: tuple[State, State]
    changes: Sequence[Change]

    @property
    def kommune(self) -> Kommune:
        return self.new.kilder.planverk.kommune

    @property
    def language(self) -> Språk:
        return self.kommune.språk

    @property
    def words(self) -> Words:
        return WORDS[self.language]

    @property
    def count(self) -> str:
        """«13 endringer»."""
        total = len(self.changes)
        return f"{total} {self.words['endring' if total == 1 else 'endringer']}"

    def described(self) -> tuple[str, str]:
        """How the plans were and are, in words."""
        sides = zip(self.states, (self.old, self.new), strict=True)
        old, new = (described(state, side.commit, self.language) for state, side in sides)
        return old, new

    def decided(self) -> tuple[tuple[Vedtak, ...], tuple[Vedtak, ...]]:
        """The decisions that are in force in the new state alone, and in the old one alone."""
        old, new = (tuple(taken(side)) for side in (self.old, self.new))
        ids = [{decision.id for decision in decisions} for decisions in (old, new)]
        return tuple(each for each in new if each.id not in ids[0]), tuple(
            each for each in old if each.id not in ids[1]
        )


def changelog(between: Between) -> Content:
    """The log of the changes; the path of a block is the number of the change that it begins with, or empty."""
    log = _Log(between)
    log.about()
    for group, found in groupby(enumerate(between.changes), key=lambda each: each[1].group):
        log.group(group, list(found))
    return Content(
        values=_printable(between, with_marks(tuple(log.blocks))),
        headings=tuple(log.headings),
        pictures=(),
        paths=tuple(log.paths),
        first_number=1,
        properties=_properties(between),
    )


@dataclass
class _Log:
    """The blocks of the log, as they are written one after the other."""

    between: Between
    blocks: list[Loggblokk] = field(default_factory=list)
    paths: list[Path] = field(default_factory=list)
    headings: list[Heading] = field(default_factory=list)
    under: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        self.words = self.between.words
        old, new = (self.between.old.kilder.planverk, self.between.new.kilder.planverk)
        language = self.between.language
        self.teller = Teller(Spoken(old, language), Spoken(new, language), self.words)

    def about(self) -> None:
        """What the log tells of, how much, which decisions lie between, and how the tables are read."""
        old, new = self.between.described()
        self._heading(1, self.words["om"])
        self._paragraph(self.words["alt"].format(fra=old, til=new))
        self._table(self.words["antall"], *_counted(self.between, self.words))
        come, gone = self.between.decided()
        self._decisions(self.words["vedtak_til"], come, self.words["ingen_vedtak"])
        if gone:
            self._decisions(self.words["vedtak_fra"], gone, "")
        self._heading(2, self.words["lese"])
        for said in ("hel", "fet", "hel_rad", "grunnen"):
            self._paragraph(self.words[said])

    def group(self, group: Group, changes: Sequence[tuple[int, Change]]) -> None:
        """The changes of one chapter, under its heading and those above it that are not there yet."""
        titles, path = (group.document, *group.titles), (changes[0][0],)
        kept = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(titles, self.under, strict=False)))
        for depth in range(kept, len(titles)):
            self._heading(min(depth + 1, DEEPEST), self._printed(titles[depth]), path)
        self.under = titles
        rows = tuple(row for _, change in changes for row in self.teller.rows(change))
        before, after, why = (self.words[name] for name in ("før", "etter", "grunn"))
        described = self.words["beskrivelse"].format(gruppe=self._printed(str(group)))
        self._add(Endringstabell(before, after, why, rows, described), path)

    def _printed(self, title: str) -> str:
        """A title with its references looked up; those that the new plans do not know, in the old."""
        return self.teller.old.line(self.teller.new.line(title))

    def _decisions(self, title: str, decisions: Sequence[Vedtak], none: str) -> None:
        self._heading(2, title)
        if not decisions:
            self._paragraph(none)
            return
        heads = tuple(self.words[name] for name in ("dato", "organ", "sak", "gjelder"))
        ordered = sorted(decisions, key=lambda decision: decision.dato.sortering)
        self._table(title, heads, (self._decision(each) for each in ordered))

    def _decision(self, decision: Vedtak) -> tuple[str, ...]:
        day = wording.day(decision.dato, self.between.language, short=True)
        organ = f"{decision.organ[:1].upper()}{decision.organ[1:]}"
        unknown = wording.WORDS[self.between.language]["saksnummer_ukjent"]
        case = decision.sak if decision.sak != "ukjent" else f"{unknown[:1].upper()}{unknown[1:]}"
        outcome = "" if decision.resultat == "vedtatt" else f" ({decision.resultat})"
        return day, organ, case, f"{decision.gjelder}{outcome}"

    def _heading(self, level: int, text: str, path: Path = ()) -> None:
        self.headings.append(Heading(level, "", text, ""))
        self._add(Overskrift(level, markup.heading(len(self.headings) - 1) + text), path)

    def _paragraph(self, text: str) -> None:
        self._add(Avsnitt(text))

    def _table(self, title: str, heads: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> None:
        self._add(Tabell(heads, tuple(rows), title))

    def _add(self, block: Loggblokk, path: Path = ()) -> None:
        self.blocks.append(block)
        self.paths.append(path)


def _counted(between: Between, words: Words) -> tuple[tuple[str, ...], Iterator[tuple[str, ...]]]:
    """How many changes of each kind there are in each document, and in all."""
    counts: dict[str, Counter[str]] = {}
    for change in between.changes:
        counts.setdefault(change.group.document, Counter())[change.what] += 1
    if len(counts) > 1:
        counts[words["i_alt"]] = sum(counts.values(), Counter())
    shown = [what for what in get_args(What) if any(count[what] for count in counts.values())]
    heads = (words["dokument"], *(words[what] for what in shown), words["i_alt"])
    rows = ((name, *(str(each[what]) for what in shown), str(each.total())) for name, each in counts.items())
    return heads, rows


def _printable(between: Between, blocks: tuple[Blokk, ...]) -> Printable:
    words, (old, new) = between.words, between.described()
    return {
        "kommune": municipality(between.kommune),
        "tittel": words["tittel"],
        "undertittel": words["undertittel"],
        "kortnavn": words["tittel"],
        "periode": _span(between),
        "statuslinjer": (words["fra"].format(slik=old), words["til"].format(slik=new), between.count),
        "statuslinje": between.count,
        "status": "",
        "vannmerke": "",
        "ord": wording.words(between.kommune, between.language),
        "blokker": blocks,
    }


def _span(between: Between) -> str:
    return " – ".join(short(state, between.language) for state in between.states)


def _properties(between: Between) -> Properties:
    return Properties(
        title=f"{between.words['tittel']} {_span(between)} – {between.kommune.navn}",
        language=f"{between.language}-NO",
        author=between.kommune.navn,
        subject=between.count,
        date=date(*_day(between)),
    )


def _day(between: Between) -> tuple[int, int, int]:
    """The day of the new state; where it has none, that of the last decision in it, or the first day of the plan."""
    first = (between.new.kilder.planverk.samfunnsdel.periode.fra, 1, 1)
    return between.new.day or max((each.dato.sortering for each in taken(between.new)), default=first)
