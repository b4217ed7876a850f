"""Decisions made in date order on the words of the sources: each of them wholly, or not at all."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import reduce
from typing import Any

from osreport.model.endring import Endring
from osreport.model.planverk import Planverk
from osreport.model.vedtak import Vedtak
from osreport.problem import Problem, SourceError
from osreport.sources.messages import to_problems
from osreport.sources.reader import Kilder, Places, validated
from osreport.sources.suggestions import closest
from osreport.sources.tree import Path, Tree
from osreport.sources.written import Patched, Written
from osreport.structs import Struct, replace

from . import rounds
from .changes import changed, touched
from .draft import MODELS, Address, Draft
from .frozen import frozen_by
from .ledger import Entry, Line, Outcome
from .misfit import Misfit, named
from .order import Day, in_order, is_proposed, unsettled
from .previews import Preview, asked
from .recorded import recorded
from .rounds import Touch
from .shown import updated
from .step import Step


class Ruled(Struct):
    """The plans after all decisions up to a day, and what came of each."""

    kilder: Kilder
    entries: tuple[Entry, ...]

    @property
    def problems(self) -> tuple[Problem, ...]:
        return tuple(problem for entry in self.entries for problem in entry.problems)


class _Standing(Struct):
    """The plans so far, and who touched which element where."""

    draft: Draft
    planverk: Planverk
    known: Mapping[str, Vedtak]
    log: tuple[Touch, ...] = ()
    entries: tuple[Entry, ...] = ()


def adopted(kilder: Kilder, as_of: Day | None = None, preview: str = "") -> Kilder:
    """The plan set as it stands on the day (year, month, day); without a day, after all decisions in the files.

    `preview` names what is looked at as if it were adopted: an alternative (`SAK/alternativ`), a proposed decision or a
    hearing. Raises SourceError for every change that does not fit, and for every decision after the day that is in the
    files already.
    """
    ruled = ruling(kilder, as_of, preview)
    if ruled.problems:
        raise SourceError(ruled.problems)
    return ruled.kilder


def ruling(kilder: Kilder, as_of: Day | None = None, preview: str = "") -> Ruled:
    """The plan set on the day, and a report of the decisions; what does not fit is left out of it."""
    kilder = frozen_by(kilder, as_of) if as_of else kilder
    decisions = kilder.planverk.vedtak
    look = asked(kilder, preview, as_of)
    made = [n for n in in_order(decisions) if _is_made(decisions[n], as_of) or (look and look.number == n)]
    late = tuple(_late(kilder, n) for n in in_order(decisions) if n not in made and is_within(decisions[n]))
    twice = rounds.adopted_twice(kilder, made)
    steps = {n: tuple(_steps(kilder, n, look)) for n in made if n not in twice}
    entries = (*late, *(replace(_entry(kilder, n), problems=(twice[n],)) for n in twice))
    if not any(steps.values()) and len(made) == len(decisions) and look is None:
        known = recorded(kilder, decisions)
        changed = {**_last(known), **kilder.changed}
        told = replace(kilder, changed=changed, grounds=rounds.grounds(kilder, known))
        return Ruled(told, (*entries, *(_entry(kilder, n) for n in steps)))
    start = _Standing(Draft.of(kilder), kilder.planverk, {each.id: each for each in decisions}, entries=entries)
    end = reduce(lambda standing, n: _after(standing, kilder, _entry(kilder, n), steps[n]), steps, start)
    if look and look.proposal:
        end = _proposed(end, kilder, look.proposal)
    return Ruled(_standing(kilder, end, sorted(made), look.told if look else ""), end.entries)


def _is_made(decision: Vedtak, as_of: Day | None) -> bool:
    return as_of is None or decision.dato.sortering <= as_of


def is_within(decision: Vedtak) -> bool:
    """Whether the other files have its effect in them, so that they cannot be had without it."""
    return decision.i_grunnlaget or (decision.resultat == "vedtatt" and not (decision.endringer or decision.høring))


def _late(kilder: Kilder, number: int) -> Entry:
    decision, place = kilder.planverk.vedtak[number], kilder.places.of(("vedtak", number, "dato"))
    said = f"Vedtaket «{decision.id}» er fattet etter datoen du har bedt om, og kildene er skrevet etter det."
    hint = "Bygg med en senere --as-of, eller hent fram en eldre utgave av kildene."
    return Entry(decision, place, problems=(Problem("VEDTAK001", place, said, hint),))


def _steps(kilder: Kilder, number: int, look: Preview | None) -> Iterator[Step]:
    """The changes that a decision makes, those of its hearing first.

    None where the files have them already or it was not adopted.
    """
    decision, tree = kilder.planverk.vedtak[number], kilder.places.trees.get(("vedtak", number))
    path: Path = ("endringer",)
    changes: tuple[Endring, ...] = ()
    if look and look.number == number:
        path, changes = look.path, look.changes
    elif decision.resultat == "vedtatt" and not decision.i_grunnlaget:
        changes = decision.endringer
        yield from rounds.steps(kilder, decision)
    if isinstance(tree, Tree):
        yield from (Step.of(decision, tree, (*path, index), change) for index, change in enumerate(changes))


def _proposed(standing: _Standing, kilder: Kilder, proposal: Vedtak) -> _Standing:
    """The plans as if what a hearing led to were adopted last of all, by nobody yet."""
    at = next(n for n, each in enumerate(kilder.planverk.høringer) if each.id == proposal.høring)
    entry = Entry(proposal, kilder.places.of(("høringer", at)), said="Merknadene endrer ikke planene.")
    after = _after(replace(standing, log=()), kilder, entry, tuple(rounds.steps(kilder, proposal)))
    return replace(after, log=(*standing.log, *after.log))


def _after(standing: _Standing, kilder: Kilder, entry: Entry, steps: tuple[Step, ...]) -> _Standing:
    """The plans after one decision; untouched if any of its changes does not fit."""
    if not steps:
        return replace(standing, entries=(*standing.entries, entry))
    draft, touches, tried = standing.draft, list[Touch](), list[tuple[Outcome, Problem | None]]()
    for step in steps:
        keys = touched(draft, step)
        draft, outcome, problem = _tried(standing, draft, step, (keys, touches))
        touches += rounds.touches(step, keys)
        tried.append((outcome, problem))
    problems = list(dict.fromkeys(problem for _, problem in tried if problem))
    planverk, invalid = (standing.planverk, []) if problems else _validated(standing, draft, entry.decision)
    entry = _told(entry, steps, tried, (*problems, *invalid))
    if entry.problems:
        return replace(standing, entries=(*standing.entries, entry))
    signed = _signed(standing, draft, planverk, kilder, entry.decision)
    log = (*standing.log, *touches)
    return replace(standing, draft=signed[0], planverk=signed[1], log=log, entries=(*standing.entries, entry))


def _tried(
    standing: _Standing, draft: Draft, step: Step, touching: tuple[frozenset[Address], list[Touch]]
) -> tuple[Draft, Outcome, Problem | None]:
    """The plans after one change, or as they were and why it does not fit."""
    keys, earlier = touching
    if wrong := rounds.refused(step) or _unsaid(step):
        return draft, "avvist", wrong
    if problem := _overlap(standing, step, keys):
        return draft, "overlapper", problem
    try:
        after = changed(draft, step)
    except Misfit as misfit:
        problem = rounds.clash(step, keys, earlier, standing.draft)
        return draft, "overlapper" if problem else "avvist", problem or misfit.problem
    problem = rounds.undoing(step, keys, earlier)
    return (draft, "overlapper", problem) if problem else (after, "gjort", None)


def _unsaid(step: Step) -> Problem | None:
    """What tells that a change names a sentence that the decision does not have."""
    sentences = [each.id for each in step.decision.ordlyd]
    if not step.sentence or step.sentence in sentences:
        return None
    said = f"«{step.sentence}» er ikke noe punkt i ordlyden til vedtaket."
    hint = closest(step.sentence, sentences, "Punktene er")
    return Problem("VEDTAK018", step.tree.place((*step.path[:-1], "punkt")), said, hint)


def _overlap(standing: _Standing, step: Step, keys: frozenset[Address]) -> Problem | None:
    for touch in standing.log:
        other = touch.step.decision
        if touch.key in keys and unsettled(step.decision, other, standing.known):
            told = f"endres også av vedtaket «{other.id}» ({touch.place}), som kan være fra samme dag."
            said = f"{named(touch.key).capitalize()} {told}"
            hint = f"Skriv «etter: {other.id}» i vedtaket som kom sist, eller datoene så nøyaktig som de er kjent."
            return Problem("VEDTAK014", step.spot, said, hint)
    return None


def _entry(kilder: Kilder, number: int) -> Entry:
    """A decision without changes to make."""
    decision = kilder.planverk.vedtak[number]
    until = " før det er vedtatt" if is_proposed(decision) else ""
    said = f"{decision.resultat.capitalize()}: Endrer ikke planene{until}."
    if decision.resultat == "vedtatt":
        said = "Står i grunnlaget fra før." if decision.i_grunnlaget else "Har ingen endringer."
    return Entry(decision, kilder.places.of(("vedtak", number)), said=said)


def _told(entry: Entry, steps: tuple[Step, ...], tried: list[Any], problems: tuple[Problem, ...]) -> Entry:
    """The decision with what came of its changes; those that fit are held back with those that do not."""
    lines = tuple(
        Line("holdt tilbake" if problems and outcome == "gjort" else outcome, step.spot, step.told)
        for step, (outcome, _) in zip(steps, tried, strict=True)
    )
    return replace(entry, lines=lines, problems=problems, said="")


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
    return (standing.planverk, problems) if problems else (Planverk.model_construct(**fields), [])


def _invalid(decision: Vedtak, problem: Problem) -> Problem:
    what = f"det høringen «{decision.id}» førte til" if decision.id == decision.høring else f"vedtaket «{decision.id}»"
    said = f"Etter {what} stemmer ikke planene lenger: {problem.message}"
    return Problem("VEDTAK015", problem.place, said, problem.hint)


def _signed(
    earlier: _Standing, draft: Draft, planverk: Planverk, kilder: Kilder, decision: Vedtak
) -> tuple[Draft, Planverk]:
    """The plans where each adopted document that the decision touched says that it was updated after it.

    A proposal has no day yet that a document could tell.
    """
    if is_proposed(decision):
        return draft, planverk
    fields = {str(file[0]) for file, tree in draft.trees.items() if tree is not earlier.draft.trees[file]}
    numbers = [number for number, each in enumerate(kilder.planverk.vedtak) if each is decision]
    steps = {}
    for name in updated(planverk, fields, decision) if numbers else ():
        tree = kilder.places.trees[("vedtak", numbers[0])]
        if isinstance(tree, Tree):
            draft = draft.put((name, "oppdatert_etter"), Written.of(tree, ("id",), decision.id))
        steps[name] = getattr(planverk, name).model_copy(update={"oppdatert_etter": decision.id})
    return draft, planverk.model_copy(update=steps)


def _standing(kilder: Kilder, end: _Standing, made: list[int], told: str) -> Kilder:
    """The sources after the decisions, without those that were not made yet, and the hearings that these send out."""
    decisions = kilder.planverk.vedtak
    kept = {"vedtak": made, **_hearings(kilder.planverk, {decisions[number].id for number in made})}
    fields = {name: tuple(getattr(kilder.planverk, name)[number] for number in kept[name]) for name in kept}
    trees = {file: tree for file, tree in end.draft.trees.items() if file[0] not in kept}
    own: dict[Path, Tree | Patched] = {
        (name, at): kilder.places.trees[(name, number)] for name in kept for at, number in enumerate(kept[name])
    }
    named_ids = {each.id for each in decisions}
    known = recorded(kilder, [decisions[number] for number in made])
    grounds = rounds.grounds(kilder, (*known, *end.log))
    planverk = end.planverk.model_copy(update=fields)
    last = {**_last(known), **kilder.changed, **_last(each for each in end.log if each.step.decision.id in named_ids)}
    places = Places({**trees, **own}, kilder.places.root)
    return replace(kilder, planverk=planverk, places=places, changed=last, preview=told, grounds=grounds)


def _last(touches: Iterable[Touch]) -> dict[Address, str]:
    """The last decision on each element."""
    return {touch.key: touch.step.decision.id for touch in touches}


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
