"""A Word file that came in, as its paragraphs: their words, and which of them somebody has put in or struck out."""

from collections.abc import Iterator
from functools import cached_property
from itertools import islice
from typing import Any

from osreport.structs import Struct, replace

from .opening import TOO_BIG, Package, opened
from .received import Refused

Element = Any

MAIN = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"


def w(name: str) -> str:
    return f"{MAIN}{name}"


PARAGRAPH, ROW, CELL = w("p"), w("tr"), w("tc")
SIGNS = {w("tab"): "\t", w("br"): "\n", w("cr"): "\n", w("noBreakHyphen"): "\u2011"}
TEXTS = {w("t"), w("delText"), f"{MATH}t"}
SILENT = {w(name) for name in ("pPr", "rPr", "instrText", "delInstrText", "fldData", "sdtPr", "sdtEndPr")} | {FALLBACK}
TRACKED = {w("ins"): "ny", w("moveTo"): "hit", w("del"): "strøket", w("moveFrom"): "herfra"}
MAX_PARAGRAPHS = 100_000  # some thousand pages
OLD, NEW = frozenset({"", "strøket", "herfra"}), frozenset({"", "ny", "hit"})


class Piece(Struct):
    """Words in a paragraph; `change` says what somebody (`author`) wants of them, nothing where they just stand."""

    text: str
    change: str = ""
    author: str = ""


class Paragraph(Struct):
    """A paragraph: its pieces, what is wanted of its end, the row that it stands in, and what is wanted of the row."""

    element: Element
    pieces: tuple[Piece, ...]
    end: Piece
    row: Element | None
    whole: Piece = Piece("")

    @cached_property
    def before(self) -> str:
        """The words without any of the changes."""
        return "".join(piece.text for piece in self.pieces if piece.change in OLD)

    @cached_property
    def after(self) -> str:
        """The words with all the changes."""
        return "".join(piece.text for piece in self.pieces if piece.change in NEW)


def paragraphs(root: Element) -> tuple[Paragraph, ...]:
    """All paragraphs in reading order, those of tables and text boxes among them; Refused where they are too many."""
    if sum(1 for _ in islice(root.iter(PARAGRAPH), MAX_PARAGRAPHS + 1)) > MAX_PARAGRAPHS:
        raise Refused(*TOO_BIG)
    found = [_paragraph(each) for each in root.iter(PARAGRAPH) if next(each.iterancestors(FALLBACK), None) is None]
    rows: dict[Element, list[Paragraph]] = {}
    for each in found:
        if each.row is not None and _mark(each.row.find(w("trPr"))).change:
            rows.setdefault(each.row, []).append(each)
    known = {
        id(each): made for row, inside in rows.items() for each, made in zip(inside, _row(row, inside), strict=True)
    }
    return tuple(known.get(id(each), each) for each in found)


def _row(row: Element, inside: list[Paragraph]) -> list[Paragraph]:
    """The paragraphs of a row that is marked as put in or struck out, with every word that bears no mark of its own.

    A row that is said to be new but has words from before is not: LibreOffice marks it so where words are put in.
    """
    mark = _mark(row.find(w("trPr")))
    marked = {bool(piece.change) for each in inside for piece in each.pieces if piece.text.strip()}
    if marked == {True, False} and mark.change == "ny":
        return inside
    every = [tuple(replace(p, change=p.change or mark.change, author=p.author or mark.author) for p in each.pieces)
             for each in inside]  # fmt: skip
    return [replace(each, pieces=pieces, whole=mark) for each, pieces in zip(inside, every, strict=True)]


def _paragraph(element: Element) -> Paragraph:
    row = next(element.iterancestors(ROW, w("txbxContent")), None)
    row = row if row is not None and row.tag == ROW else None
    mark = _mark(element.find(f"{w('pPr')}/{w('rPr')}"))
    return Paragraph(element, tuple(_pieces(element, Piece(""))), mark, row)


def shown(content: Element) -> str:
    """The words in an element with all changes made, a line for each paragraph where it holds any."""
    inside = paragraphs(content)
    found = [each.after for each in inside] or ["".join(p.text for p in _pieces(content, Piece("")) if p.change in NEW)]
    return "\n".join(found)


def _mark(properties: Element | None) -> Piece:
    """What is wanted of the end of a paragraph, or of a row."""
    found = () if properties is None else (each for each in properties if each.tag in TRACKED)
    mark = next(iter(found), None)
    return Piece("") if mark is None else Piece("\n", TRACKED[mark.tag], mark.get(w("author"), ""))


def _pieces(element: Element, around: Piece) -> Iterator[Piece]:
    for child in element:
        tag = child.tag
        if tag in TEXTS or tag in SIGNS:
            yield Piece(SIGNS.get(tag) or child.text or "", around.change, around.author)
        elif tag in TRACKED:
            yield from _tracked(child, around)
        elif tag not in SILENT and tag != PARAGRAPH:
            yield from _pieces(child, around)


def _tracked(child: Element, around: Piece) -> Iterator[Piece]:
    """The words that somebody wants to change; whoever strikes out what another has put in, is told of as well."""
    mark = Piece("", TRACKED[child.tag], child.get(w("author"), ""))
    if around.change in {"ny", "hit"} and mark.change in {"strøket", "herfra"}:
        found = tuple(_pieces(child, around))
        yield from found
        yield from (Piece(each.text, "angret", mark.author) for each in found)
    else:
        yield from _pieces(child, mark)


def written(package: Package) -> str:
    """All that is written in the file, its tracked changes made: a line for each paragraph and row.

    A letterhead stands first and once, notes and what stands at the foot of the pages last.
    """
    heads, *rest = (_texts(package, kind) for kind in ("header", "footnotes", "endnotes", "footer"))
    body = package.root(package.main)
    main = "" if body is None else "\n".join(lines(paragraphs(body))).strip("\n")
    return "\n".join([*heads, main, *(each for texts in rest for each in texts)]).strip("\n")


def _texts(package: Package, kind: str) -> list[str]:
    """What stands in the parts of that kind, the same words once."""
    roots = [root for name in package.related(package.main, kind) if (root := package.root(name)) is not None]
    return list(dict.fromkeys(text for root in roots if (text := "\n".join(lines(paragraphs(root))).strip())))


def lines(found: tuple[Paragraph, ...]) -> Iterator[str]:
    """The paragraphs as lines; those of one row on one line, with its cells set apart by bars."""
    row, cells = None, list[str]()
    for each in found:
        if each.row is not row and cells:
            yield " | ".join(cells)
            cells = []
        row = each.row
        if row is None:
            yield each.after
        elif each.after.strip():
            cells.append(" ".join(each.after.split()))
    if cells:
        yield " | ".join(cells)


def paragraphs_of(docx: bytes) -> Iterator[tuple[str, Element | None]]:
    """The words of each paragraph of a Word file, in the order of its body, and the cell that it stands in, if any."""
    package = opened(docx)
    root = package.root(package.main)
    for each in () if root is None else root.iter(PARAGRAPH):
        yield _paragraph(each).after, next(each.iterancestors(CELL), None)
