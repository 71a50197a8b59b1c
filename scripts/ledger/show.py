"""Passages for human review, on the terminal only: their wording belongs to others and is never written to a file.

In: the house, the folder of source texts, the id of a source. Out: lines of part, number, disposition and wording.
"""

from __future__ import annotations

from pathlib import Path

from ..paths import House
from ..problems import Faults, Problem
from .cards import Card, cards
from .decode import open_text
from .derive import derive


def find(house: House, source_id: str) -> Card:
    """The card of a source, or the problems that keep it from being read."""
    found, problems = cards(house)
    for card in found:
        if card.source.id == source_id:
            return card
    name = house.name(house.sources / f"{source_id}.yml")
    own = [problem for problem in problems if problem.path == name]
    known = ", ".join(card.source.id for card in found) or "none"
    raise Faults(own or [Problem(name, 1, "source", f"the id must be that of a card in sources/ (there are: {known})")])


def show(house: House, folder: Path, source_id: str) -> str:
    """Every passage of one source as `PART NUMBER DISPOSITION WORDING`, with its claims, and what does not fit."""
    card = find(house, source_id)
    derived, misfits = derive(open_text(folder / card.source.file).text, card.source)
    lines = []
    for part in card.source.parts:
        lines.append(f"== {part.id} · {part.title.en} · {part.complete}")
        known = {passage.n: passage for passage in part.passages}
        for wording in derived[part.id]:
            passage = known.get(wording.n)
            if passage is None or passage.print != wording.print:
                state = "not on the card"
            else:
                state = " ".join([passage.is_, *passage.claims, *([passage.of] if passage.of else [])])
            lines.append(f"{part.id} {wording.n} [{state}] {wording.text}")
    lines += [f"!! line {card.document.line(misfit.place)}: {misfit.message}" for misfit in misfits]
    return "\n".join(lines)
