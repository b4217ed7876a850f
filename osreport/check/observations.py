"""TALL: the observations themselves: how old they are, whence they come, and whether they agree."""

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from itertools import combinations

from osreport import wording
from osreport.model.fakta import Indikator, Observasjon
from osreport.model.figur import Diagram
from osreport.model.verdi import Dato, Skrift
from osreport.model.walk import Path

from .checked import Checked
from .exceptions import told_together
from .facts import in_own_words
from .finding import Code, Finding, listed
from .register import last_known
from .remarks import day
from .sentences import sentence_around

CODES = (
    Code("TALL002", "Et tall som er gammelt når perioden begynner, står med året det gjaldt.", "merknad"),
    Code("TALL003", "Tall som trykkes, har tidspunkt og kilde.", "merknad"),
    Code("TALL004", "Et tall som er summen av andre, stemmer med dem.", "advarsel"),
    Code("TALL005", "Hver observasjon er brukt et sted.", "merknad"),
    Code("TALL006", "En indikator har én verdi for hvert tidspunkt.", "advarsel"),
    Code("TALL008", "Tall fra tiden som kommer, er merket som prognose.", "advarsel"),
    Code("TALL009", "En verdi er ikke mange ganger større eller mindre enn de andre i rekken.", "merknad"),
)
REFERENCE = re.compile(r"\{fakta:([^{}\s]+)\}")
FAR_OFF = 5
Placed = tuple[Path, Indikator, Observasjon]


def _observed(checked: Checked) -> Iterator[Placed]:
    for number, indicator in enumerate(checked.kilder.planverk.faktagrunnlag.indikatorer):
        for place, each in enumerate(indicator.observasjoner):
            yield ("faktagrunnlag", "indikatorer", number, "observasjoner", place), indicator, each


def old_numbers_are_told_with_their_year(checked: Checked) -> Iterator[Finding]:
    planverk = checked.kilder.planverk
    known = {each.id: (indicator, each) for _, indicator, each in _observed(checked)}
    for path, mark, text in checked.texts:
        if isinstance(mark, Skrift) and "{fakta:" in text and in_own_words(path):
            begins = getattr(planverk, str(path[0])).periode.fra
            for match in REFERENCE.finditer(text):
                if match[1] in known and (age := _age(*known[match[1]], begins, planverk.faktagrunnlag.gyldig_år)):
                    yield from _told_as_present(path, text, match, begins - age, begins)


def _age(indicator: Indikator, each: Observasjon, begins: int, usual: int) -> int:
    """How many years an observation has behind it when the period begins; none as long as it holds."""
    holds = usual if indicator.gyldig_år is None else indicator.gyldig_år
    age = begins - each.tidspunkt.år if isinstance(each.tidspunkt, Dato) else 0
    return age if age > holds else 0


def _told_as_present(path: Path, text: str, match: re.Match[str], year: int, begins: int) -> Iterator[Finding]:
    if str(year) not in REFERENCE.sub("", sentence_around(text, match.start())):
        said = f"«{match[0]}» er fra {year}, {begins - year} år før perioden begynner, men året er ikke nevnt."
        yield Finding("TALL002", path, said, f"Finn et nyere tall, eller skriv «i {year}».", text[: match.start()])


def printed_numbers_have_a_date_and_a_source(checked: Checked) -> Iterator[Finding]:
    """One note for all of them: the sources that tell of them are often the same."""
    used = _used(checked)
    unknown = [(path, each) for path, _, each in _observed(checked) if each.id in used and _missing(each)]
    for together in told_together("TALL003", unknown):
        path, first = together[0]
        ids = listed([each.id for _, each in together])
        said = f"Tidspunkt eller kilde er ukjent for {_count(len(together))} som trykkes: {ids}."
        yield Finding("TALL003", (*path, _missing(first)), said, "Finn ut hvor tallene er fra, og skriv det inn.")


def _count(many: int) -> str:
    return "et tall" if many == 1 else f"{many} tall"


def _missing(each: Observasjon) -> str:
    return "tidspunkt" if each.tidspunkt == "ukjent" else "kilde" if each.kilde.casefold() == "ukjent" else ""


def sums_agree(checked: Checked) -> Iterator[Finding]:
    known = {each.id: each for _, _, each in _observed(checked)}
    for path, _, each in _observed(checked):
        parts = [(1, part) for part in each.sum_av] + [(-1, part) for part in each.minus]
        if parts and all(part in known for _, part in parts):
            yield from _reckoned(path, each, [(sign, known[part]) for sign, part in parts])


def _reckoned(path: Path, each: Observasjon, parts: list[tuple[int, Observasjon]]) -> Iterator[Finding]:
    worded = next((one for one in (each, *(part for _, part in parts)) if one.verdi is None), None)
    if worded:
        said = f"«{each.id}» kan ikke regnes ut, for «{worded.id}» er ord og ikke et tall."
        yield Finding("TALL004", (*path, "id"), said, "Ta bort «sum_av» og «minus», eller skriv tallet.")
        return
    sum_ = sum((sign * (part.verdi or Decimal()) for sign, part in parts), Decimal())
    slack = sum((_rounded(one) for one in (each, *(part for _, part in parts))), Decimal())
    value = each.verdi or Decimal()
    if abs(value - sum_) > slack:
        terms = " ".join(
            f"{'−' if sign < 0 else '+'} {wording.number(part.verdi or Decimal())}" for sign, part in parts
        )
        said = f"«{each.id}» er {wording.number(value)}, men {terms.removeprefix('+ ')} = {wording.number(sum_)}."
        yield Finding(
            "TALL004", (*path, "verdi"), said, "Rett det tallet som er feil, eller ta bort «sum_av» og «minus»."
        )


