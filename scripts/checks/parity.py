"""Parity of the two languages within a record and within a pair of articles: the same numbers, the same tables."""

from __future__ import annotations

import re
from calendar import month_name
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from functools import cache, lru_cache

from ..problems import Problem
from ..records import Article
from .desk import Desk
from .style import NOT_PROSE

MONTH = {month.lower(): str(n) for n, month in enumerate(month_name[1:], 1)}
A_MONTH = re.compile(rf"\b(?:{'|'.join(MONTH)})\b")
# Names whose digits are part of a word in one language only. A run of letters or digits is tried from its beginning alone, here and
# below: from each of its characters it would take time that grows with the square of its length.
NAMES = re.compile(
    r"claudin[ -]?18\.2|(?<![A-Za-zα-ω])[A-Za-zα-ω]+-?\d[A-Za-z0-9.-]*|白(?:细胞)?介素-?\d+|(?<![\d.])\d+[A-Za-z]\d+|28-8"
    r"|花生四烯酸|四分位|四价|六聚体|(?<=[一-鿿])-\d"
    r"|(?<!\d)\d+(?:st|nd|rd|th) century|(?<!\d)\d+世纪(?!\d)", re.I
)

THOUSANDS = re.compile(r"(?<=\d)[, \u2009\u202f\u00a0](?=\d{3}(?!\d))")


@lru_cache(maxsize=4)
def bare(text: str) -> str:
    """The words alone: without calls, citations, addresses and marks."""
    return NOT_PROSE.sub(" ", text)


def numbers(text: str, language: str) -> Counter[str]:
    """The numbers of two digits or more, as a multiset: 10万 is 100000, 20世纪60年代 and the 1960s are 1960, October is 10.

    Smaller ones may be words in one language and digits in the other: see `spoken_apart`.
    """
    text = bare(text)
    if language == "zh":
        text = re.sub(r"(?<!\d)(\d+)世纪(\d)0年代", lambda m: f" {int(m[1]) - 1}{m[2]}0 ", text)
        text = re.sub(r"(?<!\d)(\d+(?:\.\d+)?)\s?万", lambda m: f" {(Decimal(m[1]) * 10000).normalize():f} ", text)
    else:
        text = A_MONTH.sub(lambda m: MONTH[m[0]], text.lower())
        text = re.sub(r"(\d{4})s\b", r"\1", text)
    text = NAMES.sub(" ", THOUSANDS.sub("", text))
    return Counter(n for n in re.findall(r"\d+(?:\.\d+)?", text) if len(n.replace(".", "")) > 1)


# How a language writes 1 to 9 where it does not use the digit: Roman for phases and stages, words for small counts.
SPOKEN = {
    "1": ("I", "一单首", "one first once a an single another per each"),
    "2": ("II", "二两双", "two second twice both dual double doubled twofold half"),
    "3": ("III", "三", "three third triple threefold"),
    "4": ("IV", "四", "four fourth quarter fourfold"),
    "5": ("V", "五半", "five fifth half fivefold"),
    "6": ("VI", "六", "six sixth"),
    "7": ("VII", "七", "seven seventh"),
    "8": ("VIII", "八", "eight eighth"),
    "9": ("IX", "九", "nine ninth"),
}
DIGIT = re.compile(r"(?<![\d.A-Za-z/])\d(?![\d.]*\d)(?!\s?万)")
ROMAN = re.compile(r"(?<![A-Za-z])(?:VIII|VII|VI|IX|IV|III|II|I|V)(?=[ABCabc]?\d?(?![A-Za-z]))")


