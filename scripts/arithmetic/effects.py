"""Looks at one comparison: its value, interval, level and p-value against one another, and against patients and events.

- A ratio lies at the geometric centre of its Wald interval, at the interval's own level (Altman DG, Bland JM. BMJ
  2011;343:d2090: SE = (ln upper − ln lower) / 2z).
- The p-value agrees with that interval (Altman & Bland 2011, d2304: z = |ln value| / SE), two- or one-sided.
- The standard error of a log hazard ratio is about √(1/events + 1/events) of its arms (Parmar MKB, Torri V, Stewart L. Stat Med
  1998;17:2815), and not less than the same of all patients.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from math import exp, log, sqrt
from statistics import NormalDist

from ..schema import Effect, Result, decimal
from .look import Look, Span, span

NORMAL = NormalDist()
RATIOS = ("hr", "or", "rr")
DIFFERENCES = ("rate-difference", "mean-difference")
# Tests whose p-value is not that of a ratio of 1.
OTHER_QUESTIONS = ("non-inferiority", "interaction")
# Of a standard error, beyond rounding. Cox intervals in reports are Wald ones; of 349 entered, 4 depart at all, the most by 0.04
# but for one misprint. A turned digit moves the centre by about a whole standard error.
CENTRE_TOLERANCE = 0.06
# The same for a difference, whose interval is often a score interval; the five entered depart by 0.1 of a standard error at most.
DIFFERENCE_TOLERANCE = 0.2
# Of the z-statistic, beyond rounding: log-rank against Wald, stratified against unstratified. Of 141 entered, 4 depart, by 0.05 at most
# but for one that is no Cox estimate.
Z_TOLERANCE = 0.15
# Of the standard error that events or patients give: strata and covariates add some percent, rounding is allowed for apart.
EVENTS_WIDTH = (0.97, 1.2)
SMALL = 1e-9
# A bound of p ends with its first digit that is not 0, as journals print it: P<0.001, P<0.05; 0.010 is 0.001 mistyped.
BOUND_OF_P = re.compile(r"0?\.0*[1-9]|1")


def positive(text: str | None) -> Span | None:
    """The span of a number that must be more than 0; None where it is not."""
    value = decimal(text)
    return span(text, SMALL) if value is not None and value > 0 else None


def standard_errors(effect: Effect) -> Span | None:
    """Of the log ratio, from the interval at its own level, as wide and as narrow as rounding leaves open."""
    if effect.ci is None or effect.measure not in RATIOS:
        return None
    low, high = positive(effect.ci[0]), positive(effect.ci[1])
    if low is None or high is None or high.low <= low.low or effect.level is None:
        return None
    z = 2 * NORMAL.inv_cdf(0.5 + float(effect.level) / 200)
    return Span(max(log(high.low / low.high) / z, SMALL), log(high.high / low.low) / z)


def standard_error(effect: Effect) -> float | None:
    """The middle of these."""
    found = standard_errors(effect)
    return None if found is None else (found.low + found.high) / 2


def centre(effect: Effect) -> Look | None:
    """A ratio against the geometric centre of its interval, a difference against the arithmetic one."""
    if effect.measure in DIFFERENCES:
        return _centre_of_difference(effect)
    se, value = standard_error(effect), positive(effect.value)
    if se is None or value is None or effect.ci is None:
        return None
    low, high = positive(effect.ci[0]), positive(effect.ci[1])
    assert low is not None
    assert high is not None
    least, most = log(low.low * high.low) / 2, log(low.high * high.high) / 2
    gap = max(0.0, least - log(value.high), log(value.low) - most)
    return Look("centre", gap <= CENTRE_TOLERANCE * se, f"{effect.value} ~ {exp((least + most) / 2):.3f}")


def _centre_of_difference(effect: Effect) -> Look | None:
    ends = [span(bound) for bound in effect.ci or ()]
    value = span(effect.value)
    if len(ends) != 2 or ends[0] is None or ends[1] is None or value is None or effect.level is None:
        return None
    least, most = (ends[0].low + ends[1].low) / 2, (ends[0].high + ends[1].high) / 2
    se = (ends[1].high - ends[0].low) / (2 * NORMAL.inv_cdf(0.5 + float(effect.level) / 200))
    gap = max(0.0, least - value.high, value.low - most)
    return Look("centre", gap <= DIFFERENCE_TOLERANCE * se, f"{effect.value} ~ {(least + most) / 2:.1f}")


def p_value(effect: Effect) -> Look | None:
    """The printed p against the one that the interval implies."""
    se, value = standard_errors(effect), positive(effect.value)
    if se is None or value is None or effect.p is None or effect.p_for in OTHER_QUESTIONS:
        return None
    ends = (abs(log(value.low)), abs(log(value.high)))
    z = Span(0.0 if value.low < 1 < value.high else min(ends) / se.high, max(ends) / se.low)
    agrees = any(_p_agrees(effect, z, sides) for sides in ({"one": (1,), "two": (2,)}.get(effect.p_sided, (1, 2))))
    middle = (z.low + z.high) / 2
    return Look("p", agrees, f"P{effect.p_operator}{effect.p} ~ {2 * (1 - NORMAL.cdf(middle)):.2g}")


def p_by_patients(effect: Effect, se: Span) -> Look | None:
    """The printed p of a hazard ratio without interval, against the standard errors that its patients allow."""
    value = positive(effect.value)
    if effect.ci is not None or value is None or effect.measure != "hr":
        return None
    if effect.p is None or effect.p_for in OTHER_QUESTIONS:
        return None
    ends = (abs(log(value.low)), abs(log(value.high)))
    z = Span(0.0 if value.low < 1 < value.high else min(ends) / se.high, max(ends) / se.low)
    agrees = any(_p_agrees(effect, z, sides) for sides in ({"one": (1,), "two": (2,)}.get(effect.p_sided, (1, 2))))
    return Look("p", agrees, f"P{effect.p_operator}{effect.p} of HR {effect.value}")


def _p_agrees(effect: Effect, z: Span, sides: int) -> bool:
    printed = span(effect.p, 0.0)
    assert printed is not None
    if effect.p_operator in ("<", "≤"):
        return z.high + Z_TOLERANCE >= _z(printed.high, sides)
    if effect.p_operator == ">":
        return z.low - Z_TOLERANCE <= _z(printed.low, sides)
    return z.low - Z_TOLERANCE <= _z(printed.low, sides) and _z(printed.high, sides) <= z.high + Z_TOLERANCE


def _z(p: float, sides: int) -> float:
    """The z-statistic of a p-value; a p of 0 as printed is some small one."""
    return abs(NORMAL.inv_cdf(1 - min(max(p / sides, 1e-15), 0.5)))


def p_form(effect: Effect) -> Look | None:
    """A bound of p as journals print one."""
    if effect.p is None or effect.p_operator != "<":
        return None
    return Look("p", BOUND_OF_P.fullmatch(effect.p) is not None, f"P<{effect.p}")


def significance(effect: Effect) -> Look | None:
    """A p-value against its boundary, or against 0.05 where that was crossed."""
    p = decimal(effect.p)
    if p is None or effect.significant not in ("yes", "no") or effect.p_operator != "=":
        return None
    boundary = re.search(r"0\.[0-9]+", effect.boundary or "")
    if boundary:
        crossed = float(p) <= float(boundary[0])
        return Look("significance", crossed == (effect.significant == "yes"), f"P={effect.p}, boundary {boundary[0]}")
    return Look("significance", float(p) <= 0.05, f"P={effect.p}") if effect.significant == "yes" else None


def width(result: Result) -> Iterator[Look]:
    """The interval of a hazard ratio against the events, and against the patients, of the arms compared."""
    assert result.effect is not None
    arms = {arm.arm: arm for arm in result.arms}
    pair = [arms.get(arm) for arm in result.effect.compares]
    events = [arm.events for arm in pair if arm is not None and arm.events]
    patients = [arm.n for arm in pair if arm is not None and arm.n]
    if len(events) == 2 and (look := wide_enough(result.effect, events[0], events[1], "events", EVENTS_WIDTH[1])):
        yield look
    if len(patients) == 2 and (look := wide_enough(result.effect, patients[0], patients[1], "patients", None)):
        yield look


def wide_enough(effect: Effect, one: int, other: int, of: str, most: float | None) -> Look | None:
    """A standard error against √(1/one + 1/other), and at most so many times that."""
    se = standard_errors(effect)
    if se is None or effect.measure != "hr":
        return None
    expected = sqrt(1 / one + 1 / other)
    agrees = se.high >= EVENTS_WIDTH[0] * expected and (most is None or se.low <= most * expected)
    return Look("width", agrees, f"{effect.ci[0]}-{effect.ci[1]} with {one} and {other} {of}" if effect.ci else "")
