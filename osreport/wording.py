"""Numbers and dates as Norwegian print wants them, and the fixed words of the documents.

The only home of Babel. Sources: Språkrådet, «Tall, tid, dato»: a day is written 25. januar 2024 in running
text and 25.01.2024 in tables; thousands are set apart with a non-breaking space, four digits may stand close.
"""

from decimal import Decimal
from functools import lru_cache

from osreport.model.fakta import Indikator, Observasjon
from osreport.model.kommune import Kommune
from osreport.model.verdi import Dato, Periode

NBSP = "\u00a0"
SMALLEST_GROUPED = 10_000

WORDS: dict[str, dict[str, str]] = {
    "nb": {
        "innhold": "Innhold",
        "overordnet_mål": "Overordnet mål",
        "overordnede_mål": "Overordnede mål",
        "mål_overskrift": "Slik vil vi ha det",
        "strategier_overskrift": "Slik gjør vi det",
        "strategier": "Strategier",
        "tiltak": "Tiltak",
        "tema": "Tema",
        "ansvarlig": "Ansvarlig",
        "status": "Status",
        "forslag_til_tiltak": "Innspill til tiltak",
        "visjon": "Visjon",
        "verdier": "Verdier",
        "hvorfor": "Hvorfor?",
        "hvordan": "Hvordan?",
        "plan": "Plan",
        "plandokument": "Plandokument",
        "vedtatt": "Vedtatt",
        "merknad": "Merknad",
        "eier": "Eier",
        "side": "Side",
        "av": "av",
        "figur": "Figur",
        "tabell": "Tabell",
        "kilde": "Kilde",
        "vedtak": "Vedtak",
        "sak": "sak",
        "utdrag": "utdrag",
        "planlagt": "planlagt",
        "gjennomført": "gjort",
        "ukjent": "ukjent",
        "usikker": "usikkert år",
        "prioritert": "prioritert",
        "tegnforklaring": "Tegnforklaring",
        "oppdatert_etter": "Oppdatert etter",
        "forhåndsvisning": "Forhåndsvisning",
        "status_utkast": "Utkast",
        "status_høring": "Høringsutkast",
        "status_til behandling": "Til behandling",
        "status_vedtatt": "Vedtatt",
        "status_erstattet": "Erstattet",
        "vedtaksdato_ukjent": "Vedtaksdato og saksnummer er ikke kjent",
        "saksnummer_ukjent": "saksnummer er ikke kjent",
        "tidspunkt_ukjent": "dato ukjent",
        "kvartal": "kvartal",
        "registrert": "Registrert",
        "framskrevet": "Framskrevet (prognose)",
        "forklaring_planlagt": "behandling er planlagt dette året",
        "forklaring_gjennomført": "behandlet dette året",
        "forklaring_ukjent": "det er ikke kjent om dette er planlagt eller behandlet",
        "forklaring_usikker": "året er usikkert",
        "beskrivelse_mål": "Mål og strategier for området {navn}",
        "beskrivelse_revisjoner": "Planer og årene de skal behandles, {navn}",
        "beskrivelse_register": "Planer i gruppen {navn}",
        "beskrivelse_tema": "Strategier og innspill til tiltak for temaet {navn}",
        "beskrivelse_program": "Handlingsprogram for {navn}",
        "revisjonstittel": "Når planene skal behandles, {navn}",
        "handlingsprogram": "Handlingsprogram",
        "temaer": "Temaer i handlingsprogrammet",
        "bærekraftsmål": "FNs bærekraftsmål",
        "måltall": "Måles ved",
        "av_organ": "av",
        "i_år": "i",
        "vedtatt_i_sak": "Vedtatt i sak\u00a0{navn}.",
        "utgår": "utgår",
        "flyttet_til": "flyttet til",
        "ny": "ny",
        "tidligere_nummer": "Tidligere nummer",
        "nytt_nummer": "Nytt nummer",
        "tittel": "Tittel",
        "beskrivelse_numre": "Numre som er endret siden {navn}",
        "numre_siden": "Tabellen viser numre som er endret siden {navn}. Alle andre numre er som før.",
        "numre_som_før": "Alle numre er som i {navn}.",
        "numre_ikke_frosset": "Ingen numre er frosset, så det er ingenting å sammenligne med.",
        "utgave_utkast": "utkastet",
        "utgave_høring": "høringsutkastet",
        "utgave_til behandling": "forslaget til behandling",
        "utgave_vedtatt": "den vedtatte utgaven",
        "utgave_erstattet": "den forrige utgaven",
        "fra_dato": "fra",
        "dato": "Dato",
        "endret": "Hva vedtaket endret",
        "dokumentet_vedtatt": "Dokumentet ble vedtatt.",
        "endringer_ikke_ført": "Endringene er ikke ført punkt for punkt.",
        "ingen_vedtak": "Ingen vedtak er ført for dette dokumentet.",
        "beskrivelse_historikk": "Vedtakene bak dokumentet, og hva hvert av dem endret",
    },
    "nn": {
        "innhold": "Innhald",
        "overordnet_mål": "Overordna mål",
        "overordnede_mål": "Overordna mål",
        "mål_overskrift": "Slik vil vi ha det",
        "strategier_overskrift": "Slik gjer vi det",
        "strategier": "Strategiar",
        "tiltak": "Tiltak",
        "tema": "Tema",
        "ansvarlig": "Ansvarleg",
        "status": "Status",
        "forslag_til_tiltak": "Innspel til tiltak",
        "visjon": "Visjon",
        "verdier": "Verdiar",
        "hvorfor": "Kvifor?",
        "hvordan": "Korleis?",
        "plan": "Plan",
        "plandokument": "Plandokument",
        "vedtatt": "Vedteken",
        "merknad": "Merknad",
        "eier": "Eigar",
        "side": "Side",
        "av": "av",
        "figur": "Figur",
        "tabell": "Tabell",
        "kilde": "Kjelde",
        "vedtak": "Vedtak",
        "sak": "sak",
        "utdrag": "utdrag",
        "planlagt": "planlagd",
        "gjennomført": "gjort",
        "ukjent": "ukjend",
        "usikker": "usikkert år",
        "prioritert": "prioritert",
        "tegnforklaring": "Teiknforklaring",
        "oppdatert_etter": "Oppdatert etter",
        "forhåndsvisning": "Forhåndsvisning",
        "status_utkast": "Utkast",
        "status_høring": "Høyringsutkast",
        "status_til behandling": "Til handsaming",
        "status_vedtatt": "Vedteken",
        "status_erstattet": "Erstatta",
        "vedtaksdato_ukjent": "Vedtaksdato og saksnummer er ikkje kjende",
        "saksnummer_ukjent": "saksnummer er ikkje kjent",
        "tidspunkt_ukjent": "dato ukjend",
        "kvartal": "kvartal",
        "registrert": "Registrert",
        "framskrevet": "Framskrive (prognose)",
        "forklaring_planlagt": "handsaming er planlagd dette året",
        "forklaring_gjennomført": "handsama dette året",
        "forklaring_ukjent": "det er ikkje kjent om dette er planlagt eller handsama",
        "forklaring_usikker": "året er usikkert",
        "beskrivelse_mål": "Mål og strategiar for området {navn}",
        "beskrivelse_revisjoner": "Planar og åra dei skal handsamast, {navn}",
        "beskrivelse_register": "Planar i gruppa {navn}",
        "beskrivelse_tema": "Strategiar og innspel til tiltak for temaet {navn}",
        "beskrivelse_program": "Handlingsprogram for {navn}",
        "revisjonstittel": "Når planane skal handsamast, {navn}",
        "handlingsprogram": "Handlingsprogram",
        "temaer": "Tema i handlingsprogrammet",
        "bærekraftsmål": "FN sine berekraftsmål",
        "måltall": "Blir målt ved",
        "av_organ": "av",
        "i_år": "i",
        "vedtatt_i_sak": "Vedteken i sak\u00a0{navn}.",
        "utgår": "går ut",
        "flyttet_til": "flytta til",
        "ny": "ny",
        "tidligere_nummer": "Tidlegare nummer",
        "nytt_nummer": "Nytt nummer",
        "tittel": "Tittel",
        "beskrivelse_numre": "Nummer som er endra sidan {navn}",
        "numre_siden": "Tabellen viser nummer som er endra sidan {navn}. Alle andre nummer er som før.",
        "numre_som_før": "Alle nummer er som i {navn}.",
        "numre_ikke_frosset": "Ingen nummer er frosne, så det er ingenting å samanlikne med.",
        "utgave_utkast": "utkastet",
        "utgave_høring": "høyringsutkastet",
        "utgave_til behandling": "framlegget til handsaming",
        "utgave_vedtatt": "den vedtekne utgåva",
        "utgave_erstattet": "den førre utgåva",
        "fra_dato": "frå",
        "dato": "Dato",
        "endret": "Kva vedtaket endra",
        "dokumentet_vedtatt": "Dokumentet vart vedteke.",
        "endringer_ikke_ført": "Endringane er ikkje førte punkt for punkt.",
        "ingen_vedtak": "Ingen vedtak er førte for dette dokumentet.",
        "beskrivelse_historikk": "Vedtaka bak dokumentet, og kva kvart av dei endra",
    },
}


