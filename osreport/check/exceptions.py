"""Exceptions: what a municipality has chosen not to follow, said with its reason where it applies."""

from collections.abc import Iterator, Mapping, Sequence
from typing import TypeVar

from osreport.model.verdi import MedUnntak, Unntak
from osreport.model.walk import Path
from osreport.structs import Struct

from .checked import Checked
from .finding import Code, Finding

CODES = (
    Code("UNNTAK001", "Et unntak gjelder en regel som finnes, og som det kan gjøres unntak fra.", "advarsel"),
    Code("UNNTAK002", "Et unntak som ikke lenger trengs, blir tatt bort.", "advarsel"),
)

Element = TypeVar("Element", bound=MedUnntak)


class Excepted(Struct):
    """An exception and where it stands: it holds for the element at `element` and all below it."""

    element: Path
    path: Path
    unntak: Unntak

    def covers(self, finding: Finding) -> bool:
        return finding.code == self.unntak.kode and finding.path[: len(self.element)] == self.element


def sifted(checked: Checked, found: Sequence[Finding], codes: Mapping[str, Code]) -> Iterator[Finding]:
    """What is left when the exceptions have been heard, and what is wrong with these."""
    exceptions = tuple(_exceptions(checked))
    allowed = [each for each in exceptions if _can_be_excepted(each.unntak.kode, codes)]
    yield from (finding for finding in found if not any(each.covers(finding) for each in allowed))
    for each in exceptions:
        if each not in allowed:
            yield _not_allowed(each, codes)
        elif not any(each.covers(finding) for finding in found) and _was_looked_for(each.unntak.kode, checked):
            said = f"Unntaket fra {each.unntak.kode} trengs ikke: Regelen er fulgt her."
            yield Finding("UNNTAK002", each.path, said, "Ta det bort.")


def told_together(code: str, found: Sequence[tuple[Path, Element]]) -> Iterator[Sequence[tuple[Path, Element]]]:
    """What a rule has found, as one finding is to tell it; each element that is excepted from the rule by itself."""
    apart = [any(unntak.kode == code for unntak in element.unntak) for _, element in found]
    yield from ([each] for each, alone in zip(found, apart, strict=True) if alone)
    if not all(apart):
        yield [each for each, alone in zip(found, apart, strict=True) if not alone]


def _exceptions(checked: Checked) -> Iterator[Excepted]:
    for path, element in checked.elements:
        for number, unntak in enumerate(element.unntak if isinstance(element, MedUnntak) else ()):
            yield Excepted(path, (*path, "unntak", number, "kode"), unntak)


def _can_be_excepted(code: str, codes: Mapping[str, Code]) -> bool:
    return code in codes and codes[code].severity != "feil"


def _was_looked_for(code: str, checked: Checked) -> bool:
    """Without a dictionary nobody knows whether an exception from spelling is needed."""
    return code != "SPRÅK001" or checked.dictionaries is not None


def _not_allowed(exception: Excepted, codes: Mapping[str, Code]) -> Finding:
    code = exception.unntak.kode
    if code in codes:
        said = f"Det kan ikke gjøres unntak fra {code}: Uten det kan ikke dokumentene lages riktig."
        return Finding("UNNTAK001", exception.path, said, "Rett det regelen peker på, og ta bort unntaket.")
    hint = "Se kodene i docs/regler.md, eller ta bort unntaket."
    return Finding("UNNTAK001", exception.path, f"Det finnes ingen regel med koden {code}.", hint)
