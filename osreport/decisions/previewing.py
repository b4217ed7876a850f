"""What is looked at as if it were adopted: an alternative of a decision, or a decision that is only proposed."""

from collections.abc import Iterator
from dataclasses import dataclass

from osreport.model.endring import Endring
from osreport.model.vedtak import Vedtak
from osreport.problem import Problem, SourceError
from osreport.sources.reader import Kilder
from osreport.sources.suggestions import closest
from osreport.sources.tree import Path

from .order import is_proposed


@dataclass(frozen=True)
class Preview:
    """The number of the decision, where in its file the changes stand, what they are, and what the cover says."""

    number: int
    path: Path
    changes: tuple[Endring, ...]
    told: str


def previewed(kilder: Kilder, asked: str) -> Preview:
    """What is asked for, by the id or the case of the decision; SourceError where it is none, or more than one."""
    all_ = [(names, each) for names, each in _all(kilder.planverk.vedtak)]
    found = [each for names, each in all_ if asked in names]
    if len(found) == 1:
        return found[0]
    one, many = ("alternativ", "alternativer") if "/" in asked else ("forslag", "forslag")
    said = f"«{asked}» kan være flere {many}." if found else f"Det er ikke noe {one} «{asked}»."
    hint = closest(asked, (names[0] for names, _ in all_), "Disse kan forhåndsvises")
    hint = hint if all_ else "Ingen av vedtakene har «alternativer», og ingen av dem er «foreslått»."
    raise SourceError([Problem("VEDTAK019", kilder.places.of(("vedtak",)), said, hint)])


def _all(decisions: tuple[Vedtak, ...]) -> Iterator[tuple[tuple[str, ...], Preview]]:
    """All that can be looked at, by what it may be called."""
    for number, decision in enumerate(decisions):
        own = (decision.id, *([] if decision.sak == "ukjent" else [decision.sak]))
        case = f" i sak {decision.sak}" if own[1:] else ""
        if is_proposed(decision):
            yield own, Preview(number, ("endringer",), decision.endringer, f"{decision.gjelder} (ikke vedtatt ennå)")
        for place, each in enumerate(decision.alternativer):
            named = tuple(f"{name}/{each.id}" for name in own)
            path: Path = ("alternativer", place, "endringer")
            yield named, Preview(number, path, each.endringer, f"{each.gjelder} (ikke vedtatt{case})")
