"""What the sources say of a round itself: which state was sent out, and under which act."""

import re

from osreport.model.horing import Høringsrunde
from osreport.model.planverk import Planverk
from osreport.model.verdi import Dato
from osreport.treatment import sent_out

COMMIT, SHORT = re.compile(r"[0-9a-f]{40}"), 12


def sent_state(planverk: Planverk, runde: Høringsrunde, revision: str) -> str:
    """The word for the state that was sent out: its revision and day, or else the day that the decision gives."""
    sent = sent_out(planverk, runde.id)
    if sent and sent.utgave not in {"ukjent", "arbeid"}:
        revision = sent.utgave.partition("+")[0]  # a plus tells that something was not committed
        return f"{revision[:SHORT] if COMMIT.fullmatch(revision) else revision}@{_day(sent.dato)}"
    decision = next((each for each in planverk.vedtak if each.id == runde.vedtak), None)
    date = sent.dato if sent else decision.dato if decision else runde.kunngjort
    return "@".join(filter(None, (revision, _day(date))))


def _day(date: Dato) -> str:
    return "{:04}-{:02}-{:02}".format(*date.sortering)


def heard_by(planverk: Planverk, runde: Høringsrunde) -> str:
    """The act and section that the catalogue of law gives for the step; nothing where it does not say."""
    law = planverk.lovkatalog
    plans = {plan.id for plan in law.planer if plan.dokument == runde.dokument}
    found = (each for each in law.trinn if each.trinn == runde.trinn and each.dager and plans & {*each.planer})
    step = next(found, None)
    name = next((each.kortnavn for each in law.lover if step and each.id == step.hjemmel.lov), "")
    return f"{name} {step.hjemmel.paragraf or ''}".strip() if step else ""
