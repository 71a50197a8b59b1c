"""Long prose by hand: articles/PATH.zh.md and PATH.en.md, read and paired.

In: the house. Out: `Article`s, and problems where a name, front matter or the other language is wrong.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ..paths import LANGUAGES, House
from ..problems import Problem
from .files import ill_named, odd_digits, text_of
from .messages import nearest

KEYS = ("title", "description")
LONGEST_LINE = 10_000
"""Characters. A paragraph is one line; the patterns of prose look at it as a whole."""


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
    for path in sorted(house.articles.rglob("*")):
        if path.name.startswith(".") or (path.is_dir() and path.suffix != ".md"):
            continue
        name = house.name(path)
        stem, _, language = path.stem.rpartition(".")
        if path.suffix != ".md" or language not in LANGUAGES or not stem:
            problems.append(Problem(name, 1, "article", "an article must be named NAME.zh.md or NAME.en.md"))
            continue
        problems += [*_named(house, path, stem), *_pair(house, path, stem, language)]
        article, found = _one(house, path, stem, language)
        problems += found
        if article:
            articles.append(article)
    return articles, problems


def _named(house: House, path: Path, stem: str) -> Iterator[Problem]:
    name = house.name(path)
    parts = path.relative_to(house.articles).parts[:-1]
    for part in parts if stem == "index" else (*parts, stem):  # an article may be the page of a folder
        if must := ill_named(part):
            yield Problem(name, 1, "article", must)


def _pair(house: House, path: Path, stem: str, language: str) -> Iterator[Problem]:
    other = next(one for one in LANGUAGES if one != language)
    if not path.with_name(f"{stem}.{other}.md").exists():
        yield Problem(house.name(path), 1, "article", f"an article must stand in both languages; {stem}.{other}.md is missing")


def _one(house: House, path: Path, stem: str, language: str) -> tuple[Article | None, list[Problem]]:
    name = house.name(path)
    text, problems = text_of(path, name)
    if text is None:
        return None, problems
    for number, line in enumerate(text.split("\n"), start=1):
        if len(line) > LONGEST_LINE:
            problems.append(Problem(name, number, "article", f"a line must hold at most {LONGEST_LINE} characters; it holds {len(line)}"))
        if digits := odd_digits(line):
            problems.append(Problem(name, number, "digits", f"digits must be 0 to 9: '{digits[:20]}'"))
    if not text.startswith("---\n") or "\n---\n" not in text[4:]:
        problems.append(Problem(name, 1, "article", "an article must begin with front matter between two lines of ---"))
    if problems:
        return None, problems
    head, body = text[4:].split("\n---\n", 1)
    keys, problems = _front(name, head)
    place = (path.parent / stem).relative_to(house.articles).as_posix()
    if problems:
        return None, problems
    return Article(place, language, keys["title"], keys["description"], body, name, head.count("\n") + 4), []


def _front(name: str, head: str) -> tuple[dict[str, str], list[Problem]]:
    """Title and description, each once and nothing else."""
    keys: dict[str, str] = {}
    problems: list[Problem] = []
    for number, line in enumerate(head.split("\n"), start=2):
        key, colon, value = (part.strip() for part in line.partition(":"))
        if not line.strip():
            continue
        if not colon or key not in KEYS:
            must = f"front matter must hold the keys {' and '.join(KEYS)} and nothing else (it has '{key[:60]}'){nearest(key, KEYS)}"
            problems.append(Problem(name, number, "article", must))
        elif key in keys:
            problems.append(Problem(name, number, "article", f"front matter must give {key} once"))
        else:
            keys[key] = value.strip('"').strip()
    if missing := [key for key in KEYS if not keys.get(key)]:
        problems.append(Problem(name, 1, "article", f"front matter must give {' and '.join(missing)}"))
    return keys, problems
