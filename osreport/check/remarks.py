"""TABELL: what a plan's own remark, name and links say of years, against the fields of the plan."""

import re
from collections.abc import Iterator

from osreport import wording
from osreport.model.register import Plan
from osreport.model.verdi import Behandling, Dato
from osreport.model.walk import Path
from osreport.prose.spaces import MONTHS
from osreport.structs import Struct

from .checked import Checked
from .finding import Code, Finding
from .sentences import sentences

CODES = (
    Code("TABELL004", "Årene i en merknad står også under «revisjoner».", "advarsel"),
    Code("TABELL005", "Dato og saksnummer i en merknad er de samme som i «vedtatt».", "advarsel"),
    Code("TABELL006", "Perioden i navnet på en plan er den samme som i «periode».", "advarsel"),
    Code("TABELL012", "En lenke går til den utgaven av planen som er vedtatt.", "merknad"),
)
YEARS = r"(?P<years>(?:20)?\d\d(?![\d/]|\.\d)(?:\s*(?:,|og|–|/)\s*(?:20)?\d\d(?!\d))*)"
PLANNED = re.compile(
    r"(?:\b(?:revideres|reviderast|rulleres|rullerast|behandles|handsamast|oppdateres|oppdaterast|gjennomgås|fornyes|"
    r"skal (?:revideres|rulleres|behandles|oppdateres|fornyes)|tas opp(?: igjen)?|revisjon|"
    r"blir (?:revidert|rullert|handsama|oppdatert)|utset\w+|utsatt)(?:\s+[^\W\d]+){0,2}?\s+(?:i|til)\s+)" + YEARS,
    re.IGNORECASE,
)
EVERY_YEAR = re.compile(
    r"\b(?:revideres|rulleres|oppdateres|(?:blir )?(?:revidert|rullert|oppdatert)|rullerast) "
    r"(?:årlig|årleg|hvert år|kvart år)\b",
    re.IGNORECASE,
)
ADOPTED = re.compile(
    r"\b(?:vedtatt|vedteken)\b(?! å )[^;]{0,40}?"
    r"(?:(?P<day>\d{1,2})\.(?P<month>\d{1,2})\.(?P<year>\d{4})|"
    rf"(?:(?P<day2>\d{{1,2}})\. )?(?P<name>{MONTHS}) (?P<year2>\d{{4}})|\bi (?P<year3>(?:19|20)\d\d))(?!\d)",
    re.IGNORECASE,
)
EVERY_TERM = re.compile(
    r"\b(?:revideres|rulleres|oppdateres|blir (?:revidert|rullert|oppdatert)) (?:i )?(?:hver|kvar) "
    r"(?:k-styre|kommunestyre|valg|val)",
    re.IGNORECASE,
)
CASE = re.compile(r"\bsak\.?(?:snr\.?|snummer)? (?:[A-ZÆØÅ]{1,3}[ -])?(?P<case>\d{1,4}/\d{1,4})(?!\d)", re.IGNORECASE)
SPEAKS_OF_ADOPTION = re.compile(r"\bved(?:tatt|teken|tekne)\b", re.IGNORECASE)
SIGN = re.compile(r"\S")
# A sentence with these words speaks of something else than the plan as it is adopted.
OF_ANOTHER = re.compile(
    r"\b(?:erstatt|avløs|tidligere|forrige|gammel|opprinnelig|overordna|overordnet|førre|handlingsprogram|handlingsdel|"
    r"tiltaksdel|planprogram|oppstart|utkast|forslag|høring|høyring)",
    re.IGNORECASE,
)
SPAN = re.compile(r"(?<!\d)(?P<from>20\d\d)\s?[–-]\s?(?P<to>(?:20)?\d\d)(?!\d)")
NAMED_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
MONTH_NUMBER = {name: number for number, name in enumerate(MONTHS.split("|"), 1)}


class Remark(Struct):
    """The remark of a plan, as far as it speaks of the plan itself."""

    path: Path
    plan: Plan
    text: str

    def finding(self, code: str, said: str, hint: str, at: int) -> Finding:
        return Finding(code, (*self.path, "merknad"), said, hint, self.text[:at])


