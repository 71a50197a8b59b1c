"""The index of the texts of one language, prepared whole: the browser reads a few pieces of it and builds nothing (theme/js/texts.js).

In: entries (search.py) and the names that the browser knows (names.py). Out: `Prepared`. A page's number is its record's place among the
names; other pages follow. Numbers are characters, FIRST for 0: a piece is text, and one byte holds most of them.

A posting is two numbers: how far the page is from the one before, and how much the term says of the page, BM25+ over its fields
(Lv and Zhai, CIKM 2011) times its kind's weight, as the square root in steps. The rarity of the term is left to the browser.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from .search import NAMED
from .spelling import terms

FIRST = 35
"""Code of 0: `#`, after the characters that must be escaped or part terms from one another."""
LAST = 0xD7FF - FIRST
BOOST = {"title": 6.0, "names": 6.0, "silent": 3.0, "heading": 3.0, "text": 1.0}
# Lists, what texts claim and where figures are from come after the pages about the thing itself.
WEIGHT = {"index": 0.5, "claims": 0.5, "sources": 0.5, "references": 0.4}
K, B, DELTA = 1.2, 0.7, 0.5
STEPS = 16
"""Steps of the square root of a weight."""
PIECE = 4000
"""Characters of terms and postings in a piece: some 3 KB on the way."""
TEXTS = 5000
"""Characters of text in a piece."""


@dataclass(frozen=True)
class Prepared:
    """What the browser loads: the head at once, pieces of postings by their terms, texts by their pages, words where one is misspelt."""

    head: dict[str, Any]
    postings: list[list[str]]
    texts: list[list[Any]]
    words: str


def prepared(entries: Sequence[dict[str, Any]], known: dict[str, Any], language: str) -> Prepared:
    """The index of a language."""
    places = {address(kind, row[0], language): i for i, (kind, row) in enumerate(listed(known))}
    others = [entry for entry in entries if entry["url"] not in places]
    numbers = places | {entry["url"]: len(places) + i for i, entry in enumerate(others)}
    ordered = sorted(entries, key=lambda entry: numbers[entry["url"]])
    found = weighed([(numbers[entry["url"]], entry) for entry in ordered])
    postings = cut(found)
    texts = list(together([(numbers[entry["url"]], entry["sections"]) for entry in ordered]))
    head = {
        "records": len(places), "pages": len(ordered), "others": [[e["url"], e["title"], e["kind"]] for e in others],
        "starts": " ".join(piece[0].split(" ", 1)[0] for piece in postings), "texts": [piece[0][0] for piece in texts],
    }
    words = sorted(term for term in found if len(term) > 3 and term.isascii() and term.isalpha())
    return Prepared(head, postings, texts, " ".join(words))


def listed(known: dict[str, Any]) -> Iterable[tuple[str, list[Any]]]:
    """Kind and row of every record, in the order in which the browser counts them."""
    return ((kind, row) for kind in NAMED for row in known["records"].get(kind, []))


def address(kind: str, record: str, language: str) -> str:
    """Where a record's page lies."""
    return ("" if language == "zh" else f"{language}/") + f"{'glossary' if kind == 'terms' else kind}/{record}.html"


def weighed(pages: Iterable[tuple[int, dict[str, Any]]]) -> dict[str, list[tuple[int, int]]]:
    """Term → page and weight, pages in order."""
    counted = [(number, entry, {field: counts(text_of(entry, field), field != "text") for field in BOOST}) for number, entry in pages]
    lengths = {field: [fields[field].total() for *_, fields in counted if fields[field]] for field in BOOST}
    average = {field: sum(found) / len(found) if found else 1.0 for field, found in lengths.items()}
    postings: dict[str, list[tuple[int, int]]] = {}
    for number, entry, fields in counted:
        scores: dict[str, float] = {}
        for field, boost in BOOST.items():
            length = 1 - B + B * fields[field].total() / average[field]
            for term, often in fields[field].items():
                scores[term] = scores.get(term, 0.0) + boost * (DELTA + often * (K + 1) / (often + K * length))
        weight = WEIGHT.get(entry["kind"], 1.0)
        for term, score in scores.items():
            postings.setdefault(term, []).append((number, max(1, round(STEPS * math.sqrt(score * weight)))))
    return postings


@lru_cache(maxsize=30_000)
def counts(text: str, singles: bool) -> Counter[str]:
    """How often each term stands in a text; kept, because a preview asks again for every page that did not change."""
    return Counter(terms(text, singles=singles))


def text_of(entry: dict[str, Any], field: str) -> str:
    """The words of a field."""
    if field == "title":
        return str(entry["title"])
    if field in ("names", "silent"):
        return "\n".join(entry[field])
    return "\n".join(filter(None, (section[1 if field == "heading" else 2] for section in entry["sections"])))


def cut(postings: dict[str, list[tuple[int, int]]]) -> list[list[str]]:
    """Terms in the browser's order, parted by spaces, and their postings likewise; a piece a pair."""
    pieces: list[list[str]] = []
    names: list[str] = []
    lists: list[str] = []
    size = 0
    for term in sorted(postings, key=lambda term: term.encode("utf-16-be")):
        coded = "".join(steps(postings[term]))
        if names and size + len(term) + len(coded) > PIECE:
            pieces.append([" ".join(names), " ".join(lists)])
            names, lists, size = [], [], 0
        names.append(term)
        lists.append(coded)
        size += len(term) + len(coded)
    return [*pieces, [" ".join(names), " ".join(lists)]]


def steps(rows: Iterable[tuple[int, int]]) -> Iterable[str]:
    """Two characters a posting."""
    before = -1
    for number, weight in rows:
        yield character(number - before - 1) + character(weight)
        before = number


def character(number: int) -> str:
    """A number as a character."""
    if not 0 <= number <= LAST:
        raise ValueError(f"{number} must lie between 0 and {LAST}: a page's number is a character")
    return chr(FIRST + number)


def together(pages: Sequence[tuple[int, list[list[str]]]]) -> Iterable[list[Any]]:
    """Pieces of texts: [[page, sections] …] of neighbours."""
    start, size = 0, 0
    sizes = [sum(len(part.encode()) for section in sections for part in section) for _, sections in pages]
    for i, more in enumerate(sizes):
        if i > start and size + more > TEXTS:
            yield [list(page) for page in pages[start:i]]
            start, size = i, 0
        size += more
    if pages:
        yield [list(page) for page in pages[start:]]
