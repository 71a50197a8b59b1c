"""What search costs a reader, beside two other engines, in a real browser, over http and from file://.

In: places to type into (ours and those of engines.py). Out: a table, which `make bench` prints and keeps in bench/search.md.

Bytes are those asked for, compressed as a host sends them (gzip), from the first character to the first hit, and to the whole list
with its excerpts. The first hit is timed from a query that is pasted into a page just opened. A key is timed until its hits are in the
list, when the pieces that it needs are there; its work is all that the page's main thread does from a key until nothing follows,
layout, painting and excerpts included, in thread time. ×4 is a CPU four times slower, as Chromium emulates it. Compare within one run.
"""

from __future__ import annotations

import datetime
import gzip
import statistics
import threading
import urllib.parse
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from playwright.sync_api import Browser, Page, Request, sync_playwright

from scripts.paths import HOUSE
from tests.browser import find

TYPED = {
    "zh": ("帕博利珠单抗 适应证", "keynote-024 os", "免疫相关肺炎", "假性进展"),
    "en": ("nivolumab melanoma", "keynote-024 os", "immune-related pneumonitis", "boundary not crossed"),
}
RUNS = 5
OURS = "Duizhao"
KEPT = HOUSE.top / "bench" / "search.md"
REST = 300
"""Milliseconds after a key in which all work that follows from it is done, the pause before excerpts included."""
HASTE = 60
"""Milliseconds a key when all is typed a first time."""
SETTLED = 4000
"""Milliseconds after which an engine that makes its index has made it, at a slow CPU too."""

FIRST = """([input, list, query, opens]) => new Promise((done, failed) => {
  const start = performance.now();
  const shown = () => document.querySelector(list)?.querySelector("a");
  const watch = new MutationObserver(() => {
    if (!shown()) return;
    watch.disconnect();
    done([performance.now() - start, performance.timeOrigin + performance.now()]);
  });
  watch.observe(document.querySelector(list), { childList: true, subtree: true });
  setTimeout(() => failed(new Error("no hit within a minute")), 60000);
  if (opens) document.dispatchEvent(new KeyboardEvent("keydown", { key: "/", bubbles: true }));
  const field = document.querySelector(input);
  field.focus();
  field.value = query;
  field.dispatchEvent(new Event("input", { bubbles: true }));
})"""


KEYS = """([list]) => {
  globalThis.keys = [];
  document.addEventListener("input", event => {
    if (!event.target.value) return;
    const start = performance.now();
    const watch = new MutationObserver(() => {
      watch.disconnect();
      globalThis.keys.push(performance.now() - start);
    });
    watch.observe(document.querySelector(list), { childList: true });
  }, true);
}"""


@dataclass(frozen=True)
class Place:
    """An engine's page: who, in which language, the folder, the page in it, its field, its list, whether a key opens them."""

    name: str
    language: str
    folder: Path
    page: str = "index.html"
    field: str = "#q"
    list: str = "#list"
    opens: bool = False
    files: bool = True
    """Whether it runs from file:// at all."""


def ours(site: Path, language: str) -> Place:
    """The site's own search, on a page without search of its own."""
    page = ("" if language == "zh" else "en/") + "about/index.html"
    return Place(OURS, language, site, page, "#dz-search-input", "#dz-search-list", opens=True)


class Quiet(SimpleHTTPRequestHandler):
    """A static host that says nothing and keeps its connections."""

    protocol_version = "HTTP/1.1"

    def log_message(self, format: str, *args: object) -> None:
        """Nothing."""


class Server(ThreadingHTTPServer):
    """A server that says nothing of windows that were closed while they loaded."""

    def handle_error(self, request: object, client_address: object) -> None:
        """Nothing."""


