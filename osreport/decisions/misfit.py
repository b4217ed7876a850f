"""A change that does not fit, and the words that several of them share."""

from decimal import Decimal
from typing import Any

from osreport.problem import Place, Problem

LONGEST = 60
NOUNS = {
    "dokument": "dokumentet", "kapittel": "kapittelet", "liste": "listen", "område": "området", "mål": "målet",
    "strategi": "strategien", "tiltak": "tiltaket", "tema": "temaet", "post": "posten", "plan": "planen",
    "plangruppe": "plangruppen", "samarbeid": "samarbeidet", "figur": "figuren", "fakta": "observasjonen",
    "indikator": "indikatoren",
}  # fmt: skip


class Misfit(Exception):  # noqa: N818 - it stops one change; the problem is told with those of the others
    """A change cannot be made; carries what is to be told."""

    def __init__(self, code: str, place: Place, message: str, hint: str) -> None:
        self.problem = Problem(code, place, message, hint)
        super().__init__(message)


def named(address: tuple[str, str]) -> str:
    """The element in words: planen «kulturplan»."""
    kind, id_ = address
    return f"{NOUNS[kind]} «{id_}»"


def shown(value: Any) -> str:
    """A value as a planner would write it, cut where it is long."""
    told = " ".join((value if isinstance(value, str) else _flow(value)).split())
    told = f"{told[:LONGEST]}…" if len(told) > LONGEST else told
    return f"«{told}»" if isinstance(value, str) else told


def _flow(value: Any) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {_flow(each)}" for key, each in value.items()) + "}"
    if isinstance(value, tuple):
        return f"[{', '.join(map(_flow, value))}]"
    if isinstance(value, bool):
        return str(value).lower()
    return str(value).replace(".", ",") if isinstance(value, Decimal) else str(value)
