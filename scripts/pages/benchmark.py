"""The page of the open benchmark: what the pairs are, how the checker does on those held out, and one pair of each kind.

In: a book. Out: its page. Figures are out of sample only: of the pairs on which no rule was ever tuned.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from .. import twins
from ..language.wording import Wording
from ..paths import LANGUAGES
from .book import Book, Head, Page


def benchmark(book: Book) -> Page:
    """The pairs of a house; what is shown of them was not held out."""
    pairs, w = twins.every(book.house, book.atlas), book.wording
    counts = {part: Counter(one.language for one in found) for part, found in pairs.items()}
    shown: dict[tuple[str, str], twins.Twin] = {(one.kind, one.language): one for one in reversed(pairs["by hand"] + pairs["by rule"])}
    examples = [shown[kind, language] for kind in twins.KINDS for language in LANGUAGES if (kind, language) in shown]
    measured = twins.measured(book.house)
    head = Head("audit/twins", w.label("twins.title"), w.label("twins.lead"), "twins")
    return book.page(
        "twins.md.j2", head, counts=counts, examples=examples, measured=measured, told=measured and told(w, measured),
    )


def told(w: Wording, measured: twins.Measured) -> str:
    """What was measured, in a sentence; shares in whole percent, because there are some seventy pairs."""
    every = measured.all
    return w.label("twins.measured").format(
        date=w.date(measured.date), pairs=every.pairs, same=every.pairs, found=every.found, alarms=every.alarms,
        recall=round(every.recall), rate=round(every.false_alarms),
    )


def pages(book: Book) -> Iterator[Page]:
    """One page, where there are pairs."""
    if any(twins.every(book.house, book.atlas).values()):
        yield benchmark(book)
