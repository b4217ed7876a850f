"""What Pydantic found, said to a planner in Norwegian, at the place where it stands."""

import re
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from pydantic import BaseModel
from pydantic_core import ErrorDetails

from osreport.model.dokument import BLOKKER
from osreport.model.endring import ENDRINGER, STEDER
from osreport.model.verdi import MedUnntak
from osreport.problem import Place, Problem

from .paths import real_path
from .suggestions import alike, closest
from .tree import Path, Tree
from .written import Patched

LONGEST = 60
QUOTE = "Sett verdien i anførselstegn"
UNDER = "Skriv feltene på egne linjer under, to mellomrom lenger inn"

# type of error: code, what is wrong, what to do
MESSAGES: dict[str, tuple[str, str, str]] = {
    "missing": ("FELT001", "«{felt}» mangler.", "Legg til en linje med «{felt}: …» her."),
    "extra_forbidden": ("FELT002", "«{felt}» er ikke et kjent felt her.", "{forslag}"),
    "string_type": ("FELT003", "{Hva} skal være tekst, men leses som {lest}.", "{som_tekst}"),
    "int_type": ("FELT004", "{Hva} skal være et helt tall, men er {lest}.", "Skriv bare sifrene, uten anførselstegn."),
    "decimal_type": (
        "FELT004",
        "{Hva} skal være et tall, men er {lest}.",
        "Skriv bare tallet, for eksempel 22,8; benevnelsen hører hjemme i «enhet».",
    ),
    "bool_type": (
        "FELT005",
        "{Hva} skal være true (ja) eller false (nei), men er {lest}.",
        "Skriv {ja_nei}, uten anførselstegn.",
    ),
    "literal_error": ("FELT006", "«{verdi}» er ikke en lovlig verdi for «{felt}».", "{forslag}"),
    "string_pattern_mismatch": ("FELT007", "«{verdi}» har feil form for «{felt}».", "{form}"),
    "string_too_short": ("FELT008", "{Hva} er tom.", "Skriv teksten, eller ta bort linjen hvis den ikke trengs."),
    "string_too_long": ("FELT009", "{Hva} er lengre enn {max_length} tegn.", "Gjør den kortere."),
    "tuple_type": (
        "FELT010",
        "{Hva} skal være en liste, men er {lest}.",
        "Skriv ett punkt på hver linje, med «- » foran.",
    ),
    "too_short": (
        "FELT011",
        "{Hva} har for få punkter; minst {min_length} må stå.",
        "Legg til et punkt, eller ta bort hele «{felt}» om det ikke trengs.",
    ),
    "too_long": (
        "FELT012",
        "{Hva} har for mange punkter; det er plass til {max_length}.",
        "Ta bort noen, eller del opp.",
    ),
    "model_type": ("FELT013", "{Hva} skal ha felt under seg, men er {lest}.", "{under}: «{eksempel}: …»."),
    "greater_than_equal": ("FELT014", "{Hva} er {verdi}, men må være minst {ge}.", "Rett tallet."),
    "less_than_equal": ("FELT014", "{Hva} er {verdi}, men kan ikke være over {le}.", "Rett tallet."),
    "union_tag_not_found": (
        "FELT006",
        "Figuren mangler «type».",
        "Legg til «type: …»: diagram, planhierarki eller årshjul.",
    ),
    "union_tag_invalid": ("FELT006", "«{tag}» er ikke en lovlig verdi for «type».", "{forslag}"),
    "dato": ("FELT020", "«{verdi}» er ikke en dato.", "{dato}"),
    "dato_finnes_ikke": ("FELT021", "Datoen «{verdi}» finnes ikke.", "Rett dagen, måneden eller året."),
    "periode_baklengs": ("FELT022", "Perioden slutter før den begynner.", "Bytt om «fra» og «til»."),
    "flere_linjer": ("FELT023", "{Hva} skal stå på én linje.", "Skriv teksten på én linje, uten | foran."),
    "verdi_eller_ord": (
        "FELT024",
        "En observasjon skal ha enten «verdi» (et tall) eller «ord», og bare én av dem.",
        "Behold den som kilden oppgir.",
    ),
    "radlengde": (
        "FELT025",
        "Rad {rad} har {celler} celler, men tabellen har {kolonner} kolonner.",
        "Gi hver rad like mange celler som det er kolonner; er en celle tom, skriv «–».",
    ),
    "vis_mangler": (
        "FELT026",
        "«vis: {vis}» må ha «{mangler}».",
        "Legg til en linje med «{mangler}: …» under «vis», like langt inne.",
    ),
    "tomt_kapittel": ("FELT027", "Kapittelet er tomt.", "Gi det «innhold» eller «kapitler», eller slett det."),
    "blokktype": ("FELT028", "Innholdet her har ingen kjent type.", "{forslag}"),
    "endring": (
        "FELT029",
        "Et punkt under «endringer» skal ha én endring, og bare én.",
        "Skriv én av disse, og en ny strek foran den neste: " + ", ".join(ENDRINGER) + ".",
    ),
    "sted": (
        "FELT030",
        "En endring skal si hvilket element den gjelder, og bare ett.",
        "Skriv én linje med hva det er og id-en, for eksempel «plan: kulturplan». Dette kan stå: "
        + ", ".join(STEDER)
        + ".",
    ),
    "flytt_hvor": (
        "FELT031",
        "Det som flyttes, skal ha enten «etter» eller «foran», og bare én av dem.",
        "Skriv id-en til naboen det skal stå ved.",
    ),
    "vedtatt_uten_vedtak": (
        "STATUS001",
        "Status er «{status}», men det står ikke hvem som vedtok dokumentet og når.",
        "Legg til «vedtatt:» med organ, dato og sak under (skriv «ukjent» for det som er ukjent).",
    ),
    "vedtak_uten_vedtatt": (
        "STATUS002",
        "Dokumentet er oppgitt som vedtatt, men status er «{status}».",
        "Sett «status: vedtatt», eller ta bort «vedtatt:».",
    ),
}
MESSAGES["model_attributes_type"] = MESSAGES["model_type"]
MESSAGES["decimal_parsing"] = MESSAGES["is_instance_of"] = MESSAGES["decimal_type"]
# Faults of a whole that one field of it shows.
POINTED_AT = {
    "union_tag_invalid": ("type",),
    "vedtatt_uten_vedtak": ("status",),
    "vedtak_uten_vedtatt": ("status",),
}
OTHER = ("FELT099", "{Hva} kan ikke leses.", "Sammenlign med et annet sted der «{felt}» er skrevet.")
EMPTY = ("FELT008", "{Hva} er tom.", "Skriv noe, eller ta bort linjen hvis den ikke trengs.")
FORMS = (
    (r"^\d+[a-z]*(", "Skriv tall med punktum mellom, og en liten bokstav der det er noen: 2.3a."),
    (r"^[a-z0-9æøå]", "Bruk bare små bokstaver, tall og bindestrek, for eksempel «folkehelseplan-2024»."),
    (r"^((0[1-9]|", "Skriv måned og dag, 12-25, eller dager fra første påskedag, påske-3 eller påske+39."),
    (r"^([01]\d|2", "Skriv klokkeslettet med punktum: 18.00."),
    (r"^[0-9a-f]{64}", "Et fingeravtrykk er 64 tegn, 0–9 og a–f. Programmet skriver det selv."),
    (r"^[A-Za-z0-9][", "Skriv filnavnet slik det står i mappen «innkommet», uten mappe foran."),
    (r"^(https?://", "En adresse begynner med https:// og har ingen mellomrom."),
)
DATES = "Skriv så mye som er kjent: 2015, 2014-K3 (kvartal), 2020-12 eller 2024-01-25. Er alt ukjent, skriv «ukjent»."