def spoken_apart(zh: str, en: str) -> list[str]:
    """The digits 1 to 9 that stand in one language more often than the other has them in any form: digit, word, Roman."""
    plain = {k: NAMES.sub(" ", THOUSANDS.sub("", bare(text))) for k, text in (("zh", zh), ("en", en))}
    typed = {language: Counter(DIGIT.findall(text)) for language, text in plain.items()}
    roman = {language: Counter(ROMAN.findall(text)) for language, text in plain.items()}
    words = Counter(MONTH.get(word, word) for word in re.findall(r"[a-z]+", plain["en"].lower()))
    counted: dict[str, Counter[str]] = {"zh": Counter(), "en": Counter()}
    for digit, (_, characters, spoken) in SPOKEN.items():
        if digit > "3":  # smaller words are also articles, ordinals and parts of other words
            counted["zh"][digit] = sum(plain["zh"].count(c) for c in characters if c != "半")
            counted["en"][digit] = words[spoken.split()[0]]
    apart = []
    for digit, (numeral, characters, spoken) in SPOKEN.items():
        if not any(given[one][digit] for given in (typed, counted) for one in ("zh", "en")):
            continue
        others = {
            "zh": typed["zh"][digit] + roman["zh"][numeral] + sum(plain["zh"].count(c) for c in characters),
            "en": typed["en"][digit] + roman["en"][numeral] + words[digit] + sum(words[w] for w in spoken.split()),
        }
        if any(typed[one][digit] + counted[one][digit] > others[other] for one, other in (("zh", "en"), ("en", "zh"))):
            apart.append(digit)
    return apart


@cache
def disagreement(zh: str, en: str) -> str | None:
    """Which numbers two texts do not share; None where they agree."""
    many = numbers(zh, "zh"), numbers(en, "en")
    if many[0] != many[1]:
        only = [", ".join(sorted(one - other)) or "none" for one, other in (many, many[::-1])]
        return f"{only[0]} in Chinese only, {only[1]} in English only"
    apart = spoken_apart(zh, en)
    return f"{', '.join(apart)} in one language only" if apart else None


def numbers_agree(desk: Desk) -> Iterator[Problem]:
    """Both languages of a text, and of each section of an article, give the same numbers."""
    for _, record, place, text in desk.texts():
        if differ := disagreement(text.zh, text.en):
            path, line = desk.atlas.where(record, *place)
            yield Problem(path, line, "numbers-agree", f"both languages must give the same numbers: {differ}")
    for zh, en in desk.pairs():
        for (heading, line, one), (_, _, other) in zip(sections(zh), sections(en), strict=False):
            if differ := disagreement(one, other):
                message = f"section '{heading}': both languages must give the same numbers: {differ}"
                yield Problem(zh.file, line, "numbers-agree", message)


def tables_agree(desk: Desk) -> Iterator[Problem]:
    """Both languages of an article have the same tables: as many, with as many rows and columns."""
    for zh, en in desk.pairs():
        for (heading, line, one), (_, _, other) in zip(sections(zh), sections(en), strict=False):
            if (left := columns(one)) != (right := columns(other)):
                message = f"section '{heading}': tables must have the same rows and cells in both languages: {left}, {right}"
                yield Problem(zh.file, line, "tables-agree", message)


def sections(article: Article) -> list[tuple[str, int, str]]:
    """Heading id, first line and text of each section; what stands before the first heading is section `top`."""
    found: list[tuple[str, int, str]] = []
    lines: list[str] = []
    heading, first = "top", article.first_line
    for number, line in enumerate(article.body.split("\n"), start=article.first_line):
        if match := re.match(r"#{2,3} .*\{ #([\w-]+) \}", line):
            found.append((heading, first, "\n".join(lines)))
            heading, first, lines = match[1], number, []
        lines.append(line)
    return [*found, (heading, first, "\n".join(lines))]


def columns(text: str) -> list[int]:
    """Cells of each row of the tables in a text, in order."""
    rows = re.findall(r"(?m)^\|(.*)\|\s*$", re.sub(r"\{\{[^{}\n]*\}\}|\[\[[^\[\]\n]*\]\]", "", text))
    return [row.count("|") + 1 for row in rows]
