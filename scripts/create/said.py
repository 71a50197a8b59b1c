"""What the checker says of every sentence of a new text.

In: the checker, a card and its passages. Out: by part and number, what it says and which records the sentence names.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import dataclass

from ..detect.engine import Checked, Compared, Engine
from ..ledger.derive import Excerpt
from ..schema import Source

Place = tuple[str, int]
"""Part and number of a passage."""
AT_ONCE = 500
"""Sentences read between two words on how far it is."""


@dataclass(frozen=True)
class Said:
    """A sentence's state, its comparisons, and the ids it names."""

    checked: Checked
    names: list[str]

    @property
    def denied(self) -> list[Compared]:
        """What the records deny; a likeness to a judged claim that differs is no record."""
        return [flag for flag in self.checked["flags"] if flag["rule"] != "claim"]


def what_is_said(engine: Engine, card: Source, derived: Mapping[str, list[Excerpt]]) -> dict[Place, Said]:
    """Every sentence; a long text is read in stretches, and the terminal told of each."""
    places = [(part.id, one) for part in card.parts for one in derived[part.id] if one.sort == "sentence"]
    found: dict[Place, Said] = {}
    for start in range(0, len(places), AT_ONCE):
        stretch = places[start : start + AT_ONCE]
        parts = [[one.text for name, one in stretch if name == part] for part in dict.fromkeys(name for name, _ in stretch)]
        checked = [one for part in engine.ask("parts", parts) for one in part]
        for (part, one), what in zip(stretch, checked, strict=True):
            found[part, one.n] = Said(what, engine.named(one.text))
        if len(places) > AT_ONCE:
            print(f"{min(start + AT_ONCE, len(places))} of {len(places)} sentences", file=sys.stderr, flush=True)
    return found
