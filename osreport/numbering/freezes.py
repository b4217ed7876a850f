"""Which of the frozen numbers hold now, and which a reader has in hand from before."""

from osreport.model.dokument import Dokument
from osreport.model.frosne_numre import FrosneNumre
from osreport.model.planverk import Planverk
from osreport.model.verdi import Dato

ADOPTED = frozenset({"vedtatt", "erstattet"})


def frozen_of(planverk: Planverk, name: str) -> list[FrosneNumre]:
    """All frozen numbers of a document, the oldest first."""
    own = (freeze for freeze in planverk.frosne_numre if freeze.dokument == name)
    return sorted(own, key=lambda freeze: freeze.dato.sortering)


def in_force(planverk: Planverk, name: str) -> FrosneNumre | None:
    """The numbers that the document must keep, if any.

    They are the last ones frozen, as long as the document is of the same period and has not gone from draft to adopted,
    or back to a draft of its next edition: then it is counted afresh.
    """
    document: Dokument = getattr(planverk, name)
    last = frozen_of(planverk, name)[-1:]
    return next((freeze for freeze in last if _holds(freeze, document)), None)


def _holds(freeze: FrosneNumre, document: Dokument) -> bool:
    return freeze.periode == document.periode and (freeze.status in ADOPTED) == (document.status in ADOPTED)


def earlier(planverk: Planverk, name: str) -> FrosneNumre | None:
    """The numbers that a reader of the document knows from before: of the last hearing or the edition before this one.

    For an adopted document that are those before its own, where there are any.
    """
    frozen, held = frozen_of(planverk, name), in_force(planverk, name)
    if held and held.status in ADOPTED and len(frozen) > 1:
        return frozen[-2]
    return frozen[-1] if frozen else None


def frozen_on(planverk: Planverk, name: str, day: Dato) -> FrosneNumre | None:
    """The numbers frozen on a day."""
    return next((freeze for freeze in frozen_of(planverk, name) if freeze.dato == day), None)
