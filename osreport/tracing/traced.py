"""What a hearing led to, point by point, and what has changed in the plan since it was sent out for other reasons."""

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from osreport.changes.causes import Side, explained
from osreport.changes.change import Change
from osreport.changes.compared import changes
from osreport.changes.materiality import DOCUMENTS, PROCESS, Weight, heaviest, to_be_heard, weighed
from osreport.model import documents
from osreport.model.horing import Høringsrunde
from osreport.model.merknad import Merknadspunkt
from osreport.model.planverk import Planverk
from osreport.model.register import Plan
from osreport.model.vedtak import Vedtak
from osreport.model.verdi import Skrift
from osreport.model.walk import elements, marked
from osreport.structs import Struct, replace
from osreport.treatment import FOLLOWED, Point, answers, decided, points, sent_out

UNANSWERED, UNSEEN = "ikke besvart", "endringen er ikke å se i planen"
FACT = re.compile(r"\{fakta:([^{}]+)\}")
MADE = {"vedtak", "merknad"}  # the causes that somebody has answered for


class States(Struct):
    """What is compared: the plan as it was sent out, as it is, and as files alone have made it.

    `by_hand` is the new files with the decisions of the old state and no others: what differs between that and the old
    state, somebody has written into the files. None where the files cannot be had without later decisions.
    """

    runde: Høringsrunde
    old: Side
    new: Side
    by_hand: Side | None
    root: Path | None
    called: tuple[str, str]


class Effect(Struct):
    """A change in the plan, how much it means, and why one may ask whether it must be heard again."""

    change: Change
    weight: Weight
    again: str


class Traced(Struct):
    """A point, the one that holds its answer, and what that changed; `said` is what became of it."""

    point: Point
    answer: Merknadspunkt | None
    effects: tuple[Effect, ...]
    said: str


class Trace(Struct):
    """A hearing from the plan as it was sent out to the plan as it is, or as it would be with what the hearing led to.

    `decided` are the changes that decisions made by themselves; `untraced` those that nobody has answered for.
    """

    runde: Høringsrunde
    decision: Vedtak | None
    points: tuple[Traced, ...]
    decided: tuple[Effect, ...]
    untraced: tuple[Effect, ...]
    planverk: Planverk
    states: tuple[str, str]
    from_git: bool
    published: bool = False

    @property
    def followed(self) -> tuple[Effect, ...]:
        """What the points have changed, each change once."""
        return tuple(dict.fromkeys(effect for each in self.points for effect in each.effects))

    @property
    def again(self) -> tuple[Effect, ...]:
        """What one may ask whether must be heard again, in the order of the document."""
        every = (*self.followed, *self.decided, *self.untraced)
        asked = {effect.change.line: effect for effect in reversed(every) if effect.again}
        return tuple(sorted(asked.values(), key=lambda effect: (effect.change.group.rank, effect.change.place)))

    @property
    def left(self) -> tuple[Traced, ...]:
        """The points that are not answered, or whose answer cannot be seen."""
        return tuple(each for each in self.points if each.said in {UNANSWERED, UNSEEN})

    @property
    def numbers(self) -> Mapping[tuple[str, str], str]:
        """The numbers in what was sent out, by kind and id."""
        sent = sent_out(self.planverk, self.runde.id)
        return {(each.slag, each.id): each.nummer for each in (sent.numre if sent else ())}


def traced(states: States) -> Trace:
    """The trace of a round from one state to the other."""
    runde, planverk = states.runde, states.new.kilder.planverk
    found = tuple(_effect(change, states) for change in _told(states, states.new))
    untraced = [effect for effect in found if not MADE & _kinds(effect)]
    if states.by_hand:
        untraced = [_effect(change, states) for change in _told(states, states.by_hand)]
    by_hand = {(effect.change.line, effect.change.fields) for effect in untraced}
    known, decision = answers(planverk), decided(planverk, runde.id)
    told = tuple(_traced(point, known[point.punkt.id], found, planverk) for point in points(planverk, runde.id))
    by_decision = (effect for effect in found if _kinds(effect) == {"vedtak"})
    alone = tuple(each for each in by_decision if (each.change.line, each.change.fields) not in by_hand)
    return Trace(runde, decision, told, alone, tuple(untraced), planverk, states.called, bool(states.old.commit))


