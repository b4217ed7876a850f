"""Letters to those who answered, each with what the municipality thinks of every point."""

from collections.abc import Iterator
from datetime import date

from osreport.context.papers import Paper
from osreport.model.dokument import Blokk
from osreport.model.horing import Møte
from osreport.model.merknad import Merknad
from osreport.model.verdi import Dato
from osreport.prose import escaped, verbatim

from .hearing import Hearing, summary
from .parts import chapter, labelled, text


def reply(hearing: Hearing, merknad: Merknad, sent: date) -> Paper:
    """The letter to one sender, of the day it is sent."""
    words, sender = hearing.words, merknad.avsender
    address = filter(None, (sender.kontaktperson, sender.adresse, sender.epost))
    reference = words["referanse"].format(saksnummer=hearing.runde.saksnummer, nummer=merknad.journalnummer)
    day = hearing.day(Dato(år=sent.year, måned=sent.month, dag=sent.day))
    body = chapter(f"svar-{merknad.id}", words["vi_mener"], _letter(hearing, merknad))
    return Paper(
        tittel=words["svar"],
        undertittel=f"{hearing.document.tittel} {hearing.period}",
        kapitler=(body.model_copy(update={"nummerert": False}),),
        dato=sent,
        språk=hearing.language,
        linjer=(sender.navn, *address, day, reference),
        statuslinje=reference,
    )


def _letter(hearing: Hearing, merknad: Merknad) -> Iterator[Blokk]:
    words, runde = hearing.words, hearing.runde
    known = isinstance(merknad.mottatt, Dato)
    thanks = words["takk" if known else "takk_ukjent"].format(plan=hearing.plan, dag=hearing.day(merknad.mottatt))
    yield text(escaped(thanks))
    for point in merknad.punkter:
        answer = hearing.answers[point.id]
        said = verbatim(merknad.tekst) if merknad.unntatt else summary(point, merknad)
        yield text(labelled(words["skrev"], said))
        if answer.vurdering and not merknad.unntatt:
            yield text(labelled(words["mener"], answer.vurdering))
        yield text(labelled(words["svaret"], f"{hearing.conclusion(point)}."))
    if ahead := [each for each in runde.møter if each.organ and each.dato.sortering > runde.frist.sortering]:
        meetings = "\n".join(f"- {escaped(_meeting(hearing, each))}" for each in ahead)
        yield text(labelled(words["veien_videre"], meetings))
    contact = ", ".join(filter(None, (runde.kontakt.navn, runde.kontakt.epost, runde.kontakt.telefon)))
    yield text(escaped(words["spørsmål"].format(navn=contact)))
    yield text(f"{words['hilsen']}\n\n{escaped(hearing.planverk.kommune.navn)}")


def _meeting(hearing: Hearing, meeting: Møte) -> str:
    organ = hearing.words["i_organ"].format(organ=meeting.organ)
    return hearing.words["møte"].format(dag=hearing.day(meeting.dato), hva=meeting.hva, organ=organ)