@contextmanager
def host(folder: Path) -> Iterator[str]:
    """The address of a folder over http."""
    server = Server(("127.0.0.1", 0), partial(Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


@dataclass(frozen=True)
class Cost:
    """One row of the table: compressed bytes, milliseconds to the first hit, for each key to its hits, and of work for each key."""

    place: Place
    way: str
    first_bytes: int
    all_bytes: int
    first: dict[int, float]
    keys: dict[int, list[float]]
    work: dict[int, list[float]]

    def cells(self) -> list[str]:
        """As the table shows it."""
        def key(slow: int) -> str:
            return f"{statistics.median(self.keys[slow]):.1f} / {statistics.quantiles(self.keys[slow], n=20)[-1]:.1f}"

        return [
            f"{self.place.name}, {self.place.language}, {self.way}", f"{self.first_bytes / 1000:.0f}", f"{self.all_bytes / 1000:.0f}",
            f"{self.first[1]:.0f}", f"{self.first[4]:.0f}", key(1), key(4), f"{statistics.median(self.work[4]):.0f}",
        ]


def opened(browser: Browser, address: str, slow: int) -> Page:
    """A page in a window of its own, with nothing kept from before, when all is quiet."""
    page = browser.new_context().new_page()
    page.goto(address)
    page.wait_for_load_state("networkidle")
    if slow > 1:
        page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": slow})
    return page


def cost(browser: Browser, place: Place, root: str, way: str) -> Cost:
    """Measure one place."""
    first, keys, work, asked = {}, {}, {}, [0, 0]
    for slow in (1, 4):
        times = []
        for run in range(RUNS):
            page = opened(browser, root + place.page, slow)
            seen: list[tuple[float, str]] = []
            page.on("requestfinished", partial(note, seen))
            query = TYPED[place.language][0]
            took, end = page.evaluate(FIRST, [place.field, place.list, query, place.opens])
            times.append(took)
            if slow == 1 and run == 0:
                page.wait_for_timeout(SETTLED)
                asked = [sum(size(place.folder, root, url) for at, url in seen if at <= until) for until in (end, float("inf"))]
            if run < RUNS - 1:
                page.context.close()
        first[slow] = statistics.median(times)
        keys[slow], work[slow] = typed(page, place)
        page.context.close()
    return Cost(place, way, asked[0], asked[1], first, keys, work)


def note(seen: list[tuple[float, str]], request: Request) -> None:
    """Put down when something was asked for."""
    seen.append((request.timing["startTime"], request.url))


def size(folder: Path, root: str, url: str) -> int:
    """Compressed bytes of what an address names; what is compressed already stays so."""
    path = folder / urllib.parse.unquote(url.removeprefix(root).partition("?")[0])
    return min(path.stat().st_size, len(gzip.compress(path.read_bytes(), 9))) if path.is_file() else 0


def typed(page: Page, place: Place) -> tuple[list[float], list[float]]:
    """Milliseconds to the hits and of work, for each key; all is typed twice, and the second time counts: the pieces are there."""
    client = page.context.new_cdp_session(page)
    client.send("Performance.enable", {"timeDomain": "threadTicks"})

    def spent() -> float:
        metrics = client.send("Performance.getMetrics")["metrics"]
        return next(float(one["value"]) for one in metrics if one["name"] == "TaskDuration") * 1000

    page.wait_for_timeout(SETTLED)
    idle = []
    for _ in range(5):
        before = spent()
        page.wait_for_timeout(REST)
        idle.append(spent() - before)
    work = []
    for turn in (1, 2):
        for query in TYPED[place.language]:
            page.fill(place.field, "")
            page.wait_for_timeout(REST)
            if turn == 2 and not work:
                page.evaluate(KEYS, [place.list])
            for character in query:
                if turn == 1:
                    page.keyboard.insert_text(character)
                    page.wait_for_timeout(HASTE)
                    continue
                before = spent()
                page.keyboard.insert_text(character)
                page.wait_for_timeout(REST)
                work.append(spent() - before - statistics.median(idle))
            page.wait_for_timeout(SETTLED / 4)
    keys: list[float] = page.evaluate("keys")
    return keys, work


def costs(places: list[Place]) -> list[Cost]:
    """Every place over http, and from file:// where it runs there."""
    found = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find(), args=["--no-sandbox"])
        for place in places:
            with host(place.folder) as root:
                found.append(cost(browser, place, root, "http"))
                print(" | ".join(found[-1].cells()), flush=True)
            if place.files:
                found.append(cost(browser, place, place.folder.resolve().as_uri() + "/", "file"))
                print(" | ".join(found[-1].cells()), flush=True)
        browser.close()
    return found


HEAD = [
    "engine, language, from", "KB to first hit", "KB with excerpts", "first hit ×1, ms", "first hit ×4", "key ×1, median / 95 %", "key ×4",
    "work a key ×4",
]


def table(title: str, found: list[Cost]) -> str:
    """The rows, and each engine's bytes, first hit and key against ours."""
    rows = [HEAD, ["---"] * len(HEAD), *(one.cells() for one in found)]
    lines = [f"## {title}, {datetime.date.today().isoformat()}", "", *("| " + " | ".join(row) + " |" for row in rows), ""]
    for one in found:
        own = next(o for o in found if o.place.name == OURS and o.place.language == one.place.language and o.way == one.way)
        if one is own:
            continue
        size, first = one.first_bytes / own.first_bytes, one.first[4] / own.first[4]
        key = statistics.median(one.keys[4]) / statistics.median(own.keys[4])
        who = f"{one.place.name}, {one.place.language}, {one.way}"
        lines.append(f"- {who}: {size:.1f} times our bytes to the first hit, {first:.1f} times our time, {key:.1f} times our key (×4)")
    return "\n".join(lines) + "\n"


def keep(title: str, found: list[Cost]) -> None:
    """Print a table, and put it in the place of the one of that name in bench/search.md."""
    name = title.split(",")[0]
    made = table(title, found)
    print(f"\n{made}", flush=True)
    head, *parts = KEPT.read_text("utf-8").split("\n## ")
    others = [part for part in parts if not part.startswith(name)]
    KEPT.write_text("\n## ".join([head.rstrip() + "\n", *sorted([*others, made.removeprefix("## ")], reverse=True)]), "utf-8")
