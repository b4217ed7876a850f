"""The announcement: a short one for a newspaper, a longer one for the web."""

from collections.abc import Iterator

from osreport import markup
from osreport.context.blocks import Avsnitt, Kulepunkt, Overskrift
from osreport.context.content import Content

from . import parts
from .page import Page
from .subject import Hearing


def for_paper(hearing: Hearing) -> Content:
    """What a newspaper needs: every line costs money."""
    page = Page(hearing)
    parts.opening(page)
    parts.alternatives(page)
    parts.places(page)
    page.heading("svar")
    page.points(parts.ways(hearing), "svar")
    parts.questions(page)
    return page.content(hearing.title, hearing.words["kunngjøring"], _period(hearing))


def for_web(hearing: Hearing) -> Content:
    page = Page(hearing)
    parts.opening(page)
    page.written("om")
    if hearing.runde.planbeskrivelse:
        page.heading("planbeskrivelse")
        page.written("planbeskrivelse")
    parts.wishes(page)
    parts.alternatives(page)
    parts.places(page)
    parts.answers(page)
    parts.meetings(page)
    parts.questions(page)
    return page.content(hearing.title, hearing.words["kunngjøring"], _period(hearing))


def _period(hearing: Hearing) -> Iterator[str]:
    first, last = (hearing.day(day) for day in (hearing.runde.kunngjort, hearing.runde.frist))
    yield hearing.say("periode_linje", fra=first, til=last)
    if hearing.case:
        yield hearing.say("saksnummer", sak=hearing.case)


def as_text(content: Content) -> bytes:
    """The same to be pasted where it is wanted: headings alone on their lines, points with a dash."""
    values = content.values
    lines = [values["tittel"], "", *values["statuslinjer"], ""]
    for block in values["blokker"]:
        if isinstance(block, Overskrift):
            lines += ["", plain(block.tekst), ""] if lines[-1] else [plain(block.tekst), ""]
        elif isinstance(block, Kulepunkt):
            lines.append(f"- {plain(block.tekst)}")
        elif isinstance(block, Avsnitt):
            lines += [plain(block.tekst), ""]
    return ("\n".join(lines).strip() + "\n").encode()


def plain(text: str) -> str:
    return "".join(piece for piece in markup.split(text) if isinstance(piece, str))
