"""What decisions changed whose effect the files have already, as they tell it themselves."""

from collections.abc import Iterator, Sequence

from osreport.model.vedtak import Vedtak
from osreport.sources.reader import Kilder
from osreport.sources.tree import Tree

from . import rounds
from .changes import touched
from .draft import Draft
from .order import in_order
from .rounds import Touch
from .step import Step


def recorded(kilder: Kilder, decisions: Sequence[Vedtak]) -> tuple[Touch, ...]:
    """The elements that they are about, in the order of the decisions; of what is gone, only what is named."""
    every = (decisions[number] for number in in_order(decisions))
    within = (each for each in every if each.i_grunnlaget and each.resultat == "vedtatt")
    steps = [step for each in within for step in (*rounds.steps(kilder, each), *_own(kilder, each))]
    draft = Draft.of(kilder) if steps else None
    return tuple(touch for step in steps if draft for touch in rounds.touches(step, touched(draft, step)))


def _own(kilder: Kilder, decision: Vedtak) -> Iterator[Step]:
    number = next(number for number, each in enumerate(kilder.planverk.vedtak) if each is decision)
    tree = kilder.places.trees.get(("vedtak", number))
    for index, change in enumerate(decision.endringer if isinstance(tree, Tree) else ()):
        yield Step.of(decision, tree, ("endringer", index), change)  # type: ignore[arg-type]
