"""A hearing with its input and what the papers ask of both: who, when, how many, and what each point ended with."""

from collections.abc import Iterator, Mapping
from functools import cached_property

from osreport import treatment, wording
from osreport.changes.change import Change
from osreport.changes.groups import Group, groups
from osreport.changes.items import items
from osreport.kinds import KIND_OF
from osreport.model.documents import DOCUMENTS
from osreport.model.dokument import Dokument
from osreport.model.endring import Endring
from osreport.model.horing import Høringsrunde
from osreport.model.merknad import Merknad, Merknadspunkt
from osreport.model.planverk import Planverk
from osreport.model.prosess import Trinnavn
from osreport.model.vedtak import Vedtak
from osreport.model.verdi import Dato, Språk
from osreport.model.walk import elements
from osreport.prose import escaped, verbatim
from osreport.references import all_plans
from osreport.structs import Struct

from .said import CONCLUSIONS, WORDS, Words

Address = tuple[str, str]


class Hearing(Struct):
    """One round in a plan set; what was sent out, and the changes that one may ask whether must be heard again."""

    planverk: Planverk
    runde: Høringsrunde
    sent: Planverk
    again: tuple[Change, ...] = ()

    @property
    def document(self) -> Dokument:
        document: Dokument = getattr(self.planverk, self.runde.dokument)
        return document

    @property
    def language(self) -> Språk:
        return self.document.språk or self.planverk.kommune.språk

    @property
    def words(self) -> Words:
        return WORDS[self.language]

    @property
    def plan(self) -> str:
        """The name of the plan inside a sentence."""
        return _small(self.document.tittel)

    @property
    def period(self) -> str:
        return wording.period(self.document.periode)

    @cached_property
    def merknader(self) -> tuple[Merknad, ...]:
        """The input in the order of its ids."""
        own = (each for each in self.planverk.merknader if each.høring == self.runde.id)
        return tuple(sorted(own, key=lambda each: each.id))

    @cached_property
    def counted(self) -> tuple[Merknad, ...]:
        """The input without copies."""
        return tuple(each for each in self.merknader if not each.kopi_av)

    @cached_property
    def points(self) -> tuple[tuple[Merknad, Merknadspunkt], ...]:
        return tuple((merknad, point) for merknad in self.counted for point in merknad.punkter)

    @cached_property
    def answers(self) -> Mapping[str, Merknadspunkt]:
        """The point that answers each point: itself, or the one that it shares the answer of."""
        found = treatment.answers(self.planverk)
        return {point.id: found[point.id] or point for merknad in self.merknader for point in merknad.punkter}

    @cached_property
    def decision(self) -> Vedtak | None:
        """The decision that sent it out."""
        return next((each for each in self.planverk.vedtak if each.id == self.runde.vedtak), None)

    @cached_property
    def late(self) -> tuple[Merknad, ...]:
        return tuple(each for each in self.counted if self.is_late(each))

    def is_late(self, merknad: Merknad) -> bool:
        received = merknad.mottatt
        return isinstance(received, Dato) and received.sortering > self.runde.frist.sortering

    def day(self, date: Dato | str, *, short: bool = False) -> str:
        return wording.day(date, self.language, short=short) if isinstance(date, Dato) else self.words["ukjent"]

    def conclusion(self, point: Merknadspunkt) -> str:
        """What a point ended with, in a sentence without a stop."""
        answer = self.answers[point.id]
        if answer.konklusjon is None:
            return self.words["ubesvart"]
        told = CONCLUSIONS[self.language][answer.konklusjon]
        plan = next((each for each in all_plans(self.planverk) if each.id == answer.annen_plan), None)
        return self.words["annen_plan"].format(konklusjon=told, plan=escaped(plan.navn)) if plan else told

    @cached_property
    def named(self) -> Mapping[Address, str]:
        """What each element is called: its title or its words, as they were sent out if it was there then."""
        found: dict[Address, str] = {("dokument", name): getattr(self.sent, name).tittel for name in DOCUMENTS}
        for _, element in (*elements(self.sent), *elements(self.planverk)):
            if kind := KIND_OF.get(type(element)):
                words = (getattr(element, name, None) for name in ("tittel", "navn", "tekst", "kortnavn"))
                found.setdefault((kind, str(vars(element)["id"])), next((each for each in words if each), ""))
        return found

    @cached_property
    def groups(self) -> Mapping[tuple[str, ...], Group]:
        """The chapter that prints each element."""
        return groups(self.planverk, items(self.planverk))

    def cited(self, step: Trinnavn) -> str:
        """The act and section that the catalogue of law has for a step of such a plan; nothing where it has none."""
        law = self.planverk.lovkatalog
        plans = {each.id for each in law.planer if each.dokument == self.runde.dokument}
        bases = (each.hjemmel for each in law.trinn if each.trinn == step and plans & {*each.planer})
        acts = {each.id: each.kortnavn for each in law.lover}
        return next((f"{acts.get(each.lov, each.lov)} {each.paragraf or ''}".strip() for each in bases), "")

    def changes(self) -> Iterator[tuple[Merknadspunkt, Endring]]:
        """Every change that a point led to, in the order of the points."""
        yield from ((point, change) for _, point in self.points for change in point.endringer)


def summary(point: Merknadspunkt, merknad: Merknad) -> str:
    """What the sender means, as Markdown: the summary, or the words themselves."""
    return point.sammendrag or verbatim(point.tekst or merknad.tekst).replace("\n\n", " ")


def _small(title: str) -> str:
    """A title as it stands inside a sentence; names written in capitals are kept."""
    return title[:1].lower() + title[1:] if title[1:2].islower() else title
