"""Rewriting the passages of every card from texts and claims (`make refresh`).

In: the house, the folder of source texts or None, the claims. Out: the cards written, by name; `Faults` before anything
is written where a card does not fit its text.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from ..paths import House
from ..problems import Faults, Problem
from ..schema import Claim
from .cards import Card, cards, rewritten
from .decode import open_text
from .derive import Excerpt, derive


def renew(house: House, folder: Path | None, claims: Iterable[Claim]) -> list[str]:
    """Write each card whose passages or claims have changed; where a text is absent, its passages stay and only claims change."""
    found, problems = cards(house)
    claims, texts = list(claims), {}
    for card in found:
        try:
            old = (house.top / card.name).read_text("utf-8")
            new = rewritten(old, card.source, _derived(card, folder), claims)
        except Faults as faults:
            problems += faults.problems
        else:
            if new != old:
                texts[card.name] = new
    if problems:
        raise Faults(problems)
    for name, text in texts.items():
        path = house.top / name
        beside = path.with_suffix(".new")  # replaced in one step, so that an interruption leaves the old card
        beside.write_text(text, "utf-8", newline="\n")
        os.replace(beside, path)
    return sorted(texts)


def _derived(card: Card, folder: Path | None) -> dict[str, list[Excerpt]]:
    """The passages from the text; from the card itself where the text is not here."""
    path = folder / card.source.file if folder else None
    if path is None or not path.is_file():
        return {p.id: [Excerpt(one.n, one.print, "sentence", "") for one in p.passages] for p in card.source.parts}
    derived, misfits = derive(open_text(path).text, card.source)
    if misfits:
        raise Faults(Problem(card.name, card.document.line(misfit.place), "ledger", misfit.message) for misfit in misfits)
    return derived
