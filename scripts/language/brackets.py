"""No bracket stands within a bracket: what a call prints in brackets goes behind commas where the text has one open.

In: the words before a call, and what it prints. Out: HR 0.63 (95% CI 0.47–0.86), or HR 0.63, 95% CI 0.47–0.86 within a bracket.
"""

from __future__ import annotations

import re

from markupsafe import Markup

OPEN, CLOSED = re.compile(r"[（(]"), re.compile(r"[）)]")
# What a bracket of ours stands behind: a space in English, the value itself in Chinese; not CD4(+) or p(x).
INNER = {"zh": (re.compile(r"（([^（）]*)）"), r"，\1"), "en": (re.compile(r" \(([^()]*)\)"), r", \1")}


def inside(before: str) -> bool:
    """Whether the last line of a text ends within a bracket."""
    line = before.rpartition("\n")[2]
    return len(OPEN.findall(line)) > len(CLOSED.findall(line))


def flat(words: str, language: str) -> str:
    """The words with their brackets turned into commas."""
    pattern, comma = INNER[language]
    found = pattern.sub(comma, words)
    return Markup(found) if isinstance(words, Markup) else found
