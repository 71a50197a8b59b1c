"""Figures that a sentence can get wrong: effects, intervals, medians, rates, sizes, and the share that a count gives.

In: the Atlas, the words of templates/twins.yml, a language. Out: `Fact`s. A wrong figure is none that any analysis of the question gives.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal

from ..records import Atlas
from ..schema import Effect, Result, Trial, decimal
from ..schema.trial import ArmResult
from .fact import Fact, Words, changed, pick, trials

ENDPOINTS = frozenset({"os", "pfs", "efs", "dfs", "rfs"})
"""End points whose names templates/twins.yml gives."""


def current(atlas: Atlas, endpoints: frozenset[str]) -> Iterator[tuple[Trial, Result]]:
    """The results that stand, of all patients, for some end points."""
    for trial in trials(atlas):
        for result in trial.results:
            if result.current and result.population == "itt" and result.endpoint in endpoints and result.estimand is None:
                yield trial, result


def arm(trial: Trial, identity: str, language: str) -> str:
    return str(getattr(next(one.label for one in trial.arms if one.id == identity), language))


def effects(trial: Trial, endpoint_: str) -> list[Effect]:
    return [one.effect for one in trial.results if one.endpoint == endpoint_ and one.effect is not None]


def alone(trial: Trial) -> bool:
    """Whether the trial has two arms, so that a sentence need not say which comparison it means."""
    return len(trial.arms) == 2


def arms_of(trial: Trial, result: Result) -> Iterator[ArmResult]:
    for one in result.arms:
        if next(arm for arm in trial.arms if arm.id == one.arm).role != "control":
            yield one


def figure(atlas: Atlas, words: Words, language: str) -> Iterator[Fact]:
    for trial, result in current(atlas, ENDPOINTS):
        effect = result.effect
        if effect is None or effect.measure != "hr" or (right := decimal(effect.value)) is None or not alone(trial):
            continue
        known = {value for one in effects(trial, result.endpoint) if (value := decimal(one.value)) is not None}
        if wrong := changed(effect.value, known | {right}, trial.id, language):
            yield Fact(f"{trial.id}-{result.id}", (trial.id,), {
                "trial": trial.acronym, "endpoint": words["endpoint"][result.endpoint][language],
                "arm": arm(trial, effect.compares[0], language), "other": arm(trial, effect.compares[1], language),
            }, wrong, effect.value)


def interval(atlas: Atlas, words: Words, language: str) -> Iterator[Fact]:
    dash = "～" if language == "zh" else "–"
    for trial, result in current(atlas, ENDPOINTS):
        effect = result.effect
        if effect is None or effect.ci is None or effect.measure != "hr" or effect.level != "95" or not alone(trial):
            continue
        low, high = effect.ci
        if decimal(low) is None or decimal(high) is None or decimal(effect.value) is None:
            continue
        known = {value for one in effects(trial, result.endpoint) for bound in one.ci or () if (value := decimal(bound)) is not None}
        if (wrong := changed(high, known, trial.id, language)) and Decimal(wrong) > Decimal(effect.value):
            yield Fact(f"{trial.id}-{result.id}", (trial.id,), {
                "trial": trial.acronym, "endpoint": words["endpoint"][result.endpoint][language], "value": effect.value,
            }, f"{low}{dash}{wrong}", f"{low}{dash}{high}")


def median(atlas: Atlas, words: Words, language: str) -> Iterator[Fact]:
    for trial, result in current(atlas, frozenset({"os", "pfs", "efs"})):
        known = {
            value for one in trial.results if one.endpoint == result.endpoint for each in one.arms
            if (value := decimal(each.median)) is not None
        }
        for one in arms_of(trial, result):
            if decimal(one.median) is not None and (wrong := changed(str(one.median), known, trial.id, language)):
                yield Fact(f"{trial.id}-{result.id}-{one.arm}", (trial.id,), {
                    "trial": trial.acronym, "endpoint": words["endpoint"][result.endpoint][language], "arm": arm(trial, one.arm, language),
                }, wrong, str(one.median))


def rate(atlas: Atlas, words: Words, language: str) -> Iterator[Fact]:
    for trial, result in current(atlas, frozenset({"orr"})):
        known = {
            value for one in trial.results if one.endpoint == "orr" for each in one.arms for share in each.rates
            if (value := decimal(share.value)) is not None
        }
        for one in arms_of(trial, result):
            right = one.rates[0].value if one.rates else ""
            if re.fullmatch(r"[\d.]+", right) and (wrong := changed(right, known, trial.id, language)) and Decimal(wrong) < 96:
                yield Fact(f"{trial.id}-{result.id}-{one.arm}", (trial.id,), {
                    "trial": trial.acronym, "arm": arm(trial, one.arm, language),
                }, wrong, right)


def size(atlas: Atlas, words: Words, language: str) -> Iterator[Fact]:
    for trial in trials(atlas):
        if trial.n_randomised and trial.allocation == "randomised":
            known = {Decimal(n) for n in [trial.n_randomised, *(one.n for one in trial.arms), *(one.n for one in trial.populations)] if n}
            if wrong := changed(str(trial.n_randomised), known, trial.id, language):
                yield Fact(trial.id, (trial.id,), {"trial": trial.acronym}, wrong, str(trial.n_randomised))


def arithmetic(atlas: Atlas, words: Words, language: str) -> Iterator[Fact]:
    for trial, result in current(atlas, frozenset({"orr"})):
        for one in arms_of(trial, result):
            if not one.n or not one.events or one.n < 20:
                continue
            right = (Decimal(100 * one.events) / one.n).quantize(Decimal("0.1"), ROUND_HALF_UP)
            more = [right + Decimal(points) for points in ("9.7", "13.2", "18.4")]
            if others := [str(other) for other in more if other < 100]:
                wrong = pick(others, trial.id, language)
                yield Fact(f"{trial.id}-{result.id}-{one.arm}", (trial.id,), {
                    "trial": trial.acronym, "arm": arm(trial, one.arm, language), "n": str(one.n), "events": str(one.events),
                }, wrong, str(right))
