"""The home page, the list of all references, and the pathway maps."""

from __future__ import annotations

from collections.abc import Iterator

from ..figures.pathway import draw
from ..language.prose import path_of
from ..schema import Pathway
from .audit import by_verdict
from .book import Book, Head, Page

# Names a reader is likely to come with, one of each kind; those without a record are left out; a test says that all have one.
TRIES = (("keynote-024", "KEYNOTE-024"), ("pembrolizumab", "K药"), ("hyperprogression", None), ("pd-l1-expression", "PD-L1"))
SHOWN = 3


def home(book: Book) -> Page:
    """Search first, the three subjects, what the texts got wrong, what this is and is not."""
    atlas, w = book.atlas, book.wording
    lists = [
        (path, w.label(key)) for path, key in (
            ("trials/index", "index.trials"), ("drugs/index", "index.drugs"), ("glossary/index", "index.terms"),
            ("audit/claims", "heading.claims"), ("references/index", "index.references"),
        )
    ]
    worst = [c for c in by_verdict(book) if c.verdict == "contradicted" and any(a in atlas.trials for a in c.about)][:SHOWN]
    tries = [(one, label) for one, label in TRIES if one in atlas.linkable]
    head = Head("index", w.label("home.title"), w.label("home.lead"), "home", checked=[c.checked for c in worst])
    return book.page("home.md.j2", head, tries=tries, worst=worst, lists=lists, date=atlas.date)


def references(book: Book) -> Page:
    """Every reference, by id."""
    found = list(book.atlas.references.values())
    title, lead = book.wording.label("index.references"), book.wording.label("index.references-lead").format(n=len(found))
    return book.page("references.md.j2", Head("references/index", title, lead, "references"), all=found, lead=lead)


def pathway(book: Book, record: Pathway) -> Page:
    """The map, then every arrow and every node with its evidence."""
    w = book.wording
    head = Head(
        path_of("pathway", record), w.pick(record.name), w.pick(record.summary), "pathway", record.id, [record.checked], wide=True
    )
    names = {n.id: w.pick(n.name) for n in record.nodes}
    return book.page("pathway.md.j2", head, pathway=record, figure=draw(w, record), names=names)


def pages(book: Book) -> Iterator[Page]:
    """Every page of this part of the book."""
    yield home(book)
    yield references(book)
    for record in book.atlas.pathways.values():
        yield pathway(book, record)
