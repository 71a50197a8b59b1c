"""Twins: false sentences beside their corrected twins, by which anything that checks texts is measured.

In: twins/, the Atlas. Out: `Twin`s. One part is written from the records by rule, two by hand; of these, one is held out.
"""

from __future__ import annotations

from functools import cache

from ..paths import House
from ..problems import Problem
from ..records import Atlas, textyaml
from . import by_rule
from .measured import Measured, measured
from .pair import FILES, KINDS, Part, Twin, Twins, parsed, read

__all__ = ["FILES", "KINDS", "Measured", "Part", "Twin", "Twins", "every", "fresh", "measured", "read", "write"]


@cache
def every(house: House, atlas: Atlas) -> Twins:
    """All pairs: those by rule as the records give them now, and those by hand; none where the house has no wordings and no files."""
    text = by_rule.written(house, atlas)
    document, _ = textyaml.parse(text, FILES["by rule"]) if text else (None, [])
    return {"by rule": parsed(document, FILES["by rule"])[0] if document is not None else [], **read(house, atlas)[0]}


def fresh(house: House, atlas: Atlas) -> list[Problem]:
    """Where the file of pairs by rule differs from what the records give."""
    text, path = by_rule.written(house, atlas), house.twins / FILES["by rule"]
    if text is None or (path.is_file() and path.read_text("utf-8") == text):
        return []
    return [Problem(house.name(path), 1, "fresh-twins", "the pairs must be what the records give; run make pages")]


def write(house: House, atlas: Atlas) -> None:
    """Bring the file of pairs by rule up to date."""
    if (text := by_rule.written(house, atlas)) is not None:
        house.twins.mkdir(exist_ok=True)
        (house.twins / FILES["by rule"]).write_text(text, "utf-8", newline="\n")
