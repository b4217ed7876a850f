"""A trace as everybody may read it: without names of private senders, also inside texts, and nothing that is exempt."""

from collections.abc import Mapping

from osreport.answers import privacy
from osreport.changes.change import Cause
from osreport.structs import replace
from osreport.treatment import Point, points, summary

from .traced import Effect, Trace, Traced


def published(trace: Trace) -> Trace:
    """The trace with the inputs as they may be published."""
    told = {point.punkt.id: point for point in points(privacy.published(trace.planverk), trace.runde.id)}
    return replace(
        trace,
        points=tuple(_point(each, told) for each in trace.points),
        decided=tuple(_effect(each, told) for each in trace.decided),
        untraced=tuple(_effect(each, told) for each in trace.untraced),
        published=True,
    )


def _point(each: Traced, told: Mapping[str, Point]) -> Traced:
    own = told[each.point.punkt.id]
    answer = told[each.answer.id].punkt if each.answer and each.answer.id in told else None
    return replace(each, point=own, answer=answer, effects=tuple(_effect(effect, told) for effect in each.effects))


def _effect(effect: Effect, told: Mapping[str, Point]) -> Effect:
    causes = tuple(_cause(cause, told.get(cause.id.rpartition("/")[2])) for cause in effect.change.causes)
    return replace(effect, change=replace(effect.change, causes=causes))


def _cause(cause: Cause, told: Point | None) -> Cause:
    if cause.kind != "merknad":
        return cause
    return replace(cause, what=summary(told.merknad, told.punkt) if told else "")
