"""Changes → rows of before, after and why."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from osreport import markup, prose, wording
from osreport.changes.causes import ADDRESS
from osreport.changes.change import Cause, Change, FieldChange
from osreport.changes.words import Mark, Stretch, compared
from osreport.context.blocks import Endringsrad, Ledd
from osreport.model.vedtak import Vedtak
from osreport.model.verdi import Dato
from osreport.prose import Run

from .said import Words
from .texts import Line, Spoken

OWN_WORDS = ("tekst", "utheving")  # what such fields hold needs no name before it
TOLD_ROW_BY_ROW = ("endringer", "alternativer")  # of a decision: what it does stands where it does it
Cell = tuple[Ledd, ...]


@dataclass(frozen=True)
class Teller:
    """Tells changes between two plan sets as rows."""

    old: Spoken
    new: Spoken
    words: Words

    def rows(self, change: Change) -> Iterator[Endringsrad]:
        """A row that names the element, and one for each thing that has changed in it."""
        causes = tuple(self._causes(change))
        yield Endringsrad(self.named(change), er_overskrift=True)
        yield from (Endringsrad("", before, after, causes) for before, after in self._cells(change))

    def named(self, change: Change) -> str:
        """What has happened to which element; the words of a paragraph stand below, and need not be said twice."""
        spoken = self.new if change.new is not None else self.old
        shown = any(field.path[-1] in OWN_WORDS for field in change.fields)
        title = f" «{spoken.line(change.title)}»" if change.title and not shown else ""
        id_ = f" [{change.id}]" if change.id else ""
        return f"{self.words[change.what]}: {change.kind}{title}{id_}"

    def _cells(self, change: Change) -> Iterator[tuple[Cell, Cell]]:
        if change.what == "endret":
            yield from (self._compared(change, field) for field in change.fields)
        elif change.what == "ny":
            yield (_plain(self.words["nytt"]),), self._whole(change, self.new)
        elif change.what == "fjernet":
            yield self._whole(change, self.old), (_plain(self.words["tatt_ut"]),)
        else:
            yield (_plain(_capital(change.before)),), (_plain(_capital(change.after)),)

    def _whole(self, change: Change, spoken: Spoken) -> Cell:
        """All that something new says, or that something gone said."""
        base = change.new if change.new is not None else change.old or ()
        fields = [field for field in change.fields if field.path[0] not in TOLD_ROW_BY_ROW]
        cells = (self._labelled(field, _lines(spoken.lines((*base, *field.path)))) for field in fields)
        return tuple(part for cell in cells for part in cell) or (_plain(self.words["tomt"]),)

    def _compared(self, change: Change, field: FieldChange) -> tuple[Cell, Cell]:
        """The whole of what a field held and holds, with the words in bold that are in one of them alone."""
        before = self.old.lines((*(change.old or ()), *field.path))
        after = self.new.lines((*(change.new or ()), *field.path))
        words = compared(_joined(before), _joined(after))
        if all(stretch.mark == "lik" for stretch in words):  # only the source says how they differ
            words, before, after = field.words, (), ()
        sides = (_side(words, "fjernet", before), _side(words, "ny", after))
        old, new = (self._labelled(field, side) for side in sides)
        return old, new

    def _labelled(self, field: FieldChange, lines: Sequence[tuple[int, prose.Runs]]) -> Cell:
        """The lines with the name of the field before them, where it says something."""
        found = list(lines) or [(0, (Run(self.words["tomt"]),))]
        if field.path[-1] not in OWN_WORDS:
            label = Run(f"{_capital(field.name)}: ", italic=True)
            level, runs = found[0] if found[0][0] == 0 else (0, ())
            found = [(level, (label, *runs)), *found[1 if runs else 0 :]]
        return tuple(Ledd(markup.to_text(prose.kept_together(runs)), level) for level, runs in found)

    def _causes(self, change: Change) -> Iterator[str]:
        if change.what == "omnummerert":
            yield self.words["følge"]
            return
        told = [self._cause(cause) for cause in change.causes] or [*self._own_decision(change)]
        if not all(cause.sure for cause in change.causes):
            yield self.words["en_av"]
        yield from told or [self.words["ukjent"]]

    def _own_decision(self, change: Change) -> Iterator[str]:
        """A decision is the cause of its own words."""
        spoken = self.new if change.new is not None else self.old
        ids = (key[1] for key in change.line if key[0] == "vedtak" and len(key) == ADDRESS)
        yield from (self._decision(spoken.decisions[id_]) for id_ in ids if id_ in spoken.decisions)

    def _cause(self, cause: Cause) -> str:
        if cause.kind == "vedtak":
            return self._decision(self.new.decisions[cause.id])
        if cause.kind == "ulagret":
            return self.words["ulagret"]
        day = wording.day(Dato.model_validate(cause.date), self.new.language, short=True)
        return _kept(self.words["commit"].format(dag=day, hvem=cause.who, hva=cause.what, id=cause.id[:7]))

    def _decision(self, decision: Vedtak) -> str:
        day = wording.day(decision.dato, self.new.language, short=True)
        told = {"organ": decision.organ, "dag": day, "sak": self._case(decision), "gjelder": decision.gjelder}
        return _kept(self.words["vedtak"].format(**told))

    def _case(self, decision: Vedtak) -> str:
        if decision.sak == "ukjent":
            return f" ({wording.WORDS[self.new.language]['saksnummer_ukjent']})"
        return self.words["saksnummer"].format(sak=decision.sak)


def _joined(lines: Sequence[Line]) -> str:
    return "\n".join(line.text for line in lines)


def _lines(lines: Sequence[Line]) -> list[tuple[int, prose.Runs]]:
    return [(line.level, (Run(line.text),)) for line in lines]


def _side(words: Sequence[Stretch], own: Mark, lines: Sequence[Line]) -> list[tuple[int, prose.Runs]]:
    """One of two compared texts, line by line, with its own words in bold."""
    made: list[list[Run]] = [[]]
    for stretch in words:
        if stretch.mark in ("lik", own):
            first, *others = stretch.text.split("\n")
            made[-1].append(Run(first, bold=stretch.mark == own))
            made += [[Run(each, bold=stretch.mark == own)] for each in others]
    levels = [line.level for line in lines] or [0] * len(made)
    told = zip(levels, made, strict=False)
    return [(level, tuple(run for run in runs if run.text)) for level, runs in told if any(run.text for run in runs)]


def _plain(text: str) -> Ledd:
    return Ledd(_kept(text))


def _kept(text: str) -> str:
    return markup.to_text(prose.kept_together((Run(text),)))


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
