"""STRUKT: what is written is printed, and what is to be printed gives something."""

import re
from collections.abc import Callable, Collection, Iterator, Mapping

from osreport import prose
from osreport.model.documents import DOCUMENTS
from osreport.model.dokument import Enkeltabell, Figurblokk, Visningsblokk
from osreport.model.planverk import Planverk
from osreport.model.register import Plangruppe
from osreport.model.vedtatt_plan import VedtattPlan
from osreport.model.verdi import Skrift
from osreport.model.walk import Path, elements
from osreport.references import all_plans

from .checked import Checked
from .facts import in_own_words
from .finding import Code, Finding, listed

CODES = (
    Code("STRUKT005", "Det «utvalg» nevner, er noe av det som vises der.", "advarsel"),
    Code("STRUKT006", "Det et kapittel henter fram, gir noe å trykke.", "advarsel"),
    Code("STRUKT007", "Hvert punkt og hver tekst har ord.", "advarsel"),
    Code("STRUKT013", "Punktene i en liste slutter likt.", "merknad"),
    Code("STRUKT014", "Figurer, områder og vedtatte planer blir trykt i et av dokumentene.", "merknad"),
)
WORDLESS = re.compile(r"^[ \t]*(?:[-*+]|\d+[.)])?[ \t]*[^\w\s{}][^\w{}]*$", re.MULTILINE)
LIST = re.compile(r"^[ \t]*(?:-|\d+[.)])[ \t]+\S", re.MULTILINE)


def _adopted(planverk: Planverk, block: Visningsblokk) -> VedtattPlan | None:
    return next((plan for plan in planverk.vedtatte_planer if plan.plan == block.plan), None)


def _goals_of_area(planverk: Planverk, block: Visningsblokk) -> tuple[str, ...]:
    return tuple(goal.id for area in planverk.samfunnsdel.områder if area.id == block.område for goal in area.mål)


def _goals_of_plan(planverk: Planverk, block: Visningsblokk) -> tuple[str, ...]:
    plan = _adopted(planverk, block)
    return tuple(goal.id for goal in plan.mål) if plan else ()


def _themes_of_plan(planverk: Planverk, block: Visningsblokk) -> tuple[str, ...]:
    plan = _adopted(planverk, block)
    return tuple(theme.id for theme in plan.temaer) if plan else ()


def _groups(planverk: Planverk, _: Visningsblokk) -> tuple[str, ...]:
    return tuple(group.id for group in planverk.planregister.grupper)


def _cooperation(planverk: Planverk, _: Visningsblokk) -> tuple[str, ...]:
    return tuple(each.id for each in planverk.samarbeid.samarbeid)


# What a view picks from by id; the views that pick nothing show all they have.
CHOICES: Mapping[str, Callable[[Planverk, Visningsblokk], tuple[str, ...]]] = {
    "måltabell": _goals_of_area, "planmål": _goals_of_plan, "tiltak": _themes_of_plan,
    "planregister": _groups, "samarbeid": _cooperation,
}  # fmt: skip


def _views(checked: Checked) -> Iterator[tuple[Path, Visningsblokk]]:
    return ((path, element) for path, element in checked.elements if isinstance(element, Visningsblokk))


def choices_are_among_what_is_shown(checked: Checked) -> Iterator[Finding]:
    for path, block in _views(checked):
        if block.utvalg and block.vis not in CHOICES:
            said = f"«vis: {block.vis}» viser alltid alt, så «utvalg» har ingen virkning."
            yield Finding("STRUKT005", (*path, "utvalg"), said, "Ta bort «utvalg».")
            continue
        shown = CHOICES[block.vis](checked.kilder.planverk, block) if block.utvalg else ()
        for number, id_ in enumerate(block.utvalg):
            if id_ not in shown and shown:
                said = f"«{id_}» er ikke noe av det «vis: {block.vis}» viser her."
                hint = f"Det som kan velges, er: {listed(shown)}."
                yield Finding("STRUKT005", (*path, "utvalg", number), said, hint)


def views_have_something_to_show(checked: Checked) -> Iterator[Finding]:
    for path, block in _views(checked):
        if block.vis in EMPTY and (missing := EMPTY[block.vis](checked.kilder.planverk, block)):
            yield Finding("STRUKT006", (*path, "vis"), f"«vis: {block.vis}» gir ingenting å trykke: {missing}.", HINT)


HINT = "Skriv det som mangler, eller ta bort blokken."


def _no_revisions(planverk: Planverk, _: Visningsblokk) -> str:
    return "" if any(plan.overordnet for plan in all_plans(planverk)) else "Ingen plan er «overordnet»"


def _no_goals_of_plan(planverk: Planverk, block: Visningsblokk) -> str:
    plan = _adopted(planverk, block)
    return f"Planen «{block.plan}» har ingen mål" if plan and not plan.mål else ""


def _no_measures(planverk: Planverk, block: Visningsblokk) -> str:
    plan = _adopted(planverk, block)
    empty = plan and not plan.temaer and not _has_programme(plan)
    return f"Planen «{block.plan}» har verken «temaer» eller «handlingsprogram»" if empty else ""


def _has_programme(plan: VedtattPlan) -> bool:
    return bool(plan.handlingsprogram and (plan.handlingsprogram.deler or plan.handlingsprogram.temaer))


def _no_cooperation(planverk: Planverk, _: Visningsblokk) -> str:
    return "" if planverk.samarbeid.samarbeid else "samarbeid.yaml er tom"


