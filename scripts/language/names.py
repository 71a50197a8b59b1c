"""Finding the names of records in running text, so that every mention can link to its page.

In: the Atlas. Out: `Names`, which yields (start, end, id) for each mention in a text of one language, leftmost and longest first,
and knows which records are words of every day (`auto_link: no`). A name that never becomes a link still keeps shorter ones out.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import cache

import ahocorasick

from ..records import LINKABLE, Atlas
from ..schema import Drug, Record, Term
from ..schema.words import Name

# Nicknames and misspellings are searchable but never become links: they are not for prescribing.
LINKED_TYPES = frozenset({"inn", "brand", "code", "abbreviation", "standard", "full", "short"})
BOUND = "率期性灶"
"""A Chinese name goes on where one of these follows: 完全缓解率, 数据截止日期, 脑转移灶."""
LONGER = ""
"""The owner of names that lead nowhere: they only keep the names within them from being linked."""


def names_of(record: Record) -> list[Name]:
    """Every further name of a record, whatever its kind calls the list."""
    return list(getattr(record, "names", None) or getattr(record, "other", None) or getattr(record, "also", None) or [])


def preferred(record: Record) -> list[Name]:
    """The preferred name in each language, as names."""
    if hasattr(record, "acronym"):
        return [Name(text=record.acronym, lang="any", type="standard")]
    text = getattr(record, "name", None) or getattr(record, "inn", None)
    if text is None:
        return []
    return [Name(text=text.zh, lang="zh", type="standard"), Name(text=text.en, lang="en", type="standard")]


class Names:
    """All names of one language. A Latin name counts in Chinese text too."""

    def __init__(self, atlas: Atlas, language: str) -> None:
        self.owner: dict[str, tuple[str, str]] = {}
        self.everyday: set[str] = set()
        records = [(kind, record) for kind in LINKABLE for record in atlas.kinds.get(kind, {}).values() if record.standing == "current"]
        for kind, record in records:
            if isinstance(record, Drug | Term) and record.auto_link == "no":
                self.everyday.add(record.id)
            if kind != "settings":
                names = preferred(record) + [n for n in names_of(record) if n.type in LINKED_TYPES]
                self._add(names, record.id, language)
        for kind, record in records:
            names = preferred(record) if kind == "settings" else [n for n in names_of(record) if n.type not in LINKED_TYPES]
            self._add(names, LONGER, language)
        self.automaton = ahocorasick.Automaton()
        for key, (name, owner) in self.owner.items():
            self.automaton.add_word(key, (len(key), name, owner))
        if self.owner:
            self.automaton.make_automaton()

    def _add(self, names: list[Name], owner: str, language: str) -> None:
        for name in names:
            text = name.text
            if name.lang not in (language, "any") and not (language == "zh" and text.isascii() and abbreviated(text)):
                continue
            if len(text) < 2 or (not text.isascii() and len(text) < 3 and not any(c.isascii() for c in text)):
                continue
            if text.islower() and text.isascii() and len(text) < 4:
                continue
            self.owner.setdefault(caseless(text), (text, owner))

    def find(self, text: str) -> Iterator[tuple[int, int, str]]:
        """Mentions that have a page and do not overlap: leftmost first, then longest."""
        return ((start, end, owner) for start, end, owner in self.spans(text) if owner != LONGER)

    def spans(self, text: str) -> Iterator[tuple[int, int, str]]:
        """The same with the names that lead nowhere."""
        if not self.owner:
            return
        folded = caseless(text)
        if len(folded) != len(text):  # a character that folds to several would shift every place
            return
        hits = []
        for end, (length, name, owner) in self.automaton.iter(folded):
            start = end - length + 1
            if _whole(folded, start, end + 1) and (not abbreviated(name) or _hyphens(text[start : end + 1]) == _hyphens(name)):
                hits.append((start, -length, owner))
        position = 0
        for start, negative, owner in sorted(hits):
            if start >= position:
                position = start - negative
                if folded[position : position + 1] == "s" and text[start].isascii():
                    position += 1  # an English plural
                yield start, position, owner


class Fold(dict[int, str]):
    """Character → its folded form, worked out where it is first met: `str.translate` is many times faster than a loop."""

    def __missing__(self, code: int) -> str:
        self[code] = _one(chr(code))
        return self[code]


FOLD = Fold()


def caseless(text: str) -> str:
    """Lower case, one character for one character; hyphens of every kind alike."""
    return text.translate(FOLD)


HYPHENS = "‐‑‒–−－"


def _hyphens(text: str) -> str:
    """Hyphens of every kind alike, letters as they are."""
    return "".join("-" if char in HYPHENS else char for char in text)


def _one(char: str) -> str:
    if char in HYPHENS:
        return "-"
    low = unicodedata.normalize("NFKC", char).lower()
    return low if len(low) == 1 else char


@cache
def abbreviated(name: str) -> bool:
    """Has two capitals or a digit with a capital: must be met in its own case."""
    return sum(c.isupper() for c in name) >= 2 or (any(c.isupper() for c in name) and any(c.isdigit() for c in name))


def _whole(text: str, start: int, end: int) -> bool:
    """No letter or digit goes on at either end, nor a Chinese word; a hyphen does not join a name to a longer code."""
    first, last = text[start], text[end - 1]
    if not last.isascii() and end < len(text) and text[end] in BOUND:
        return False
    before = text[start - 1] if start else " "
    after = text[end] if end < len(text) else " "
    if first.isascii() and first.isalnum() and (before.isascii() and (before.isalnum() or before in "-/")):
        return False
    if last.isascii() and last.isalnum() and after.isascii():
        if after.isalnum() and not (after == "s" and (end + 1 == len(text) or not text[end + 1].isalnum())):
            return False
        if after == "-" and end + 1 < len(text) and text[end + 1].isdigit():
            return False
    return True
