"""The words of two paragraphs as one line of runs: what stays, what goes, what comes."""

import copy
from collections.abc import Iterator, Sequence
from itertools import groupby

from .pairing import opcodes
from .revisions import Revisions
from .tokens import Token, look_key
from .xml import SPACE, Element, made

Marked = tuple[Token, str]
Op = tuple[slice, slice, bool]
LEAST = 0.25  # of the words must be the same, or the whole is shown as new
SHORTEST = 3  # signs that must stay between two changes, lest a line be cut into crumbs


def marked(old: Sequence[Token], new: Sequence[Token]) -> list[Marked]:
    """Every token of both in reading order, with "del", "ins" or nothing."""
    numbers: dict[object, int] = {}
    before, after = ([numbers.setdefault(token.key, len(numbers)) for token in side] for side in (old, new))
    ops = list(opcodes(before, after))
    if _is_rewritten(ops, old, new):
        return _changed(old, new)
    found: list[Marked] = []
    for was, now, kept in _joined(ops, new):
        found += [(token, "") for token in new[now]] if kept else _changed(old[was], new[now])
    return found


def _changed(old: Sequence[Token], new: Sequence[Token]) -> list[Marked]:
    return [*((token, "del") for token in old), *((token, "ins") for token in new)]


def _is_rewritten(ops: list[Op], old: Sequence[Token], new: Sequence[Token]) -> bool:
    """Whether so few words are the same that the old sentence and the new are best read one after the other."""
    stays = sum(_words(new[now]) for _, now, kept in ops if kept)
    return 0 < stays < LEAST * min(_words(old), _words(new))


def _words(tokens: Sequence[Token]) -> int:
    return sum(not token.text.isspace() for token in tokens)


def _joined(ops: list[Op], new: Sequence[Token]) -> Iterator[Op]:
    """Changes with next to nothing between them are one change, as a reader takes them in."""
    keep = [kept and not _is_crumb(n, ops, new[now]) for n, (_, now, kept) in enumerate(ops)]
    for kept, together in groupby(zip(ops, keep, strict=True), lambda each: each[1]):
        first, *_ = several = [op for op, _ in together]
        last = several[-1]
        yield slice(first[0].start, last[0].stop), slice(first[1].start, last[1].stop), kept


def _is_crumb(place: int, ops: list[Op], stays: Sequence[Token]) -> bool:
    between = 0 < place < len(ops) - 1
    plain = all(token.text and not token.runs for token in stays)
    return between and plain and len("".join(token.text for token in stays).strip()) < SHORTEST


def runs(found: Sequence[Marked], revisions: Revisions) -> Iterator[Element]:
    """The tokens as they stand in a paragraph: runs, those of one link and of one change together."""
    for pieces in _pieces(found):
        yield from (copy.deepcopy(mark) for mark in pieces[0][0].marks)
        made_of = [
            each
            for kind, same in groupby(pieces, lambda each: each[1])
            for each in _one_kind(kind, list(same), revisions)
        ]
        link = next((token.link for token, kind in pieces if kind != "del"), pieces[0][0].link)
        yield from made_of if link is None else [_linked(link, made_of)]


def _pieces(found: Sequence[Marked]) -> Iterator[list[Marked]]:
    """The tokens cut where a mark stands before one, and where links begin and end."""
    piece: list[Marked] = []
    for token, kind in found:
        if piece and (_is_cut(piece, token, kind)):
            yield piece
            piece = []
        piece.append((token, kind))
    if piece:
        yield piece


def _is_cut(piece: list[Marked], token: Token, kind: str) -> bool:
    other = next((link.link for link, was in piece if (was == "del") == (kind == "del")), token.link)
    same = token.link_key == piece[-1][0].link_key and other is token.link
    return bool(token.marks) or not same


def _one_kind(kind: str, same: list[Marked], revisions: Revisions) -> list[Element]:
    found = list(_runs([token for token, _ in same]))
    return [revisions.runs(kind, found)] if kind else found


def _runs(tokens: Sequence[Token]) -> Iterator[Element]:
    for look, same in groupby(tokens, _look):
        together = list(same)
        if look is None:
            yield from (copy.deepcopy(run) for token in together for run in token.runs)
        else:
            yield _text("".join(token.text for token in together), together[0].look)


def _look(token: Token) -> bytes | None:
    """How the words of a token look; None for what is kept as it is."""
    return None if token.runs else look_key(token.look)


def _text(text: str, look: Element | None) -> Element:
    shown = made("t")
    shown.text = text
    shown.set(SPACE, "preserve")
    return made("r", *([] if look is None else [copy.deepcopy(look)]), shown)


def _linked(link: Element, inside: list[Element]) -> Element:
    made_anew = made("hyperlink", *inside)
    for name, value in link.attrib.items():
        made_anew.set(name, value)
    return made_anew
