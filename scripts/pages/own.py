"""The pages that a file is written to, alone: what an author looks at while everything else can wait.

In: names of files, the Atlas, articles, and all pages as they were last written. Out: a page a language for each file that has one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ..language.labels import Labels
from ..paths import LANGUAGES, House
from ..records import Article, Atlas
from ..schema import Awaited, Claim, Class, Drug, Pathway, Record, Setting, Source, Subject, Term, Trial
from . import articles as prose
from . import audit, glossary, home, settings, subjects, trials
from .book import Book, Page


@dataclass(frozen=True)
class Shelf:
    """What pages are written from; `written` are all pages of the last time, by which a term knows where it is named."""

    house: House
    atlas: Atlas
    labels: Labels
    articles: list[Article]
    written: list[Page]


def pages(shelf: Shelf, names: Iterable[str]) -> list[Page]:
    """The pages of some files; none of a file that is written to no page of its own."""
    wanted = frozenset(names)
    atlas, found = shelf.atlas, list[Page]()
    records = [atlas.kinds[kind][one] for (kind, one), name in atlas.files.items() if name in wanted and one in atlas.kinds[kind]]
    for language in LANGUAGES:
        book = Book(shelf.house, atlas, shelf.labels, language)
        found += prose.pages(book, [one for one in shelf.articles if one.file in wanted])
        found += [page for record in records for page in _of(book, record, shelf.written)]
    return found


def _of(book: Book, record: Record, written: list[Page]) -> Iterator[Page]:
    """The pages of a record in a book's language."""
    match record:
        case Trial():
            yield trials.trial_page(book, record)
        case Drug():
            yield subjects.drug_page(book, record)
        case Class():
            yield subjects.class_page(book, record)
        case Setting():
            yield settings.setting_page(book, record.id)
        case Term():
            naming = {page.path for page in written if page.kind != "terms" and record.id in page.mentioned}
            used = [page for page in written if page.language == book.language and page.kind != "claims" and page.path in naming]
            yield glossary.term_page(book, record, [page for page in used if page.kind != "terms"][:glossary.MOST_USES])
        case Pathway():
            yield home.pathway(book, record)
        case Source():
            yield audit.source_page(book, record)
        case Claim():
            source = book.atlas.sources.get(record.source)
            parts = {span.part for span in record.passages}
            for part in source.parts if source else ():
                if source and part.id in parts:
                    yield audit.part_page(book, source, part)
        case Awaited():
            yield subjects.awaited_index(book)
        case Subject():
            yield subjects.subject_page(book, book.atlas.kind(record), record)  # type: ignore[arg-type]
