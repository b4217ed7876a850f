"""Changes → rows of before, after and why."""

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from osreport import markup, prose, wording
from osreport.changes.change import ADDRESS, Cause, Change, FieldChange
from osreport.changes.words import Mark, Stretch, compared
from osreport.context.blocks import Endringsrad, Ledd
from osreport.model.vedtak import Vedtak
from osreport.model.verdi import Dato
from osreport.prose import Run
from osreport.structs import Struct

from .said import Words
from .texts import Line, Spoken, plain_line

OWN_WORDS = ("tekst", "utheving")  # what such fields hold needs no name before it
TOLD_ROW_BY_ROW = ("endringer", "alternativer")  # of a decision: what it does stands where it does it
LONGEST_WHOLE = 1200  # letters: as much as one sees at a glance
Cell = tuple[Ledd, ...]
Told = tuple[int, prose.Runs]


class Teller(Struct):
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
            yield from (cells for field in change.fields for cells in self._compared(change, field))
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
        cells = (self._labelled(field, _whole_lines(spoken.lines((*base, *field.path)))) for field in fields)
        return tuple(part for cell in cells for part in cell) or (_plain(self.words["tomt"]),)

    def _compared(self, change: Change, field: FieldChange) -> Iterator[tuple[Cell, Cell]]:
        """What a field held and holds, with the words in bold that are in one of them alone."""
        before = self.old.lines((*(change.old or ()), *field.path))
        after = self.new.lines((*(change.new or ()), *field.path))
        if _joined(before) == _joined(after):  # only the source says how they differ
            before, after = _as_written(field.old), _as_written(field.new)
        gone, come = ("tatt_ut", "nytt") if before and after else ("tomt", "tomt")
        for old, new in _paragraphs(before, after):
            words = compared(_joined(old), _joined(new))
            sides = _side(words, "fjernet", old), _side(words, "ny", new)
            yield self._labelled(field, sides[0], come), self._labelled(field, sides[1], gone)

    def _labelled(self, field: FieldChange, lines: Sequence[Told], empty: str = "tomt") -> Cell:
        """The lines with the name of the field before them, where it says something."""
        found = [line for line in lines if prose.plain(line[1]).strip()] or [(0, (Run(self.words[empty]),))]
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
        if cause.kind == "merknad":
            return self._input(cause)
        day = wording.day(Dato.model_validate(cause.date), self.new.language, short=True)
        return _kept(self.words["commit"].format(dag=day, hvem=cause.who, hva=cause.what, id=cause.id[:7]))

    def _input(self, cause: Cause) -> str:
        day = f" {wording.day(Dato.model_validate(cause.date), self.new.language, short=True)}" if cause.date else ""
        told = f": {self.new.line(cause.what)}" if cause.what else ""
        return _kept(self.words["merknad"].format(id=cause.id, hvem=cause.who, dag=day, hva=told))

    def _decision(self, decision: Vedtak) -> str:
        day = wording.day(decision.dato, self.new.language, short=True)
        told = {"organ": decision.organ, "dag": day, "sak": self._case(decision), "gjelder": decision.gjelder}
        return _kept(self.words["vedtak"].format(**told))

    def _case(self, decision: Vedtak) -> str:
        if decision.sak == "ukjent":
            return f" ({wording.WORDS[self.new.language]['saksnummer_ukjent']})"
        return self.words["saksnummer"].format(sak=decision.sak)


def _paragraphs(before: Sequence[Line], after: Sequence[Line]) -> Iterator[tuple[Sequence[Line], Sequence[Line]]]:
    """The whole of two texts; of long ones, only the paragraphs that differ, those that stand together side by side."""
    if max(len(_joined(before)), len(_joined(after))) <= LONGEST_WHOLE or [*before] == [*after]:
        yield before, after
        return
    old, new = ([line.text for line in lines] for lines in (before, after))
    steps = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    yield from ((before[a:b], after[c:d]) for step, a, b, c, d in steps if step != "equal")


def _joined(lines: Sequence[Line]) -> str:
    return "\n".join(line.text for line in lines)


def _as_written(text: str) -> tuple[Line, ...]:
    return tuple(map(plain_line, text.split("\n")))


def _whole_lines(lines: Sequence[Line]) -> list[Told]:
    return [(line.level, line.runs) for line in lines]


def _side(words: Sequence[Stretch], own: Mark, lines: Sequence[Line]) -> list[Told]:
    """One of two compared texts, line by line, with its own words in bold."""
    signs = [(sign, stretch.mark == own) for stretch in words if stretch.mark in ("lik", own) for sign in stretch.text]
    told, at = [], 0
    for line in lines:
        end = at + len(line.text)
        told.append((line.level, line.marked([bold for _, bold in signs[at:end]])))
        at = end + 1  # the end of the line
    return told


def _plain(text: str) -> Ledd:
    return Ledd(_kept(text))


def _kept(text: str) -> str:
    return markup.to_text(prose.kept_together((Run(text),)))


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
