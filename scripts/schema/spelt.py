"""How a scalar must be spelt: a pattern for the machine, and the same in words for whoever mistyped it."""

from __future__ import annotations

from pydantic import StringConstraints

WORDS: dict[str, str] = {}
"""Pattern → what it asks for, as a reader of messages, of the field reference and of an editor is told."""


def spelt(pattern: str, words: str, longest: int | None = None) -> StringConstraints:
    """The constraint of a scalar; `words` end the sentence "must be …", `longest` counts characters."""
    if WORDS.setdefault(pattern, words) != words:
        raise ValueError(f"a pattern must have one meaning: {pattern}")
    return StringConstraints(pattern=pattern, max_length=longest)
