"""What a hearing brought in and what became of it: its points in order, the answer that each has, who sent it."""

from collections.abc import Iterator, Mapping

from osreport.model.horing import Høringsrunde, Utsending
from osreport.model.merknad import Avsender, Merknad, Merknadspunkt
from osreport.model.planverk import Planverk
from osreport.model.vedtak import Vedtak
from osreport.model.verdi import Språk
from osreport.model.walk import Path
from osreport.structs import Struct

FOLLOWED = ("tas til følge", "delvis til følge")
MANY = 20  # words that stand for all that somebody wrote
MASKED: Mapping[Språk, Mapping[bool, str]] = {
    "nb": {True: "privatperson", False: "ikke oppgitt"},
    "nn": {True: "privatperson", False: "ikkje oppgitt"},
}


class Point(Struct):
    """A point, the input that it is of, and the path to it."""

    path: Path
    merknad: Merknad
    punkt: Merknadspunkt


def points(planverk: Planverk, round_id: str) -> Iterator[Point]:
    """Every point of a round: by the id of its input, then as they stand in it."""
    found = ((number, each) for number, each in enumerate(planverk.merknader) if each.høring == round_id)
    for number, merknad in sorted(found, key=lambda each: each[1].id):
        for place, punkt in enumerate(merknad.punkter):
            yield Point(("merknader", number, "punkter", place), merknad, punkt)


def answers(planverk: Planverk) -> Mapping[str, Merknadspunkt | None]:
    """For each point the one that holds its answer: itself, or the last that `som` leads to; None in a circle."""
    known = {punkt.id: punkt for merknad in planverk.merknader for punkt in merknad.punkter}
    return {id_: _followed(punkt, known) for id_, punkt in known.items()}


def _followed(punkt: Merknadspunkt, known: Mapping[str, Merknadspunkt]) -> Merknadspunkt | None:
    passed: set[str] = set()
    while punkt.som:
        if punkt.id in passed or punkt.som not in known:
            return None
        passed.add(punkt.id)
        punkt = known[punkt.som]
    return punkt


def barred(merknad: Merknad, punkt: Merknadspunkt) -> tuple[str, str] | None:
    """Why the changes of a point cannot be made, and what to do; None where they can."""
    if merknad.kopi_av:
        said = f"Merknaden er en kopi av «{merknad.kopi_av}», og endrer ingenting selv."
        return said, f"Ta bort «endringer» her, og skriv dem i «{merknad.kopi_av}»."
    if punkt.som:
        said = f"Punktet har samme svar som «{punkt.som}», og endrer ingenting selv."
        return said, f"Flytt «endringer» til «{punkt.som}»."
    if punkt.konklusjon not in FOLLOWED:
        told = f"men konklusjonen er «{punkt.konklusjon}»" if punkt.konklusjon else "men har ingen konklusjon"
        return (
            f"Punktet endrer planen, {told}.",
            "Ta bort «endringer», eller skriv «tas til følge» eller «delvis til følge».",
        )
    return None


def decided(planverk: Planverk, round_id: str) -> Vedtak | None:
    """The decision that adopts what the round led to."""
    return next((each for each in planverk.vedtak if each.høring == round_id and each.resultat == "vedtatt"), None)


def round_of(planverk: Planverk, round_id: str) -> Høringsrunde | None:
    return next((each for each in planverk.høringer if each.id == round_id), None)


def sent_out(planverk: Planverk, round_id: str) -> Utsending | None:
    return next((each for each in planverk.utsendinger if each.høring == round_id), None)


def sender(merknad: Merknad, *, masked: bool = True) -> str:
    """The name of the sender as it may be shown: masked in what is published, and never told where nothing is."""
    if merknad.unntatt:
        return f"unntatt offentlighet ({merknad.unntatt})"
    return nameless(merknad.avsender, "nb") if masked and merknad.avsender.er_skjermet else merknad.avsender.navn


def nameless(avsender: Avsender, language: Språk) -> str:
    """What stands in the place of a name that is masked: never more than is known."""
    return MASKED[language][avsender.kategori == "privat"]


def summary(merknad: Merknad, punkt: Merknadspunkt, *, masked: bool = True) -> str:
    """What a point says, shortly: in our words, else in the sender's own where the sender may be named."""
    if merknad.unntatt:
        return ""
    words = (punkt.tekst or merknad.tekst).split()
    own = " ".join(words[:MANY]) + (" …" if len(words) > MANY else "")
    return punkt.sammendrag or ("" if masked and merknad.avsender.er_skjermet else own)
