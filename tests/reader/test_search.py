"""Search, as a reader uses it: by key, by any name, in the reader's language only, also from file://."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from scripts.website.search import NAMED
from tests.conftest import Built

from .conftest import Names, Open, of

RESULTS = "#dz-search-list a"


def handed(path: Path) -> Any:
    """What a data script hands to the page."""
    text = path.read_text("utf-8").rstrip().splitlines()[-1]
    return json.loads(text[text.index(",") + 1 : text.rindex(")")])


def search(page: Page, words: str) -> list[str]:
    """Addresses of the results, best first."""
    page.fill("#dz-search-input", words)
    page.wait_for_function(
        "q => { const s = document.querySelector('#dz-search .md-search-result__meta').textContent; "
        "return s && s !== Duizhao.label('search.loading') && document.querySelector('#dz-search-input').value === q }", arg=words,
    )
    page.wait_for_timeout(60)
    return [str(link.get_attribute("href")) for link in page.locator(RESULTS).all()]


@pytest.mark.real
@pytest.mark.parametrize("file", [False, True], ids=["http", "file"])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_kind_of_name_finds_its_page_first(built: Built, reader: Open, names: Names, language: str, file: bool) -> None:
    window = reader(language, file=file)
    page = window.open(of(language, "about/index"))
    page.keyboard.press("/")
    page.wait_for_selector("#dz-search-input:focus")
    wanted = {
        names.trial: f"trials/{names.trial}", names.compact: f"trials/{names.trial}", names.compact.upper(): f"trials/{names.trial}",
        names.drug: f"drugs/{names.drug}", names.drug.upper(): f"drugs/{names.drug}", names.nickname: f"drugs/{names.drug}",
        names.code: f"drugs/{names.drug}", names.drug_zh: f"drugs/{names.drug}",
    }
    if language == "zh":
        wanted[names.initials] = f"glossary/{names.initials_of}"
    for words, path in wanted.items():
        found = search(page, words)
        assert found, words
        assert found[0].split("#")[0] == window.root + of(language, path), (words, found[:3])
    found = search(page, names.folded)
    assert any(url.startswith(window.root + of(language, f"targets/{names.target}")) for url in found[:5]), found[:5]
    assert window.outside() == []
    assert window.failed == []


@pytest.mark.parametrize("language", ["zh", "en"])
def test_results_are_in_the_readers_language_only(built: Built, reader: Open, names: Names, language: str) -> None:
    window = reader(language)
    page = window.open(of(language, "index"))
    page.keyboard.press("/")
    for words in (names.drug, names.drug_zh, names.trial, names.folded):
        found = search(page, words)
        assert found
        assert all(url.removeprefix(window.root).startswith("en/") == (language == "en") for url in found), (words, found)


@pytest.mark.real
@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_result_leads_to_a_page_and_section_that_exist(built: Built, reader: Open, names: Names, language: str) -> None:
    window = reader(language)
    page = window.open(of(language, "index"))
    page.keyboard.press("/")
    for url in search(page, names.folded) + search(page, names.trial):
        path, _, anchor = url.removeprefix(window.root).partition("#")
        text = (built.site / path).read_text("utf-8")
        assert not anchor or f'id="{anchor}"' in text, url


def test_escape_closes_and_gives_the_focus_back(built: Built, reader: Open) -> None:
    page = reader("en").open("en/index.html")
    opener = page.locator("[data-search-open]:visible").first
    opener.focus()
    page.keyboard.press("Enter")
    page.wait_for_selector("#dz-search-input:focus")
    page.keyboard.press("Escape")
    page.wait_for_function("!document.getElementById('__search').checked")
    assert opener.evaluate("e => e === document.activeElement")


def test_a_slash_typed_into_a_field_stays_a_slash(built: Built, reader: Open) -> None:
    page = reader("en").open("en/index.html")
    page.keyboard.press("/")
    page.wait_for_selector("#dz-search-input:focus")
    page.keyboard.type("PD-1/PD")
    assert page.locator("#dz-search-input").input_value() == "PD-1/PD"


def test_arrows_choose_and_enter_opens(built: Built, reader: Open, names: Names) -> None:
    window = reader("en")
    page = window.open("en/index.html")
    page.keyboard.press("Control+k")
    found = search(page, names.drug)
    assert page.locator(f"{RESULTS}[aria-selected=true]").get_attribute("href") == found[0]
    page.keyboard.press("ArrowDown")
    chosen = page.locator(f"{RESULTS}[aria-selected=true]").get_attribute("href")
    # Where a section holds the words, its link leads there once the excerpt has come.
    assert str(chosen).split("#")[0] == found[1 % len(found)].split("#")[0]
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/drugs/{names.drug}.html*")


def test_nothing_found_is_said(built: Built, reader: Open) -> None:
    page = reader("zh").open("index.html")
    page.keyboard.press("/")
    assert search(page, "qqqxxxzzz") == []
    assert page.locator("#dz-search [role=status]").inner_text() == "没有找到“qqqxxxzzz”"


@pytest.mark.real
@pytest.mark.parametrize("file", [False, True], ids=["http", "file"])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_nothing_is_asked_for_before_search_opens_and_then_only_what_the_query_needs(
    built: Built, reader: Open, names: Names, language: str, file: bool
) -> None:
    window = reader(language, file=file)
    page = window.open(of(language, "about/index"))
    page.wait_for_function("document.readyState === 'complete'")

    def asked() -> list[str]:
        start = f"{window.root}assets/{language}/"
        return [url.removeprefix(start).partition(".js")[0] for url in window.asked if url.startswith(start) and ".js" in url]

    assert asked() == ["labels"]
    page.keyboard.press("/")
    search(page, f"{names.trial} PFS")
    page.wait_for_selector(f"{RESULTS} .dz-hit__text:not(:empty)")
    found = asked()
    assert len(found) == len(set(found))
    assert {"names", "text"} <= set(found)
    kinds = [name.partition("/")[0] for name in found if "/" in name]
    assert kinds.count("answers") == 1
    assert "cited" not in kinds
    assert "hover" not in kinds
    assert kinds.count("postings") <= 8
    sizes = [len(gzip.compress((window.site / f"assets/{language}/{name}.js").read_bytes())) for name in found if name != "labels"]
    assert sum(sizes) < 120_000
    assert window.failed == []


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_mention_shows_the_sentence_that_holds_the_word_and_leads_to_its_section(built: Built, reader: Open, language: str) -> None:
    """The longest section of a record's page: a few of its words find the page, and the hit shows and marks them."""
    assets = built.site / "assets" / language
    kinds = handed(assets / "names.js")["records"]
    titles = [row[1] for kind in NAMED for row in kinds.get(kind, [])]
    texts = [page for path in sorted(assets.glob("texts/*.js"), key=lambda path: int(path.stem)) for page in handed(path)]
    text, anchor, title = max(
        ((text, anchor, titles[number]) for number, sections in texts if number < len(titles) for anchor, _, text in sections[1:]),
        key=lambda one: len(one[0]),
    )
    words = text[-18:] if language == "zh" else " ".join(text.split()[-6:])
    window = reader(language)
    page = window.open(of(language, "index"))
    page.keyboard.press("/")
    search(page, words)
    hit = page.locator(RESULTS).filter(has=page.locator(".dz-hit__title").get_by_text(title, exact=True)).first
    hit.locator(".dz-hit__text mark").first.wait_for()
    assert str(hit.get_attribute("href")).partition("#")[2] == anchor


