"""What every rule of the detector works on and gives.

In: the passages of a text by part. Out: flags; every sentence with the trials that it speaks of.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from ..language.names import names_of, preferred
from ..language.script import simplified
from ..records import Atlas
from ..schema import Record, Trial
from .direction import REACH, Acronyms

Passages = Mapping[str, Sequence[str]]
"""Part → its sentences in order."""


@dataclass(frozen=True, order=True)
class Flag:
    """One suspicion: where (part and index of the sentence), by which rule, and what a reader should compare."""

    part: str
    index: int
    rule: str
    message: str


def named(sentences: Sequence[str], acronyms: Acronyms) -> Iterator[tuple[int, list[Trial]]]:
    """The sentences that name trials, with them."""
    for index, text in enumerate(sentences):
        if here := acronyms.named(text):
            yield index, here


def speaking(passages: Passages, atlas: Atlas) -> Iterator[tuple[str, int, str, list[Trial]]]:
    """Every clause with the trials it speaks of: named in it or before it in its sentence, or in one of the few sentences before."""
    acronyms = Acronyms(atlas.trials.values())
    for part, sentences in passages.items():
        current: list[Trial] = []
        since = 0
        for index, text in enumerate(sentences):
            if acronyms.named(text):
                clauses = acronyms.clauses(text)
                current, since = next((trials for _, trials in reversed(clauses) if trials), []), 0
                yield from ((part, index, clause, trials) for clause, trials in clauses if trials)
                continue
            since += 1
            if current and since <= REACH:
                yield part, index, text, current


def spelt(record: Record) -> list[str]:
    """Every name of a record, in Simplified characters."""
    return [simplified(name.text) for name in [*preferred(record), *names_of(record)]]


def any_of(names: Iterable[str]) -> re.Pattern[str]:
    """Any of some names, the longest first, a Latin one as a word of its own."""
    longest = sorted(set(names), key=lambda name: (-len(name), name))
    return re.compile(
        "|".join(rf"(?<![A-Za-z]){re.escape(n)}(?![A-Za-z])" if n.isascii() else re.escape(n) for n in longest) or r"(?!)", re.I
    )
