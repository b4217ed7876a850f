"""One document of the plan set as everything its template may print."""

from datetime import date

from osreport import wording
from osreport.model.documents import DOCUMENTS
from osreport.model.dokument import Dokument
from osreport.model.kommune import Kommune
from osreport.model.planverk import Planverk
from osreport.model.vedtak import Vedtak
from osreport.model.verdi import Behandling, Dato
from osreport.numbering import numbered
from osreport.properties import Properties
from osreport.references import index

from .blocks import Blokk, Kommuneord
from .content import Content, Writer
from .printable import Printable
from .stream import stream, with_marks


def content(planverk: Planverk, name: str, preview: str = "") -> Content:
    """What the template of one document (`samfunnsdel`, `planstrategi` or `vedlegg`) prints.

    `preview` says what is only looked at: it is printed before the status, so that nobody takes it for adopted.
    """
    writer = _writer(planverk, name, preview)
    placed = tuple(stream(writer, name))
    blocks = with_marks(tuple(block for _, block in placed))
    return Content(
        values=_printable(writer, blocks),
        headings=tuple(writer.headings),
        pictures=tuple(writer.pictures),
        paths=tuple(path for path, _ in placed),
        first_number=writer.document.første_kapittel,
        properties=_properties(writer),
    )


def _writer(planverk: Planverk, name: str, preview: str = "") -> Writer:
    document: Dokument = getattr(planverk, name)
    numbers = {chapter.id: number for each in DOCUMENTS for chapter, _, number in numbered(getattr(planverk, each))}
    language = document.språk or planverk.kommune.språk
    own = frozenset(chapter.id for chapter, _, _ in numbered(document))
    words = wording.words(planverk.kommune, language)
    return Writer(planverk, document, index(planverk, numbers), language, words, own, preview)


def _printable(writer: Writer, blocks: tuple[Blokk, ...]) -> Printable:
    document = writer.document
    return {
        "kommune": municipality(writer.planverk.kommune),
        "tittel": document.tittel,
        "undertittel": document.undertittel or "",
        "kortnavn": document.kortnavn,
        "periode": wording.period(document.periode),
        "statuslinjer": _status_lines(writer),
        "statuslinje": _footer_line(writer),
        "status": document.status,
        "vannmerke": _watermark(writer),
        "ord": writer.words,
        "blokker": blocks,
    }


def municipality(kommune: Kommune) -> Kommuneord:
    """What a template may print of the municipality."""
    return Kommuneord(kommune.navn, kommune.adresse, kommune.epost, kommune.nettsted)


def _footer_line(writer: Writer) -> str:
    """What stands on every page: the last thing that happened to the document."""
    lines = _status_lines(writer)
    return lines[1] if _update(writer) and not writer.preview else lines[0]


def _watermark(writer: Writer) -> str:
    """What stands across the pages of a document that is not adopted, so that nobody takes it for what holds."""
    if writer.preview:
        return writer.words["forhåndsvisning"]
    status = writer.document.status
    return "" if status in {"vedtatt", "erstattet"} else writer.words[f"status_{status}"]


def _status_lines(writer: Writer) -> tuple[str, ...]:
    """The lines of the cover: what the document is, who adopted it, after which decision it was updated."""
    document, words = writer.document, writer.words
    first = words[f"status_{document.status}"]
    unknown = ""
    if document.vedtatt:
        first, unknown = _adoption(writer, first, document.vedtatt)
    update = _update(writer)
    preview = f"{words['forhåndsvisning']}: {writer.preview}" if writer.preview else ""
    return tuple(filter(None, (preview, first, _updated(writer, update) if update else "", unknown)))


def _updated(writer: Writer, update: Vedtak) -> str:
    words = writer.words
    case = f", {words['sak']}{wording.NBSP}{update.sak}" if update.sak != "ukjent" else ""
    return f"{words['oppdatert_etter']} {update.organ} {writer.date(update.dato)}{case}"


def _adoption(writer: Writer, status: str, decision: Behandling) -> tuple[str, str]:
    words = writer.words
    told = status if decision.organ == "ukjent" else f"{status} {words['av_organ']} {decision.organ}"
    if isinstance(decision.dato, Dato):
        link = "" if decision.dato.dag else f"{words['i_år']} "
        told = f"{told} {link}{writer.date(decision.dato)}"
    if decision.sak != "ukjent":
        return f"{told}, {words['sak']}{wording.NBSP}{decision.sak}", ""
    missing = "saksnummer_ukjent" if isinstance(decision.dato, Dato) else "vedtaksdato_ukjent"
    return told, words[missing][:1].upper() + words[missing][1:]


def _update(writer: Writer) -> Vedtak | None:
    return next((v for v in writer.planverk.vedtak if v.id == writer.document.oppdatert_etter), None)


def _properties(writer: Writer) -> Properties:
    document, kommune = writer.document, writer.planverk.kommune
    return Properties(
        title=f"{document.tittel} {wording.period(document.periode)} – {kommune.navn}",
        language=f"{writer.language}-NO",
        author=kommune.navn,
        subject=". ".join(_status_lines(writer)),
        date=_date(writer),
    )


def _date(writer: Writer) -> date:
    """The day of the last decision behind the document; where none is known, the first day of its period."""
    document, update = writer.document, _update(writer)
    decided = update.dato if update else document.vedtatt.dato if document.vedtatt else None
    known = decided if isinstance(decided, Dato) else Dato(år=document.periode.fra)
    return date(*known.sortering)
