"""The steps that the acts ask about, and where the sources tell of them: under `prosess`, or as a hearing."""

from collections.abc import Iterator
from functools import cached_property
from typing import get_args

from osreport.model.dokument import Dokument
from osreport.model.horing import Høringsrunde
from osreport.model.lovkatalog import Lovplan, Trinnkrav
from osreport.model.prosess import Status, Trinn
from osreport.model.verdi import Dato
from osreport.model.walk import Path
from osreport.structs import Struct

from .checked import Checked
from .statutes import Subject

ORDER: tuple[Status, ...] = get_args(Status)
OVER = ORDER[ORDER.index("vedtatt") :]


class Asked(Struct):
    """A step that an act asks about, in a plan, and the hearing that tells of it where `prosess` does not."""

    krav: Trinnkrav
    subject: Subject
    told: tuple[Path, Trinn] | None = None

    @cached_property
    def step(self) -> Trinn | None:
        return self.told[1] if self.told else written(self.subject, self.krav.trinn)

    @property
    def is_hearing(self) -> bool:
        return self.told is not None

    @property
    def path(self) -> Path:
        return self.told[0] if self.told else (*self.subject.path, "prosess", self.krav.trinn)

    @property
    def is_over(self) -> bool:
        """Whether it can no longer be done otherwise."""
        plan = self.subject.plan
        return not isinstance(plan, Dokument) or plan.status in OVER

    @property
    def is_due(self) -> bool:
        """Whether the plan is a document that has come so far that it should be written down."""
        plan = self.subject.plan
        asked = isinstance(plan, Dokument) and plan.status != "erstattet"
        return asked and ORDER.index(plan.status) >= ORDER.index(self.krav.fra_status)  # type: ignore[union-attr]

    @property
    def ends(self) -> tuple[Dato, Dato] | None:
        """The first and last day, where both are known."""
        step = self.step
        last = (step.frist or step.møte) if step else None
        if step is None or step.kunngjort is None or last is None:
            return None
        return (step.kunngjort, last) if step.kunngjort.dag and last.dag else None


def asked(checked: Checked) -> Iterator[Asked]:
    """Every step of every plan that the acts ask about; once for each hearing, where hearings tell of it."""
    law = checked.statutes
    for _, krav in law.trinn:
        for id_ in krav.planer:
            for subject in law.subjects.get(id_, ()):
                hearings = () if written(subject, krav.trinn) else tuple(_hearings(checked, krav, subject))
                yield from (Asked(krav, subject, each) for each in hearings or (None,))


def written(subject: Subject, step: str) -> Trinn | None:
    """The step as it stands under `prosess`."""
    return getattr(subject.prosess, step) if subject.prosess else None


def _hearings(checked: Checked, krav: Trinnkrav, subject: Subject) -> Iterator[tuple[Path, Trinn]]:
    """The hearings of a document as the step that is asked about, each with its path."""
    for number, runde in enumerate(checked.kilder.planverk.høringer):
        if subject.path == (runde.dokument,) and (step := _as_step(checked, krav, runde)):
            yield ("høringer", number), step


def _as_step(checked: Checked, krav: Trinnkrav, runde: Høringsrunde) -> Trinn | None:
    """The hearing as the step: what it is called, or that all are heard in it, or that it makes public what is treated.

    Who is heard in the hearing of a plan has been asked for its views (`uttalelser`). The proposal is public from the
    first day until the body that adopts the plan meets.
    """
    if krav.trinn == runde.trinn or (krav.trinn, runde.trinn) == ("uttalelser", "høring"):
        step = runde.som_trinn
        names = {each.kategori: each.hvem for each in checked.kilder.planverk.lovkatalog.kategorier}
        categories = [names[each.kategori] for each in runde.mottakere if each.kategori in names]
        return step.model_copy(update={"hvem": (*step.hvem, *categories)})
    meeting = _meeting(checked, runde) if krav.trinn == "behandling" and krav.dager else None
    return Trinn(kunngjort=runde.kunngjort, møte=meeting) if meeting else None


def _meeting(checked: Checked, runde: Høringsrunde) -> Dato | None:
    """When the body that adopts the document meets to treat it."""
    law: Lovplan | None = next((law for _, law in checked.statutes.planer if law.dokument == runde.dokument), None)
    body = law.vedtas_av.organ if law and law.vedtas_av else ""
    return next((each.dato for each in runde.møter if body and (each.organ or "").casefold() == body.casefold()), None)
