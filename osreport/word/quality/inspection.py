"""Is a finished Word file sound, and can everyone read it? Every fault, told where its designer finds it.

What the template already has wrong is told with the place in the template; the rest with the place in the document.
A fault that no sound template can lead to is our own, and is told so.
"""

from collections.abc import Iterator

from osreport.structs import replace

from . import accessible, grids, leftovers, soundness, symbols
from .fault import Fault, Finding
from .opened import Package, Parts, opened, opened_template, text
from .places import placed

RULES = (*soundness.RULES, *grids.RULES, *accessible.RULES, *symbols.RULES)


def faults(parts: Parts, template: bytes) -> tuple[Fault, ...]:
    """Every fault of the document in these parts, which was made by filling the template."""
    document, source = opened(parts), opened_template(template)
    found = list(_found(document))
    broken = {each.rule for each in found if each.rule.code != each.rule.ours}
    theirs = [each for each in _found(source) if each.rule in broken] if broken else []
    ours = [each for each in found if each.rule not in {their.rule for their in theirs}]
    typed, unfilled = leftovers.lists_are_real(document, source), leftovers.tags_are_filled(document, source)
    return (
        *(placed(source, finding) for finding in (*theirs, *typed)),
        *_told(document, source, [*ours, *unfilled]),
    )


def _found(package: Package) -> Iterator[Finding]:
    return (finding for rule in RULES for finding in rule(package))


def _told(document: Package, source: Package, findings: list[Finding]) -> Iterator[Fault]:
    """The faults of a document; those in words that the template holds itself are not put down to any content."""
    if findings:
        body = [text(paragraph) for story in document.stories[:1] for paragraph, _ in story.paragraphs]
        own = {text(paragraph) for story in source.stories[:1] for paragraph, _ in story.paragraphs} - {""}
    for finding in findings:
        fault = placed(document, finding)
        theirs = fault.paragraph >= 0 and body[fault.paragraph] in own
        yield replace(fault, number=-1, paragraph=-1) if theirs else fault
