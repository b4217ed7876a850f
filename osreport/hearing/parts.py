"""What several papers of a hearing have: who sends out what, where it lies, how to answer, what comes then."""

from collections.abc import Iterator

from .page import Page, linked, shown
from .subject import Hearing


def opening(page: Page) -> None:
    """Who sends out what, by which decision and under which act."""
    hearing, runde = page.hearing, page.hearing.runde
    kommune = hearing.planverk.kommune.navn
    sent = hearing.say(f"sender_{runde.trinn}", kommune=kommune, hva=hearing.what)
    law = hearing.say("hjemmel", lov=hearing.law) if hearing.law else ""
    page.sentence(sent, _decided(hearing), law, hearing.say("frist", dato=hearing.day(runde.frist)))


def _decided(hearing: Hearing) -> str:
    decision = hearing.decision
    if decision is None:
        return ""
    case = hearing.say("sak", sak=decision.sak) if decision.sak != "ukjent" else ""
    return hearing.say("vedtatt_av", organ=capital(decision.organ), dato=hearing.day(decision.dato), sak=case)


def wishes(page: Page) -> None:
    if page.hearing.runde.ønsker:
        page.heading("ønsker")
        page.points(map(page.writer.line, page.hearing.runde.ønsker), "ønsker")


def alternatives(page: Page) -> None:
    if page.hearing.runde.alternativer:
        page.heading("alternativer")
        page.written("alternativer")


def places(page: Page) -> None:
    if page.hearing.runde.ligger_ute:
        page.heading("ligger_ute")
        page.points(_places(page.hearing), "ligger_ute")


def _places(hearing: Hearing) -> Iterator[str]:
    for place in hearing.runde.ligger_ute:
        yield linked(hearing.say("på_nett", navn=place.navn), place.lenke) if place.lenke else shown(place.navn)


def answers(page: Page) -> None:
    """How to answer, and what becomes of it."""
    hearing = page.hearing
    page.heading("svar")
    page.points(ways(hearing), "svar")
    page.sentence(hearing.words["svar_skjema" if hearing.is_printed_here else "svar_fritt"])
    page.heading("etterpå")
    page.sentence(hearing.words["etterpå_sagt"])


def ways(hearing: Hearing) -> Iterator[str]:
    """Each way to answer."""
    svar, words = hearing.runde.svar, hearing.words
    if svar.epost:
        yield linked(words["svar_epost"], svar.epost, f"mailto:{svar.epost}")
    if svar.nettskjema:
        yield linked(words["svar_nettskjema"], svar.nettskjema)
    if svar.post:
        yield shown(hearing.say("svar_post", post=svar.post))


def meetings(page: Page) -> None:
    if page.hearing.runde.møter:
        page.heading("møter")
        page.points((shown(each) for each in told_meetings(page.hearing)), "møter")


def told_meetings(hearing: Hearing) -> Iterator[str]:
    for each in sorted(hearing.runde.møter, key=lambda møte: møte.dato.sortering):
        clock = hearing.say("kl", klokken=each.klokken) if each.klokken else ""
        what = f"{each.hva.lower()} i {each.organ}" if each.organ else each.hva.lower()
        told = ", ".join(filter(None, (what, each.sted, clock)))
        yield hearing.say("møte", dato=hearing.day(each.dato), hva=told)


def questions(page: Page) -> None:
    page.heading("spørsmål")
    page.points(contact(page.hearing), "kontakt")


def contact(hearing: Hearing) -> Iterator[str]:
    """Who answers questions, and each way to reach them."""
    kontakt = hearing.runde.kontakt
    title = f" ({kontakt.tittel})" if kontakt.tittel else ""
    yield shown(hearing.say("spørsmål_til", navn=f"{kontakt.navn}{title}") + ".")
    if kontakt.epost:
        yield linked(hearing.words["svar_epost"], kontakt.epost, f"mailto:{kontakt.epost}")
    if kontakt.telefon:
        yield shown(hearing.say("telefon", telefon=kontakt.telefon))


def named(hearing: Hearing) -> str:
    kontakt = hearing.runde.kontakt
    return ", ".join(filter(None, (kontakt.navn, kontakt.tittel)))


def capital(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}"


def attachments(page: Page) -> None:
    """What goes with the paper."""
    hearing = page.hearing
    page.heading("vedlegg")
    kinds = ["høringsutkast" if hearing.is_printed_here else "planprogram", "svarskjema"]
    told = [hearing.words[f"vedlegg_{kind}"] for kind in kinds]
    if hearing.against:
        told.insert(1, hearing.say("vedlegg_endringer", tilstand=hearing.against))
    page.points(map(shown, told))
