"""Which of a trial's results stand for it: on its card, in a list, in a plot.

In: a trial. Out: some of its results, in the order of the record.
"""

from __future__ import annotations

from ..schema import Result, Trial, decimal


def main_populations(trial: Trial) -> set[str]:
    """The populations that the trial's answer rests on: those of its primary results, and all patients."""
    return {"itt"} | {r.population for r in trial.results if r.role in ("primary", "co-primary")}


def key_results(trial: Trial) -> list[Result]:
    """What the card shows: current results of the primary end points and of overall survival, main populations only."""
    shown: list[Result] = []
    for result in trial.results:
        primary = result.role in ("primary", "co-primary")
        survival = result.endpoint == "os" and result.population in main_populations(trial)
        if result.current and (primary or survival) and result.estimand is None:
            shown += [*([] if result.effect else latest_effect(trial, result)), result]
    return sorted(shown, key=lambda r: r.role not in ("primary", "co-primary"))


# The harm that a card shows: what treatment caused before what merely occurred, grade ≥3 before 3–4.
HEADLINE = ("trae-grade3plus", "trae-grade3to4", "ae-grade3plus", "ae-grade3to4", "irae-grade3plus", "irae-grade3to4", "crs-grade3plus")


def headline_harm(trial: Trial) -> list[Result]:
    """The current result that stands for a trial's harms; empty where none has rates."""
    found = [
        r for endpoint in HEADLINE for r in trial.results
        if r.endpoint == endpoint and r.current and any(arm.rates for arm in r.arms)
    ]
    return found[:1]


def latest_effect(trial: Trial, current: Result) -> list[Result]:
    """The last comparison of each pair of arms published before a current result that gives rates or medians alone.

    A pair that has a current comparison of its own is left out.
    """
    arms = {arm.arm for arm in current.arms}
    same = [
        r for r in trial.results
        if r.effect and r.estimand is None and r.endpoint == current.endpoint and r.population == current.population
    ]
    answered = {r.effect.compares for r in same if r.current and r.effect}
    earlier = {
        r.effect.compares: r for r in same
        if r.effect and not r.current and decimal(r.effect.value) is not None and r.effect.compares not in answered
        and (not arms or arms & set(r.effect.compares))
    }
    return list(earlier.values())


def comparisons(trial: Trial, endpoint: str) -> list[Result]:
    """What a forest plot draws of a trial: for each current answer its comparison, or the last ones published before it."""
    found = [
        shown
        for r in trial.results
        if r.current and r.endpoint == endpoint and r.population in main_populations(trial) and r.estimand is None
        for shown in ([r] if r.effect else latest_effect(trial, r))
    ]
    return list({r.id: r for r in found}.values())


def best(trial: Trial) -> Result | None:
    """The figure that stands for a trial in a list: its first primary end point, else overall survival."""
    for result in key_results(trial):
        if result.effect or any(arm.rates for arm in result.arms):
            return result
    return None
