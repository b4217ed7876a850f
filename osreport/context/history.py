"""The decisions behind a document, in their order, each with what it changed of what the document prints."""

from collections.abc import Iterator

from osreport.decisions.order import in_order
from osreport.decisions.shown import prints
from osreport.model.dokument import Vedtaksblokk, Visningsblokk
from osreport.model.vedtak import Vedtak
from osreport.model.walk import elements
from osreport.wording import NBSP

from .blocks import Avsnitt, Blokk, Tabell
from .content import Writer
from .told import field_of, told


def history(writer: Writer, _: Visningsblokk, __: int) -> Iterator[Blokk]:
    words, decisions = writer.words, writer.planverk.vedtak
    made = [decisions[number] for number in in_order(decisions) if decisions[number].resultat == "vedtatt"]
    rows = tuple(_row(writer, decision) for decision in made if _concerns(writer, decision))
    if rows:
        yield Tabell((words["dato"], words["vedtak"], words["endret"]), rows, words["beskrivelse_historikk"])
    else:
        yield Avsnitt(words["ingen_vedtak"])


def _row(writer: Writer, decision: Vedtak) -> tuple[str, str, str]:
    words = writer.words
    case = f", {words['sak']}{NBSP}{decision.sak}" if decision.sak != "ukjent" else ""
    organ = decision.organ[:1].upper() + decision.organ[1:]
    unknown = "dokumentet_vedtatt" if _adopted_by(writer, decision) else "endringer_ikke_ført"
    changed = "\n".join(_changes(writer, decision)) or words[unknown]
    return writer.date(decision.dato), f"{organ}{case}: {decision.gjelder}", changed


def _changes(writer: Writer, decision: Vedtak) -> tuple[str, ...]:
    """What it changed of what this document prints; of what nothing tells where it stood, too."""
    placed = ((field_of(writer, change), change) for change in decision.endringer)
    return told(writer, (each for field, each in placed if not field or _prints(writer, field)))


def _prints(writer: Writer, field: str) -> bool:
    return prints(writer.document, writer.name, {field})


def _concerns(writer: Writer, decision: Vedtak) -> bool:
    """Whether the document has anything from it: a change, its words, its own adoption, or an update."""
    return bool(_changes(writer, decision)) or decision.id in _named_by(writer) or _adopted_by(writer, decision)


def _named_by(writer: Writer) -> set[str | None]:
    quoted = (each.vedtak for _, each in elements(writer.document.kapitler) if isinstance(each, Vedtaksblokk))
    return {writer.document.oppdatert_etter, *quoted}


def _adopted_by(writer: Writer, decision: Vedtak) -> bool:
    adopted = writer.document.vedtatt
    return adopted is not None and adopted.dato == decision.dato and adopted.sak == decision.sak
