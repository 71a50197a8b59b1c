"""Pages of articles: each becomes a page at its own path."""

from __future__ import annotations

from collections.abc import Iterator

from ..records.articles import Article
from .book import Book, Head, Page


def pages(book: Book, articles: list[Article]) -> Iterator[Page]:
    """A page an article of the book's language."""
    for article in articles:
        if article.language == book.language:
            yield _page(book, article)


def _page(book: Book, article: Article) -> Page:
    own = frozenset({article.path.split("/")[0]})
    head = Head(article.path, article.title, article.description, "articles", own=own)
    return book.page("article.md.j2", head, body=article.body, lead=article.description)
