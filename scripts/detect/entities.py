"""Which known things a passage names, by any of their names.

In: the Atlas. Out: an `Entities` that gives the ids named in a text. Wider than the links of the site: nicknames,
former names and misspellings count here, because a person reads the result.
"""

from __future__ import annotations

from ..language.names import caseless, names_of, preferred
from ..records import LINKABLE, Atlas
from .direction import acronym

SHORTEST_LATIN = 3
"""Letters of the shortest Latin name searched without regard to case; below it the case must agree."""


class Entities:
    """All names of all records that a page exists for."""

    def __init__(self, atlas: Atlas) -> None:
        self.trials = [(trial.id, acronym(trial)) for trial in atlas.trials.values()]
        self.names: dict[str, set[str]] = {}
        for kind in LINKABLE:
            if kind == "settings":
                continue
            for record in atlas.kinds.get(kind, {}).values():
                for name in [*preferred(record), *names_of(record)]:
                    if len(name.text) > 1:
                        self.names.setdefault(name.text, set()).add(record.id)

    def find(self, text: str) -> list[str]:
        """The ids that a text names, in alphabetical order."""
        found = {identity for identity, pattern in self.trials if pattern.search(text)}
        folded = caseless(text)
        for name, ids in self.names.items():
            if _named(name, text, folded):
                found |= ids
        return sorted(found)


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
