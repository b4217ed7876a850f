"""A hearing with everything a hearing can have, to try templates with."""

from collections.abc import Iterator
from typing import get_args

from osreport.model.horing import Høringsrunde, Kontakt, Mottaker, Møte, Svarmåte, Utleggingssted
from osreport.model.planverk import Planverk
from osreport.model.verdi import Dato, Kategori

from .papers import Paper, papers
from .subject import Hearing

ADDRESS, LINK = "prøve@example.no", "https://example.no"


def specimen(planverk: Planverk) -> Iterator[Paper]:
    """What goes with the samfunnsdel, if it were sent out on the first day of its period."""
    runde = _round(planverk.samfunnsdel.periode.fra)
    yield from papers(Hearing(planverk.model_copy(update={"høringer": (runde,)}), 0))


def _round(year: int) -> Høringsrunde:
    first, last = Dato(år=year, måned=1, dag=2), Dato(år=year, måned=3, dag=2)
    return Høringsrunde(
        id="prøve",
        dokument="samfunnsdel",
        kunngjort=first,
        frist=last,
        ligger_ute=(Utleggingssted(navn="Nettsidene", lenke=LINK), Utleggingssted(navn="Servicetorget")),
        svar=Svarmåte(epost=ADDRESS, nettskjema=LINK, post="Postboks 1"),
        kontakt=Kontakt(navn="Prøve", tittel="planlegger", epost=ADDRESS, telefon="00 00 00 00"),
        om="Prøve.",
        ønsker=("Prøve?",),
        alternativer="Prøve.",
        planbeskrivelse="Prøve.",
        hensyn="Prøve.",
        møter=(Møte(dato=last, hva="Møte", organ="kommunestyret", sted="Salen", klokken="18.00"),),
        mottakere=tuple(Mottaker(id=each, navn=each, kategori=each) for each in get_args(Kategori)),
    )
