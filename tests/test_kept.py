"""Which fields of the sources reach a document, and which are kept for other uses: none is lost unawares."""

import re
from collections.abc import Iterable
from fnmatch import fnmatchcase
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any, Literal, get_args, get_origin
from zipfile import ZipFile

import pytest
from documents import to_docx
from filled import _models, filled
from marked import WORD, words
from pydantic import ValidationError
from test_docs import MODELS

from osreport.context.content import Content
from osreport.context.document import content
from osreport.model.documents import DOCUMENTS
from osreport.model.planverk import Planverk
from osreport.model.vedtak import Alternativ

ROOT = Path(__file__).resolve().parent.parent
# Texts that no document holds, by the models around them, and why they are kept.
SILENT = {
    "* Unntak.grunn": "tells the checker, and whoever reads the sources, why a rule is not kept",
    "Planverk Kommune.nettsted": "for templates that show it; the covers of Os have the postal and the e-mail address",
    "Planverk *.kortnavn": "for templates with little room",
    "Planverk FrosneNumre.grunn": "the decision or hearing behind the numbers, for whoever reads the sources",
    "Plan Behandling.organ": "the register shows the year alone",
    "Plan Revisjon.grunnlag": "why a year is in doubt; the table shows (?)",
    "Plangruppe Plan.andre_navn": "names that the plan has had, for whoever searches",
    "Plangruppe Plan.erstatter": "what the plan came after",
    "Plangruppe Plan.parter": "who shares the plan",
    "Faktagrunnlag Indikator.navn": "the figure or the sentence that uses the number says what is counted",
    "Indikator Observasjon.kilde": "where the number was found, for whoever brings it up to date",
    "Indikator Observasjon.lenke": "where the number was found, for whoever brings it up to date",
    "Indikator Observasjon.merknad": "what to know before using the number",
    "Lovkatalog *": "what the law asks for is told where it is not kept",
    "Lovplan *": "as above",
    "Innholdskrav *": "as above",
    "Høringskrav *": "as above",
    "Planverk Kommune.leder": "signs the papers after a hearing",
    "Konstituering *": "as above",
    "Planverk Ordliste.*": "words that the checker takes for right",
    "Ordliste *": "as above",
    "Prosess Trinn.*": "how the plan came about, which the checker holds against the law",
}
# Other fields that make no difference to any document, and why they are kept.
IDLE = {
    "Unntak.kode": "for the checker",
    "Område.gjelder": "for the checker: goals for society and for the organisation (§ 11-2)",
    "Plan.periode": "for the checker: a plan past its period",
    "Plan.type": "sorts the register for whoever reads the sources",
    "Plan.samme_som": "for the checker: one plan under two names; both rows are printed",
    "Samarbeid.form": "for whoever reads the sources; the form is told in the text of the chapter",
    "Plan.hjemmel": "for the checker: which plan of the catalogue of law this is",
    "Delplan.hjemmel": "as above",
    "Planstrategi.kommuneplan": "for the checker: what § 10-1 wants decided; the text says it in words",
    "Kommuneplanvalg.*": "as above",
    "Kommune.kommunevalg": "for the checker: deadlines count from it",
    "Kommune.konstituert": "as above",
    "Kommune.samisk_språkområde": "for the checker: some demands hold there alone",
    "Trinn.*": "for the checker: how the plan came about",
    "Vedtak.høring": "which hearing's changes it adopts",
    "Kommune.skjema": "for the program: the layout that the files are written in",
    "*.gyldig_år": "for the checker: when a number has grown old",
    "Vedtak.i_grunnlaget": "says that the other files have its effect already",
    "Vedtak.etter": "which of two decisions came first",
    "Observasjon.sum_av": "for the checker: what a number is the sum of",
    "Observasjon.minus": "as above",
    "Kommune.språk": "the language of a document that names none; here all do, those of the example do not",
}


@cache
def made(name: str) -> Content:
    return content(filled()[0], name)


def shape(told: Content, labels: dict[str, str]) -> str:
    """What a document says, with the name of its field for each text, and without ids."""
    named = WORD.sub(lambda found: labels[found[0].casefold()], repr(told))
    return re.sub(r"nr-\d+", "nr", named)


@cache
def printed() -> frozenset[str]:
    """Every word of ours in the Word files, in whatever part of them."""
    found: set[str] = set()
    for name in DOCUMENTS:
        template = (ROOT / "templates" / f"{name}.docx").read_bytes()
        with ZipFile(BytesIO(to_docx(made(name), template, name, [1] * len(made(name).headings)))) as docx:
            parts = [docx.read(part).decode() for part in docx.namelist() if part.endswith((".xml", ".rels", ".svg"))]
        found |= {word for part in parts for word in words(part)}
    return frozenset(found)


def matters(model: Any, field: str) -> bool:
    """Whether another value of the field, or none, makes another document."""
    labels = filled()[1]
    try:
        planverk, others = filled((model, field))
        told = ((content(planverk, name), made(name)) for name in DOCUMENTS)
        if others == labels:
            return any(one != other for one, other in told)
        return any(shape(one, others) != shape(other, labels) for one, other in told)
    except (RuntimeError, ValidationError, IndexError):  # such as the measures of another plan, which has none
        return True


def is_text(model: Any, field: str) -> bool:
    return any(label.endswith(f"{model.__name__}.{field}") for label in filled()[1].values())


def silent_texts() -> set[str]:
    """The fields, below what stands around them, of which no text is printed."""
    labels = filled()[1]
    return set(labels.values()) - {labels[word] for word in printed()}


def is_single(annotation: Any) -> bool:
    """Neither a list of models, each of which has fields of its own here, nor a word that is always the same."""
    if get_origin(annotation) is tuple:
        return not _models(get_args(annotation)[0])
    return get_origin(annotation) is not Literal or len(get_args(annotation)) > 1


# Of these no document is made: they are what the checker goes by, what is changed already, and what the papers of a
# hearing are made of. Frozen numbers hold for one document in one period; test_frozen.py tries each part of them.
CHECKER = {"osreport.model.lovkatalog", "osreport.model.ordliste", "osreport.model.endring"}
HEARING = {"osreport.model.horing", "osreport.model.merknad"}
NUMBERS = {"osreport.model.frosne_numre"}
OTHERS = [model for model in MODELS.values()
          if model not in {Planverk, Alternativ} and model.__module__ not in CHECKER | HEARING | NUMBERS]  # fmt: skip
FIELDS = [(model, field) for model in OTHERS
          for field, info in model.model_fields.items()
          if field != "id" and is_single(info.annotation)]  # fmt: skip


def excused(names: Iterable[str], by: dict[str, str]) -> set[str]:
    return {name for name in names if any(fnmatchcase(name, pattern) for pattern in by)}


def test_every_text_is_printed_or_kept_for_a_reason() -> None:
    silent = silent_texts()
    assert silent == excused(set(filled()[1].values()), SILENT)
    assert [pattern for pattern in SILENT if not excused(silent, {pattern: ""})] == []


@pytest.mark.slow
def test_every_other_field_makes_a_difference_or_is_kept_for_a_reason() -> None:
    others = [(model, field) for model, field in FIELDS if not is_text(model, field)]
    idle = {f"{model.__name__}.{field}" for model, field in others if not matters(model, field)}
    assert idle == excused({f"{model.__name__}.{field}" for model, field in others}, IDLE)
    assert [pattern for pattern in IDLE if not excused(idle, {pattern: ""})] == []
