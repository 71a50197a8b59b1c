"""Parity of the two languages within a record: they give the same numbers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal

from ..evidence import Atlas
from ..labels import Labels
from ..pages.articles import Article
from ..problems import Problem
from ..wording import MONTHS
from .prose import texts
from .style import NOT_PROSE

MONTH = {month.lower(): str(n) for n, month in enumerate(MONTHS, 1)}
# Names whose digits are part of a word in one language only.
NAMES = re.compile(
    r"claudin[ -]?18\.2|[A-Za-z]+-?\d[A-Za-z0-9.-]*|白(?:细胞)?介素-?\d+|(?<![\d.])\d+[A-Za-z]\d+|28-8"
    r"|\d+(?:st|nd|rd|th) century|\d+世纪(?!\d)", re.I
)


def numbers(text: str, language: str) -> Counter[str]:
    """The numbers of two digits or more, as a multiset: 10万 is 100000, 20世纪60年代 and the 1960s are 1960, October is 10.

    Smaller ones are words in one language and digits in the other too often to compare.
    """
    text = NOT_PROSE.sub(" ", text)
    if language == "zh":
        text = re.sub(r"(\d+)世纪(\d)0年代", lambda m: f" {int(m[1]) - 1}{m[2]}0 ", text)
        text = re.sub(r"(\d+(?:\.\d+)?)\s?万", lambda m: f" {(Decimal(m[1]) * 10000).normalize():f} ", text)
    else:
        text = re.sub(r"\b[a-z]+\b", lambda m: MONTH.get(m[0], m[0]), text.lower())
        text = re.sub(r"(\d{4})s\b", r"\1", text)
    text = NAMES.sub(" ", re.sub(r"(?<=\d)[,  ](?=\d{3}\b)", "", text))
    return Counter(n for n in re.findall(r"\d+(?:\.\d+)?", text) if len(n.replace(".", "")) > 1)


def numbers_agree(atlas: Atlas, articles: list[Article], labels: Labels) -> Iterator[Problem]:
    """Both languages of a text give the same numbers of two digits or more."""
    for records in atlas.kinds.values():
        for record in records.values():
            for place, text in texts(record):
                zh, en = numbers(text.zh, "zh"), numbers(text.en, "en")
                if zh != en:
                    path, line = atlas.where(record, *place)
                    only = f"{', '.join(sorted(zh - en)) or 'none'} in Chinese only, {', '.join(sorted(en - zh)) or 'none'} in English only"
                    yield Problem(path, line, "numbers-agree", f"both languages must give the same numbers: {only}")
