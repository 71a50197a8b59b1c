"""How many swapped digits the rules catch: every figure of every result with two neighbouring digits turned, one at a time.

In: the trials. Out: by kind of figure, how many such slips there are and which share of them breaks a rule that held before.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from types import MappingProxyType
from typing import Any

from scripts.checks import figures, trials
from scripts.problems import Problem
from scripts.records import Atlas
from scripts.schema import Trial

RULES: tuple[Callable[[Atlas], Iterator[Problem]], ...] = (
    trials.comparisons_compare, trials.effect_in_interval, trials.arms_add_up, trials.met_agrees, figures.arithmetic_holds,
)
"""The rules that look at figures of one trial."""
AIMS = {"value": 97, "lower bound": 97, "upper bound": 95, "median": 80, "p": 60, "rate": 50}
"""Percent, by kind of figure."""


@dataclass(frozen=True)
class Slip:
    """One figure with two digits turned: its kind, where it stands in its trial, and what is typed instead."""

    kind: str
    place: tuple[str | int, ...]
    text: str
    moves: float
    """By what share of itself the figure moves."""


def turned(text: str) -> Iterator[str]:
    """A figure with two neighbouring digits that differ turned; the point stays where it is."""
    for i, (one, other) in enumerate(pairwise(text)):
        if one.isdigit() and other.isdigit() and one != other:
            yield text[:i] + other + one + text[i + 2 :]


def slips(trial: Trial) -> Iterator[Slip]:
    """Every slip of the figures that a reader sees first."""
    for i, result in enumerate(trial.results):
        at: tuple[str | int, ...] = ("results", i)
        effect = result.effect
        if effect is not None:
            alone = "" if effect.ci else " without interval"
            yield from _slips(f"value{alone}", (*at, "effect", "value"), effect.value)
            for k, bound in enumerate(effect.ci or ()):
                yield from _slips(("lower bound", "upper bound")[k], (*at, "effect", "ci", k), bound)
            yield from _slips(f"p{alone}", (*at, "effect", "p"), effect.p)
        for a, arm in enumerate(result.arms):
            yield from _slips("median", (*at, "arms", a, "median"), arm.median)
            for r, rate in enumerate(arm.rates):
                yield from _slips("rate", (*at, "arms", a, "rates", r, "value"), rate.value)


def _slips(kind: str, place: tuple[str | int, ...], text: str | None) -> Iterator[Slip]:
    for wrong in turned(text or ""):
        yield Slip(kind, place, wrong, abs(float(wrong) / float(text or 1) - 1))


def changed(value: Any, place: tuple[str | int, ...], text: str) -> Any:
    """A record with one figure replaced."""
    if not place:
        return text
    first, *rest = place
    if isinstance(first, int):
        return type(value)(changed(item, tuple(rest), text) if i == first else item for i, item in enumerate(value))
    return value.model_copy(update={first: changed(getattr(value, first), tuple(rest), text)})


def shaped(slip: Slip) -> bool:
    """Whether the figure still has the shape of one: 01.4 has not."""
    digits = slip.text.lstrip("-")
    return not (digits.startswith("0") and digits[1:2].isdigit())


def told(atlas: Atlas, trial: Trial) -> set[str]:
    """What the rules say of one trial."""
    alone = replace(atlas, kinds=MappingProxyType({**atlas.kinds, "trials": MappingProxyType({trial.id: trial})}))
    return {problem.message for rule in RULES for problem in rule(alone)}


LITTLE = 0.05
"""A slip that moves a figure by less is seldom told from rounding, and seldom matters to a reader."""


def measure(atlas: Atlas) -> dict[str, tuple[int, int]]:
    """Kind of figure → slips caught, slips in all; a value or p-value without interval is a kind of its own."""
    caught: Counter[str] = Counter()
    every: Counter[str] = Counter()
    for trial in atlas.trials.values():
        before = told(atlas, trial)
        for slip in slips(trial):
            found = not shaped(slip) or bool(told(atlas, changed(trial, slip.place, slip.text)) - before)
            for kind in (slip.kind, *([f"{slip.kind} moved by {LITTLE:.0%} or more"] if slip.moves >= LITTLE else [])):
                every[kind] += 1
                caught[kind] += found
    return {kind: (caught[kind], every[kind]) for kind in sorted(every)}


def main(atlas: Atlas) -> None:
    """Print one line a kind of figure."""
    for kind, (caught, every) in measure(atlas).items():
        aim = f" (aim {AIMS[kind]} %)" if kind in AIMS else ""
        print(f"turned digits, {kind}: {caught} of {every} caught, {100 * caught / every:.0f} %{aim}")
