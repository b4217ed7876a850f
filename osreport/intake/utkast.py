"""A returned draft: each comment and tracked change as a point on the element that it is about, author by author."""

from collections.abc import Iterator, Sequence

from osreport.pdf.plaintext import Note, Words

from .changes import Change, changes
from .comments import Comment, comments
from .letters import line
from .opening import Element, Package
from .places import Draft, Placed, placed
from .received import Point, Reading, Received, Sender, Unread
from .wordfile import paragraphs, w

UNTOUCHED = Unread(
    "Utkastet er sendt tilbake uten kommentarer eller endringer.",
    "Se i originalen om svaret står et annet sted, for eksempel i e-posten den kom med.",
)
LOOKS = tuple(w(f"{name}Change") for name in ("rPr", "pPr", "tblPr", "tcPr", "trPr", "sectPr", "numbering"))
ASIDE = ("header", "footer", "footnotes", "endnotes")
LONG, MANY = 25, 300  # letters, and paragraphs of the draft that are looked for in a PDF
BY_PAGE = "Kommentarene står i en PDF; se i originalen hva hver av dem gjelder."
FEW = 40  # paragraphs changed without tracking; where there are more, it is another edition of the draft
Said = Comment | Change


def reading(package: Package, body: Element, draft: Draft) -> Reading | None:
    """What is said in a returned draft; None where the file is no such draft."""
    found = paragraphs(body)
    where = placed(draft, found)
    if not where.is_draft:
        return None
    said: list[Said] = [*comments(package, body, found), *changes(found)]
    said.sort(key=lambda each: each.paragraph if each.paragraph >= 0 else len(found))
    aside = [change for part in _aside(package) for change in changes(paragraphs(part))]
    is_told = len(where.edited) <= FEW and (draft.exact or not (said or aside))
    untracked = _untracked(where) if is_told else ()
    notes = (*_notes(body, where, untracked), *package.dangers())
    points = [
        *((line(e.author), _point(e, where)) for e in said),
        *((line(e.author), Point(e.words, sought="")) for e in aside),
    ]
    return _by_author([*points, *(("", point) for point in untracked)], notes)


def printed(found: Words, draft: Draft) -> Reading | None:
    """What readers have written on a draft that is printed as PDF; None where the file is no such draft."""
    squeezed = "".join(found.text.split())
    known = [words for text, _ in draft.paragraphs if len(words := "".join(text.split())) >= LONG][:MANY]
    if sum(words in squeezed for words in known) < max(1, len(known) / 2):
        return None
    return _by_author([(line(each.author), Point(words_of(each))) for each in found.notes], (BY_PAGE,))


def words_of(note: Note) -> str:
    return f"Kommentar på side {note.page}:\n{note.text}"


def _aside(package: Package) -> Iterator[Element]:
    """The headers, footers and notes."""
    names = (name for kind in ASIDE for name in package.related(package.main, kind))
    yield from (root for name in names if (root := package.root(name)) is not None)


def _point(said: Said, where: Placed) -> Point:
    address = where.addresses[said.paragraph] if 0 <= said.paragraph < len(where.addresses) else None
    return Point(said.words, (address,) if address else (), sought=said.text if isinstance(said, Comment) else "")


def _untracked(where: Placed) -> tuple[Point, ...]:
    """What somebody has changed without tracking it, as far as paragraphs of the draft can be found again."""
    return tuple(
        Point(f"Har endret «{old}» til «{new}» (uten sporing).", _elements(where, number), sought="")
        for number, old, new in where.edited
    )


def _elements(where: Placed, number: int) -> tuple[tuple[str, str], ...]:
    address = where.addresses[number]
    return (address,) if address else ()


def _notes(body: Element, where: Placed, untracked: Sequence[Point]) -> Iterator[str]:
    if next(body.iter(*LOOKS), None) is not None:
        yield "Utkastet har også sporede endringer av utseendet; de er ikke ført som punkter."
    if where.edited and not untracked:
        shown = "; ".join(f"«{line(new, 60)}»" for _, _, new in where.edited[:3])
        yield f"{len(where.edited)} avsnitt er annerledes enn i utkastet, uten sporing: {shown}. Se i originalen."


def _by_author(points: Sequence[tuple[str, Point]], notes: tuple[str, ...]) -> Reading:
    """One input for each author; what no one has signed goes to the only author there is, or stands for itself."""
    names = list(dict.fromkeys(name for name, _ in points if name)) or [""]
    alone = names[0] if len(names) == 1 else ""
    authors = list(dict.fromkeys(name or alone for name, _ in points))
    every = [_received(each, [p for n, p in points if (n or alone) == each], notes) for each in authors]
    return Reading(tuple(every), () if every else (UNTOUCHED,))


def _received(author: str, points: Sequence[Point], notes: tuple[str, ...]) -> Received:
    text = "\n\n".join(point.text for point in points)
    return Received("høringsutkast", Sender(author), text, tuple(points), notes=notes)
