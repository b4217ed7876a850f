"""The reply form. The names of its fields are how what is written in them is read again."""

from typing import Literal

from osreport.context.blocks import Svarfelt
from osreport.context.content import Content

from .page import Page
from .subject import Hearing

PAIRS = 5
SENDER = ("navn", "på_vegne_av", "kategori", "epost", "adresse")


def form(hearing: Hearing) -> Content:
    page, words, runde = Page(hearing), hearing.words, hearing.runde
    where = runde.svar.epost or runde.svar.nettskjema or runde.svar.post or runde.kontakt.navn
    page.sentence(hearing.say("skjema_om", hvor=where, dato=hearing.day(runde.frist)))
    page.sentence(words["skjema_offentlig"])
    page.field(Svarfelt(words["felt_runde"], words["felt_runde"], runde.id, "runde", "låst"))
    page.heading("skjema_avsender")
    for name in SENDER:
        label = words[f"felt_{name}"]
        chosen = name == "kategori"
        page.field(Svarfelt(label, label, words["velg" if chosen else "skriv"], name, "valg" if chosen else "linje"))
    page.heading("skjema_merknader")
    page.sentence(words["skjema_tall" if hearing.is_printed_here else "svar_fritt"])
    for number in range(1, PAIRS + 1):
        page.heading("merknad_nr", level=2, nummer=str(number))
        page.field(_field(hearing, "gjelder", number, "linje"))
        page.field(_field(hearing, "merknad", number, "avsnitt"))
    return page.content(hearing.say("skjema_tittel", navn=hearing.name))


def _field(hearing: Hearing, name: str, number: int, form: Literal["linje", "avsnitt"]) -> Svarfelt:
    label = hearing.words[f"felt_{name}"]
    return Svarfelt(label, f"{label} {number}", hearing.words["skriv"], f"{name}_{number}", form)
