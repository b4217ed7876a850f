"""A trace as programs read it."""

import json
from collections.abc import Sequence
from itertools import groupby
from typing import Any

from osreport.changes.shown import plain_change
from osreport.decisions.ledger import written
from osreport.model.merknad import Merknad
from osreport.treatment import sender, summary

from .traced import Effect, Trace, Traced


def to_json(trace: Trace) -> str:
    """The trace as programs read it; new names may come, these stay."""
    groups = groupby(trace.points, key=lambda each: each.point.merknad)
    told = {
        "høring": trace.runde.id,
        "dokument": trace.runde.dokument,
        "fra": trace.states[0],
        "til": trace.states[1],
        "vedtak": trace.decision.id if trace.decision else None,
        "merknader": [_plain(merknad, [*points], published=trace.published) for merknad, points in groups],
        "av_vedtak": [_plain_effect(each) for each in trace.decided],
        "uten_årsak": [_plain_effect(each) for each in trace.untraced],
        "ny_høring": [{"id": each.change.id, "slag": each.change.kind, "grunn": each.again} for each in trace.again],
    }
    return json.dumps(told, ensure_ascii=False, indent=2)


def _plain(merknad: Merknad, points: Sequence[Traced], *, published: bool) -> dict[str, Any]:
    if published and merknad.unntatt:
        return {"id": merknad.id, "unntatt": merknad.unntatt}
    came = merknad.mottatt if isinstance(merknad.mottatt, str) else written(merknad.mottatt)
    return {
        "id": merknad.id,
        "avsender": sender(merknad, masked=published),
        "mottatt": came,
        "unntatt": merknad.unntatt,
        "kopi_av": merknad.kopi_av,
        "punkter": [_plain_point(each, published=published) for each in points],
    }


def _plain_point(each: Traced, *, published: bool) -> dict[str, Any]:
    punkt, answer = each.point.punkt, each.answer
    return {
        "id": punkt.id,
        "sammendrag": summary(each.point.merknad, punkt, masked=published),
        "gjelder": [dict(zip(("slag", "id"), place.adresse, strict=True)) for place in punkt.gjelder],
        "som": punkt.som,
        "konklusjon": answer.konklusjon if answer else None,
        "vurdering": answer.vurdering if answer and not each.point.merknad.unntatt else None,
        "annen_plan": answer.annen_plan if answer else None,
        "ble": each.said,
        "endringer": [_plain_effect(effect) for effect in each.effects],
    }


def _plain_effect(effect: Effect) -> dict[str, Any]:
    weight = {"slag": effect.weight.slag, "grunn": effect.weight.why}
    return {**plain_change(effect.change), "virkning": weight}
