"""Which element of the plan each paragraph of a returned draft prints: paired with the draft as it was sent out."""

import re
from collections.abc import Iterator, Mapping, Sequence

from osreport.redline.pairing import steps
from osreport.redline.units import Numbers, Unit
from osreport.structs import Struct, field

from .received import Address
from .wordfile import Paragraph

SET = re.compile(r"^\s*\[(\d{1,4})\]\s*")  # the number to refer to, which a draft on hearing has before its texts
PAGE = re.compile(r"\t[\d–]*$")  # of an entry in the contents list
IS_OURS = 0.4  # of the paragraphs with words that the draft has as well; a letter has next to none


class Draft(Struct):
    """The draft as it was sent out: the words of each paragraph, and the element that it prints, if any.

    `exact` says that it is printed from the very edition that was sent out; `numbers` are those that were set in it.
    """

    paragraphs: tuple[tuple[str, Address | None], ...]
    exact: bool = False
    numbers: Mapping[str, Address] = field(default_factory=dict)


class Placed(Struct):
    """The paragraphs of a returned draft with their elements, and how much of the draft is in it.

    `edited` are the words of paragraphs before and after somebody has changed them without tracking.
    """

    addresses: tuple[Address | None, ...]
    share: float
    edited: tuple[tuple[int, str, str], ...]

    @property
    def is_draft(self) -> bool:
        return self.share >= IS_OURS


def placed(draft: Draft, found: Sequence[Paragraph]) -> Placed:
    """The paragraphs of a file, changes aside, paired with those of the draft."""
    numbers, groups = Numbers(), tuple(_groups(found))
    old = [_unit(text, numbers, (str(n),)) for n, (text, _) in enumerate(draft.paragraphs) if text.strip()]
    new = [_unit(words, numbers, None) for _, words in groups if words.strip()]
    spots = [spot for spot, words in groups if words.strip()]
    pairs = {id(step.new): step.old for step in steps(old, new) if step.new is not None and step.old is not None}
    known: dict[int, Address | None] = {}
    edited: list[tuple[int, str, str]] = []
    same = 0
    for unit, spot in zip(new, spots, strict=True):
        partner = pairs.get(id(unit))
        if partner is not None and partner.key is not None:
            known |= dict.fromkeys(spot, draft.paragraphs[int(partner.key[0])][1])
            same += partner.mark == unit.mark
            if partner.mark != unit.mark:
                edited.append((spot[0], partner.element, unit.element))
    known |= {n: draft.numbers[number] for n, each in enumerate(found) if (number := _number(each)) in draft.numbers}
    return Placed(tuple(_filled(known, len(found), found)), same / max(1, len(new)), tuple(edited))


def _unit(text: str, numbers: Numbers, key: tuple[str] | None) -> Unit:
    words = " ".join(PAGE.sub("", SET.sub("", text)).split())
    return Unit(words, "p", key, numbers[words], [numbers["word", each] for each in words.split()])


def _number(paragraph: Paragraph) -> str:
    match = SET.match(paragraph.before)
    return match[1] if match else ""


def _groups(found: Sequence[Paragraph]) -> Iterator[tuple[tuple[int, ...], str]]:
    """The paragraphs as they were: two are one where somebody has put in the break between them."""
    spot: list[int] = []
    words = ""
    for number, paragraph in enumerate(found):
        spot.append(number)
        words += paragraph.before
        if paragraph.end.change not in {"ny", "hit"} or not words.strip():
            yield tuple(spot), words
            spot, words = [], ""
    if spot:
        yield tuple(spot), words


def _filled(known: dict[int, Address | None], count: int, found: Sequence[Paragraph]) -> Iterator[Address | None]:
    """The element of each paragraph; what is new belongs where it is put in.

    A paragraph that is in no pair, between two of the same element, is of that element; between two others, of none.
    """
    after: list[Address | None] = [None] * (count + 1)
    for number in range(count - 1, -1, -1):
        after[number] = known.get(number, after[number + 1])
    last: Address | None = None
    for number in range(count):
        if number in known:
            last = known[number]
            yield last
        else:
            is_new = not found[number].before.strip()
            yield last if is_new or last == after[number] else None
