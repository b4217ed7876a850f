"""Each kind of change, made on the plain words of the sources; one that does not fit is a `Misfit`."""

from collections.abc import Callable, Mapping
from functools import reduce
from typing import Any

from osreport.model.endring import Erstatt, Fjern, Flytt, FlyttVindu, FlyttÅr, LeggTil, Sett, SettStatus
from osreport.sources.tree import Path
from osreport.sources.written import Written
from osreport.structs import replace

from .draft import Address, Draft, new_elements
from .finding import element, field, member, members, whole
from .misfit import Misfit, named, shown
from .step import Step
from .texts import matches, same, texts

STEPS: Mapping[str, tuple[str, ...]] = {
    "utkast": ("høring", "til behandling"),
    "høring": ("til behandling", "utkast"),
    "til behandling": ("vedtatt", "høring", "utkast"),
    "vedtatt": ("erstattet",),
    "erstattet": (),
}
EARLIER = "Rett «fra», eller se om et tidligere vedtak har endret dette."


def changed(draft: Draft, step: Step) -> Draft:
    """The plans after the change."""
    return MAKERS[type(step.change)](draft, step)


def touched(draft: Draft, step: Step) -> frozenset[Address]:
    """The elements that the change is about: its own, those that go with it, the new ones and the neighbour."""
    kind, _ = step.address
    below = [each for found in draft.all(step.address) for each in draft.below(found.path)]
    gone = {each.address for each in below} if isinstance(step.change, Fjern) and not step.change.felt else set()
    new = {each.address for each in _new(draft, step)}
    near = {(kind, step.neighbour)} if isinstance(step.change, Flytt) and step.neighbour else set()
    return frozenset({step.address, *gone, *new, *near})


def _new(draft: Draft, step: Step) -> list[Any]:
    found = draft.all(step.address)
    if not isinstance(step.change, LeggTil) or not found:
        return []
    return new_elements(found[0].model, step.change.felt, step.written("nye"))


def _set(draft: Draft, step: Step) -> Draft:
    change: Any = step.change
    found = element(draft, step)
    path = field(step, found, change.felt)
    current = draft.get(path)
    standard = found.model.model_fields[change.felt].get_default()
    now = current.plain if current else standard
    if not _alike(now, change.fra if "fra" in change.model_fields_set else standard):
        expects = f"«fra» sier {shown(change.fra)}" if "fra" in change.model_fields_set else "«fra» er ikke skrevet"
        stands = f"er {shown(now)}" if current else "er ikke skrevet"
        said = f"{expects}, men «{change.felt}» i {named(step.address)} {stands} ({draft.place(path)})."
        raise Misfit("VEDTAK011", step.place("fra"), said, EARLIER)
    return draft.put(path, step.written("til"))


def _alike(one: Any, other: Any) -> bool:
    if isinstance(one, str) and isinstance(other, str):
        return same(one, other)
    if isinstance(one, bool) or isinstance(other, bool):
        return one is other
    return bool(one == other)


def _replace(draft: Draft, step: Step) -> Draft:
    change: Any = step.change
    found = element(draft, step)
    path = field(step, found, change.felt) if change.felt else found.path
    leave = frozenset(each.path for each in draft.below(found.path) if each.path != found.path)
    node = draft.get(path)
    hits = [
        (place, match)
        for place, text in (texts(node, path, leave) if node else ())
        for match in matches(text, change.fra, with_space=not change.til)
    ]
    if len(hits) != 1:
        raise _not_once(draft, step, [place for place, _ in hits], path)
    (place, match), text = hits[0], draft.get(hits[0][0])
    return draft.put(place, text.spliced(match.start(), match.end(), step.written("til"))) if text else draft


def _not_once(draft: Draft, step: Step, hits: list[Path], path: Path) -> Misfit:
    change: Any = step.change
    count = f"{len(hits)} ganger" if hits else "ikke"
    places = " og ".join(dict.fromkeys(str(draft.place(each)) for each in hits)) or str(draft.place(path))
    where = f"«{change.felt}» i {named(step.address)}" if change.felt else named(step.address)
    hint = "Ta med flere ord, så teksten bare passer ett sted." if hits else "Skriv hele ord, slik de står der."
    return Misfit("VEDTAK012", step.place("fra"), f"{shown(change.fra)} står {count} i {where} ({places}).", hint)


def _add(draft: Draft, step: Step) -> Draft:
    change: Any = step.change
    found = element(draft, step)
    path = members(step, found, change.felt)
    for new in _new(draft, step):
        if taken := draft.all(new.address):
            said = f"{named(new.address).capitalize()} finnes fra før ({draft.place(taken[0].path)})."
            raise Misfit("VEDTAK017", step.place("nye", *new.path[:1], "id"), said, "Gi det nye en egen id.")
    listed = draft.get(path)
    new_members = step.written("nye")
    if listed is None:
        return draft.put(path, new_members)
    at = member(draft, step, path, "foran" if change.foran else "etter") + step.offset if step.neighbour else None
    at = len(listed.value) if at is None else at
    return draft.put(path, replace(listed, value=(*listed.value[:at], *new_members.value, *listed.value[at:])))


def _chosen(draft: Draft, step: Step) -> Path:
    """What is removed or moved: the element, or with `felt` a member of its list."""
    change: Any = step.change
    if not change.felt:
        return whole(draft, step, change.fra)
    path = members(step, element(draft, step), change.felt)
    return (*path, member(draft, step, path, "fra"))


