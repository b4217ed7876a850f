"""What a change in a decision did, in a sentence that people read, with the element called by its printed name."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any

from osreport.kinds import KIND_OF
from osreport.model.endring import Endring, Erstatt, Fjern, Flytt, FlyttÅr, Innhold, LeggTil, Sett, SettStatus
from osreport.model.walk import Path, elements
from osreport.wording import number

from .content import Writer

LONGEST = 60
NAMES = ("kortnavn", "navn", "tittel", "tekst", "tema", "beskrivelse")
NOUNS: Mapping[str, Mapping[str, str]] = {
    "nb": {
        "kapittel": "kapittelet", "liste": "listen", "område": "området", "mål": "målet", "strategi": "strategien",
        "tiltak": "tiltaket", "tema": "temaet", "post": "posten", "plan": "planen", "plangruppe": "gruppen",
        "samarbeid": "samarbeidet", "figur": "figuren", "fakta": "tallet", "indikator": "tallrekken",
    },
    "nn": {
        "kapittel": "kapittelet", "liste": "lista", "område": "området", "mål": "målet", "strategi": "strategien",
        "tiltak": "tiltaket", "tema": "temaet", "post": "posten", "plan": "planen", "plangruppe": "gruppa",
        "samarbeid": "samarbeidet", "figur": "figuren", "fakta": "talet", "indikator": "talrekkja",
    },
}  # fmt: skip
PHRASES: Mapping[str, Mapping[str, str]] = {
    "nb": {
        "satt": "{felt} endret fra {fra} til {til}", "satt_ny": "{felt} satt til {til}",
        "endret": "{felt} endret",
        "byttet": "{fra} byttet ut med {til}", "ut": "{fra} tatt ut", "nytt": "lagt til {nye}",
        "punkter": "nye punkter",
        "tatt_ut": "tatt ut", "flyttet": "flyttet", "år": "flyttet fra {fra} til {til}",
        "status": "gikk fra «{fra}» til «{til}»",
    },
    "nn": {
        "satt": "{felt} endra frå {fra} til {til}", "satt_ny": "{felt} sett til {til}", "endret": "{felt} endra",
        "byttet": "{fra} bytt ut med {til}", "ut": "{fra} teke ut", "nytt": "lagt til {nye}", "punkter": "nye punkt",
        "tatt_ut": "teke ut", "flyttet": "flytta", "år": "flytta frå {fra} til {til}",
        "status": "gjekk frå «{fra}» til «{til}»",
    },
}  # fmt: skip
FIELDS = {
    "plan": "planregister", "plangruppe": "planregister", "område": "samfunnsdel", "samarbeid": "samarbeid",
    "figur": "figurer", "fakta": "faktagrunnlag", "indikator": "faktagrunnlag",
}  # fmt: skip


def told(writer: Writer, changes: Iterable[Endring]) -> tuple[str, ...]:
    """The changes in a sentence for each element, such as: Planen «Kulturplan»: flyttet fra 2025 til 2026."""
    found: dict[str, list[str]] = {}
    for change in changes:
        said = WORDS[type(change.innhold)](writer, change.innhold)
        found.setdefault(_named(writer, change.innhold), []).append(said)
    return tuple(f"{named[:1].upper()}{named[1:]}: {'; '.join(said)}." for named, said in found.items())


def field_of(writer: Writer, change: Endring) -> str:
    """The part of the plan set that the change is in; empty where the element is gone, and nothing tells."""
    kind, id_ = change.innhold.adresse
    if kind == "dokument":
        return id_
    return next((str(path[0]) for path, _ in _found(writer, kind, id_)), FIELDS.get(kind, ""))


def _found(writer: Writer, kind: str, id_: str) -> Iterator[tuple[Path, Any]]:
    """The element that is called so now, if it is there."""
    for path, element in elements(writer.planverk):
        if KIND_OF.get(type(element)) == kind and vars(element)["id"] == id_:
            yield path, element


def _named(writer: Writer, change: Innhold) -> str:
    """What it is called in print, with the number of a chapter; one that is gone by its last known words."""
    kind, id_ = change.adresse
    if kind == "dokument":
        return str(getattr(writer.planverk, id_).kortnavn)
    element = next((element for _, element in _found(writer, kind, id_)), None)
    words = next((text for name in NAMES if isinstance(text := getattr(element, name, None), str)), "")
    counted = writer.numbers.chapters.get(id_, "") if kind == "kapittel" else ""
    noun = f"kapittel {counted}" if counted else NOUNS[writer.language][kind]
    gone = change.fra if element is None and isinstance(change, Fjern | Flytt) and not change.felt else id_
    return f"{noun} {_quoted(writer, words or gone)}"


def _quoted(writer: Writer, text: str) -> str:
    line = writer.plain(" ".join(text.split())).removesuffix(".")
    return f"«{line if len(line) <= LONGEST else f'{line[:LONGEST].rsplit(maxsplit=1)[0]} …'}»"


def _value(writer: Writer, value: Any) -> str:
    """A value in words; empty where it has none that can stand in a sentence."""
    if isinstance(value, bool):
        return "ja" if value else "nei"
    if isinstance(value, str):
        return _quoted(writer, value)
    if isinstance(value, Decimal):
        return number(value)
    if isinstance(value, list | tuple):
        members = [_value(writer, _first(each)) for each in value]
        return ", ".join(members) if all(members) else ""
    return str(value) if isinstance(value, int) else ""


def _set(writer: Writer, change: Sett) -> str:
    old, new = _value(writer, change.fra), _value(writer, change.til)
    phrase = "satt" if old and new else "satt_ny" if new and change.fra is None else "endret"
    return PHRASES[writer.language][phrase].format(felt=_field(change.felt), fra=old, til=new)


def _replaced(writer: Writer, change: Erstatt) -> str:
    phrase = "byttet" if change.til.strip() else "ut"
    return PHRASES[writer.language][phrase].format(fra=_quoted(writer, change.fra), til=_quoted(writer, change.til))


def _added(writer: Writer, change: LeggTil) -> str:
    """The new members by name; those without any are points of a list."""
    named = [_value(writer, _first(each)) for each in change.nye]
    new = ", ".join(filter(None, named)) or PHRASES[writer.language]["punkter"]
    return PHRASES[writer.language]["nytt"].format(nye=new)


def _first(member: Any) -> Any:
    if isinstance(member, Mapping):
        return next((member[name] for name in ("år", *NAMES) if name in member), None)
    return member


def _removed(writer: Writer, change: Fjern) -> str:
    phrases = PHRASES[writer.language]
    return phrases["ut"].format(fra=_quoted(writer, change.fra)) if change.felt else phrases["tatt_ut"]


def _moved(writer: Writer, change: Flytt) -> str:
    what = f"{_quoted(writer, change.fra)} " if change.felt else ""
    return what + PHRASES[writer.language]["flyttet"]


def _year(writer: Writer, change: FlyttÅr) -> str:
    return PHRASES[writer.language]["år"].format(fra=change.fra, til=change.til)


def _status(writer: Writer, change: SettStatus) -> str:
    words = (writer.words[f"status_{status}"].lower() for status in (change.fra, change.til))
    return PHRASES[writer.language]["status"].format(**dict(zip(("fra", "til"), words, strict=True)))


def _field(name: str) -> str:
    return name.replace("_", " ")


WORDS: Mapping[type, Callable[[Writer, Any], str]] = {
    Sett: _set, Erstatt: _replaced, LeggTil: _added, Fjern: _removed, Flytt: _moved, FlyttÅr: _year,
    SettStatus: _status,
}  # fmt: skip
