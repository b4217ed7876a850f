"""Tracked changes in a returned draft: what somebody wants put in, struck out or moved, neighbours taken together."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, islice, takewhile

from osreport.structs import Struct, replace

from .letters import line
from .wordfile import Paragraph, Piece

CONTEXT, ROOM = 60, 500  # letters that are quoted, and kept to quote from
LONG = 25  # letters
SIDES = {"ny": "after", "strøket": "before", "angret": "before", "hit": "after", "herfra": "before"}


class Change(Struct):
    """What one person wants changed in one place: the words there, those wanted, and the words just before it.

    `kind` is tekst, rad, herfra or hit; `paragraph` is the number of the paragraph where it begins.
    """

    author: str
    paragraph: int
    before: str
    after: str
    follows: str = ""
    kind: str = "tekst"

    @property
    def words(self) -> str:
        """What is wanted, in a sentence that quotes the words exactly."""
        old, new = self.before.strip(), self.after.strip()
        place = f" etter «{self.follows}»" if self.follows else ""
        if self.kind == "rad":
            return f"Foreslår en ny rad: «{new}»{place}." if new else f"Foreslår å stryke raden «{old}»."
        if self.kind == "flytt":
            return f"Foreslår å flytte «{old}»{f' til{place}' if place else ''}."
        if old and new:
            return f"Foreslår «{new}» i stedet for «{old}»."
        if new:
            return f"Foreslår å legge til «{new}»{place}."
        return f"Foreslår å stryke «{old}»." if old else self._of_breaks(place)

    def _of_breaks(self, place: str) -> str:
        if "\n" in self.after:
            return f"Foreslår nytt avsnitt{place}."
        if "\n" in self.before:
            return f"Foreslår å slå sammen avsnittet{place} med det neste."
        return f"Foreslår et annet mellomrom{place}."


def changes(found: Sequence[Paragraph]) -> tuple[Change, ...]:
    """All changes in reading order; what is moved is one change, told where it is to stand."""
    return tuple(_moved(tuple(_merged(_strokes(found)))))


def _strokes(found: Sequence[Paragraph]) -> Iterator[Change | None]:
    """Every change by itself; None where something that stays keeps the next apart from it."""
    follows, row = "", None
    for number, paragraph in enumerate(found):
        if paragraph.whole.change and paragraph.row is not row:
            yield None
            yield _row(found, number, paragraph.whole, follows)
            yield None
        yield from _inside(paragraph, number, follows)
        if not paragraph.end.change or paragraph.whole.change:
            yield None
        row = paragraph.row
        follows = line(paragraph.before, CONTEXT) or follows


def _inside(paragraph: Paragraph, number: int, follows: str) -> Iterator[Change | None]:
    stood = ""
    for (change, author), pieces in groupby(
        (*paragraph.pieces, paragraph.end), lambda each: (each.change, each.author)
    ):
        text = "".join(each.text for each in pieces)
        if (change, author) == (paragraph.whole.change, paragraph.whole.author):
            stood = (stood + text)[-ROOM:]
            if text:
                yield None
        elif text:
            yield _change(Piece(text, change, author), number, _end_of(stood) if stood.strip() else follows)


def _row(found: Sequence[Paragraph], number: int, mark: Piece, follows: str) -> Change:
    """A row that is put in or struck out whole."""
    inside = tuple(takewhile(lambda each: each.row is found[number].row, islice(found, number, None)))
    old, new = (" | ".join(filter(None, words)) for words in ((e.before for e in inside), (e.after for e in inside)))
    is_new = mark.change in {"ny", "hit"}
    return Change(mark.author, number, "" if is_new else old, new if is_new else "", follows if is_new else "", "rad")


def _merged(strokes: Iterable[Change | None]) -> Iterator[Change]:
    """Neighbours of one author as one: what is struck out and what is put in its place."""
    last: Change | None = None
    for each in strokes:
        if last and each and (last.author, last.kind) == (each.author, each.kind):
            last = replace(last, before=last.before + each.before, after=last.after + each.after)
        else:
            yield from filter(None, (last,))
            last = each
    yield from filter(None, (last,))


def _end_of(text: str) -> str:
    """The last words of a text."""
    whole = " ".join(text.split())
    return whole if len(whole) <= CONTEXT else f"…{whole[-CONTEXT:].partition(' ')[2]}"


def _change(piece: Piece, number: int, follows: str) -> Change:
    kind = piece.change if piece.change in {"herfra", "hit"} else "tekst"
    before, after = (piece.text if SIDES[piece.change] == side else "" for side in ("before", "after"))
    return Change(piece.author, number, before, after, follows, kind)


def _moved(found: Sequence[Change]) -> Iterator[Change]:
    """What is taken away in one place and put in another, with the same words, as one change.

    LibreOffice tracks a move as words struck out and put in; long words are hardly the same by chance.
    """
    wanted: dict[tuple[str, str], list[Change]] = {}
    for each in found:
        if _may_be_moved(each, each.after, each.before, "hit"):
            wanted.setdefault((each.author, " ".join(each.after.split())), []).append(each)
    taken: set[int] = set()
    made: list[Change] = []
    for each in found:
        is_gone = _may_be_moved(each, each.before, each.after, "herfra")
        there = wanted.get((each.author, " ".join(each.before.split())), []) if is_gone else []
        if there:
            goal = there.pop(0)
            taken.add(id(goal))
            made.append(replace(each, follows=goal.follows, kind="flytt"))
        else:
            made.append(each)
    yield from (replace(e, kind="tekst") if e.kind in {"herfra", "hit"} else e for e in made if id(e) not in taken)


def _may_be_moved(change: Change, words: str, others: str, kind: str) -> bool:
    return change.kind == kind or (change.kind == "tekst" and not others and len(words.strip()) >= LONG)
