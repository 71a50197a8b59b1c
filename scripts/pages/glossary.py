"""Pages of terms, and the glossary by alphabet and by pinyin."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pypinyin import Style, lazy_pinyin

from ..language.names import names_of
from ..language.prose import Pen
from ..language.wording import name_of
from ..records import LINKABLE
from ..schema import Record, Term
from .book import Book, Page


@dataclass(frozen=True)
class Entry:
    """One line of the glossary."""

    id: str
    key: str
    second: str
    text: str


def pinyin(text: str) -> str:
    """Chinese read aloud, with tones; other text as it is."""
    return " ".join(lazy_pinyin(text, style=Style.TONE))


def initials(text: str) -> str:
    """First letters of the pinyin: 无进展生存期 → wjzscq."""
    return "".join(lazy_pinyin(text, style=Style.FIRST_LETTER)).lower()


def key(text: str, language: str) -> str:
    """What a name is sorted by: pinyin in Chinese, folded letters in English."""
    if language == "zh":
        text = " ".join(lazy_pinyin(text))
    return "".join(c for c in unicodedata.normalize("NFKD", text).lower() if not unicodedata.combining(c))


def term_page(book: Book, term: Term, used: list[Page]) -> Page:
    """A concept: definition, other names, what it is mistaken for, where it is used."""
    others: dict[str, list[str]] = {}
    for name in term.other:
        others.setdefault(name.type, []).append(name.text)
    return book.page(
        "term.md.j2", f"glossary/{term.id}", book.wording.pick(term.name), book.wording.pick(term.definition), "terms",
        term.id, [term.checked], term=term, others=list(others.items()), pinyin=pinyin(term.name.zh), used=used,
        said=book.claims(term),
    )


def index(book: Book) -> Page:
    """Terms and every other thing that has a page, but trials, by first letter."""
    pen = Pen(book.prose, "glossary/index")
    letters: dict[str, list[Entry]] = {}
    count = 0
    for kind in LINKABLE:
        if kind in ("trials", "settings"):
            continue
        for record in book.atlas.kinds.get(kind, {}).values():
            if book.atlas.linkable[record.id][1] is not record:
                continue
            name = name_of(record, book.language)
            sort = key(name, book.language)
            letter = next((c for c in sort if c.isalnum()), "#").upper()
            text = pen.plain(book.wording.pick(getattr(record, "definition", None) or getattr(record, "summary", None)))
            letters.setdefault(letter if letter.isalpha() and letter.isascii() else "0", []).append(
                Entry(record.id, sort, other_names(book, record), text)
            )
            count += 1
    ordered = [(letter, sorted(entries, key=lambda e: (e.key, e.id))) for letter, entries in sorted(letters.items())]
    lead = book.wording.label("index.glossary-lead").format(n=count, terms=len(book.atlas.terms))
    return book.page(
        "glossary.md.j2", "glossary/index", book.wording.label("index.glossary"), lead, "terms", letters=ordered, lead=lead,
    )


def other_names(book: Book, record: Record) -> str:
    own, other = name_of(record, book.language), name_of(record, "en" if book.language == "zh" else "zh")
    short = [n.text for n in names_of(record) if n.type in ("abbreviation", "short") and n.text not in (own, other)]
    return " · ".join([*([other] if other != own else []), *short[:2]])


# A list longer than this tells a reader nothing.
MOST_USES = 24


def pages(book: Book, written: list[Page], mentions: Mapping[str, set[str]]) -> Iterator[Page]:
    """The glossary, and a page a term with the pages that name it; `mentions` gives the paths for each id."""
    yield index(book)
    places = {page.path: place for place, page in enumerate(written) if page.kind != "claims"}
    for term in book.atlas.terms.values():
        used = sorted(places[path] for path in mentions.get(term.id, ()) if path in places)
        yield term_page(book, term, [written[place] for place in used[:MOST_USES]])
