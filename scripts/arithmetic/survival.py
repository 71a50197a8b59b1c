"""Looks at medians and landmark rates: against their intervals, one another, and the hazard ratio."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise
from math import log

from ..schema import TIME_TO_EVENT, Result, decimal
from ..schema.trial import ArmResult, Rate
from .effects import positive, standard_error
from .look import Look, span

FALLING = TIME_TO_EVENT | {"dor"}
"""End points whose landmark rates only fall with time."""
# Of the log: under exponential survival the ratio of medians is 1/HR. Real curves cross, part late or level off, most of all those
# of progression, whose steps are the scans'; so much beside so many standard errors is the most that the trials entered show.
OVERALL, PROGRESSION = (0.3, 1.8), (0.65, 0.6)
# Months of a median beyond which a curve has levelled off, so that a little more of the log is open to the ratio.
LEVEL, LEVELLED = 48.0, 0.25
# How many times longer one arm's median may be than another's where no ratio is printed (4.04), and than its own lower bound (3.6).
APART, ABOVE_BOUND = 4.5, 4.0
# Shape k of a Weibull curve through median and landmark, S(t) = 0.5^((t/median)^k); the trials entered lie between 0.24 and 2.43.
SHAPE = (0.2, 2.6)
# Of the median follow-up: a median beyond so many times that of all patients is none; the most among those entered is 2.04.
BEYOND = 2.2
# Standard error of a log hazard ratio without interval, for the tolerance of its medians: some 180 events.
COMMON_ERROR = 0.15
# Of the log: so near to the median a curve's steps decide on which side of a half it lies, and nearby what shape it seems to have.
NEAR, NEARBY = 0.1, 0.25
# Of the log: how far the hazard ratio that two landmark rates give may lie from the one printed, by later landmarks and by early ones,
# at which few events have happened; the most among those entered is 0.39 and 0.59.
HAZARDS_TOLERANCE, EARLY_TOLERANCE = 0.45, 0.8
FEW_EVENTS = 85
"""Percent without event at a landmark above which it counts as early."""


def pair(result: Result) -> tuple[ArmResult, ArmResult] | None:
    """The figures of the two arms compared, in that order."""
    arms = {arm.arm: arm for arm in result.arms}
    if result.effect is None or not all(arm in arms for arm in result.effect.compares):
        return None
    first, second = result.effect.compares
    return arms[first], arms[second]


def direction(result: Result) -> Look | None:
    """A hazard ratio whose interval excludes 1 against the order of the medians; equal medians say nothing."""
    effect, both = result.effect, pair(result)
    if effect is None or both is None or effect.measure != "hr" or effect.ci is None or result.endpoint not in TIME_TO_EVENT:
        return None
    first, second = (decimal(arm.median) for arm in both)
    value, low, high = decimal(effect.value), decimal(effect.ci[0]), decimal(effect.ci[1])
    if first is None or second is None or value is None or low is None or high is None or first == second or low <= 1 <= high:
        return None
    return Look("direction", (value < 1) == (first > second), f"HR {effect.value}; {first} / {second}")


def ratio_of_medians(result: Result) -> Look | None:
    """The ratio of the medians against the hazard ratio."""
    effect, both = result.effect, pair(result)
    if effect is None or both is None or effect.measure != "hr" or result.endpoint not in TIME_TO_EVENT:
        return None
    first, second, value = positive(both[0].median), positive(both[1].median), positive(effect.value)
    if first is None or second is None or value is None:
        return None
    least, most = log(first.low / second.high * value.low), log(first.high / second.low * value.high)
    off = 0.0 if least <= 0 <= most else min(abs(least), abs(most))
    fixed, errors = OVERALL if result.endpoint == "os" else PROGRESSION
    fixed += LEVELLED if max(first.high, second.high) > LEVEL else 0.0
    se = standard_error(effect)
    agrees = off <= fixed + errors * (se if se is not None else COMMON_ERROR)
    return Look("median", agrees, f"{both[0].median}/{both[1].median}, HR {effect.value}")


def median_in_interval(arm: ArmResult) -> Look | None:
    """A median lies inside its own interval."""
    if arm.median_ci is None or (value := decimal(arm.median)) is None:
        return None
    low, high = decimal(arm.median_ci[0]), decimal(arm.median_ci[1])
    inside = (low is None or low <= value <= low * Decimal(str(ABOVE_BOUND))) and (high is None or value <= high)
    return Look("median", inside, f"{arm.median} ({arm.median_ci[0]}-{arm.median_ci[1]})")


def median_and_follow_up(result: Result, arm: ArmResult) -> Look | None:
    """A median lies within what the follow-up can show."""
    median, followed = decimal(arm.median), decimal(arm.median_follow_up) or decimal(result.median_follow_up)
    if median is None or not followed:
        return None
    return Look("median", float(median) <= BEYOND * float(followed), f"{arm.arm}: median {median}, follow-up {followed} months")


def medians_alone(result: Result) -> Look | None:
    """The medians of arms that no ratio compares."""
    found = [float(value) for arm in result.arms if (value := decimal(arm.median))]
    if len(found) < 2 or (result.effect is not None and decimal(result.effect.value) is not None):
        return None
    return Look("median", max(found) <= APART * min(found), " / ".join(arm.median or "-" for arm in result.arms))


def landmarks(arm: ArmResult) -> list[tuple[float, Rate]]:
    """The rates at landmarks, by month."""
    found = [(float(rate.at), rate) for rate in arm.rates if rate.at is not None and decimal(rate.value) is not None]
    return sorted(found, key=lambda one: one[0])


def rates_fall(result: Result, arm: ArmResult) -> Iterator[Look]:
    """Of two landmark rates the later is not higher."""
    if result.endpoint not in FALLING:
        return
    found = landmarks(arm)
    for (_, one), (_, other) in pairwise(found):
        before, after = span(one.value), span(other.value)
        assert before is not None
        assert after is not None
        yield Look("rate", after.low <= before.high, f"{one.value}% at {one.at}, {other.value}% at {other.at} months")


def rates_and_median(result: Result, arm: ArmResult) -> Iterator[Look]:
    """Before the median more than half are without event, after it fewer, and the curve between is no cliff and no plain."""
    if result.endpoint not in FALLING or arm.median is None:
        return
    median = span(arm.median)
    for month, rate in landmarks(arm):
        share = span(rate.value)
        assert share is not None
        told = f"{rate.value}% at {rate.at} months, median {arm.median}"
        if median is None:
            if arm.median == "NR":
                yield Look("rate", share.high >= 50, told)
            continue
        if median.low <= 0:
            continue
        before, after = month < median.low * (1 - NEAR), month > median.high * (1 + NEAR)
        sides = not (before and share.high < 50) and not (after and share.low > 50)
        middle = (median.low + median.high) / 2
        steep = log(month / middle)
        shape = log(log(share.low / 100) / log(0.5)) / steep if abs(steep) > NEARBY and 0 < share.low < 100 else 1.0
        yield Look("rate", sides and SHAPE[0] <= shape <= SHAPE[1], told)


def proportional(result: Result) -> Iterator[Look]:
    """The hazard ratio that two arms' rates at one landmark give (ln S1 / ln S0) against the one printed."""
    effect, both = result.effect, pair(result)
    if effect is None or both is None or effect.measure != "hr" or result.endpoint not in FALLING:
        return
    value = positive(effect.value)
    for month, one in landmarks(both[0]):
        for other_month, other in landmarks(both[1]):
            first, second = span(one.value), span(other.value)
            if month != other_month or value is None or first is None or second is None:
                continue
            if not (first.low > 0 and first.high < 100 and second.low > 0 and second.high < 100):
                continue
            least = log(log(first.high / 100) / log(second.low / 100) / value.high)
            most = log(log(first.low / 100) / log(second.high / 100) / value.low)
            off = 0.0 if least <= 0 <= most else min(abs(least), abs(most))
            told = f"{one.value}% and {other.value}% at {one.at} months, HR {effect.value}"
            most_off = EARLY_TOLERANCE if max(first.high, second.high) > FEW_EVENTS else HAZARDS_TOLERANCE
            yield Look("hazards", off <= most_off, told)
