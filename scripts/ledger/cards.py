"""Cards on disk: reading them, and writing their passages anew without losing a disposition.

In: the house; a card and the derived passages. Out: cards with their lines; the text of a card.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ..evidence import shape
from ..paths import House
from ..problems import Problem
from ..schema import Claim, Source, Text
from ..schema.source import Passage
from ..textyaml import Document, read
from .derive import Sort, Wording

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
    old: Iterable[Passage], new: Iterable[Wording], claims: Mapping[int, Iterable[str]] | None = None
) -> list[Passage]:
    """The passages of a part as derived, each with the disposition that its fingerprint had.

    `claims`, where given, names the claims of each passage number and takes the place of what the card lists.
    A fingerprint that stands several times hands its dispositions on in order.
    """
    waiting: dict[str, list[Passage]] = {}
    for passage in old:
        waiting.setdefault(passage.print, []).append(passage)
    result = []
    for wording in new:
        had = waiting.get(wording.print)
        before = had.pop(0) if had else Passage(n=wording.n, print=wording.print, is_=FIRST[wording.sort])  # type: ignore[arg-type]
        changes: dict[str, object] = {"n": wording.n}
        if claims is not None:
            named = sorted(claims.get(wording.n, ()))
            if named:
                changes |= {"is_": "claims", "claims": named, "of": None, "why": None}
            elif before.is_ == "claims":
                changes |= {"is_": "pending", "claims": []}
        result.append(before.model_copy(update=changes))
    return result


def spans(claims: Iterable[Claim], source: str) -> dict[str, dict[int, list[str]]]:
    """Part → passage number → ids of the claims that name it."""
    found: dict[str, dict[int, list[str]]] = {}
    for claim in claims:
        for span in claim.passages if claim.source == source else ():
            for number in span.numbers:
                found.setdefault(span.part, {}).setdefault(number, []).append(claim.id)
    return found


def refresh(
    text: str, card: Source, derived: Mapping[str, list[Wording]], claims: Iterable[Claim] | None = None
) -> str:
    """The card's file text with all passages derived anew; everything else in it stays as written.

    With `claims`, passages that a claim names become `claims` and list it, so that curators edit only claim files.
    """
    named = None if claims is None else spans(claims, card.id)
    lines, out, parts = text.split("\n"), [], iter(card.parts)
    at = 0
    while at < len(lines):
        line = lines[at]
        at += 1
        if not _PASSAGES.match(line):
            out.append(line)
            continue
        part = next(parts)
        indent = " " * (len(line) - len(line.lstrip()))
        out.append(f"{indent}passages:")
        remarks: dict[str, str] = {}
        while at < len(lines) and _PASSAGE.match(lines[at]):
            if remark := _REMARK.search(lines[at]):
                remarks[remark[1]] = remark[2]
            at += 1
        of_part = None if named is None else named.get(part.id, {})
        accounted = account(part.passages, derived[part.id], of_part)
        out += [f"{indent}  {passage_line(p)}{remarks.get(p.print, '')}" for p in accounted]
    return "\n".join(out)


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
