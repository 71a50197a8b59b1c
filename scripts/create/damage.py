"""Suspected transport and OCR damage; a person decides which of it becomes a repair.

In: normalised lines. Out: suspicions, each with line number, the few characters in doubt and why.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from ..language.script import is_traditional, readings, without_readings
from .misprints import Suspicion, misprints

_H = r"[\u4e00-\u9fff]"
# A run of letters is tried from its beginning alone: a line of one long word takes time that grows with its length, not its square.
_RULES: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(rf"(?<={_H})[a-z]{{1,2}}(?={_H})"), "Latin letters inside a Chinese word"),
    # A conjunction between two Latin names is ordinary Chinese.
    (re.compile(rf"(?<![A-Za-z])[A-Za-z]{{2,}}(?![和与及或的对加联]){_H}[a-z]{{3,}}"), "a Chinese character inside a Latin word"),
    (re.compile(r"\[ ?\d[\d ,]{0,6}[A-Za-z><》】|]{1,2}"), "a citation number without its closing bracket"),
    (re.compile(r"[)\]）]?[oO0]—、|(?<=[)\]）])[oO](?![A-Za-z])"), "a full stop read as a letter, perhaps with a heading glued to it"),
    (re.compile(rf"(?<={_H})\d(?:,\d){{1,4}}(?=[, ]|$)"), "a flattened superscript"),
    (re.compile(r"\ufffd+"), "a character lost in decoding"),
    (re.compile(r"(?<![a-z])[a-z]{2,}\.[A-Z][a-z]{2,}"), "no space after a full stop"),
    (re.compile(r"(?<![A-Za-z\d])[lIO]\d*\.\d+|(?<![A-Za-z\d])\d+[lO]\.?\d*(?![A-Za-z])|(?<![A-Za-z])[lIO]\d+(?=例|岁|月|个|年|%)"
                r"|(?<![A-Za-z\d])O\.\d+|(?<![A-Za-z])\d+\.\d*[lO]\d*(?![A-Za-z])"), "a letter in place of a digit"),
    (re.compile(r"(?<![A-Za-z])[A-Z]{2,6}\d?[—一](?=[A-Za-z\d])[A-Za-z]?[l\dI]*"), "a name with its hyphen or its digit misread"),
    (re.compile(r"(?<![A-Za-z])(?:PD|CTLA|LAG|IL|TIM)-?(?:L[lI]|[lI])(?![A-Za-z\d])"), "a name with its hyphen or its digit misread"),
    (re.compile(r"&(?:[A-Za-z]{2,8}|#\d{2,5});"), "a character reference"),
)
LONGEST = 60
"""Letters of a word; a longer run is no two words."""
_LOST = re.compile(r"[(（]\s?[,，;；、]\s?[-A-Za-z0-9][A-Za-z0-9-]*(?: ?[)）])?")
_PAIRS = ("()", "[]", "（）", "【】", "《》", "“”")


def suspicions(lines: Sequence[str], diseases: Iterable[str] = ()) -> list[Suspicion]:
    """Everything that looks damaged, in order of line; `diseases` are known names, against which misprints show."""
    text = "\n".join(lines)
    found = set(_whole_text(text))
    clean = [without_readings(line) for line in lines] if readings(text) else lines
    traditional = is_traditional(text)
    for number, line in enumerate(clean, start=1):
        for pattern, why in _RULES:
            found |= {Suspicion(number, match[0], why) for match in pattern.finditer(line)}
        if not traditional:
            found |= {Suspicion(number, char, "a rare character, perhaps misread") for char in line if _rare(char)}
        found |= {
            Suspicion(number, pair, "brackets or quotes that do not pair")
            for pair in _PAIRS if _open(line, pair) and not re.match(r"\d+\)", line) and not _mended(clean, number, pair)
        }
    found |= set(_delta(clean)) | set(_joined(clean)) | set(misprints(clean, diseases))
    return sorted(found)


def _open(line: str, pair: str) -> int:
    """How many of a pair are opened and not closed; below 0 the other way round."""
    return line.count(pair[0]) - line.count(pair[1])


def _mended(lines: Sequence[str], number: int, pair: str) -> bool:
    """Whether the line before or after holds the other half: a sentence was broken between them."""
    here = _open(lines[number - 1], pair)
    return any(0 < n <= len(lines) and _open(lines[n - 1], pair) == -here for n in ((number + 1,) if here > 0 else (number - 1,)))


def _whole_text(text: str) -> Iterator[Suspicion]:
    """What is true of the text as a whole is said once."""
    notes = []
    if is_traditional(text):
        notes.append("in Traditional characters, names are found as in Simplified ones")
    if count := readings(text):
        notes.append(f"{count} reading aids (pinyin in brackets) between the characters, names are found with them taken out")
    if notes:
        yield Suspicion(1, "", "the whole text: " + "; ".join(notes))
    for match in _LOST.finditer(text):
        yield Suspicion(text.count("\n", 0, match.start()) + 1, match[0].replace("\n", " "), "Latin words lost, their comma left")


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