def _remarks(checked: Checked) -> Iterator[Remark]:
    for path, plan in checked.plans:
        if plan.merknad:
            yield Remark(path, plan, _of_the_plan(plan.merknad))


def _of_the_plan(text: str) -> str:
    """The remark with dots for what is said of something else, so that the rest stands where it stood."""
    if not OF_ANOTHER.search(text):
        return text
    for start, sentence in sentences(text):
        if OF_ANOTHER.search(sentence):
            text = f"{text[:start]}{SIGN.sub('·', sentence)}{text[start + len(sentence) :]}"
    return text


def years_of_a_remark_are_marked(checked: Checked) -> Iterator[Finding]:
    for remark in _remarks(checked):
        known = {revision.år for revision in remark.plan.revisjoner}
        for match in PLANNED.finditer(remark.text):
            for year in (int(each) % 100 + 2000 for each in re.findall(r"\d+", match["years"])):
                if year not in known:
                    said = f"Merknaden sier {year}, men {marked(checked, remark.path, remark.plan)}."
                    yield remark.finding(
                        "TABELL004",
                        said,
                        f"Før opp {year} under «revisjoner», eller rett merknaden.",
                        match.start("years"),
                    )


def marked(checked: Checked, path: Path, plan: Plan) -> str:
    """The years that the register has for a plan, and where."""
    years = [str(revision.år) for revision in plan.revisjoner]
    if not years:
        return f"planen har ingen «revisjoner» ({checked.kilder.places.of((*path, 'id'))})"
    place = checked.kilder.places.of((*path, "revisjoner"))
    return f"«revisjoner» sier {' og '.join(filter(None, (', '.join(years[:-1]), years[-1])))} ({place})"


def what_is_revised_every_year_has_every_year(checked: Checked) -> Iterator[Finding]:
    strategy = checked.kilder.planverk.planstrategi.periode
    for remark in _remarks(checked):
        if match := EVERY_YEAR.search(remark.text):
            known = {revision.år for revision in remark.plan.revisjoner}
            if missing := [str(year) for year in strategy.alle_år if year not in known]:
                said = f"Merknaden sier hvert år, men «revisjoner» mangler {', '.join(missing)}."
                yield remark.finding("TABELL004", said, "Før opp årene, eller rett merknaden.", match.start())


def what_is_revised_every_term_has_a_year(checked: Checked) -> Iterator[Finding]:
    strategy = checked.kilder.planverk.planstrategi.periode
    for remark in _remarks(checked):
        match = EVERY_TERM.search(remark.text)
        if match and not checked.naming.years(remark.plan) & set(strategy.alle_år):
            said = f"Merknaden sier hver periode, men ingen revisjon er satt opp i {wording.period(strategy)}."
            yield remark.finding("TABELL004", said, "Før opp et år, eller rett merknaden.", match.start())


def remarks_agree_with_the_adoption(checked: Checked) -> Iterator[Finding]:
    """Where a remark tells several dates or cases, one of them is that of the adoption."""
    for remark in _remarks(checked):
        if SPEAKS_OF_ADOPTION.search(remark.text):
            adopted = remark.plan.vedtatt
            where = checked.kilder.places.of((*remark.path, "vedtatt" if adopted else "id"))
            dates = [(date, match) for match in ADOPTED.finditer(remark.text) if (date := _date(match))]
            if dates and not any(_same_date(date, adopted) for date, _ in dates):
                yield _other_date(remark, *dates[0], f"{_known_date(adopted)} ({where})")
            cases = list(CASE.finditer(remark.text))
            if cases and not any(adopted and _same_case(match["case"], adopted.sak) for match in cases):
                yield _other_case(remark, cases[0], f"{adopted.sak if adopted else 'ukjent'} ({where})")


