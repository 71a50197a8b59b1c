"""How Chinese characters sound, so that a name typed by ear leads to the record that sounds the same.

In: nothing but the pinyin library's dictionary. Out: syllables without tones, each followed by its characters: bo波播博 bu不布步.
"""

from __future__ import annotations

from functools import cache

from pypinyin import Style, lazy_pinyin

LEADS, TRAILS = range(0xB0, 0xD8), range(0xA1, 0xFF)
"""Bytes of the common characters in GB/T 2312-1980, level 1."""


@cache
def sounds() -> str:
    """Every common character of GB/T 2312 below the syllable that the library reads first."""
    found: dict[str, list[str]] = {}
    for lead in LEADS:
        for trail in TRAILS:
            try:
                char = bytes((lead, trail)).decode("gb2312")
            except UnicodeDecodeError:
                continue  # the last row of the level is not full
            found.setdefault(lazy_pinyin(char, style=Style.NORMAL)[0], []).append(char)
    return " ".join(syllable + "".join(chars) for syllable, chars in sorted(found.items()))
