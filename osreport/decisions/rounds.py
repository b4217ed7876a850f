"""What a hearing led to, made by the decision that names it: the changes of every point, before its own."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from osreport.model.endring import Fjern, Flytt, FlyttÅr, Sett, SettStatus
from osreport.model.vedtak import Vedtak
from osreport.problem import Place, Problem
from osreport.sources.reader import Kilder
from osreport.sources.tree import Tree
from osreport.structs import Struct
from osreport.treatment import barred, points

from .changes import changed
from .draft import Address, Draft
from .misfit import Misfit, named
from .step import Step

BARRED = "VEDTAK030"


class Touch(Struct):
    """An element that a change is about; `near` where it is only the neighbour of what moves."""

    key: Address
    step: Step
    near: bool = False

    @property
    def place(self) -> Place:
        return self.step.spot


def steps(kilder: Kilder, decision: Vedtak) -> Iterator[Step]:
    """The changes of the round that the decision names, by the id of the input, then as they stand in it."""
    for point in points(kilder.planverk, decision.høring or ""):
        tree = kilder.places.trees.get(point.path[:2])
        for index, change in enumerate(point.punkt.endringer if isinstance(tree, Tree) else ()):
            yield Step.of(decision, tree, (*point.path[2:], "endringer", index), change, point)  # type: ignore[arg-type]


def touches(step: Step, keys: Iterable[Address]) -> list[Touch]:
    """The elements that the change is about, each by itself."""
    near = (step.address[0], step.neighbour) if isinstance(step.change, Flytt) else None
    return [Touch(key, step, key == near) for key in sorted(keys)]


def refused(step: Step) -> Problem | None:
    """Why a point of an input cannot make a change, whatever the plans say."""
    if step.ground is None:
        return None
    at = step.ground.path[2:]
    if wrong := barred(step.ground.merknad, step.ground.punkt):
        return Problem(BARRED, step.tree.place((*at, "endringer")), *wrong)
    if isinstance(step.change, SettStatus):
        said = "Et punkt i en merknad endrer ikke status. Det gjør vedtaket."
        return Problem("VEDTAK033", step.spot, said, "Flytt endringen til vedtaket.")
    if step.sentence:
        said = "Endringene i en merknad har ikke «punkt»: Det er vedtak som har ordlyd."
        return Problem("VEDTAK018", step.tree.place((*step.path[:-1], "punkt")), said, "Ta det bort.")
    return None


def clash(step: Step, keys: Iterable[Address], earlier: Sequence[Touch], before: Draft) -> Problem | None:
    """Tells that a point fits the plans as they were before the round, but not after another point of it."""
    met = _met(step, keys, earlier)
    return _told(step, met[-1]) if met and _fits(step, before) else None


def undoing(step: Step, keys: Iterable[Address], earlier: Sequence[Touch]) -> Problem | None:
    """Tells that a point takes away all that another point of the round did, without having to say so."""
    met = [each for each in _met(step, keys, earlier) if not each.near and _undoes(step, each.step)]
    return _told(step, met[-1]) if met else None


def _met(step: Step, keys: Iterable[Address], earlier: Sequence[Touch]) -> list[Touch]:
    """What other points of the round have touched of the same."""
    ground, keys = step.ground, set(keys)
    others = (each for each in earlier if ground and each.step.ground and each.step.ground.path != ground.path)
    return [each for each in others if each.key in keys]


def _undoes(step: Step, other: Step) -> bool:
    """Whether the change takes away all that another one did, without having to say so."""
    one, two = step.change, other.change
    if isinstance(one, Fjern):
        return not one.felt
    if isinstance(one, Sett) and isinstance(two, Sett):
        return (one.adresse, one.felt) == (two.adresse, two.felt)
    if isinstance(one, FlyttÅr) and isinstance(two, FlyttÅr):
        return one.fra == two.til
    return isinstance(one, Flytt) and isinstance(two, Flytt) and _moved(one) == _moved(two)


def _moved(change: Flytt) -> tuple[object, ...]:
    return (change.adresse, change.felt, change.fra if change.felt else None)


def _fits(step: Step, draft: Draft) -> bool:
    try:
        changed(draft, step)
    except Misfit:
        return False
    return True


def _told(step: Step, other: Touch) -> Problem:
    name = other.step.ground.punkt.id if other.step.ground else ""
    told = f"endres også av punktet «{name}» ({other.place}), og endringene går ikke sammen."
    said = f"{named(other.key).capitalize()} {told}"
    hint = f"La ett av punktene gjøre hele endringen, og skriv «som: {name}» i det andre om de får samme svar."
    return Problem("VEDTAK031", step.spot, said, hint)


def adopted_twice(kilder: Kilder, made: Sequence[int]) -> Mapping[int, Problem]:
    """The decisions, by number, that adopt what a decision before them has adopted."""
    first: dict[str, str] = {}
    found: dict[int, Problem] = {}
    for number in made:
        decision = kilder.planverk.vedtak[number]
        if decision.høring and decision.resultat == "vedtatt":
            earlier = first.setdefault(decision.høring, decision.id)
            if earlier != decision.id:
                said = f"Endringene fra høringen «{decision.høring}» er gjort av vedtaket «{earlier}»."
                hint = "Ta bort «høring» her, og skriv bare det som dette vedtaket endrer."
                found[number] = Problem("VEDTAK032", kilder.places.of(("vedtak", number, "høring")), said, hint)
    return found


def grounds(kilder: Kilder, log: Iterable[Touch]) -> dict[Address, tuple[str, ...]]:
    """The points behind each element: of the changes made now, and of those that the files have in them already."""
    found: dict[Address, dict[str, None]] = {key: dict.fromkeys(ids) for key, ids in kilder.grounds.items()}
    for touch in log:
        if touch.step.ground and not touch.near:
            found.setdefault(touch.key, {})[touch.step.ground.punkt.id] = None
    return {key: tuple(ids) for key, ids in found.items()}
