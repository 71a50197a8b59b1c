"""Reconciliation: what the texts hold against what the cards account for.

In: the house and the folder of source texts. Out: every problem, and counts of what was compared and what was not.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path

from ..paths import House
from ..problems import Faults, Problem
from ..schema.source import Part
from .cards import Card, cards
from .decode import Raw, open_text
from .derive import Excerpt, derive
from .parallel import foreign_figures

RULE = "ledger"


@dataclass(frozen=True)
class Counts:
    """Sources and passages that were compared with their text, and those whose text is not here."""

    sources: int = 0
    passages: int = 0
    sources_absent: int = 0
    passages_absent: int = 0


def verify(house: House, folder: Path | None) -> tuple[list[Problem], Counts]:
    """Derive every text anew and compare; without the folder, or a file of it, only count what was not compared."""
    found, problems = cards(house)
    there = folder is not None and folder.is_dir()
    sources = passages = sources_absent = passages_absent = 0
    for card in found:
        problems += _inside(card)
        count = sum(len(part.passages) for part in card.source.parts)
        path = folder / card.source.file if there and folder else None
        if path is None or not path.is_file():
            sources_absent, passages_absent = sources_absent + 1, passages_absent + count
            continue
        sources, passages = sources + 1, passages + count
        try:
            problems += _compare(card, open_text(path))
        except Faults as faults:
            problems += [Problem(card.name, card.document.line(("file",)), RULE, p.message) for p in faults.problems]
    if there and folder:
        problems += _without_card(folder, {card.source.file for card in found})
    return sorted(set(problems)), Counts(sources, passages, sources_absent, passages_absent)


def _inside(card: Card) -> Iterator[Problem]:
    """Each part and passage once, numbered from 1; a duplicate names a passage, in its own language one with the same fingerprint."""
    by_place = {(part.id, passage.n): (part, passage) for part in card.source.parts for passage in part.passages}
    seen: set[str] = set()
    for p, part in enumerate(card.source.parts):
        if part.id in seen:
            yield _problem(card, ("parts", p, "id"), f"the part {part.id} of {card.source.id} must stand once on the card")
        seen.add(part.id)
        for i, passage in enumerate(part.passages):
            place, where = ("parts", p, "passages", i), f"passage {passage.n} of part {part.id} of {card.source.id}"
            if passage.n != i + 1:
                yield _problem(card, place, f"{where} must have the number {i + 1}: passages count from 1 within a part")
            if passage.of is None:
                continue
            target_part, _, number = passage.of.partition(" ")
            target = by_place.get((target_part, int(number))) if number.isdigit() else None
            if target is None or target == (part, passage):
                must = "must be a duplicate of another passage of its card, written 'PART NUMBER'"
                yield _problem(card, place, f"{where} {must} (it is '{passage.of}')")
            elif target[1].print != passage.print and passage.why is None:
                must = f"must have the fingerprint of {passage.of}, or say in 'why' that it is its translation"
                yield _problem(card, place, f"{where} {must}")


def _compare(card: Card, raw: Raw) -> Iterator[Problem]:
    """File and passages against the card."""
    source = card.source
    for key in ("sha256", "bytes", "encoding"):
        is_, must = getattr(raw, key), getattr(source, key)
        if is_ != must:
            yield _problem(card, (key,), f"the {key} of {source.file} must be {must}, as on the card of {source.id}; it is {is_}")
    derived, misfits = derive(raw.text, source)
    for misfit in misfits:
        yield _problem(card, misfit.place, misfit.message)
    for index, part in enumerate(source.parts):
        yield from _passages(card, index, part, derived[part.id])
        yield from _translations(card, index, part, derived)


def _passages(card: Card, index: int, part: Part, derived: list[Excerpt]) -> Iterator[Problem]:
    """Changed, added and lost passages of one part, each named."""
    here = f"of part {part.id} of {card.source.id}"
    old, new = [passage.print for passage in part.passages], [wording.print for wording in derived]
    for step, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if step == "equal":
            continue
        both = min(b - a, d - c)
        for i in range(both):
            yield _problem(
                card, ("parts", index, "passages", a + i),
                f"passage {a + i + 1} {here} must have the fingerprint {old[a + i]}; the text has changed and gives {new[c + i]}",
            )
        for i in range(a + both, b):
            yield _problem(
                card, ("parts", index, "passages", i),
                f"passage {i + 1} {here} must be in the text with the fingerprint {old[i]}; it is lost",
            )
        for i in range(c + both, d):
            yield _problem(
                card, ("parts", index, "passages", a + both),
                f"passage {i + 1} {here} must be on the card with the fingerprint {new[i]}; the text has it added",
            )


def _translations(card: Card, index: int, part: Part, derived: Mapping[str, list[Excerpt]]) -> Iterator[Problem]:
    """A passage set aside as a translation holds no figure that the passage it translates lacks."""
    texts = {(part_id, wording.n): wording.text for part_id, wordings in derived.items() for wording in wordings}
    for i, passage in enumerate(part.passages):
        if passage.is_ != "duplicate" or passage.of is None:
            continue
        other_part, _, number = passage.of.partition(" ")
        own = texts.get((part.id, passage.n))
        other = texts.get((other_part, int(number))) if number.isdigit() else None
        odd = foreign_figures(own, other) if own and other else []
        if odd:
            yield _problem(
                card, ("parts", index, "passages", i),
                f"passage {passage.n} of part {part.id} of {card.source.id} must hold no figure that {passage.of} lacks, to be its "
                f"duplicate; it holds {', '.join(odd)}",
            )


def _without_card(folder: Path, known: set[str]) -> Iterator[Problem]:
    for path in sorted(folder.glob("*.txt")):
        if path.name not in known:
            yield Problem(
                path.name, 1, RULE, f"every text must have a card in sources/; make one: make new KIND=source FILE={path.as_posix()}"
            )


def _problem(card: Card, place: tuple[str | int, ...], message: str) -> Problem:
    return Problem(card.name, card.document.line(place), RULE, message)
