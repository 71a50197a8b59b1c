"""Rules that keep the test and the latest apart: what `pages/standing` chooses from must be said once and said whole."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..problems import Problem
from ..records import Atlas
from ..schema import HARMS, Result

# Titles of announcements say "one-sided"; a boundary that is printed with its side says so itself.
ONE_SIDED = re.compile(r"one-sided|单侧", re.I)


def one_analysis_is_one_result(atlas: Atlas) -> Iterator[Problem]:
    """A comparison and the arms' figures of one analysis stand in one result, each with its own citation where two reports print them."""
    for trial in atlas.trials.values():
        for i, one in enumerate(trial.results):
            for other in trial.results[:i]:
                if halves(one, other) and same_analysis(atlas, one, other):
                    path, line = atlas.where(trial, "results", i)
                    must = f"{one.id} and {other.id} must be one result: the arms' figures with a cite of their own"
                    yield Problem(path, line, "one-analysis", must)


def halves(one: Result, other: Result) -> bool:
    """Whether one result gives only a comparison and the other only figures of arms."""
    def shows(result: Result) -> bool:
        return any(arm.median is not None or arm.rates for arm in result.arms)

    first, second = (one, other) if one.effect else (other, one)
    return first.effect is not None and not shows(first) and second.effect is None and shows(second)


def same_analysis(atlas: Atlas, one: Result, other: Result) -> bool:
    """Whether two results are of one look at the data: same end point, population, kind and cut-off, or, undated, reported in one year."""
    def key(result: Result) -> tuple[object, ...]:
        return result.endpoint, result.name, result.population, result.estimand, result.analysis, result.data_cutoff

    def year(result: Result) -> str:
        return atlas.references[result.cite].issued[:4] if result.cite in atlas.references else result.cite

    return key(one) == key(other) and (one.data_cutoff is not None or year(one) == year(other))


def adjusted_is_not_current(atlas: Atlas) -> Iterator[Problem]:
    """An adjusted estimate, such as one for crossover, is never the answer that stands now."""
    for trial in atlas.trials.values():
        for i, result in enumerate(trial.results):
            if result.estimand is not None and result.current:
                path, line = atlas.where(trial, "results", i, "current")
                must = f"{result.id}: current must be false: an adjusted estimate answers another question"
                yield Problem(path, line, "adjusted-current", must)


def sides_agree(atlas: Atlas) -> Iterator[Problem]:
    """A two-sided p-value does not stand beside a one-sided boundary."""
    for trial in atlas.trials.values():
        for i, result in enumerate(trial.results):
            effect = result.effect
            if effect and effect.boundary and ONE_SIDED.search(effect.boundary) and effect.p_sided == "two":
                path, line = atlas.where(trial, "results", i, "effect", "boundary")
                yield Problem(path, line, "sides-agree", f"{result.id}: boundary and p must be of the same side")


def harms_or_not_found(atlas: Atlas) -> Iterator[Problem]:
    """A randomised trial holds a harm of two arms or says that harms were looked for and not found."""
    for trial in atlas.trials.values():
        if trial.allocation != "randomised" or len(trial.arms) < 2:
            continue
        if not any(both_arms(r) for r in trial.results) and not any(one.what == "harms" for one in trial.not_found):
            path, line = atlas.where(trial, "results")
            must = "a harm of two arms must be given, or not_found must say that harms were looked for"
            yield Problem(path, line, "harms-given", must)


def both_arms(result: Result) -> bool:
    """Whether a result gives a harm of at least two arms."""
    given = [arm for arm in result.arms if arm.rates or arm.events is not None]
    return (result.endpoint in HARMS or result.role == "safety") and len(given) > 1


def within_own_populations(atlas: Atlas) -> Iterator[Problem]:
    """A population lies within all patients or within another population of its trial, never within itself."""
    for trial in atlas.trials.values():
        wider = {p.id: p.within for p in trial.populations}
        for i, population in enumerate(trial.populations):
            if trail_breaks(population.id, wider):
                path, line = atlas.where(trial, "populations", i)
                must = f"{population.id}: within must lead to itt, by populations of the trial"
                yield Problem(path, line, "within", must)


def trail_breaks(start: str, wider: dict[str, str]) -> bool:
    """Whether going from a population to the wider ones ends anywhere but at all patients or the safety population."""
    seen, here = set[str](), start
    while here not in ("itt", "safety"):
        if here in seen or here not in wider:
            return True
        seen.add(here)
        here = wider[here]
    return False
