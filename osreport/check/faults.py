"""The rules that find faults, which keep the documents from being made: a build asks these alone."""

from collections.abc import Mapping

from osreport.problem import Code, Problem
from osreport.sources.reader import Kilder

from . import answered, frozen, hearings, law, process, received, references, structure
from .checked import Checked, Rule
from .finding import Finding

RULES: tuple[Rule, ...] = (
    structure.ids_are_unique_in_their_kind,
    structure.list_items_are_unique_in_their_list,
    structure.chapters_are_no_deeper_than_headings,
    structure.a_year_is_marked_once_in_a_plan,
    structure.goals_and_measures_are_written_once,
    references.fields_point_to_something,
    references.references_in_text_resolve,
    references.references_stand_where_they_are_read,
    references.texts_end_when_references_are_put_in,
    references.links_in_text_go_to_a_chapter,
    references.prose_keeps_to_the_subset,
    references.printed_plans_have_content,
    references.there_is_a_vision_to_print,
    law.plans_last_as_long_as_they_must,
    process.steps_last_as_long_as_they_must,
    *received.FAULTS,
    *answered.FAULTS,
    *frozen.FAULTS,
    hearings.hearings_begin_and_end_on_a_day,
)
FAMILIES = (structure, references, law, process, received, answered, hearings, frozen)
CODES = {code.id: code for family in FAMILIES for code in family.CODES}


def faults(kilder: Kilder) -> tuple[Problem, ...]:
    """Every fault in the sources."""
    checked = Checked(kilder)
    found = [told(finding, checked, CODES) for rule in RULES for finding in rule(checked)]
    return tuple(problem for problem in found if problem.severity == "feil")


def told(finding: Finding, checked: Checked, codes: Mapping[str, Code]) -> Problem:
    """The finding with its place and its level."""
    place = checked.kilder.places.of(finding.path, finding.before)
    return Problem(finding.code, place, finding.message, finding.hint, codes[finding.code].severity)