def _no_overall_goals(planverk: Planverk, _: Visningsblokk) -> str:
    found = any(area.overordnede_mål for area in planverk.samfunnsdel.områder)
    return "" if found else "Ingen områder har «overordnede_mål»"


def _no_plans(planverk: Planverk, block: Visningsblokk) -> str:
    groups = [group for group in planverk.planregister.grupper if not block.utvalg or group.id in block.utvalg]
    return "" if any(map(_plans_below, groups)) else "Gruppene har ingen planer"


def _no_decisions(planverk: Planverk, _: Visningsblokk) -> str:
    return "" if any(decision.resultat == "vedtatt" for decision in planverk.vedtak) else "Ingen vedtak er ført"


def _plans_below(group: Plangruppe) -> bool:
    return bool(group.planer) or any(map(_plans_below, group.grupper))


# Why a view prints nothing; empty where it prints something.
EMPTY: Mapping[str, Callable[[Planverk, Visningsblokk], str]] = {
    "revisjoner": _no_revisions, "planmål": _no_goals_of_plan, "tiltak": _no_measures,
    "samarbeid": _no_cooperation, "overordnede mål": _no_overall_goals, "planregister": _no_plans,
    "historikk": _no_decisions,
}  # fmt: skip


def texts_have_words(checked: Checked) -> Iterator[Finding]:
    """But for the cells of a table, where a dash may say that there is nothing."""
    tables = [path for path, element in checked.elements if isinstance(element, Enkeltabell)]
    for path, mark, text in checked.texts:
        match = WORDLESS.search(text) if isinstance(mark, Skrift) else None
        if match and not any(path[: len(table)] == table for table in tables):
            said, hint = f"«{match[0].strip()}» har ingen ord.", "Skriv det som mangler, eller ta bort linjen."
            yield Finding("STRUKT007", path, said, hint, text[: match.start()])


def items_of_a_list_end_alike(checked: Checked) -> Iterator[Finding]:
    """In running text; a list of its own stands as adopted."""
    for path, mark, text in checked.texts:
        own = isinstance(mark, Skrift) and mark.form == "avsnitt" and in_own_words(path)
        first = LIST.search(text) if own else None
        if first and any(len(set(endings)) > 1 for endings in _lists(text)):
            said = "Noen av punktene i listen slutter med punktum, andre ikke."
            yield Finding("STRUKT013", path, said, "Sett punktum etter alle eller ingen.", text[: first.start()])


def _lists(text: str) -> Iterator[list[bool]]:
    """For each list whether its items end with a full stop; those that lead to items below them are not asked."""
    parts = prose.parse(text)[0]
    lists: dict[int, list[bool]] = {}
    for part, after in zip(parts, [*parts[1:], None], strict=True):
        if not isinstance(part, prose.Item):
            continue
        if part.begins:
            yield lists.pop(part.level, [])
        endings = lists.setdefault(part.level, [])
        if not (isinstance(after, prose.Item) and after.level > part.level):
            endings.append(prose.plain(part.runs).rstrip().endswith((".", "!", "?")))
    yield from lists.values()


def what_is_written_is_printed(checked: Checked) -> Iterator[Finding]:
    planverk = checked.kilder.planverk
    blocks = [block for name in DOCUMENTS for _, block in elements(getattr(planverk, name).kapitler)]
    views = [block for block in blocks if isinstance(block, Visningsblokk)]
    yield from _figures_unprinted(planverk, {block.figur for block in blocks if isinstance(block, Figurblokk)})
    yield from _areas_unprinted(planverk, views)
    yield from _plans_unprinted(planverk, views)


def _figures_unprinted(planverk: Planverk, printed: Collection[str]) -> Iterator[Finding]:
    for number, figure in enumerate(planverk.figurer.figurer):
        if figure.id not in printed:
            said = f"Figuren «{figure.id}» står ikke i noe dokument."
            hint = f"Skriv «- figur: {figure.id}» i et kapittel, eller ta bort figuren."
            yield Finding("STRUKT014", ("figurer", "figurer", number, "id"), said, hint)


def _areas_unprinted(planverk: Planverk, views: Collection[Visningsblokk]) -> Iterator[Finding]:
    printed = {block.område for block in views if block.vis == "måltabell"}
    for number, area in enumerate(planverk.samfunnsdel.områder):
        if area.id not in printed:
            said = f"Ingen tabell viser målene og strategiene i området «{area.tittel}»."
            hint = f"Skriv «- vis: måltabell» og «område: {area.id}» i et kapittel."
            yield Finding("STRUKT014", ("samfunnsdel", "områder", number, "id"), said, hint)


def _plans_unprinted(planverk: Planverk, views: Collection[Visningsblokk]) -> Iterator[Finding]:
    shown = {(block.vis, block.plan) for block in views}
    for number, plan in enumerate(planverk.vedtatte_planer):
        unprinted = [
            view
            for view, there in (("planmål", plan.mål), ("tiltak", plan.temaer or _has_programme(plan)))
            if there and (view, plan.plan) not in shown
        ]
        if unprinted:
            what = " og ".join({"planmål": "målene", "tiltak": "tiltakene"}[view] for view in unprinted)
            said = f"Ingen kapitler viser {what} i planen «{plan.plan}»."
            hint = f"Skriv «- vis: {unprinted[0]}» og «plan: {plan.plan}» i et kapittel, eller ta dem bort."
            yield Finding("STRUKT014", ("vedtatte_planer", number, "plan"), said, hint)
