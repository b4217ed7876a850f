"""The law as the rules look at it: which plans of the sources the acts speak of, and when the council must act."""

from calendar import monthrange
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import TypeVar

from osreport.model.dokument import Dokument
from osreport.model.lovkatalog import Frist, Hjemmel, Høringskrav, Innholdskrav, Lovplan, Trinnkrav
from osreport.model.planverk import Planverk
from osreport.model.prosess import Prosess
from osreport.model.register import Delplan, Plan
from osreport.model.verdi import Dato, Verdi
from osreport.model.walk import Path
from osreport.structs import Struct

Day = tuple[int, int, int]
LAST_DAY = (12, 31)
Row = TypeVar("Row", Lovplan, Trinnkrav, Innholdskrav, Høringskrav)


class Subject(Struct):
    """A plan that an act speaks of, as the sources have it: a document, or a row of the register."""

    path: Path
    plan: Dokument | Plan | Delplan

    @property
    def navn(self) -> str:
        own = None if isinstance(self.plan, Delplan) else self.plan.kortnavn
        return own or (self.plan.tittel if isinstance(self.plan, Dokument) else self.plan.navn)

    @property
    def vedtatt(self) -> Dato | None:
        """When it was last adopted, as far as anyone knows."""
        decision = None if isinstance(self.plan, Delplan) else self.plan.vedtatt
        return decision.dato if decision and isinstance(decision.dato, Dato) else None

    @property
    def prosess(self) -> Prosess | None:
        return None if isinstance(self.plan, Delplan) else self.plan.prosess

    @property
    def år(self) -> tuple[int, ...]:
        """The years in which it was adopted or is to be treated, in their order."""
        revisions = self.plan.revisjoner if isinstance(self.plan, Plan) else ()
        adopted = {self.vedtatt.år} if self.vedtatt else set()
        return tuple(sorted(adopted | {revision.år for revision in revisions}))


class Statutes(Struct):
    """The catalogue of law, held up against the plans; an act that comes into force after them says nothing yet."""

    planverk: Planverk
    elements: Sequence[tuple[Path, Verdi]]

    @cached_property
    def planer(self) -> tuple[tuple[Path, Lovplan], ...]:
        return self._in_force("planer", self.planverk.lovkatalog.planer)

    @cached_property
    def trinn(self) -> tuple[tuple[Path, Trinnkrav], ...]:
        return self._in_force("trinn", self.planverk.lovkatalog.trinn)

    @cached_property
    def innhold(self) -> tuple[tuple[Path, Innholdskrav], ...]:
        return self._in_force("innhold", self.planverk.lovkatalog.innhold)

    @cached_property
    def høringer(self) -> tuple[tuple[Path, Høringskrav], ...]:
        return self._in_force("høringer", self.planverk.lovkatalog.høringer)

    def _in_force(self, field: str, rows: tuple[Row, ...]) -> tuple[tuple[Path, Row], ...]:
        last = self.planverk.planstrategi.periode.til
        numbered = enumerate(rows)
        return tuple(
            (("lovkatalog", field, number), row)
            for number, row in numbered
            if not _after(row.hjemmel.gjelder_fra, last)
        )

    @cached_property
    def subjects(self) -> Mapping[str, tuple[Subject, ...]]:
        """The plans of the sources by the id of the statutory plan that they are; documents first."""
        found: dict[str, list[Subject]] = {}
        for _, law in self.planer:
            if law.dokument:
                found[law.id] = [Subject((law.dokument,), getattr(self.planverk, law.dokument))]
        for path, element in self.elements:
            for id_ in element.hjemmel if isinstance(element, Plan | Delplan) else ():
                found.setdefault(id_, []).append(Subject(path, element))  # type: ignore[arg-type]
        return {id_: tuple(each) for id_, each in found.items()}

    def registered(self) -> Iterator[tuple[Lovplan, Subject]]:
        """Every statutory plan with each plan of the register that is said to be it."""
        for _, law in self.planer:
            for subject in self.subjects.get(law.id, ()):
                if isinstance(subject.plan, Plan):
                    yield law, subject

    def bases(self) -> Iterator[tuple[Path, str, Hjemmel]]:
        """Every row of the catalogue: its path, its name, and where it is laid down."""
        yield from ((path, plan.navn, plan.hjemmel) for path, plan in self.planer)
        yield from ((path, step.navn, step.hjemmel) for path, step in self.trinn)
        yield from ((path, content.navn, content.hjemmel) for path, content in self.innhold)
        yield from ((path, hearing.navn, hearing.hjemmel) for path, hearing in self.høringer)

    @cached_property
    def _lover(self) -> Mapping[str, str]:
        return {law.id: law.kortnavn for law in self.planverk.lovkatalog.lover}

    def cited(self, hjemmel: Hjemmel) -> str:
        """The act and the section, as a message names them."""
        return " ".join(filter(None, (self._lover.get(hjemmel.lov, hjemmel.lov), hjemmel.paragraf)))

    @cached_property
    def constituted(self) -> Day | None:
        """The first meeting of the council, or the last day on which it may be; None where no year is known."""
        kommune = self.planverk.kommune
        if kommune.konstituert and kommune.konstituert.dag:
            return kommune.konstituert.sortering
        return self.latest_meeting(kommune.kommunevalg) if kommune.kommunevalg else None

    def latest_meeting(self, year: int) -> Day | None:
        """The last day on which a council that was elected that year may meet for the first time."""
        rule = self.planverk.lovkatalog.konstituering
        return (year, rule.senest_i_måned, monthrange(year, rule.senest_i_måned)[1]) if rule else None

    @cached_property
    def term(self) -> tuple[int, int] | None:
        """The years of the council's first and last meeting."""
        rule = self.planverk.lovkatalog.konstituering
        return (self.constituted[0], self.constituted[0] + rule.valgperiode) if self.constituted and rule else None

    @cached_property
    def next_constituted(self) -> Day | None:
        """The last day on which the council after this one may meet for the first time."""
        return self.latest_meeting(self.term[1]) if self.term else None

    def deadline(self, frist: Frist | None) -> Day | None:
        """The last day of a deadline that counts from the first meeting of the council."""
        return counted(frist, self.constituted)

    @cached_property
    def last_known(self) -> Day:
        """The last day that the sources tell of: so far the plans may be judged by what has been done."""
        made = (each for each in self.planverk.vedtak if each.resultat != "foreslått")
        return max([self.adopted, *(each.dato.sortering for each in made)])

    @property
    def adopted(self) -> Day:
        """The day of the planstrategi; where nobody knows it, the first day of its period."""
        strategy = Subject(("planstrategi",), self.planverk.planstrategi)
        return strategy.vedtatt.sortering if strategy.vedtatt else (self.planverk.planstrategi.periode.fra, 1, 1)


def counted(frist: Frist | None, constituted: Day | None) -> Day | None:
    """The last day of a deadline of the council that met for the first time on that day."""
    if constituted is None or frist is None:
        return None
    year, month, day = constituted
    if frist.utgangen_av_år is not None:
        return (year + frist.utgangen_av_år, *LAST_DAY)
    if frist.måneder is None:
        return None
    year, month = year + (month - 1 + frist.måneder) // 12, (month - 1 + frist.måneder) % 12 + 1
    return year, month, min(day, monthrange(year, month)[1])


def told(day: Day) -> str:
    """The day as a message writes it."""
    return f"{day[2]:02}.{day[1]:02}.{day[0]}"


def _after(date: Dato | None, year: int) -> bool:
    return date is not None and date.år > year
