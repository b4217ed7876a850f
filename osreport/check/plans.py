"""TABELL and STATUS: the register of plans, its periods and names, and what an adopted text may say."""

import re
from collections.abc import Iterator

from osreport.model.documents import DOCUMENTS
from osreport.model.register import Plan
from osreport.model.samfunnsdel import Mål
from osreport.model.verdi import Skrift

from .checked import Checked
from .finding import Code, Finding

PBL = "plan- og bygningsloven"
CODES = (
    Code(
        "STRUKT004",
        "Hvert mål har minst én strategi, et delmål under seg, eller et måltall.",
        "merknad",
        f"{PBL} § 11-2",
    ),
    Code("TABELL002", "En plan har ett navn i registeret.", "advarsel"),
    Code("TABELL003", "En plan som har gått ut, har et år for revisjon etter det.", "advarsel", f"{PBL} § 10-1"),
    Code("STATUS003", "Et vedtatt dokument har ingen ord fra høringen.", "advarsel", f"{PBL} § 11-15"),
)
HEARING = re.compile(
    r"\b(?:høringsutkast\w*|høringsfrist\w*|forslaget til (?:kommuneplan|planstrategi|plan)\w*|"
    r"(?:ligger|legges|lagt) ut (?:til|på) høring|inviterer (?:til|alle)|frist for (?:å sende|innspill|merknader)|"
    r"send (?:inn )?(?:innspill|merknader))\b",
    re.IGNORECASE,
)


def goals_are_followed_by_something(checked: Checked) -> Iterator[Finding]:
    for path, goal in checked.elements:
        if isinstance(goal, Mål) and path[0] == "samfunnsdel" and not (goal.strategier or goal.delmål or goal.måltall):
            said = f"Målet «{_cut(goal.tekst)}» har ingen strategi."
            yield Finding("STRUKT004", (*path, "tekst"), said, "Skriv en strategi, eller si hvorfor med «unntak».")


def plans_have_one_name(checked: Checked) -> Iterator[Finding]:
    known: dict[str, Plan] = {}
    for path, plan in checked.plans:
        for name in (plan.navn, *plan.andre_navn):
            other = known.setdefault(plain_name(name), plan)
            if other.id not in {plan.id, plan.samme_som} and other.samme_som != plan.id:
                said = f"«{name}» står også i planen «{other.id}»."
                hint = f"Er det den samme planen, skriv «samme_som: {other.id}», eller slå dem sammen."
                yield Finding("TABELL002", (*path, "navn"), said, hint)


def plans_past_their_period_are_taken_up_again(checked: Checked) -> Iterator[Finding]:
    begins = checked.kilder.planverk.planstrategi.periode.fra
    for path, plan in checked.plans:
        if plan.periode and plan.periode.til < begins and not any(r.år > plan.periode.til for r in plan.revisjoner):
            name = plan.kortnavn or plan.navn
            said = f"Perioden til «{name}» gikk ut i {plan.periode.til}, og ingen revisjon er satt opp."
            yield Finding(
                "TABELL003", (*path, "periode"), said, "Før opp et år under «revisjoner», eller si hvorfor ikke."
            )


def adopted_texts_speak_of_no_hearing(checked: Checked) -> Iterator[Finding]:
    adopted = {name for name in DOCUMENTS if getattr(checked.kilder.planverk, name).status == "vedtatt"}
    for path, mark, text in checked.texts:
        if path[0] in adopted and isinstance(mark, Skrift):
            for match in HEARING.finditer(text):
                said = f"«{match[0]}» hører til høringen, men dokumentet er vedtatt."
                hint = "Skriv setningen om, eller ta den bort."
                yield Finding("STATUS003", path, said, hint, text[: match.start()])


def plain_name(name: str) -> str:
    """The name as it may be written in several ways: without case, hyphens, blanks and «og»."""
    return re.sub(r"\bog\b|[\W_]+", "", name.casefold())


def _cut(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:60].rstrip()} …"  # noqa: PLR2004 - letters that fit on a line
