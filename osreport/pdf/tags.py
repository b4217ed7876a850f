"""LibreOffice's structure tree → one that reads well: what no style of Word says, said in tags."""

from collections.abc import Iterator, Sequence
from itertools import chain, compress

from pikepdf import Array, Dictionary, Name, Object, String

from osreport.pdf.captions import tie_captions
from osreport.pdf.links import join_links
from osreport.pdf.names import free_names
from osreport.pdf.structure import Element, Structure
from osreport.pdf.toc import group_contents

# What may be empty, or must be seen by whoever proves the file.
KEPT = {"TD", "TH", "TR", "Table", "LI", "LBody", "Note", "Figure", "Formula", "Form", "Annot"}
# What is told by the element around it: the page number of a link in the contents list, the letters in a chart.
ABSORBED = {"Link": "Link", "Figure": "P"}


def mend_tags(structure: Structure, row_headers: Sequence[bool], summaries: Sequence[str]) -> None:
    """Mends every element, children before parents.

    `row_headers` tells of each table if its first column heads the rows, `summaries` what is read aloud before it;
    neither is used unless it tells of as many tables as there are.
    """
    free_names(structure)
    order = [structure.top, *structure.elements()]
    for element in reversed(order):
        if any(isinstance(kid, Element) for kid in element.kids):
            _drop_hollows(structure, element)
            _absorb(structure, element)
            join_links(structure, element)
            group_contents(structure, element)
            tie_captions(structure, element)
    tables = [element for element in order if element.kind == "Table"]
    if len(tables) == len(row_headers):
        for table in compress(tables, row_headers):
            _head_rows(structure, table)
    if len(tables) == len(summaries):
        for table, summary in compress(zip(tables, summaries, strict=True), summaries):
            _state(table, Name.Summary, String(summary))


def _drop_hollows(structure: Structure, parent: Element) -> None:
    kids = [kid for kid in parent.kids if not isinstance(kid, Element) or kid.kids or kid.kind in KEPT]
    if len(kids) < len(parent.kids):
        structure.fill(parent, kids)


def _absorb(structure: Structure, parent: Element) -> None:
    """Puts the content of some elements into the one around them."""
    absorbed = ABSORBED.get(parent.kind)
    if absorbed and any(child.kind == absorbed for child in parent.children):
        content = (kid.kids if isinstance(kid, Element) and kid.kind == absorbed else [kid] for kid in parent.kids)
        structure.fill(parent, chain.from_iterable(content))


def _head_rows(structure: Structure, table: Element) -> None:
    """The first cell of every row becomes its header (ISO 32000-1, 14.8.5.7), unless it is empty or all the row has."""
    for cell, others in _first_cells(table):
        if cell.kind == "TD" and cell.kids and others:
            structure.rename(cell, "TH")
            _state(cell, Name.Scope, Name.Row)


def _state(element: Element, name: Name, value: Object) -> None:
    """Adds to what a table, or a part of one, says of itself (ISO 32000-1, 14.8.5.7)."""
    listed = _attributes(element)
    own = next((each for each in listed if each.get(Name.O) == Name.Table), Dictionary(O=Name.Table))
    own[name] = value
    element.object[Name.A] = Array([*(each for each in listed if each.get(Name.O) != Name.Table), own])


def _first_cells(table: Element) -> Iterator[tuple[Element, int]]:
    """The cells in the first column, each with the number of other cells in its row."""
    covered = 0
    for row in _rows(table):
        cells = row.children
        if covered:
            covered -= 1
        elif cells:
            yield cells[0], len(cells) - 1
            covered = max(int(each.get(Name.RowSpan, 1)) for each in (Dictionary(), *_attributes(cells[0]))) - 1


def _rows(table: Element) -> Iterator[Element]:
    for child in table.children:
        yield from child.children if child.kind in {"THead", "TBody", "TFoot"} else [child] * (child.kind == "TR")


def _attributes(cell: Element) -> list[Object]:
    stated = cell.object.get(Name.A, Array())
    return list(stated) if isinstance(stated, Array) else [stated]
