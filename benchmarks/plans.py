"""Sources with as many plans as one asks for: the register at hand, told over again for one place after the other.

So names, years, remarks and links are as long and as many as planners write them, and the same every time.
"""

import re
from collections.abc import Iterator
from copy import deepcopy
from itertools import count, islice
from pathlib import Path
from typing import Any

import yaml

from osreport.sources.strict_yaml import read_yaml

Plan = dict[str, Any]
SIDES = ("Øvre", "Nedre", "Indre", "Ytre", "Nordre", "Søndre", "Vestre", "Østre", "Midtre")
GROUNDS = ("Dalen", "Lia", "Neset", "Vika", "Åsen", "Moen", "Bygda", "Haugen", "Sjøbygda", "Fjellet")
PLACES = tuple(f"{side} {ground}" for ground in GROUNDS for side in SIDES)
REFERENCE = re.compile(r"\{[a-zæøå]+:([^{}\s]+)\}")
NAMED_PLAN = re.compile(r"^[\s-]*plan: *(\S+)", re.MULTILINE)
LONGEST_ID = 48
PER_GROUP = 25


def write_plans(sources: Path, plans: int, *, spread: bool) -> None:
    """Rewrites the register in the folder: so many plans in one group, or spread over groups of 25."""
    file = sources / "planregister.yaml"
    chosen = list(islice(_endless(_of(file), _needed(sources)), plans))
    size = PER_GROUP if spread else plans
    groups = [_group(number, chosen[at : at + size]) for number, at in enumerate(range(0, plans, size), 1)]
    dumper = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
    text = yaml.dump({"grupper": groups}, Dumper=dumper, allow_unicode=True, sort_keys=False, width=1000)
    file.write_text(text, encoding="utf-8")


def _group(number: int, plans: list[Plan]) -> dict[str, Any]:
    return {"id": f"del-{number}", "tittel": f"Planer og strategier, del {number}", "planer": plans}


def _endless(plans: list[Plan], needed: set[str]) -> Iterator[Plan]:
    """The plans that other sources name, then the others, then all of them for each place."""
    yield from sorted(map(_alone, plans), key=lambda plan: plan["id"] not in needed)
    years = [revision["år"] for plan in plans for revision in plan.get("revisjoner", ())]
    span = (min(years), max(years)) if years else (0, 0)
    for again in count(1):
        yield from (_elsewhere(plan, again, span) for plan in map(_alone, plans))


def _of(file: Path) -> list[Plan]:
    """The plans of a register, in its order."""
    tree, problems = read_yaml(file.read_bytes(), file.name)
    if tree is None or problems:
        raise ValueError(f"{file.name} kan ikke leses; kjør check.")
    return [plan for group in tree.value["grupper"] for plan in _below(group)]


def _below(group: dict[str, Any]) -> Iterator[Plan]:
    yield from map(_plain, group.get("planer", ()))
    for inner in group.get("grupper", ()):
        yield from _below(inner)


def _plain(value: Any) -> Any:
    """Lists where the reader gives tuples, as YAML is written from lists."""
    if isinstance(value, dict):
        return {key: _plain(each) for key, each in value.items()}
    return [_plain(each) for each in value] if isinstance(value, tuple) else value


def _needed(sources: Path) -> set[str]:
    """The plans that the other sources name."""
    texts = [file.read_text(encoding="utf-8") for file in sources.rglob("*.yaml") if file.name != "planregister.yaml"]
    return {id_ for text in texts for shape in (REFERENCE, NAMED_PLAN) for id_ in shape.findall(text)}


def _alone(plan: Plan) -> Plan:
    """The plan without a word of other plans, as these may not be among the chosen."""
    lost = {"samme_som"} | ({"merknad"} if set(REFERENCE.findall(plan.get("merknad", ""))) - {plan["id"]} else set())
    return {key: deepcopy(value) for key, value in plan.items() if key not in lost}  # YAML must not see twins


def _elsewhere(plan: Plan, again: int, span: tuple[int, int]) -> Plan:
    """The same plan for another place: names, ids and links of its own, its years moved within the span."""
    first, last = span
    place = PLACES[(again - 1) % len(PLACES)] + (f" {again // len(PLACES) + 1}" if again > len(PLACES) else "")
    own = _own(plan["id"], again)
    told: Plan = {**plan, "id": own}
    told |= {key: f"{plan[key]} – {place}" for key in ("navn", "kortnavn") if key in plan}
    told |= {"merknad": plan["merknad"].replace(f":{plan['id']}}}", f":{own}}}")} if "merknad" in plan else {}
    told.pop("overordnet", None)  # else the short table of the overordnede would grow as well
    for revision in told.get("revisjoner", ()):
        revision["år"] = first + (revision["år"] - first + again) % (last - first + 1)
    for link in told.get("lenker", ()):
        link["url"] += f"{'&' if '?' in link['url'] else '?'}del={again}"
    for part in told.get("delplaner", ()):
        part["id"] = _own(part["id"], again)
    return told


def _own(id_: str, again: int) -> str:
    ending = f"-{again}"
    return id_[: LONGEST_ID - len(ending)].rstrip("-") + ending
