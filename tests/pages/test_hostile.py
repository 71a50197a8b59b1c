"""Whatever a record or a label says, a page shows it as text: every free text of the miniature is made hostile, then rendered."""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any, get_type_hints

import pytest
from pydantic import BaseModel

from scripts import pages
from scripts.language.labels import Labels
from scripts.paths import HOUSE
from scripts.records import Atlas
from scripts.schema import Record, Reference, Text, Trial
from scripts.schema.words import Printed
from scripts.website.render import render
from tests import miniature

HOSTILE = "<script>evil(\"1\")</script><img src='x' onerror=\"evil(2)\">\" onclick=\"evil(3)\" & '"
URL = 'https://synthetic.example/?q="onclick="evil(4)"><script>evil(5)</script>'
FREE = (Printed, Printed | None, list[Printed])


def hostile(value: Any, free: bool = False) -> Any:
    """The same record or piece with every free text made hostile; ids, choices, numbers and dates stay."""
    if isinstance(value, Text):
        return Text(zh=HOSTILE + value.zh, en=HOSTILE + value.en)
    if isinstance(value, BaseModel):
        kinds = get_type_hints(type(value), include_extras=True)
        return value.model_copy(update={key: hostile(getattr(value, key), kinds[key] in FREE) for key in type(value).model_fields})
    if isinstance(value, list | tuple):
        return type(value)(hostile(one, free) for one in value)
    return HOSTILE + value if free and value else value


class Seen(HTMLParser):
    """Tags, attributes and text of a page as a browser reads them."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.handlers: set[str] = set()
        self.addresses: set[str] = set()
        self.scripts: list[str] = []
        self.words: list[str] = []
        self.inside = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.inside = tag
        self.handlers |= {key for key, _ in attrs if key.startswith("on")}
        self.addresses |= {value or "" for key, value in attrs if key in ("src", "href")}

    def handle_endtag(self, tag: str) -> None:
        self.inside = ""

    def handle_data(self, data: str) -> None:
        (self.scripts if self.inside == "script" else self.words).append(data)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    house = miniature.build(tmp_path_factory.mktemp("hostile"))
    atlas, articles, labels = miniature.read(house)
    written = pages.write_book(house, spoilt(atlas), spoilt_labels(labels), articles)
    pages.write(house, written)
    target = house.top / "built"
    render(house, target)
    return target


def spoilt(atlas: Atlas) -> Atlas:
    kinds: dict[str, dict[str, Record]] = {}
    for kind, records in atlas.kinds.items():
        kinds[kind] = {key: hostile(record) for key, record in records.items()}
    trial = kinds["trials"]["birch"]
    assert isinstance(trial, Trial)
    kinds["trials"]["birch"] = trial.model_copy(update={"registry": [f"ChiCTR{HOSTILE}"]})
    reference = kinds["references"]["yi-2022-birch"]
    assert isinstance(reference, Reference)
    kinds["references"]["yi-2022-birch"] = reference.model_copy(update={"url": URL, "doi": None, "pmid": None})
    unsafe = kinds["references"]["jia-2024-linden-01"].model_copy(update={"url": "javascript:evil(6)", "doi": None, "pmid": None})
    kinds["references"]["jia-2024-linden-01"] = unsafe
    return replace(atlas, kinds=kinds)


def spoilt_labels(labels: Labels) -> Labels:
    return Labels({key: {language: HOSTILE + text for language, text in words.items()} for key, words in labels.words.items()})


@pytest.mark.slow
def test_every_hostile_text_is_shown_as_text(site: Path) -> None:
    """No tag, handler or address of it lives; what it says can be read."""
    shown = 0
    for path in sorted(site.rglob("*.html")):
        page = Seen(path.read_text("utf-8"))
        assert page.handlers == set(), path
        assert not any("evil" in script for script in page.scripts), path
        assert not any(address.startswith("javascript:") or address == "x" for address in page.addresses), path
        shown += "".join(page.words).count('<script>evil("1")</script>')
    assert shown > 1000


@pytest.mark.slow
@pytest.mark.parametrize("place", ["trials/birch.html", "drugs/exemplumab.html", "glossary/sample-fever.html", "references/index.html"])
def test_a_hostile_name_title_and_label_stand_on_the_page(site: Path, place: str) -> None:
    for language in ("", "en/"):
        page = Seen((site / language / place).read_text("utf-8"))
        assert "".join(page.words).count(HOSTILE.split("<img")[0]) > 10, place


@pytest.mark.slow
def test_a_hostile_address_stays_within_its_link(site: Path) -> None:
    page = Seen((site / "references/index.html").read_text("utf-8"))
    assert URL in page.addresses


def test_no_template_puts_a_value_in_an_attribute_without_double_quotes() -> None:
    """`shown` leaves an apostrophe as it is."""
    for path in sorted(HOUSE.templates.glob("*.j2")):
        markup = re.sub(r"\{%.*?%\}|\{#.*?#\}", "", path.read_text("utf-8"), flags=re.DOTALL)
        assert re.findall(r"""\s[\w-]+=(?:'|\{\{)""", markup) == [], path.name
