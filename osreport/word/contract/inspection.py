"""Templates → everything in them that would fail when they are filled, or print otherwise than their designer means."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import PurePosixPath

from osreport.context.printable import met_by
from osreport.problem import Place, Problem, in_order
from osreport.structs import Struct
from osreport.word.quality.fault import Finding, problems
from osreport.word.quality.opened import Package, Story, opened_template
from osreport.word.quality.places import placed
from osreport.word.sandbox import environment, refused

from . import coverage, placement, styles
from .blocks import Outline, outline
from .expressions import Asked
from .names import asked
from .offers import offered
from .rules import SIGNS, TWICE, UNUSED
from .tags import read


class Checked(Struct):
    """A template that has been read: what is wrong with it, and what it uses of what it is offered."""

    problems: tuple[Problem, ...]
    used: frozenset[tuple[str, str]] = frozenset()


def contract(templates: Mapping[str, bytes], folder: str) -> tuple[Problem, ...]:
    """Everything that is wrong with the templates, which go by their file names, and what none of them prints."""
    checked = [check(template, file) for file, template in templates.items()]
    found = [problem for each in checked for problem in each.problems]
    if any(problem.severity == "feil" for problem in found):
        return in_order(found)
    return in_order((*found, *_unused(checked, folder)))


def check(template: bytes, file: str) -> Checked:
    """One template; a file that is no safe Word file is not opened."""
    if problem := refused(template, file):
        return Checked((problem,))
    package, met = opened_template(template), met_by(PurePosixPath(file).stem)
    found: list[Finding] = []
    used: set[tuple[str, str]] = set()
    for story in (*package.stories, *_idle(package)):
        told = outline(read(story), environment())
        names = asked(told, environment(), offered(met))
        found += _found(told, names, met)
        used |= names.used
    found += [finding for rule in (placement.changes_are_accepted, *styles.RULES) for finding in rule(package)]
    return Checked(_told(package, found, file), frozenset(used))


def _idle(package: Package) -> Iterator[Story]:
    """Headers and footers that no section shows: they are filled all the same."""
    shown = {story.part for story in package.stories}
    for each in package.relations.get(package.main, {}).values():
        if each.kind in {"header", "footer"} and each.target in package.roots.keys() - shown:
            yield Story(each.target, each.kind, package.roots[each.target], is_aside=True)


def _found(told: Outline, names: Asked, met: frozenset[str]) -> Iterator[Finding]:
    """What is wrong with a text; no more is said of tags whose characters are, nor of what hangs on unsound blocks."""
    stand = [finding for rule in placement.RULES for finding in rule(told.reading)]
    mistyped = {(finding.spot, finding.words) for finding in stand if finding.rule.code == SIGNS.code}
    yield from stand
    for finding in (*told.found, *names.found):
        if (finding.spot, finding.words) not in mistyped and not (told.found and finding.rule.code == TWICE.code):
            yield finding
    if not told.found:
        yield from coverage.kinds_have_one_place(told, met)


def _told(package: Package, found: Iterable[Finding], file: str) -> tuple[Problem, ...]:
    return tuple(problems((placed(package, finding) for finding in found), file, lambda _: None))


def _unused(checked: Iterable[Checked], folder: str) -> Iterator[Problem]:
    if missed := coverage.unused({use for each in checked for use in each.used}):
        said = f"Ingen av malene skriver {', '.join(missed)}."
        yield Problem(UNUSED.code, Place(folder), said, UNUSED.hint, UNUSED.severity)
