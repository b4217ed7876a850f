"""What a PDF was made from, where in it the cause of a fault must be sought, and what came out."""

from collections.abc import Callable

from osreport.context.blocks import Overskrift
from osreport.context.content import Content
from osreport.inventory import Found, Inventory
from osreport.model.walk import Path
from osreport.problem import Place, Problem
from osreport.structs import Struct

Where = Callable[[Path], Place]


class Origin(Struct):
    """The template (as problems call it), the content, and all that the Word file made of them holds.

    `where` tells the place in the sources of a path in the plan set.
    """

    template: str
    content: Content
    inventory: Inventory
    where: Where

    def place(self, found: Found) -> Place:
        """Where something was written: in the sources, or in the template."""
        return Place(self.template) if found.block is None else self.where(self.content.paths[found.block])

    def written(self, block: int | None) -> Place | None:
        """Where a block was written; None for the template's own."""
        return None if block is None else self.where(self.content.paths[block])

    def heading(self, number: int) -> Place:
        """Where a heading was written, counted from 0."""
        blocks = enumerate(self.content.values["blokker"])
        headings = [index for index, block in blocks if isinstance(block, Overskrift)]
        return self.where(self.content.paths[headings[number]]) if number < len(headings) else Place(self.template)


class Proven(Struct):
    """A finished PDF, the page of each heading as its contents list shows it, its fonts, and what is wrong with it."""

    pdf: bytes
    pages: tuple[int, ...]
    fonts: tuple[str, ...]
    problems: tuple[Problem, ...] = ()
