"""The rules across the whole plan set; each rule is one generator of problems, and changes nothing."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from osreport import prose
from osreport.model.dokument import Kapittel, Listepunkt
from osreport.model.dokument import Liste as Punktliste
from osreport.model.fakta import Indikator, Observasjon
from osreport.model.figur import Diagram, Planhierarki, Årshjul
from osreport.model.register import Delplan, Plan, Plangruppe
from osreport.model.samarbeid import Samarbeid
from osreport.model.samfunnsdel import Mål, Område, OverordnetMål, Strategi, Tiltak
from osreport.model.vedtak import Vedtak
from osreport.model.vedtatt_plan import Programpost, Tema
from osreport.model.verdi import Skrift, Verdi, Viser
from osreport.model.walk import Path, elements, marked, plain_texts
from osreport.numbering import numbered
from osreport.problem import Problem
from osreport.quoting import Quoting
from osreport.references import BRACE, KINDS, REFERENCE, Index, index
from osreport.sources.reader import Kilder
from osreport.sources.suggestions import closest

DOCUMENTS = ("samfunnsdel", "planstrategi", "vedlegg")
KIND_OF: dict[type[Verdi], str] = {
    Observasjon: "fakta", Indikator: "indikator", Plan: "plan", Delplan: "plan", Plangruppe: "plangruppe",
    Område: "område", Mål: "mål", OverordnetMål: "mål", Strategi: "strategi", Tiltak: "tiltak", Tema: "tema",
    Programpost: "post",
    Vedtak: "vedtak", Samarbeid: "samarbeid", Kapittel: "kapittel", Punktliste: "liste",
    Diagram: "figur", Planhierarki: "figur", Årshjul: "figur",
}  # fmt: skip
NAMES = {
    "fakta": "ingen observasjon", "indikator": "ingen indikator", "plan": "ingen plan", "område": "ikke noe område",
    "vedtak": "ikke noe vedtak", "figur": "ingen figur",
    "mål|tema|samarbeid|plangruppe": "ikke noe mål, tema, samarbeid eller noen plangruppe",
}  # fmt: skip
CHAPTER_LINK = re.compile(r"\]\(#([^\s)]+)")


@dataclass(frozen=True)
class Checked:
    """The sources with what several rules need, looked up once."""

    kilder: Kilder

    @cached_property
    def elements(self) -> tuple[tuple[Path, Verdi], ...]:
        return tuple(elements(self.kilder.planverk))

    @cached_property
    def ids(self) -> Mapping[str, Mapping[str, list[Path]]]:
        """Path of every id, by kind."""
        found: dict[str, dict[str, list[Path]]] = {kind: {} for kind in KIND_OF.values()}
        for path, element in self.elements:
            if kind := KIND_OF.get(type(element)):
                found[kind].setdefault(element.id, []).append((*path, "id"))  # type: ignore[attr-defined]
        return found

    @cached_property
    def texts(self) -> tuple[tuple[Path, Skrift | Viser, str], ...]:
        return tuple(text for path, element in self.elements for text in marked(element, path))

    @cached_property
    def index(self) -> Index:
        planverk = self.kilder.planverk
        chapters = (chapter for name in DOCUMENTS for chapter in numbered(getattr(planverk, name)))
        return index(planverk, {chapter.id: number for chapter, _, number in chapters})

    @cached_property
    def quotable(self) -> Mapping[str, tuple[Path, str]]:
        """The texts that others may quote, with their paths, by the reference that does it."""
        goals = {
            f"{{mål:{each.id}}}": ((*path, "tekst"), each.tekst)
            for path, each in self.elements
            if isinstance(each, Mål | OverordnetMål)
        }
        vision = self.kilder.planverk.samfunnsdel.visjon
        return goals | ({"{visjon}": (("samfunnsdel", "visjon", "tekst"), vision.tekst)} if vision else {})

    def problem(self, code: str, path: Path, message: str, hint: str, before: str | None = None) -> Problem:
        """A problem with a value, or with what follows `before` in it."""
        return Problem(code, self.kilder.places.of(path, before), message, hint)


Rule = Callable[[Checked], Iterator[Problem]]


def ids_are_unique_in_their_kind(checked: Checked) -> Iterator[Problem]:
    for kind, known in checked.ids.items():
        for id_, paths in known.items():
            for path in paths[1:]:
                first = checked.kilder.places.of(paths[0])
                yield checked.problem(
                    "STRUKT001",
                    path,
                    f"Id-en «{id_}» er brukt før ({kind}), i {first}.",
                    "Gi en av dem en ny id, og rett henvisningene til den.",
                )


def list_items_are_unique_in_their_list(checked: Checked) -> Iterator[Problem]:
    for path, element in checked.elements:
        points = getattr(element, "punkter", ()) if isinstance(element, Punktliste | Listepunkt) else ()
        seen: set[str] = set()
        for number, point in enumerate(points):
            if point.id in seen:
                yield checked.problem(
                    "STRUKT001",
                    (*path, "punkter", number, "id"),
                    f"Id-en «{point.id}» er brukt før i samme liste.",
                    "Gi punktet en ny id.",
                )
            seen.add(point.id)


def fields_point_to_something(checked: Checked) -> Iterator[Problem]:
    for path, mark, id_ in checked.texts:
        if isinstance(mark, Viser):
            known = [each for kind in mark.til.split("|") for each in checked.ids[kind]]
            if id_ not in known:
                name = NAMES.get(mark.til, f"ingen {mark.til}")
                yield checked.problem(
                    "REF004", path, f"Det finnes {name} med id «{id_}».", closest(id_, known, "Kjente id-er er")
                )


def references_in_text_resolve(checked: Checked) -> Iterator[Problem]:
    for path, mark, text in checked.texts:
        if isinstance(mark, Skrift) and ("{" in text or "}" in text):
            for match in BRACE.finditer(text):
                if said := _wrong_reference(match.group(), checked.index):
                    code, message, hint = said
                    yield checked.problem(code, path, message, hint, text[: match.start()])


def _wrong_reference(written: str, known: Index) -> tuple[str, str, str] | None:
    match = REFERENCE.fullmatch(written)
    if match is None:
        return (
            "REF003",
            f"«{written[:40]}» er ingen ferdig henvisning.",
            "Skriv {slag:id}, for eksempel {plan:folkehelseplan}. Skal klammen stå i teksten, bruk ( eller [.",
        )
    kind, id_ = match[1], match[2] or ""
    if kind not in KINDS:
        return ("REF002", f"«{kind}» er ikke et slags henvisning.", closest(kind, KINDS, "Slagene er"))
    if id_ not in known.entries[kind]:
        return (
            "REF001",
            f"«{written}» viser til noe som ikke finnes{_what_is_missing(kind)}.",
            closest(id_, known.entries[kind], "Det som finnes, er"),
        )
    return None


def _what_is_missing(kind: str) -> str:
    return {
        "vedtatt": ", eller en plan uten vedtaksdato",
        "år": ", eller en plan uten vedtaksdato",
        "sak": ", eller en plan uten saksnummer",
        "kap": ", eller et kapittel uten nummer",
    }.get(kind, "")


def references_stand_where_they_are_read(checked: Checked) -> Iterator[Problem]:
    """In a name a reference would be printed as it stands."""
    for path, element in checked.elements:
        for name, text in plain_texts(element):
            if match := REFERENCE.search(text):
                yield checked.problem(
                    "REF009",
                    (*path, *name),
                    f"«{match.group()}» ville blitt stående slik: Her kan det ikke stå henvisninger.",
                    "Skriv det henvisningen skulle gitt.",
                    text[: match.start()],
                )


def texts_end_when_references_are_put_in(checked: Checked) -> Iterator[Problem]:
    quoting = Quoting({reference: text for reference, (_, text) in checked.quotable.items()})
    for path, mark, text in checked.texts:
        if isinstance(mark, Skrift) and quoting.is_overgrown(text):
            yield checked.problem(
                "REF008",
                path,
                "Teksten blir altfor lang når henvisningene settes inn.",
                "Se etter mål som henter fram andre mål, og skriv ordene ut.",
            )
    for reference in quoting.first_of_circles():
        yield checked.problem(
            "REF005",
            checked.quotable[reference][0],
            f"Teksten henter fram seg selv: «{reference}» ender der den begynte.",
            "Skriv ordene ut i stedet for henvisningen her.",
        )


def links_in_text_go_to_a_chapter(checked: Checked) -> Iterator[Problem]:
    for path, mark, text in checked.texts:
        if isinstance(mark, Skrift) and "](#" in text:
            for match in CHAPTER_LINK.finditer(text):
                if match[1] not in checked.ids["kapittel"]:
                    yield checked.problem(
                        "REF010",
                        path,
                        f"Lenken viser til kapittelet «{match[1]}», som ikke finnes.",
                        closest(match[1], checked.ids["kapittel"], "Kapitlene er"),
                        text[: match.start(1)],
                    )


def prose_keeps_to_the_subset(checked: Checked) -> Iterator[Problem]:
    for path, mark, text in checked.texts:
        if isinstance(mark, Skrift):
            faults = prose.parse(text)[1] if mark.form == "avsnitt" else prose.parse_line(text)[1]
            for fault in faults:
                yield checked.problem(fault.code, path, fault.message, fault.hint, text[: fault.at])


def a_year_is_marked_once_in_a_plan(checked: Checked) -> Iterator[Problem]:
    for path, element in checked.elements:
        seen: set[int] = set()
        for number, revision in enumerate(element.revisjoner if isinstance(element, Plan) else ()):
            if revision.år in seen:
                yield checked.problem(
                    "TABELL001",
                    (*path, "revisjoner", number),
                    f"Året {revision.år} er merket to ganger.",
                    "Slå de to revisjonene sammen.",
                )
            seen.add(revision.år)


def goals_and_measures_are_written_once(checked: Checked) -> Iterator[Problem]:
    seen: dict[str, Path] = {}
    for number, plan in enumerate(checked.kilder.planverk.vedtatte_planer):
        path: Path = ("vedtatte_planer", number, "plan")
        if plan.plan in seen:
            yield checked.problem(
                "STRUKT002", path, f"Planen «{plan.plan}» har to filer i vedtatte-planer.", "Slå dem sammen."
            )
        seen[plan.plan] = path


def printed_plans_have_content(checked: Checked) -> Iterator[Problem]:
    written = [plan.plan for plan in checked.kilder.planverk.vedtatte_planer]
    if len(set(written)) < len(written) or not checked.ids["plan"].keys() >= set(written):
        return  # the file of the plan may be the one that says another plan
    for path, element in checked.elements:
        plan = getattr(element, "plan", None) if getattr(element, "vis", None) in {"planmål", "tiltak"} else None
        if plan and plan in checked.ids["plan"] and plan not in written:
            yield checked.problem(
                "REF006",
                (*path, "plan"),
                f"Planen «{plan}» har ingen mål eller tiltak å vise.",
                f"Lag filen vedtatte-planer/{plan}.yaml, eller ta bort blokken.",
            )


def there_is_a_vision_to_print(checked: Checked) -> Iterator[Problem]:
    for path, element in checked.elements:
        if getattr(element, "vis", None) == "visjon" and checked.kilder.planverk.samfunnsdel.visjon is None:
            yield checked.problem(
                "REF007",
                (*path, "vis"),
                "Samfunnsdelen har ingen visjon å vise.",
                "Legg til «visjon:» i samfunnsdel.yaml, eller ta bort blokken.",
            )


RULES: tuple[Rule, ...] = (
    ids_are_unique_in_their_kind,
    list_items_are_unique_in_their_list,
    fields_point_to_something,
    references_in_text_resolve,
    references_stand_where_they_are_read,
    texts_end_when_references_are_put_in,
    links_in_text_go_to_a_chapter,
    prose_keeps_to_the_subset,
    a_year_is_marked_once_in_a_plan,
    goals_and_measures_are_written_once,
    printed_plans_have_content,
    there_is_a_vision_to_print,
)


def problems(kilder: Kilder) -> tuple[Problem, ...]:
    """Everything that the rules find."""
    checked = Checked(kilder)
    return tuple(problem for rule in RULES for problem in rule(checked))
