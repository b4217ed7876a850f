"""STRUKT and TABELL: each element stands once, chapters are no deeper than the templates, tables agree."""

from collections.abc import Iterator

from osreport.model.documents import DOCUMENTS
from osreport.model.dokument import Liste as Punktliste
from osreport.model.dokument import Listepunkt
from osreport.model.register import Plan
from osreport.model.walk import Path
from osreport.numbering import numbered

from .checked import Checked
from .finding import Code, Finding

DEEPEST = 4
CODES = (
    Code("STRUKT001", "En id er brukt én gang i sitt slag, og i sin liste."),
    Code("STRUKT002", "Hver vedtatt plan har én fil med mål og tiltak."),
    Code("STRUKT003", f"Kapitlene går ikke dypere enn {DEEPEST} nivåer."),
    Code("TABELL001", "Et år er merket én gang for hver plan."),
)


def ids_are_unique_in_their_kind(checked: Checked) -> Iterator[Finding]:
    for kind, known in checked.ids.items():
        for id_, paths in known.items():
            for path in paths[1:]:
                first = checked.kilder.places.of(paths[0])
                yield Finding(
                    "STRUKT001",
                    path,
                    f"Id-en «{id_}» er brukt før ({kind}), i {first}.",
                    "Gi en av dem en ny id, og rett henvisningene til den.",
                )


def list_items_are_unique_in_their_list(checked: Checked) -> Iterator[Finding]:
    for path, element in checked.elements:
        points = getattr(element, "punkter", ()) if isinstance(element, Punktliste | Listepunkt) else ()
        seen: set[str] = set()
        for number, point in enumerate(points):
            if point.id in seen:
                yield Finding(
                    "STRUKT001",
                    (*path, "punkter", number, "id"),
                    f"Id-en «{point.id}» er brukt før i samme liste.",
                    "Gi punktet en ny id.",
                )
            seen.add(point.id)


def chapters_are_no_deeper_than_headings(checked: Checked) -> Iterator[Finding]:
    """Templates have four levels of headings, as many as anyone can follow."""
    for name in DOCUMENTS:
        deep = {chapter.id for chapter, level, _ in numbered(getattr(checked.kilder.planverk, name)) if level > DEEPEST}
        for id_ in sorted(deep):
            yield Finding(
                "STRUKT003",
                checked.ids["kapittel"][id_][0],
                f"Kapittelet «{id_}» ligger mer enn {DEEPEST} nivåer nede.",
                "Flytt det et nivå opp, eller gjør det til avsnitt i kapittelet over.",
            )


def a_year_is_marked_once_in_a_plan(checked: Checked) -> Iterator[Finding]:
    for path, element in checked.elements:
        seen: set[int] = set()
        for number, revision in enumerate(element.revisjoner if isinstance(element, Plan) else ()):
            if revision.år in seen:
                yield Finding(
                    "TABELL001",
                    (*path, "revisjoner", number),
                    f"Året {revision.år} er merket to ganger.",
                    "Slå de to revisjonene sammen.",
                )
            seen.add(revision.år)


def goals_and_measures_are_written_once(checked: Checked) -> Iterator[Finding]:
    seen: dict[str, Path] = {}
    for number, plan in enumerate(checked.kilder.planverk.vedtatte_planer):
        path: Path = ("vedtatte_planer", number, "plan")
        if plan.plan in seen:
            yield Finding("STRUKT002", path, f"Planen «{plan.plan}» har to filer i vedtatte-planer.", "Slå dem sammen.")
        seen[plan.plan] = path
