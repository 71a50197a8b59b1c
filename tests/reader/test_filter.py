"""The filter of the tables: facet, text by any name, sort, count, an address that keeps the state, CSV."""

from __future__ import annotations

import csv
import io

import pytest
from playwright.sync_api import Locator, Page

from tests.conftest import Built

from .conftest import Names, Open, of

TABLE = "table.filterable"


def rows(page: Page) -> list[str]:
    """The first cells of the rows shown, in order."""
    found: list[str] = page.evaluate(
        "what => [...document.querySelectorAll(what)].filter(row => row.checkVisibility()).map(row => row.cells[0].innerText.trim())",
        f"{TABLE} tbody tr",
    )
    return found


def field(page: Page, name: str) -> Locator:
    """The choice below a word; the label of a select also holds its options' words."""
    return page.locator(".dz-filter__field").filter(has=page.locator(f"span:text-is('{name}')")).locator("select, input")


@pytest.mark.parametrize("file", [False, True], ids=["http", "file"])
def test_a_facet_narrows_counts_and_resets(built: Built, reader: Open, file: bool) -> None:
    page = reader("en", file=file).open("en/trials/index.html")
    total = len(built.read.atlas.trials)
    assert len(rows(page)) == total
    expected = sorted(t.acronym for t in built.read.atlas.trials.values() if t.met == "no")
    field(page, "Primary end point").select_option("no")
    assert sorted(rows(page)) == expected
    assert page.locator(".dz-filter [role=status]").inner_text() == f"{len(expected)} of {total} rows shown"
    assert "met=no" in page.url or file
    page.get_by_role("button", name="Clear").click()
    assert len(rows(page)) == total
    assert "met=" not in page.url


@pytest.mark.real
@pytest.mark.parametrize("language", ["zh", "en"])
def test_text_knows_aliases_and_folds(built: Built, reader: Open, names: Names, language: str) -> None:
    page = reader(language).open(of(language, "trials/index"))
    box = page.locator(".dz-filter input[type=search]")
    acronym = built.read.atlas.trials[names.trial].acronym
    for words in (names.nickname, names.code, names.compact, names.drug.upper(), names.drug_zh):
        box.fill(words)
        assert acronym in rows(page), words
        assert len(rows(page)) <= len(built.read.atlas.trials)
    box.fill("qqqxxxzzz")
    assert rows(page) == []
    assert page.locator(".dz-filter [role=status]").inner_text() in ("没有符合全部条件的行", "No row meets all conditions")


def test_a_head_sorts_up_down_and_back(built: Built, reader: Open) -> None:
    page = reader("en").open("en/trials/index.html")
    original = rows(page)
    head = page.locator(f"{TABLE} th").first
    states = []
    for _ in range(3):
        head.locator("button").click()
        states.append((head.get_attribute("aria-sort"), rows(page)))
    assert [state for state, _ in states] == ["ascending", "descending", None]
    up = states[0][1]
    assert states[1][1] == up[::-1]
    assert states[2][1] == original
    assert sorted(up) == sorted(original)
    assert up[0].lower() <= up[-1].lower()


def test_the_address_keeps_the_state(built: Built, reader: Open, names: Names) -> None:
    window = reader("zh")
    page = window.open("trials/index.html")
    page.locator(".dz-filter input[type=search]").fill(names.drug)
    page.locator(f"{TABLE} th button").first.click()
    before = rows(page)
    address = page.url
    assert "q=" in address
    assert "sort=0" in address
    page.reload()
    assert rows(page) == before
    assert page.locator(".dz-filter input[type=search]").input_value() == names.drug
    # The other language shows the same rows.
    page.locator("header a[data-language=en]").click()
    page.wait_for_url("**/en/trials/**")
    assert sorted(rows(page)) == sorted(before)


@pytest.mark.parametrize("query", ["?met=nonsense&sort=99&q=", "?sort=-&met=%00", "?sort=abc"])
def test_a_mistyped_address_shows_everything(built: Built, reader: Open, query: str) -> None:
    window = reader("zh")
    page = window.open("trials/index.html" + query)
    assert len(rows(page)) == len(built.read.atlas.trials)
    assert window.errors == []


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_csv_holds_what_is_shown(built: Built, reader: Open, names: Names, language: str) -> None:
    page = reader(language).open(of(language, "trials/index"))
    page.locator(".dz-filter input[type=search]").fill(names.compact)
    with page.expect_download() as waiting:
        page.locator(".dz-filter button").last.click()
    raw = waiting.value.path().read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    table = list(csv.reader(io.StringIO(raw.decode("utf-8-sig"))))
    assert [line[0] for line in table[1:]] == rows(page)
    assert len(table[0]) == page.locator(f"{TABLE} thead th").count()
    assert {len(line) for line in table} == {len(table[0])}


def test_a_quote_in_a_cell_is_doubled_in_the_csv(built: Built, reader: Open) -> None:
    page = reader("en").open(of("en", "trials/index"))
    said = '6" of snow, "so to say"'
    page.evaluate("said => { document.querySelector('table.filterable tbody tr').cells[1].textContent = said }", said)
    with page.expect_download() as waiting:
        page.locator(".dz-filter button").last.click()
    table = list(csv.reader(io.StringIO(waiting.value.path().read_bytes().decode("utf-8-sig"))))
    assert said in table[1]
    assert {len(line) for line in table} == {len(table[0])}


def test_claims_can_be_filtered_too(built: Built, reader: Open) -> None:
    page = reader("zh").open("audit/claims.html")
    verdict = page.locator(".dz-filter select").first
    verdict.select_option("contradicted")
    expected = sum(claim.verdict == "contradicted" for claim in built.read.atlas.claims.values())
    assert len(rows(page)) == expected > 0


@pytest.mark.parametrize(("language", "word"), [("zh", "主题"), ("en", "Subject")])
def test_verdicts_are_filtered_by_what_they_are_about(built: Built, reader: Open, language: str, word: str) -> None:
    page = reader(language).open(of(language, "audit/claims"))
    claims = built.read.atlas.claims.values()
    about = next(one for claim in claims for one in claim.about if one in built.read.atlas.trials)
    field(page, word).select_option(about)
    assert len(rows(page)) == sum(about in claim.about for claim in claims)