def _remove(draft: Draft, step: Step) -> Draft:
    return draft.put(_chosen(draft, step), None)


def _move(draft: Draft, step: Step) -> Draft:
    path = _chosen(draft, step)
    node, (*home, number) = draft.get(path), path
    target = _target(draft, step, path)
    if node is None or not isinstance(number, int) or target[: len(path)] == path:
        said = f"{named(step.address).capitalize()} kan ikke flyttes dit."
        raise Misfit("VEDTAK013", step.spot, said, "Oppgi et annet element av samme slag i «etter» eller «foran».")
    shared = target[: len(home)] == tuple(home)
    if shared and (after := target[len(home)]) and int(after) > number:
        target = (*home, int(after) - 1, *target[len(path) :])
    draft = draft.put(path, None)
    listed, at = draft.get(target[:-1]), int(target[-1]) + step.offset
    if listed is None:
        return draft
    return draft.put(target[:-1], replace(listed, value=(*listed.value[:at], node, *listed.value[at:])))


def _target(draft: Draft, step: Step, path: Path) -> Path:
    """The neighbour to be: in the same list, or an element of the same kind elsewhere."""
    change: Any = step.change
    key = "foran" if change.foran else "etter"
    if not change.felt:
        found = element(draft, step, key)
        if isinstance(found.path[-1], int):
            return found.path
    return (*path[:-1], member(draft, step, path[:-1], key))


def _move_year(draft: Draft, step: Step) -> Draft:
    change: Any = step.change
    path = (*element(draft, step).path, "revisjoner")
    listed = draft.get(path)
    years = [each.plain for each in listed.value] if listed else []
    numbers = [each["år"] for each in years]
    told = " og ".join(map(str, numbers)) or "ingen"
    if listed is None or change.fra not in numbers:
        lacks = f"har ikke {change.fra} blant årene i «revisjoner», men {told}"
        said = f"{named(step.address).capitalize()} {lacks} ({draft.place(path)})."
        raise Misfit("VEDTAK011", step.place("fra"), said, EARLIER)
    at = numbers.index(change.fra)
    if change.til in numbers or years[at].get("status") == "gjennomført":
        why = f"har {change.til} fra før" if change.til in numbers else f"er ført som behandlet i {change.fra}"
        said = f"{named(step.address).capitalize()} {why} ({draft.place(path)})."
        raise Misfit("VEDTAK013", step.place("til"), said, "Se om året er rett. Bruk «fjern» om det bare skal bort.")
    moved = [*listed.value[:at], _year(step), *listed.value[at + 1 :]]
    return draft.put(path, replace(listed, value=tuple(sorted(moved, key=lambda each: each.plain["år"]))))


def _year(step: Step) -> Written:
    reason = step.written("grunnlag") if getattr(step.change, "grunnlag", None) else None
    year = step.written("til")
    return Written({"år": year} | ({"grunnlag": reason} if reason else {}), year.pieces)


def _move_window(draft: Draft, step: Step) -> Draft:
    change: Any = step.change
    path = (*element(draft, step).path, "innhold")
    listed = draft.get(path)
    blocks = [each.plain for each in listed.value] if listed else []
    tables = {number: each.get("år") for number, each in enumerate(blocks) if each.get("vis") == change.vis}
    found = [number for number, years in tables.items() if years == change.fra.model_dump()]
    if not found:
        told = " og ".join(shown(years) if years else "ingen" for years in tables.values())
        stands = f"«år» er {told}" if tables else "kapittelet har ingen slik tabell"
        said = f"«fra» sier {shown(change.fra.model_dump())}, men {stands} ({draft.place(path)})."
        raise Misfit("VEDTAK011", step.place("fra"), said, EARLIER)
    return reduce(lambda each, number: each.put((*path, number, "år"), step.written("til")), found, draft)


def _set_status(draft: Draft, step: Step) -> Draft:
    change: Any = step.change
    path = element(draft, step).path
    current = draft.get((*path, "status"))
    now = current.plain if current else ""
    if now != change.fra:
        said = f"«fra» sier «{change.fra}», men {named(step.address)} er «{now}» ({draft.place((*path, 'status'))})."
        raise Misfit("VEDTAK011", step.place("fra"), said, EARLIER)
    if change.til not in STEPS[now]:
        said = f"Et dokument kan ikke gå fra «{now}» til «{change.til}»."
        allowed = " eller ".join(f"«{each}»" for each in STEPS[now])
        hint = f"Herfra kan det bare bli {allowed}." if allowed else "Lag et nytt dokument."
        raise Misfit("VEDTAK016", step.place("til"), said, hint)
    draft = draft.put((*path, "status"), step.written("til"))
    return _adopted(draft, step, path) if change.til == "vedtatt" else draft


def _adopted(draft: Draft, step: Step, path: Path) -> Draft:
    """The document with body, date and case of the decision that adopted it, and no update yet."""
    whole_file = Written.of(step.tree, (), step.tree.value)
    told = {name: node for name in ("organ", "dato", "sak") if (node := whole_file.get((name,)))}
    draft = draft.put((*path, "vedtatt"), Written(told, step.written("til").pieces))
    return draft.put((*path, "oppdatert_etter"), None)


MAKERS: Mapping[type, Callable[[Draft, Step], Draft]] = {
    Sett: _set, Erstatt: _replace, LeggTil: _add, Fjern: _remove, Flytt: _move, FlyttÅr: _move_year,
    FlyttVindu: _move_window, SettStatus: _set_status,
}  # fmt: skip
