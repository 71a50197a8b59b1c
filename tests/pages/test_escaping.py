"""What templates print of others' words is text: titles, addresses and names that hold markup come out escaped."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType
from typing import Any

import pytest

from scripts import flow
from scripts.pages import home, subjects, trials
from scripts.pages.book import Book
from scripts.pages.glossary import term_page
from scripts.paths import House
from scripts.records import Atlas
from scripts.schema import Record, Text

HOSTILE = '<img src=x onerror="alert(1)">&'
NEVER = ("<img", '"alert', 'onerror="')


def with_record(atlas: Atlas, kind: str, record_id: str, **changes: Any) -> tuple[Atlas, Any]:
    """The Atlas with one record changed, past its model."""
    record: Record = atlas.kinds[kind][record_id].model_copy(update=changes)
    kinds = {**atlas.kinds, kind: MappingProxyType({**atlas.kinds[kind], record_id: record})}
    return replace(atlas, kinds=MappingProxyType(kinds)), record


def book(mini: House, found: flow.Read, atlas: Atlas) -> Book:
    return Book(mini, atlas, found.labels, "en")


@pytest.mark.parametrize("field", ["title", "container", "publisher", "volume"])
def test_a_reference_in_print_is_text(mini: House, mini_read: flow.Read, field: str) -> None:
    atlas, _ = with_record(mini_read.atlas, "references", "jia-2021-linden-01", **{field: HOSTILE})
    page = home.references(book(mini, mini_read, atlas))
    assert "<img" not in page.text, field
    assert "&lt;img" in page.text or field == "publisher"


def test_an_address_does_not_leave_its_attribute(mini: House, mini_read: flow.Read) -> None:
    atlas, _ = with_record(mini_read.atlas, "references", "agency-2023-exemplumab", url=f"https://agency.example/{HOSTILE}")
    text = home.references(book(mini, mini_read, atlas)).text
    assert not any(mark in text for mark in NEVER)
    assert '<a href="https://agency.example/&lt;img">https://agency.example/&lt;img</a> src=x onerror=&#34;alert(1)&#34;&gt;&amp;' in text


def test_a_doi_does_not_leave_its_attribute(mini: House, mini_read: flow.Read) -> None:
    atlas, _ = with_record(mini_read.atlas, "references", "jia-2021-linden-01", doi=f"10.99999/{HOSTILE}")
    assert not any(mark in home.references(book(mini, mini_read, atlas)).text for mark in NEVER)


def test_an_estimand_is_text(mini: House, mini_read: flow.Read) -> None:
    trial = mini_read.atlas.trials["linden-01"]
    results = [one.model_copy(update={"estimand": Text(zh=HOSTILE, en=HOSTILE)}) if one.estimand else one for one in trial.results]
    atlas, trial = with_record(mini_read.atlas, "trials", "linden-01", results=results)
    text = trials.trial_page(book(mini, mini_read, atlas), trial).text
    assert "<img" not in text
    assert '<span class="estimand">&lt;img src=x' in text


def test_further_names_are_text(mini: House, mini_read: flow.Read) -> None:
    drug = mini_read.atlas.drugs["exemplumab"]
    names = [drug.names[0].model_copy(update={"text": HOSTILE}), *drug.names[1:]]
    atlas, drug = with_record(mini_read.atlas, "drugs", "exemplumab", names=names)
    assert "<img" not in subjects.drug_page(book(mini, mini_read, atlas), drug).text
    term = mini_read.atlas.terms["sample-fever"]
    other = [term.other[0].model_copy(update={"text": HOSTILE}), *term.other[1:]]
    atlas, term = with_record(mini_read.atlas, "terms", "sample-fever", other=other, authority=HOSTILE)
    assert "<img" not in term_page(book(mini, mini_read, atlas), term, []).text
