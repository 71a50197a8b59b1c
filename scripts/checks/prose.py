"""Rules of prose: what it calls, cites and links must exist; figures are called, not typed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import get_args

from pydantic import BaseModel

from ..language.calls import Unknown
from ..language.labels import Labels
from ..language.prose import Pen, Prose, shared
from ..paths import LANGUAGES
from ..problems import Problem
from ..records import Article, Atlas
from ..schema import Record, Text

# An effect size, interval or p-value written out. Words between measure and number may be spaces, signs or brackets only.
TYPED = re.compile(
    r"(?:\b(?:HR|OR|RR)\b|hazard ratio|odds ratio|风险比|比值比)[\s:：=为,，(（of]*\d+\.\d+"
    r"|\b9\d(?:\.\d+)?\s?%\s?(?:CI|confidence interval|置信区间|可信区间)[\s:：,，]*[-−]?\d"
    r"|\b[Pp]\s?[=<>≤＝＜]\s?0?\.\d+"
)
# `says` restates a text's own claim, right or wrong; the other fields hold printed material, not our prose.
NOT_OURS = frozenset({"says", "boundary", "printed", "value", "title"})


def texts(record: Record) -> Iterator[tuple[tuple[str | int, ...], Text]]:
    """Every bilingual text of a record with its place."""
    yield from _walk(record, ())


def _walk(value: object, place: tuple[str | int, ...]) -> Iterator[tuple[tuple[str | int, ...], Text]]:
    if isinstance(value, Text):
        yield place, value
    elif isinstance(value, list | tuple):
        for i, item in enumerate(value):
            yield from _walk(item, (*place, i))
    elif isinstance(value, BaseModel):
        for name in speaking(type(value)):
            yield from _walk(getattr(value, name), (*place, name))


@cache
def speaking(model: type[BaseModel]) -> tuple[str, ...]:
    """The fields of a model that may hold bilingual text, at any depth; most fields hold ids, days and numbers."""
    return tuple(name for name, field in model.model_fields.items() if _speaks(field.annotation))


def _speaks(kind: object) -> bool:
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        return kind is Text or bool(speaking(kind))
    return any(_speaks(one) for one in get_args(kind))


def records_prose(atlas: Atlas, articles: list[Article], labels: Labels) -> Iterator[Problem]:
    """What a record's prose calls, cites or links exists, and no figure is typed into it."""
    proses = {language: shared(atlas, labels, language) for language in LANGUAGES}
    for records in atlas.kinds.values():
        for record in records.values():
            for place, text in texts(record):
                for language, prose in proses.items():
                    path, line = atlas.where(record, *place, language)
                    words = getattr(text, language)
                    yield from _text(prose, words, path, line, typed=place[-1] not in NOT_OURS)


def _text(prose: Prose, words: str, path: str, line: int, typed: bool) -> Iterator[Problem]:
    if typed and (match := TYPED.search(words)):
        yield Problem(path, line, "figures-are-called", f"a figure must be called from its record, not typed: '{match[0]}'")
    if "{" in words or "[" in words:
        try:
            Pen(prose, "check/check").md(words)
        except Unknown as error:
            # What names a record that is itself at fault need not be told of it.
            if not any(f"'{one}'" in str(error) for _, one in prose.atlas.faulty):
                yield Problem(path, line, "prose-exists", str(error))


def articles_prose(atlas: Atlas, articles: list[Article], labels: Labels) -> Iterator[Problem]:
    """What an article calls, cites or links exists, no figure is typed into it, and both languages match."""
    proses = {language: shared(atlas, labels, language) for language in LANGUAGES}
    for article in articles:
        yield from _text(proses[article.language], f"{article.title} {article.description}", article.file, 2, typed=True)
        for number, line in enumerate(article.body.split("\n"), start=article.first_line):
            yield from _text(proses[article.language], line, article.file, number, typed=True)
    yield from _pairs(articles)


PARTS = {
    "headings": re.compile(r"\{ #([\w-]+) \}"),
    "citations": re.compile(r"\[@([^\]]+)\]"),
    "figures called": re.compile(r"\{\{\s*(.+?)\s*\}\}"),
}


def _pairs(articles: list[Article]) -> Iterator[Problem]:
    """Both languages carry the same headings in order, and the same citations and calls, in any order."""
    pairs: dict[str, dict[str, Article]] = {}
    for article in articles:
        pairs.setdefault(article.path, {})[article.language] = article
    for both in pairs.values():
        if len(both) < len(LANGUAGES):
            continue
        for name, pattern in PARTS.items():
            zh, en = (pattern.findall(both[language].body) for language in LANGUAGES)
            if name == "citations":
                zh, en = (sorted(i.strip().lstrip("@") for c in found for i in re.split("[;,]", c)) for found in (zh, en))
            elif name == "figures called":
                zh, en = sorted(zh), sorted(en)
            if zh != en:
                only = sorted(set(zh) ^ set(en)) or ["their order or number"]
                message = f"{name} must be the same in both languages; they differ in {', '.join(only)}"
                yield Problem(both["zh"].file, 1, "article-pairs", message)
