"""Cards on disk: reading them, and writing their passages anew without losing a disposition.

In: the house; a card and the derived passages. Out: cards with their lines; the text of a card.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from ..paths import House
from ..problems import Faults, Problem
from ..records.atlas import shape
from ..records.textyaml import Document, read
from ..schema import Claim, Source, Text
from ..schema.source import Passage
from .derive import Excerpt, Sort

FIRST: Mapping[Sort, str] = {
    "heading": "heading", "label": "boilerplate", "furniture": "boilerplate", "bibliography": "bibliography",
    "sentence": "pending",
}
"""The disposition that a passage gets before anybody has judged it."""

_PASSAGES = re.compile(r"^ +passages:(?: *\[\])? *(?:#.*)?$")
_PASSAGE = re.compile(r"^ +- \{ ?n:")
_REMARK = re.compile(r"print: ([0-9a-f]+).*\}( +#.*)$")


@dataclass(frozen=True)
class Card:
    """A ledger card, its file as messages name it, and the line of everything in it."""

    source: Source
    name: str
    document: Document


def cards(house: House) -> tuple[list[Card], list[Problem]]:
    """Every card of sources/, in order of id; a card that cannot be read is left out and its problems returned."""
    found, problems = [], []
    for path in sorted(house.sources.glob("*.yml")):
        name = house.name(path)
        document, faults = read(path, name)
        problems += faults
        if document is None:
            continue
        source, faults = shape("sources", path.stem, document, name)
        problems += faults
        if isinstance(source, Source):
            found.append(Card(source, name, document))
    return found, problems


def account(
    old: Sequence[Passage], new: Sequence[Excerpt], claims: Mapping[int, Iterable[str]] | None = None
) -> list[Passage]:
    """The passages of a part as derived, each with the disposition that it had.

    A passage is known again by its fingerprint; where as many passages were rewritten (by a new repair) as stood there
    before, by its place. `claims`, where given, names the claims of each number and takes the place of what the card lists.
    """
    before = _before(old, new)
    result = []
    for index, wording in enumerate(new):
        had = before.get(index) or Passage(n=wording.n, print=wording.print, is_=FIRST[wording.sort])  # type: ignore[arg-type]
        changes: dict[str, object] = {"n": wording.n, "print": wording.print}
        if claims is not None:
            named = sorted(claims.get(wording.n, ()))
            if named:
                changes |= {"is_": "claims", "claims": named, "of": None}
            elif had.is_ == "claims":
                changes |= {"is_": "pending", "claims": []}
        result.append(had.model_copy(update=changes))
    return result


def _before(old: Sequence[Passage], new: Sequence[Excerpt]) -> dict[int, Passage]:
    """Index among the new passages → the old passage that it was."""
    prints = [passage.print for passage in old], [wording.print for wording in new]
    found: dict[int, Passage] = {}
    left = dict(enumerate(old))
    for step, a, b, c, d in SequenceMatcher(None, *prints, autojunk=False).get_opcodes():
        if step == "equal" or (step == "replace" and b - a == d - c):
            found |= {c + i: left.pop(a + i) for i in range(b - a)}
    waiting: dict[str, list[Passage]] = {}
    for passage in left.values():
        waiting.setdefault(passage.print, []).append(passage)
    for index, wording in enumerate(new):  # passages that changed places
        if index not in found and waiting.get(wording.print):
            found[index] = waiting[wording.print].pop(0)
    return found


def spans(claims: Iterable[Claim], source: str) -> dict[str, dict[int, list[str]]]:
    """Part → passage number → ids of the claims that name it."""
    found: dict[str, dict[int, list[str]]] = {}
    for claim in claims:
        for span in claim.passages if claim.source == source else ():
            for number in span.numbers:
                found.setdefault(span.part, {}).setdefault(number, []).append(claim.id)
    return found


def rewritten(
    text: str, card: Source, derived: Mapping[str, list[Excerpt]], claims: Iterable[Claim] | None = None
) -> str:
    """The card's file text with all passages derived anew; everything else in it stays as written.

    With `claims`, passages that a claim names become `claims` and list it, so that curators edit only claim files.
    """
    places = {
        (part.id, passage.n): (part.id, derived[part.id][index].n)
        for part in card.parts for index, passage in _before(part.passages, derived[part.id]).items()
    }
    named = None
    if claims is not None:
        _still(card, places)
        named = spans(claims, card.id)
    lines, out, parts = text.split("\n"), [], iter(card.parts)
    at = 0
    while at < len(lines):
        line = lines[at]
        at += 1
        out.append(line)
        if not _PASSAGES.match(line):
            continue
        part = next(parts)
        indent = " " * (len(line) - len(line.lstrip()))
        out[-1] = f"{indent}passages:"
        remarks: dict[str, str] = {}
        while at < len(lines) and _PASSAGE.match(lines[at]):
            if remark := _REMARK.search(lines[at]):
                remarks[remark[1]] = remark[2]
            at += 1
        accounted = account(part.passages, derived[part.id], None if named is None else named.get(part.id, {}))
        out += [f"{indent}  {passage_line(_moved(p, places))}{remarks.get(p.print, '')}" for p in accounted]
    return "\n".join(out)


def _still(card: Source, places: Mapping[tuple[str, int], tuple[str, int]]) -> None:
    """Claims name passages by number: where a number has changed, the claim must be corrected first."""
    problems = []
    for part in card.parts:
        for passage in part.passages:
            now = places.get((part.id, passage.n))
            if passage.claims and now != (part.id, passage.n):
                to = f"is now {now[1]}" if now else "is lost"
                message = f"passage {part.id} {passage.n} of {card.id} {to}; the claim must name it so"
                problems += [Problem(f"evidence/claims/{claim}.yml", 1, "ledger", message) for claim in passage.claims]
    if problems:
        raise Faults(problems)


def _moved(passage: Passage, places: Mapping[tuple[str, int], tuple[str, int]]) -> Passage:
    """A duplicate goes on naming the same passage when that passage's number changes."""
    part, _, number = (passage.of or "").partition(" ")
    now = places.get((part, int(number))) if number.isdigit() else None
    return passage.model_copy(update={"of": f"{now[0]} {now[1]}"}) if now else passage


def passage_line(passage: Passage) -> str:
    """One passage as one flow mapping on one line."""
    fields = [f"n: {passage.n}", f"print: {passage.print}", f"is: {passage.is_}"]
    if passage.claims:
        fields.append(f"claims: [{', '.join(passage.claims)}]")
    if passage.of:
        fields.append(f"of: {passage.of}")
    if passage.why:
        fields.append(f"why: {text_flow(passage.why)}")
    return "- {" + ", ".join(fields) + "}"


def text_flow(text: Text) -> str:
    """A text in both languages as a flow mapping; JSON quoting is YAML quoting."""
    return f"{{zh: {json.dumps(text.zh, ensure_ascii=False)}, en: {json.dumps(text.en, ensure_ascii=False)}}}"
