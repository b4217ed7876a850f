"""REF and TEKST: ids and references lead somewhere, texts end, prose keeps to the subset."""

import re
from collections.abc import Iterator

from osreport import prose
from osreport.model.verdi import Skrift, Viser
from osreport.model.walk import plain_texts
from osreport.problem import Problem
from osreport.quoting import Quoting
from osreport.references import BRACE, KINDS, REFERENCE, Index
from osreport.sources.suggestions import closest

from .checked import Checked

NAMES = {
    "fakta": "ingen observasjon", "indikator": "ingen indikator", "plan": "ingen plan", "område": "ikke noe område",
    "vedtak": "ikke noe vedtak", "figur": "ingen figur",
    "mål|tema|samarbeid|plangruppe": "ikke noe mål, tema, samarbeid eller noen plangruppe",
}  # fmt: skip
CHAPTER_LINK = re.compile(r"\]\(#([^\s)]+)")


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
