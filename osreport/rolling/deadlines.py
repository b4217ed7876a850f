"""What is overdue when the window has moved on, and what falls due in it, as the catalogue of law has it."""

from collections.abc import Iterator, Mapping, Sequence

from osreport import wording
from osreport.check.checked import Checked
from osreport.check.law import basis, is_renewed, listed, must
from osreport.check.statutes import Day, Statutes, Subject, counted, told
from osreport.model.dokument import Dokument
from osreport.model.lovkatalog import Lovplan
from osreport.model.register import Plan
from osreport.references import all_plans
from osreport.structs import Struct

from .judging import Judged, adopted, grouped, name
from .window import Window


class Overdue(Struct):
    """A plan that should have been treated before now, and each reason why."""

    plan: Plan
    reasons: tuple[str, ...]


class Due(Struct):
    """Years of the new window in which a plan falls due and is not set up, and why.

    `plan` is None for a document, which has no row to set up; `proposed` where the council is asked to set it up.
    """

    name: str
    years: tuple[int, ...]
    why: str
    cited: str
    plan: Plan | None = None
    proposed: bool = False


class _Ahead(Struct):
    """The years of a plan as they are after the roll: when it was last treated, and when it is to be."""

    treated: int | None
    planned: tuple[int, ...]


class Deadlines:
    """The catalogue of law held up against the register as it is after the roll."""

    def __init__(self, checked: Checked, found: Sequence[Judged], window: Window) -> None:
        self.law: Statutes = checked.statutes
        self.window, self.found = window, grouped(found)
        plans = tuple(all_plans(checked.kilder.planverk))
        self.plans = plans
        self.ahead: Mapping[str, _Ahead] = {plan.id: self._ahead(plan, plans) for plan in plans}

    def _ahead(self, plan: Plan, plans: tuple[Plan, ...]) -> _Ahead:
        own = self.found.get(plan.id, ())
        date = adopted(plan, plans)
        done = {each.year for each in own if each.fate == "gjennomført" or each.revision.status == "gjennomført"}
        years = done | ({date.år} if date else set())
        planned = {each.year for each in own if each.fate in {"står", "flyttes"}} - done
        return _Ahead(max(years, default=None), tuple(sorted(planned)))

    def overdue(self) -> tuple[Overdue, ...]:
        """In the order of the register, with all that makes each plan overdue."""
        laws: dict[str, dict[str, str]] = {}
        for plan, subject in self.law.registered():
            if (said := self._late(plan, subject)) and isinstance(subject.plan, Plan):
                laws.setdefault(subject.plan.id, {}).setdefault(plan.syklus.type, said)  # two acts may ask the same
        found = ((plan, (*laws.get(plan.id, {}).values(), *self._own(plan))) for plan in self.plans)
        return tuple(Overdue(plan, (*reasons, self._set_up(plan))) for plan, reasons in found if reasons)

    def _late(self, plan: Lovplan, subject: Subject) -> str:
        """What the act says, where its last day has passed."""
        begins, treated = self.window.new.fra, self.ahead[subject.plan.id].treated  # type: ignore[union-attr]
        last = f", men er sist ført som vedtatt i {treated}" if treated else ""
        every = _every(plan)
        if every and treated and treated + every < begins:
            often = "hvert år" if every == 1 else f"minst hvert {every}. år"
            return f"{must(plan).capitalize()} tas opp {often} ({basis(plan, self.law)}){last}."
        if plan.syklus.type != "valgperiode" or is_renewed(subject, self.law) or self._treated_in_term(treated):
            return ""
        if (deadline := self.law.deadline(plan.frist)) and deadline < (begins, 1, 1):
            return f"Skal vedtas innen {told(deadline)} ({self.law.cited(plan.hjemmel)}){last}."
        if not plan.frist and self.law.term and self.law.term[1] < begins:
            return f"{self._in_the_term(plan)}{last}."
        return ""

    def _treated_in_term(self, treated: int | None) -> bool:
        """Whether it was treated after the year of the election, of which a year alone does not tell."""
        return bool(self.law.term and treated and treated > self.law.term[0])

    def _in_the_term(self, plan: Lovplan) -> str:
        first, last = self.law.term or (0, 0)
        return f"{must(plan).capitalize()} tas opp i valgperioden {first}–{last} ({basis(plan, self.law)})"

    def _own(self, plan: Plan) -> Iterator[str]:
        """What the plan's own years and earlier decisions say."""
        for each in self.found.get(plan.id, ()):
            if each.times > 1:
                yield f"Flyttes for {each.times}. gang; først satt opp i {each.first}."
        ahead, begins = self.ahead[plan.id], self.window.new.fra
        out = plan.periode is not None and plan.periode.til < begins
        if out and plan.periode and not ahead.planned and (ahead.treated or 0) <= plan.periode.til:
            yield f"Perioden gikk ut i {plan.periode.til}."

    def _set_up(self, plan: Plan) -> str:
        years = [str(year) for year in self.ahead[plan.id].planned if year >= self.window.new.fra]
        return f"Er satt opp i {listed(years)}." if years else f"Er ikke satt opp i {wording.period(self.window.new)}."

    def due(self) -> tuple[Due, ...]:
        """What falls due in the window without being set up; one entry a plan, by the first act that asks for it."""
        found: dict[str, Due] = {}
        for _, law in self.law.planer:
            for subject in self.law.subjects.get(law.id, ()):
                if each := self._due(law, subject):
                    found.setdefault(each.name, each)
        return tuple(found.values())

    def _due(self, law: Lovplan, subject: Subject) -> Due | None:
        if isinstance(subject.plan, Dokument):
            rows = [each for each in self.law.subjects[law.id] if isinstance(each.plan, Plan)]
            found = None if rows else self._of_next_council(law, ())
            return Due(subject.navn, *found, self.law.cited(law.hjemmel)) if found else None
        if not isinstance(subject.plan, Plan) or (found := self._missing(law, subject)) is None:
            return None
        there = {each.year for each in self.found.get(subject.plan.id, ())}
        if not (years := tuple(year for year in found[0] if year not in there)):
            return None
        binding = law.hjemmel.bindende and not law.syklus.anbefalt
        proposed = binding and set(years) <= {*self.window.opened}
        return Due(name(subject.plan), years, found[1], self.law.cited(law.hjemmel), subject.plan, proposed)

    def _missing(self, law: Lovplan, subject: Subject) -> tuple[tuple[int, ...], str] | None:
        """The years that are to be set up, and why."""
        ahead = self.ahead[subject.plan.id]  # type: ignore[union-attr]
        if law.syklus.type == "årlig":
            left = (year for year in self.window.new.alle_år if year > (ahead.treated or 0))
            years = tuple(year for year in left if year not in ahead.planned)
            why = f"{must(law).capitalize()} tas opp hvert år ({basis(law, self.law)})."
            return (years, why) if years else None
        if self._is_unsettled(subject) or law.syklus.type not in {"år", "valgperiode"}:
            return None
        if law.syklus.type == "år":
            return self._next_in_cycle(law, ahead)
        return self._of_this_council(law, subject, ahead) or self._of_next_council(law, ahead.planned)

    def _is_unsettled(self, subject: Subject) -> bool:
        """Whether nobody knows yet if it was treated, so that its next year is not known either."""
        return any(each.fate == "må avklares" for each in self.found.get(subject.plan.id, ()))  # type: ignore[union-attr]

    def _next_in_cycle(self, law: Lovplan, ahead: _Ahead) -> tuple[tuple[int, ...], str] | None:
        last = max([*ahead.planned, *([ahead.treated] if ahead.treated else [])], default=None)
        if last is None or last + law.syklus.antall not in self.window.new.alle_år:
            return None
        asked = f"{must(law).capitalize()} tas opp minst hvert {law.syklus.antall}. år ({basis(law, self.law)})"
        return (last + law.syklus.antall,), f"{asked}, og {last} er det siste året som er ført."

    def _of_this_council(self, law: Lovplan, subject: Subject, ahead: _Ahead) -> tuple[tuple[int, ...], str] | None:
        if self.law.term is None or is_renewed(subject, self.law):
            return None
        deadline = self.law.deadline(law.frist)
        first, last = self.law.term[0], deadline[0] if deadline else self.law.term[1]
        if last not in self.window.new.alle_år or any(first <= year <= last for year in self._years(ahead)):
            return None
        if deadline:
            return (last,), f"Fristen er {told(deadline)} ({self.law.cited(law.hjemmel)})."
        return (last,), f"{self._in_the_term(law)}."

    def _years(self, ahead: _Ahead) -> tuple[int, ...]:
        """The years in which it is treated; the year of the election may have been the last council's."""
        renewed = self.law.term and ahead.treated and ahead.treated > self.law.term[0]
        return (*ahead.planned, *([ahead.treated] if renewed and ahead.treated else []))

    def _of_next_council(self, law: Lovplan, planned: Sequence[int]) -> tuple[tuple[int, ...], str] | None:
        meets: Day | None = self.law.next_constituted
        deadline = counted(law.frist, meets)
        if meets is None or deadline is None or deadline[0] not in self.window.new.alle_år:
            return None
        if any(meets[0] <= year <= deadline[0] for year in planned):
            return None
        said = f"Det neste kommunestyret {must(law)} vedta den innen {told(deadline)} ({self.law.cited(law.hjemmel)})."
        return (deadline[0],), said


def _every(plan: Lovplan) -> int:
    """How many years there may be between two treatments; 0 where the act does not say."""
    return {"årlig": 1, "år": plan.syklus.antall}.get(plan.syklus.type, 0)
