"""Pages: from the Atlas and articles to Markdown in docs/zh and docs/en.

In: house, Atlas, labels, articles. Out: text by file name below docs/; `write` swaps them in, `stale` compares.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from pathlib import Path

from ..language.labels import Labels
from ..paths import LANGUAGES, House
from ..problems import Faults, Problem
from ..records import Article, Atlas
from . import articles as _articles
from . import audit, benchmark, check, glossary, home, subjects, trials
from .book import Book, Page


def write_book(house: House, atlas: Atlas, labels: Labels, articles: list[Article]) -> list[Page]:
    """Every page of both languages."""
    books = {language: Book(house, atlas, labels, language) for language in LANGUAGES}
    written: dict[str, list[Page]] = {}
    for language, book in books.items():
        written[language] = [page for part in (home, trials, subjects, audit, check, benchmark) for page in part.pages(book)]
        written[language] += _articles.pages(book, articles)
    # A term is used where a page of either language names it, so that both glossaries list the same pages.
    mentions: dict[str, set[str]] = {}
    for page in (page for pages in written.values() for page in pages):
        for one in page.mentioned:
            mentions.setdefault(one, set()).add(page.path)
    for language, book in books.items():
        written[language] += list(glossary.pages(book, written[language], mentions))
    every = [page for pages in written.values() for page in pages]
    if twice := [file for file, times in Counter(file_of(page) for page in every).items() if times > 1]:
        raise Faults(Problem(f"docs/{file}", 1, "one-page", "the page must come from one record or article; two give it") for file in twice)
    return every


def file_of(page: Page) -> str:
    """File name of a page below docs/."""
    return f"{page.language}/{page.path}.md"


def texts(pages: list[Page]) -> dict[str, str]:
    """File name below docs/ → text."""
    return {file_of(page): page.text for page in pages}


def put(house: House, wanted: Mapping[str, str]) -> int:
    """Write some pages, by file name below docs/; untouched files keep their times. Returns files written."""
    written = 0
    for name, text in wanted.items():
        path = house.docs / name
        if not path.is_file() or path.read_text("utf-8") != text:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8", newline="\n")
            written += 1
    return written


def write(house: House, pages: list[Page]) -> tuple[int, int]:
    """Bring docs/ up to date. Returns files written and files removed."""
    wanted = texts(pages)
    written = put(house, wanted)
    extra = [path for path in present(house) if path.relative_to(house.docs).as_posix() not in wanted]
    for path in extra:
        path.unlink()
    return written, len(extra)


def present(house: House) -> list[Path]:
    """The pages that docs/ holds."""
    return sorted(path for language in LANGUAGES for path in (house.docs / language).rglob("*.md"))


def stale(house: House, pages: list[Page]) -> list[Problem]:
    """Where docs/ differs from what the records give."""
    wanted = texts(pages)
    problems = []
    for name, text in wanted.items():
        path = house.docs / name
        if not path.is_file() or path.read_text("utf-8") != text:
            problems.append(Problem(house.name(path), 1, "fresh-pages", "the page must be what the records give; run make pages"))
    for path in present(house):
        if path.relative_to(house.docs).as_posix() not in wanted:
            problems.append(Problem(house.name(path), 1, "fresh-pages", "no record gives this page; it must go; run make pages"))
    return problems
