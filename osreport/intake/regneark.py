"""A spreadsheet with an input in each row: which column holds what, by its heading or as the municipality says."""

import re
from collections.abc import Iterator, Mapping, Sequence

from osreport.structs import Struct

from .celler import Row, Sheet
from .dager import day
from .letters import line
from .received import Point, Reading, Received, Refused, Sender, Unread
from .svarskjema import CATEGORIES

HEADINGS: Mapping[str, tuple[str, ...]] = {
    "navn": ("navn", "avsender", "navn på avsender", "ditt navn", "fullt navn", "innsender", "fra", "name"),
    "på_vegne_av": (
        "organisasjon", "på vegne av", "virksomhet", "lag", "organisasjon/virksomhet", "lag/organisasjon", "firma",
        "navn på organisasjon", "instans", "høringsinstans",
    ),
    "epost": ("e-post", "epost", "e-postadresse", "epostadresse", "mail", "e-mail", "email"),
    "adresse": ("adresse", "postadresse"),
    "telefon": ("telefon", "telefonnummer", "tlf", "mobil"),
    "mottatt": (
        "mottatt", "dato", "mottatt dato", "dato mottatt", "innsendt", "sendt inn", "sendt", "tidspunkt", "tidsmerke",
        "fullført", "fullføringstidspunkt", "timestamp",
    ),
    "journalnummer": (
        "journalnummer", "journalnr", "dok.nr", "dok nr", "dokumentnummer", "dok.nummer", "arkivnummer", "saksnr/doknr",
    ),
    "gjelder": ("gjelder", "kapittel", "punkt", "hva gjelder det", "gjelder kapittel", "hvilket punkt",
        "del av planen",
    ),
    "kategori": ("kategori", "type avsender", "avsendertype", "slag"),
    "tekst": (
        "merknad", "innspill", "kommentar", "tekst", "høringssvar", "høringsuttalelse", "uttalelse", "innhold",
        "merknader", "kommentarer", "ditt innspill", "din merknad", "svar", "forslag",
    ),
}  # fmt: skip
FIELDS = tuple(HEADINGS)
KNOWN = {heading: field for field, headings in HEADINGS.items() for heading in headings}
LOOKED_AT = 15  # rows that the headings may stand in
NO_HEADINGS = (
    "Fant ingen rad med overskrifter i regnearket.",
    'Si hvilken kolonne som er hva: --columns "navn=…,tekst=…", med ordene i overskriftsraden.',
)
NOTHING = Unread("Raden har ingen merknad.", "Se i originalen om den skal ha en.")
NO_ROWS = Unread("Det står ingen rader under overskriftene.", "Se i originalen om de ligger i et annet ark.")
IDLE = re.compile(r"^(?:id|nr\.?|#|starttidspunkt|rad)$", re.IGNORECASE)


class Columns(Struct):
    """Where each field stands, by its columns from 0; `others` are the columns that nobody has asked for."""

    fields: Mapping[str, tuple[int, ...]]
    others: Mapping[int, str]

    def value(self, row: Row, field: str) -> str:
        return "\n\n".join(filter(None, (_cell(row, place) for place in self.fields.get(field, ()))))


def _cell(row: Row, place: int) -> str:
    return row.cells[place] if place < len(row.cells) else ""


def reading(sheets: Sequence[Sheet], own: Mapping[str, str]) -> Reading:
    """An input for each row; `own` names the municipality's own headings by field. Refused where there is no table."""
    tables = [(sheet, found) for sheet in sheets if (found := _table(sheet, own)) is not None]
    if not tables:
        raise Refused(*NO_HEADINGS)
    some = len([sheet for sheet in sheets if sheet.rows]) > 1
    left = [
        Unread(NO_HEADINGS[0], NO_HEADINGS[1], f"arket «{line(sheet.name, 40)}»")
        for sheet in sheets
        if sheet.rows and sheet not in [table for table, _ in tables]
    ]
    read = Reading.joined(_rows(sheet, place, columns, named=some) for sheet, (place, columns) in tables)
    none = () if read.received or read.unread or left else (NO_ROWS,)
    return Reading(read.received, (*read.unread, *left, *none), read.notes)


def _table(sheet: Sheet, own: Mapping[str, str]) -> tuple[int, Columns] | None:
    """Which row holds the headings, and what the columns below them are."""
    best: tuple[int, Columns] | None = None
    for place, row in enumerate(sheet.rows[:LOOKED_AT]):
        columns = _columns(row, own)
        if len(columns.fields) > (len(best[1].fields) if best else 1 - bool(own)):
            best = place, columns
    return best


def _columns(row: Row, own: Mapping[str, str]) -> Columns:
    wanted = {_plain(heading): field for field, heading in own.items()}
    known = {heading: field for heading, field in KNOWN.items() if field not in own} | wanted
    fields: dict[str, tuple[int, ...]] = {}
    others: dict[int, str] = {}
    for place, cell in enumerate(row.cells):
        field = known.get(_plain(cell))
        if field and (field not in fields or field == "tekst"):
            fields[field] = (*fields.get(field, ()), place)
        elif cell:
            others[place] = line(cell, 100)
    return Columns(fields, others)


def _plain(heading: str) -> str:
    return " ".join(re.sub(r"[:*?.]+$", "", heading.strip()).lower().split())


def _rows(sheet: Sheet, place: int, columns: Columns, *, named: bool) -> Reading:
    here = f"arket «{line(sheet.name, 40)}», " if named else ""
    found = [_row(row, columns, f"{here}rad {row.number}") for row in sheet.rows[place + 1 :]]
    told = [name for name in columns.others.values() if not IDLE.match(name)]
    notes = [f"Kolonner som ikke er kjent, står i teksten: {', '.join(told[:12])}."] if told and found else []
    return Reading(
        tuple(each for each in found if isinstance(each, Received)),
        tuple(each for each in found if isinstance(each, Unread)),
        tuple(notes),
    )


def _row(row: Row, columns: Columns, place: str) -> Received | Unread:
    said = columns.value(row, "tekst")
    others = tuple(_others(row, columns))
    if not said and not others:
        return Unread(NOTHING.reason, NOTHING.hint, place)
    about = columns.value(row, "gjelder")
    text = "\n\n".join(filter(None, (f"Gjelder: {about}" if about else "", said, "\n".join(others))))
    point = Point(said if text != said else "", field=line(about))
    moment = columns.value(row, "mottatt")
    known = day(moment)
    notes = (f"Datoen «{line(moment, 40)}» kan ikke leses.",) if moment and not known else ()
    journal = line(columns.value(row, "journalnummer"), 60)
    return Received("regneark", _sender(row, columns), text, (point,), known, journal, place, notes)


def _others(row: Row, columns: Columns) -> Iterator[str]:
    """What stands in the columns that nobody has asked for; a category of other words than ours is among them."""
    for place, name in columns.others.items():
        if (cell := _cell(row, place)) and not IDLE.match(name):
            yield f"{name}: {cell}"
    category = columns.value(row, "kategori")
    if category and category.lower() not in CATEGORIES:
        yield f"Kategori: {category}"


def _sender(row: Row, columns: Columns) -> Sender:
    name, behalf = (line(columns.value(row, field)) for field in ("navn", "på_vegne_av"))
    category = columns.value(row, "kategori").lower()
    address, mail, phone = (line(columns.value(row, field)) for field in ("adresse", "epost", "telefon"))
    chosen = category if category in CATEGORIES else ""
    return Sender(behalf or name, name if behalf else "", chosen, address, mail, phone)
