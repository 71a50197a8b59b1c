"""Scaffold of a ledger card, and of claims, for a new source text.

In: the house and the file of the text. Out: the card as YAML text with proposals for a person to review, none of the
text's wording in it beyond titles, headings and a few damaged characters.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from pydantic import BaseModel

from ..detect.engine import Engine, Flag
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
from ..schema import Claim, Source
from ..schema.source import Part
from .damage import suspicions
from .proposed import UNKNOWN, proposed
from .record import choice

LONG = 2000
"""Passages from which the scaffold says on the terminal how far it is."""


def scaffold(house: House, file: Path, source_id: str | None = None) -> str:
    """The card of a new text as YAML text."""
    atlas, _ = load(house)
    raw = open_text(file)
    card, derived = _draft(house, file, source_id, raw)
    return _emit(card, raw, derived, atlas)


def draft_claims(house: House, file: Path, source_id: str | None = None) -> dict[str, str]:
    """Id → YAML text of a draft claim for each sentence that names a known thing; for evidence/draft/claims/."""
    atlas, _ = load(house)
    card, derived = _draft(house, file, source_id, open_text(file))
    engine = Engine(atlas)
    drafts: dict[str, str] = {}
    for part in card.parts:
        for wording in derived[part.id]:
            about = engine.named(wording.text) if wording.sort == "sentence" else []
            if about:
                drafts[f"{card.id}-{part.id}-{wording.n}"] = _claim(card.id, part.id, wording.n, about)
    return drafts


def _claim(source: str, part: str, number: int, about: Sequence[str]) -> str:
    return "\n".join([
        "# What the passage asserts, in our own words; one claim a file.",
        f"source: {source}",
        "passages:",
        f"  - {{part: {part}, numbers: [{number}]}}",
        f"about: [{', '.join(about)}]",
        "says:",
        f'  zh: "{UNKNOWN}"',
        f'  en: "{UNKNOWN}"',
        f"kind:{_words(Claim, 'kind')}",
        f"verdict:{_words(Claim, 'verdict')}",
        "finding:",
        f'  zh: "{UNKNOWN}"',
        f'  en: "{UNKNOWN}"',
        "cites:",
        "checked:",
        "",
    ])


def _draft(house: House, file: Path, source_id: str | None, raw: Raw) -> tuple[Source, dict[str, list[Excerpt]]]:
    """A card in memory, with the proposed parts and without passages; and its passages."""
    identity = source_id or re.sub(r"[^a-z0-9]+", "-", file.stem.lower()).strip("-") or f"text-{raw.sha256[:8]}"
    if (house.sources / f"{identity}.yml").exists():
        name = house.name(house.sources / f"{identity}.yml")
        raise Faults([Problem(name, 1, "new", "a new card must have an id that no card has; give another with ID=")])
    return proposed(file.name, raw, identity)


def _emit(card: Source, raw: Raw, derived: Mapping[str, list[Excerpt]], atlas: Atlas) -> str:
    """The card as text: keys in the order of the model, what to do as comments."""
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
    engine, seen, translations = Engine(atlas), _elsewhere(atlas), _translations(card, derived)
    flags = engine.flags({part.id: [w.text for w in derived[part.id] if w.sort == "sentence"] for part in card.parts})
    for number, part in enumerate(card.parts, start=1):
        if sum(map(len, derived.values())) > LONG:
            print(f"part {number} of {len(card.parts)}: {len(derived[part.id])} passages", file=sys.stderr, flush=True)
        out += [
            f"  - id: {part.id}", "    title:", f"      zh: {_q(part.title.zh)}", f"      en: {_q(part.title.en)}",
            f"    begins: {_q(part.begins)}", f"    kind: {part.kind}{_words(Part, 'kind')}",
            f"    complete: {part.complete}{_words(Part, 'complete')}", f"    language: {part.language}",
            f"    headings: [{', '.join(map(_q, part.headings))}]", "    passages:",
        ]
        out += _passages(part.id, derived[part.id], flags, engine, seen, translations)
    return "\n".join(out) + "\n"


def _passages(
    part: str, derived: list[Excerpt], flags: list[Flag], engine: Engine, seen: dict[str, str],
    translations: Mapping[tuple[str, int], str],
) -> list[str]:
    """One line a passage; in comments the known things it names, earlier passages it repeats, what the records deny."""
    sentences = [wording for wording in derived if wording.sort == "sentence"]
    warned: dict[int, list[str]] = {}
    for flag in flags:
        if flag.part == part:
            warned.setdefault(sentences[flag.index].n, []).append(f"WARNING ({flag.rule}): {flag.message}")
    lines = []
    for wording, passage in zip(derived, account([], derived), strict=True):
        if wording.sort == "heading" and is_printed_data(wording.text):
            passage = passage.model_copy(update={"is_": "bibliography"})
        notes = [", ".join(engine.named(wording.text))] if wording.sort == "sentence" else []
        notes.append(translations.get((part, wording.n), ""))
        if wording.sort == "sentence":
            if wording.print in seen:
                place = seen[wording.print]
                if " of " in place:
                    notes.append(f"same wording as {place}")
                else:
                    passage = passage.model_copy(update={"is_": "duplicate", "of": place})
            else:
                seen[wording.print] = f"{part} {wording.n}"
        notes = [note for note in [*notes, *warned.get(wording.n, [])] if note]
        lines.append(f"      {passage_line(passage)}" + (f"  # {'; '.join(notes)}" if notes else ""))
    return lines


def _translations(card: Source, derived: Mapping[str, list[Excerpt]]) -> dict[tuple[str, int], str]:
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