def to_problems(model: type[BaseModel], tree: Tree | Patched, errors: Iterable[ErrorDetails]) -> list[Problem]:
    """One problem for each mistake, empty values among them; what follows from another mistake is left out."""
    found: dict[Path, tuple[ErrorDetails, Any]] = {}
    for error in errors:
        path, owner = real_path(model, error["loc"])
        if not _follows(error) and not _is_within(path, tree.faulty):
            found.setdefault(path, (error, owner))
    misspelled = {(*path[:-1], _meant(path, owner)) for path, (error, owner) in found.items() if _is_extra(error)}
    told = [_problem(error, path, owner, tree) for path, (error, owner) in found.items() if path not in misspelled]
    empty = (path for path in tree.spans if _value(tree.value, path) is None)
    return told + [_empty(path, tree) for path in empty if not _is_within(path, {*tree.faulty, *found})]


def _follows(error: ErrorDetails) -> bool:
    """Whether it is told elsewhere: as an empty value, or because Pydantic counts only the elements that are right."""
    if error["type"] == "too_short":
        return len(error["input"]) >= int(error["ctx"]["min_length"])
    return error["input"] is None and not _is_extra(error)


def _is_within(path: Path, others: Collection[Path]) -> bool:
    return bool(others) and any(path[:length] in others for length in range(len(path) + 1))


def _empty(path: Path, tree: Tree | Patched) -> Problem:
    code, message, hint = EMPTY
    return Problem(code, tree.place(path), message.format(**_names(path)), hint)


