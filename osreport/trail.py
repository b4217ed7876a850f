"""A hearing followed from what was sent out to the plan as it is, or as it would be."""

from typing import TYPE_CHECKING

from osreport import comparing
from osreport.changes.causes import Side
from osreport.problem import SourceError
from osreport.structs import replace
from osreport.tracing.hearing import sent_state
from osreport.tracing.traced import States, Trace, traced
from osreport.treatment import decided

if TYPE_CHECKING:
    from osreport.recipes import Asked


def sent_states(asked: "Asked") -> dict[str, str]:
    """The hearings of a state of the sources, each with the word for the state that was sent out."""
    planverk = comparing.side(*asked).kilder.planverk
    return {each.id: sent_state(planverk, each, asked[0].revision) for each in planverk.høringer}


def followed(round_id: str, old: "Asked", new: "Asked") -> Trace:
    """What a hearing led to from one state to another; where nobody has decided on it, as if somebody had.

    Raises SourceError where either state cannot be read.
    """
    planverk = comparing.side(*new).kilder.planverk
    before, after = comparing.sides(old, new, "" if decided(planverk, round_id) else round_id)
    runde = next(each for each in planverk.høringer if each.id == round_id)
    called = (str(old[0]), str(new[0]))
    return traced(States(runde, before, after, _by_hand(before, new), new[1].root, called))


def _by_hand(before: Side, new: "Asked") -> Side | None:
    """The new files with the decisions that the old state had, unless later ones are written into them."""
    state, laid = new
    days = [each.dato.sortering for each in before.kilder.planverk.vedtak]
    try:
        return comparing.side(replace(state, day=before.day or max(days, default=(0, 0, 0))), laid)
    except SourceError:
        return None
