"""Freezes as files: which there are to be, and which stand in the way."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from osreport.model.planverk import Planverk
from osreport.model.verdi import Dato
from osreport.problem import Place, Problem, SourceError

from .frozen import file_name, frozen, to_yaml

FOLDER = "frosne-numre"


def files(
    planverk: Planverk, names: Sequence[str], day: Dato, because: str, folder: Path, called: str
) -> Mapping[str, bytes]:
    """The file of each document; SourceError where the day has other numbers in the folder already."""
    made = [frozen(planverk, name, day, because) for name in names]
    found = {file_name(each): to_yaml(each).encode() for each in made}
    if problems := list(_in_the_way(found, folder, called)):
        raise SourceError(problems)
    return found


def _in_the_way(found: Mapping[str, bytes], folder: Path, called: str) -> Iterator[Problem]:
    for name, content in found.items():
        if (folder / name).is_file() and (folder / name).read_bytes() != content:
            said = "Filen har frosne numre for denne dagen, og de er andre enn de som trykkes nå."
            hint = "Er de gamle feil, så slett filen først. Er begge rette, så frys på en annen dag."
            yield Problem("NUM010", Place(f"{called}/{FOLDER}/{name}"), said, hint)


def reason(planverk: Planverk, because: str) -> Dato | None:
    """The day of the decision that is the reason; None where it is no decision."""
    return next((decision.dato for decision in planverk.vedtak if decision.id == because), None)
