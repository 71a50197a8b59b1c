"""Which known things a passage names, by any of their names, the longest first.

In: the Atlas. Out: an `Entities` that gives the ids named in a text. Wider than the links of the site: nicknames,
former names, misspellings, Traditional characters and names without their hyphen count here, because a person reads the result.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import ahocorasick

from ..language.names import caseless, names_of, preferred
from ..language.script import simplified, without_readings
from ..records import LINKABLE, Atlas
from .direction import Acronyms

SHORTEST_LATIN = 3
"""Letters of the shortest Latin name searched without regard to case; below it the case must agree."""


class Entities:
    """All names of all records that a page exists for."""

    def __init__(self, atlas: Atlas) -> None:
        self.trials = Acronyms(atlas.trials.values())
        self.diseases = set(atlas.diseases)
        self.names: dict[str, dict[str, set[str]]] = {}
        for kind in LINKABLE:
            if kind == "settings":
                continue
            for record in atlas.kinds.get(kind, {}).values():
                for name in [*preferred(record), *names_of(record)]:
                    for spelt in {simplified(name.text), *_also(name.text)}:
                        if len(spelt) > 1:
                            self.names.setdefault(caseless(spelt), {}).setdefault(spelt, set()).add(record.id)
        self.automaton = ahocorasick.Automaton()
        for key in self.names:
            self.automaton.add_word(key, key)
        if self.names:
            self.automaton.make_automaton()

    def find(self, text: str) -> list[str]:
        """The ids that a text names, in alphabetical order."""
        text = simplified(without_readings(text))
        found = {trial.id for trial in self.trials.named(text)}
        for ids in self.mentions(text):
            found |= ids
        return sorted(found)

    def mentions(self, text: str) -> Iterator[set[str]]:
        """The ids of each mention; mentions do not overlap, leftmost first, then longest."""
        folded = caseless(text)
        if not self.names or len(folded) != len(text):
            return
        hits: list[tuple[int, int, set[str]]] = []
        for last, key in self.automaton.iter(folded):
            start = last + 1 - len(key)
            ids: set[str] = set()
            for name, owners in self.names[key].items():
                if not _exact(name) or caseless_hyphens(text[start : last + 1]) == caseless_hyphens(name):
                    ids |= owners
            if ids and _whole(text, start, last + 1):
                hits.append((start, -len(key), ids))
        position = 0
        for start, negative, ids in sorted(hits, key=lambda hit: hit[:2]):
            if start >= position:
                position = start - negative
                yield ids
                # The disease at the end of a longer name of another kind is meant too: 广泛期小细胞肺癌.
                if not ids & self.diseases:
                    yield from [
                        owners for one, less, owners in sorted(hits, key=lambda hit: hit[:2])
                        if one > start and one - less == position and owners & self.diseases
                    ][:1]


def caseless_hyphens(text: str) -> str:
    """Hyphens of every kind alike, letters as they are."""
    return re.sub("[‐‑‒–−－]", "-", text)


def _also(name: str) -> Iterator[str]:
    """What a name is said for: PD1 for PD-1, 新辅助 for 新辅助治疗, B细胞淋巴瘤 for 淋巴瘤（B细胞来源）."""
    if re.fullmatch(r"[A-Z]{2,5}-[A-Z]?\d{1,3}", name):
        yield name.replace("-", "")
    if stem := re.fullmatch(r"([\u4e00-\u9fff]{3,})(?:治疗|疗法)", name):
        yield stem[1]
    if origin := re.fullmatch(r"(.+)（(.+)来源）", name):
        yield origin[2] + origin[1]


def _exact(name: str) -> bool:
    """Whether a name must be met in its own case: short, or with capitals."""
    return len(name) <= SHORTEST_LATIN or sum(char.isupper() for char in name) >= 2


def _whole(text: str, start: int, end: int) -> bool:
    """No Latin letter or digit goes on at either end of a Latin name, nor a number after its hyphen; 有效 is not 有效性."""
    before, after = text[start - 1 : start], text[end : end + 1]
    if _latin(text[start]) and _latin(before):
        return False
    if _latin(text[end - 1]):
        if _latin(after) and not (after == "s" and not _latin(text[end + 1 : end + 2])):
            return False
        return not re.match(r"[-‐‑–−](?:[A-Z]?\d|[A-Z](?![A-Za-z]))", text[end : end + 3])
    return not (end - start == 2 and after == "性")


def _latin(char: str) -> bool:
    return char.isascii() and char.isalnum()
