"""Which item of one plan set is which of another, and which of them have been moved."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from itertools import product

from osreport.model.verdi import Verdi

from .items import BLOCKS, Item, Key
from .words import split

Items = Mapping[Key, Item]
ALIKE = 0.5


def paired(old: Items, new: Items) -> dict[Key, Key]:
    """For each item of the new set that is in the old one, its key there; blocks without ids go by what they say."""
    pairs = {key: key for key in new if key in old and not _is_block(new[key])}
    chapters = [(_blocks(old, key), _blocks(new, key)) for key in pairs]
    for before, after in chapters:
        if before and after:
            pairs |= _alike(before, after)
    taken = set(pairs.values())
    left = {key: item for key, item in old.items() if _is_block(item) and key not in taken}
    return pairs | _same(left, (item for key, item in new.items() if _is_block(item) and key not in pairs))


def _is_block(item: Item) -> bool:
    return isinstance(item.element, BLOCKS)


def _blocks(found: Items, parent: Key) -> list[Item]:
    numbered = (found.get((*parent, "blokk", str(number))) for number in range(_length(found[parent])))
    return [item for item in numbered if item]


def _length(item: Item) -> int:
    return len(getattr(item.element, "innhold", ()))


def _alike(old: list[Item], new: list[Item]) -> dict[Key, Key]:
    """Blocks of one chapter: first those that are the same, in their order; then those that say nearly the same."""
    matcher = SequenceMatcher(None, [each.element for each in old], [each.element for each in new], autojunk=False)
    same = [(match.a + n, match.b + n) for match in matcher.get_matching_blocks() for n in range(match.size)]
    pairs = {new[b].key: old[a].key for a, b in same}
    before = [each for number, each in enumerate(old) if number not in {a for a, _ in same}]
    after = [each for number, each in enumerate(new) if number not in {b for _, b in same}]
    scored = ((likeness(a.element, b.element), a.key, b.key) for a, b in product(before, after))
    for _, one, other in sorted((each for each in scored if each[0] >= ALIKE), key=lambda each: -each[0]):
        if other not in pairs and one not in pairs.values():
            pairs[other] = one
    return pairs


def likeness(old: Verdi, new: Verdi) -> float:
    """How much of two blocks is the same, from 0 to 1; blocks of different kinds have nothing in common."""
    if type(old) is not type(new):
        return 0
    (name, before), (_, after) = next(iter(old)), next(iter(new))
    if name in {"tekst", "utheving"}:
        return SequenceMatcher(None, split(before), split(after), autojunk=False).ratio()
    return float(before == after)


def _same(left: Items, new: Iterable[Item]) -> dict[Key, Key]:
    """Blocks that stand in another chapter than before, word for word."""
    pairs: dict[Key, Key] = {}
    by_words: dict[Verdi, list[Key]] = {}
    for key, item in left.items():
        by_words.setdefault(item.element, []).append(key)
    for item in new:
        if keys := by_words.get(item.element):
            pairs[item.key] = keys.pop(0)
    return pairs


def moved(old: Items, new: Items, pairs: Mapping[Key, Key]) -> Iterator[Key]:
    """The keys of new items that stand under something else, or elsewhere among the same; as few as will do."""
    order = {key: number for number, key in enumerate(old)}
    lists: dict[tuple[Key, tuple[str, ...]], list[Key]] = {}
    for key, item in new.items():
        if key in pairs and item.parent:
            before = old[pairs[key]]
            if (pairs.get(item.parent), item.slot) != (before.parent, before.slot):
                yield key
            else:
                lists.setdefault((item.parent, item.slot), []).append(key)
    for keys in lists.values():
        kept = set(longest_rise([order[pairs[key]] for key in keys]))
        yield from (key for number, key in enumerate(keys) if number not in kept)


def longest_rise(numbers: Sequence[int]) -> list[int]:
    """The places of a longest rising part of the numbers (Fredman 1975)."""
    ends: list[int] = []
    places: list[int] = []
    before: list[int] = []
    for place, number in enumerate(numbers):
        length = bisect_left(ends, number)
        before.append(places[length - 1] if length else -1)
        ends[length:] = [number] if length == len(ends) else [number, *ends[length + 1 :]]
        places[length:] = [place] if length == len(places) else [place, *places[length + 1 :]]
    rise = places[-1:]
    while rise and before[rise[-1]] >= 0:
        rise.append(before[rise[-1]])
    return rise[::-1]
