"""All rules, in one tuple; each is one generator of problems, and changes nothing."""

from collections.abc import Mapping

from osreport.problem import Problem
from osreport.sources.reader import Kilder
from osreport.spelling import Dictionaries

from . import (
    abbreviations,
    access,
    by_hand,
    cases,
    decided,
    exceptions,
    facts,
    faults,
    language,
    law,
    observations,
    plans,
    printed,
    process,
    readability,
    references,
    register,
    remarks,
    rows,
    structure,
    terms,
    titles,
    typography,
    unfinished,
)
from .checked import Checked, Rule
from .faults import told
from .finding import Code

RULES: tuple[Rule, ...] = (
    *faults.RULES,
    by_hand.quotations_have_the_adopted_words,
    by_hand.numbers_of_chapters_are_fetched,
    plans.goals_are_followed_by_something,
    plans.plans_have_one_name,
    plans.plans_past_their_period_are_taken_up_again,
    plans.adopted_texts_speak_of_no_hearing,
    typography.running_text_is_set_as_norwegian_is,
    typography.quotes_come_in_pairs,
    facts.numbers_in_text_are_observations,
    observations.old_numbers_are_told_with_their_year,
    observations.printed_numbers_have_a_date_and_a_source,
    observations.sums_agree,
    observations.observations_are_used,
    observations.a_time_has_one_value,
    observations.what_is_to_come_is_a_forecast,
    observations.values_of_a_series_are_of_one_size,
    printed.choices_are_among_what_is_shown,
    printed.views_have_something_to_show,
    printed.texts_have_words,
    printed.items_of_a_list_end_alike,
    printed.what_is_written_is_printed,
    titles.titles_end_without_a_stop,
    titles.titles_are_not_shouted,
    titles.chapters_side_by_side_have_titles_of_their_own,
    titles.numbers_are_counted,
    titles.texts_do_not_repeat_their_title,
    remarks.years_of_a_remark_are_marked,
    remarks.what_is_revised_every_year_has_every_year,
    remarks.what_is_revised_every_term_has_a_year,
    remarks.remarks_agree_with_the_adoption,
    remarks.periods_in_names_are_the_periods,
    remarks.links_go_to_the_edition_that_is_adopted,
    register.revisions_are_of_the_time_of_the_strategy,
    register.what_is_done_is_past,
    register.plans_are_not_adopted_after_the_last_decision,
    register.sub_plans_are_no_rows_of_their_own,
    register.rows_of_one_plan_agree,
    register.plans_have_links_of_their_own,
    register.years_are_certain,
    cases.numbers_of_cases_are_of_their_year,
    rows.plans_in_work_are_not_adopted,
    rows.plans_that_run_out_are_taken_up_again,
    rows.plans_are_adopted_before_their_period,
    rows.plans_are_named_by_a_name,
    decided.decisions_are_carried_out,
    decided.years_in_the_strategy_are_in_the_register,
    decided.documents_tell_their_last_decision,
    decided.decisions_have_day_and_case,
    decided.decisions_say_what_they_change,
    decided.decisions_are_in_the_files_from_the_oldest,
    decided.files_of_decisions_bear_their_date,
    decided.a_decision_stands_in_one_file,
    decided.adopted_documents_tell_by_whom_and_when,
    decided.adopted_documents_still_hold,
    unfinished.promises_are_of_the_time_to_come,
    unfinished.what_is_decided_stands_once,
    unfinished.what_a_colon_announces_follows,
    unfinished.no_text_breaks_off,
    unfinished.no_text_waits_to_be_written,
    unfinished.lists_have_several_points,
    access.titles_say_what_is_shown,
    access.titles_of_figures_and_tables_differ,
    access.links_say_where_they_lead,
    access.links_of_the_same_words_lead_to_the_same_place,
    access.tables_name_their_columns_and_rows,
    access.documents_are_in_their_language,
    access.bold_is_no_heading,
    law.statutory_plans_stand_in_the_register,
    law.plans_are_taken_up_as_often_as_asked,
    law.plans_are_adopted_within_the_deadline,
    law.the_year_of_the_election_is_known,
    law.the_council_is_constituted_in_time,
    law.plans_of_coming_years_are_adopted_before_them,
    law.plans_are_adopted_by_the_right_body,
    law.thematic_plans_have_an_action_part,
    law.the_catalogue_has_been_looked_over,
    process.the_way_of_a_document_is_written_down,
    process.steps_have_what_they_must,
    process.the_strategy_decides_on_the_kommuneplan,
    process.goals_are_set_for_society_and_organisation,
    process.documents_promise_nothing_the_act_does_not_give,
    process.documents_speak_of_what_they_should,
    process.goals_are_followed_up,
    language.words_are_in_the_dictionary,
    readability.chapters_can_be_read,
    readability.sentences_are_not_too_long,
    readability.paragraphs_say_who_acts,
    readability.words_are_those_of_people,
    terms.preferred_words_are_used,
    terms.words_are_written_in_one_way,
    abbreviations.abbreviations_are_explained_at_first_use,
)


FAMILIES = (
    references, by_hand, structure, titles, printed, unfinished, plans, remarks, register, cases, rows, decided, facts,
    observations, typography, language, readability, terms, abbreviations, access, law, process, exceptions,
)  # fmt: skip
CODES: Mapping[str, Code] = {
    code.id: code for code in sorted((code for family in FAMILIES for code in family.CODES), key=lambda code: code.id)
}


def problems(kilder: Kilder, dictionaries: Dictionaries | None = None) -> tuple[Problem, ...]:
    """Everything that the rules find, but for what is excepted; spelling where there are dictionaries."""
    checked = Checked(kilder, dictionaries)
    found = [finding for rule in RULES for finding in rule(checked)]
    return tuple(told(finding, checked, CODES) for finding in exceptions.sifted(checked, found, CODES))
