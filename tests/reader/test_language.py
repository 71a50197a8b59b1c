"""The other language: the switch keeps page and section, the offer is made once, nobody is sent anywhere."""

from __future__ import annotations

import pytest

from tests.conftest import Built

from .conftest import Names, Open, of, places


@pytest.mark.parametrize(("language", "other", "file"), [("zh", "en", False), ("en", "zh", True)], ids=["zh-http", "en-file"])
def test_the_switch_stays_on_the_page(built: Built, reader: Open, language: str, other: str, file: bool) -> None:
    window = reader(language, file=file)
    there = places(built)
    for kind in ("index", "trials", "terms", "settings", "articles", "claims", "pathway", "audit/index"):
        path = there[kind]
        page = window.open(of(language, path))
        assert page.locator("header a[data-language]").count() == 1
        page.locator(f"header a[data-language={other}]").click()
        page.wait_for_url(window.root + of(other, path) + "*")
        assert page.evaluate("document.documentElement.lang") == {"zh": "zh-Hans", "en": "en"}[other]


@pytest.mark.parametrize(("language", "other"), [("zh", "en"), ("en", "zh")])
def test_the_switch_keeps_the_section_being_read(built: Built, reader: Open, names: Names, language: str, other: str) -> None:
    window = reader(language, viewport={"width": 1280, "height": 500})
    page = window.open(of(language, f"trials/{names.trial}") + "#results")
    page.locator(f"header a[data-language={other}]").click()
    page.wait_for_url("**#results")
    assert page.url == window.root + of(other, f"trials/{names.trial}") + "#results"
    # Scrolled, not linked: the last heading in the upper half counts.
    page = window.open(of(language, f"trials/{names.trial}"))
    page.locator("#references").evaluate("e => e.scrollIntoView()")
    page.wait_for_function("scrollY > 0")
    page.locator(f"header a[data-language={other}]").click()
    page.wait_for_url("**#references")


def test_at_the_top_the_switch_adds_no_section(built: Built, reader: Open, names: Names) -> None:
    window = reader("zh")
    page = window.open(f"trials/{names.trial}.html")
    page.locator("header a[data-language=en]").click()
    page.wait_for_url("**/en/**")
    assert "#" not in page.url


@pytest.mark.parametrize(("locale", "path", "offered"), [
    ("en-US", "index.html", "en"), ("zh-CN", "en/index.html", "zh"), ("zh-TW", "en/index.html", "zh"),
    ("zh-CN", "index.html", None), ("en-GB", "en/index.html", None), ("de-DE", "index.html", None),
])
def test_the_offer_is_made_to_whom_it_concerns_and_nobody_is_redirected(
    built: Built, reader: Open, locale: str, path: str, offered: str | None
) -> None:
    window = reader("zh", locale=locale)
    page = window.open(path)
    page.wait_for_function("window.Duizhao && document.readyState === 'complete'")
    assert page.url == window.root + path
    assert page.locator(".dz-offer").is_visible() is (offered is not None)
    if offered:
        assert page.locator(".dz-offer").get_attribute("lang") == {"zh": "zh-Hans", "en": "en"}[offered]
        assert page.locator(".dz-offer a").get_attribute("data-language") == offered


def test_a_declined_offer_is_not_made_again(built: Built, reader: Open) -> None:
    window = reader("zh", locale="en-US")
    page = window.open("index.html")
    page.locator(".dz-offer button").click()
    assert not page.locator(".dz-offer").is_visible()
    for path in ("index.html", "about/index.html"):
        page = window.open(path)
        page.wait_for_function("document.readyState === 'complete'")
        assert not page.locator(".dz-offer").is_visible()


def test_a_taken_offer_leads_to_the_same_page_and_is_not_made_again(built: Built, reader: Open, names: Names) -> None:
    window = reader("zh", locale="en-US")
    page = window.open(f"drugs/{names.drug}.html")
    page.locator(".dz-offer a").click()
    page.wait_for_url(window.root + f"en/drugs/{names.drug}.html")
    page = window.open("index.html")
    page.wait_for_function("document.readyState === 'complete'")
    assert not page.locator(".dz-offer").is_visible()
