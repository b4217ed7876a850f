"""Plans of Os with something edited in them, wherever a test wants it."""

from collections.abc import Callable
from typing import Any

from hypothesis import settings
from versions import ROOT

from osreport.kinds import KIND_OF
from osreport.model.dokument import Listepunkt
from osreport.model.planverk import Planverk
from osreport.model.samfunnsdel import Punkt
from osreport.model.vedtak import Vedtakspunkt
from osreport.model.verdi import Verdi
from osreport.model.walk import Path, elements
from osreport.sources.reader import read_planverk

PROPERTY = settings(max_examples=40, deadline=None)
OS = read_planverk(ROOT / "sources").planverk  # no fixture: what is given to a property is shown whole when it fails


def put(value: Any, path: Path, edit: Callable[[Any], Any]) -> Any:
    """The value with another one at the path."""
    if not path:
        return edit(value)
    first, rest = path[0], path[1:]
    if isinstance(first, int):
        return (*value[:first], put(value[first], rest, edit), *value[first + 1 :])
    return value.model_copy(update={first: put(getattr(value, first), rest, edit)})


def texts(planverk: Planverk) -> list[tuple[Path, str]]:
    """The path of every text that an element with an id holds in its own field `tekst`, with its id."""
    kinds = (*KIND_OF, Listepunkt, Punkt, Vedtakspunkt)
    found = ((path, element) for path, element in elements(planverk) if isinstance(element, kinds))
    return [((*path, "tekst"), element.id) for path, element in found if hasattr(element, "tekst")]  # type: ignore[attr-defined]


def lists(planverk: Planverk) -> list[Path]:
    """The path of every list of strategies or plans with more than two members."""
    found = (
        (*path, name)
        for path, element in elements(planverk)
        for name in ("strategier", "planer", "kapitler", "innhold", "områder")
        if isinstance(members := getattr(element, name, None), tuple)
        and len(members) > 2
        and isinstance(members[0], Verdi)
    )
    return list(found)


def at(planverk: Planverk, path: Path) -> Any:
    value: Any = planverk
    for part in path:
        value = value[part] if isinstance(part, int) else getattr(value, part)
    return value
