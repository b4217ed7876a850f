"""LOV: whether the statutory plans of the catalogue stand in the register, and are renewed in time."""

from collections.abc import Iterator
from itertools import pairwise

from osreport.model.dokument import Dokument
from osreport.model.lovkatalog import Lovplan
from osreport.model.register import Delplan, Plan
from osreport.model.verdi import Dato

from .checked import Checked
from .finding import Code, Finding
from .statutes import Day, Statutes, Subject, told

PBL, KOML = "plan- og bygningsloven", "kommuneloven"
CODES = (
    Code("LOV001", "En plan som loven krever, står i planregisteret.", "advarsel", "loven i katalogen"),
    Code(
        "LOV002",
        "En plan som et tilskudd, en retningslinje eller et ubekreftet krav spør etter, står i planregisteret.",
        "merknad",
        "regelen i katalogen",
    ),
    Code("LOV003", "En lovpålagt plan tas opp så ofte som loven krever.", "advarsel", "loven i katalogen"),
    Code("LOV004", "En plan tas opp så ofte som det er anbefalt.", "merknad", "regelen i katalogen"),
    Code("LOV005", "Det nye kommunestyret vedtar en plan innen fristen.", "advarsel", f"{PBL}, {KOML}"),
    Code("LOV006", "En frist som ikke er gått ut, er kjent.", "merknad", f"{PBL}, {KOML}"),
    Code("LOV007", "Året for kommunevalget er kjent, så frister kan regnes ut.", "merknad", KOML),
    Code("LOV008", "Kommunestyret er konstituert i valgåret, innen fristen.", "advarsel", KOML),
    Code("LOV009", "En plan varer så mange år som loven krever.", "feil", f"{PBL}, {KOML}"),
    Code("LOV010", "En plan som gjelder fra nyttår, er vedtatt før det.", "advarsel", KOML),
    Code("LOV011", "En kommunedelplan har en handlingsdel.", "merknad", PBL),
    Code("LOV013", "En plan er vedtatt av det organet som loven sier.", "advarsel", f"{PBL}, {KOML}"),
    Code("LOV012", "Lovkatalogen er sett over de siste to årene.", "merknad"),
)
YEARS_BETWEEN_LOOKS = 2
EXCEPT = "eller si hvorfor ikke med «unntak»."


def statutory_plans_stand_in_the_register(checked: Checked) -> Iterator[Finding]:
    law = checked.statutes
    for path, plan in law.planer:
        if plan.id not in law.subjects and not plan.for_kommunedelplan:
            cited, since = law.cited(plan.hjemmel), plan.hjemmel.gjelder_fra
            from_day = f" fra {told(since.sortering)}" if since else ""
            asked = f", men {cited} krever den{from_day}" if plan.hjemmel.bindende else f" ({cited})"
            code = "LOV001" if plan.hjemmel.bindende else "LOV002"
            own = f"Har dere den under et annet navn, skriv «hjemmel: [{plan.id}]» på raden i planregister.yaml."
            hint = " ".join(filter(None, (own, plan.råd, f"Ellers før den opp, {EXCEPT}")))
            yield Finding(code, (*path, "navn"), f"{plan.navn} står ikke i planregisteret{asked}.", hint)


def plans_are_taken_up_as_often_as_asked(checked: Checked) -> Iterator[Finding]:
    law = checked.statutes
    for plan, subject in law.registered():
        if said := _cycle(plan, subject, law):
            code = "LOV003" if plan.hjemmel.bindende and not plan.syklus.anbefalt else "LOV004"
            yield Finding(code, (*subject.path, "navn"), said, f"Før opp det som mangler, under «revisjoner», {EXCEPT}")


def _cycle(plan: Lovplan, subject: Subject, law: Statutes) -> str | None:
    """What is wrong with the years of a plan."""
    if plan.syklus.type == "årlig":
        return _not_every_year(plan, subject, law)
    if plan.syklus.type == "år":
        return _too_seldom(plan, subject, law)
    return _not_in_the_term(plan, subject, law) if plan.syklus.type == "valgperiode" and not plan.frist else None


def _not_every_year(plan: Lovplan, subject: Subject, law: Statutes) -> str | None:
    span = law.planverk.planstrategi.periode
    after = subject.vedtatt.år if subject.vedtatt else span.fra - 1
    missing = [str(year) for year in span.alle_år if year > after and year not in subject.år]
    asked = f"{must(plan)} tas opp hvert år ({basis(plan, law)})"
    return f"«{subject.navn}» {asked}, men {listed(missing)} er ikke satt opp." if missing else None