def _rounded(each: Observasjon) -> Decimal:
    """How far from the truth a number may be that is said to be about right: half of its last round place."""
    if each.kvalifikator in {None, "prognose"} or not each.verdi:
        return Decimal()
    exponent = each.verdi.normalize().as_tuple().exponent
    return Decimal(1).scaleb(int(exponent)) / 2


def observations_are_used(checked: Checked) -> Iterator[Finding]:
    used = _used(checked)
    for path, _, each in _observed(checked):
        if each.id not in used:
            said = f"Ingen tekst eller figur bruker «{each.id}»."
            yield Finding(
                "TALL005", (*path, "id"), said, f"Skriv {{fakta:{each.id}}} der tallet hører hjemme, eller ta det bort."
            )


def _used(checked: Checked) -> frozenset[str]:
    """The observations in texts, those that a figure draws, and those that a sum is made of."""
    planverk = checked.kilder.planverk
    drawn = {figure.indikator for figure in planverk.figurer.figurer if isinstance(figure, Diagram)}
    told = {id_ for _, _, text in checked.texts if "{fakta:" in text for id_ in REFERENCE.findall(text)}
    shown = {each.id for _, indicator, each in _observed(checked) if indicator.id in drawn}
    reckoned = {part for _, _, each in _observed(checked) for part in (*each.sum_av, *each.minus)}
    return frozenset(told | shown | reckoned)


def a_time_has_one_value(checked: Checked) -> Iterator[Finding]:
    for number, indicator in enumerate(checked.kilder.planverk.faktagrunnlag.indikatorer):
        path: Path = ("faktagrunnlag", "indikatorer", number, "observasjoner")
        related = _related(indicator)
        for (_, one), (place, other) in combinations(enumerate(indicator.observasjoner), 2):
            if _differ(one, other) and not {one.id, other.id} <= related.get(one.id, frozenset()):
                said = f"«{one.id}» og «{other.id}» er fra samme tidspunkt, men har ulik verdi."
                hint = "Ta bort den som er feil. Teller de ulike ting, lag en indikator for hver."
                yield Finding("TALL006", (*path, place, "verdi"), said, hint)


def _differ(one: Observasjon, other: Observasjon) -> bool:
    same = one.tidspunkt == other.tidspunkt != "ukjent"
    forecasts = {one.kvalifikator == "prognose", other.kvalifikator == "prognose"}
    return same and len(forecasts) == 1 and None not in {one.verdi, other.verdi} and one.verdi != other.verdi


def _related(indicator: Indikator) -> Mapping[str, frozenset[str]]:
    """The observations that one sum holds together, whole and parts, by each of them."""
    sums = [frozenset((each.id, *each.sum_av, *each.minus)) for each in indicator.observasjoner if each.sum_av]
    return {id_: together for together in sums for id_ in together}


def what_is_to_come_is_a_forecast(checked: Checked) -> Iterator[Finding]:
    """In a series; a single number of a year to come is as a rule an aim."""
    last = last_known(checked)
    for path, indicator, each in _observed(checked):
        time = each.tidspunkt if each.kvalifikator is None and len(indicator.observasjoner) > 1 else None
        if isinstance(time, Dato) and time.sortering > last.sorting:
            said = f"«{each.id}» er fra {day(time)}, men det siste vedtaket i kildene er fra {last.told}."
            yield Finding(
                "TALL008", (*path, "tidspunkt"), said, "Skriv «kvalifikator: prognose», eller rett tidspunktet."
            )


def values_of_a_series_are_of_one_size(checked: Checked) -> Iterator[Finding]:
    """A comma or a zero that has slipped makes a number ten times what it was."""
    series: dict[str, list[Placed]] = {}
    for placed in _observed(checked):
        if placed[2].verdi is not None and placed[2].verdi > 0:
            series.setdefault(placed[1].id, []).append(placed)
    for placed, others in ((each, [o for o in all_ if o is not each]) for all_ in series.values() for each in all_):
        values = [other.verdi for _, _, other in others if other.verdi is not None]
        path, _, each = placed
        if len(values) > 1 and each.verdi is not None and _is_far_off(each.verdi, values):
            said = f"«{each.id}» er {each.verdi}, mens de andre i rekken er fra {min(values)} til {max(values)}."
            yield Finding("TALL009", (*path, "verdi"), said, "Se etter om et komma eller en null er falt ut.")


def _is_far_off(value: Decimal, others: list[Decimal]) -> bool:
    alike = max(others) < 2 * min(others)
    return alike and (value > FAR_OFF * max(others) or FAR_OFF * value < min(others))
