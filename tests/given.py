"""Figures as tests write them, short: an interval is a 95% one and a p-value is equal to what is typed, unless they say otherwise."""

from __future__ import annotations

from typing import Any

BESIDE = {"ci": ("level", "95"), "median_ci": ("median_level", "95"), "p": ("p_operator", "=")}


def full(figures: Any) -> Any:
    """The same with what its model asks for beside an interval and a p-value, at any depth."""
    if isinstance(figures, dict):
        found = {key: full(value) for key, value in figures.items()}
        return dict(BESIDE[key] for key, value in found.items() if key in BESIDE and value is not None) | found
    return [full(one) for one in figures] if isinstance(figures, list) else figures
