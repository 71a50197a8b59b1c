"""Lines that were broken at a fixed width, or by a copy from columns, joined to whole lines again.

In: the text as decoded. Out: whether its lines are broken within sentences; the text with those lines joined.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from .furniture import LABEL, is_furniture

_HAN = re.compile(r"[\u3400-\u9fff]")
_CLOSES = re.compile(r"[。，,、；;：:）)\]】》”’！!？?%]|\[\d[\d,，\-–~ ]*\]$")
"""How no line of its own begins: with a closing mark, or as a bare citation number."""
_CITATION = re.compile(r"\[\d[\d,，\-–~ ]*\]$")
_STOPS = "。！？!?.：:…"
_ALONE = re.compile(
    r"(?:[一二三四五六七八九十]{1,3}、|[(（][一二三四五六七八九十\d]{1,2}[)）]|"
    r"\d{1,2}(?:\.\d{1,2}){0,2}[.、]? ?(?=[\u4e00-\u9fffA-Z])|[●•*] ?|- "
    r"|\d{4}[-/.年])"
)
_GOES_ON = ",，、(（"
NARROWEST = 15
"""Characters of the longest line of a block below which its lines are a list and no wrapped prose."""
LATIN_LINE = 30
"""Characters of a Latin line from which a small letter on the next line goes on with it."""


def wrapped(text: str) -> bool:
    """Whether any line of the text is to be joined with the next."""
    return joined(text) != text


def joined(text: str) -> str:
    """The text with lines joined that are one; everything else as it stands."""
    return "\n".join(_text(text.split("\n")))


def _text(lines: Sequence[str]) -> Iterator[str]:
    block: list[str] = []
    for line in lines:
        if line.strip():
            block.append(line)
            continue
        yield from _block(block)
        block = []
        yield line
    yield from _block(block)


def _block(lines: Sequence[str]) -> list[str]:
    """The lines of a stretch without an empty line, joined."""
    broken = _is_broken([line.strip() for line in lines])
    out: list[str] = []
    for line in lines:
        if out and _one(out[-1].strip(), line.strip(), broken):
            before, after = out[-1].rstrip(), line.lstrip()
            space = " " if before[-1].isascii() and before[-1] not in "(-" and re.match(r"[A-Za-z0-9(]", after) else ""
            out[-1] = f"{before}{space}{after}"
        else:
            out.append(line)
    return out


def _is_broken(lines: Sequence[str]) -> bool:
    """Whether a block is prose at a fixed width, or has lines that begin as no line can."""
    if any(_CLOSES.match(after) and not _alone(before) for before, after in pairwise(lines)):
        return True
    inner = lines[:-1]
    widest = max(map(len, lines), default=0)
    return (
        len(inner) >= 2 and widest >= NARROWEST and all(len(line) >= widest * 0.85 for line in inner)
        and sum(line[-1] not in _STOPS for line in inner) * 10 >= len(inner) * 6
    )


def _one(before: str, after: str, broken: bool) -> bool:
    """Whether a line goes on in the next."""
    if _alone(before):
        return False
    if _CLOSES.match(after):
        return True
    if _ALONE.match(after) or _alone(after) or LABEL.match(after):
        return False
    if before[-1] in _GOES_ON or before.count("(") + before.count("（") > before.count(")") + before.count("）"):
        return True
    if before[-1] in _STOPS:
        return False
    if _HAN.match(before[-1]) or _HAN.match(after[0]) or _CITATION.search(before):
        return broken
    return len(before) >= LATIN_LINE and before[-1].isalnum() and after[0].islower()


def _alone(line: str) -> bool:
    return is_furniture(line) or bool(LABEL.fullmatch(line))
