"""The fixed words of the log, by language, and states of the plans as they are told in it."""

from collections.abc import Mapping

from osreport import wording
from osreport.model.verdi import Dato
from osreport.states import State

Words = Mapping[str, str]

WORDS: Mapping[str, Words] = {
    "nb": {
        "tittel": "Endringslogg",
        "undertittel": "Hva som er endret i planene, og hvorfor",
        "fra": "Fra planene {slik}",
        "til": "Til planene {slik}",
        "om": "Om endringene",
        "alt": "Loggen viser alt som er endret i planene: fra {fra}, til {til}.",
        "arbeid": "slik filene er nå",
        "arbeid_kort": "nå",
        "utgave": "slik de er lagret i git-utgaven «{utgave}»{commit}",
        "sto": "slik de sto {dag}",
        "utgave_sto": "slik de sto {dag} etter git-utgaven «{utgave}»{commit}",
        "vedtak_til": "Vedtak som har kommet til",
        "vedtak_fra": "Vedtak som ikke lenger er med",
        "ingen_vedtak": "Ingen vedtak har kommet til mellom de to tilstandene.",
        "lese": "Slik leser du tabellene",
        "hel": "Kolonnen «Før» har hele den gamle teksten, og kolonnen «Etter» hele den nye.",
        "fet": "Ord som er byttet ut eller tatt bort, står med fet skrift i «Før». Ord som har kommet til, står med "
        "fet skrift i «Etter».",
        "hel_rad": "Er noe helt nytt, står det «(nytt)» i «Før». Er noe tatt ut, står det «(tatt ut)» i «Etter». "
        "Linjen tvers over tabellen sier hva det gjelder, med id i hakeparentes.",
        "grunnen": "Kolonnen «Grunn» sier hvilket vedtak endringen kommer av, eller når den ble lagret i git, og av "
        "hvem.",
        "dokument": "Dokument",
        "ny": "Nytt",
        "fjernet": "Fjernet",
        "endret": "Endret",
        "flyttet": "Flyttet",
        "omnummerert": "Nytt nummer",
        "i_alt": "I alt",
        "antall": "Antall endringer i hvert dokument",
        "endring": "endring",
        "endringer": "endringer",
        "dato": "Dato",
        "organ": "Organ",
        "sak": "Sak",
        "gjelder": "Gjelder",
        "før": "Før",
        "etter": "Etter",
        "grunn": "Grunn",
        "beskrivelse": "Endringer: {gruppe}",
        "nytt": "(nytt)",
        "tatt_ut": "(tatt ut)",
        "tomt": "(tomt)",
        "ukjent": "Ukjent",
        "følge": "Følger av andre endringer",
        "en_av": "En av disse:",
        "vedtak": "Vedtak i {organ} {dag}{sak}: {gjelder}",
        "saksnummer": ", sak {sak}",
        "ulagret": "Endret i filene, ikke lagret i git",
        "commit": "Lagret i git {dag} av {hvem}: «{hva}» ({id})",
    },
    "nn": {
        "tittel": "Endringslogg",
        "undertittel": "Kva som er endra i planane, og kvifor",
        "fra": "Frå planane {slik}",
        "til": "Til planane {slik}",
        "om": "Om endringane",
        "alt": "Loggen viser alt som er endra i planane: frå {fra}, til {til}.",
        "arbeid": "slik filene er no",
        "arbeid_kort": "no",
        "utgave": "slik dei er lagra i git-utgåva «{utgave}»{commit}",
        "sto": "slik dei stod {dag}",
        "utgave_sto": "slik dei stod {dag} etter git-utgåva «{utgave}»{commit}",
        "vedtak_til": "Vedtak som har kome til",
        "vedtak_fra": "Vedtak som ikkje lenger er med",
        "ingen_vedtak": "Ingen vedtak har kome til mellom dei to tilstandane.",
        "lese": "Slik les du tabellane",
        "hel": "Kolonnen «Før» har heile den gamle teksten, og kolonnen «Etter» heile den nye.",
        "fet": "Ord som er bytte ut eller tekne bort, står med feit skrift i «Før». Ord som har kome til, står med "
        "feit skrift i «Etter».",
        "hel_rad": "Er noko heilt nytt, står det «(nytt)» i «Før». Er noko teke ut, står det «(teke ut)» i «Etter». "
        "Linja tvers over tabellen seier kva det gjeld, med id i hakeparentes.",
        "grunnen": "Kolonnen «Grunn» seier kva vedtak endringa kjem av, eller når ho vart lagra i git, og av kven.",
        "dokument": "Dokument",
        "ny": "Nytt",
        "fjernet": "Fjerna",
        "endret": "Endra",
        "flyttet": "Flytta",
        "omnummerert": "Nytt nummer",
        "i_alt": "I alt",
        "antall": "Talet på endringar i kvart dokument",
        "endring": "endring",
        "endringer": "endringar",
        "dato": "Dato",
        "organ": "Organ",
        "sak": "Sak",
        "gjelder": "Gjeld",
        "før": "Før",
        "etter": "Etter",
        "grunn": "Grunn",
        "beskrivelse": "Endringar: {gruppe}",
        "nytt": "(nytt)",
        "tatt_ut": "(teke ut)",
        "tomt": "(tomt)",
        "ukjent": "Ukjend",
        "følge": "Følgjer av andre endringar",
        "en_av": "Ein av desse:",
        "vedtak": "Vedtak i {organ} {dag}{sak}: {gjelder}",
        "saksnummer": ", sak {sak}",
        "ulagret": "Endra i filene, ikkje lagra i git",
        "commit": "Lagra i git {dag} av {hvem}: «{hva}» ({id})",
    },
}


def described(state: State, commit: str, language: str) -> str:
    """How the plans are in a state: «slik de sto 24. januar 2024»."""
    kind = "_".join([*["utgave"] * bool(state.revision), *["sto"] * bool(state.day)]) or "arbeid"
    day = wording.day(_date(state), language) if state.day else ""
    named = "" if commit.startswith(state.revision) else f" ({commit[:7]})"
    return WORDS[language][kind].format(dag=day, utgave=state.revision, commit=named)


def short(state: State, language: str) -> str:
    """The same in a word or two, for the top of the pages: «24.01.2024»."""
    day = wording.day(_date(state), language, short=True) if state.day else ""
    return " ".join(filter(None, (state.revision, day))) or WORDS[language]["arbeid_kort"]


def _date(state: State) -> Dato:
    year, month, day = state.day or (1, 1, 1)
    return Dato(år=year, måned=month, dag=day)