def _too_seldom(plan: Lovplan, subject: Subject, law: Statutes) -> str | None:
    span, most = law.planverk.planstrategi.periode, plan.syklus.antall
    asked = f"«{subject.navn}» {must(plan)} tas opp minst hvert {most}. år ({basis(plan, law)})"
    for before, after in pairwise(subject.år):
        if after - before > most and after >= span.fra:
            return f"{asked}, men det går {after - before} år fra {before} til {after}."
    if subject.år and subject.år[-1] + most <= span.til:
        return f"{asked}, men etter {subject.år[-1]} er ingen år satt opp."
    return None


def _not_in_the_term(plan: Lovplan, subject: Subject, law: Statutes) -> str | None:
    if law.term is None or is_renewed(subject, law) or _planned(subject, *law.term):
        return None
    term = f"valgperioden {law.term[0]}–{law.term[1]}"
    return f"«{subject.navn}» {must(plan)} tas opp i {term} ({basis(plan, law)}), men er ikke satt opp."


def must(plan: Lovplan) -> str:
    """«skal» where the law says so, else «bør»."""
    return "skal" if plan.hjemmel.bindende and not plan.syklus.anbefalt else "bør"


def basis(plan: Lovplan, law: Statutes) -> str:
    """Where it is laid down how often a plan is taken up."""
    cited = law.cited(plan.hjemmel)
    return f"et råd, for {cited} sier ikke hvor ofte" if plan.syklus.anbefalt else cited


def is_renewed(subject: Subject, law: Statutes) -> bool:
    """Whether it may have been adopted by the council that sits now: a year alone leaves that open."""
    adopted, first = subject.vedtatt, law.constituted
    return adopted is not None and first is not None and _last_possible(adopted) >= first


def _last_possible(date: Dato) -> Day:
    return date.sortering if date.dag else (date.år, date.måned or 12, 31)


def _planned(subject: Subject, first: int, last: int) -> list[int]:
    revisions = subject.plan.revisjoner if isinstance(subject.plan, Plan) else ()
    return [revision.år for revision in revisions if first <= revision.år <= last]


def plans_are_adopted_within_the_deadline(checked: Checked) -> Iterator[Finding]:
    law = checked.statutes
    for _, plan in law.planer:
        if deadline := law.deadline(plan.frist):
            for subject in law.subjects.get(plan.id, ())[: 1 if plan.dokument else None]:
                if judged := _in_time(plan, subject, deadline, law):
                    code, said, hint = judged
                    yield Finding(code if plan.hjemmel.bindende else "LOV006", (*subject.path, "vedtatt"), said, hint)


def _in_time(plan: Lovplan, subject: Subject, deadline: Day, law: Statutes) -> tuple[str, str, str] | None:
    """The code, what is wrong and what to do, of a plan that each new council adopts."""
    limit = f"fristen {told(deadline)} ({law.cited(plan.hjemmel)})"
    if is_renewed(subject, law):
        late = subject.vedtatt is not None and subject.vedtatt.sortering > deadline
        reason = "Står datoen riktig, si hva som var grunnen med «unntak»."
        return ("LOV005", f"«{subject.navn}» er vedtatt etter {limit}.", reason) if late else None
    write = "Før opp vedtaket under «vedtatt»"
    if (meeting := _meeting(subject)) and meeting > deadline:
        return "LOV005", f"«{subject.navn}» skal behandles {told(meeting)}, etter {limit}.", f"Flytt møtet, {EXCEPT}"
    if isinstance(subject.plan, Dokument) and subject.plan.status == "vedtatt" and subject.vedtatt is None:
        return (
            "LOV006",
            f"Det står ikke om «{subject.navn}» ble vedtatt innen {limit}.",
            "Skriv datoen under «vedtatt».",
        )
    if law.last_known > deadline:
        return "LOV005", f"«{subject.navn}» er ikke ført opp som vedtatt innen {limit}.", f"{write}, {EXCEPT}"
    if isinstance(subject.plan, Plan) and not _planned(subject, (law.constituted or deadline)[0], deadline[0]):
        return "LOV005", f"«{subject.navn}» er ikke satt opp innen {limit}.", f"Før opp et år, {EXCEPT}"
    again = " på nytt" if subject.vedtatt else ""
    return "LOV006", f"«{subject.navn}» skal vedtas{again} innen {limit}.", f"{write} når det er gjort."


def _meeting(subject: Subject) -> Day | None:
    step = subject.prosess.behandling if subject.prosess else None
    return step.møte.sortering if step and step.møte else None


def the_year_of_the_election_is_known(checked: Checked) -> Iterator[Finding]:
    law = checked.statutes
    counted = (plan for _, plan in law.planer if plan.frist or plan.syklus.type == "valgperiode")
    if law.constituted is None and any(counted):
        said = "Det står ikke når det siste kommunevalget var, så frister for det nye kommunestyret blir ikke prøvd."
        yield Finding("LOV007", ("kommune", "navn"), said, "Skriv «kommunevalg:» med året i kommune.yaml.")


