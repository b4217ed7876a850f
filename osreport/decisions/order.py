"""Decisions in the order in which they were made."""

from collections.abc import Collection, Iterator, Mapping, Sequence

from osreport.model.vedtak import Vedtak

Day = tuple[int, int, int]


def in_order(decisions: Sequence[Vedtak]) -> list[int]:
    """The numbers of the decisions, by date; on one day as `etter` says, else by id. Names of files do not count.

    Those that are only proposed come last, as nobody knows their day yet.
    """
    known = {decision.id: decision for decision in decisions}
    keys = [(is_proposed(each), each.dato.sortering, len(before(each, known)), each.id) for each in decisions]
    return sorted(range(len(decisions)), key=keys.__getitem__)


def is_proposed(decision: Vedtak) -> bool:
    return decision.resultat == "foreslått"


def before(decision: Vedtak, known: Mapping[str, Vedtak]) -> set[str]:
    """The decisions that this one says it came after, and those that they came after."""
    passed: set[str] = set()
    while decision.etter and decision.etter in known and decision.etter not in passed:
        decision = known[decision.etter]
        passed.add(decision.id)
    return passed


def unsettled(one: Vedtak, other: Vedtak, known: Mapping[str, Vedtak]) -> bool:
    """Whether nothing tells which of two decisions came first."""
    told = one.id in before(other, known) or other.id in before(one, known)
    told = told or is_proposed(one) or is_proposed(other)
    return not told and _first(one) <= _last(other) and _first(other) <= _last(one)


def is_waiting(decision: Vedtak) -> bool:
    """Whether the other files lack what it changes."""
    changes = decision.endringer or decision.høring
    return decision.resultat == "vedtatt" and bool(changes) and not decision.i_grunnlaget


def left_behind(decisions: Sequence[Vedtak], within: Collection[int]) -> Iterator[tuple[int, int]]:
    """The number of each decision whose changes the files lack, with one that came later and that they have."""
    known = {decision.id: decision for decision in decisions}
    order = in_order(decisions)
    for number in order:
        if is_waiting(decisions[number]) and number not in within:
            later = (n for n in order if n in within and _is_before(decisions[number], decisions[n], known))
            yield from ((number, each) for each in [next(later, None)] if each is not None)


def _is_before(one: Vedtak, other: Vedtak, known: Mapping[str, Vedtak]) -> bool:
    """Whether it is told, or plain from the dates, that one came before the other."""
    if one.id in before(other, known):
        return True
    return other.id not in before(one, known) and _last(one) < _first(other)


def _first(decision: Vedtak) -> Day:
    return decision.dato.sortering


def _last(decision: Vedtak) -> Day:
    """The last day that its date may mean; every month has 31 days here, since days are only compared."""
    date = decision.dato
    return (date.år, date.måned or date.kvartal * 3 or 12, date.dag or 31)
