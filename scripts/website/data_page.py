"""The tables of the page about data, made from the shapes: every file, and every field with its form and what it holds.

In: articles as written and the labels. Out: the same articles; the one about data has its tables at the end of the sections
`#files` and `#fields`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

from markupsafe import Markup, escape

from ..language.labels import Labels
from ..problems import Problem
from ..records import Article
from ..schema.days import Checked, Date, Day, Due, DueDay
from .published import FILES, LISTS, Index
from .shapes import Both, Num, OneOf, Shape, within, words_of

ARTICLE = "about/data"
ANCHORS = ("files", "fields")
SHAPES: dict[str, type[Shape]] = {**FILES, **LISTS, "index": Index}
FORMS: dict[Any, str] = {
    str: "text", int: "whole", bool: "flag", Num: "number", Both: "both", Checked: "day",
    **dict.fromkeys((Date, Day, Due, DueDay), "date"),
}


def without_place(articles: list[Article]) -> Iterator[Problem]:
    """Where the article about data has no section for a table."""
    for article in articles:
        for anchor in ANCHORS if article.path == ARTICLE else ():
            if not heading(article.body, anchor):
                yield Problem(article.file, 1, "data-page", f"the article must have a section {{ #{anchor} }} for its table")


def filled(articles: list[Article], labels: Labels) -> list[Article]:
    """The articles with the tables."""
    return [_with_tables(one, Words(labels, one.language)) if one.path == ARTICLE else one for one in articles]


def _with_tables(article: Article, words: Words) -> Article:
    body = article.body
    for anchor, table in zip(ANCHORS, (words.files(), words.fields()), strict=True):
        if head := heading(body, anchor):
            following = re.search(r"(?m)^## ", body[head.end():])
            end = head.end() + following.start() if following else len(body)
            body = f"{body[:end].rstrip()}\n\n{table}\n\n{body[end:]}"
    return replace(article, body=body)


def heading(body: str, anchor: str) -> re.Match[str] | None:
    """The heading of a section."""
    return re.search(rf"(?m)^## .*\{{ #{anchor} \}}$", body)


class Words:
    """The tables in one language."""

    def __init__(self, labels: Labels, language: str) -> None:
        self.labels, self.language = labels, language

    def label(self, key: str) -> str:
        return self.labels(key, self.language)

    def files(self) -> Markup:
        """A row a file: its address, what it holds, its fields and its schema."""
        rows = []
        for name in SHAPES:
            file, schema = f"[{name}.json](file:data/{name}.json)", f"[{self.label('data.column.schema')}](file:data/schema/{name}.json)"
            fields = Markup('<a href="#fields-{}">{}</a>').format(name, self.label("data.column.entries"))
            rows.append([file, self.label(f"data.file.{name}"), fields, schema])
        return self.table(("file", "content", "entries", "schema"), rows)

    def fields(self) -> str:
        """A heading and a table a file."""
        parts = []
        for name, shape in SHAPES.items():
            rows = [[code(path), form, holds] for path, form, holds in self.rows(shape)]
            parts.append(f"### {name}.json {{ #fields-{name} }}\n\n{self.table(('field', 'form', 'holds'), rows)}")
        return "\n\n".join(parts)

    def table(self, columns: tuple[str, ...], rows: list[list[str]]) -> Markup:
        names = [self.label(f"data.column.{one}") for one in columns]
        lines = [Markup().join(map(Markup('<td data-label="{}">{}</td>').format, names, row)) for row in rows]
        return Markup('<table class="list data">\n<thead><tr>{}</tr></thead>\n<tbody>\n{}\n</tbody>\n</table>').format(
            Markup().join(map(Markup("<th>{}</th>").format, names)), Markup("\n").join(map(Markup("<tr>{}</tr>").format, lines))
        )

    def rows(self, shape: type[Shape], above: str = "") -> Iterator[tuple[str, Markup, str]]:
        """Path, form and meaning of every field, those within an object or a list after it: `results[].effect.value`."""
        kinds = get_type_hints(shape, include_extras=True)
        for field, info in shape.model_fields.items():
            kind, many = kinds[field], ""
            while get_origin(kind) is list:
                kind, many = get_args(kind)[0], many + "[]"
            path = f"{above}{info.alias or field}{many}"
            form = self.form(kind)
            yield path, form if info.is_required() else self.words("left-out", form), self.label(words_of(self.labels, shape, field))
            for inner in within(kind):
                if inner is not Both:
                    yield from self.rows(inner, f"{path}.")

    def form(self, kind: Any) -> Markup:
        """What a value is: text, number, one of some words, an object; and whether it may be null."""
        if kind in FORMS:
            return self.words(FORMS[kind])
        inner = get_args(kind)
        if get_origin(kind) is Annotated:
            chosen = next((one.words for one in inner if isinstance(one, OneOf)), None)
            return words(chosen) if chosen else self.form(inner[0])
        if get_origin(kind) is Literal:
            return words(inner)
        if get_origin(kind) in (Union, UnionType):
            form = escape(self.label("joint.list")).join(self.form(one) for one in inner if one is not NoneType)
            return self.words("or-null", form) if NoneType in inner else form
        return self.words("object")

    def words(self, key: str, form: Markup | None = None) -> Markup:
        """The label of a form, with the words of JSON in it."""
        marks = {"none": "null", "yes": "true", "no": "false", "never": "never", "zh": "zh", "en": "en"}
        return escape(self.label(f"data.form.{key}")).format(form=form, **{key: code(word) for key, word in marks.items()})


def words(found: Iterable[object]) -> Markup:
    """The words of which a value is one."""
    return Markup(" ").join(map(code, found))


def code(word: object) -> Markup:
    return Markup("<code>{}</code>").format(word)
