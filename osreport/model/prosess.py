"""How far a plan has come, and the steps on the way that the acts ask about, as far as they are written down."""

from typing import Literal

from .verdi import Dato, Navn, Verdi

Status = Literal["utkast", "høring", "til behandling", "vedtatt", "erstattet"]
Trinnavn = Literal["uttalelser", "oppstart", "planprogram", "høring", "behandling", "kunngjøring"]
Høringstrinn = Literal["uttalelser", "planprogram", "høring"]  # those in which others are asked


class Trinn(Verdi):
    """A step: made public on a day, open until a day (`frist`) or treated on one (`møte`), where, to whom, of what."""

    kunngjort: Dato | None = None
    frist: Dato | None = None
    møte: Dato | None = None
    kanaler: tuple[Navn, ...] = ()
    hvem: tuple[Navn, ...] = ()
    innhold: tuple[Navn, ...] = ()


class Prosess(Verdi):
    """The steps in their order; what nobody has written down is left out."""

    uttalelser: Trinn | None = None
    oppstart: Trinn | None = None
    planprogram: Trinn | None = None
    høring: Trinn | None = None
    behandling: Trinn | None = None
    kunngjøring: Trinn | None = None
