"""The pages of one file are those of the whole book, to the letter."""

from __future__ import annotations

import pytest

from scripts import flow, pages
from scripts.pages import own
from scripts.pages.book import Page
from scripts.paths import House
from scripts.schema import KINDS

# References and awaited events stand in lists; every other kind has a page of its own or a part of one.
LISTED = {"references"}


@pytest.mark.parametrize("kind", [*(kind for kind in KINDS if kind not in LISTED), "articles"])
def test_a_file_s_pages_are_those_of_the_book(mini: House, mini_read: flow.Read, mini_pages: list[Page], kind: str) -> None:
    found = mini_read
    whole = pages.texts(mini_pages)
    files = [name for (of, _), name in found.atlas.files.items() if of == kind] or [one.file for one in found.articles]
    for name in files:
        mine = pages.texts(own.pages(own.Shelf(mini, found.atlas, found.labels, found.articles, mini_pages), [name]))
        assert mine, name
        for file, text in mine.items():
            assert text == whole[file], file


def test_a_file_without_pages_has_none(mini: House, mini_read: flow.Read, mini_pages: list[Page]) -> None:
    shelf = own.Shelf(mini, mini_read.atlas, mini_read.labels, mini_read.articles, mini_pages)
    assert own.pages(shelf, ["evidence/references/yi-2022-birch.yml", "templates/labels.yml", "evidence/trials/nothing.yml"]) == []
