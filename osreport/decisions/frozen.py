"""The frozen numbers that there were on a day."""

from osreport.sources.reader import Kilder, Places
from osreport.sources.tree import Path, Tree
from osreport.sources.written import Patched
from osreport.structs import replace

from .order import Day

FIELD = "frosne_numre"


def frozen_by(kilder: Kilder, day: Day) -> Kilder:
    """The sources without the numbers that were frozen after the day."""
    frozen = kilder.planverk.frosne_numre
    kept = [place for place, each in enumerate(frozen) if each.dato.sortering <= day]
    if len(kept) == len(frozen):
        return kilder
    trees = kilder.places.trees
    own: dict[Path, Tree | Patched] = {(FIELD, at): trees[(FIELD, place)] for at, place in enumerate(kept)}
    rest = {file: tree for file, tree in trees.items() if file[0] != FIELD}
    planverk = kilder.planverk.model_copy(update={FIELD: tuple(frozen[place] for place in kept)})
    return replace(kilder, planverk=planverk, places=Places({**rest, **own}, kilder.places.root))
