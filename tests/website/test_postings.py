"""The prepared index: what a piece holds, that every posting can be read again, and that nothing is searched that is a list of links."""

from __future__ import annotations

from typing import Any

import pytest

from scripts import pages
from scripts.flow import Read
from scripts.pages.book import Page
from scripts.paths import House
from scripts.website import names, pieces, postings, search
from scripts.website.spelling import terms


@pytest.fixture(scope="module")
def made(mini: House, mini_read: Read, mini_pages: list[Page]) -> tuple[list[dict[str, Any]], dict[str, Any], postings.Prepared]:
    """Entries, names and index of the English miniature."""
    pages.write(mini, mini_pages)
    entries = search.entries(mini, mini_read.atlas, "en")
    known = names.known(mini_read.atlas, mini_read.labels, "en")
    return entries, known, postings.prepared(entries, known, "en")


def read(index: postings.Prepared) -> dict[str, list[tuple[int, int]]]:
    """Term → page and weight, as the browser reads them."""
    found = {}
    for words, lists in index.postings:
        for term, coded in zip(words.split(" "), lists.split(" "), strict=True):
            page, rows = -1, []
            for step, weight in zip(coded[::2], coded[1::2], strict=True):
                page += ord(step) - postings.FIRST + 1
                rows.append((page, ord(weight) - postings.FIRST))
            found[term] = rows
    return found


def test_every_term_of_every_page_leads_to_it(made: tuple[list[dict[str, Any]], dict[str, Any], postings.Prepared]) -> None:
    entries, known, index = made
    addresses = [postings.address(kind, row[0], "en") for kind, row in postings.listed(known)] + [url for url, *_ in index.head["others"]]
    found = {term: {addresses[page] for page, _ in rows} for term, rows in read(index).items()}
    wanted: dict[str, set[str]] = {}
    for entry in entries:
        for field in postings.BOOST:
            for term in terms(postings.text_of(entry, field), singles=field != "text"):
                wanted.setdefault(term, set()).add(entry["url"])
    assert found == wanted
    assert all(weight > 0 for rows in read(index).values() for _, weight in rows)


def test_terms_and_pieces_stand_in_the_browser_s_order(made: tuple[list[dict[str, Any]], dict[str, Any], postings.Prepared]) -> None:
    _, _, index = made
    listed = [term for words, _ in index.postings for term in words.split(" ")]
    assert listed == sorted(set(listed), key=lambda term: term.encode("utf-16-be"))
    assert index.head["starts"].split(" ") == [words.split(" ")[0] for words, _ in index.postings]
    assert index.head["texts"] == [piece[0][0] for piece in index.texts]
    assert [page for piece in index.texts for page, _ in piece] == sorted(page for piece in index.texts for page, _ in piece)


def test_lists_of_links_are_not_searched(made: tuple[list[dict[str, Any]], dict[str, Any], postings.Prepared]) -> None:
    entries, *_ = made
    assert not {section[0] for entry in entries for section in entry["sections"]} & search.LISTS


def test_a_title_says_more_than_a_text_and_a_list_less_than_a_page() -> None:
    def entry(title: str, text: str, kind: str = "terms") -> dict[str, Any]:
        return {"title": title, "kind": kind, "names": [], "silent": [], "sections": [["", "", text]]}

    found = postings.weighed([(0, entry("fever", "x")), (1, entry("x", "fever")), (2, entry("fever", "x", "index"))])
    weights = dict(found["fever"])
    assert weights[0] > weights[1]
    assert weights[0] > weights[2]


def test_a_number_beyond_what_a_character_holds_is_refused() -> None:
    with pytest.raises(ValueError, match="a page's number is a character"):
        postings.character(postings.LAST + 1)


def test_a_row_lies_in_the_piece_of_each_of_its_keys() -> None:
    rows = [(f"{kind}:{number}", str(number), ["x" * 40, number]) for number in range(50) for kind in ("doi", "pmid")]
    cut = pieces.dealt(rows, 600)
    assert len(cut) > 3
    for key, name, row in rows:
        assert cut[pieces.place(key, len(cut))][name] == row
