"""Looks at shares of patients: events of n against their percentage, percentages against whole patients, and harms within harms."""

from __future__ import annotations

from collections.abc import Iterator

from ..schema import TIME_TO_EVENT, Result, Trial, decimal
from ..schema.trial import ArmResult
from .look import Look, half_unit, span

SLACK = 0.05
"""Percent. Some reports round a half down, or round twice."""

WITHIN = (
    ("ae-any", "ae-grade3plus"), ("ae-any", "ae-grade3to4"), ("ae-grade3plus", "ae-grade3to4"), ("ae-grade3plus", "ae-death"),
    ("trae-any", "trae-grade3plus"), ("trae-any", "trae-grade3to4"), ("trae-grade3plus", "trae-grade3to4"),
    ("trae-grade3plus", "trae-death"), ("ae-any", "trae-any"), ("ae-grade3plus", "trae-grade3plus"), ("ae-grade3to4", "trae-grade3to4"),
    ("sae", "tr-sae"), ("ae-discontinuation", "trae-discontinuation"), ("ae-death", "trae-death"), ("ae-any", "sae"),
    ("irae-any", "irae-grade3plus"), ("irae-any", "irae-grade3to4"), ("irae-grade3plus", "irae-grade3to4"), ("ae-any", "irae-any"),
    ("pneumonitis-any", "pneumonitis-grade3plus"), ("crs-any", "crs-grade3plus"), ("icans-any", "icans-grade3plus"),
    ("dcr", "orr"), ("orr", "cr"), ("mpr", "pcr"), ("orr", "durable-response"),
)
"""End points of which the first holds every patient of the second."""


def shares(result: Result) -> Iterator[Look]:
    """Events of n against an overall percentage."""
    if result.endpoint in TIME_TO_EVENT:
        return
    for arm in result.arms:
        for rate in arm.rates:
            if rate.at is None and arm.n and arm.events is not None and (value := decimal(rate.value)) is not None:
                exact = 100 * arm.events / arm.n
                allowed = half_unit(rate.value) + 1e-9 + SLACK
                yield Look("share", abs(exact - float(value)) <= allowed, f"{arm.events}/{arm.n} = {exact:.1f}%, {rate.value}%")


def whole_patients(result: Result, arm: ArmResult) -> Iterator[Look]:
    """An overall percentage is one that some whole number of the arm's patients gives (Brown NJL, Heathers JAJ. Soc Psychol
    Personal Sci 2017;8:363)."""
    if result.endpoint in TIME_TO_EVENT or not arm.n or arm.events is not None:
        return
    for rate in arm.rates:
        value = span(rate.value)
        if rate.at is not None or value is None:
            continue
        near = round((value.low + value.high) / 200 * arm.n)
        agrees = any(value.low - SLACK - 1e-9 <= 100 * k / arm.n <= value.high + SLACK + 1e-9 for k in (near - 1, near, near + 1))
        yield Look("share", agrees, f"{rate.value}% of {arm.n} is no whole number of patients")


def nested(trial: Trial) -> Iterator[tuple[int, Look]]:
    """What is part of something is not more of it: grade 3 of any grade, treatment-related of all, complete of all responses."""
    for wide, narrow in WITHIN:
        for i, inner in enumerate(trial.results):
            for outer in trial.results:
                if inner.endpoint != narrow or outer.endpoint != wide or not _alike(inner, outer):
                    continue
                for arm in inner.arms:
                    for other in outer.arms:
                        less, more = _overall(arm), _overall(other)
                        if arm.arm == other.arm and less is not None and more is not None:
                            told = f"{arm.arm}: {narrow} {arm.rates[0].value}% within {wide} {other.rates[0].value}% ({outer.id})"
                            yield i, Look("harms", less[0] <= more[1], told)


def _alike(one: Result, other: Result) -> bool:
    """Whether two results are of one analysis: same report, population, cut-off, and no name of their own."""
    same = (one.cite, one.population, one.data_cutoff, one.estimand, one.assessor) == (
        other.cite, other.population, other.data_cutoff, other.estimand, other.assessor)
    return same and (one.name is None) and (other.name is None)


def _overall(arm: ArmResult) -> tuple[float, float] | None:
    """Least and most of an arm's one overall rate."""
    value = span(arm.rates[0].value) if len(arm.rates) == 1 and arm.rates[0].at is None else None
    return None if value is None else (value.low, value.high)


