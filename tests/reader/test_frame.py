"""Every kind of page, as a reader meets it: nothing asked from outside, nothing failing, phone, dark, print, without script."""

from __future__ import annotations

import re

import pytest

from tests.conftest import Built
from tests.shelf import AXE

from .conftest import Open, Reader, of, places

PHONE = {"viewport": {"width": 390, "height": 844}, "device_scale_factor": 1, "is_mobile": True, "has_touch": True}


@pytest.mark.real
@pytest.mark.parametrize(("language", "file"), [("zh", False), ("en", True)], ids=["zh-http", "en-file"])
def test_no_request_leaves_the_machine_and_none_fails(built: Built, reader: Open, language: str, file: bool) -> None:
    window = reader(language, file=file)
    for name, path in places(built).items():
        page = window.open(of(language, path))
        page.evaluate("scrollTo(0, document.body.scrollHeight)")
        assert window.outside() == [], name
        assert window.failed == [], name
        assert window.errors == [], name
    page.keyboard.press("/")
    page.wait_for_selector("#dz-search-input:focus")
    page.keyboard.type("IFN")
    page.wait_for_selector("#dz-search-list a, #dz-search [role=status]:has-text('IFN')")
    assert window.outside() == []
    assert window.failed == []


@pytest.mark.real
@pytest.mark.parametrize("language", ["zh", "en"])
def test_no_kind_of_page_scrolls_sideways_on_a_phone(built: Built, reader: Open, language: str) -> None:
    window = reader(language, **PHONE)
    wide = {}
    for name, path in places(built).items():
        page = window.open(of(language, path))
        width = page.evaluate("Math.max(document.documentElement.scrollWidth, document.body.scrollWidth)")
        if width > 390:
            wide[name] = (path, width)
    assert wide == {}


@pytest.mark.real
@pytest.mark.parametrize("language", ["zh", "en"])
def test_text_is_large_enough_to_read_on_a_phone(built: Built, reader: Open, language: str) -> None:
    """Running text at least 14 pixels, nothing below 11."""
    window = reader(language, **PHONE)
    for name in ("trials", "terms", "articles", "claims"):
        page = window.open(of(language, places(built)[name]))
        sizes = page.evaluate(
            "what => [...document.querySelectorAll(what)].filter(e => e.checkVisibility() && e.innerText.trim())"
            ".map(e => parseFloat(getComputedStyle(e).fontSize))", "article p:not([class]):not(.page-foot *), article td",
        )
        assert min(sizes, default=14) >= 13, (name, min(sizes))
        every = page.evaluate(
            "[...document.querySelectorAll('article *:not(svg *):not(sup *)')].filter(e => e.checkVisibility() && [...e.childNodes]"
            ".some(n => n.nodeType === 3 && n.data.trim())).map(e => parseFloat(getComputedStyle(e).fontSize))"
        )
        assert min(every) >= 10, (name, min(every))


def test_the_dark_scheme_follows_the_system(built: Built, reader: Open) -> None:
    light, dark = (
        reader("zh", color_scheme=scheme).open("index.html").evaluate(
            "[document.body.dataset.mdColorScheme, getComputedStyle(document.body).backgroundColor]"
        )
        for scheme in ("light", "dark")
    )
    assert [light[0], dark[0]] == ["default", "slate"]
    brightness = [sum(map(float, re.findall(r"[\d.]+", colour)[:3])) for colour in (light[1], dark[1])]
    assert brightness[0] > 600 > 250 > brightness[1]


