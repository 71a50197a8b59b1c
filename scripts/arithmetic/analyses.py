"""Looks at successive analyses of one end point: medians and landmark rates hardly move, intervals narrow, events grow.

In: a trial. Out: the number of a result, and the look at it beside an earlier one.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import log, sqrt

from ..schema import Arm, Result, Trial, decimal
from ..schema.trial import ArmResult
from .effects import EVENTS_WIDTH, p_by_patients, standard_errors, wide_enough
from .look import Look, Span, span
from .survival import FALLING

# Of the log: how far a median moves from one analysis to the next; from an interim analysis it may rise as the curve ripens.
MOVES, RIPENS = log(1.3), log(2)
# How many times longer a median may be in one population of a trial than in another, in the same arm; the most entered is 2.31.
POPULATIONS = 2.4
# Percent: how far a landmark rate moves between analyses, and rises at a later landmark of a later analysis.
RATE_MOVES = 2.0
# Of the standard error: how far an interval may widen with more events (strata and rounding of one digit).
WIDENS = 1.05
# Of the standard error that all patients would give: where both medians are reached, a third of them and more had the event; the most
# among those entered is 1.69. Where they are not, half of that again and more is seen.
REACHED, UNREACHED = 1.8, 4.0
EVENT_ENDPOINTS = frozenset({"pfs", "pfs2", "efs", "dfs", "rfs", "idfs", "dmfs", "ttp", "ffs"})
"""End points that death ends too, so that their medians are not longer than that of overall survival."""


def across(trial: Trial) -> Iterator[tuple[int, Look]]:
    """Every look at a result beside an earlier one, and at its interval beside the patients assigned."""
    seen: dict[tuple[object, ...], list[Result]] = {}
    assigned = {arm.id: arm for arm in trial.arms}
    survival: dict[tuple[str, str], list[tuple[str, float]]] = {}
    for result in trial.results:
        for arm in result.arms if result.endpoint == "os" and result.estimand is None else ():
            if (median := decimal(arm.median)) is not None:
                survival.setdefault((result.population, arm.arm), []).append((result.id, float(median)))
    for i, result in enumerate(trial.results):
        if result.estimand is not None:
            continue
        yield from ((i, look) for look in (*_assigned(result, assigned), *_survived(result, survival)))
        key = (result.endpoint, result.name.en if result.name else None, result.assessor)
        for earlier in seen.setdefault(key, []):
            if earlier.population == result.population:
                yield from ((i, look) for look in _pair(earlier, result))
            else:
                yield from ((i, look) for look in _populations(earlier, result))
        seen[key].append(result)


def _assigned(result: Result, assigned: dict[str, Arm]) -> Iterator[Look]:
    """All patients: not more analysed than assigned, and an interval no narrower than all of them could give."""
    if result.population != "itt":
        return
    for arm in result.arms:
        total = assigned[arm.arm].n if arm.arm in assigned else None
        if arm.n is not None and total is not None and result.endpoint in FALLING:
            yield Look("analyses", arm.n <= total, f"{arm.arm}: {arm.n} analysed of {total} assigned")
    if result.effect is not None:
        both = [assigned[arm].n for arm in result.effect.compares if arm in assigned]
        if len(both) == 2 and both[0] and both[1]:
            medians = {arm.arm: decimal(arm.median) for arm in result.arms}
            most = REACHED if all(medians.get(arm) for arm in result.effect.compares) else UNREACHED
            expected = sqrt(1 / both[0] + 1 / both[1])
            looks = (
                wide_enough(result.effect, both[0], both[1], "patients assigned", most),
                p_by_patients(result.effect, Span(EVENTS_WIDTH[0] * expected, most * expected)),
            )
            yield from (look for look in looks if look is not None)


def _survived(result: Result, medians: dict[tuple[str, str], list[tuple[str, float]]]) -> Iterator[Look]:
    """The medians of an end point that death ends too, against those of overall survival of the same patients."""
    for arm in result.arms:
        value = decimal(arm.median)
        longest = max(medians.get((result.population, arm.arm), []), key=lambda one: one[1], default=None)
        if value is not None and longest is not None and result.endpoint in EVENT_ENDPOINTS:
            told = f"{arm.arm}: median {arm.median}, of overall survival {longest[1]:g} ({longest[0]})"
            yield Look("analyses", float(value) <= longest[1], told)


def _pair(earlier: Result, later: Result) -> Iterator[Look]:
    """Two analyses of one population: the later interval is no wider, medians and rates hardly move, events grow."""
    before, after = earlier.effect, later.effect
    if before and after and before.compares == after.compares and before.measure == after.measure == "hr":
        one, other = standard_errors(before), standard_errors(after)
        if one is not None and other is not None:
            told = f"{later.id} {'-'.join(after.ci or ())}, {earlier.id} {'-'.join(before.ci or ())}"
            yield Look("analyses", other.low <= WIDENS * one.high, told)
    arms = {arm.arm: arm for arm in earlier.arms}
    for arm in later.arms:
        old = arms.get(arm.arm)
        if old is None or later.endpoint not in FALLING:
            continue
        yield from _medians(earlier, old, arm)
        yield from _rates(earlier, old, arm)
        if old.events is not None and arm.events is not None:
            yield Look("analyses", old.events <= arm.events, f"{arm.arm}: {arm.events} events after {old.events} ({earlier.id})")


def _populations(one: Result, other: Result) -> Iterator[Look]:
    """The medians of one arm in two populations."""
    arms = {arm.arm: decimal(arm.median) for arm in one.arms}
    for arm in other.arms:
        first, second = arms.get(arm.arm), decimal(arm.median)
        if first and second:
            apart = max(first, second) / min(first, second)
            told = f"{arm.arm}: median {second} in {other.population}, {first} in {one.population} ({one.id})"
            yield Look("analyses", float(apart) <= POPULATIONS, told)


def _medians(earlier: Result, old: ArmResult, new: ArmResult) -> Iterator[Look]:
    one, other = decimal(old.median), decimal(new.median)
    if one and other:
        moved = log(float(other) / float(one))
        most = RIPENS if earlier.analysis == "interim" else MOVES
        yield Look("analyses", -MOVES <= moved <= most, f"{new.arm}: median {new.median} after {old.median} ({earlier.id})")


def _rates(earlier: Result, old: ArmResult, new: ArmResult) -> Iterator[Look]:
    for one in old.rates:
        for other in new.rates:
            before, after = span(one.value), span(other.value)
            if one.at is None or other.at is None or before is None or after is None:
                continue
            told = f"{new.arm}: {other.value}% at {other.at} months, {one.value}% at {one.at} ({earlier.id})"
            sooner, later = float(one.at), float(other.at)
            if sooner == later:
                yield Look("analyses", abs(float(other.value) - float(one.value)) <= RATE_MOVES, told)
            elif sooner < later:
                yield Look("analyses", after.low <= before.high + RATE_MOVES, told)
            else:
                yield Look("analyses", before.low <= after.high + RATE_MOVES, told)


