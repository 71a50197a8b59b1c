"""The page on which a reader checks a text; its script (theme/js/check/) does the rest."""

from __future__ import annotations

from collections.abc import Iterator

from .. import twins
from .benchmark import told
from .book import Book, Head, Page

PATH = "check/index"


def pages(book: Book) -> Iterator[Page]:
    """Every page of this part of the book."""
    w, measured = book.wording, twins.measured(book.house)
    head = Head(PATH, w.label("check.title"), w.label("check.lead"), "check", wide=True)
    yield book.page("check.md.j2", head, measured=measured and told(w, measured))
