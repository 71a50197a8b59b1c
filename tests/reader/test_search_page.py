"""The search as a page: one kind only, copying, keys, narrow windows, without scripts; and hundreds of queries typed into it."""

from __future__ import annotations

import random
import re

import pytest
from playwright.sync_api import Page

from scripts.flow import Read
from scripts.language.names import names_of
from scripts.language.wording import name_of
from tests.conftest import Built

from .conftest import Names, Open, of
from .test_search import CHOSEN, RESULTS, STATUS, search

DRAWN = 160
"""Queries a language, each typed over http and from file://."""


def opened(reader: Open, language: str, file: bool = False) -> Page:
    """A page with the search open."""
    page = reader(language, file=file).open(of(language, "about/index"))
    page.keyboard.press("/")
    page.wait_for_selector("#dz-search-input:focus")
    return page


def test_one_kind_can_be_shown_alone(built: Built, reader: Open, names: Names) -> None:
    page = opened(reader, "en")
    every = search(page, names.drug)
    buttons = page.locator(".dz-search-kinds button")
    counts = {str(b.get_attribute("data-kind")): int(b.inner_text().rsplit(" ", 1)[1]) for b in buttons.all()}
    assert counts.pop("") == sum(counts.values())
    page.click('.dz-search-kinds [data-kind="trials"]')
    page.wait_for_selector('.dz-search-kinds [data-kind="trials"][aria-pressed="true"]')
    found = [str(link.get_attribute("href")) for link in page.locator(RESULTS).all()]
    assert found
    assert all("/trials/" in url for url in found)
    assert len(found) == counts["trials"] < len(every)
    page.click('.dz-search-kinds [data-kind=""]')
    page.wait_for_function("n => document.querySelectorAll('#dz-search-list a').length === n", arg=len(every))


def test_an_answer_is_copied_with_its_source_and_address(built: Built, reader: Open, names: Names) -> None:
    page = opened(reader, "en")
    page.evaluate("Duizhao.copied = async text => { globalThis.taken = text; return true; }")
    search(page, f"{names.trial} PFS")
    page.click(".dz-search-copy")
    page.wait_for_function("globalThis.taken")
    taken = str(page.evaluate("taken")).splitlines()
    assert names.trial.upper() in taken[0].upper()
    assert re.search(r"HR .*\[.+\d{4}.*\]", "\n".join(taken[1:-1]))
    assert f"en/trials/{names.trial}.html#" in taken[-1]
    assert page.locator(STATUS).inner_text() == "Copied"


def test_keys_lead_through_the_list_and_into_a_new_window(built: Built, reader: Open, names: Names) -> None:
    page = opened(reader, "en")
    found = search(page, names.drug)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("End")
    assert page.locator(CHOSEN).get_attribute("href") == page.locator(RESULTS).last.get_attribute("href")
    page.keyboard.press("Home")
    assert page.locator(CHOSEN).get_attribute("href") == found[0]
    here = page.url
    with page.context.expect_page() as other:
        page.keyboard.press("Control+Enter")
    assert other.value.url == found[0]
    assert page.url.split("#")[0] == here.split("#")[0]


def test_results_on_a_narrow_window_do_not_jump(built: Built, reader: Open, names: Names) -> None:
    window = reader("zh")
    window.page.set_viewport_size({"width": 320, "height": 640})
    page = window.open("about/index.html")
    page.evaluate("""() => {
      globalThis.shift = 0;
      new PerformanceObserver(list => { for (const e of list.getEntries()) shift += e.hadRecentInput ? 0 : e.value; })
        .observe({ type: "layout-shift", buffered: true });
    }""")
    page.keyboard.press("/")
    search(page, f"{names.trial} PFS")
    page.wait_for_timeout(500)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    assert page.evaluate("shift") <= 0.02


def test_without_scripts_the_search_says_what_to_do(built: Built) -> None:
    text = (built.site / "index.html").read_text("utf-8")
    assert "<noscript>" in text[text.index('id="dz-search"') : text.index('id="dz-search-list"')]
    assert 'type="application/opensearchdescription+xml"' in text
    assert "#q={searchTerms}" in (built.site / "opensearch.xml").read_text("utf-8")


def queries(read: Read, language: str) -> list[tuple[str, list[str]]]:
    """What a reader might type, drawn from the records, with the paths that may come first."""
    atlas, draw = read.atlas, random.Random(7)
    found: list[tuple[str, list[str]]] = []
    asked = {"zh": ("总生存期", "不良反应", "研究"), "en": ("overall survival", "grade 3", "trial")}[language]
    for trial in draw.sample(sorted(atlas.trials), 50):
        own = [f"trials/{trial}"]
        acronym = atlas.trials[trial].acronym
        found += [(acronym, own), (f"{acronym} {draw.choice(asked)}", own), (acronym.lower().replace("-", ""), own)]
    for drug in draw.sample(sorted(atlas.drugs), 40):
        one = atlas.drugs[drug]
        word = {"zh": "适应证", "en": "approvals"}[language]
        found += [(name_of(one, language), [f"drugs/{drug}"]), (f"{one.inn.zh} {word}", [f"drugs/{drug}"])]
        found += [(name.text, [f"drugs/{drug}"]) for name in names_of(one)[:1]]
    for kind in ("diseases", "settings", "classes", "targets", "terms"):
        folder = "glossary" if kind == "terms" else kind
        records = sorted(atlas.kinds[kind])
        for one in draw.sample(records, min(16, len(records))):
            if atlas.kinds[kind][one].standing == "current":
                found.append((name_of(atlas.kinds[kind][one], language), [f"{folder}/{one}"]))
    owners: dict[str, list[str]] = {}
    for query, paths in found:
        owners.setdefault(query, []).extend(paths)
    return draw.sample(sorted(owners.items()), DRAWN)


@pytest.mark.real
@pytest.mark.parametrize("file", [False, True], ids=["http", "file"])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_hundreds_of_queries_lead_where_they_must(built: Built, reader: Open, real_read: Read, language: str, file: bool) -> None:
    """In sample: names and facet words of the records. First in 97 %, in the first three always, no page of the other language."""
    window = reader(language, file=file)
    page = window.open(of(language, "about/index"))
    page.keyboard.press("/")
    page.wait_for_selector("#dz-search-input:focus")
    search(page, "PD-1")
    first, lost = 0, []
    asked = queries(real_read, language)
    for query, paths in asked:
        hits = [url.removeprefix(window.root).split("#")[0] for url in search(page, query)[:3]]
        right = [of(language, path) for path in paths]
        assert all(hit.startswith("en/") == (language == "en") for hit in hits), (query, hits)
        first += bool(hits) and hits[0] in right
        if not any(hit in right for hit in hits):
            lost.append((query, hits))
    way = "file" if file else "http"
    print(f"{language}, {way}: {len(asked)} queries, {first / len(asked):.1%} first, {len(lost)} not in the first three")
    assert first / len(asked) >= 0.97
    assert not lost
    assert window.outside() == []
