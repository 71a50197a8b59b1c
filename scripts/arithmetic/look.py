"""What a look is, and the span that a printed figure leaves open."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from ..schema import decimal


@dataclass(frozen=True)
class Look:
    """The outcome of one look: what was compared and whether it agrees."""

    at: Literal["centre", "p", "significance", "width", "share", "direction", "median", "rate", "hazards", "analyses", "harms"]
    agrees: bool
    detail: str


@dataclass(frozen=True)
class Span:
    """The least and the most that a printed figure may stand for."""

    low: float
    high: float


def half_unit(text: str) -> float:
    """Half of the last printed digit: what rounding may have taken or given."""
    return float(Decimal(1).scaleb(Decimal(text).as_tuple().exponent)) / 2  # type: ignore[arg-type]


def span(text: str | None, least: float | None = None) -> Span | None:
    """The span of a printed number, cut off at `least`; None for NR, NE, - and missing."""
    value = decimal(text)
    if value is None or text is None:
        return None
    low = float(value) - half_unit(text)
    return Span(low if least is None else max(low, least), float(value) + half_unit(text))
