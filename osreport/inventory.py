"""What a reader meets in a document, counted alike in Word and PDF, so that the two can be compared."""

from collections.abc import Sequence

from osreport.structs import Struct, replace


class Found(Struct):
    """One thing: its words, the number of the block that prints it (None: the template's own), the heading above."""

    text: str
    block: int | None = None
    heading: str = ""


class Inventory(Struct):
    """The contents of a document, each kind in reading order.

    A figure's words are its alternative text, a table's those that are read aloud before it, a link's the address it
    leads to (empty within the document).
    `row_headers` says of each table whether its first column heads the rows.
    """

    paragraphs: tuple[Found, ...] = ()
    tables: tuple[Found, ...] = ()
    row_headers: tuple[bool, ...] = ()
    figures: tuple[Found, ...] = ()
    links: tuple[Found, ...] = ()
    notes: int = 0

    def in_pieces(self, pieces: Sequence[int]) -> "Inventory":
        """The same with each table as many times as it has pieces, where long ones have been cut."""
        tables = tuple(found for found, count in zip(self.tables, pieces, strict=True) for _ in range(count))
        heads = tuple(head for head, count in zip(self.row_headers, pieces, strict=True) for _ in range(count))
        return replace(self, tables=tables, row_headers=heads)
