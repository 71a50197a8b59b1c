"""A claim: one thing that a source text asserts, restated, judged and answered."""

from __future__ import annotations

from typing import Literal

from .words import Checked, Id, Piece, Record, Text

Verdict = Literal["contradicted", "outdated", "unsupported", "imprecise", "supported", "opinion"]
VERDICTS: tuple[str, ...] = Verdict.__args__  # type: ignore[attr-defined]


class Span(Piece):
    """The passages of one part of a source in which the claim stands (numbers from the card)."""

    part: Id
    numbers: list[int]


class Claim(Record):
    """`says` and `finding` are in our own words; figures in `finding` are called from records."""

    source: Id
    passages: list[Span]
    about: list[Id] = []
    says: Text
    kind: Literal["mechanism", "efficacy", "harm", "biomarker", "definition", "epidemiology", "regulatory", "opinion"]
    verdict: Verdict
    finding: Text
    cites: list[Id] = []
    results: list[str] = []
    independence: Literal["one source", "same wording as another source", "independent of another source", "not assessed"] = (
        "one source"
    )
    checked: Checked
