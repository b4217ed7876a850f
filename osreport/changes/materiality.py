"""How much a change means: it is weighed by the first row that fits it, and by the heaviest of its fields."""

import re
from collections.abc import Callable, Iterable
from typing import get_args

from osreport.model.merknad import Vesentlighet
from osreport.structs import Struct

from .change import Change, FieldChange, What

LIGHTEST_FIRST: tuple[Vesentlighet, ...] = get_args(Vesentlighet)
GOALS = frozenset({"mål", "overordnet mål", "strategi", "tiltak", "område", "tema", "post"})
AIMS = frozenset({"mål", "overordnet mål", "strategi"})
FACTS = frozenset({"observasjon", "indikator", "diagram", "planhierarki", "årshjul", "forkortelse", "begrep"})
PLANS = frozenset({"plan", "delplan"})
DOCUMENTS = frozenset({"samfunnsdel", "planstrategi", "dokument"})
PROCESS = frozenset({"status", "vedtatt", "oppdatert_etter", "prosess"})
NAMES = frozenset({"ansvarlig", "eier", "parter", "part", "fn_mål", "fn_delmål", "lenke", "lenker", "kilde"})

SIGNS = re.compile(r"[\W_]+")
FACT = re.compile(r"\{[^{}]*\}|§+ ?\S+|\S*\d\S*")
MONTH = re.compile(r"\b(?:januar|februar|mars|april|mai|juni|juli|august|september|oktober|november|desember)\b")
LONG_ENOUGH = 5  # letters; in short words one letter makes another word


class Weight(Struct):
    """What a change is, and why."""

    slag: Vesentlighet
    why: str


class Row(Struct):
    """Which changes a rule is about: what happened, to which kinds, in which fields; empty is any."""

    slag: Vesentlighet
    why: str
    what: frozenset[What] = frozenset()
    kinds: frozenset[str] = frozenset()
    fields: frozenset[str] = frozenset()
    test: Callable[[Change, FieldChange], bool] = lambda _, __: True

    def fits(self, change: Change, field: FieldChange) -> bool:
        named = not self.fields or bool(self.fields & {*field.path[:1]})
        of_kind = (not self.what or change.what in self.what) and (not self.kinds or change.kind in self.kinds)
        return of_kind and named and self.test(change, field)


def _only_signs(_: Change, field: FieldChange) -> bool:
    old, new = (SIGNS.sub("", text).casefold() for text in (field.old, field.new))
    return bool(old) and old == new and FACT.findall(field.old) == FACT.findall(field.new)


def _only_slips(_: Change, field: FieldChange) -> bool:
    old, new = (SIGNS.sub(" ", text).casefold().split() for text in (field.old, field.new))
    apart = [(one, other) for one, other in zip(old, new, strict=False) if one != other]
    return len(old) == len(new) and bool(apart) and all(_is_slip(one, other) for one, other in apart)


def _is_slip(old: str, new: str) -> bool:
    """Whether one letter inside a long word is added, left out, another, or has changed place with the next."""
    one, other = sorted((old, new), key=len)
    if len(one) < LONG_ENOUGH or one[0] != other[0] or one[-1] != other[-1] or not (old + new).isalpha():
        return False
    at = next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), len(one))
    if len(one) != len(other):
        return one[at:] == other[at + 1 :]
    swapped = one[:at] + one[at + 1 : at + 2] + one[at : at + 1] + one[at + 2 :]
    return other in (swapped, one[:at] + other[at] + one[at + 1 :])


def _only_facts(_: Change, field: FieldChange) -> bool:
    old, new = (MONTH.sub(" ", FACT.sub(" ", text)).split() for text in (field.old, field.new))
    return bool(field.old and field.new) and old == new


def _stays(change: Change, _: FieldChange) -> bool:
    return not change.elsewhere


ROWS = (
    Row("redaksjonell", "bare nummeret er et annet", frozenset({"omnummerert"})),
    Row("redaksjonell", "bare rekkefølgen er en annen", frozenset({"flyttet"}), test=_stays),
    Row("innholdsmessig", "det hører til et annet sted i planen", frozenset({"flyttet"})),
    Row("faktisk", "saksgangen", kinds=DOCUMENTS, fields=PROCESS),
    Row("innholdsmessig", "hvilke år planen gjelder", kinds=DOCUMENTS, fields=frozenset({"periode"})),
    Row("redaksjonell", "bare tegn, mellomrom eller store bokstaver", frozenset({"endret"}), test=_only_signs),
    Row("redaksjonell", "ser ut som en rettet skrivefeil", frozenset({"endret"}), test=_only_slips),
    Row("faktisk", "tall og fakta", kinds=FACTS),
    Row("innholdsmessig", "når planen skal tas opp", frozenset({"endret"}), PLANS, frozenset({"revisjoner", "status"})),
    Row("faktisk", "navn og henvisninger", frozenset({"endret"}), fields=NAMES),
    Row("faktisk", "opplysninger om en plan", frozenset({"endret"}), PLANS),
    Row("innholdsmessig", "det planen vil, er et annet", frozenset({"endret"}), GOALS),
    Row("faktisk", "bare tall, datoer eller henvisninger", frozenset({"endret"}), test=_only_facts),
    Row("innholdsmessig", "nytt", frozenset({"ny"})),
    Row("innholdsmessig", "tatt ut", frozenset({"fjernet"})),
    Row("innholdsmessig", "teksten sier noe annet"),
)
NO_FIELD = FieldChange("", (), "", "", ())


def weighed(change: Change) -> Weight:
    """What the rows say of the change."""
    fields = change.fields if change.what == "endret" and change.fields else (NO_FIELD,)
    return heaviest(_weight(change, field) for field in fields)


def _weight(change: Change, field: FieldChange) -> Weight:
    row = next(row for row in ROWS if row.fits(change, field))
    return Weight(row.slag, row.why)


def heaviest(weights: Iterable[Weight]) -> Weight:
    return max(weights, key=lambda weight: LIGHTEST_FIRST.index(weight.slag))


def to_be_heard(change: Change, weight: Weight) -> str:
    """Why one may ask whether this must be heard again; nothing where it need not be asked."""
    if weight.slag != LIGHTEST_FIRST[-1]:
        return ""
    if change.what == "ny":
        return "Det er nytt, og var ikke med i det som ble sendt ut."
    if change.kind in DOCUMENTS and any(field.path[0] == "visjon" for field in change.fields):
        return "Visjonen sier noe annet enn i det som ble sendt ut."
    if change.kind not in AIMS:
        return ""
    told = {"fjernet": "var med i det som ble sendt ut, og er tatt ut", "flyttet": "hører nå til noe annet i planen"}
    return f"{THE[change.kind]} {told.get(change.what, 'sier noe annet enn i det som ble sendt ut')}."


THE = {"mål": "Målet", "overordnet mål": "Det overordnede målet", "strategi": "Strategien"}
