"""What stands in finished files, in the order it is read aloud; knows nothing of how osreport made them."""

import re
import zipfile
from collections.abc import Iterator
from ctypes import c_ushort, create_string_buffer
from io import BytesIO
from typing import Any

import pikepdf
import pypdfium2
import pypdfium2.raw as pdfium
from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
DRAWN = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
HEADS = re.compile(r"word/(?:header|footer)(\d+)\.xml")


def docx_body(docx: bytes) -> str:
    """Texts, descriptions of tables and alternative texts, in document order."""
    with zipfile.ZipFile(BytesIO(docx)) as package:
        return "".join(_read(etree.fromstring(package.read("word/document.xml"))))


def docx_heads(docx: bytes) -> list[str]:
    """The running head and foot of each kind of page, together."""
    found: dict[str, str] = {}
    with zipfile.ZipFile(BytesIO(docx)) as package:
        for name in sorted(package.namelist()):
            if part := HEADS.fullmatch(name):
                found[part[1]] = found.get(part[1], "") + "".join(_read(etree.fromstring(package.read(name))))
    return [text for text in found.values() if text.strip()]


def docx_styles(docx: bytes) -> list[tuple[str, str]]:
    """Every paragraph of the body with its looks: its style, how the pages lie that it ends, its columns."""
    with zipfile.ZipFile(BytesIO(docx)) as package:
        root = etree.fromstring(package.read("word/document.xml"))
    return [("".join(_read(paragraph)), _look(paragraph)) for paragraph in root.iter(f"{W}p")]


def _look(paragraph: Any) -> str:
    places = ("pPr/pStyle", "pPr/sectPr/pgSz", "../tcPr/gridSpan")
    told = (paragraph.find("/".join(f"{W}{step}" if step != ".." else step for step in place.split("/")))
            for place in places)  # fmt: skip
    return " ".join(str(sorted(each.items())) for each in told if each is not None)


def docx_properties(docx: bytes) -> str:
    with zipfile.ZipFile(BytesIO(docx)) as package:
        return package.read("docProps/core.xml").decode()


def _read(root: Any) -> Iterator[str]:
    for each in root.iter(f"{W}t", f"{W}p", f"{W}tblCaption", f"{W}tblDescription", DRAWN):
        if each.tag == DRAWN:
            if next(each.iterancestors(FALLBACK), None) is None:
                yield each.get("descr", "")
        else:
            yield "\n" if each.tag == f"{W}p" else each.get(f"{W}val", "") or each.text or ""


class Pdf:
    """A PDF as a screen reader meets it: by its tags, and what stands outside them page by page."""

    def __init__(self, content: bytes) -> None:
        self.texts = _marked_texts(content)
        with pikepdf.open(BytesIO(content)) as document:
            self.numbers = {page.objgen: number for number, page in enumerate(document.pages)}
            self.used: set[tuple[int, int]] = set()
            self.body = "".join(self._below(document.Root.StructTreeRoot, None))
            self.properties = str(dict(document.docinfo)) + document.Root.Metadata.read_bytes().decode()

    def outside(self) -> list[str]:
        """Running heads and feet, and whatever else no tag holds."""
        pages = range(len(self.numbers))
        return ["".join(text for (page, mark), text in self.texts.items()
                        if page == number and (page, mark) not in self.used) for number in pages]  # fmt: skip

    def _below(self, node: Any, page: Any) -> Iterator[str]:
        if isinstance(node, pikepdf.Dictionary) and node.get("/Type") not in {"/MCR", "/OBJR"}:
            page = node.get("/Pg", page)
            yield _summary(node)
            if spoken := _spoken(node):
                yield spoken
                list(self._children(node, page))  # spoken instead of shown
            else:
                yield from self._children(node, page)
        elif isinstance(node, int):
            yield self._text(page, node)
        elif node.get("/Type") == "/MCR":
            yield self._text(node.get("/Pg", page), int(node.MCID))

    def _children(self, node: Any, page: Any) -> Iterator[str]:
        below = node.get("/K")
        for child in below if isinstance(below, pikepdf.Array) else [below] * (below is not None):
            yield from self._below(child, page)
        yield "\n"

    def _text(self, page: Any, mark: int) -> str:
        key = (self.numbers[page.objgen], mark)
        self.used.add(key)
        return self.texts.get(key, "")


def _spoken(node: Any) -> str:
    """What is read aloud in place of what stands there; a link's description comes on top of it."""
    return "" if node.get("/S") == "/Link" else str(node.get("/Alt", ""))


def _summary(node: Any) -> str:
    """What a table says of itself before it is read."""
    stated = node.get("/A", [])
    listed = stated if isinstance(stated, pikepdf.Array) else [stated] * isinstance(stated, pikepdf.Dictionary)
    return "".join(str(each.get("/Summary", "")) for each in listed)


def _marked_texts(content: bytes) -> dict[tuple[int, int], str]:
    """The text of each marked stretch of each page; all that has no number is together under −1."""
    found: dict[tuple[int, int], str] = {}
    with pypdfium2.PdfDocument(content) as document:
        for number, page in enumerate(document):
            shown = page.get_textpage()
            for each in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_TEXT]):
                key = (number, pdfium.FPDFPageObj_GetMarkedContentID(each.raw))
                found[key] = found.get(key, "") + _text_of(each.raw, shown.raw)
            shown.close()
    return found


def _text_of(shown: Any, page: Any) -> str:
    length = pdfium.FPDFTextObj_GetText(shown, page, None, 0)
    letters = create_string_buffer(length)
    pdfium.FPDFTextObj_GetText(shown, page, pdfium.cast(letters, pdfium.POINTER(c_ushort)), length)
    return letters.raw.decode("utf-16-le").rstrip("\0")
