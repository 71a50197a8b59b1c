"""Recomputing published effects from what stands beside them, allowing for rounding.

In: a result. Out: `consistent`, `inconsistent` or `cannot tell`, with the reasons. Four looks:

- a ratio lies at the geometric centre of its Wald interval, at the interval's own level
  (Altman DG, Bland JM. BMJ 2011;343:d2090: SE = (ln upper − ln lower) / 2z);
- the p-value agrees with that interval (Altman & Bland 2011, d2304: z = |ln value| / SE), two- or one-sided. Reports
  mix log-rank tests with Cox intervals and stratified with unstratified ones, so only gross disagreement counts;
- events of n give the printed percentage;
- a clear effect and clear medians point the same way.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from math import exp, log
from statistics import NormalDist
from typing import Literal

from .schema import TIME_TO_EVENT, Effect, Result, decimal
from .schema.trial import ArmResult

NORMAL = NormalDist()
# Of a standard error: Cox intervals in reports are Wald ones; what is left after rounding is asymmetry of profile,
# bootstrap or repeated-confidence intervals. A transposed digit moves the centre by about a whole standard error.
CENTRE_TOLERANCE = 0.35
# Of the z-statistic: log-rank against Wald and stratified against unstratified tests differ by tenths.
Z_TOLERANCE = 0.75
Verdict = Literal["consistent", "inconsistent", "cannot tell"]


@dataclass(frozen=True)
class Look:
    """The outcome of one look: what was compared and whether it agrees."""

    at: Literal["centre", "p", "share", "direction", "median"]
    agrees: bool
    detail: str


def half_unit(text: str) -> float:
    """Half of the last printed digit: what rounding may have taken or given."""
    return float(Decimal(1).scaleb(Decimal(text).as_tuple().exponent)) / 2  # type: ignore[arg-type]


def standard_error(effect: Effect) -> float | None:
    """Of the log ratio, from the interval at its own level."""
    if effect.ci is None or effect.measure not in ("hr", "or", "rr"):
        return None
    low, high = decimal(effect.ci[0]), decimal(effect.ci[1])
    if low is None or high is None or low <= 0 or high <= low:
        return None
    z = NORMAL.inv_cdf(0.5 + float(effect.level) / 200)
    return (log(float(high)) - log(float(low))) / (2 * z)


def centre(effect: Effect) -> Look | None:
    """A ratio against the geometric centre of its interval."""
    se, value = standard_error(effect), decimal(effect.value)
    if se is None or value is None or value <= 0 or effect.ci is None:
        return None
    low, high = (float(x) for x in effect.ci)
    dl, dh, dv = half_unit(effect.ci[0]), half_unit(effect.ci[1]), half_unit(effect.value)
    least = (log(max(low - dl, 1e-9)) + log(max(high - dh, 1e-9))) / 2
    most = (log(low + dl) + log(high + dh)) / 2
    v_low, v_high = log(max(float(value) - dv, 1e-9)), log(float(value) + dv)
    gap = max(0.0, least - v_high, v_low - most)
    return Look("centre", gap <= CENTRE_TOLERANCE * se, f"{effect.value} ~ {exp((least + most) / 2):.3f}")


def p_value(effect: Effect) -> Look | None:
    """The printed p against the one that the interval implies."""
    se, value, printed = standard_error(effect), decimal(effect.value), decimal(effect.p)
    if se is None or value is None or printed is None or value <= 0 or effect.p_for != "superiority":
        return None
    z = abs(log(float(value))) / se
    agrees = any(_p_agrees(effect, z, sides) for sides in ({"one": (1,), "two": (2,)}.get(effect.p_sided, (1, 2))))
    return Look("p", agrees, f"P{effect.p_operator}{effect.p} ~ {2 * (1 - NORMAL.cdf(z)):.2g}")


def _p_agrees(effect: Effect, z: float, sides: int) -> bool:
    printed = float(effect.p or 0)
    if effect.p_operator in ("<", "≤"):
        return z + Z_TOLERANCE >= NORMAL.inv_cdf(1 - printed / sides)
    if effect.p_operator == ">":
        return z - Z_TOLERANCE <= NORMAL.inv_cdf(1 - min(printed / sides, 0.999))
    if sides == 2 and printed >= 1:
        return z <= Z_TOLERANCE
    tail = min(max(printed / sides, 1e-15), 1 - 1e-9)
    return abs(abs(NORMAL.inv_cdf(1 - tail)) - z) <= Z_TOLERANCE


def shares(result: Result) -> Iterator[Look]:
    """Events of n against an overall percentage."""
    if result.endpoint in TIME_TO_EVENT:
        return
    for arm in result.arms:
        for rate in arm.rates:
            if rate.at is None and arm.n and arm.events is not None and (value := decimal(rate.value)) is not None:
                exact = 100 * arm.events / arm.n
                allowed = half_unit(rate.value) + 1e-9 + 0.05
                yield Look("share", abs(exact - float(value)) <= allowed, f"{arm.events}/{arm.n} = {exact:.1f}%, {rate.value}%")


def direction(result: Result) -> Look | None:
    """A hazard ratio whose interval excludes 1 against the order of the medians; equal medians say nothing."""
    effect = result.effect
    if effect is None or effect.measure != "hr" or effect.ci is None or result.endpoint not in TIME_TO_EVENT:
        return None
    arms = {arm.arm: arm for arm in result.arms}
    if not all(arm in arms for arm in effect.compares):
        return None
    first, second = (decimal(arms[arm].median) for arm in effect.compares)
    value, low, high = decimal(effect.value), decimal(effect.ci[0]), decimal(effect.ci[1])
    if None in (first, second, value, low, high) or first == second:
        return None
    if low <= 1 <= high:  # type: ignore[operator]
        return None
    return Look("direction", (value < 1) == (first > second), f"HR {effect.value}; {first} / {second}")  # type: ignore[operator]


def ratio_of_medians(result: Result) -> Look | None:
    """Medians against the hazard ratio: under any hazards the two stay within a factor of 2.5 of one another in reports.

    Under exponential survival the ratio of medians is 1/HR. Real curves depart from that, so only a ratio more than
    2.5 times off is called inconsistent; what is less is left alone.
    """
    effect = result.effect
    if effect is None or effect.measure != "hr" or result.endpoint not in TIME_TO_EVENT:
        return None
    arms = {arm.arm: arm for arm in result.arms}
    if not all(arm in arms for arm in effect.compares):
        return None
    first, second = (decimal(arms[arm].median) for arm in effect.compares)
    value = decimal(effect.value)
    if not first or not second or not value:
        return None
    off = abs(log(float(first) / float(second)) + log(float(value)))
    return Look("median", off <= log(2.5), f"{first}/{second}, HR {effect.value}")


def median_in_interval(arm: ArmResult) -> Look | None:
    """A median lies inside its own interval."""
    if arm.median_ci is None or (value := decimal(arm.median)) is None:
        return None
    low, high = decimal(arm.median_ci[0]), decimal(arm.median_ci[1])
    inside = (low is None or low <= value) and (high is None or value <= high)
    return Look("median", inside, f"{arm.median} ({arm.median_ci[0]}-{arm.median_ci[1]})")


def looks(result: Result) -> list[Look]:
    """Every look that the result's figures allow."""
    found: list[Look | None] = [direction(result), ratio_of_medians(result), *map(median_in_interval, result.arms)]
    if result.effect is not None:
        found += [centre(result.effect), p_value(result.effect)]
    return [look for look in found if look is not None] + list(shares(result))


def verdict(result: Result) -> Verdict:
    """All looks agree, one does not, or there was nothing to look at."""
    found = looks(result)
    if not found:
        return "cannot tell"
    return "consistent" if all(look.agrees for look in found) else "inconsistent"
