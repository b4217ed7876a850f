"""All rules, in one tuple; each is one generator of problems, and changes nothing."""

from collections.abc import Mapping

from osreport.problem import Problem
from osreport.sources.reader import Kilder

from . import exceptions, law, plans, process, references, structure, typography
from .checked import Checked, Rule
from .finding import Code, Finding

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
    plans.goals_are_followed_by_something,
    plans.plans_have_one_name,
    plans.plans_past_their_period_are_taken_up_again,
    plans.adopted_texts_speak_of_no_hearing,
    typography.running_text_is_set_as_norwegian_is,
    law.statutory_plans_stand_in_the_register,
    law.plans_are_taken_up_as_often_as_asked,
    law.plans_are_adopted_within_the_deadline,
    law.the_year_of_the_election_is_known,
    law.the_council_is_constituted_in_time,
    law.plans_last_as_long_as_they_must,
    law.plans_of_coming_years_are_adopted_before_them,
    law.thematic_plans_have_an_action_part,
    law.the_catalogue_has_been_looked_over,
    process.the_way_of_a_document_is_written_down,
    process.steps_last_as_long_as_they_must,
    process.steps_have_what_they_must,
    process.the_strategy_decides_on_the_kommuneplan,
    process.goals_are_set_for_society_and_organisation,
    process.documents_promise_nothing_the_act_does_not_give,
    process.documents_speak_of_what_they_should,
    process.goals_are_followed_up,
)


FAMILIES = (references, structure, plans, typography, law, process, exceptions)
CODES: Mapping[str, Code] = {
    code.id: code for code in sorted((code for family in FAMILIES for code in family.CODES), key=lambda code: code.id)
}


def problems(kilder: Kilder) -> tuple[Problem, ...]:
    """Everything that the rules find, but for what is excepted."""
    checked = Checked(kilder)
    found = [finding for rule in RULES for finding in rule(checked)]
    return tuple(_told(finding, checked) for finding in exceptions.sifted(checked, found, CODES))


def _told(finding: Finding, checked: Checked) -> Problem:
    place = checked.kilder.places.of(finding.path, finding.before)
    return Problem(finding.code, place, finding.message, finding.hint, CODES[finding.code].severity)