def the_council_is_constituted_in_time(checked: Checked) -> Iterator[Finding]:
    planverk, law = checked.kilder.planverk, checked.statutes
    date, rule = planverk.kommune.konstituert, planverk.lovkatalog.konstituering
    latest = law.latest_meeting(planverk.kommune.kommunevalg or date.år) if date else None
    if date and rule and latest and (date.sortering > latest or date.år < latest[0]):
        cited = f"innen {told(latest)} ({law.cited(rule.hjemmel)})"
        said = f"Kommunestyret skal være konstituert etter valget i {latest[0]}, {cited}."
        yield Finding("LOV008", ("kommune", "konstituert"), said, "Rett datoen eller året for valget.")


def plans_last_as_long_as_they_must(checked: Checked) -> Iterator[Finding]:
    law = checked.statutes
    for plan, subject in law.registered():
        span = subject.plan.periode if isinstance(subject.plan, Plan) else None
        if span and plan.minst_år and len(span.alle_år) < plan.minst_år:
            asked = f"{law.cited(plan.hjemmel)} krever minst {plan.minst_år}"
            said = f"«{subject.navn}» dekker {len(span.alle_år)} år, men {asked}."
            yield Finding("LOV009", (*subject.path, "periode"), said, "Rett «fra» eller «til».")


def plans_of_coming_years_are_adopted_before_them(checked: Checked) -> Iterator[Finding]:
    law = checked.statutes
    for plan, subject in law.registered():
        span = subject.plan.periode if isinstance(subject.plan, Plan) else None
        if plan.vedtas_før_perioden and span and subject.vedtatt and subject.vedtatt.år >= span.fra:
            asked = f"innen utgangen av {span.fra - 1} ({law.cited(plan.hjemmel)})"
            said = f"«{subject.navn}» gjelder fra {span.fra} og skulle vært vedtatt {asked}."
            yield Finding("LOV010", (*subject.path, "vedtatt"), said, f"Rett datoen eller perioden, {EXCEPT}")


def plans_are_adopted_by_the_right_body(checked: Checked) -> Iterator[Finding]:
    law = checked.statutes
    for _, plan in law.planer:
        for subject in law.subjects.get(plan.id, ()) if plan.vedtas_av else ():
            decision = None if isinstance(subject.plan, Delplan) else subject.plan.vedtatt
            asked = plan.vedtas_av.organ if plan.vedtas_av else ""
            if decision and decision.organ != "ukjent" and not _is_body(asked, decision.organ):
                section = (plan.vedtas_av and plan.vedtas_av.paragraf) or plan.hjemmel.paragraf
                cited = law.cited(plan.hjemmel.model_copy(update={"paragraf": section}))
                said = f"«{subject.navn}» er vedtatt av {decision.organ}, men skal vedtas av {asked} ({cited})."
                yield Finding("LOV013", (*subject.path, "vedtatt", "organ"), said, "Rett organet, eller finn vedtaket.")


def _is_body(asked: str, written: str) -> bool:
    """Whether it is the same body, perhaps with the name of the municipality before it."""
    return asked.casefold().removesuffix("t") in written.casefold()


def thematic_plans_have_an_action_part(checked: Checked) -> Iterator[Finding]:
    law, planverk = checked.statutes, checked.kilder.planverk
    written = {plan.plan for plan in planverk.vedtatte_planer if plan.handlingsprogram}
    for _, part in law.planer:
        for path, plan in checked.elements if part.for_kommunedelplan else ():
            if isinstance(plan, Plan) and plan.type == "kommunedelplan" and plan.id not in written:
                parts = {*plan.hjemmel, *(id_ for each in plan.delplaner for id_ in each.hjemmel)}
                if part.id not in parts:
                    name, cited = plan.kortnavn or plan.navn, law.cited(part.hjemmel)
                    said = f"Det står ikke om «{name}» har en handlingsdel, som {cited} krever."
                    hint = f"Har den det, skriv «hjemmel: [{part.id}]» på planen eller delplanen, {EXCEPT}"
                    yield Finding("LOV011", (*path, "type"), said, hint)


def the_catalogue_has_been_looked_over(checked: Checked) -> Iterator[Finding]:
    law, year = checked.statutes, checked.statutes.adopted[0]
    for path, name, hjemmel in law.bases():
        looked = hjemmel.sjekket
        if (looked.år + YEARS_BETWEEN_LOOKS, *looked.sortering[1:]) < law.adopted:
            said = f"«{name}» ble sist sett over i {looked.år}, og planstrategien er fra {year}."
            hint = "Se om loven er endret, og skriv ny dato i «sjekket»."
            yield Finding("LOV012", (*path, "hjemmel", "sjekket"), said, hint)


def listed(words: list[str]) -> str:
    """The words as a sentence lists them: a, b og c."""
    return f"{', '.join(words[:-1])} og {words[-1]}" if len(words) > 1 else "".join(words)
