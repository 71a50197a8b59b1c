"""Rules of trials and their results."""

from __future__ import annotations

from collections.abc import Iterator

from ..problems import Problem
from ..records import Atlas
from ..schema import HARMS, Trial, decimal

RATIOS = frozenset({"hr", "or", "rr"})


def comparisons_compare(atlas: Atlas) -> Iterator[Problem]:
    """A comparison has two arms, and a ratio and its bounds are more than 0."""
    for trial in atlas.trials.values():
        for i, result in enumerate(trial.results):
            effect = result.effect
            if effect is None:
                continue
            if effect.compares[0] == effect.compares[1]:
                path, line = atlas.where(trial, "results", i, "effect", "compares")
                yield Problem(path, line, "comparison", f"{result.id}: an arm must be compared with another, not with itself")
            figures = [effect.value, *(effect.ci or ())]
            if effect.measure in RATIOS and any((number := decimal(figure)) is not None and number <= 0 for figure in figures):
                path, line = atlas.where(trial, "results", i, "effect")
                yield Problem(path, line, "comparison", f"{result.id}: a ratio and its bounds must be more than 0 ({', '.join(figures)})")


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


def trials_fit_their_setting(atlas: Atlas) -> Iterator[Problem]:
    """A trial has the disease of its setting, and a line of treatment that the setting holds."""
    for trial in atlas.trials.values():
        setting = atlas.settings.get(trial.setting)
        if setting and trial.line not in setting.lines:
            path, line = atlas.where(trial, "line")
            must = f"line must be one of the setting's: {', '.join(setting.lines)} (it is '{trial.line}')"
            yield Problem(path, line, "fits-setting", must)
        if setting and trial.disease in atlas.diseases and trial.disease != setting.disease:
            path, line = atlas.where(trial, "disease")
            yield Problem(path, line, "fits-setting", f"disease must be the setting's, '{setting.disease}' (it is '{trial.disease}')")


def met_agrees(atlas: Atlas) -> Iterator[Problem]:
    """A trial's met says what the tests of the primary results say, or met_apart says why not."""
    for trial in atlas.trials.values():
        must = _met(trial)
        if must and trial.met_apart is None:
            path, line = atlas.where(trial, "met")
            yield Problem(path, line, "met-agrees", f"{must} (it is '{trial.met}'), or met_apart must say why not")
        if trial.met_apart is not None and not must:
            path, line = atlas.where(trial, "met_apart")
            yield Problem(path, line, "met-agrees", "met_apart must go: the tests of the primary results agree with met")


def _met(trial: Trial) -> str:
    """What `met` must be by the tests of the primary results; empty where it is, or where they do not tell."""
    answers: dict[tuple[object, ...], set[str]] = {}
    against = False
    for result in trial.results:
        effect = result.effect
        if effect is None or result.role not in ("primary", "co-primary") or result.estimand is not None:
            continue
        name = result.name.en if result.name else None
        answers.setdefault((result.endpoint, result.population, effect.compares, name), set()).add(effect.significant)
        value, measured = decimal(effect.value), effect.measure == "hr"
        against |= bool(measured and value is not None and value > 1)
    # A boundary once crossed is crossed: an interim look that missed it comes before.
    found = {"yes" if "yes" in looks else "no" for looks in answers.values() if looks & {"yes", "no"}}
    every = {key[0] for key in answers} >= set(trial.primary_endpoints) and len(answers) > 0
    tested = all(looks & {"yes", "no"} for looks in answers.values())
    match trial.met:
        case "yes" if "no" in found:
            return "met must be partly or no: a primary result did not cross its boundary"
        case "no" | "worse" if "yes" in found and not (trial.met == "worse" and against):
            return "met must be yes or partly: a primary result crossed its boundary"
        case "worse" if answers and not against:
            return "met must be no: no primary result favours the control"
        case "not tested" | "not reported" if found:
            return "met must say what the primary results' tests say"
        case "partly" if every and tested and len(found) == 1:
            return f"met must be {next(iter(found))}: every primary result's test says so"
    return ""
