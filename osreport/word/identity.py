"""What must be unique in a document, although parts of its template have been printed many times.

Word numbers the paragraphs of a template it saves, puts bookmarks around its headings, and numbers its pictures and
comments; every time a part is printed, it brings copies of them.
"""

from typing import Any

from docx.oxml.ns import qn

from .ooxml import Element, story_roots

OWN_NUMBERS = tuple(f"{{http://schemas.microsoft.com/office/word/2010/wordml}}{name}" for name in ("paraId", "textId"))
BOOKMARKS = tuple(map(qn, ("w:bookmarkStart", "w:bookmarkEnd")))
COMMENTS = tuple(map(qn, ("w:commentRangeStart", "w:commentRangeEnd", "w:commentReference")))


def make_unique(document: Any) -> None:
    """Leaves each bookmark and each comment once, where it is met first, and no number twice."""
    roots = [root for _, root in story_roots(document)]
    for root in roots:
        for element in root.iter(qn("w:p"), qn("w:tr")):
            for name in OWN_NUMBERS:
                element.attrib.pop(name, None)
    _number_bookmarks([each for root in roots for each in root.iter(*BOOKMARKS)])
    _drop_copies([each for root in roots for each in root.iter(*COMMENTS)])
    _number_drawings([each for root in roots for each in root.iter(qn("wp:docPr"))])


def _number_bookmarks(marks: list[Element]) -> None:
    """Beginnings and ends by new numbers (ISO/IEC 29500-1, 17.13.6); a name begins once, whatever its case."""
    names: set[str] = set()
    begun: dict[str, list[int]] = {}
    for mark in marks:
        number = mark.get(qn("w:id"), "")
        if mark.tag == BOOKMARKS[0]:
            name = mark.get(qn("w:name"), "").lower()
            begun.setdefault(number, []).append(0 if name in names else len(names) + 1)
            names.add(name)
            new = begun[number][-1]
        else:
            new = begun[number].pop() if begun.get(number) else 0
        if new:
            mark.set(qn("w:id"), str(new))
        else:
            mark.getparent().remove(mark)


def _drop_copies(marks: list[Element]) -> None:
    seen: set[tuple[str, str]] = set()
    for mark in marks:
        key = mark.tag, mark.get(qn("w:id"), "")
        if key in seen:
            mark.getparent().remove(mark)
        seen.add(key)


def _number_drawings(drawings: list[Element]) -> None:
    """A picture whose number is taken gets the next one that nobody has (20.4.2.5)."""
    taken: set[str] = set()
    following = max((int(each.get("id", "0")) for each in drawings), default=0)
    for each in drawings:
        if each.get("id") in taken:
            following += 1
            each.set("id", str(following))
        taken.add(each.get("id", ""))
