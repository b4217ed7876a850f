"""Kommunal planstrategi (plan- og bygningsloven): a document, and what the council decides on the kommuneplan in it."""

from typing import Literal

from .dokument import Dokument
from .verdi import Verdi

Valg = Literal["revideres", "revideres delvis", "videreføres"]


class Kommuneplanvalg(Verdi):
    """Whether each part of the kommuneplan is revised or carried on as it is."""

    samfunnsdel: Valg | None = None
    arealdel: Valg | None = None


class Planstrategi(Dokument):
    kommuneplan: Kommuneplanvalg | None = None
