"""Recomputing published figures from what stands beside them, allowing for rounding.

In: a result, or a trial with all its results. Out: looks at its figures, each with whether they agree; `verdict` sums up a
result's as `consistent`, `inconsistent` or `cannot tell`. Rounding never accuses: every figure counts as the span that its last
printed digit leaves open. The tolerances beyond that are the widest departures among the trials entered so far, widened a little;
whatever departs further is printed only with a reason.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from ..schema import Result, Trial
from .analyses import across
from .counts import nested, shares, whole_patients
from .effects import centre, p_form, p_value, significance, width
from .look import Look, half_unit
from .survival import (
    direction,
    median_and_follow_up,
    median_in_interval,
    medians_alone,
    proportional,
    rates_and_median,
    rates_fall,
    ratio_of_medians,
)

__all__ = ["Look", "Verdict", "beside", "centre", "half_unit", "looks", "p_value", "verdict"]

Verdict = Literal["consistent", "inconsistent", "cannot tell"]


def looks(result: Result) -> list[Look]:
    """Every look that the result's figures allow."""
    found: list[Look | None] = [direction(result), ratio_of_medians(result), medians_alone(result)]
    for arm in result.arms:
        found += [median_in_interval(arm), median_and_follow_up(result, arm)]
        found += [*rates_fall(result, arm), *rates_and_median(result, arm), *whole_patients(result, arm)]
    if result.effect is not None:
        found += [centre(result.effect), p_value(result.effect), p_form(result.effect), significance(result.effect), *width(result)]
    return [look for look in [*found, *shares(result), *proportional(result)] if look is not None]


def verdict(result: Result) -> Verdict:
    """All looks agree, one does not, or there was nothing to look at."""
    found = looks(result)
    if not found:
        return "cannot tell"
    return "consistent" if all(look.agrees for look in found) else "inconsistent"


def beside(trial: Trial) -> Iterator[tuple[int, Look]]:
    """Looks at several results of a trial at once: number of the later result, and the look."""
    yield from across(trial)
    yield from nested(trial)
