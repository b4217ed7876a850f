"""Two states of the plans → a Word file for each document that differs, with all that sets them apart tracked."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, time

from osreport.context.document import content
from osreport.model.vedtak import Vedtak
from osreport.pdf.finish import finished
from osreport.pdf.offices import Offices
from osreport.press import Press
from osreport.properties import Properties
from osreport.redline.compare import redline
from osreport.redline.identity import keys
from osreport.redline.revisions import Author
from osreport.redline.side import State
from osreport.sources.reader import Kilder
from osreport.word.document import fill
from osreport.wording import day

Files = dict[str, bytes]


def redlines(old: Kilder, new: Kilder, press: Press, documents: Sequence[str], offices: Offices | None) -> Files:
    """`NAVN-endringer.docx` for each document that differs, and its PDF where there are offices.

    Both states are printed through today's template, without page numbers in the contents list. Raises SourceError
    where a template cannot be filled or a redline is not proven, ToolError where LibreOffice fails. The PDF shows the
    changes as LibreOffice draws them; nobody has proven that a screen reader can read it. Where the new state is only
    looked at, both say so, and that is no change.
    """
    files: Files = {}
    for name in documents:
        (before, _), (after, properties) = (_printed(each, name, press, new.preview) for each in (old, new))
        if before.docx != after.docx:
            called = f"{name}-endringer.docx"
            files[called] = redline(before, after, _author(old, new, properties), called)
            if offices:
                pdf = offices.pdf(f"{name}-endringer", files[called]).result()
                files[f"{name}-endringer.pdf"] = finished(pdf, properties)
    return files


def _printed(kilder: Kilder, name: str, press: Press, preview: str) -> tuple[State, Properties]:
    told = content(kilder.planverk, name, preview)
    done = fill(told, press.template(name), press.called(name), press.fonts)
    return State(done.docx(()), keys(kilder.planverk, told.paths, done.blocks, done.sources)), told.properties


def _author(old: Kilder, new: Kilder, properties: Properties) -> Author:
    """Who the last decision between the states is by, and its day; without one, the municipality and the plan's day."""
    decided = max(_decided(old, new), key=lambda each: each.dato.sortering, default=None)
    if decided and decided.resultat == "foreslått":
        return Author(f"Forslag til {decided.organ}", datetime.combine(properties.date, time(), UTC))
    if decided is None:
        return Author(properties.author, datetime.combine(properties.date, time(), UTC))
    year, month, date = decided.dato.sortering
    case = "" if decided.sak == "ukjent" else f", sak {decided.sak}"
    organ = f"{decided.organ[:1].upper()}{decided.organ[1:]}"
    return Author(f"{organ} {day(decided.dato, 'nb', short=True)}{case}", datetime(year, month, date, tzinfo=UTC))


def _decided(old: Kilder, new: Kilder) -> Iterator[Vedtak]:
    """The decisions that have changed something in the new state and not in the old."""
    made = set(new.changed.values()) - set(old.changed.values())
    return (each for each in new.planverk.vedtak if each.id in made)
