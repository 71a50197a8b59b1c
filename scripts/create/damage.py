"""Suspected transport and OCR damage; a person decides which of it becomes a repair.

In: normalised lines. Out: suspicions, each with line number, the few characters in doubt and why.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_H = r"[\u4e00-\u9fff]"
# A run of letters is tried from its beginning alone: a line of one long word takes time that grows with its length, not its square.
_RULES: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(rf"(?<={_H})[a-z]{{1,2}}(?={_H})"), "Latin letters inside a Chinese word"),
    # A conjunction between two Latin names is ordinary Chinese.
    (re.compile(rf"(?<![A-Za-z])[A-Za-z]{{2,}}(?![和与及或的对加联]){_H}[a-z]{{3,}}"), "a Chinese character inside a Latin word"),
    (re.compile(r"\[ ?\d[\d ,]{0,6}[A-Za-z><》】|]{1,2}"), "a citation number without its closing bracket"),
    (re.compile(r"[)\]）]?[oO0]—、|(?<=[)\]）])[oO](?![A-Za-z])"), "a full stop read as a letter, perhaps with a heading glued to it"),
    (re.compile(r"(?<=[A-Za-z])—(?=[A-Za-z])(?=[A-Z])"), "a dash in place of a hyphen"),
    (re.compile(rf"(?<={_H})\d(?:,\d){{1,4}}(?=[, ]|$)"), "a flattened superscript"),
    (re.compile(r"\ufffd+"), "a character lost in decoding"),
    (re.compile(r"(?<![a-z])[a-z]{2,}\.[A-Z][a-z]{2,}"), "no space after a full stop"),
)
LONGEST = 60
"""Letters of a word; a longer run is no two words."""
_PAIRS = ("()", "[]", "（）", "【】", "《》", "“”")


@dataclass(frozen=True, order=True)
class Suspicion:
    """One place that looks damaged."""

    line: int
    fragment: str
    why: str


def suspicions(lines: Sequence[str]) -> list[Suspicion]:
    """Everything that looks damaged, in order of line."""
    found: set[Suspicion] = set()
    for number, line in enumerate(lines, start=1):
        for pattern, why in _RULES:
            found |= {Suspicion(number, match[0], why) for match in pattern.finditer(line)}
        found |= {Suspicion(number, char, "a rare character, perhaps misread") for char in line if _rare(char)}
        found |= {
            Suspicion(number, pair, "brackets or quotes that do not pair")
            for pair in _PAIRS if line.count(pair[0]) != line.count(pair[1]) and not re.match(r"\d+\)", line)
        }
    found |= set(_delta(lines)) | set(_joined(lines))
    return sorted(found)


def _rare(char: str) -> bool:
    """A Chinese character outside GB 2312, which holds all that simplified medical prose uses."""
    if not "\u4e00" <= char <= "\u9fff":
        return False
    try:
        char.encode("gb2312")
    except UnicodeEncodeError:
        return True
    return False


def _delta(lines: Sequence[str]) -> Iterator[Suspicion]:
    """ATGR where TGR stands elsewhere: Greek Δ read as A."""
    known = {word for line in lines for word in re.findall(r"(?<![A-Za-z])[A-Z]{3,5}(?![A-Za-z])", line)}
    for number, line in enumerate(lines, start=1):
        for word in re.findall(r"(?<![A-Za-z])A[A-Z]{3,5}(?![A-Za-z])", line):
            if word[1:] in known:
                yield Suspicion(number, word, "perhaps Greek Δ read as A")


def _joined(lines: Sequence[str]) -> Iterator[Suspicion]:
    """A Latin word that is two words of the same text with the space lost."""
    words = Counter(word for line in lines for word in re.findall(r"(?<![A-Za-z-])[a-z]{3,}(?![A-Za-z-])", line))
    for number, line in enumerate(lines, start=1):
        for word in re.findall(rf"(?<![A-Za-z-])[a-z]{{7,{LONGEST}}}(?![A-Za-z-])", line):
            if words[word] == 1 and any(word[:i] in words and word[i:] in words for i in range(3, len(word) - 2)):
                yield Suspicion(number, word, "two words without the space between them")
