"""What a change points to: its element, the field of it, and the member of a list."""

from typing import Any, get_args, get_origin

from osreport.model.dokument import Dokument
from osreport.sources.suggestions import closest
from osreport.sources.tree import Path
from osreport.sources.written import Written

from .draft import Draft, Found
from .misfit import NOUNS, Misfit, named, shown
from .step import Step
from .texts import matches, same, texts

OWN_WORDS = ("tekst", "navn", "tittel", "tema")


def element(draft: Draft, step: Step, key: str = "") -> Found:
    """The one element that the change is about; with a key, the one of that kind that the key names."""
    kind, id_ = (step.address[0], str(getattr(step.change, key))) if key else step.address
    spot = step.place(key) if key else step.spot
    found = draft.all((kind, id_))
    if len(found) == 1:
        return found[0]
    if found:
        places = " og ".join(str(draft.place(each.path)) for each in found)
        raise Misfit("VEDTAK010", spot, f"«{id_}» står flere steder: {places}.", "Gi hver av dem sin egen id.")
    known = [each.address[1] for all_ in draft.found.values() for each in all_ if each.address[0] == kind]
    said = f"{NOUNS[kind].capitalize()} «{id_}» finnes ikke når vedtaket skal gjelde."
    raise Misfit("VEDTAK010", spot, said, closest(id_, known, "Det er disse"))


def field(step: Step, found: Found, name: str) -> Path:
    """The path of a field that a decision may change."""
    if name == "id":
        hint = "Endre navnet eller teksten. Id-en er bare for kildene, og andre viser til den."
        raise Misfit("VEDTAK013", step.place("felt"), "Id-en til et element endres aldri.", hint)
    if name not in found.model.model_fields:
        names = [each for each in found.model.model_fields if each not in {"id", "unntak"}]
        said = f"«{name}» er ikke et felt i {named(step.address)}."
        raise Misfit("VEDTAK013", step.place("felt"), said, closest(name, names, "Feltene er"))
    if name == "status" and issubclass(found.model, Dokument):
        said = "Status endres med «sett_status», som passer på rekkefølgen."
        hint = "Skriv «sett_status: {dokument: …, fra: …, til: …}»."
        raise Misfit("VEDTAK013", step.place("felt"), said, hint)
    return (*found.path, name)


def members(step: Step, found: Found, name: str) -> Path:
    """The path of a field that is a list."""
    path = field(step, found, name)
    if not _is_list(found.model.model_fields[name].annotation):
        said = f"«{name}» i {named(step.address)} er ikke en liste."
        raise Misfit(
            "VEDTAK013", step.place("felt"), said, "Bruk «sett» eller «erstatt» for et felt som ikke er en liste."
        )
    return path


def _is_list(annotation: Any) -> bool:
    return get_origin(annotation) is tuple or any(get_origin(each) is tuple for each in get_args(annotation))


def member(draft: Draft, step: Step, path: Path, key: str) -> int:
    """Which member of a list the change points to, by its id or by words that it alone has."""
    words = getattr(step.change, key)
    listed = draft.get(path)
    nodes: tuple[Written, ...] = listed.value if listed else ()
    by_id = [index for index, each in enumerate(nodes) if (own := each.get(("id",))) and own.value == words]
    found = by_id or [index for index, each in enumerate(nodes) if _has(each, words)]
    if len(found) == 1:
        return found[0]
    how = "i ingen av" if not found else f"i {len(found)} av"
    said = f"{shown(words)} står {how} punktene i «{path[-1]}» i {named(step.address)} ({draft.place(path)})."
    hint = "Skriv id-en til punktet, eller ord som bare står i det ene."
    raise Misfit("VEDTAK012", step.place(key), said, hint)


def _has(node: Written, words: str) -> bool:
    return any(matches(text, words) for _, text in texts(node, (), frozenset()))


def whole(draft: Draft, step: Step, fra: str) -> Path:
    """The element itself, when it has the words that the change expects; its place in a list or a field."""
    found = element(draft, step)
    node = draft.get(found.path)
    own = next((each for name in OWN_WORDS if node and (each := node.get((name,)))), None)
    if len(found.path) < 2 or own is None:  # noqa: PLR2004 - a file
        said = f"{named(step.address).capitalize()} kan ikke fjernes eller flyttes av et vedtak."
        raise Misfit("VEDTAK013", step.spot, said, "Fjern eller flytt det som står i det.")
    if not same(str(own.value), fra):
        said = f"«fra» sier {shown(fra)}, men {named(step.address)} har {shown(own.value)} ({own.place()})."
        raise Misfit(
            "VEDTAK011", step.place("fra"), said, "Rett «fra», eller se om et tidligere vedtak har endret teksten."
        )
    return found.path
