"""A fact that a sentence can get wrong, and what choosing its wrong value takes.

In: records. Out: `Fact`s; which trials can be named; a wrong number that no analysis of the same question gives.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from ..language.names import preferred
from ..records import Atlas
from ..schema import Drug, Record, Trial
from ..schema.drug import RegulatoryEvent

APPROVES = frozenset({"accelerated", "regular", "conditional", "approved"})
Words = Mapping[str, Any]
"""Words of templates/twins.yml."""


@dataclass(frozen=True)
class Fact:
    """One fact: a key that is its own, the records that hold it, the words around it, the wrong and the right value."""

    key: str
    records: tuple[str, ...]
    words: Mapping[str, str]
    wrong: str = ""
    right: str = ""


def name(record: Record, language: str) -> str:
    """The preferred name of a record in a language."""
    return next(one.text for one in preferred(record) if one.lang in (language, "any"))


def pick(options: list[str], *seed: str) -> str:
    """One of some values, the same in every run."""
    return sorted(options, key=lambda one: hashlib.sha256(" ".join((*seed, one)).encode()).hexdigest())[0]


def changed(value: str, known: set[Decimal], *seed: str) -> str | None:
    """A number with as many digits that none of the known ones rounds to; None where there is none."""
    number = Decimal(value)
    step = Decimal(1).scaleb(number.as_tuple().exponent)  # type: ignore[arg-type]
    options = []
    for factor in ("0.55", "0.62", "0.7", "1.35", "1.5", "1.65"):
        one = (number * Decimal(factor)).quantize(step, ROUND_HALF_UP)
        if one > 0 and all(abs(one - other) > max(step, other * Decimal("0.06")) for other in known):
            options.append(str(one))
    return pick(options, *seed, value) if options else None


def trials(atlas: Atlas) -> Iterator[Trial]:
    """The trials that a sentence can name: those whose name is one, and no description."""
    for trial in atlas.trials.values():
        if not re.search(r"[(+]| in | vs |NCT|-dose|20\d\d", trial.acronym) and all("，" not in one.label.zh for one in trial.arms):
            yield trial


def root(atlas: Atlas, disease: str) -> str:
    while (parent := atlas.diseases[disease].parent) is not None:
        disease = parent
    return disease


def events(drug: Drug, disease: str | None = None) -> list[RegulatoryEvent]:
    return [one for one in drug.regulatory if one.kind in APPROVES and (disease is None or one.disease == disease)]
