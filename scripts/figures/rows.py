"""What a forest plot is made of: rows whose words are ready, the words around them, and what a plot carries when it is passed on alone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from ..schema import Effect, decimal

Shape = Literal["crossed", "missed", "hollow"]
"""A test that found what it looked for, one that did not, an estimate that was not tested or of which that is not stated."""


@dataclass(frozen=True)
class Row:
    """One comparison. `name` is empty in a row that goes on with what the row above names."""

    name: str
    year: str
    notes: tuple[tuple[str, ...], ...]
    """Lines below the name, each in pieces that stay whole where they fit."""
    n: str
    """The number of patients compared, empty where it is not known."""
    effect: Effect
    shape: Shape
    words: tuple[str, ...]
    """What stands below the figure: the level where it is not 95%, and what the test decided."""
    spoken: str
    """The whole row as a sentence."""
    href: str
    group: str = ""
    """What was given; stands above the first row of its kind."""
    depth: int = 0
    """How many of the populations above it, in the same comparison, it lies in."""


@dataclass(frozen=True)
class Words:
    """The words around the rows of a plot."""

    name: str
    """What a screen reader calls the whole."""
    sides: tuple[str, str]
    """Whom a value under 1 and a value over 1 favour."""
    columns: tuple[str, str, str]
    """Heads: what is compared, number of patients, figure."""
    patients: str
    """The number of patients inside a label, with {n}."""
    legend: dict[Shape, str]


@dataclass(frozen=True)
class Frame:
    """What a plot that is passed on alone carries: above it its title and what it shows, below it where the figures are from."""

    title: str
    says: str
    foot: tuple[str, ...]


def ratio(effect: Effect) -> tuple[float, float, float]:
    """Low, value and high of a hazard ratio that `drawable` lets through."""
    assert effect.ci is not None
    low, value, high = (float(bound) for bound in (effect.ci[0], effect.value, effect.ci[1]))
    return low, value, high


def drawable(effect: Effect) -> bool:
    """Whether an effect is a hazard ratio with its interval; other measures over 1 favour the arm that a hazard ratio under 1 favours."""
    if effect.measure != "hr" or effect.ci is None:
        return False
    found = [decimal(bound) for bound in (*effect.ci, effect.value)]
    return all(one is not None and one > 0 for one in found)
