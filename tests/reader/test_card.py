"""The card with a definition: on hover, on keyboard focus, on the first tap, inside Chinese sentences too."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page

from scripts.records import LINKABLE
from tests.conftest import Built

from .conftest import Names, Open, of

CARD = "#dz-card"


def mention(page: Page) -> Locator:
    """The first link to a record in running text that a reader can see."""
    return page.locator("article p a.term:visible, article p a.subject:visible, article p a.drug:visible, article p a.trial:visible").first


@pytest.mark.parametrize("file", [False, True], ids=["http", "file"])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_hovering_shows_the_definition_and_leaving_hides_it(built: Built, reader: Open, names: Names, language: str, file: bool) -> None:
    window = reader(language, file=file)
    page = window.open(of(language, names.article))
    link = mention(page)
    link.scroll_into_view_if_needed()
    link.hover()
    page.wait_for_selector(f"{CARD}:visible")
    assert page.locator(CARD).get_attribute("role") == "tooltip"
    assert link.get_attribute("aria-describedby") == "dz-card"
    assert len(page.locator(f"{CARD} p").last.inner_text()) > 5
    page.locator(CARD).hover()  # the pointer may enter it
    page.wait_for_timeout(400)
    assert page.locator(CARD).is_visible()
    page.mouse.move(2, 890)
    page.wait_for_selector(CARD, state="hidden")
    assert window.outside() == []
    assert window.failed == []


def test_a_name_inside_a_chinese_sentence_has_its_card(built: Built, reader: Open, names: Names) -> None:
    page = reader("zh").open(of("zh", names.article))
    link = page.locator("article p a").filter(has_text=names.in_sentence).first
    around = link.evaluate("e => [e.previousSibling?.textContent ?? '', e.nextSibling?.textContent ?? '']")
    assert any("\u4e00" <= c <= "\u9fff" for c in around[0][-1:] + around[1][:1])
    link.hover()
    page.wait_for_selector(f"{CARD}:visible")


def test_keyboard_focus_shows_it_and_escape_hides_it(built: Built, reader: Open, names: Names) -> None:
    page = reader("en").open(of("en", names.article))
    link = mention(page)
    link.evaluate("e => { const before = document.createElement('button'); before.id = 'before'; e.before(before); before.focus(); }")
    page.keyboard.press("Tab")
    page.wait_for_selector(f"{CARD}:visible")
    assert link.get_attribute("aria-describedby") == "dz-card"
    page.keyboard.press("Escape")
    page.wait_for_selector(CARD, state="hidden")
    assert link.get_attribute("aria-describedby") is None
    assert link.evaluate("e => e === document.activeElement")


def test_the_first_tap_shows_it_and_the_second_opens_the_page(built: Built, reader: Open, names: Names) -> None:
    window = reader("zh", viewport={"width": 390, "height": 844}, is_mobile=True, has_touch=True)
    page = window.open(of("zh", names.article))
    link = mention(page)
    target = link.evaluate("e => e.href")
    link.scroll_into_view_if_needed()
    link.tap()
    page.wait_for_selector(f"{CARD}:visible")
    assert page.url == window.root + of("zh", names.article)
    box = page.locator(CARD).bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 390
    page.locator(f"{CARD} a").tap()
    page.wait_for_url(target)


def test_without_script_the_link_is_a_link(built: Built, reader: Open, names: Names) -> None:
    window = reader("zh", java_script_enabled=False)
    page = window.open(of("zh", names.article))
    target = mention(page).get_attribute("href")
    mention(page).click()
    assert page.url.endswith(str(target).rsplit("/", 1)[-1])


@pytest.mark.real
@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_marked_link_has_its_card(built: Built, reader: Open, language: str) -> None:
    """A link of a class that promises a card finds one: over every page, by the script's own way of naming records."""
    window = reader(language)
    page = window.open(of(language, "index"))
    known = set(page.evaluate(
        """async () => {
          const pieces = Array.from({ length: Duizhao.here("pieces").hover }, (_, i) => Duizhao.load(`hover/${i}`));
          return (await Promise.all(pieces)).flatMap(Object.keys);
        }"""))
    records = {record for kind in LINKABLE for record, found in built.read.atlas.kinds[kind].items() if found.standing == "current"}
    assert records <= known
