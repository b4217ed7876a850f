"""The case to the body that decides to send out: what is proposed, under which law, who is heard, for how long."""

from collections.abc import Iterator
from typing import get_args

from osreport.check.holidays import Away
from osreport.context.content import Content
from osreport.model.horing import Mottaker
from osreport.model.verdi import Dato, Kategori

from . import parts
from .page import Page, shown
from .subject import Hearing


def case(hearing: Hearing) -> Content:
    page = Page(hearing)
    page.heading("forslag_til_vedtak")
    page.numbered(_proposal(hearing))
    page.heading("saken")
    page.written("om")
    for name in ("planbeskrivelse", "alternativer", "hensyn"):
        page.heading(name)
        if getattr(hearing.runde, name):
            page.written(name)
        else:
            page.sentence(hearing.words["ukjent"])
    page.heading("rettslig")
    page.points(map(shown, _laws(hearing)))
    _hearing(page)
    parts.meetings(page)
    parts.attachments(page)
    lines = [hearing.say("saksnummer", sak=hearing.case)] if hearing.case else []
    return page.content(hearing.say("saksframlegg_tittel", navn=hearing.name), hearing.words["saksframlegg"], lines)


def _proposal(hearing: Hearing) -> Iterator[str]:
    what = parts.capital(hearing.what)
    law = hearing.law or hearing.words["ikke_oppgitt"]
    yield hearing.say(f"vedtak_sendes_{hearing.runde.trinn}", Hva=what, lov=law)
    yield hearing.say("vedtak_frist", dato=hearing.day(hearing.runde.frist))


def _laws(hearing: Hearing) -> Iterator[str]:
    for krav in hearing.asked:
        told = {"navn": krav.navn, "lov": hearing.statutes.cited(krav.hjemmel)}
        yield hearing.say("krav_dager", dager=str(krav.dager), **told) if krav.dager else hearing.say("krav", **told)


def _hearing(page: Page) -> None:
    hearing, runde = page.hearing, page.hearing.runde
    page.heading("høringen")
    first, last = (hearing.day(day) for day in (runde.kunngjort, runde.frist))
    lasts = hearing.say("varer", fra=first, til=last, dager=str((hearing.last - hearing.first).days))
    within = ", ".join(_away(hearing, each) for each in hearing.holidays)
    page.sentence(lasts, hearing.say("i_perioden", dager=within) if within else "")
    if runde.kanaler:
        channels = ", ".join(f"{each.navn} ({each.slag})" for each in runde.kanaler)
        page.sentence(f"{hearing.words['kunngjøres']} {channels}.")
    page.heading("hvem")
    heads = tuple(hearing.words[word] for word in ("kategori", "mottakere"))
    page.table(heads, _heard(hearing), hearing.words["hvem"], "mottakere")


def _away(hearing: Hearing, each: Away) -> str:
    first, last = (hearing.day(Dato(år=day.year, måned=day.month, dag=day.day)) for day in (each.first, each.last))
    return f"{each.navn} {first}" + (f"–{last}" if each.is_long else "")


def _heard(hearing: Hearing) -> Iterator[tuple[str, ...]]:
    for kategori in get_args(Kategori):
        if members := [each for each in hearing.runde.mottakere if each.kategori == kategori]:
            yield shown(hearing.words[f"kategori_{kategori}"]), shown(", ".join(map(_named, members)))


def _named(mottaker: Mottaker) -> str:
    """Who it is, and whom it is heard for."""
    return f"{mottaker.navn} ({', '.join(mottaker.for_hvem)})" if mottaker.for_hvem else mottaker.navn
