"""TABELL and STATUS: the register of plans, its periods and names, and what an adopted text may say."""

import re
from collections.abc import Iterator

from osreport.model.documents import DOCUMENTS
from osreport.model.dokument import Dokument
from osreport.model.register import Plan
from osreport.model.samfunnsdel import Mål
from osreport.model.verdi import Skrift
from osreport.model.walk import Path

from .checked import Checked
from .finding import Code, Finding
from .sentences import sentence_around

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
    r"\b(?:høringsutkast\w*|høringsforslag\w*|høringsfrist\w*|forslaget til (?:kommuneplan|planstrategi|plan)\w*|"
    r"dette (?:plan)?forslaget|dette er (?:et )?(?:forslag|utkast)\w* til|dette utkastet|"
    r"(?:ligger|legges|lagt) ut (?:til|på) høring|inviterer (?:til|alle)|frist for (?:å sende|innspill|merknader)|"
    r"(?P<of_a_plan>(?:er|ligger) (?:nå )?(?:ute )?(?:til|på) (?:høring|offentlig ettersyn))|"
    r"høringsperioden (?:er|varer|går|løper)|"
    r"(?:innspill|merknader|synspunkter|høringssvar)(?: (?:og|eller) \w+)? (?:kan |må |skal |bes )?(?:sendes|sendt)|"
    r"send (?:inn )?(?:innspill|merknader))\b",
    re.IGNORECASE,
)
SELF = re.compile(r"\b(?:planen|dokumentet|forslaget|utkastet)\b", re.IGNORECASE)
PERIOD = re.compile(r"\s*\(?(?P<years>(?:19|20)\d\d(?:\s?[–/-]\s?(?:\d\d){1,2})?)\)?")


def goals_are_followed_by_something(checked: Checked) -> Iterator[Finding]:
    for path, goal in checked.elements:
        if isinstance(goal, Mål) and path[0] == "samfunnsdel" and not (goal.strategier or goal.delmål or goal.måltall):
            said = f"Målet «{_cut(goal.tekst)}» har ingen strategi."
            yield Finding("STRUKT004", (*path, "tekst"), said, "Skriv en strategi, eller si hvorfor med «unntak».")


def plans_have_one_name(checked: Checked) -> Iterator[Finding]:
    """Years in a name tell editions apart only where both names have them."""
    known: dict[str, list[tuple[str, Plan]]] = {}
    for path, plan in checked.plans:
        told: set[str] = set()
        for field, name in _names(plan):
            years = _years(name) or _years(plan.navn)
            others = known.setdefault(plain_name(PERIOD.sub("", name)), [])
            alike = (other for told_years, other in others if not (years and told_years) or years == told_years)
            other = next((each for each in alike if not _is_same(each, plan)), None)
            others.append((years, plan))
            if other and other.id not in told:
                told.add(other.id)
                said = f"«{name}» står også i planen «{other.id}»."
                hint = f"Er det den samme planen, skriv «samme_som: {other.id}», eller slå dem sammen."
                yield Finding("TABELL002", (*path, *field), said, hint)


def _years(name: str) -> str:
    return ", ".join(match["years"] for match in PERIOD.finditer(name))


def _names(plan: Plan) -> Iterator[tuple[Path, str]]:
    yield ("navn",), plan.navn
    if plan.kortnavn:
        yield ("kortnavn",), plan.kortnavn
    yield from ((("andre_navn", number), name) for number, name in enumerate(plan.andre_navn))


def _is_same(one: Plan, other: Plan) -> bool:
    return one.id in {other.id, other.samme_som} or one.samme_som == other.id


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
    documents: dict[str, Dokument] = {name: getattr(checked.kilder.planverk, name) for name in DOCUMENTS}
    adopted = {name: document.kortnavn for name, document in documents.items() if document.status == "vedtatt"}
    for path, mark, text in checked.texts:
        if path[0] in adopted and isinstance(mark, Skrift):
            for match in HEARING.finditer(text):
                if match["of_a_plan"] is None or _is_of(adopted[str(path[0])], checked, text, match.start()):
                    said = f"«{match[0]}» hører til høringen, men dokumentet er vedtatt."
                    hint = "Skriv setningen om, eller ta den bort."
                    yield Finding("STATUS003", path, said, hint, text[: match.start()])


def _is_of(document: str, checked: Checked, text: str, at: int) -> bool:
    """Whether a sentence speaks of the document that it stands in, as another plan may well be out for hearing."""
    sentence = sentence_around(text, at)
    return (document in sentence or SELF.search(sentence) is not None) and not checked.naming.names(sentence)


def plain_name(name: str) -> str:
    """The name as it may be written in several ways: without case, hyphens, blanks and «og»."""
    return re.sub(r"\bog\b|[\W_]+", "", name.casefold())


def _cut(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:60].rstrip()} …"  # noqa: PLR2004 - letters that fit on a line
