"""What is only looked at: an alternative that was not adopted, or what a hearing led to before it is decided."""

from collections.abc import Iterator
from dataclasses import dataclass

from osreport.model.horing import Høringsrunde
from osreport.model.vedtak import Vedtak, Vedtakspunkt
from osreport.problem import Place, Problem, SourceError
from osreport.sources.reader import Kilder
from osreport.sources.suggestions import closest
from osreport.treatment import decided, round_of
from osreport.wording import day

from .order import Day

PROPOSED = {
    "nb": "Forslag etter høringen med frist {} (ikke vedtatt)",
    "nn": "Forslag etter høyringa med frist {} (ikkje vedteke)",
}


@dataclass(frozen=True)
class Preview:
    """A decision that has not been made: as a number and that of its alternative, or a proposal of our own.

    `told` is what the cover says.
    """

    told: str
    number: int = -1
    alternative: int = -1
    proposal: Vedtak | None = None


def asked(kilder: Kilder, preview: str, as_of: Day | None) -> Preview | None:
    """The alternative (`SAK/alternativ`) or the hearing that is asked for; SourceError where there is none."""
    if not preview:
        return None
    if found := round_of(kilder.planverk, preview):
        return _proposal(kilder, found, as_of)
    return _alternative(kilder, preview)


def _proposal(kilder: Kilder, asked_for: Høringsrunde, as_of: Day | None) -> Preview:
    """What the round leads to, as a decision that nobody has made; it has the day of the deadline."""
    made = decided(kilder.planverk, asked_for.id)
    if made and (as_of is None or made.dato.sortering <= as_of):
        said = f"Endringene fra høringen «{asked_for.id}» er gjort av vedtaket «{made.id}»."
        hint = "Utelat --with, eller spør om en dag før vedtaket med --as-of."
        raise SourceError([Problem("VEDTAK019", _place(kilder), said, hint)])
    language = kilder.planverk.kommune.språk
    told = PROPOSED[language].format(day(asked_for.frist, language))
    point = Vedtakspunkt(id="forslag", tekst=told)
    own = Vedtak(
        id=asked_for.id, organ="forslag", dato=asked_for.frist, sak=asked_for.saksnummer, gjelder=told,
        høring=asked_for.id, ordlyd=(point,),
    )  # fmt: skip
    return Preview(told, proposal=own)


def _alternative(kilder: Kilder, preview: str) -> Preview:
    wanted, _, name = preview.rpartition("/")
    decisions = kilder.planverk.vedtak
    all_ = dict(_alternatives(decisions))
    found = [at for (id_, own), at in all_.items() if own == name and wanted in {id_, decisions[at[0]].sak}]
    if len(found) == 1:
        number, place = found[0]
        case = "" if decisions[number].sak == "ukjent" else f" i sak {decisions[number].sak}"
        told = f"{decisions[number].alternativer[place].gjelder} (ikke vedtatt{case})"
        return Preview(told, number, place)
    said = f"Det er ikke noe alternativ «{preview}»." if not found else f"«{preview}» kan være flere alternativer."
    known = [*(f"{id_}/{own}" for id_, own in all_), *(each.id for each in kilder.planverk.høringer)]
    hint = closest(preview, known, "Disse kan forhåndsvises")
    raise SourceError(
        [Problem("VEDTAK019", _place(kilder), said, hint if known else "Ingen av vedtakene har «alternativer».")]
    )


def _alternatives(decisions: tuple[Vedtak, ...]) -> Iterator[tuple[tuple[str, str], tuple[int, int]]]:
    for number, decision in enumerate(decisions):
        yield from (((decision.id, each.id), (number, place)) for place, each in enumerate(decision.alternativer))


def _place(kilder: Kilder) -> Place:
    return kilder.places.of(("vedtak",))
