"""Which known things a passage names, by any of their names.

In: the Atlas. Out: an `Entities` that gives the ids named in a text. Wider than the links of the site: nicknames,
former names and misspellings count here, because a person reads the result.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

import ahocorasick

from ..language.names import caseless, names_of, preferred
from ..records import LINKABLE, Atlas
from ..schema import Trial
from .direction import acronym

SHORTEST_LATIN = 3
"""Letters of the shortest Latin name searched without regard to case; below it the case must agree."""


class Entities:
    """All names of all records that a page exists for."""

    def __init__(self, atlas: Atlas) -> None:
        self.trials = [(trial.id, acronym(trial)) for trial in atlas.trials.values()]
        self.begins = _automaton({first.lower() for first in map(_first, atlas.trials.values())})
        self.beginning: dict[str, set[str]] = {}
        for trial in atlas.trials.values():
            self.beginning.setdefault(_first(trial).lower(), set()).add(trial.id)
        self.names: dict[str, set[str]] = {}
        for kind in LINKABLE:
            if kind == "settings":
                continue
            for record in atlas.kinds.get(kind, {}).values():
                for name in [*preferred(record), *names_of(record)]:
                    if len(name.text) > 1:
                        self.names.setdefault(name.text, set()).add(record.id)
        self.folded: dict[str, list[str]] = {}
        for one in self.names:
            self.folded.setdefault(caseless(one), []).append(one)
        self.automaton = _automaton(self.folded)

    def find(self, text: str) -> list[str]:
        """The ids that a text names, in alphabetical order."""
        near = set().union(*(self.beginning[word] for word in _words(self.begins, text.lower())))
        found = {identity for identity, pattern in self.trials if identity in near and pattern.search(text)}
        folded = caseless(text)
        for sought in _words(self.automaton, folded):
            for name in self.folded[sought]:
                if _named(name, text, folded):
                    found |= self.names[name]
        return sorted(found)


def _first(trial: Trial) -> str:
    """The first run of letters or digits of a trial's acronym, with which every form of it begins."""
    pieces = re.findall(r"[A-Za-z]+|[0-9]+", trial.acronym)
    return pieces[0] if pieces else trial.acronym


def _automaton(words: Iterable[str]) -> Any:
    """Finds all of many words in one pass."""
    made = ahocorasick.Automaton()
    for word in words:
        made.add_word(word, word)
    made.make_automaton()
    return made


def _words(automaton: Any, text: str) -> set[str]:
    """Which of its words stand in a text, whole or within others."""
    return {word for _, word in automaton.iter(text)} if len(automaton) else set()


def _named(name: str, text: str, folded: str) -> bool:
    """Whether the name stands in the text as a whole word; an abbreviation must be met in its own case."""
    exact = len(name) <= SHORTEST_LATIN or sum(char.isupper() for char in name) >= 2
    within, sought = (text, name) if exact or len(folded) != len(text) else (folded, caseless(name))
    at = within.find(sought)
    while at >= 0:
        if _whole(within, at, at + len(sought)):
            return True
        at = within.find(sought, at + 1)
    return False


def _whole(text: str, start: int, end: int) -> bool:
    """No Latin letter or digit goes on at either end of a Latin name."""
    before, after = text[start - 1 : start], text[end : end + 1]
    return not ((_latin(text[start]) and _latin(before)) or (_latin(text[end - 1]) and _latin(after) and after != "s"))


def _latin(char: str) -> bool:
    return char.isascii() and char.isalnum()
