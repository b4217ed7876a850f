"""The templates of documents, held against what they may print; what was found of the very same ones is kept."""

from collections.abc import Iterable

from osreport.model.documents import DOCUMENTS, FURTHER
from osreport.press import Press
from osreport.problem import Problem, SourceError, in_order
from osreport.store import fingerprint, fingerprint_of_program
from osreport.structs import from_json, to_json

KEPT = "problems.json"


def faults_of_all(press: Press) -> tuple[Problem, ...]:
    """The same, of every template that something may be printed through.

    Those of other things than the plan documents need not be there: who prints through one that is not, is told then.
    """
    return faults(press, (*DOCUMENTS, *filter(press.has, FURTHER)))


def faults(press: Press, documents: Iterable[str]) -> tuple[Problem, ...]:
    """Everything in the templates that would fail, vanish or be missed when they are filled."""
    missing: list[Problem] = []
    templates: dict[str, bytes] = {}
    for name in documents:
        try:
            templates[press.called(name)] = press.template(name)
        except SourceError as error:
            missing += error.problems
    return in_order((*missing, *_remembered(press, templates)))


def _remembered(press: Press, templates: dict[str, bytes]) -> tuple[Problem, ...]:
    """What was found, now or before: most often nothing, and then nothing has to be loaded to know it."""
    if press.store is None:
        return _found(press, templates)
    names = (press.folder, *templates)
    key = fingerprint("contract", fingerprint_of_program(), *names, *templates.values())
    kept = press.store.get(key) or {}
    if (known := from_json(kept.get(KEPT, b""), tuple[Problem, ...])) is not None:
        return known
    found = _found(press, templates)
    press.store.put(key, {KEPT: to_json(found)})
    return found


def _found(press: Press, templates: dict[str, bytes]) -> tuple[Problem, ...]:
    from osreport.word.contract.inspection import contract

    return contract(templates, press.folder)
