"""How the flags of the checker compare with curated verdicts.

In: flags, verdicts by place. Out: precision and recall, in sentences.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from .engine import Flag


@dataclass(frozen=True)
class Measure:
    """How the flags compare with curated verdicts, in sentences."""

    flagged: int
    right: int
    faulty: int
    found: int

    @property
    def precision(self) -> float:
        """Share of flagged sentences that hold a claim with a fault."""
        return self.right / self.flagged if self.flagged else 0.0

    @property
    def recall(self) -> float:
        """Share of contradicted sentences that are flagged."""
        return self.found / self.faulty if self.faulty else 0.0


def measure(flags: Iterable[Flag], verdicts: Mapping[tuple[str, int], set[str]]) -> Measure:
    """Flags against the verdicts of the claims in each sentence (part and index → verdicts).

    A flag is right where some claim of the sentence is anything but supported or an opinion; recall is taken over
    sentences with a contradicted claim.
    """
    places = {(flag.part, flag.index) for flag in flags}
    right = {place for place in places if verdicts.get(place, set()) - {"supported", "opinion"}}
    faulty = {place for place, found in verdicts.items() if "contradicted" in found}
    return Measure(len(places), len(right), len(faulty), len(faulty & places))
