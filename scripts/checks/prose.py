"""Rules of prose: what it calls, cites and links must exist; figures are called, not typed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..language.calls import Unknown
from ..language.prose import Pen, Prose
from ..problems import Problem
from ..records import Article
from .desk import Desk

# An effect size, interval or p-value written out. Words between measure and number may be spaces, signs or brackets only.
TYPED = re.compile(
    r"(?:\b(?:HR|OR|RR)\b|hazard ratio|odds ratio|风险比|比值比)[\s:：=为,，(（of]*\d+\.\d+"
    r"|\b9\d(?:\.\d+)?\s?%\s?(?:CI|confidence interval|置信区间|可信区间)[\s:：,，]*[-−]?\d"
    r"|\b[Pp]\s?[=<>≤＝＜]\s?0?\.\d+"
)
# `says` restates a text's own claim, right or wrong; the other fields hold printed material, not our prose.
NOT_OURS = frozenset({"says", "boundary", "printed", "value", "title"})


def records_prose(desk: Desk) -> Iterator[Problem]:
    """What a record's prose calls, cites or links exists, and no figure is typed into it."""
    for _, record, place, text in desk.texts():
        for language, prose in desk.proses.items():
            path, line = desk.atlas.where(record, *place, language)
            yield from _text(prose, getattr(text, language), path, line, typed=place[-1] not in NOT_OURS)


def _text(prose: Prose, words: str, path: str, line: int, typed: bool) -> Iterator[Problem]:
    if typed and (match := TYPED.search(words)):
        yield Problem(path, line, "figures-are-called", f"a figure must be called from its record, not typed: '{match[0]}'")
    if any(mark in words for mark in "{}["):
        try:
            Pen(prose, "check/check").md(words)
        except Unknown as error:
            # What names a record that is itself at fault need not be told of it.
            if not any(f"'{one}'" in str(error) for _, one in prose.atlas.faulty):
                yield Problem(path, line, "prose-exists", str(error))


def articles_prose(desk: Desk) -> Iterator[Problem]:
    """What an article calls, cites or links exists, no figure is typed into it, and both languages match."""
    for article in desk.looked_at():
        prose = desk.proses[article.language]
        yield from _text(prose, f"{article.title} {article.description}", article.file, 2, typed=True)
        for number, line in enumerate(article.body.split("\n"), start=article.first_line):
            yield from _text(prose, line, article.file, number, typed=True)
    for zh, en in desk.pairs():
        yield from _pair(zh, en)


PARTS = {
    "headings": re.compile(r"\{ #([\w-]+) \}"),
    "citations": re.compile(r"\[@([^\]\[]+)\]"),
    "figures called": re.compile(r"\{\{ *([^{}\n]*?) *\}\}"),
}


HEADING = re.compile(r"#{1,6} .*? \{ #([\w-]+) \}")
ANY_HEADING = re.compile(r"#{1,6}(?: |$)")


def headings_have_ids(desk: Desk) -> Iterator[Problem]:
    """Every heading of an article ends with an id of its own, by which links reach it in both languages."""
    for article in desk.looked_at():
        seen, code = set[str](), False
        for number, line in enumerate(article.body.split("\n"), start=article.first_line):
            code ^= line.startswith("```")
            if code or not ANY_HEADING.match(line):
                continue
            found, must = HEADING.fullmatch(line), ""
            if not found:
                must = f"a heading must end with an id, such as {{ #harms }}: '{line[:60]}'"
            elif found[1] in seen:
                must = f"the id must be another one: '{found[1]}' stands above"
            if must:
                yield Problem(article.file, number, "headings-have-ids", must)
            seen.add(found[1] if found else "")


def _pair(zh: Article, en: Article) -> Iterator[Problem]:
    """Both languages carry the same headings in order, and the same citations and calls, in any order."""
    for name, pattern in PARTS.items():
        one, other = pattern.findall(zh.body), pattern.findall(en.body)
        if name == "citations":
            one, other = (sorted(i.strip().lstrip("@") for c in found for i in re.split("[;,]", c)) for found in (one, other))
        elif name == "figures called":
            one, other = sorted(one), sorted(other)
        if one != other:
            only = sorted(set(one) ^ set(other)) or ["their order or number"]
            yield Problem(zh.file, 1, "article-pairs", f"{name} must be the same in both languages; they differ in {', '.join(only)}")
