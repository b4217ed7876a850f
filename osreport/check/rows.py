"""TABELL: the fields of one row of the register against each other: adoption, period, remark, name."""

import re
from collections.abc import Iterator

from osreport.model.verdi import Dato

from .checked import Checked
from .finding import Code, Finding

PBL = "plan- og bygningsloven"
CODES = (
    Code("TABELL016", "En plan som er under arbeid, er ikke ført som vedtatt.", "advarsel"),
    Code(
        "TABELL017", "En plan som går ut i planstrategiens periode, har et år for revisjon.", "merknad", f"{PBL} § 10-1"
    ),
    Code("TABELL018", "En plan er vedtatt før perioden dens er i gang.", "merknad"),
    Code("TABELL019", "Navnet på en plan er et navn, og ikke et filnavn.", "advarsel"),
)
IN_WORK = re.compile(
    r"\b(?:under (?:arbeid|utarbeid\w*)|er i sluttfasen|ikke (?:ferdig|vedtatt)|ikkje (?:ferdig|vedteken))\b",
    re.IGNORECASE,
)
FILE_NAME = re.compile(r"\S+\.(?:pdf|docx?|odt)\b|(?<!\S)\w+(?:-\w+){3,}-?(?!\S)", re.IGNORECASE)


def plans_in_work_are_not_adopted(checked: Checked) -> Iterator[Finding]:
    begins = checked.kilder.planverk.planstrategi.periode.fra
    for path, plan in checked.plans:
        adopted = plan.vedtatt.dato if plan.vedtatt else None
        match = IN_WORK.search(plan.merknad or "")
        if match and isinstance(adopted, Dato) and adopted.år >= begins:
            said = f"Merknaden sier «{match[0].lower()}», men «vedtatt» sier {adopted.år}."
            hint = "Ta bort «vedtatt» til planen er behandlet, eller rett merknaden."
            yield Finding("TABELL016", (*path, "vedtatt", "dato"), said, hint)


def plans_that_run_out_are_taken_up_again(checked: Checked) -> Iterator[Finding]:
    strategy = checked.kilder.planverk.planstrategi.periode
    for path, plan in checked.plans:
        ends = plan.periode.til if plan.periode else strategy.til
        if strategy.fra <= ends < strategy.til and not any(strategy.fra <= r.år for r in plan.revisjoner):
            said = f"Planen går ut i {ends}, i planstrategiens periode, men ingen revisjon er satt opp."
            hint = "Før opp et år under «revisjoner», eller si hvorfor ikke."
            yield Finding("TABELL017", (*path, "periode", "til"), said, hint)


def plans_are_adopted_before_their_period(checked: Checked) -> Iterator[Finding]:
    for path, plan in checked.plans:
        adopted = plan.vedtatt.dato if plan.vedtatt else None
        if plan.periode and isinstance(adopted, Dato) and adopted.år > plan.periode.fra:
            said = f"Perioden begynner i {plan.periode.fra}, men planen ble først vedtatt i {adopted.år}."
            yield Finding("TABELL018", (*path, "periode", "fra"), said, "Se etter om begge er riktige.")


def plans_are_named_by_a_name(checked: Checked) -> Iterator[Finding]:
    for path, plan in checked.plans:
        if match := FILE_NAME.search(plan.navn):
            said = f"«{match[0]}» er skrevet som et filnavn."
            yield Finding("TABELL019", (*path, "navn"), said, "Skriv navnet med mellomrom.", plan.navn[: match.start()])
