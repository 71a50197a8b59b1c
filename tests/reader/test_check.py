"""The page that checks a text, as a reader uses it; and the checker in the browser against the checker of the build."""

from __future__ import annotations

import json
import os
import time
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from scripts import flow
from scripts.detect.engine import FOLDER, SCRIPTS, Engine
from scripts.detect.facts import facts
from scripts.ledger import open_text
from tests.detect.test_sentences_alike import texts

from .conftest import Open, of

FALSE = {
    "zh": "LINDEN-01的总生存期风险比为0.11。示例单抗是一种药物。今天天气很好。",
    "en": "In LINDEN-01 the hazard ratio for overall survival was 0.11. Exemplumab is a drug. The weather was fine.",
}
WORDS = {"zh": ("与记录不符", "清空", "复制结果与出处"), "en": ("Differs from the record", "Clear", "Copy result and sources")}


def ready(page: Page) -> Page:
    """The page once its records are loaded."""
    page.wait_for_function("document.querySelector('.dz-check__status')?.textContent === ''")
    return page


def checked(page: Page, text: str, sentences: int) -> None:
    """The text is pasted, its sentences are looked at."""
    page.fill("#dz-check-text", text)
    page.wait_for_function("n => document.querySelectorAll('.dz-check__one').length === n", arg=sentences)


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("file", [False, True], ids=["http", "file"])
def test_a_sentence_that_differs_comes_first_with_the_record_beside(reader: Open, language: str, file: bool) -> None:
    window = reader(language, file=file)
    page = ready(window.open(of(language, "check/index")))
    checked(page, FALSE[language], 3)
    assert page.locator(".dz-check__worst li").count() == 1
    assert WORDS[language][0] in page.locator(".dz-check__worst li").inner_text()
    first = page.locator("#sentence-1")
    assert "0.11" in first.locator(".dz-check__says").first.inner_text()
    assert first.locator(".dz-check__sentence a").first.get_attribute("href").endswith("trials/linden-01.html")  # type: ignore[union-attr]
    page.locator(".dz-check__worst a").click()
    assert page.url.endswith("#sentence-1")
    assert window.errors == []
    assert window.outside() == []


@pytest.mark.parametrize("file", [False, True], ids=["http", "file"])
def test_nothing_is_asked_for_once_the_records_are_there(reader: Open, file: bool) -> None:
    """No request, to the site's own host included, while a text is pasted, checked, copied and cleared."""
    window = reader("en", file=file)
    page = ready(window.open("en/check/index.html"))
    before = len(window.asked)
    checked(page, FALSE["en"], 3)
    page.get_by_role("button", name="Copy result and sources").click()
    page.get_by_role("button", name="Clear").click()
    assert page.locator(".dz-check__one").count() == 0
    assert window.asked[before:] == []


def test_by_keyboard_and_on_a_phone(reader: Open) -> None:
    page = ready(reader("zh", viewport={"width": 390, "height": 844}).open("check/index.html"))
    page.focus("#dz-check-text")
    page.keyboard.insert_text(FALSE["zh"])
    page.wait_for_selector("#sentence-3")
    for _ in range(5):
        page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.dataset.act") == "clear"
    page.keyboard.press("Enter")
    assert page.input_value("#dz-check-text") == ""
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_a_file_is_read_in_its_own_encoding(reader: Open, tmp_path: Path) -> None:
    page = ready(reader("zh").open("check/index.html"))
    for encoding in ("utf-8", "gb18030", "utf-16"):
        path = tmp_path / f"{encoding}.txt"
        path.write_bytes(FALSE["zh"].encode(encoding))
        page.set_input_files(".dz-check input[type=file]", path)
        page.wait_for_selector("#sentence-3")
        assert page.input_value("#dz-check-text") == FALSE["zh"]
        page.get_by_role("button", name="清空").click()
    path = tmp_path / "text.pdf"
    path.write_bytes(b"%PDF-1.7 nothing")
    page.set_input_files(".dz-check input[type=file]", path)
    page.wait_for_function("document.querySelector('.dz-check__status').textContent.includes('text.pdf')")


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_result_is_copied_with_its_sources(reader: Open, language: str) -> None:
    window = reader(language, permissions=["clipboard-read", "clipboard-write"])
    page = ready(window.open(of(language, "check/index")))
    checked(page, FALSE[language], 3)
    page.get_by_role("button", name=WORDS[language][2]).click()
    text = page.evaluate("navigator.clipboard.readText()")
    assert WORDS[language][0] in text
    assert "LINDEN-01" in text
    assert "trials/linden-01.html" in text
    assert "<" not in text


