"""All rules, in one tuple; each is one generator of problems, and changes nothing."""

from collections.abc import Mapping

from osreport.problem import Problem
from osreport.sources.reader import Kilder
from osreport.spelling import Dictionaries

from . import abbreviations, exceptions, language, plans, readability, references, structure, terms, typography
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
    language.words_are_in_the_dictionary,
    readability.chapters_can_be_read,
    readability.sentences_are_not_too_long,
    readability.paragraphs_say_who_acts,
    terms.preferred_words_are_used,
    abbreviations.abbreviations_are_explained_at_first_use,
)


FAMILIES = (
    references, structure, plans, typography, language, readability, terms, abbreviations, exceptions,
)  # fmt: skip
CODES: Mapping[str, Code] = {
    code.id: code for code in sorted((code for family in FAMILIES for code in family.CODES), key=lambda code: code.id)
}


def problems(kilder: Kilder, dictionaries: Dictionaries | None = None) -> tuple[Problem, ...]:
    """Everything that the rules find, but for what is excepted; spelling where there are dictionaries."""
    checked = Checked(kilder, dictionaries)
    found = [finding for rule in RULES for finding in rule(checked)]
    return tuple(_told(finding, checked) for finding in exceptions.sifted(checked, found, CODES))


def _told(finding: Finding, checked: Checked) -> Problem:
    place = checked.kilder.places.of(finding.path, finding.before)
    return Problem(finding.code, place, finding.message, finding.hint, CODES[finding.code].severity)