def test_a_chosen_scheme_is_remembered(built: Built, reader: Open) -> None:
    window = reader("en", color_scheme="light")
    page = window.open("en/index.html")
    for _ in range(3):
        page.locator("[data-md-component=palette] label:visible").first.click()
        if page.evaluate("document.body.dataset.mdColorScheme") == "slate":
            break
    assert page.evaluate("document.body.dataset.mdColorScheme") == "slate"
    window.open("en/about/index.html")
    assert page.evaluate("document.body.dataset.mdColorScheme") == "slate"


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_page_is_complete_without_script(built: Built, reader: Open, language: str) -> None:
    """The same headings, tables, rows, figures and links, and all of them visible."""
    count = """() => Object.fromEntries(['h1', 'h2', 'h3', 'table', 'tbody tr', 'article a', 'svg', 'ol.references li'].map(
        what => [what, [...document.querySelectorAll('article ' + what.replace('article ', ''))].filter(
            e => what === 'svg' ? e.closest('figure') : e.checkVisibility()).length]))"""
    plain, scripted = reader(language, java_script_enabled=False), reader(language)
    for name, path in places(built).items():
        without = plain.open(of(language, path)).evaluate(count)
        page = scripted.open(of(language, path))
        assert without["h1"] == 1, name
        # Script wraps heads in buttons and adds the filter; it hides no row and removes no link.
        assert without == page.evaluate(count), name
    other = "en" if language == "zh" else "zh"
    switch = plain.page.locator(f"header a[data-language={other}]")
    assert switch.get_attribute("href")
    assert plain.page.locator(".dz-offer:visible").count() == 0


def test_print_leaves_out_the_frame(built: Built, reader: Open, names: object) -> None:
    page = reader("zh").open(f"trials/{names.trial}.html")  # type: ignore[attr-defined]
    page.emulate_media(media="print")
    for what in ("header", ".md-tabs", ".md-footer", ".md-sidebar"):
        assert page.locator(f"{what} >> visible=true").count() == 0, what
    assert page.locator("article h1").is_visible()
    assert page.locator("article table").first.is_visible()


@pytest.mark.parametrize(("path", "language", "words"), [
    ("nowhere.html", "zh", "没有这一页"), ("drugs/deep/down/nowhere.html", "zh", "没有这一页"),
    ("en/nowhere.html", "en", "Page not found"), ("en/drugs/deep/down/nowhere.html", "en", "Page not found"),
])
def test_what_is_missing_is_said_in_its_language_at_any_depth(built: Built, reader: Open, path: str, language: str, words: str) -> None:
    window = reader(language)
    page = window.open(path)
    assert page.locator("h1").first.inner_text() == words
    assert page.evaluate("document.documentElement.lang") == {"zh": "zh-Hans", "en": "en"}[language]
    assert [f for f in window.failed if path not in f] == []
    assert page.evaluate("getComputedStyle(document.querySelector('.md-header')).position") in ("sticky", "fixed", "relative")
    page.locator("article a").first.click()
    page.wait_for_url(window.root + ("en/" if language == "en" else "") + "**")
    assert page.locator("h1").inner_text() != words


def test_the_first_tab_stop_skips_to_the_content(built: Built, reader: Open) -> None:
    page = reader("en").open("en/index.html")
    page.keyboard.press("Tab")
    assert "md-skip" in page.evaluate("document.activeElement.className").split()
    assert page.evaluate("document.activeElement.textContent.trim()") == "Skip to content"


def test_chinese_text_has_space_at_latin_by_style_and_not_by_typing(built: Built, reader: Open) -> None:
    page = reader("zh").open("index.html")
    assert page.evaluate("CSS.supports('text-autospace', 'normal') ? getComputedStyle(document.body).textAutospace : 'normal'") == "normal"


# Rows of a list repeat one form; axe measures every element's contrast, and a thousand rows would take minutes.
SHORTEN = """() => document.querySelectorAll('tbody tr:nth-child(n+25), dl.glossary > *:nth-child(n+25), ol.references li:nth-child(n+25), '
    + '.compare:nth-of-type(n+25)').forEach(e => e.remove())"""


# Pages whose markup no template and no test record determines: articles and the map.
BY_HAND = frozenset({"articles", "index", "pathway"})


