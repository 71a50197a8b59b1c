"""The checker of the website, run here: the same JavaScript (theme/js/check/) over the same facts, so that build and page judge alike.

In: the Atlas; text or sentences. Out: what the page shows of each sentence, as `Checked`; flags for a ledger card.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, TypedDict

import quickjs

from ..paths import HOUSE
from ..records import Atlas
from .facts import facts

FOLDER = HOUSE.theme / "js" / "check"
SCRIPTS = ("text", "sentences", "names", "words", "reading", "arithmetic", "figures", "outcomes", "drugs", "wordings", "claims", "checker")
"""The modules in the order in which they are loaded, here and on the page."""

MEMORY = 1024**3
"""Bytes that the checker may use; a text of 10,000 lines needs a fraction."""

Passages = Mapping[str, Sequence[str]]
"""Part → its sentences in order."""


class Compared(TypedDict):
    """A field of a record beside what the text says of it."""

    rule: str
    field: str
    record: str
    says: str
    holds: str


class Checked(TypedDict):
    """What the checker says of a sentence."""

    sentence: str
    state: str
    verdict: str | None
    claim: str | None
    similarity: float | None
    flags: list[Compared]
    agrees: list[Compared]
    names: list[tuple[int, int, str]]


@dataclass(frozen=True, order=True)
class Flag:
    """One suspicion: where (part and index of the sentence), by which rule, and what a reader should compare."""

    part: str
    index: int
    rule: str
    message: str


@dataclass(frozen=True)
class Pack:
    """All that the checker is made of, so that it can be made where there are no records."""

    facts: str
    scripts: tuple[str, ...]


class Engine:
    """The checker over one Atlas."""

    def __init__(self, atlas: Atlas, folder: Path = FOLDER) -> None:
        self.atlas, self.folder = atlas, folder

    @cached_property
    def context(self) -> Any:
        """The JavaScript engine with the checker made; made once, on first need."""
        context = quickjs.Context()
        context.set_memory_limit(MEMORY)
        for script in self.pack.scripts:
            context.eval(script)
        ask = context.eval(
            "(() => { let checker; return (what, given) => { const value = JSON.parse(given);"
            " if (what === 'facts') { checker = new Duizhao.check.Checker(value); return 'null'; }"
            " return JSON.stringify(what in checker ? checker[what](value) : Duizhao.check[what](value)); }; })();"
        )
        ask("facts", self.pack.facts)
        return ask

    @cached_property
    def pack(self) -> Pack:
        """What a process that has no records needs, to make the same checker."""
        scripts = tuple((self.folder / f"{name}.js").read_text("utf-8") for name in SCRIPTS)
        return Pack(json.dumps(facts(self.atlas), ensure_ascii=False), scripts)

    @classmethod
    def of(cls, pack: Pack) -> Engine:
        """The checker of a pack."""
        made = cls.__new__(cls)
        made.__dict__["pack"] = pack
        return made

    def ask(self, what: str, given: object) -> Any:
        """What a method of the checker, or a function of `Duizhao.check`, gives for one value."""
        return json.loads(self.context(what, json.dumps(given, ensure_ascii=False)))

    def text(self, text: str) -> list[Checked]:
        """A whole text, cut into sentences."""
        found: list[Checked] = self.ask("text", text)
        return found

    def sentences(self, sentences: Sequence[str]) -> list[Checked]:
        """Sentences of one text or part, in order."""
        found: list[Checked] = self.ask("sentences", list(sentences))
        return found

    def named(self, text: str) -> list[str]:
        """The ids that a text names, in alphabetical order."""
        found: list[str] = self.ask("named", text)
        return found

    def flags(self, passages: Passages) -> list[Flag]:
        """The flags of every part, in order of place."""
        found: list[list[Checked]] = self.ask("parts", [list(sentences) for sentences in passages.values()])
        flags = [
            Flag(part, index, flag["rule"], message(flag))
            for part, checked in zip(passages, found, strict=True) for index, one in enumerate(checked) for flag in one["flags"]
            if flag["rule"] != "claim"
        ]
        return sorted(flags)


def told(one: Checked) -> str:
    """A sentence with its state and comparisons, for a terminal."""
    claim = f" ({one['verdict'] or 'nearest'}: {one['claim']}, {one['similarity']})" if one["claim"] else ""
    lines = [f"{one['state']}{claim}: {one['sentence']}", *(f"  ✗ {message(flag)}" for flag in one["flags"])]
    return "\n".join([*lines, *(f"  ✓ {message(held)}" for held in one["agrees"])])


def message(flag: Compared) -> str:
    """A comparison in words: record, field, what the text says, what the record holds."""
    about = f"{flag['record']}: " if flag["record"] else ""
    holds = f"; the record holds: {flag['holds']}" if flag["holds"] else ", which no record bears"
    return f"{about}{flag['field']}: the text says {flag['says']}{holds}"
