"""The letter to the recipients of one category."""

from collections.abc import Iterator
from typing import get_args

from osreport.context.content import Content
from osreport.model.horing import Mottaker
from osreport.model.verdi import Kategori

from . import parts
from .page import Page, shown
from .subject import Hearing


def categories(hearing: Hearing) -> tuple[Kategori, ...]:
    """The categories that have recipients."""
    known = {each.kategori for each in hearing.runde.mottakere}
    return tuple(kategori for kategori in get_args(Kategori) if kategori in known)


def letter(hearing: Hearing, kategori: Kategori) -> Content:
    """One letter for all of a category, with the list of those who get it: the archive sends it to each of them."""
    page = Page(hearing)
    parts.opening(page)
    page.written("om")
    page.sentence(hearing.words[f"ber_{kategori}"])
    parts.wishes(page)
    parts.alternatives(page)
    parts.places(page)
    parts.answers(page)
    parts.meetings(page)
    parts.questions(page)
    page.sentence(hearing.words["hilsen"])
    page.sentence(f"{parts.named(hearing)}, {hearing.planverk.kommune.navn}")
    parts.attachments(page)
    page.heading("mottakere")
    heads = (hearing.words["mottaker"], hearing.words["sendes_til"])
    page.table(heads, _recipients(hearing, kategori), hearing.words[f"til_{kategori}"], "mottakere")
    return page.content(hearing.title, hearing.words[f"til_{kategori}"], lines(hearing))


def lines(hearing: Hearing) -> Iterator[str]:
    """The lines below the title: the day, the case, the deadline."""
    yield hearing.say("dato", dato=hearing.day(hearing.runde.kunngjort))
    if hearing.case:
        yield hearing.say("saksnummer", sak=hearing.case)
    yield hearing.say("frist_linje", dato=hearing.day(hearing.runde.frist))


def _recipients(hearing: Hearing, kategori: Kategori) -> Iterator[tuple[str, ...]]:
    for each in hearing.runde.mottakere:
        if each.kategori == kategori:
            yield shown(each.navn), shown(_reached(hearing, each))


def _reached(hearing: Hearing, mottaker: Mottaker) -> str:
    known = ", ".join(filter(None, (mottaker.adresse, mottaker.epost)))
    return known or hearing.words["i_huset" if mottaker.kategori == "råd" else "uten_adresse"]
