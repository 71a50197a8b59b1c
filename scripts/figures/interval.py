"""Intervals drawn inside the cells of a table, all on one log axis: what was tested solid, what only describes hollow.

In: hazard ratios with their intervals. Out: an `Axis` that the table's head draws once, and a small SVG a cell. The cell
prints the same figures as text and the column of tests says the same in words, so that the drawing is hidden from readers
of the screen.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import log
from typing import Literal

from ..schema import Effect, decimal

Shape = Literal["crossed", "missed", "hollow"]
"""A test that crossed its boundary, one that missed it, an estimate that was not tested or of which that is not stated."""

WIDTH, LINE, EDGE = 160, 16, 7
"""SVG units: of a drawing, of one interval's line, and kept free at both sides for marks and arrows."""
LEAST, MOST = 0.25, 2.5
"""An interval that reaches further would press all others together: it ends in an arrow."""
TICKS = (0.25, 0.5, 1.0, 2.0)


@dataclass(frozen=True)
class Axis:
    """The log axis of a table, from `low` to `high`."""

    low: float
    high: float

    def x(self, value: float) -> float:
        """Where a ratio lies, in SVG units; what lies outside stands at the edge."""
        share = (log(min(max(value, self.low), self.high)) - log(self.low)) / (log(self.high) - log(self.low))
        return round(EDGE + share * (WIDTH - 2 * EDGE), 1)

    def head(self) -> str:
        """The axis with its ticks, for the head of the column."""
        ticks = [tick for tick in TICKS if self.low <= tick <= self.high]
        parts = [f'<line class="axis" x1="{EDGE}" x2="{WIDTH - EDGE}" y1="15.5" y2="15.5"/>']
        for tick in ticks:
            parts.append(f'<line class="axis" x1="{self.x(tick)}" x2="{self.x(tick)}" y1="12" y2="16"/>')
            parts.append(f'<text x="{self.x(tick)}" y="9" text-anchor="middle">{tick:g}</text>')
        return f'<svg class="interval-axis" viewBox="0 0 {WIDTH} 16" aria-hidden="true">{"".join(parts)}</svg>'

    def cell(self, drawn: Iterable[tuple[Effect, Shape]]) -> str:
        """The intervals of one row below each other, with the line of no difference; empty where none can be drawn."""
        able = [(found, shape) for effect, shape in drawn if (found := ratio(effect))]
        if not able:
            return ""
        height = LINE * len(able)
        one = self.x(1)
        parts = [f'<line class="null" x1="{one}" x2="{one}" y1="0" y2="{height}"/>']
        for place, (found, shape) in enumerate(able):
            parts += self._interval(found, shape, LINE * place + LINE / 2)
        return f'<svg class="interval" viewBox="0 0 {WIDTH} {height}" aria-hidden="true">{"".join(parts)}</svg>'

    def _interval(self, found: tuple[float, float, float], shape: Shape, y: float) -> list[str]:
        low, value, high = found
        left, right = self.x(low), self.x(high)
        parts = [f'<line class="bound" x1="{left}" x2="{right}" y1="{y:g}" y2="{y:g}"/>']
        if low < self.low:
            parts.append(f'<path class="bound" d="M{left + 4} {y - 3:g}L{left} {y:g}L{left + 4} {y + 3:g}"/>')
        if high > self.high:
            parts.append(f'<path class="bound" d="M{right - 4} {y - 3:g}L{right} {y:g}L{right - 4} {y + 3:g}"/>')
        return [*parts, mark(shape, self.x(value), y)]


def mark(shape: Shape, x: float, y: float) -> str:
    """A square, a cross of two strokes, a circle with an empty middle: told apart without colour."""
    if shape == "crossed":
        return f'<rect class="crossed" x="{x - 3.5:g}" y="{y - 3.5:g}" width="7" height="7"/>'
    if shape == "missed":
        return f'<path class="missed" d="M{x - 4:g} {y - 4:g}L{x + 4:g} {y + 4:g}M{x - 4:g} {y + 4:g}L{x + 4:g} {y - 4:g}"/>'
    return f'<circle class="hollow" cx="{x:g}" cy="{y:g}" r="3.4"/>'


def sign(shape: Shape) -> str:
    """A mark alone, for the legend."""
    return f'<svg class="interval-sign" viewBox="0 0 12 12" aria-hidden="true">{mark(shape, 6, 6)}</svg>'


def axis(effects: Iterable[Effect]) -> Axis:
    """The axis that holds all hazard ratios of a table, 0.5 to 1.5 at the least."""
    found = [one for effect in effects if (one := ratio(effect))]
    low = min([0.5, *(low for low, *_ in found)])
    high = max([1.5, *(high for *_, high in found)])
    return Axis(max(low * 0.95, LEAST), min(high * 1.05, MOST))


def ratio(effect: Effect) -> tuple[float, float, float] | None:
    """Low, value, high of a hazard ratio; other measures favour the other side and are printed only."""
    if effect.measure != "hr" or effect.ci is None:
        return None
    found = [decimal(bound) for bound in (effect.ci[0], effect.value, effect.ci[1])]
    if any(one is None or one <= 0 for one in found):
        return None
    low, value, high = (float(one) for one in found)  # type: ignore[arg-type]
    return low, value, high
