"""Rules of trials and their results."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from ..problems import Problem
from ..records import Atlas
from ..schema import HARMS, Trial, decimal

BUILT_IN_POPULATIONS = frozenset({"itt", "safety"})


def results_name_their_own(atlas: Atlas) -> Iterator[Problem]:
    """A result names arms and populations of its own trial, and its id stands once in the trial."""
    for trial in atlas.trials.values():
        arms = {arm.id for arm in trial.arms}
        populations = BUILT_IN_POPULATIONS | {p.id for p in trial.populations}
        for result_id, times in Counter(r.id for r in trial.results).items():
            if times > 1:
                path, line = atlas.where(trial, "results")
                yield Problem(path, line, "own-arms", f"the result id '{result_id}' must stand once in a trial")
        for i, result in enumerate(trial.results):
            path, line = atlas.where(trial, "results", i)
            named = [a.arm for a in result.arms] + list(result.effect.compares if result.effect else ())
            for arm in sorted(set(named) - arms):
                yield Problem(path, line, "own-arms", f"{result.id}: '{arm}' must be an arm of the trial")
            if result.population not in populations:
                yield Problem(
                    path, line, "own-arms", f"{result.id}: '{result.population}' must be a population of the trial"
                )


def one_current(atlas: Atlas) -> Iterator[Problem]:
    """At most one result is current for an end point, population, estimand, assessor and pair of arms."""
    for trial in atlas.trials.values():
        seen: dict[tuple[object, ...], str] = {}
        for i, result in enumerate(trial.results):
            if not result.current:
                continue
            compares = frozenset(result.effect.compares) if result.effect else frozenset(a.arm for a in result.arms)
            estimand = result.estimand.en if result.estimand else None
            name = result.name.en if result.name else None
            key = (result.endpoint, result.population, estimand, compares, name, result.assessor)
            if key in seen:
                path, line = atlas.where(trial, "results", i)
                yield Problem(path, line, "one-current", f"{result.id} and {seen[key]} must not both be current")
            seen[key] = result.id


def effect_in_interval(atlas: Atlas) -> Iterator[Problem]:
    """Every effect lies within its interval, and lower bounds stand before upper ones."""
    for trial in atlas.trials.values():
        for i, result in enumerate(trial.results):
            if result.effect and result.effect.ci:
                low, value, high = (decimal(x) for x in (result.effect.ci[0], result.effect.value, result.effect.ci[1]))
                if None not in (low, value, high) and not low <= value <= high:  # type: ignore[operator]
                    path, line = atlas.where(trial, "results", i, "effect")
                    yield Problem(path, line, "effect-in-interval", f"{result.id}: the value must lie within its interval")
            yield from _arms(atlas, trial, i)


def _arms(atlas: Atlas, trial: Trial, i: int) -> Iterator[Problem]:
    result = trial.results[i]
    for a, arm in enumerate(result.arms):
        triples = [(arm.median_ci, arm.median)] + [(rate.ci, rate.value) for rate in arm.rates]
        for interval, value in triples:
            if interval is None:
                continue
            low, middle, high = decimal(interval[0]), decimal(value), decimal(interval[1])
            known = [x for x in (low, middle, high) if x is not None]
            if known != sorted(known):
                path, line = atlas.where(trial, "results", i, "arms", a)
                yield Problem(path, line, "effect-in-interval", f"{result.id}: {arm.arm}: low, value, high must be in order")
        if arm.events is not None and arm.n is not None and arm.events > arm.n:
            path, line = atlas.where(trial, "results", i, "arms", a)
            yield Problem(path, line, "effect-in-interval", f"{result.id}: {arm.arm}: events must not exceed n")


def arms_add_up(atlas: Atlas) -> Iterator[Problem]:
    """The arms' numbers add up to the number randomised where all are given."""
    for trial in atlas.trials.values():
        counts = [arm.n for arm in trial.arms]
        known = [n for n in counts if n is not None]
        if trial.n_randomised is not None and counts and len(known) == len(counts) and sum(known) != trial.n_randomised:
            path, line = atlas.where(trial, "n_randomised")
            yield Problem(
                path, line, "arms-add-up", f"n_randomised must be the sum of the arms, {sum(known)} (it is {trial.n_randomised})"
            )


def harms_are_safety(atlas: Atlas) -> Iterator[Problem]:
    """A harm has the role safety and no effect measure hides it among efficacy results."""
    for trial in atlas.trials.values():
        for i, result in enumerate(trial.results):
            if (result.endpoint in HARMS) and result.role not in ("safety", "primary", "co-primary"):
                path, line = atlas.where(trial, "results", i)
                yield Problem(path, line, "harms-are-safety", f"{result.id}: the role of a harm must be safety")


def primary_endpoints_have_results(atlas: Atlas) -> Iterator[Problem]:
    """A trial that met or missed its end point holds a result for at least one primary end point."""
    for trial in atlas.trials.values():
        answered = {r.endpoint for r in trial.results}
        if trial.met in ("yes", "no", "partly") and not answered & set(trial.primary_endpoints):
            path, line = atlas.where(trial, "results")
            yield Problem(path, line, "primary-has-result", "a primary end point must have a result")
