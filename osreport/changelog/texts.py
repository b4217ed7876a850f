"""What the fields of one plan set hold, as a reader of the documents meets it: no references, ids or marks."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from itertools import groupby
from typing import Any

from osreport import prose, wording
from osreport.changes.values import written
from osreport.model.documents import DOCUMENTS
from osreport.model.planverk import Planverk
from osreport.model.vedtak import Vedtak
from osreport.model.verdi import Dato, Skrift, Språk, Verdi, Viser
from osreport.model.walk import Path, marked
from osreport.numbering import numbered
from osreport.references import Index, all_plans, index
from osreport.structs import Struct


class Line(Struct):
    """A paragraph of a cell (`level` 0), or a point of a list in it (1 or 2), with the languages of its words."""

    runs: prose.Runs
    level: int = 0

    @property
    def text(self) -> str:
        return prose.plain(self.runs)

    def marked(self, bold: Sequence[bool]) -> prose.Runs:
        """The line with the characters in bold for which it is true."""
        signs = ((sign, run.language) for run in self.runs for sign in run.text)
        same = groupby(zip(signs, bold, strict=True), lambda each: (each[0][1], each[1]))
        told = (("".join(sign for (sign, _), _ in each), language, is_bold) for (language, is_bold), each in same)
        return tuple(prose.Run(text, bold=is_bold, language=language) for text, language, is_bold in told)


class Spoken(Struct):
    """A plan set that is asked what its fields say, in the language of the log."""

    planverk: Planverk
    language: Språk

    @cached_property
    def index(self) -> Index:
        chapters = (each for name in DOCUMENTS for each in numbered(getattr(self.planverk, name)))
        return index(self.planverk, {chapter.id: number for chapter, _, number in chapters})

    @cached_property
    def decisions(self) -> Mapping[str, Vedtak]:
        return {decision.id: decision for decision in self.planverk.vedtak}

    @cached_property
    def plans(self) -> Mapping[str, str]:
        return {plan.id: plan.navn for plan in all_plans(self.planverk)}

    def lines(self, path: Path) -> tuple[Line, ...]:
        """What stands at a path; nothing where it is left out."""
        parent, value = _at(self.planverk, path[:-1]), _at(self.planverk, path)
        marks = marked(parent, ()) if isinstance(parent, Verdi) else ()
        mark = next((mark for (name, *_), mark, _ in marks if name == path[-1]), None)
        return tuple(line for line in self._lines(value, mark) if line.text)

    def line(self, text: str) -> str:
        """A text of one line, as it is printed."""
        return prose.plain(self._runs(text))

    def _runs(self, text: str) -> prose.Runs:
        """The same with its languages; what holds no reference is taken as it stands, for it need not be prose."""
        found = prose.parse_line(self.index.expand(text, self.language))[0] if "{" in text else (prose.Run(text),)
        return _bare(found)

    def _lines(self, value: Any, mark: Skrift | Viser | None) -> Iterator[Line]:
        if isinstance(value, tuple) and (mark or any(isinstance(each, Verdi) for each in value)):
            for each in value:
                yield from self._lines(each, mark)
        elif isinstance(mark, Skrift) and isinstance(value, str):
            yield from self._prose(value)
        elif isinstance(mark, Viser):
            yield plain_line(self._pointed(written(value), mark.til))
        elif isinstance(value, Dato):
            yield plain_line(wording.day(value, self.language, short=True))
        else:
            yield from (Line(self._runs(" ".join(each.split()))) for each in written(value).split("\n"))

    def _prose(self, text: str) -> Iterator[Line]:
        for part in prose.parse(self.index.expand(text, self.language))[0]:
            yield Line(_bare(part.runs), part.level + 1 if isinstance(part, prose.Item) else 0)

    def _pointed(self, id_: str, kind: str) -> str:
        """What an id means to someone who does not know it."""
        if kind == "vedtak" and id_ in self.decisions:
            decision = self.decisions[id_]
            return f"{decision.organ} {wording.day(decision.dato, self.language, short=True)}: {decision.gjelder}"
        return self.plans.get(id_, id_) if kind == "plan" else id_


def plain_line(text: str) -> Line:
    return Line((prose.Run(text),))


def _bare(runs: prose.Runs) -> prose.Runs:
    """The words and their languages alone: in the log, bold says something else, and links lead nowhere."""
    return tuple(prose.Run(run.text, language=run.language) for run in runs)


def _at(value: Any, path: Path) -> Any:
    for part in path:
        value = value[part] if isinstance(part, int) else getattr(value, part, None)
    return value
