"""A page says what it is written from, and its numbers are those of the pages that it leads to."""

from __future__ import annotations

import re
from dataclasses import dataclass

import pytest
import yaml

from scripts import flow
from scripts.pages.book import Page
from scripts.paths import HOUSE, House


@dataclass(frozen=True)
class Made:
    house: House
    read: flow.Read
    pages: list[Page]


@pytest.fixture(scope="module", params=["miniature", "real"])
def made(request: pytest.FixtureRequest) -> Made:
    """Both trees, one after the other."""
    house, name = (request.getfixturevalue("mini"), "mini") if request.param == "miniature" else (HOUSE, "real")
    return Made(house, request.getfixturevalue(f"{name}_read"), request.getfixturevalue(f"{name}_pages"))


def test_front_matter_names_the_file_or_folder_that_a_page_is_written_from(made: Made) -> None:
    """Who reads a page in a difference knows what to edit."""
    for page in made.pages:
        source = yaml.safe_load(page.text.split("---\n")[1])["source"]
        path = made.house.top / source
        assert path.is_dir() if source.endswith("/") else path.is_file(), (page.path, source)
        if page.kind == "articles":
            assert source == f"articles/{page.path}.{page.language}.md"
        elif page.record in made.read.atlas.kinds.get(page.kind, {}):
            assert path.stem == page.record
        elif page.path.startswith("audit/") and page.record:
            assert page.path.startswith(f"audit/{path.stem}-")
            assert source.startswith("sources/")
        else:
            assert source.endswith("/"), (page.path, source)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_number_on_the_home_page_is_the_number_of_the_page_it_leads_to(made: Made, language: str) -> None:
    """Two numbers have two names: terms, and the glossary's entries."""
    pages = {page.path: page.text for page in made.pages if page.language == language}
    home = re.search(r'<p class="counts">(.*)</p>', pages["index"])
    assert home
    counts = dict(re.findall(r'href="([\w/-]+)\.html"><strong>(\d+)</strong>', home[1]))
    for path in ("glossary/index", "references/index"):
        lead = pages[path].split("{ .lead }")[0]
        assert re.search(rf"(?<!\d){counts.pop(path)}(?!\d)", lead), path
    for path in ("trials/index", "audit/claims"):
        assert len(re.findall("<tr data-", pages[path])) == int(counts.pop(path)), path
    rows = pages["drugs/index"].count("<tr><td")
    assert rows == int(counts.pop("drugs/index"))
    assert counts == {}
