"""Traditional Chinese read as Simplified, so that every name is found in either script.

In: text. Out: the same text in Simplified characters, as long as it was; whether a text is in Traditional script.
"""

from __future__ import annotations

import re
from functools import cache

import opencc

_HAN = re.compile(r"[\u3400-\u9fff]")
_READING = re.compile(r"[(（] ?[a-zāáǎàōóǒòēéěèīíǐìūúǔùǖǘǚǜü]{1,6} ?[)）]")
_MARK = re.compile(r"[āáǎàōóǒòēéěèīíǐìūúǔùǖǘǚǜ]")


@cache
def _converter() -> opencc.OpenCC:
    return opencc.OpenCC("t2s")


def simplified(text: str) -> str:
    """Simplified characters in place of Traditional ones; one for one, so that places stay."""
    if not _HAN.search(text):
        return text
    found: str = _converter().convert(text)
    return found if len(found) == len(text) else text


def is_traditional(text: str) -> bool:
    """Whether a twentieth of the Chinese characters of a text are Traditional ones."""
    han = len(_HAN.findall(text))
    changed = sum(a != b for a, b in zip(text, simplified(text), strict=True))
    return han >= 10 and changed * 20 >= han


def readings(text: str) -> int:
    """How many reading aids (pinyin in brackets after a Chinese character) a text holds, one of them at least with a tone."""
    found = [one for match in _READING.finditer(text) if _HAN.match(text[match.start() - 1 : match.start()]) for one in [match[0]]]
    return len(found) if any(map(_MARK.search, found)) else 0


def without_readings(text: str) -> str:
    """The text without its reading aids."""
    if not _MARK.search(text):
        return text
    return re.sub(rf"(?<=[\u3400-\u9fff]){_READING.pattern}", "", text)
