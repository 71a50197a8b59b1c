"""What the search index says of a record's names: which are shown, and which only find it."""

from __future__ import annotations

from typing import Any

import pytest

from scripts import pages
from scripts.flow import Read
from scripts.pages.book import Page
from scripts.paths import House
from scripts.website import search


@pytest.fixture(scope="module")
def found(mini: House, mini_read: Read, mini_pages: list[Page]) -> dict[str, dict[str, dict[str, Any]]]:
    """Language → address → entry."""
    pages.write(mini, mini_pages)
    return {language: {e["url"]: e for e in search.entries(mini, mini_read.atlas, language)} for language in ("zh", "en")}


@pytest.mark.parametrize(("language", "url"), [("zh", "drugs/exemplumab.html"), ("en", "en/drugs/exemplumab.html")])
def test_a_misspelling_finds_a_drug_and_is_never_shown(found: dict[str, dict[str, dict[str, Any]]], language: str, url: str) -> None:
    entry = found[language][url]
    assert "exemplimab" in entry["silent"]
    assert "exemplimab" not in entry["names"]
    assert {"Exemplis", "EX-101"} <= set(entry["names"])
    assert "L99ZZ01" in entry["silent"]
