"""One file as text, or what it must be for that: never a stack of calls.

In: a path and the name that readers of messages know. Out: its characters, and problems.
"""

from __future__ import annotations

import re
import stat
import unicodedata
from pathlib import Path

from ..problems import Problem

LARGEST = 256 * 1024
"""Bytes. The longest file holds a tenth of it; patterns of prose take time that grows faster than a text does."""

RESERVED = frozenset({"index", "con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(10))})
"""Names that no page may have: `index` is the page of a folder, the others are devices where a site is unpacked on Windows."""

STEM = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def text_of(path: Path, name: str) -> tuple[str | None, list[Problem]]:
    """The characters of a file; None with the problem that keeps it from being read."""
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            return None, [Problem(name, 1, "readable", "there must be a plain file of this name; this is a folder or a device")]
        if status.st_size > LARGEST:
            return None, [Problem(name, 1, "readable", f"the file must hold at most {LARGEST} bytes; it holds {status.st_size}")]
        raw = path.read_bytes()
    except OSError as error:
        return None, [Problem(name, 1, "readable", f"the file must be there and open to reading ({error.strerror or error})")]
    try:
        return raw.decode("utf-8"), []
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        return None, [Problem(name, line, "readable", "the file must be UTF-8 text")]


def odd_digits(text: str) -> str:
    """The digits of a text that are none of 0 to 9, such as full-width or Arabic-Indic ones; roman and raised numerals are no digits."""
    return "" if text.isascii() else "".join(c for c in text if c > "\x7f" and unicodedata.category(c) == "Nd")


def ill_named(stem: str) -> str:
    """What a stem must be to be an id and the name of a page everywhere; empty where it is."""
    if not STEM.fullmatch(stem):
        return f"the name must be lower case letters, digits and single hyphens (it is {stem[:60]!r})"
    return f"the name must be another: '{stem}' is reserved for folders or devices" if stem in RESERVED else ""
