"""Long prose by hand: articles/PATH.zh.md and PATH.en.md, read and paired.

In: the house. Out: `Article`s, and problems where front matter or the other language is missing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ..paths import LANGUAGES, House
from ..problems import Problem


@dataclass(frozen=True)
class Article:
    """One article in one language: its path below articles/ without language and ending."""

    path: str
    language: str
    title: str
    description: str
    body: str
    file: str
    first_line: int


def read(house: House) -> tuple[list[Article], list[Problem]]:
    """Every article; problems where front matter or the other language is missing."""
    articles: list[Article] = []
    problems: list[Problem] = []
    for path in sorted(house.articles.rglob("*.md")):
        name = house.name(path)
        stem, _, language = path.stem.rpartition(".")
        if language not in LANGUAGES or not stem:
            problems.append(Problem(name, 1, "article", "an article must be named NAME.zh.md or NAME.en.md"))
            continue
        problems += _pair(house, path, stem, language)
        article, found = _one(house, path, stem, language)
        problems += found
        if article:
            articles.append(article)
    return articles, problems


def _pair(house: House, path: Path, stem: str, language: str) -> Iterator[Problem]:
    other = next(one for one in LANGUAGES if one != language)
    if not path.with_name(f"{stem}.{other}.md").exists():
        yield Problem(house.name(path), 1, "article", f"an article must stand in both languages; {stem}.{other}.md is missing")


def _one(house: House, path: Path, stem: str, language: str) -> tuple[Article | None, list[Problem]]:
    name = house.name(path)
    try:
        text = path.read_text("utf-8")
    except UnicodeDecodeError as error:
        line = path.read_bytes()[: error.start].count(b"\n") + 1
        return None, [Problem(name, line, "readable", "the file must be UTF-8 text")]
    if not text.startswith("---\n") or "\n---\n" not in text[4:]:
        return None, [Problem(name, 1, "article", "an article must begin with front matter between two lines of ---")]
    head, body = text[4:].split("\n---\n", 1)
    keys = {k.strip(): v.strip().strip('"') for k, _, v in (line.partition(":") for line in head.split("\n"))}
    missing = [key for key in ("title", "description") if not keys.get(key)]
    if missing:
        return None, [Problem(name, 1, "article", f"front matter must give {' and '.join(missing)}")]
    place = (path.parent / stem).relative_to(house.articles).as_posix()
    return Article(place, language, keys["title"], keys["description"], body, name, head.count("\n") + 3), []