def _value(value: Any, path: Path) -> Any:
    for part in path:
        value = value[part]
    return value


def _is_extra(error: ErrorDetails) -> bool:
    return error["type"] == "extra_forbidden"


def _meant(path: Path, owner: type[BaseModel] | None) -> str | None:
    return alike(str(path[-1]), owner.model_fields) if owner and path else None


def _problem(error: ErrorDetails, path: Path, owner: type[BaseModel] | None, tree: Tree | Patched) -> Problem:
    code, message, hint = MESSAGES.get(error["type"], OTHER)
    if error["type"] == "radlengde":
        path = (*path, "rader", error["ctx"]["rad"] - 1)
    words = {**error.get("ctx", {}), **_names(path), **_words(error, path, owner, tree)}
    return Problem(code, _place(tree, path, error["type"]), message.format(**words), hint.format(**words))


def _place(tree: Tree | Patched, path: Path, kind: str) -> Place:
    """Where to look: the key for a key nobody knows, the element for something missing, else the value."""
    if kind == "extra_forbidden":
        return tree.place_of_key(path)
    return tree.place(path[:-1] if kind == "missing" else (*path, *POINTED_AT.get(kind, ())))


def _names(path: Path) -> dict[str, str]:
    field = next((str(part) for part in reversed(path) if isinstance(part, str)), "filen")
    is_item = bool(path) and isinstance(path[-1], int)
    what = f"Punkt {int(path[-1]) + 1} i «{field}»" if is_item else f"«{field}»" if path else "Filen"
    return {"felt": field, "Hva": what}


def _words(error: ErrorDetails, path: Path, owner: type[BaseModel] | None, tree: Tree | Patched) -> dict[str, str]:
    value, context = error["input"], error.get("ctx", {})
    names = tuple(sorted(owner.model_fields, key=lambda name: name in MedUnntak.model_fields)) if owner else ()
    written = _shown(value, tree.written(path))
    return {
        "verdi": written,
        "lest": _read_as(value, written),
        "forslag": _suggestion(error, path, names),
        "som_tekst": _as_text(value, tree.written(path)),
        "ja_nei": {"ja": "true", "yes": "true", "on": "true", "nei": "false", "no": "false", "off": "false"}.get(
            str(value).lower(), "true eller false"
        ),
        "form": next(
            (text for start, text in FORMS if context.get("pattern", "").startswith(start)), "Rett skrivemåten."
        ),
        "dato": _as_date(written),
        "eksempel": names[0] if names else "tittel",
        "under": UNDER if path else "Skriv feltene helt ute til venstre, hvert på sin linje",
        "mangler": str(context.get("felt", "")),
    }


def _shown(value: Any, written: str) -> str:
    text = value if isinstance(value, str) else "verdien" if isinstance(value, Mapping | tuple) else written
    return f"{text[:LONGEST]}…" if len(text) > LONGEST else text


def _read_as(value: Any, written: str) -> str:
    if isinstance(value, Mapping):
        return "en samling felt"
    if isinstance(value, tuple):
        return "en liste"
    kind = "teksten" if isinstance(value, str) else "ja/nei-verdien" if isinstance(value, bool) else "tallet"
    return f"{kind} «{written}»" if value != "" else "tom"


def _as_text(value: Any, written: str) -> str:
    if isinstance(value, Mapping | tuple):
        quoted = f"Begynner teksten med «{written[:1]}», må hele verdien stå i anførselstegn."
        return quoted if written.startswith(("{", "[")) else "Skriv teksten på samme linje, etter kolon."
    return f'{QUOTE}: "{written}".'


def _as_date(written: str) -> str:
    day = re.fullmatch(r"(\d{1,2})\. ?(\d{1,2})\. ?(\d{4})", written)
    return f"Skriv {day[3]}-{int(day[2]):02}-{int(day[1]):02} (år-måned-dag)." if day else DATES


def _suggestion(error: ErrorDetails, path: Path, names: tuple[str, ...]) -> str:
    if error["type"] == "blokktype":
        given = next(iter(error["input"]), "") if isinstance(error["input"], Mapping) else str(error["input"])
        return closest(given, BLOKKER, "Punktet må begynne med ett av disse")
    if error["type"] in {"literal_error", "union_tag_invalid"}:
        context = error["ctx"]
        allowed = re.findall(r"'([^']*)'", str(context.get("expected") or context.get("expected_tags")))
        return closest(str(context.get("tag", error["input"])), allowed, "Lovlige verdier er")
    word = str(path[-1]) if path else ""
    if " " in word:
        return "Er linjen en fortsettelse av teksten over, må den begynne like langt inne som den."
    return closest(word, names, "Feltene her er")
