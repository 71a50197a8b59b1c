"""Two readings of a wording: `normalise` for people and rules, `fold` for comparison.

In: text as decoded. Out: lines without transport damage; folded letters and digits; a fingerprint.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata

PRINT_LENGTH = 12
"""Hexadecimal digits of a fingerprint: 48 bits, so that chance collisions among thousands of passages do not occur."""

_SPACES = re.compile(r"[\t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000 ]+")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
# Ligatures, Kangxi radicals and compatibility ideographs look like ordinary letters and are not. Full-width
# punctuation is left alone: in Chinese it is the correct form.
_LOOKALIKES = re.compile("[\u2f00-\u2fdf\uf900-\ufaff\ufb00-\ufb06]")
# Databases flatten superscripts and subscripts to ^(…) and _(…).
_MARKUP = re.compile(r"[\^_]\(([^()\s]{1,8})\)")


def normalise(text: str) -> list[str]:
    """The lines of a text that hold anything, with one kind of space and no look-alikes or database markup."""
    return [tidied for line in text.split("\n") if (tidied := tidy(line))]


def tidy(line: str) -> str:
    """One line with one kind of space, without look-alikes, invisible characters or database markup."""
    line = _INVISIBLE.sub("", line)
    line = _LOOKALIKES.sub(lambda found: unicodedata.normalize("NFKC", found[0]), line)
    return _SPACES.sub(" ", _MARKUP.sub(r"\1", line)).strip()


def fold(text: str) -> str:
    """Letters and digits alone, compatibility forms resolved, lower case."""
    return "".join(char for char in unicodedata.normalize("NFKC", text).lower() if char.isalnum())


def fingerprint(wording: str) -> str:
    """The first hexadecimal digits of the SHA-256 of the folded wording."""
    return hashlib.sha256(fold(wording).encode("utf-8")).hexdigest()[:PRINT_LENGTH]
