"""Every rule that records and prose must keep, as two lists: `RULES` of records, `PROSE_RULES` of what is written.

A rule is a function; its docstring is the rule in one sentence; it yields `Problem`s and never prints or exits.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from ..language.labels import Labels
from ..problems import Problem
from ..records import Article, Atlas
from . import figures, identifiers, ids, parity, prose, register, style, trials

RULES: tuple[Callable[[Atlas], Iterator[Problem]], ...] = (
    ids.ids_exist,
    ids.claims_and_passages_agree,
    ids.passages_have_what_they_say,
    trials.results_name_their_own,
    trials.one_current,
    trials.effect_in_interval,
    trials.arms_add_up,
    trials.harms_are_safety,
    trials.primary_endpoints_have_results,
    figures.arithmetic_holds,
    identifiers.one_reference_an_identifier,
    identifiers.one_trial_a_registry_number,
    identifiers.registry_numbers_agree,
    identifiers.genes_agree,
)


PROSE_RULES: tuple[Callable[[Atlas, list[Article], Labels], Iterator[Problem]], ...] = (
    prose.records_prose,
    prose.articles_prose,
    style.typography,
    style.deprecated_terms,
    style.abbreviations_explained,
    parity.numbers_agree,
    parity.tables_agree,
    *register.RULES,
)


def run(atlas: Atlas) -> list[Problem]:
    """The problems of every rule of records."""
    return [problem for rule in RULES for problem in rule(atlas)]


def run_prose(atlas: Atlas, articles: list[Article], labels: Labels) -> list[Problem]:
    """The problems of prose, in records and in articles."""
    return [problem for rule in PROSE_RULES for problem in rule(atlas, articles, labels)]
