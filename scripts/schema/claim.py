"""A claim: one thing that a source text asserts, restated, judged and answered."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from .words import Checked, Id, Piece, Record, Text

Verdict = Literal["contradicted", "outdated", "unsupported", "imprecise", "supported", "opinion"]
VERDICTS: tuple[str, ...] = Verdict.__args__  # type: ignore[attr-defined]


class Span(Piece):
    """The passages of one part of a source in which the claim stands (numbers from the card)."""

    part: Id
    """Id of the part."""
    numbers: list[int] = Field(min_length=1)
    """Numbers of the passages."""


class Claim(Record):
    """`says` and `finding` are in our own words; figures in `finding` are called from records."""

    source: Id
    """Id of the source text."""
    passages: list[Span] = Field(min_length=1)
    """Where it stands."""
    about: list[Id] = []
    """Ids of what it is about, the main subject first."""
    says: Text
    """The claim restated, never in the text's words."""
    kind: Literal["mechanism", "efficacy", "harm", "biomarker", "definition", "epidemiology", "regulatory", "opinion"]
    """What kind of assertion it is."""
    verdict: Verdict
    """How it stands against primary evidence."""
    weight: Literal["care", "wording", "not judged"] = "not judged"
    """Whether what is wrong could change care, or is a matter of wording."""
    finding: Text
    """What is so; figures are called."""
    cites: list[Id] = []
    """Ids of references."""
    results: list[str] = []
    """TRIAL/RESULT ids that decide it."""
    independence: Literal["one source", "same wording as another source", "independent of another source", "not assessed"] = (
        "one source"
    )
    """Whether two sources that agree are two."""
    checked: Checked
    """Date of the verdict."""
