"""Titles and headings that stand on lines of their own.

In: normalised lines. Out: which of them open an article, and which are headings within one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..ledger.furniture import LABEL, is_furniture, is_people, is_printed_data

NUMBERED = re.compile(
    r"^(?:第[一二三四五六七八九十]+[章节部分]+|[一二三四五六七八九十]{1,3}[、.．]|"
    r"[(（][一二三四五六七八九十\d]{1,2}[)）]|\d{1,2}(?:\.\d{1,2}){0,3}[.、．]?) ?"
    r"(?=[\u4e00-\u9fffA-Z])(?!年|月|日|例|个|%|岁|周|天|倍|项|名|次)"
)
_WORDS = re.compile(
    r"^(?:引言|前言|导言|背景|概述|方法|资料与方法|结果|讨论|结论|结语|小结|展望|参考文献|Background|Introduction|Methods|Results|Discussion|"
    r"Conclusions?|References)$", re.I,
)
_SECTION = re.compile(r"【[^【】]{2,14}】$")
_INSIDE = re.compile(r"[。，,；;！!]|[a-z]\. ")
_LETTER = re.compile(r"[\u3400-\u9fffA-Za-z]")
CLOSING = re.compile(r"结论|总之|总结|综上|未来|展望|还需|in conclusion|in summary|future", re.I)
STOPS = "。！？!?.…”\"’）)"
LONGEST = 60
"""Characters of the longest line taken for a title; a Latin one may be three times as long."""
SHORTEST = 6
"""Characters of the shortest line taken for a title without a line of authors below it."""
HEADING = 30
"""Characters of the longest heading."""


def is_bare(line: str) -> bool:
    """Whether a line says something and is no sentence, label, furniture or printed data."""
    longest = LONGEST if re.search(r"[\u3400-\u9fff]", line) else 3 * LONGEST
    return (
        2 <= len(line) <= longest and len(_LETTER.findall(line)) * 2 >= len(line) and not _INSIDE.search(line)
        and line[-1] not in "。.…:：、，" and not LABEL.match(line) and not is_furniture(line) and not is_printed_data(line)
    )


def own_heading(line: str) -> bool:
    """Whether a whole line is a numbered heading, one of the words that head sections, or in the brackets of a label's sections."""
    if _SECTION.match(line) and not LABEL.match(line):
        return True
    return bool(_WORDS.match(line)) or (is_bare(line) and len(line) <= HEADING * 2 and bool(NUMBERED.match(line)))


def _title_like(line: str) -> bool:
    return is_bare(line) and not own_heading(line)


def _byline(lines: Sequence[str], index: int) -> bool:
    """Whether the line after next is one of authors, or a day, with prose to come."""
    return index + 1 < len(lines) and (is_people(lines[index + 1]) or is_printed_data(lines[index + 1]))


def _prose(line: str) -> bool:
    return bool(re.search(r"[。！？!?]|[a-z]\.(?: |$)", line))


def titles(lines: Sequence[str]) -> list[int]:
    """Lines at which an article begins: the first with words; a bare line with authors or a day below, or after a closing paragraph."""
    found = []
    first = next((i for i, line in enumerate(lines) if not is_furniture(line) and not is_printed_data(line)), None)
    if first is not None and _title_like(lines[first]) and len(lines) > first + 1 and any(map(_prose, lines[first + 1 :])):
        follows = lines[first + 1]
        if len(lines[first]) >= SHORTEST and (not is_bare(follows) or own_heading(follows) or _byline(lines, first)):
            found.append(first)
    for index in range((first or 0) + 1, len(lines) - 1):
        before = _before(lines, index)
        if not _title_like(lines[index]) or not before or before[-1] not in STOPS or not any(map(_prose, lines[index + 1 : index + 4])):
            continue
        if len(lines[index]) < SHORTEST or is_people(lines[index]):
            continue
        if _byline(lines, index) or (found and CLOSING.search(before) and not own_heading(lines[index + 1])):
            found.append(index)
    return found


def _before(lines: Sequence[str], index: int) -> str:
    """The last line before that is no furniture."""
    return next((line for line in reversed(lines[:index]) if not is_furniture(line)), "")


def headings(lines: Sequence[str]) -> list[str]:
    """Headings on lines of their own: numbered ones; others too, where prose stands before and after and none is numbered."""
    numbered = [line for line in lines if own_heading(line)]
    if numbered:
        return numbered
    return [
        line for before, line, after in zip(lines, lines[1:], lines[2:], strict=False)
        if is_bare(line) and len(line) <= HEADING and not is_people(line) and _prose(before) and before[-1] in STOPS and _prose(after)
    ]
