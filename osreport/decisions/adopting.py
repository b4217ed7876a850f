"""Decisions made in date order on the words of the sources: each of them wholly, or not at all."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import reduce
from typing import Any

from osreport.model.endring import Endring
from osreport.model.planverk import Planverk
from osreport.model.vedtak import Alternativ, Vedtak
from osreport.problem import Place, Problem, SourceError
from osreport.sources.messages import to_problems
from osreport.sources.reader import Kilder, Places, validated
from osreport.sources.suggestions import closest
from osreport.sources.tree import Path, Tree
from osreport.sources.written import Patched

from .changes import changed, touched
from .draft import MODELS, Address, Draft
from .ledger import Entry, Line, Outcome
from .misfit import Misfit, named
from .order import Day, in_order, unsettled
from .shown import updated
from .step import Step


@dataclass(frozen=True)
class Ruled:
    """The plans after all decisions up to a day, and what came of each."""

    kilder: Kilder
    entries: tuple[Entry, ...]

    @property
    def problems(self) -> tuple[Problem, ...]:
        return tuple(problem for entry in self.entries for problem in entry.problems)


@dataclass(frozen=True)
class _Standing:
    """The plans so far, and who touched which element where."""

    draft: Draft
    planverk: Planverk
    known: Mapping[str, Vedtak]
    log: tuple[tuple[Address, Vedtak, Place], ...] = ()
    entries: tuple[Entry, ...] = ()


def adopted(kilder: Kilder, as_of: Day | None = None, preview: str = "") -> Kilder:
    """The plan set as it stands on the day (year, month, day); without a day, after all decisions in the files.

    `preview` names an alternative (`SAK/alternativ`) that is looked at as if it were adopted. Raises SourceError for
    every change that does not fit, and for every decision after the day that the files have the effect of.
    """
    ruled = ruling(kilder, as_of, preview)
    if ruled.problems:
        raise SourceError(ruled.problems)
    return ruled.kilder


def ruling(kilder: Kilder, as_of: Day | None = None, preview: str = "") -> Ruled:
    """The plan set on the day, and a report of the decisions; what does not fit is left out of it."""
    decisions = kilder.planverk.vedtak
    chosen = _alternative(kilder, preview) if preview else None
    made = [n for n in in_order(decisions) if _is_made(decisions[n], as_of) or (chosen and chosen[0] == n)]
    late = tuple(_late(kilder, n) for n in in_order(decisions) if n not in made and is_within(decisions[n]))
    steps = {n: tuple(_steps(kilder, n, chosen)) for n in made}
    if not any(steps.values()) and len(made) == len(decisions):
        known = replace(kilder, changed={**_recorded(decisions), **kilder.changed})
        return Ruled(known, tuple(_entry(kilder, n) for n in made))
    start = _Standing(Draft.of(kilder), kilder.planverk, {each.id: each for each in decisions})
    end = reduce(lambda standing, n: _after(standing, kilder, n, steps[n]), made, start)
    return Ruled(_standing(kilder, end, sorted(made), chosen), (*late, *end.entries))


def _is_made(decision: Vedtak, as_of: Day | None) -> bool:
    return as_of is None or decision.dato.sortering <= as_of


def is_within(decision: Vedtak) -> bool:
    """Whether the other files have its effect in them, so that they cannot be had without it."""
    return decision.i_grunnlaget or (decision.resultat == "vedtatt" and not decision.endringer)


def _recorded(decisions: Sequence[Vedtak]) -> dict[Address, str]:
    """The elements that decisions changed whose effect the files have already, with the last of these."""
    made = (
        decisions[n] for n in in_order(decisions) if decisions[n].i_grunnlaget and decisions[n].resultat == "vedtatt"
    )
    return {change.innhold.adresse: decision.id for decision in made for change in decision.endringer}


def _late(kilder: Kilder, number: int) -> Entry:
    decision, place = kilder.planverk.vedtak[number], kilder.places.of(("vedtak", number, "dato"))
    said = f"Vedtaket «{decision.id}» er fattet etter datoen du har bedt om, og kildene er skrevet etter det."
    hint = "Bygg med en senere --as-of, eller hent fram en eldre utgave av kildene."
    return Entry(decision, place, problems=(Problem("VEDTAK001", place, said, hint),))


def _alternative(kilder: Kilder, preview: str) -> tuple[int, int]:
    """The decision and the alternative that are asked for, as numbers."""
    wanted, _, name = preview.rpartition("/")
    decisions = kilder.planverk.vedtak
    all_ = {
        (decision.id, each.id): (number, place)
        for number, decision in enumerate(decisions)
        for place, each in enumerate(decision.alternativer)
    }
    found = [at for (id_, own), at in all_.items() if own == name and wanted in {id_, decisions[at[0]].sak}]
    if len(found) == 1:
        return found[0]
    said = f"Det er ikke noe alternativ «{preview}»." if not found else f"«{preview}» kan være flere alternativer."
    hint = closest(preview, (f"{id_}/{own}" for id_, own in all_), "Disse kan forhåndsvises")
    hint = hint if all_ else "Ingen av vedtakene har «alternativer»."
    raise SourceError([Problem("VEDTAK019", kilder.places.of(("vedtak",)), said, hint)])


def _steps(kilder: Kilder, number: int, chosen: tuple[int, int] | None) -> Iterator[Step]:
    """The changes that a decision makes: none where the files have them already or it was not adopted."""
    decision, tree = kilder.planverk.vedtak[number], kilder.places.trees.get(("vedtak", number))
    path: Path = ("endringer",)
    changes: tuple[Endring, ...] = ()
    if chosen and chosen[0] == number:
        path = ("alternativer", chosen[1], "endringer")
        changes = decision.alternativer[chosen[1]].endringer
    elif decision.resultat == "vedtatt" and not decision.i_grunnlaget:
        changes = decision.endringer
    if isinstance(tree, Tree):
        yield from (Step.of(decision, tree, (*path, index), change) for index, change in enumerate(changes))


def _after(standing: _Standing, kilder: Kilder, number: int, steps: tuple[Step, ...]) -> _Standing:
    """The plans after one decision; untouched if any of its changes does not fit."""
    if not steps:
        return replace(standing, entries=(*standing.entries, _entry(kilder, number)))
    draft, log, tried = standing.draft, standing.log, list[tuple[Outcome, Problem | None]]()
    for step in steps:
        keys = touched(draft, step)
        draft, outcome, problem = _tried(standing, draft, step, keys)
        log = (*log, *((key, step.decision, step.spot) for key in sorted(keys)))
        tried.append((outcome, problem))
    problems = [problem for _, problem in tried if problem]
    planverk, invalid = (standing.planverk, []) if problems else _validated(standing, draft, steps[0].decision)
    entry = _told(kilder, number, steps, tried, (*problems, *invalid))
    if entry.problems:
        return replace(standing, entries=(*standing.entries, entry))
    signed = _signed(standing.draft, draft, planverk, steps[0])
    return replace(standing, draft=signed[0], planverk=signed[1], log=log, entries=(*standing.entries, entry))


def _tried(
    standing: _Standing, draft: Draft, step: Step, keys: frozenset[Address]
) -> tuple[Draft, Outcome, Problem | None]:
    """The plans after one change, or as they were and why it does not fit."""
    sentences = [each.id for each in step.decision.ordlyd]
    if step.sentence and step.sentence not in sentences:
        said = f"«{step.sentence}» er ikke noe punkt i ordlyden til vedtaket."
        hint = closest(step.sentence, sentences, "Punktene er")
        return draft, "avvist", Problem("VEDTAK018", step.tree.place((*step.path[:-1], "punkt")), said, hint)
    if problem := _overlap(standing, step, keys):
        return draft, "overlapper", problem
    try:
        return changed(draft, step), "gjort", None
    except Misfit as misfit:
        return draft, "avvist", misfit.problem


def _overlap(standing: _Standing, step: Step, keys: frozenset[Address]) -> Problem | None:
    for key, other, place in standing.log:
        if key in keys and unsettled(step.decision, other, standing.known):
            said = (
                f"{named(key).capitalize()} endres også av vedtaket «{other.id}» ({place}), som kan være fra samme dag."
            )
            hint = f"Skriv «etter: {other.id}» i vedtaket som kom sist, eller datoene så nøyaktig som de er kjent."
            return Problem("VEDTAK014", step.spot, said, hint)
    return None


def _entry(kilder: Kilder, number: int) -> Entry:
    """A decision without changes to make."""
    decision = kilder.planverk.vedtak[number]
    said = f"{decision.resultat.capitalize()}: Endrer ikke planene."
    if decision.resultat == "vedtatt":
        said = "Står i grunnlaget fra før." if decision.i_grunnlaget else "Har ingen endringer."
    return Entry(decision, kilder.places.of(("vedtak", number)), said=said)


def _told(
    kilder: Kilder, number: int, steps: tuple[Step, ...], tried: list[Any], problems: tuple[Problem, ...]
) -> Entry:
    """The decision with what came of its changes; those that fit are held back with those that do not."""
    lines = tuple(
        Line("holdt tilbake" if problems and outcome == "gjort" else outcome, step.spot, step.told)
        for step, (outcome, _) in zip(steps, tried, strict=True)
    )
    return Entry(kilder.planverk.vedtak[number], kilder.places.of(("vedtak", number)), lines, problems)


def _validated(standing: _Standing, draft: Draft, decision: Vedtak) -> tuple[Planverk, list[Problem]]:
    """The plans as values once more, and what the decision has made wrong in them."""
    fields: dict[str, Any] = dict(standing.planverk)
    problems: list[Problem] = []
    for file, tree in draft.trees.items():
        if tree is not standing.draft.trees[file]:
            model, name = MODELS[str(file[0])], str(file[0])
            value, errors = validated(model, tree)
            problems += [_invalid(decision, each) for each in to_problems(model, tree, errors)]
            at = int(file[1]) if len(file) > 1 else None
            fields[name] = value if at is None else (*fields[name][:at], value, *fields[name][at + 1 :])
    return (standing.planverk, problems) if problems else (Planverk(**fields), [])


def _invalid(decision: Vedtak, problem: Problem) -> Problem:
    said = f"Etter vedtaket «{decision.id}» stemmer ikke planene lenger: {problem.message}"
    return Problem("VEDTAK015", problem.place, said, problem.hint)


def _signed(earlier: Draft, draft: Draft, planverk: Planverk, step: Step) -> tuple[Draft, Planverk]:
    """The plans where each adopted document that the decision touched says that it was updated after it."""
    fields = {str(file[0]) for file, tree in draft.trees.items() if tree is not earlier.trees[file]}
    decision, steps = step.decision, {}
    for name in updated(planverk, fields, decision):
        own = replace(step, path=()).written("id", value=decision.id)
        draft = draft.put((name, "oppdatert_etter"), own)
        steps[name] = getattr(planverk, name).model_copy(update={"oppdatert_etter": decision.id})
    return draft, planverk.model_copy(update=steps)


def _standing(kilder: Kilder, end: _Standing, made: list[int], chosen: tuple[int, int] | None) -> Kilder:
    """The sources after the decisions, without those that were not made yet, and the hearings that these send out."""
    decisions = kilder.planverk.vedtak
    kept = {"vedtak": made, **_hearings(kilder.planverk, {decisions[number].id for number in made})}
    fields = {name: tuple(getattr(kilder.planverk, name)[number] for number in kept[name]) for name in kept}
    trees = {file: tree for file, tree in end.draft.trees.items() if file[0] not in kept}
    own: dict[Path, Tree | Patched] = {
        (name, at): kilder.places.trees[(name, number)] for name in kept for at, number in enumerate(kept[name])
    }
    recorded = _recorded([decisions[number] for number in made])
    last = {**recorded, **kilder.changed, **{address: decision.id for address, decision, _ in end.log}}
    told = _previewed(decisions[chosen[0]], decisions[chosen[0]].alternativer[chosen[1]]) if chosen else ""
    planverk = end.planverk.model_copy(update=fields)
    return Kilder(planverk, Places({**trees, **own}, kilder.places.root), last, told)


def _hearings(planverk: Planverk, made: Collection[str]) -> dict[str, list[int]]:
    """The numbers of the hearings that a decision among these sends out or none does, and of all that is theirs."""
    rounds = planverk.høringer
    known = {each.id for each in planverk.vedtak}
    unsent = {each.id for each in rounds if each.vedtak in known and each.vedtak not in made}
    return {
        "høringer": [number for number, each in enumerate(rounds) if each.id not in unsent],
        "utsendinger": [number for number, each in enumerate(planverk.utsendinger) if each.høring not in unsent],
        "merknader": [number for number, each in enumerate(planverk.merknader) if each.høring not in unsent],
    }


def _previewed(decision: Vedtak, alternative: Alternativ) -> str:
    case = "" if decision.sak == "ukjent" else f" i sak {decision.sak}"
    return f"{alternative.gjelder} (ikke vedtatt{case})"
