"""Sentences of Chinese, English or mixed text.

In: a stretch of one line. Out: its sentences in order; nothing but white space between them is dropped.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

HAN = "\u3400-\u9fff"
_ABBREVIATION = re.compile(
    r"(?:\b(?:et al|al|vs|cf|ca|approx|resp|Figs?|Tabs?|Eqs?|Refs?|Nos?|Vol|pp?|Dr|Prof|Mr|Mrs|Ms|St|Inc|Ltd|Co|Jr|Sr|"
    r"e\.g|i\.e|a\.m|p\.m|U\.S|Suppl|ed|eds|spp?)|(?:^|[\s(.])[A-Z])$"
)
_AFTER = re.compile(r"[”’」』】）)\]]*(?:\[\d[\d,，\-–~\s]*\])?[”’」』】）)\]]*")
"""What still belongs to a sentence after its full stop: closing quotes and brackets, a citation number."""

NEAR = 80
"""Characters around a full stop that decide about it; keeps long lines linear."""

_STOP = re.compile(r"[。！？!?…]+|\.")
_NUMBER = re.compile(r"(^|.)(\d+(?:\.\d+)*)$", re.S)


def split(text: str) -> list[str]:
    """The sentences of a stretch of text, without the white space around them."""
    found, start = [], 0
    for end in _ends(text):
        found.append(text[start:end].strip())
        start = end
    found.append(text[start:].strip())
    return [sentence for sentence in found if sentence]


def _ends(text: str) -> Iterator[int]:
    """Every index at which a sentence ends."""
    start = position = 0
    while match := _STOP.search(text, position):
        stop, position = match.start(), match.end()
        if match[0] == "." and not _full_stop(text[max(start, stop - NEAR) : stop], text[position : position + NEAR]):
            continue
        position = _AFTER.match(text, position).end()  # type: ignore[union-attr]  # matches the empty string too
        # A straight quote closes only where one is open.
        if text[position : position + 1] == '"' and text[start:position].count('"') % 2:
            position += 1
        if position < len(text):
            yield position
        start = position


def _full_stop(before: str, after: str) -> bool:
    """Whether a half-width full stop ends the sentence: not in decimals, abbreviations, item numbers, addresses."""
    rest = _AFTER.sub("", after, count=1) if after else ""
    if not before.strip() or not rest.strip():
        return bool(before.strip())
    if _ABBREVIATION.search(before):
        return False
    last, following = before[-1], rest.lstrip()
    number = _NUMBER.search(before)
    if number:
        # "1. Title" and "2 . 免疫" are item numbers; "in 2020. Then" is not.
        item = not number[1].strip() and (not before[: number.start()].strip() or not rest[0].isspace())
        if item or rest[0].isdigit():
            return False
        return (rest[0].isspace() and _opens(following)) or _han(rest[0])
    if _han(last):
        return _han(following[0]) or following[0].isdigit() or following[0] in "\"“‘(（["
    if rest[0].isspace():
        return _opens(following)
    # Spaces lost in transport: "…suppression.Interferon…"
    word = re.search(r"([A-Za-z]*)$", before)[1]  # type: ignore[index]
    glued = last in ")]%" or (len(word) >= 3 and last.islower())
    return _han(rest[0]) or (glued and bool(re.match(r"[A-Z]([a-z]|[\s\-]|[A-Z])", rest)))


def _opens(text: str) -> bool:
    """Whether a new sentence can open like this."""
    first = text[0]
    return first.isupper() or first.isdigit() or _han(first) or first in "\"“‘'([（【•●"


def _han(char: str) -> bool:
    return "\u3400" <= char <= "\u9fff"