@pytest.mark.real
def test_fifty_thousand_characters_without_blocking(reader: Open) -> None:
    """Under two seconds of work, and no stretch of it long enough to hold up a key."""
    page = ready(reader("zh").open("check/index.html"))
    sentence = "KEYNOTE-024中帕博利珠单抗组的中位无进展生存期为10.3个月，化疗组为6.0个月；免疫治疗第{n}次更新，小细胞肺癌患者总生存期延长。"
    text = "\n".join(sentence.format(n=n) for n in range(900))[:50_000]
    longest, took = page.evaluate(
        """async text => {
          const root = document.querySelector("[data-check]"), box = document.getElementById("dz-check-text");
          let longest = 0, last = performance.now(), going = true;
          const beat = () => {
            const now = performance.now();
            longest = Math.max(longest, now - last);
            last = now;
            if (going) setTimeout(beat);
          };
          const done = new Promise(end => root.addEventListener("checked", end, { once: true }));
          box.value = text;
          const start = performance.now();
          last = start;
          setTimeout(beat);
          box.dispatchEvent(new Event("input"));
          await done;
          going = false;
          return [longest, performance.now() - start];
        }""", text,
    )
    print(f"50,000 characters in {took:.0f} ms, longest stretch {longest:.0f} ms")
    assert took < 2000
    assert longest < 250


def test_pages_lead_to_it(reader: Open) -> None:
    window = reader("zh")
    for path in ("index.html", "audit/index.html"):
        page = window.open(path)
        assert page.locator("article a", has_text="核对一段文字").count() >= 1
    page.keyboard.press("/")
    page.fill("#dz-search-input", FALSE["zh"] * 2)
    page.locator(".dz-hit", has_text="逐句核对这段文字").click()
    page.wait_for_selector("#sentence-3")
    assert page.input_value("#dz-check-text").startswith("LINDEN-01")


@pytest.fixture(scope="module")
def engine(real_read: flow.Read) -> Engine:
    return Engine(real_read.atlas)


@pytest.fixture(scope="module")
def same(browser: Browser, real_read: flow.Read) -> Page:
    """A blank page with the checker over the real records."""
    window = browser.new_page()
    window.set_content("<title>check</title>")
    for name in SCRIPTS:
        window.add_script_tag(path=str(FOLDER / f"{name}.js"))
    window.evaluate("facts => { globalThis.checker = new Duizhao.check.Checker(facts); }", facts(real_read.atlas))
    return window


@pytest.mark.parametrize("path", texts(), ids=lambda path: path.stem)
def test_browser_and_build_say_the_same(same: Page, engine: Engine, path: Path) -> None:
    """Cases, the miniature's text and, where they are at hand, every passage of the source texts: identical JSON."""
    text = open_text(path).text
    there = same.evaluate("text => JSON.stringify(checker.text(text))", text)
    assert json.loads(there) == engine.text(text)


def test_the_source_texts_are_compared_too() -> None:
    if not os.environ.get("SOURCE_TEXTS"):
        pytest.skip("the raw source texts are not here (SOURCE_TEXTS); browser and build are compared on the cases alone")


@pytest.mark.slow
def test_ten_thousand_lines_in_a_minute(engine: Engine) -> None:
    start = time.process_time()
    assert len(engine.sentences([f"第{n}行：KEYNOTE-024中帕博利珠单抗延长了无进展生存期。" for n in range(10_000)])) == 10_000
    assert time.process_time() - start < 60
