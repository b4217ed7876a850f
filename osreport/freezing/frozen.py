"""The numbers of a document as they are printed now, and the source file that keeps them."""

import json
from collections.abc import Iterator

from osreport.context.document import printed_numbers
from osreport.decisions.ledger import written
from osreport.model.dokument import Dokument
from osreport.model.frosne_numre import FrosneNumre, FrossetNummer
from osreport.model.planverk import Planverk
from osreport.model.verdi import Dato
from osreport.numbering import ADOPTED, Numbered, carried, in_force, in_order

HEAD = """\
# yaml-language-server: $schema=../.schema/frosne-numre.json
#
# Skrevet av ./inv freeze: numrene slik de ble trykt denne dagen. Filen rettes ikke når planene endres.

"""
LISTS = {"kapittel": "kapitler", "figur": "figurer", "tabell": "tabeller"}


def frozen(planverk: Planverk, name: str, day: Dato, because: str = "") -> FrosneNumre:
    """The numbers that the document is printed with; those of an adopted one are counted afresh.

    In a draft, the numbers that are kept free stay so: they may not be given to anything else.
    """
    document: Dokument = getattr(planverk, name)
    if document.status in ADOPTED:
        others = tuple(freeze for freeze in planverk.frosne_numre if freeze.dokument != name)
        planverk = planverk.model_copy(update={"frosne_numre": others})
    shown = printed_numbers(planverk, name)
    lists = {each: tuple(_entries(planverk, name, shown, kind)) for kind, each in LISTS.items()}
    told = {"periode": document.periode, "status": document.status, "dato": day, "grunn": because or None}
    return FrosneNumre(dokument=name, **told, **lists)  # type: ignore[arg-type]


def _entries(
    planverk: Planverk, name: str, shown: tuple[tuple[Numbered, str], ...], kind: str
) -> Iterator[FrossetNummer]:
    """The numbers of a kind in reading order, each that is kept free before the next one that is printed."""
    before = in_force(planverk, name)
    now = [
        FrossetNummer(id=each.id, nummer=each.number, tittel=" ".join(title.split()), under=each.under or None)
        for each, title in shown
        if each.kind == kind
    ]
    kept = [each for other, each in carried([each for each, _ in shown], before) if other == kind] if before else []
    for entry in now:
        free = [each for each in kept if each.under == entry.under and _is_before(each, entry)]
        yield from (each.model_copy(update={"utgår": True}) for each in free)
        kept = [each for each in kept if each not in free]
        yield entry
    yield from (each.model_copy(update={"utgår": True}) for each in kept)


def _is_before(one: FrossetNummer, other: FrossetNummer) -> bool:
    return in_order(one.nummer) < in_order(other.nummer)


def file_name(freeze: FrosneNumre) -> str:
    """«samfunnsdel-2026-03-02.yaml»."""
    return f"{freeze.dokument}-{written(freeze.dato)}.yaml"


def to_yaml(freeze: FrosneNumre) -> str:
    """The source file: what it is of, then one line for each number."""
    head = [
        f"dokument: {freeze.dokument}", f"periode: {{fra: {freeze.periode.fra}, til: {freeze.periode.til}}}",
        f"status: {freeze.status}", f"dato: {written(freeze.dato)}",
        *([f"grunn: {_id(freeze.grunn)}"] if freeze.grunn else []),
    ]  # fmt: skip
    lists = ((name, getattr(freeze, name)) for name in LISTS.values())
    told = [line for name, entries in lists if entries for line in (f"{name}:", *map(_line, entries))]
    return HEAD + "\n".join([*head, *told]) + "\n"


def _line(entry: FrossetNummer) -> str:
    under = f", under: {_id(entry.under)}" if entry.under else ""
    gone = ", utgår: true" if entry.utgår else ""
    title = json.dumps(entry.tittel, ensure_ascii=False)
    return f'  - {{id: {_id(entry.id)}, nummer: "{entry.nummer}", tittel: {title}{under}{gone}}}'


def _id(id_: str) -> str:
    """The id, in quotes where YAML would take it for a number or a truth value."""
    return f'"{id_}"' if id_[0].isdecimal() or id_ in {"true", "false", "null"} else id_