@pytest.mark.real
def test_every_hit_can_be_reached(built: Built, reader: Open) -> None:
    """The button below shows the next, the arrow at the last one too, until none is left."""
    window = reader("en")
    page = window.open("en/index.html")
    page.keyboard.press("/")
    search(page, "survival")
    whole = int(page.locator(STATUS).inner_text().split()[0])
    page.wait_for_function("n => document.querySelectorAll('#dz-search-list a').length === n", arg=min(20, whole))
    clicks = 0
    while page.locator(".dz-search-more").is_visible():
        before = page.locator(RESULTS).count()
        page.locator(".dz-search-more").click()
        assert page.locator(CHOSEN).get_attribute("id") == f"dz-hit-{before}"
        page.wait_for_selector("#dz-search-input:focus")
        clicks += 1
    addresses = [str(link.get_attribute("href")).split("#")[0] for link in page.locator(RESULTS).all()]
    assert len(addresses) == whole == len(set(addresses))
    assert clicks == max(0, -(-whole // 20) - 1)
    search(page, "survival ")
    for _ in range(min(whole, 30)):
        page.keyboard.press("ArrowDown")
    assert page.locator(RESULTS).count() == min(whole, 40)


def test_markup_in_a_query_is_text(built: Built, reader: Open) -> None:
    window = reader("en")
    page = window.open("en/index.html")
    page.keyboard.press("/")
    search(page, "<img src=x onerror=alert(1)>")
    assert page.locator("#dz-search img").count() == 0
    assert window.errors == []


def test_the_query_is_folded_as_names_are(built: Built, reader: Open, names: Names) -> None:
    """Full-width letters, other hyphens, accents and spaces do not matter."""
    window = reader("zh")
    page = window.open("index.html")
    page.keyboard.press("/")
    wide = "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in names.trial)
    for words in (wide, names.trial.replace("-", "‑"), names.trial.replace("-", " "), f"  {names.trial} "):
        assert search(page, words)[0].startswith(window.root + f"trials/{names.trial}.html"), words


CHOSEN = f"{RESULTS}[aria-selected=true]"
STATUS = "#dz-search [role=status]"


@pytest.mark.parametrize("file", [False, True], ids=["http", "file"])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_name_that_no_record_bears_is_said_and_nothing_preselected(built: Built, reader: Open, language: str, file: bool) -> None:
    window = reader(language, file=file)
    page = window.open(of(language, "index"))
    page.keyboard.press("/")
    search(page, "QWERTY-123")
    assert "QWERTY-123" in page.locator(STATUS).inner_text()
    assert page.locator(CHOSEN).count() == 0
    before = page.url
    page.keyboard.press("Enter")
    page.wait_for_timeout(200)
    assert page.url.split("#")[0] == before.split("#")[0]


def test_a_misspelt_number_offers_others_and_tells_them_apart(built: Built, reader: Open, names: Names) -> None:
    window = reader("en")
    page = window.open("en/index.html")
    page.keyboard.press("/")
    found = search(page, f"{names.trial.rsplit('-', 1)[0]}-9876")
    assert found
    assert page.locator(CHOSEN).count() == 0
    assert page.locator(f"{RESULTS} .dz-hit__other").count() >= 1
    assert "is not in this reference" in page.locator(STATUS).inner_text()


@pytest.mark.parametrize("file", [False, True], ids=["http", "file"])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_trial_with_an_end_point_is_answered_on_the_first_line(
    built: Built, reader: Open, names: Names, language: str, file: bool
) -> None:
    window = reader(language, file=file)
    page = window.open(of(language, "index"))
    page.keyboard.press("/")
    found = search(page, f"{names.trial} PFS")
    first = page.locator(RESULTS).first
    path, _, anchor = found[0].removeprefix(window.root).partition("#")
    assert path == of(language, f"trials/{names.trial}")
    assert f'id="{anchor}"' in (built.site / path).read_text("utf-8")
    assert "dz-answer" in str(first.get_attribute("class"))
    assert "HR" in first.inner_text()
    assert first.locator(".dz-hit__source").count() >= 1
    assert found[1].removeprefix(window.root) == of(language, f"trials/{names.trial}")
    assert window.errors == []


@pytest.mark.parametrize("query", ["constructor", "__proto__", "hasOwnProperty", "a" * 5000, "肺癌" * 3000, "\\(["])
def test_no_query_breaks_the_page(built: Built, reader: Open, query: str) -> None:
    window = reader("zh")
    page = window.open("index.html")
    page.keyboard.press("/")
    search(page, query)
    assert page.locator(STATUS).inner_text() != "搜索索引没有载入"
    assert window.errors == []


@pytest.mark.parametrize("file", [False, True], ids=["http", "file"])
def test_an_address_with_a_query_opens_the_search_and_back_finds_it_again(
    built: Built, reader: Open, names: Names, file: bool
) -> None:
    window = reader("en", file=file)
    page = window.open(f"en/about/index.html#q={names.trial}%20PFS")
    page.wait_for_selector(f"{RESULTS} .dz-hit__line")
    assert page.locator("#dz-search-input").input_value() == f"{names.trial} PFS"
    search(page, names.drug)
    page.wait_for_function("name => location.hash === `#q=${name}`", arg=names.drug)
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/drugs/{names.drug}.html*")
    page.go_back()
    page.wait_for_selector(CHOSEN)
    assert page.locator("#dz-search-input").input_value() == names.drug
    page.keyboard.press("Escape")
    page.wait_for_function("!document.getElementById('__search').checked")
    assert "#q=" not in page.url
