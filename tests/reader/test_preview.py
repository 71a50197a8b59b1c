"""`make serve` as its author sees it: the page reloads when it changes, and a fault lies over it until it is mended."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Browser

from scripts import serve
from tests import miniature


def test_a_save_reloads_the_page_and_a_fault_lies_over_it(browser: Browser, tmp_path: Path) -> None:
    preview = serve.Preview(miniature.build(tmp_path / "house"))
    server = serve.listen(preview, 0)
    page = browser.new_page()
    page.set_default_timeout(8000)
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(f"http://127.0.0.1:{server.server_port}/en/glossary/sample-fever.html")
    page.get_by_text("The first build is not done.").wait_for()
    preview.follow([])
    page.get_by_text("Fever after treatment").first.wait_for()

    path = preview.house.evidence / "terms" / "sample-fever.yml"
    text = path.read_text("utf-8")
    path.write_text(text.replace("Fever after treatment", "Fever after any treatment"), "utf-8")
    preview.follow([path])
    page.get_by_text("Fever after any treatment").first.wait_for()

    path.write_text(text.replace("checked: ", "checkd: "), "utf-8")
    preview.follow([path])
    page.locator("#preview-faults[role=alert]").wait_for()
    assert "evidence/terms/sample-fever.yml:" in page.locator("#preview-faults").inner_text()
    assert page.get_by_text("Fever after any treatment").first.is_visible()

    path.write_text(text, "utf-8")
    preview.follow([path])
    page.locator("#preview-faults").wait_for(state="detached")
    page.get_by_text("Fever after treatment").first.wait_for()
    page.wait_for_load_state()
    page.keyboard.press("/")
    page.keyboard.type("fever")
    page.wait_for_selector("#dz-search-list a")
    assert errors == []
    page.close()
    server.shutdown()
    server.server_close()
