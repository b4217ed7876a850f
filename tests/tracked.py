"""What a tracked Word file says to who accepts everything and to who rejects it: a walk, for the tests alone.

Nothing is changed on the way. The walk keeps the words it has read until it meets an end of paragraph that counts.
"""

from io import BytesIO
from zipfile import ZipFile

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
ACCEPTED, REJECTED = {"del", "moveFrom"}, {"ins", "moveTo"}


def said(docx: bytes, gone: set[str], part: str = "word/document.xml") -> list[str]:
    """Every paragraph with its style, every table, row and cell, where what is marked as one of `gone` is not there."""
    with ZipFile(BytesIO(docx)) as package:
        root = etree.fromstring(package.read(part))
    walk = _Walk(gone)
    walk.blocks(root.find(f"{W}body") if root.tag == f"{W}document" else root)
    return walk.lines


def parts(docx: bytes) -> list[str]:
    with ZipFile(BytesIO(docx)) as package:
        return [
            n for n in package.namelist() if n == "word/document.xml" or n.startswith(("word/header", "word/footer"))
        ]


class _Walk:
    def __init__(self, gone: set[str]) -> None:
        self.gone, self.lines, self.kept, self.field = gone, [], "", ""

    def blocks(self, container) -> None:  # noqa: ANN001
        for child in container:
            name = etree.QName(child).localname
            if name == "p":
                self.paragraph(child)
            elif name == "tbl":
                self.table(child)
            elif name in {"sdt", "sdtContent"}:
                self.blocks(child)
        assert not self.kept, f"words without an end: {self.kept}"

    def table(self, table) -> None:  # noqa: ANN001
        rows = [row for row in table.findall(f"{W}tr") if not self.is_gone(row.find(f"{W}trPr"))]
        if rows and self.kept:
            self.end("?")
        for row in rows:
            self.lines.append("rad")
            for cell in row.findall(f"{W}tc"):
                self.lines.append("celle")
                self.blocks(cell)
        self.lines += ["slutt"] * bool(rows)

    def is_gone(self, properties) -> bool:  # noqa: ANN001
        return properties is not None and any(etree.QName(each).localname in self.gone for each in properties)

    def paragraph(self, paragraph) -> None:  # noqa: ANN001
        properties = paragraph.find(f"{W}pPr")
        self.words(paragraph)
        if properties is None or not self.is_gone(properties.find(f"{W}rPr")):
            before = (
                None
                if "ins" not in self.gone
                else properties.find(f"{W}pPrChange/{W}pPr")
                if properties is not None
                else None
            )
            style = before if before is not None else properties
            named = style.find(f"{W}pStyle") if style is not None else None
            self.end("" if named is None else named.get(f"{W}val"))

    def end(self, style: str) -> None:
        self.lines.append(f"{style}: {self.kept}")
        self.kept = ""

    def words(self, container) -> None:  # noqa: ANN001
        for child in container:
            name = etree.QName(child).localname
            if name in {"t", "delText"} and self.field != "PAGEREF":
                self.kept += child.text or ""
            elif name in {"tab", "br", "drawing"}:
                self.kept += f"[{name}]"
            elif name in {"instrText", "delInstrText"}:
                self.field = (child.text or "").split()[0]
            elif name == "fldChar" and child.get(f"{W}fldCharType") == "end":
                self.field = ""
            elif name not in self.gone | {"pPr", "rPr"}:
                self.words(child)