@pytest.mark.parametrize("language", ["zh", "en"])
def test_no_accessibility_violation(built: Built, reader: Open, language: str) -> None:
    """axe-core on a page of every kind: everything in the light scheme, what depends on colours in the dark one."""
    assert violations(reader(language, color_scheme="light", reduced_motion="reduce"), places(built), language) == {}


@pytest.mark.real
@pytest.mark.parametrize("language", ["zh", "en"])
def test_no_accessibility_violation_on_pages_written_by_hand(built: Built, reader: Open, language: str) -> None:
    chosen = {name: path for name, path in places(built).items() if name in BY_HAND}
    assert violations(reader(language, color_scheme="light", reduced_motion="reduce"), chosen, language) == {}


def violations(window: Reader, chosen: dict[str, str], language: str) -> dict[str, object]:
    """What axe-core finds, by kind of page, scheme and rule."""
    found: dict[str, object] = {}
    for name, path in chosen.items():
        page = window.open(of(language, path))
        page.evaluate(SHORTEN)
        page.evaluate(AXE.read_text("utf-8"))
        for scheme, rules in (("light", None), ("dark", ["color-contrast", "link-in-text-block"])):
            page.emulate_media(color_scheme=scheme)
            page.wait_for_function("s => document.body.dataset.mdColorScheme === s", arg={"light": "default", "dark": "slate"}[scheme])
            result = page.evaluate("only => axe.run(document, {resultTypes: ['violations'], ...(only && {runOnly: only})})", rules)
            for violation in result["violations"]:
                nodes = [f"{node['target']} {node['failureSummary'][:160]}" for node in violation["nodes"][:3]]
                found[f"{name} {scheme} {violation['id']}"] = (path, len(violation["nodes"]), nodes)
        page.emulate_media(color_scheme="light")
    return found


@pytest.mark.parametrize("language", ["zh", "en"])
def test_search_and_card_have_no_accessibility_violation(built: Built, reader: Open, names: object, language: str) -> None:
    window = reader(language, reduced_motion="reduce")
    page = window.open(of(language, "index"))
    page.keyboard.press("/")
    page.fill("#dz-search-input", names.drug)  # type: ignore[attr-defined]
    page.wait_for_selector("#dz-search-list a")
    page.evaluate(AXE.read_text("utf-8"))
    result = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    assert [(v["id"], [n["target"] for n in v["nodes"]]) for v in result["violations"]] == []


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_table_of_an_article_is_cards_on_a_phone_and_a_table_on_a_desk(built: Built, reader: Open, language: str) -> None:
    """Each cell says its column, but the first, which heads the card; a blank is left out."""
    cells = """[...document.querySelectorAll("article table[data-cards] tbody td")].map(cell => [
        cell.cellIndex, cell.closest("table").tHead.rows[0].cells[cell.cellIndex].textContent.trim(), cell.textContent.trim(),
        cell.checkVisibility(), getComputedStyle(cell, "::before").content])"""
    path = of(language, "safety/index")
    phone = reader(language, **PHONE).open(path).evaluate(cells)
    assert phone
    for index, head, text, visible, content in phone:
        assert visible == (text != "–"), (head, text)
        assert content == ("none" if index == 0 else f'"{head}"')
    assert {tuple(cell[3:]) for cell in reader(language).open(path).evaluate(cells)} == {(True, "none")}


def test_a_plot_has_a_narrow_form_for_a_phone(built: Built, reader: Open) -> None:
    trial = next(one for one in ("linden-01", "keynote-024") if one in built.read.atlas.trials)
    for options, wanted in (({}, "wide"), (PHONE, "narrow")):
        page = reader("zh", **options).open(f"trials/{trial}.html")
        shown = page.locator("figure.forest svg").evaluate_all(
            "all => all.filter(e => e.checkVisibility()).map(e => e.getAttribute('class'))"
        )
        assert shown
        assert set(shown) == {wanted}
