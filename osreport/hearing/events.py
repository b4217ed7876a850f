"""The days of a hearing as a calendar file (RFC 5545). The only home of icalendar.

Nothing in it is of the day it was made: who reads a later edition in, gets the same events changed, not new ones.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from urllib.parse import urlsplit

from .parts import capital
from .subject import Hearing

PRODUCT = "-//osreport//horing//NO"


def calendar(hearing: Hearing) -> bytes:
    from icalendar import Calendar

    made = Calendar()
    made.add("prodid", PRODUCT)
    made.add("version", "2.0")
    for uid, day, what, where in _days(hearing):
        made.add_component(_event(hearing, uid, day, what, where))
    content: bytes = made.to_ical()
    return content


def _days(hearing: Hearing) -> Iterator[tuple[str, date, str, str]]:
    """Each day with a name that it keeps, what happens on it, and where."""
    runde, name = hearing.runde, hearing.document.kortnavn
    yield "kunngjort", hearing.first, hearing.say("ics_kunngjort", navn=name), ""
    yield "frist", hearing.last, hearing.say("ics_frist", navn=name), ""
    for number, each in enumerate(runde.møter, 1):
        if each.dato.dag:
            clock = hearing.say("kl", klokken=each.klokken) if each.klokken else ""
            what = f"{each.hva} i {each.organ}" if each.organ else each.hva
            told = hearing.say("ics_møte", navn=name, hva=" ".join(filter(None, (what[:1].lower() + what[1:], clock))))
            yield f"mote-{number}", date(*each.dato.sortering), told, each.sted or ""


def _event(hearing: Hearing, uid: str, day: date, what: str, where: str) -> Any:
    from icalendar import Event

    event = Event()
    event.add("uid", f"{hearing.runde.id}-{uid}@{urlsplit(hearing.planverk.kommune.nettsted).hostname}")
    event.add("dtstamp", datetime.combine(hearing.first, time(), UTC))
    event.add("dtstart", day)
    event.add("dtend", day + timedelta(days=1))
    event.add("summary", capital(what))
    event.add("transp", "TRANSPARENT")
    if where:
        event.add("location", where)
    return event
