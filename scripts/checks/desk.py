"""What the rules of prose look at: everything that may be named, and the files that are looked at.

In: the Atlas, articles and labels. Out: a `Desk` that gives records' texts and articles' lines with file and line, all or those of
some files alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from typing import get_args

from pydantic import BaseModel

from ..language.labels import Labels
from ..language.prose import Prose, shared
from ..paths import LANGUAGES
from ..records import Article, Atlas
from ..schema import Record, Text
from ..schema.ids import Place

NO_PROSE = frozenset({"references", "sources"})
"""Kinds whose texts restate what others printed."""
# Fields that hold other people's printed words, codes or names, and so are not bound by our style.
FREE = frozenset({"why", "printed", "value", "bibliography"})


@dataclass(frozen=True)
class Desk:
    """Everything that is written; `only` names the files that are looked at, all where it is None."""

    atlas: Atlas
    articles: list[Article]
    labels: Labels
    only: frozenset[str] | None = None

    def on(self, path: str) -> bool:
        """Whether a file is looked at."""
        return self.only is None or path in self.only

    @cached_property
    def proses(self) -> dict[str, Prose]:
        """What prose can name, by language."""
        return {language: shared(self.atlas, self.labels, language) for language in LANGUAGES}

    def records(self) -> Iterator[tuple[str, Record]]:
        """Kind and record of every file that is looked at."""
        for kind, records in self.atlas.kinds.items():
            for record in records.values():
                if self.on(self.atlas.files[kind, record.id]):
                    yield kind, record

    def texts(self) -> Iterator[tuple[str, Record, Place, Text]]:
        """Every bilingual text with its kind, record and place."""
        for kind, record in self.records():
            for place, text in texts(record):
                yield kind, record, place, text

    def looked_at(self) -> list[Article]:
        """The articles that are looked at."""
        return [article for article in self.articles if self.on(article.file)]

    def pairs(self) -> Iterator[tuple[Article, Article]]:
        """Both languages of each article of which one is looked at."""
        english = {article.path: article for article in self.articles if article.language == "en"}
        for article in self.articles:
            other = english.get(article.path)
            if article.language == "zh" and other and (self.on(article.file) or self.on(other.file)):
                yield article, other

    def ours(self, but: str = "") -> Iterator[tuple[str, int, str, str]]:
        """File, line, language and words of all prose that is ours, but one field where it restates what others wrote."""
        for kind, record, place, text in self.texts():
            if kind in NO_PROSE or place[-1] in FREE or place[-1] == but:
                continue
            for language in LANGUAGES:
                path, line = self.atlas.where(record, *place, language)
                yield path, line, language, getattr(text, language)
        for article in self.looked_at():
            for number, words in enumerate(article.body.split("\n"), start=article.first_line):
                yield article.file, number, article.language, words


def texts(record: Record) -> Iterator[tuple[Place, Text]]:
    """Every bilingual text of a record with its place."""
    yield from _walk(record, ())


def _walk(value: object, place: Place) -> Iterator[tuple[Place, Text]]:
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
