"""Two abstracts that say the same in two languages.

In: passages of one and of the other. Out: which may translate which; figures that stand in one alone.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from .derive import Excerpt


def pairs(first: Sequence[Excerpt], second: Sequence[Excerpt]) -> list[tuple[Excerpt, Excerpt]]:
    """Sentences in order, where both abstracts have as many; otherwise none, for a person must align them."""
    one = [wording for wording in first if wording.sort == "sentence"]
    other = [wording for wording in second if wording.sort == "sentence"]
    return list(zip(one, other, strict=True)) if len(one) == len(other) else []


def foreign_figures(text: str, other: str) -> list[str]:
    """The numbers of a text that the other does not print, in order."""
    known = set(_figures(other))
    return [figure for figure in dict.fromkeys(_figures(text)) if figure not in known]


def _figures(text: str) -> list[str]:
    return re.findall(r"\d+(?:\.\d+)?", text)
