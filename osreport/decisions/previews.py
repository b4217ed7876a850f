"""What is only looked at: an alternative that was not adopted, a proposed decision, or what a hearing led to."""

from collections.abc import Iterator

from osreport.model.endring import Endring
from osreport.model.horing import Høringsrunde
from osreport.model.vedtak import Vedtak, Vedtakspunkt
from osreport.problem import Place, Problem, SourceError
from osreport.sources.reader import Kilder
from osreport.sources.suggestions import closest
from osreport.sources.tree import Path
from osreport.structs import Struct
from osreport.treatment import decided, round_of
from osreport.wording import day

from .order import Day, is_proposed

PROPOSED = {
    "nb": "Forslag etter høringen med frist {} (ikke vedtatt)",
    "nn": "Forslag etter høyringa med frist {} (ikkje vedteke)",
}


class Preview(Struct):
    """What has not been made: a decision by its number, or a proposal of our own; `told` is what the cover says.

    `changes` are those of the decision that are looked at, and `path` is where they stand in its file.
    """

    told: str
    number: int = -1
    path: Path = ()
    changes: tuple[Endring, ...] = ()
    proposal: Vedtak | None = None


def asked(kilder: Kilder, preview: str, as_of: Day | None) -> Preview | None:
    """The alternative (`SAK/alternativ`), proposal or hearing that is asked for; SourceError where there is none."""
    if not preview:
        return None
    if found := round_of(kilder.planverk, preview):
        return _proposal(kilder, found, as_of)
    return _previewed(kilder, preview)


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


def _previewed(kilder: Kilder, preview: str) -> Preview:
    """What is asked for by the id or the case of a decision; SourceError where it is none, or more than one."""
    all_ = tuple(_all(kilder.planverk.vedtak))
    found = [each for names, each in all_ if preview in names]
    if len(found) == 1:
        return found[0]
    one, many = ("alternativ", "alternativer") if "/" in preview else ("forslag", "forslag")
    said = f"«{preview}» kan være flere {many}." if found else f"Det er ikke noe {one} «{preview}»."
    known = [*(names[0] for names, _ in all_), *(each.id for each in kilder.planverk.høringer)]
    hint = closest(preview, known, "Disse kan forhåndsvises")
    hint = hint if known else "Ingen av vedtakene har «alternativer», og ingen av dem er «foreslått»."
    raise SourceError([Problem("VEDTAK019", _place(kilder), said, hint)])


def _all(decisions: tuple[Vedtak, ...]) -> Iterator[tuple[tuple[str, ...], Preview]]:
    """All of the decisions that can be looked at, by what it may be called."""
    for number, decision in enumerate(decisions):
        own = (decision.id, *([] if decision.sak == "ukjent" else [decision.sak]))
        case = f" i sak {decision.sak}" if own[1:] else ""
        if is_proposed(decision):
            told = f"{decision.gjelder} (ikke vedtatt ennå)"
            yield own, Preview(told, number, ("endringer",), decision.endringer)
        for place, each in enumerate(decision.alternativer):
            named = tuple(f"{name}/{each.id}" for name in own)
            path: Path = ("alternativer", place, "endringer")
            yield named, Preview(f"{each.gjelder} (ikke vedtatt{case})", number, path, each.endringer)


def _place(kilder: Kilder) -> Place:
    return kilder.places.of(("vedtak",))
