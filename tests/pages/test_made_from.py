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
def test_the_home_page_leads_to_the_lists_and_counts_nothing(made: Made, language: str) -> None:
    """A number there would change, and conflict, with every record."""
    pages = {page.path: page.text for page in made.pages if page.language == language}
    home = re.search(r'<p class="lists">(.*)</p>', pages["index"])
    assert home
    assert set(re.findall(r'href="([\w/-]+)\.html"', home[1])) <= set(pages)
    assert not re.search(r"\d", re.sub(r"<[^>]+>", "", home[1]))
