"""What Pydantic found, said to a planner in Norwegian, at the place where it stands."""

import difflib
import types
from collections.abc import Iterable, Iterator
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel, Tag
from pydantic_core import ErrorDetails

from osreport.model.dokument import BLOKKER
from osreport.problem import Place, Problem

from .strict_yaml import Path, Tree

# type of error: code, what is wrong, what to do
MESSAGES: dict[str, tuple[str, str, str]] = {
    "missing": ("FELT001", "«{felt}» mangler.", "Legg til linjen «{felt}: …» her."),
    "extra_forbidden": ("FELT002", "«{felt}» er ikke et kjent felt her.", "{forslag}"),
    "string_type": ("FELT003", "«{felt}» skal være tekst, men leses som {lest}.",
                    "Skriv en tekst; sett verdien i anførselstegn hvis det er tall eller ord som true: \"{verdi}\"."),
    "int_type": ("FELT004", "«{felt}» skal være et helt tall, men er {lest}.", "Skriv bare sifrene, uten anførselstegn."),
    "decimal_type": ("FELT004", "«{felt}» skal være et tall, men er {lest}.", "Skriv bare tallet, for eksempel 22,8; benevnelsen hører hjemme i «enhet»."),
    "bool_type": ("FELT005", "«{felt}» skal være true (ja) eller false (nei), men er {lest}.", "Skriv true eller false, uten anførselstegn."),
    "literal_error": ("FELT006", "«{verdi}» er ikke en lovlig verdi for «{felt}».", "{forslag}"),
    "string_pattern_mismatch": ("FELT007", "«{verdi}» har feil form for «{felt}».", "{form}"),
    "string_too_short": ("FELT008", "«{felt}» er tom.", "Skriv teksten, eller ta bort linjen hvis den ikke trengs."),
    "string_too_long": ("FELT009", "«{felt}» er lengre enn {max_length} tegn.", "Gjør den kortere."),
    "tuple_type": ("FELT010", "«{felt}» skal være en liste.", "Skriv ett punkt på hver linje, med «- » foran."),
    "too_short": ("FELT011", "«{felt}» har for få punkter; minst {min_length} må stå.", "Legg til et punkt, eller ta bort hele «{felt}» om det ikke trengs."),
    "too_long": ("FELT012", "«{felt}» har for mange punkter; det er plass til {max_length}.", "Ta bort noen, eller del opp."),
    "model_type": ("FELT013", "«{felt}» skal ha felt under seg, men er {lest}.", "Skriv feltene på egne linjer med to mellomrom mer innrykk, for eksempel «{eksempel}: …»."),
    "model_attributes_type": ("FELT013", "«{felt}» skal ha felt under seg, men er {lest}.", "Skriv feltene på egne linjer med to mellomrom mer innrykk."),
    "greater_than_equal": ("FELT014", "«{felt}» er {verdi}, men må være minst {ge}.", "Rett tallet."),
    "less_than_equal": ("FELT014", "«{felt}» er {verdi}, men kan ikke være over {le}.", "Rett tallet."),
    "union_tag_not_found": ("FELT006", "Det mangler en «type».", "Legg til «type: …» med en av verdiene diagram, planhierarki eller årshjul."),
    "union_tag_invalid": ("FELT006", "«{verdi}» er ikke en kjent type.", "Bruk en av disse: {expected_tags}."),
    "dato": ("FELT020", "«{verdi}» er ikke en dato.", "Skriv så mye som er kjent: 2015, 2014-K3 (kvartal), 2020-12 eller 2024-01-25. Er den ukjent, skriv «ukjent» der det er lov."),
    "dato_finnes_ikke": ("FELT021", "Datoen «{verdi}» finnes ikke.", "Rett dagen, måneden eller året."),
    "periode_baklengs": ("FELT022", "Perioden slutter før den begynner.", "Bytt om «fra» og «til»."),
    "flere_linjer": ("FELT023", "«{felt}» skal stå på én linje.", "Skriv teksten på én linje, uten | foran."),
    "verdi_eller_ord": ("FELT024", "En observasjon skal ha enten «verdi» (et tall) eller «ord», og bare én av dem.", "Behold den som kilden oppgir."),
    "radlengde": ("FELT025", "Rad {rad} har {celler} celler, men tabellen har {kolonner} kolonner.", "Gi hver rad like mange celler som det er kolonner."),
    "vis_mangler": ("FELT026", "«vis: {vis}» må ha «{felt_som_mangler}».", "Legg til linjen «{felt_som_mangler}: …» under «vis»."),
    "tomt_kapittel": ("FELT027", "Kapittelet er tomt.", "Gi det «innhold» eller «kapitler», eller slett det."),
    "blokktype": ("FELT028", "Innholdet her har ingen kjent type.", "{forslag}"),
    "vedtatt_uten_vedtak": ("STATUS001", "Status er «{status}», men det står ikke hvem som vedtok dokumentet og når.", "Legg til «vedtatt:» med organ, dato og sak (skriv «ukjent» for det som er ukjent)."),
    "vedtak_uten_vedtatt": ("STATUS002", "Dokumentet er oppgitt som vedtatt, men status er «{status}».", "Sett «status: vedtatt», eller ta bort «vedtatt:»."),
}  # fmt: skip
FORMS = (
    (r"^[a-z0-9æøå]", "En id skrives med små bokstaver, tall og bindestrek: for eksempel «folkehelseplan-2024»."),
    (r"^(https?://", "En adresse begynner med https:// og har ingen mellomrom."),
)


