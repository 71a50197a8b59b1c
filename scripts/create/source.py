"""Scaffold of a ledger card, and of claims, for a new source text.

In: the house and the file of the text. Out: the card as YAML text with proposals for a person to review, none of the
text's wording in it beyond titles, headings and a few damaged characters.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel

from ..detect.engine import Engine, message
from ..language.names import names_of, preferred
from ..ledger.cards import account, passage_line
from ..ledger.decode import Raw, open_text
from ..ledger.derive import Excerpt
from ..ledger.fold import tidy
from ..ledger.furniture import is_printed_data
from ..ledger.parallel import foreign_figures, pairs
from ..paths import House
from ..problems import Faults, Problem
from ..records import Atlas, load
from ..schema import Source
from ..schema.source import Part
from .damage import suspicions
from .proposed import UNKNOWN, proposed
from .record import choice
from .said import Place, Said, what_is_said
from .sheet import draft, sheet


@dataclass(frozen=True)
class Made:
    """What a new text begins with."""

    card: str
    """For sources/: without wording."""
    sheet: str
    """To work by, with the wording; it stays out of the repository."""
    drafts: dict[str, str]
    """Id → claim for evidence/draft/claims/, of each sentence that asserts something of a known thing."""


def made(house: House, file: Path, source_id: str | None = None) -> Made:
    """Card, sheet and drafts of a new text, from one reading of it."""
    atlas, _ = load(house)
    raw = open_text(file)
    card, derived = _draft(house, file, source_id, raw)
    said = what_is_said(Engine(atlas), card, derived)
    text, asserting = _emit(card, raw, derived, atlas, said)
    drafts = {f"{card.id}-{part}-{n}": draft(card.id, part, n, said[part, n]) for part, n in asserting}
    return Made(text, sheet(card, derived, said, atlas, set(drafts)), drafts)


def scaffold(house: House, file: Path, source_id: str | None = None) -> str:
    """The card of a new text as YAML text."""
    return made(house, file, source_id).card


def draft_claims(house: House, file: Path, source_id: str | None = None) -> dict[str, str]:
    """Id → YAML text of a draft claim for each sentence that asserts something; for evidence/draft/claims/."""
    return made(house, file, source_id).drafts


def _draft(house: House, file: Path, source_id: str | None, raw: Raw) -> tuple[Source, dict[str, list[Excerpt]]]:
    """A card in memory, with the proposed parts and without passages; and its passages."""
    identity = source_id or re.sub(r"[^a-z0-9]+", "-", file.stem.lower()).strip("-") or f"text-{raw.sha256[:8]}"
    if (house.sources / f"{identity}.yml").exists():
        name = house.name(house.sources / f"{identity}.yml")
        raise Faults([Problem(name, 1, "new", "a new card must have an id that no card has; give another with ID=")])
    return proposed(file.name, raw, identity)


def _emit(
    card: Source, raw: Raw, derived: Mapping[str, list[Excerpt]], atlas: Atlas, said: Mapping[Place, Said]
) -> tuple[str, list[Place]]:
    """The card as text: keys in the order of the model, what to do as comments; and the sentences that want a claim."""
    diseases = [name.text for one in atlas.diseases.values() for name in [*preferred(one), *names_of(one)]]
    out = [
        f"# Card of the ledger, proposed by tool. Review parts, headings and repairs; fill in every {UNKNOWN!r}; then",
        "# `make refresh SOURCE_TEXTS=folder` derives the passages anew and keeps what was decided. A word with `one of` behind",
        "# it is a guess: put it right where it is wrong, then take the comment away.",
        f"file: {_q(card.file)}", f"sha256: {card.sha256}", f"bytes: {card.bytes}", f"encoding: {card.encoding}",
        "title:", f"  zh: {_q(card.title.zh)}", f"  en: {_q(card.title.en)}",
        f"kind: {card.kind}{_words(Source, 'kind')}",
        f"language: {card.language}",
        "bibliography:  # author, place, volume, pages; say plainly what is unknown",
        f"  zh: {_q(UNKNOWN)}", f"  en: {_q(UNKNOWN)}",
        "# received, revised, issued, published (2024-09-13), doi, authors: where the text prints them",
        "damage: []  # what is wrong with the text, in both languages: {zh: …, en: …}",
        "# Suspected damage. What is certain becomes a repair:",
        '#   - {part: p01, read: "…", meant: "…", times: 1, why: {zh: …, en: …}}',
        *(f"#   line {s.line}: {_q(s.fragment)}: {s.why}" for s in suspicions([tidy(line) for line in raw.text.split("\n")], diseases)),
        f"wraps: {card.wraps}  # kept, or joined where lines are broken within sentences",
        "repairs: []",
        "parts:",
    ]
    seen, translations, asserting = _elsewhere(atlas), _translations(card, derived), list[Place]()
    for part in card.parts:
        out += [
            f"  - id: {part.id}", "    title:", f"      zh: {_q(part.title.zh)}", f"      en: {_q(part.title.en)}",
            f"    begins: {_q(part.begins)}", f"    kind: {part.kind}{_words(Part, 'kind')}",
            f"    complete: {part.complete}{_words(Part, 'complete')}", f"    language: {part.language}",
            f"    headings: [{', '.join(map(_q, part.headings))}]", "    passages:",
        ]
        out += _passages(part.id, derived[part.id], said, seen, translations, asserting)
    return "\n".join(out) + "\n", asserting


def _passages(
    part: str, derived: list[Excerpt], said: Mapping[Place, Said], seen: dict[str, str], translations: Mapping[Place, str],
    asserting: list[Place],
) -> list[str]:
    """One line a passage; in comments the known things it names, earlier passages it repeats, what the records deny.

    A sentence that names something known and repeats no other is put down in `asserting`.
    """
    lines = []
    for wording, passage in zip(derived, account([], derived), strict=True):
        here, notes = said.get((part, wording.n)), []
        if wording.sort == "heading" and is_printed_data(wording.text):
            passage = passage.model_copy(update={"is_": "bibliography"})
        if here is not None:
            notes += [", ".join(here.names), translations.get((part, wording.n), "")]
            if wording.print in seen:
                place = seen[wording.print]
                if " of " in place:
                    notes.append(f"same wording as {place}")
                else:
                    passage = passage.model_copy(update={"is_": "duplicate", "of": place})
            else:
                seen[wording.print] = f"{part} {wording.n}"
                asserting += [(part, wording.n)] if here.names else []
            notes += [f"WARNING ({flag['rule']}): {message(flag)}" for flag in here.denied]
        notes = [note for note in notes if note]
        lines.append(f"      {passage_line(passage)}" + (f"  # {'; '.join(notes)}" if notes else ""))
    return lines


def _translations(card: Source, derived: Mapping[str, list[Excerpt]]) -> dict[Place, str]:
    """For sentences of an abstract after the abstract in the other language, which one each may translate."""
    found = {}
    for first, second in zip(card.parts, card.parts[1:], strict=False):
        if {first.kind, second.kind} != {"abstract"} or first.language == second.language:
            continue
        for one, other in pairs(derived[first.id], derived[second.id]):
            odd = ", ".join(foreign_figures(other.text, one.text))
            found[second.id, other.n] = f"perhaps the translation of {first.id} {one.n}" + (f", but with {odd}" if odd else "")
    return found


def _elsewhere(atlas: Atlas) -> dict[str, str]:
    """Fingerprint → where it stands on the cards there are; headings and labels repeat by nature and are left out."""
    return {
        passage.print: f"{part.id} {passage.n} of {source.id}"
        for source in atlas.sources.values() for part in source.parts for passage in part.passages
        if passage.is_ not in ("heading", "boilerplate", "bibliography")
    }


def _words(model: type[BaseModel], key: str) -> str:
    return choice(model.model_fields[key].annotation)


def _q(text: str) -> str:
    """A string as JSON writes it, which YAML reads the same."""
    return json.dumps(text, ensure_ascii=False)