def _other_date(remark: Remark, told: Dato, match: re.Match[str], other: str) -> Finding:
    on = day(told) if told.dag else f"i {day(told)}"
    said = f"Merknaden sier at planen ble vedtatt {on}, men «vedtatt» sier {other}."
    hint = f"Rett datoen i «vedtatt», og skriv {{vedtatt:{remark.plan.id}}} i merknaden."
    at = min(match.start(name) for name in ("day", "day2", "name", "year3") if match[name])
    return remark.finding("TABELL005", said, hint, at)


def _other_case(remark: Remark, match: re.Match[str], other: str) -> Finding:
    said = f"Merknaden sier sak {match['case']}, men «vedtatt» sier {other}."
    hint = f"Rett saksnummeret i «vedtatt», og skriv {{sak:{remark.plan.id}}} i merknaden."
    return remark.finding("TABELL005", said, hint, match.start("case"))


def _date(match: re.Match[str]) -> Dato | None:
    year = int(match["year"] or match["year2"] or match["year3"])
    month = int(match["month"] or 0) or MONTH_NUMBER.get((match["name"] or "").casefold(), 0)
    try:
        return Dato(år=year, måned=month, dag=int(match["day"] or match["day2"] or 0))
    except ValueError:
        return None


def _same_date(told: Dato, adopted: Behandling | None) -> bool:
    """Whether the two agree as far as both are known."""
    known = adopted.dato if adopted else None
    if not isinstance(known, Dato):
        return False
    pairs = ((told.år, known.år), (told.måned, known.måned), (told.dag, known.dag))
    return all(one == other or not (one and other) for one, other in pairs)


def _same_case(told: str, known: str) -> bool:
    return known == told or known.endswith((f" {told}", f"-{told}"))


def _known_date(adopted: Behandling | None) -> str:
    return day(adopted.dato) if adopted and isinstance(adopted.dato, Dato) else "ukjent"


def day(date: Dato) -> str:
    return wording.day(date, "nb", short=True).replace(wording.NBSP, " ")


def periods_in_names_are_the_periods(checked: Checked) -> Iterator[Finding]:
    for path, plan in checked.plans:
        spans = [(int(match["from"]), int(match["to"]) % 100 + 2000, match) for match in SPAN.finditer(plan.navn)]
        known = (plan.periode.fra, plan.periode.til) if plan.periode else None
        if spans and known not in [span[:2] for span in spans]:
            begins, ends, match = spans[0]
            said, hint = _other_period(checked, path, plan, f"{begins}–{ends}")
            yield Finding("TABELL006", (*path, "navn"), said, hint, plan.navn[: match.start()])


def _other_period(checked: Checked, path: Path, plan: Plan, named: str) -> tuple[str, str]:
    if plan.periode:
        other = f"{wording.period(plan.periode)} ({checked.kilder.places.of((*path, 'periode'))})"
        return f"Navnet sier {named}, men «periode» sier {other}.", "Rett den som er feil."
    begins, ends = named.split("–")
    said = f"Perioden {named} står bare i navnet, så ingen kan se når planen går ut."
    return said, f"Skriv «periode:» med «fra: {begins}» og «til: {ends}»."


def links_go_to_the_edition_that_is_adopted(checked: Checked) -> Iterator[Finding]:
    for path, plan in checked.plans:
        known = _years_of(plan)
        for number, link in enumerate(plan.lenker if known else ()):
            named = [int(year) for year in NAMED_YEAR.findall(link.url.rstrip("/").rpartition("/")[2])]
            if named and not set(named) & known:
                said = f"Filnavnet sier {named[0]}, men planen er vedtatt i {_adopted_in(plan)}."
                hint = "Bytt lenken når den nye utgaven er lagt ut, eller rett året i «vedtatt»."
                yield Finding("TABELL012", (*path, "lenker", number, "url"), said, hint)


def _years_of(plan: Plan) -> set[int]:
    """The years that a file of the plan may bear; none as long as nobody knows when it was adopted."""
    adopted = _adopted_in(plan)
    return {adopted - 1, adopted, adopted + 1, *(plan.periode.alle_år if plan.periode else ())} if adopted else set()


def _adopted_in(plan: Plan) -> int:
    return plan.vedtatt.dato.år if plan.vedtatt and isinstance(plan.vedtatt.dato, Dato) else 0
