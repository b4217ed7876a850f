"""TALL: a number in running text is an observation of the base of facts, with its date and source."""

import re
from collections.abc import Iterator
from decimal import Decimal

from osreport.model.documents import DOCUMENTS
from osreport.model.fakta import Indikator
from osreport.model.verdi import FIRST_YEAR, LAST_YEAR, Skrift
from osreport.model.walk import Path
from osreport.prose.spaces import MONTHS
from osreport.structs import Struct

from .checked import Checked
from .finding import Code, Finding
from .typography import OUTSIDE

CODES = (
    Code("TALL001", "Statistikk i teksten hentes fra faktagrunnlaget, som har tidspunkt og kilde.", "advarsel"),
    Code("TALL007", "Andre store tall i teksten hentes også fra faktagrunnlaget.", "merknad"),
)
SMALLEST = 100
FEW = 10  # «familier med 3 barn» is no statistic, «3 årsverk» is
COUNTED = (
    "innbygger(?:e|ne)|innbyggjar(?:ar|ane)|personer|personar|menneske(?:r|ne)?|elev(?:er|ene|ar|ane)|barn|barnehagebarn|"
    "skolebarn|unge|ungdommer|ungdomar|eldre|ansatte|tilsette|medarbeid(?:ere|arar)|årsverk|stillinger|stillingar|"
    "husstander|husstandar|husholdninger|hushald|boliger|bustader|bustadar|fritidsboliger|fritidsbustader|hytter|"
    "leiligheter|leilegheiter|arbeidsplasser|arbeidsplassar|sysselsatte|sysselsette|arbeidsledige|pendlere|pendlarar|"
    "bedrifter|verksemder|foretak|føretak|driftsenheter|gårdsbruk|gardsbruk|gjester|kroner|kr|"
    "(?:mill\\.|millioner|millionar|mrd\\.|milliarder|milliardar)(?: (?:kroner|kr))?|prosent|"
    "prosentpoeng|kommuner|kommunar"
)
AMOUNT = re.compile(r"årsverk|kr|mill|mrd|prosent|%")
DIGITS = r"(?P<number>\d{1,3}(?:[ \u00a0]\d{3})+(?!\d)|\d+)(?P<decimals>,\d+)?"
NUMBER = re.compile(
    rf"(?<![\w.,/:§#+–−-]){DIGITS}(?![\w/:+]|[.,–−-]\w)"
    rf"(?:\s*(?P<percent>%)|(?P<adjective>\s+[^\W\d_]+(?:e|a))?\s+(?P<noun>{COUNTED})(?!\w))?"
)
YEAR_BEFORE = re.compile(
    r"(?:^|\W)(?:i|år|året|fra|frå|til|siden|sidan|innen|innan|mot|etter|før|og|eller|per|pr\.|mellom|mens|"
    rf"{MONTHS}|kvartal|våren|sommeren|sommaren|høsten|hausten|vinteren)\s+$",
    re.IGNORECASE,
)
# What a number after these is: a place in a text, a case, a telephone, a road, a standard.
NO_COUNT = re.compile(
    r"(?:§§?|(?i:\b(?:kap\.?|kapittel|punkt(?:et)?|pkt\.?|nr\.?|nummer|sak(?:snr\.?)?|side|sidene?|s\.|artikkel|figur|"
    r"tabell|versjon|postboks|boks|tlf\.?|telefon|mobil|org\.? ?nr\.?|fylkesve[ig]|fv\.?|riksve[ig]|rv\.?|kl\.|sone|"
    r"felt|gnr\.?|bnr\.?|rundskriv|forskrift|lov|innst\.|meld\.|prop\.|bølge|linje|rute)|FNs?|FN sine)|"
    r"\b[A-ZÆØÅ][-A-ZÆØÅ]*)\s*$"
)
TELEPHONE = re.compile(r"(?<!\d)(?:\+47 ?)?(?:\d\d(?: \d\d){3}|\d{3} \d\d \d{3}|\d{8})(?!\d| \d)")
NO_STATISTIC_AFTER = re.compile(r"\s*(?:stilling|sikker|sikre|enig|einig|av tiden|av tida)\w*")
MEASURE = re.compile(
    r"[ \u00a0](?:m|km|cm|mm|meter|moh\.?|daa|dekar|mål|kWh|MWh|GWh|grader|dB|timer|dager|timar|dagar|års?)(?!\w)"
)
ADDRESS = re.compile(r"[a-zæøå,] [A-ZÆØÅ][a-zæøåé]+ $")
POSTAL = re.compile(r"[ \u00a0][A-ZÆØÅ]")


