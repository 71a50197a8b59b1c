"""Every rule that records and prose must keep, as two lists: `RULES` of records, `PROSE_RULES` of what is written.

A rule is a function; its docstring is the rule in one sentence; it yields `Problem`s and never prints or exits.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from ..problems import Problem
from ..records import Atlas
from . import addresses, catalogue, days, figures, identifiers, ids, parity, passages, prose, register, reports, style, trials, vocabulary
from .desk import Desk

RULES: tuple[Callable[[Atlas], Iterator[Problem]], ...] = (
    catalogue.scaffolds_are_answered,
    catalogue.one_kind_an_id,
    catalogue.one_record_a_name,
    catalogue.moved_leads_somewhere,
    catalogue.trees_have_roots,
    ids.ids_exist,
    ids.own_ids_stand_once,
    passages.claims_and_passages_agree,
    passages.passages_have_what_they_say,
    addresses.records_have_their_own_pages,
    days.days_in_order,
    trials.comparisons_compare,
    trials.one_current,
    trials.effect_in_interval,
    trials.arms_add_up,
    trials.harms_are_safety,
    trials.primary_endpoints_have_results,
    trials.trials_fit_their_setting,
    trials.met_agrees,
    figures.arithmetic_holds,
    reports.one_analysis_is_one_result,
    reports.adjusted_is_not_current,
    reports.sides_agree,
    reports.harms_or_not_found,
    reports.within_own_populations,
    identifiers.one_reference_an_identifier,
    identifiers.one_trial_a_registry_number,
    identifiers.registry_numbers_agree,
    identifiers.genes_agree,
)
"""Rules of records."""

PROSE_RULES: tuple[Callable[[Desk], Iterator[Problem]], ...] = (
    vocabulary.labels_say_every_value,
    addresses.one_page_a_path,
    prose.records_prose,
    prose.articles_prose,
    prose.headings_have_ids,
    style.typography,
    style.languages_apart,
    style.one_script,
    style.deprecated_terms,
    style.abbreviations_explained,
    parity.numbers_agree,
    parity.tables_agree,
    *register.RULES,
)
"""Rules of what is written, in records, articles and labels."""


def run(atlas: Atlas) -> list[Problem]:
    """The problems of every rule of records."""
    return [problem for rule in RULES for problem in rule(atlas)]


def run_prose(desk: Desk) -> list[Problem]:
    """The problems of every rule of prose, in the files that the desk looks at."""
    return [problem for rule in PROSE_RULES for problem in rule(desk)]
