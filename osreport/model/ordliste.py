"""The municipality's own words: what is spelled right, what an abbreviation stands for, what a thing is called."""

from typing import Annotated

from pydantic import Field, StringConstraints

from .verdi import Navn, Verdi


class Forkortelse(Verdi):
    """An abbreviation and its full name; one that is `kjent` needs no explanation where it is used first."""

    kort: Annotated[str, StringConstraints(pattern=r"^\S+$")]
    navn: Navn
    kjent: bool = False


class Begrep(Verdi):
    """A word to be used, and those that it is used instead of."""

    bruk: Navn
    ikke: tuple[Navn, ...] = Field(min_length=1)
    grunn: Navn | None = None


class Ordliste(Verdi):
    """What no dictionary knows of the municipality; `bokmål` and `nynorsk` are words of the one language alone."""

    ord: tuple[Navn, ...] = ()
    bokmål: tuple[Navn, ...] = ()
    nynorsk: tuple[Navn, ...] = ()
    forkortelser: tuple[Forkortelse, ...] = ()
    begreper: tuple[Begrep, ...] = ()