def to_problems(model: type[BaseModel], tree: Tree, errors: Iterable[ErrorDetails], file: str) -> list[Problem]:
    """One problem for each place that Pydantic refused, said in Norwegian."""
    found: dict[Path, Problem] = {}
    for error in errors:
        if error["type"] == "too_short" and len(error["input"]) >= error["ctx"]["min_length"]:
            continue  # Pydantic counts only the elements that were right
        path, parents = real_path(model, error["loc"])
        if path not in found:
            found[path] = _problem(error, path, parents, tree, file)
    return list(found.values())


def _problem(error: ErrorDetails, path: Path, parents: type[Any] | None, tree: Tree, file: str) -> Problem:
    fallback = ("FELT099", "«{felt}» kan ikke leses.", "Sammenlign med en av de andre filene i sources.")
    code, message, hint = MESSAGES.get(error["type"], fallback)
    words = {**error.get("ctx", {}), **_words(error, path, parents)}
    return Problem(code, place(tree, path, error["type"], file), message.format(**words), hint.format(**words))


def _words(error: ErrorDetails, path: Path, parent: type[Any] | None) -> dict[str, str]:
    value = error["input"]
    names = tuple(parent.model_fields) if parent else ()
    ctx = error.get("ctx", {})
    return {
        "felt": next((str(part) for part in reversed(path) if isinstance(part, str)), "filen"),
        "verdi": str(value)[:60] if isinstance(value, str | int | float) else "verdien",
        "lest": _read_as(value),
        "forslag": _suggestion(error, path, names),
        "form": next((text for start, text in FORMS if ctx.get("pattern", "").startswith(start)), "Rett skrivemåten."),
        "eksempel": names[0] if names else "tittel",
        "felt_som_mangler": str(ctx.get("felt", "")),
    }


def _read_as(value: Any) -> str:
    if value is None:
        return "tomt"
    kinds = ((bool, "ja/nei-verdien {0}"), (int | float, "tallet {0}"), (str, "teksten «{0}»"), (dict, "en samling felt"))
    shown = str(value).lower() if isinstance(value, bool) else str(value)[:60]
    return next((text.format(shown) for kind, text in kinds if isinstance(value, kind)), "en liste")


def _suggestion(error: ErrorDetails, path: Path, names: tuple[str, ...]) -> str:
    if error["type"] == "blokktype":
        value = error["input"]
        given = [str(key) for key in value] if isinstance(value, dict) else [str(value)]
        return closest(given[0] if given else "", tuple(BLOKKER), "Typene er")
    if error["type"] == "literal_error":
        allowed = [part.strip("'") for part in error["ctx"]["expected"].replace(" or ", ", ").split(", ")]
        return closest(str(error["input"]), allowed, "Lovlige verdier er")
    return closest(str(path[-1]) if path else "", names, "Feltene her er")


def closest(word: str, known: Iterable[str], otherwise: str) -> str:
    """«Mente du «x»?» when something known looks like the word, else what there is to choose from."""
    choices = list(known)
    alike = difflib.get_close_matches(word.lower(), choices, n=1, cutoff=0.6)
    if alike:
        return f"Mente du «{alike[0]}»?"
    return f"{otherwise}: {', '.join(choices)}." if choices else "Slett linjen."


def place(tree: Tree, path: Path, kind: str, file: str) -> Place:
    """Where to look: the key for a key nobody knows, the element for something missing, else the value."""
    if kind == "extra_forbidden" and path in tree.keys:
        return tree.keys[path]
    wanted = path[:-1] if kind == "missing" else path
    while wanted not in tree.values and wanted:
        wanted = wanted[:-1]
    return tree.values.get(wanted, Place(file, 1, 1))


def real_path(model: Any, loc: Iterable[str | int]) -> tuple[Path, type[Any] | None]:
    """The path as the writer sees it (Pydantic adds the names of unions), and the model the last key belongs to."""
    annotation: Any = model
    parent: type[Any] | None = None
    path: list[str | int] = []
    for part in loc:
        variants = tuple(_variants(annotation))
        if isinstance(part, int):
            annotation = next((get_args(v)[0] for v in variants if get_origin(v) is tuple), None)
        elif chosen := _chosen(variants, part):
            annotation = chosen
            parent = chosen if _is_model(chosen) else parent
            continue
        else:
            owner = next((v for v in variants if _is_model(v)), None)
            if owner is None:
                break
            parent = owner
            field = owner.model_fields.get(part)
            annotation = field.annotation if field else None
        path.append(part)
    return tuple(path), next((v for v in _variants(annotation) if _is_model(v)), None) if not path else parent


def _is_model(annotation: Any) -> bool:
    return isinstance(annotation, type) and issubclass(annotation, BaseModel)


def _variants(annotation: Any) -> Iterator[Any]:
    """Every alternative of an annotation, `Annotated` and unions unwrapped; tags are kept."""
    origin = get_origin(annotation)
    if origin is Annotated:
        base, *marks = get_args(annotation)
        if any(isinstance(mark, Tag) for mark in marks):
            yield annotation
        else:
            yield from _variants(base)
    elif origin in {Union, types.UnionType}:
        for member in get_args(annotation):
            yield from _variants(member)
    elif annotation is not None:
        yield annotation


def _chosen(variants: tuple[Any, ...], part: str) -> Any:
    """The member of a union that Pydantic names with this part of a location, or None."""
    if len(variants) < 2:
        return None
    for variant in variants:
        if get_origin(variant) is Annotated and any(isinstance(m, Tag) and m.tag == part for m in get_args(variant)[1:]):
            return get_args(variant)[0]
        if _is_model(variant) and part in {variant.__name__, _type_tag(variant)}:
            return variant
    is_name_of_a_check = "[" in part or part in {"str", "constrained-str"}
    return object if is_name_of_a_check else None


def _type_tag(model: type[BaseModel]) -> str | None:
    field = model.model_fields.get("type")
    return get_args(field.annotation)[0] if field and get_origin(field.annotation) is Literal else None