class Number(Struct):
    """A number as it stands in a text: what it is worth, and what it counts, if the text says so."""

    start: int
    written: str
    value: Decimal
    counted: str


def numbers_in_text_are_observations(checked: Checked) -> Iterator[Finding]:
    for path, mark, text in checked.texts:
        if isinstance(mark, Skrift) and in_own_words(path):
            for number in statistics(text):
                code, said = _said(number)
                yield Finding(code, path, said, _hint(number, checked), text[: number.start])


def in_own_words(path: Path) -> bool:
    """Whether a text is the municipality's running text, and not adopted wording, a list as adopted or a name."""
    return path[0] in DOCUMENTS and ((path[1] == "kapitler" and "liste" not in path) or path[-1] == "omtale")


def statistics(text: str) -> Iterator[Number]:
    """The numbers of a text that count something."""
    if any(map(str.isdigit, text)):
        plain = TELEPHONE.sub(_blank, OUTSIDE.sub(_blank, text))
        for match in NUMBER.finditer(plain):
            number = _number(match)
            if _counts(match, number, plain):
                yield number


def _blank(match: re.Match[str]) -> str:
    return "·" * len(match[0])


def _number(match: re.Match[str]) -> Number:
    figure = match["number"] + (match["decimals"] or "")
    value = Decimal(re.sub(r"\s", "", figure).replace(",", "."))
    return Number(match.start(), figure, value, match["percent"] or match["noun"] or "")


def _counts(match: re.Match[str], number: Number, text: str) -> bool:
    before, after = text[max(0, number.start - 20) : number.start], text[match.end() : match.end() + 20]
    if NO_COUNT.search(before) or (_may_be_year(number) and (match["adjective"] or YEAR_BEFORE.search(before))):
        return False
    if number.counted:
        return (number.value >= FEW or bool(AMOUNT.match(number.counted))) and not NO_STATISTIC_AFTER.match(after)
    named = ADDRESS.search(text[max(0, number.start - 40) : number.start]) or POSTAL.match(after)
    return number.value >= SMALLEST and not (_may_be_year(number) or MEASURE.match(after) or named)


def _may_be_year(number: Number) -> bool:
    return number.written.isdecimal() and FIRST_YEAR <= number.value <= LAST_YEAR


def _said(number: Number) -> tuple[str, str]:
    if number.counted:
        return "TALL001", f"«{number.written} {number.counted}» har ingen kilde."
    return "TALL007", f"«{number.written}» ser ut som statistikk, men har ingen kilde."


def _hint(number: Number, checked: Checked) -> str:
    known = [f"{{fakta:{each}}}" for each in _same(number, checked)]
    if known:
        return f"Skriv {' eller '.join(known[:2])}, så hentes tallet fra faktagrunnlaget."
    exception = "" if number.counted else " Er det ingen statistikk, si hvorfor med «unntak»."
    return f"Legg det inn i faktagrunnlag.yaml med tidspunkt og kilde, og skriv {{fakta:ID}} her.{exception}"


def _same(number: Number, checked: Checked) -> Iterator[str]:
    """The observations of the same value, and of the same unit where the text names one."""
    for indicator in checked.kilder.planverk.faktagrunnlag.indikatorer:
        for each in indicator.observasjoner:
            if each.verdi == number.value and _same_unit(number, indicator):
                yield each.id


def _same_unit(number: Number, indicator: Indikator) -> bool:
    counted = "prosent" if number.counted == "%" else number.counted
    return not counted or counted[:4].casefold() == indicator.enhet[:4].casefold()
