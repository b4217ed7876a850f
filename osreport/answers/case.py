"""The case that puts the plan before the council after the hearing.

It holds what plan- og bygningsloven § 11-14, second paragraph, asks for: how the effects of the plan and the statements
have been assessed and what weight they were given, and how national and regional concerns are attended to.
"""

from collections.abc import Iterator
from datetime import date

from osreport.context.papers import Paper
from osreport.model.dokument import Blokk, Kapittel
from osreport.prose import escaped

from .hearing import Hearing
from .parts import box, chapter, text
from .report import changes, conclusions, counted, facts


def case(hearing: Hearing) -> Paper:
    """The paper for the council."""
    words = hearing.words
    return Paper(
        tittel=words["saksframlegg"],
        undertittel=f"{hearing.document.tittel} {hearing.period}",
        kapitler=tuple(_chapters(hearing)),
        dato=date(*hearing.runde.frist.sortering),
        språk=hearing.language,
        linjer=(words["innstilling"].format(leder=_small(hearing.planverk.kommune.leder)),),
        statuslinje=f"{hearing.document.tittel} {hearing.period}",
    )


def _chapters(hearing: Hearing) -> Iterator[Kapittel]:
    words, runde = hearing.words, hearing.runde
    about = words["saken_gjelder"].format(plan=hearing.plan, periode=hearing.period)
    yield chapter("saken", words["saken"], [text(about), text(runde.om)])
    yield chapter("bakgrunn", words["bakgrunn"], [text("\n\n".join(facts(hearing)))])
    yield chapter("virkninger", words["virkninger"], [text(runde.planbeskrivelse or words["mangler"])])
    yield chapter("uttalelser", words["uttalelser"], _assessed(hearing))
    yield chapter("endringene", words["endringer"], changes(hearing))
    yield chapter("ny-høring", words["ny_høring"], _heard_again(hearing))
    yield chapter("hensyn", words["hensyn"], [text(runde.hensyn or words["mangler"])])
    proposed = words["forslaget"].format(Plan=hearing.document.tittel, periode=hearing.period)
    yield chapter("forslag", words["forslag"], [box(escaped(proposed))])


def _assessed(hearing: Hearing) -> Iterator[Blokk]:
    words = hearing.words
    if cited := hearing.cited("behandling"):
        yield text(words["hjemmel"].format(hjemmel=cited))
    yield text(words["innkommet"].format(antall=counted(hearing)))
    if hearing.points:
        yield conclusions(hearing)
    yield text(words["viser_til"].format(dokument=words["merknadsdokument"]))


def _heard_again(hearing: Hearing) -> Iterator[Blokk]:
    """The changes that touch a goal or a strategy, or that the hearing had not seen: advice, and no verdict."""
    words = hearing.words
    if not hearing.again:
        yield text(words["ingen_ny_høring"])
        return
    yield text(words["ny_høring_råd"])
    yield text("\n".join(f"- {words[f'ble_{each.what}']}: {escaped(each.title)}" for each in hearing.again))


def _small(title: str) -> str:
    return title[:1].lower() + title[1:]
