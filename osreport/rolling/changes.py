"""The changes that the council is asked to make, each with its reason, and those that are for the planner to choose."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from osreport import wording
from osreport.check.law import listed
from osreport.model.dokument import Dokument, Kapittel, Visningsblokk
from osreport.model.planverk import Planverk
from osreport.model.verdi import Periode
from osreport.model.walk import elements
from osreport.structs import Struct

from .deadlines import Due
from .judging import Judged, name
from .mentions import ROLLED, Mention, in_remark
from .window import Window
from .words import WORDS

Fields = dict[str, Any]
FATES = {"gjennomført": "blir", "flyttes": "er ikke"}
TABLES = ("revisjoner", "planregister")


class Proposed(Struct):
    """A change: why, which sentence of the decision makes it, its kind and its fields.

    One that is not `taken` stands in the file as a comment, for the planner to take in.
    """

    why: tuple[str, ...]
    sentence: str
    kind: str
    fields: Mapping[str, Any]
    taken: bool = True


def of_window(planverk: Planverk, window: Window) -> Iterator[Proposed]:
    """The years on the covers, and those of tables that end where the window ends."""
    for name_ in ROLLED:
        document: Dokument = getattr(planverk, name_)
        if document.periode == window.old:
            fields = {"dokument": name_, "felt": "periode", "fra": _span(window.old), "til": _span(window.new)}
            yield Proposed((f"{document.kortnavn}: årene på forsiden.",), "vindu", "sett", fields)
    for chapter, block, span in tables(planverk):
        if span.til == window.old.til:
            fields = {"kapittel": chapter.id, "vis": block.vis, "fra": _span(span), "til": _span(window.moved(span))}
            yield Proposed((f"Tabellene i kapittelet «{chapter.tittel}».",), "vindu", "flytt_vindu", fields)


def tables(planverk: Planverk) -> Iterator[tuple[Kapittel, Visningsblokk, Periode]]:
    """The tables that show years of their own, each kind and span of a chapter once."""
    seen: set[tuple[str, str, int, int]] = set()
    for name_ in ROLLED:
        chapters = (each for _, each in elements(getattr(planverk, name_)) if isinstance(each, Kapittel))
        for chapter, block in ((each, block) for each in chapters for block in each.innhold):
            if isinstance(block, Visningsblokk) and block.vis in TABLES and block.år:
                key = (chapter.id, block.vis, block.år.fra, block.år.til)
                if key not in seen:
                    seen.add(key)
                    yield chapter, block, block.år


def _span(span: Periode) -> Fields:
    return {"fra": span.fra, "til": span.til}


def of_plan(found: Sequence[Judged], reasons: Sequence[str], window: Window, language: str) -> Iterator[Proposed]:
    """What was done and what is carried over, for one plan."""
    done, late = _with(found, "gjennomført"), _with(found, "flyttes")
    if not done and not late:
        return
    why = _why(found, reasons)
    before = [each.revision.model_dump(exclude_unset=True) for each in found]
    after = _after(found, window, language)
    stays = window.new.fra in {each.year for each in found if each.fate == "står"}
    if done or stays or len(late) > 1:
        fields = {"plan": found[0].plan.id, "felt": "revisjoner", "fra": before, "til": after}
        yield Proposed(why, "gjennomført" if done else "flyttes", "sett", fields)
        why = ()
    if late and not stays:
        moved: Fields = {"plan": found[0].plan.id, "fra": late[-1].revision.år, "til": window.new.fra}
        yield Proposed(why, "flyttes", "flytt_år", moved | {"grunnlag": _not_done(late, language)})


def _after(found: Sequence[Judged], window: Window, language: str) -> list[Fields]:
    """The years of the plan once what was done is marked, and what is carried over stands at one year at most."""
    late = _with(found, "flyttes")
    stays = window.new.fra in {each.year for each in found if each.fate == "står"}
    gone = {each.revision.år for each in (late if stays else late[:-1])}
    rows = [_row(each, language) for each in found if each.revision.år not in gone]
    for row in rows:
        if stays and late and row["år"] == window.new.fra:
            known = "" if row.pop("usikker", False) else row.get("grunnlag", "")
            row["grunnlag"] = f"{known} {_not_done(late, language)}".strip()
    return sorted(rows, key=lambda row: row["år"])


def _row(each: Judged, language: str) -> Fields:
    row: Fields = each.revision.model_dump(exclude_unset=True)
    if each.fate != "gjennomført" or each.adopted is None:
        return row
    day = wording.day(each.adopted, language, short=True)
    told = {"grunnlag": WORDS[language]["vedtatt"].format(dag=day)} | row
    return {"år": each.year, "status": "gjennomført", "grunnlag": told["grunnlag"]}


def _not_done(late: Sequence[Judged], language: str) -> str:
    return WORDS[language]["ikke"].format(år=listed([str(each.revision.år) for each in late]))


def _with(found: Sequence[Judged], fate: str) -> list[Judged]:
    return sorted((each for each in found if each.fate == fate), key=lambda each: each.revision.år)


def _why(found: Sequence[Judged], reasons: Sequence[str]) -> tuple[str, ...]:
    """What the planner is told above the changes of a plan."""
    plan = found[0].plan
    told = [
        f"{name(plan)}: {each.revision.år} {FATES[each.fate]} ført som gjennomført. {each.why}"
        for each in found
        if each.fate in FATES
    ]
    late = [f"På overtid: {' '.join(reasons)}"] if reasons else []
    spoken = any(in_remark(plan, each.revision.år) for each in found if each.fate in FATES)
    return (*told, *late, *([f"Merknaden sier «{plan.merknad}». Se om den må rettes."] if spoken else []))


def of_due(due: Sequence[Due]) -> Iterator[Proposed]:
    """The years that the law asks for; those that leave a choice are not taken."""
    for each in due:
        if each.plan is not None:
            cited = f"{each.cited[:1].upper()}{each.cited[1:]}."
            new = [{"år": year, "grunnlag": cited} for year in each.years]
            fields = {"plan": each.plan.id, "felt": "revisjoner", "nye": new}
            yield Proposed((f"{each.name}: {each.why}",), "frister", "legg_til", fields, each.proposed)


def of_mentions(mentions: Sequence[Mention]) -> Iterator[Proposed]:
    """New years in the texts that name the window, for the planner to take in."""
    for each in mentions:
        if told := each.replacement:
            fields = {"kapittel": told.chapter, "fra": told.old, "til": told.new}
            why = f"Skal disse årene følge med? {each.under}: «{each.sentence}»"
            yield Proposed((why,), "vindu", "erstatt", fields, taken=False)
