"""Whether anything changed since a check found everything as it must be.

In: the house. Out: one fingerprint of all that a check depends on, and the line that the last good check of it said.
Every file counts by name and content, our own code and the versions of Python and of every library too; whatever is
damaged or does not match is no answer, and the check is made.
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Iterator
from contextlib import suppress
from importlib.metadata import distributions
from pathlib import Path

from ..paths import House

FILE = "check.json"


def fingerprint(house: House) -> str:
    """All that a check reads, as one number."""
    whole = hashlib.sha256(json.dumps([sys.version, sorted({f"{one.name} {one.version}" for one in distributions()})]).encode())
    for path in _files(house):
        content = b""
        with suppress(OSError):  # what cannot be read is told by who reads it
            content = path.read_bytes() if path.is_file() else b""
        whole.update(f"\0{house.name(path)}\0{len(content)}\0".encode() + content)
    return whole.hexdigest()


def _files(house: House) -> Iterator[Path]:
    """Records with drafts, cards, articles, pairs, templates, generated files and our own modules."""
    own = (house.evidence, house.sources, house.articles, house.twins, house.templates, house.docs, house.schemas)
    for folder in (*own, Path(__file__).parents[1]):
        for path in sorted(folder.rglob("*")):
            if "__pycache__" not in path.parts and not path.is_dir():
                yield path


def said(house: House, now: str) -> str | None:
    """What the last good check of the same state said; None where there was none."""
    with suppress(OSError, ValueError, KeyError, TypeError):
        kept = json.loads((house.cache / FILE).read_text("utf-8"))
        if kept["seal"] == _seal(now, kept["said"]):
            return str(kept["said"])
    return None


def keep(house: House, now: str, words: str) -> None:
    """Remember what a good check said; where that cannot be written the next check is made again."""
    with suppress(OSError):
        house.cache.mkdir(exist_ok=True)
        (house.cache / FILE).write_text(json.dumps({"said": words, "seal": _seal(now, words)}, ensure_ascii=False) + "\n", "utf-8")


def _seal(now: str, words: str) -> str:
    return hashlib.sha256(f"{now} {words}".encode()).hexdigest()
