"""A claim: one thing that a source text asserts, restated, judged and answered."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from .days import Checked
from .ids import Id, LinkableId, ReferenceId, ResultId, SourceId
from .words import Piece, Record, Said, Size, Text

Verdict = Literal["contradicted", "outdated", "unsupported", "imprecise", "supported", "opinion"]
VERDICTS: tuple[str, ...] = Verdict.__args__  # type: ignore[attr-defined]


class Span(Piece):
    """The passages of one part of a source in which the claim stands (numbers from the card)."""

    part: Id
    """Id of the part."""
    numbers: list[Size] = Field(min_length=1)
    """Numbers of the passages."""


class Claim(Record):
    """`says` and `finding` are in our own words; figures in `finding` are called from records."""

    source: SourceId
    """Id of the source text."""
    passages: list[Span] = Field(min_length=1)
    """Where it stands."""
    about: list[LinkableId] = []
    """Ids of what it is about, the main subject first."""
    says: Text
    """The claim restated, never in the text's words."""
    kind: Annotated[
        Literal["mechanism", "efficacy", "harm", "biomarker", "definition", "epidemiology", "regulatory", "opinion"], Said("claim-kind")
    ]
    """What kind of assertion it is."""
    verdict: Annotated[Verdict, Said("verdict")]
    """How it stands against primary evidence."""
    weight: Annotated[Literal["care", "wording", "not judged"], Said("weight", ("not judged",))] = "not judged"
    """Whether what is wrong could change care, or is a matter of wording."""
    finding: Text
    """What is so; figures are called."""
    cites: list[ReferenceId] = []
    """Ids of references."""
    results: list[ResultId] = []
    """TRIAL/RESULT ids that decide it."""
    independence: Annotated[
        Literal["one source", "same wording as another source", "independent of another source", "not assessed"],
        Said("independence", ("one source", "not assessed")),
    ] = "not assessed"
    """Whether two sources that agree are two."""
    checked: Checked
    """Date of the verdict."""
