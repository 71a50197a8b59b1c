"""Every rule that records and prose must keep, as one list: `RULES`.

A rule is a function of the Atlas; its docstring is the rule in one sentence; it yields `Problem`s.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from ..evidence import Atlas
from ..problems import Problem
from . import figures, links, trials

Rule = Callable[[Atlas], Iterator[Problem]]

RULES: tuple[Rule, ...] = (
    links.ids_exist,
    links.claims_and_passages_agree,
    links.passages_have_what_they_say,
    trials.results_name_their_own,
    trials.one_current,
    trials.effect_in_interval,
    trials.arms_add_up,
    trials.harms_are_safety,
    trials.primary_endpoints_have_results,
    figures.arithmetic_holds,
)


def run(atlas: Atlas) -> list[Problem]:
    """The problems of every rule."""
    return [problem for rule in RULES for problem in rule(atlas)]
