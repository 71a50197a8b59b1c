"""What search costs a reader: bytes before the first result, time to it, and time a keystroke, in a real browser over http.

In: a finished site folder. Out: printed lines; `python -m bench.search [site]`. Times are medians, at full speed and with a CPU four
times slower; bytes are as a host sends them compressed (gzip).
"""

from __future__ import annotations

import gzip
import statistics
import sys
import threading
import time
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from scripts.paths import HOUSE
from tests.browser import find

TYPED = ("keynote-024 os", "帕博利珠单抗 适应证", "nivolumab melanoma")
RUNS = 5
RESULT = "#dz-search-list a"

KEYSTROKE = """async text => {
  const input = document.querySelector("#dz-search-input");
  const times = [];
  for (let length = 1; length <= text.length; length += 1) {
    const start = performance.now();
    input.value = text.slice(0, length);
    input.dispatchEvent(new Event("input", { bubbles: true }));
    // What awaits loaded data goes on before the next task.
    await new Promise(done => setTimeout(done));
    times.push(performance.now() - start);
  }
  return times;
}"""


class Quiet(SimpleHTTPRequestHandler):
    """A static host that says nothing."""

    def log_message(self, format: str, *args: object) -> None:
        """Nothing."""


def first_result(browser: Browser, root: str, slow: int) -> tuple[float, list[str], Page]:
    """Seconds from opening search with a query to the first result, and what was asked for until then."""
    page = browser.new_context().new_page()
    page.goto(root + "about/index.html")
    if slow > 1:
        page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": slow})
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    start = time.perf_counter()
    page.keyboard.press("/")
    page.fill("#dz-search-input", TYPED[0])
    page.wait_for_selector(RESULT, timeout=60_000)
    return time.perf_counter() - start, list(asked), page


def measure(site: Path) -> None:
    """Print bytes, time to the first result and time a keystroke."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(site)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    root = f"http://127.0.0.1:{server.server_port}/"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find(), args=["--no-sandbox"])
        for language in ("zh", "en"):
            start = root if language == "zh" else root + "en/"
            for slow in (1, 4):
                runs = [first_result(browser, start, slow) for _ in range(RUNS)]
                _, asked, page = runs[-1]
                sizes = {url.removeprefix(root): len(gzip.compress((site / url.removeprefix(root)).read_bytes())) for url in asked}
                page.wait_for_function("document.querySelector('#dz-search [role=status]').textContent !== Duizhao.label('search.loading')",
                                       timeout=60_000)
                keys = [t for text in TYPED for t in page.evaluate(KEYSTROKE, text)]
                print(
                    f"search {language} ×{slow}: {sum(sizes.values()) / 1e3:.0f} KB asked for before the first result; "
                    f"first result {statistics.median(r[0] for r in runs) * 1e3:.0f} ms; keystroke {statistics.median(keys):.0f} ms, "
                    f"95th percentile {statistics.quantiles(keys, n=20)[-1]:.0f} ms"
                )
                print("  " + ", ".join(f"{name} {size / 1e3:.0f}" for name, size in sizes.items()))
                for *_, opened in runs:
                    opened.context.close()
        browser.close()
    server.shutdown()


if __name__ == "__main__":
    measure(Path(sys.argv[1]) if len(sys.argv) > 1 else HOUSE.site)