def words(kommune: Kommune, language: str) -> dict[str, str]:
    """The fixed words of a language, the municipality's own in place of the usual ones."""
    return WORDS[language] | {name: word for name, word in kommune.ord if word}


@lru_cache(maxsize=2048)
def number(value: Decimal) -> str:
    """A number with decimal comma, thousands set apart from five digits on: 1870, 25 000, 22,8, −3."""
    from babel.numbers import format_decimal

    pattern = "#,##0.######" if abs(value) >= SMALLEST_GROUPED else "0.######"
    return format_decimal(value, pattern, locale="nb_NO").replace("\u202f", NBSP).replace("-", "\u2212")


def day(date: Dato, language: str, *, short: bool = False) -> str:
    """A date as exactly as it is known: 2015, 3. kvartal 2014, desember 2020, 25. januar 2024 or 25.01.2024."""
    if date.dag and short:
        return f"{date.dag:02}.{date.måned:02}.{date.år}"
    if date.måned:
        day_of_month = f"{date.dag}.{NBSP}" if date.dag else ""
        return f"{day_of_month}{_month(date.måned, language)} {date.år}"
    return f"{date.kvartal}.{NBSP}{WORDS[language]['kvartal']} {date.år}" if date.kvartal else str(date.år)


def period(span: Periode) -> str:
    return f"{span.fra}–{span.til}"


def observed(observation: Observasjon, indicator: Indikator) -> str:
    """What a reference to an observation prints: qualifier, value, and the percent sign where it is one."""
    if observation.ord or observation.verdi is None:
        return observation.ord or ""
    before = f"{observation.kvalifikator}{NBSP}" if observation.kvalifikator not in {None, "prognose"} else ""
    after = f"{NBSP}%" if indicator.enhet == "prosent" else ""
    return f"{before}{number(observation.verdi)}{after}"


@lru_cache(maxsize=64)
def _month(month: int, language: str) -> str:
    from babel.dates import get_month_names

    return str(get_month_names("wide", context="format", locale=language)[month])
