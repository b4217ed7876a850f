"""A hearing as its papers tell of it: what is sent out, by whom, under which law, from when to when."""

from datetime import date
from functools import cached_property

from osreport import wording
from osreport.check.holidays import Away, away, named_once
from osreport.check.statutes import Statutes
from osreport.model.dokument import Dokument
from osreport.model.horing import Høringsrunde
from osreport.model.lovkatalog import Trinnkrav
from osreport.model.planverk import Planverk
from osreport.model.vedtak import Vedtak
from osreport.model.verdi import Dato, Språk
from osreport.model.walk import Path, elements
from osreport.structs import Struct

from .said import SAID, Words


class Hearing(Struct):
    """One hearing of a plan set; `number` is its place among the hearings.

    `draft` says that nothing is sent out yet; `against` names the state that the changes are marked from, if any are.
    """

    planverk: Planverk
    number: int
    draft: bool = False
    against: str = ""

    @property
    def runde(self) -> Høringsrunde:
        return self.planverk.høringer[self.number]

    @property
    def path(self) -> Path:
        return ("høringer", self.number)

    @property
    def document(self) -> Dokument:
        document: Dokument = getattr(self.planverk, self.runde.dokument)
        return document

    @property
    def is_printed_here(self) -> bool:
        """Whether what is sent out is the document itself; a planning programme is written elsewhere."""
        return self.runde.trinn != "planprogram"

    @property
    def language(self) -> Språk:
        return self.document.språk or self.planverk.kommune.språk

    @property
    def words(self) -> Words:
        return SAID[self.language]

    def say(self, word: str, **told: str) -> str:
        return self.words[word].format(**told)

    @property
    def name(self) -> str:
        """The document with its years."""
        return f"{self.document.tittel} {wording.period(self.document.periode)}"

    @property
    def what(self) -> str:
        """What is sent out, inside a sentence: «forslag til Kommuneplanens samfunnsdel 2026–2038»."""
        return self.say(f"hva_{self.runde.trinn}", navn=self.name)

    @property
    def title(self) -> str:
        return self.say("tittel_planprogram" if self.runde.trinn == "planprogram" else "tittel", navn=self.name)

    def day(self, dato: Dato) -> str:
        return wording.day(dato, self.language)

    @property
    def first(self) -> date:
        return date(*self.runde.kunngjort.sortering)

    @property
    def last(self) -> date:
        return date(*self.runde.frist.sortering)

    @property
    def holidays(self) -> tuple[Away, ...]:
        return named_once(away(self.planverk.lovkatalog.fridager, self.first, self.last))

    @cached_property
    def decision(self) -> Vedtak | None:
        return next((each for each in self.planverk.vedtak if each.id == self.runde.vedtak), None)

    @property
    def case(self) -> str:
        """The number of the case; empty where nobody knows it."""
        return "" if self.runde.saksnummer == "ukjent" else self.runde.saksnummer

    @cached_property
    def statutes(self) -> Statutes:
        return Statutes(self.planverk, tuple(elements(self.planverk)))

    @cached_property
    def asked(self) -> tuple[Trinnkrav, ...]:
        """What the acts ask of the hearing, the one that says how long it lasts first."""
        own = {law.id for _, law in self.statutes.planer if law.dokument == self.runde.dokument}
        steps = {self.runde.trinn, *(["uttalelser"] if self.runde.trinn == "høring" else [])}
        found = [krav for _, krav in self.statutes.trinn if own & {*krav.planer} and krav.trinn in steps]
        return tuple(sorted(found, key=lambda krav: (krav.dager is None, krav.trinn != self.runde.trinn)))

    @property
    def law(self) -> str:
        """The act and the section that the hearing is held under; empty where the catalogue does not tell."""
        return self.statutes.cited(self.asked[0].hjemmel) if self.asked else ""
