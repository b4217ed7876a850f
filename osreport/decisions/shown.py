"""Which documents a decision touches: those whose words it changes, and those that print what it changes elsewhere."""

from collections.abc import Collection

from osreport.model.documents import DOCUMENTS
from osreport.model.dokument import Dokument, Figurblokk, Visningsblokk
from osreport.model.planverk import Planverk
from osreport.model.vedtak import Vedtak
from osreport.model.verdi import Dato
from osreport.model.walk import elements

VIEWS: dict[str, frozenset[str]] = {
    "samfunnsdel": frozenset({"visjon", "måltabell", "overordnede mål", "målliste"}),
    "planregister": frozenset({"revisjoner", "planregister"}),
    "vedtatte_planer": frozenset({"planmål", "tiltak"}),
    "samarbeid": frozenset({"samarbeid"}),
}


def updated(planverk: Planverk, fields: Collection[str], decision: Vedtak) -> tuple[str, ...]:
    """The adopted documents that are as they are after this decision, since it is the last that touched them."""
    return tuple(name for name in DOCUMENTS if _is_updated(planverk, name, fields, decision))


def _is_updated(planverk: Planverk, name: str, fields: Collection[str], decision: Vedtak) -> bool:
    document: Dokument = getattr(planverk, name)
    adopted = document.vedtatt.dato if document.vedtatt else None
    told = next((each.dato for each in planverk.vedtak if each.id == document.oppdatert_etter), None)
    later = [date for date in (adopted, told) if isinstance(date, Dato) and date.sortering > decision.dato.sortering]
    adopts = any(change.sett_status and change.sett_status.dokument == name for change in decision.endringer)
    return document.vedtatt is not None and not later and not adopts and prints(document, name, fields)


def prints(document: Dokument, name: str, fields: Collection[str]) -> bool:
    """Whether the document prints anything of these fields of the plan set."""
    views = frozenset[str]().union(*(VIEWS.get(field, frozenset()) for field in fields))
    drawn = bool({"figurer", "faktagrunnlag"} & {*fields})
    return name in fields or any(
        (isinstance(each, Visningsblokk) and each.vis in views) or (isinstance(each, Figurblokk) and drawn)
        for _, each in elements(document.kapitler)
    )
