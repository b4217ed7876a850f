"""Paired units become the text of the comparison: the new text, with what has gone still there and marked."""

import copy
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import groupby

from osreport.structs import replace

from .borrowing import Loan
from .ending import Ended, ended
from .pairing import Step, Steps
from .revisions import Revisions, plain_properties, with_properties
from .tokens import Token
from .units import LAYOUT, Unit, look_of_cell
from .words import Marked, marked, runs
from .xml import (
    BEGUN,
    CELL,
    ENDED,
    ID,
    NAME,
    PARAGRAPH,
    PROPERTIES,
    ROW,
    TABLE,
    Element,
    canonical,
    made,
    properties_of,
    w,
)

MOVED = {"del": "moveFrom", "ins": "moveTo"}


@dataclass
class Marker:
    """Writes the comparison of one part."""

    loan: Loan
    revisions: Revisions
    part: str
    links: dict[Element, Element] = field(default_factory=dict)

    def blocks(self, steps: Sequence[Step]) -> list[Element]:
        """The content of a body, a cell or the like, which ends in a paragraph that nothing can take away."""
        found: list[Element] = []
        for move, together in groupby(ended(steps), lambda each: (each.step.move, each.step.old is None)):
            paragraphs = [element for each in together for element in self._block(each)]
            kind = "moveTo" if move[1] else "moveFrom"
            found += self.revisions.range(kind, move[0], paragraphs) if move[0] else paragraphs
        return found

    def _block(self, each: Ended) -> list[Element]:
        step, unit = each.step, each.step.one
        if unit.shape == "tbl":
            return [self._table(step)]
        if unit.shape == "field":
            return self._field(step)
        paragraph = self._content(step)
        self._properties(paragraph, each.when_accepted, each.when_rejected)
        if each.mark:
            self.revisions.paragraph(paragraph, MOVED[each.mark] if step.move else each.mark)
        return [paragraph]

    def _content(self, step: Step) -> Element:
        """The paragraph with its words marked."""
        old, new = step.old, step.new
        if old is None or new is None:
            return self._one_sided(step)
        found = marked(old.tokens, new.tokens)
        if any(kind for _, kind in found):
            here = [(self._here(token) if kind == "del" else token, kind) for token, kind in found]
            paragraph = self._written(new.element.find(PROPERTIES), here, new.rest)
        else:
            paragraph = copy.deepcopy(new.element)
        self._keep_bookmarks(old, paragraph)
        return paragraph

    def _one_sided(self, step: Step) -> Element:
        kind = "del" if step.new is None else "ins"
        shown = MOVED[kind] if step.move else kind
        if step.new is not None:
            new = step.new
            return self._written(new.element.find(PROPERTIES), [(token, shown) for token in new.tokens], new.rest)
        gone = [(self._here(token), shown) for token in step.one.tokens]
        paragraph = self._written(self._old_properties(step.one), gone, ())
        self._keep_bookmarks(step.one, paragraph)
        return paragraph

    def _written(self, properties: Element | None, found: Sequence[Marked], rest: Sequence[Element]) -> Element:
        """A paragraph of these tokens and the marks after them."""
        paragraph = made("p", *([] if properties is None else [copy.deepcopy(properties)]))
        paragraph.extend(runs(found, self.revisions))
        paragraph.extend(copy.deepcopy(mark) for mark in rest)
        return paragraph

    def _here(self, token: Token) -> Token:
        """A token of the old file, all that it relates to being in the new one."""
        link = token.link
        if link is not None and link not in self.links:
            self.links[link] = self.loan.taken(link, self.part)
        taken = tuple(self.loan.taken(run, self.part) for run in token.runs)
        return replace(token, runs=taken, marks=(), link=None if link is None else self.links[link])

    def _keep_bookmarks(self, unit: Unit, paragraph: Element) -> None:
        """What has gone is still pointed to, from what has gone with it."""
        ends = {each.get(ID) for each in unit.element.iter(ENDED)}
        for begun in unit.element.iter(BEGUN):
            name = self.loan.names.get(begun.get(NAME), "")
            if begun.get(ID) in ends and name in self.loan.kept_names:
                number = self.loan.number()
                properties_of(paragraph).addnext(made("bookmarkStart", id=number, name=name))
                paragraph.append(made("bookmarkEnd", id=number))

    def _properties(self, paragraph: Element, now: Unit | None, was: Unit | None) -> None:
        """The properties that it gets when all is accepted and when all is rejected, tracked where they differ."""
        old = None if was is None else self._old_properties(was)
        if now is None:
            with_properties(paragraph, old)
            return
        new = now.element.find(PROPERTIES)
        with_properties(paragraph, None if new is None else copy.deepcopy(new))
        if was is not None and _look(old) != _look(new):
            self.revisions.properties(paragraph, old)

    def _old_properties(self, unit: Unit) -> Element:
        found = unit.element.find(PROPERTIES)
        return made("pPr") if found is None else self.loan.taken(found, self.part)

    def _field(self, step: Step) -> list[Element]:
        """A field over several paragraphs: its marks stay where it does, else they go or come with it."""
        inner = step.below[0] if step.is_pair else _all_of(step)
        paragraphs = self.blocks(inner) if step.is_pair else [p for each in inner for p in self._block(_whole(each))]
        head, tail = self._marks_of_field(step)
        first, last = (next(p for p in order if p.tag == PARAGRAPH) for order in (paragraphs, paragraphs[::-1]))
        place = int(first.find(PROPERTIES) is not None)
        first[place:place] = head
        last.extend(tail)
        return paragraphs

    def _marks_of_field(self, step: Step) -> tuple[list[Element], list[Element]]:
        sides = [copy.deepcopy(list(side)) for side in (step.one.head, step.one.tail)]
        if step.is_pair:
            return sides[0], sides[1]
        kind = "del" if step.new is None else "ins"
        return [self.revisions.runs(kind, sides[0])], [self.revisions.runs(kind, sides[1])] if sides[1] else []

    def _table(self, step: Step) -> Element:
        """The table as it is now, or was, with its rows."""
        rows = step.below[0] if step.is_pair else _all_of(step)
        table = copy.deepcopy(step.one.element)
        widths = [each.get(w("w"), "") for each in table.iter(w("gridCol"))]
        for each in table.findall(ROW):
            table.remove(each)
        table.extend(self._row(row, widths) for row in rows)
        return table

    def _row(self, step: Step, widths: list[str]) -> Element:
        row = copy.deepcopy(step.one.element)
        kind = "" if step.is_pair else "del" if step.new is None else "ins"
        cells = step.below if step.is_pair else tuple(_all(cell, kind) for cell in step.one.cells)
        for cell, inner in zip(row.findall(CELL), cells, strict=True):
            self._fill(cell, [p for each in inner for p in self._block(_whole(each))] if kind else self.blocks(inner))
        if kind:
            self.revisions.row(row, kind)
        else:
            self._track_cells(step, row)
        if kind == "del":
            _set_widths(row, widths)
        return row

    def _fill(self, cell: Element, blocks: list[Element]) -> None:
        for each in cell.findall(PARAGRAPH) + cell.findall(TABLE):
            cell.remove(each)
        cell.extend(blocks)

    def _track_cells(self, step: Step, row: Element) -> None:
        """Where the look of a cell has changed, such as its colour, it can be taken back."""
        assert step.old is not None and step.new is not None  # noqa: S101, PT018 - only pairs come here
        for cell, old in zip(row.findall(CELL), step.old.element.findall(CELL), strict=True):
            if look_of_cell(cell) != look_of_cell(old):
                before = old.find(w("tcPr"))
                self.revisions.cell(cell, None if before is None else copy.deepcopy(before))


def _all_of(step: Step) -> Steps:
    """The units inside one that has no counterpart."""
    return _all(step.one.inner, "del" if step.new is None else "ins")


def _all(units: Sequence[Unit], kind: str) -> Steps:
    return tuple(Step(unit, None) if kind == "del" else Step(None, unit) for unit in units)


def _whole(step: Step) -> Ended:
    """A block that goes or comes whole, its end too."""
    return Ended(step, step.new, step.old, "del" if step.new is None else "ins")


def _look(properties: Element | None) -> list[bytes]:
    """What must be tracked of properties: not where pages may break."""
    found = [] if properties is None else plain_properties(properties)
    return [canonical(each) for each in found if each.tag not in LAYOUT or each.tag == w("numPr")]


def _set_widths(row: Element, widths: list[str]) -> None:
    """A row that has gone stands in the columns of the table as it is now."""
    cells: list[Element] = row.findall(CELL)
    if len(cells) == len(widths):
        for cell, width in zip(cells, widths, strict=True):
            for stated in cell.iter(w("tcW")):
                stated.set(w("w"), width)