def _kinds(effect: Effect) -> set[str]:
    return {cause.kind for cause in effect.change.causes}


def _told(states: States, side: Side) -> tuple[Change, ...]:
    """What differs from what was sent out in all that the document prints, with causes."""
    found = changes(states.old.kilder.planverk, side.kilder.planverk)
    facts = _facts(states)
    own = (_of_plan(change) for change in found if _is_printed(change, states.runde, facts))
    return explained((change for change in own if change), states.old, side, states.root)


def _facts(states: States) -> set[str]:
    """The observations that the document fetches, before or now."""
    both = (getattr(side.kilder.planverk, states.runde.dokument) for side in (states.old, states.new))
    texts = (text for each in both for path, element in elements(each) for _, mark, text in marked(element, path)
             if isinstance(mark, Skrift))  # fmt: skip
    return {id_ for text in texts for id_ in FACT.findall(text)}


def _is_printed(change: Change, runde: Høringsrunde, facts: set[str]) -> bool:
    if change.what == "omnummerert" or change.kind in {"vedtak", "vedtakspunkt"}:
        return False
    printed = change.group.rank[0] == documents.DOCUMENTS.index(runde.dokument)
    return printed or (change.kind == "observasjon" and change.id in facts)


def _of_plan(change: Change) -> Change | None:
    """The change without how the case went, which is no part of what was heard."""
    if change.kind not in DOCUMENTS:
        return change
    left = tuple(field for field in change.fields if field.path[0] not in PROCESS)
    return replace(change, fields=left) if left else None


def _effect(change: Change, states: States) -> Effect:
    weight = _weight(change, states)
    return Effect(change, weight, to_be_heard(change, weight))


def _weight(change: Change, states: States) -> Weight:
    """What the rules say, or the points that led to it, where each of them says so and nothing else has changed it."""
    planverk = states.new.kilder.planverk
    by_id = {point.punkt.id: point.punkt for point in points(planverk, states.runde.id)}
    led = [by_id.get(_point_of(cause.id)) for cause in change.causes if cause.kind == "merknad"]
    own = [Weight(each.virkning.slag, each.virkning.grunn) for each in led if each and each.virkning]
    alone = not any(_changes_itself(each, change) for each in planverk.vedtak if each.id in _decisions(change))
    return heaviest(own) if own and len(own) == len(led) and alone else weighed(change)


def _decisions(change: Change) -> set[str]:
    return {cause.id for cause in change.causes if cause.kind == "vedtak"}


def _changes_itself(decision: Vedtak, change: Change) -> bool:
    return any(each.innhold.adresse in change.line for each in decision.endringer)


def _point_of(cause: str) -> str:
    return cause.rpartition("/")[2]


def _traced(point: Point, answer: Merknadspunkt | None, found: Iterable[Effect], planverk: Planverk) -> Traced:
    id_ = answer.id if answer else ""
    effects = tuple(effect for effect in found if id_ in _led(effect))
    return Traced(point, answer, effects, _became(point, answer, effects, planverk))


def _led(effect: Effect) -> Iterator[str]:
    return (_point_of(cause.id) for cause in effect.change.causes if cause.kind == "merknad")


def _became(point: Point, answer: Merknadspunkt | None, effects: tuple[Effect, ...], planverk: Planverk) -> str:
    if point.merknad.kopi_av:
        return f"kopi av {point.merknad.kopi_av}"
    if answer is None or not (answer.konklusjon and answer.vurdering):
        return UNANSWERED
    if answer.konklusjon in FOLLOWED:
        return answer.konklusjon if effects else UNSEEN
    if answer.annen_plan:
        every = (each for _, each in elements(planverk.planregister) if isinstance(each, Plan))
        name = next((each.navn for each in every if each.id == answer.annen_plan), answer.annen_plan)
        return f"{answer.konklusjon}: {name}"
    return answer.konklusjon
