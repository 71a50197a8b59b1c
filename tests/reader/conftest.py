"""A real browser before the built site: over http from 127.0.0.1, and from file:// as the bundle is opened."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Playwright, Request, Response, sync_playwright

from tests.browser import find
from tests.conftest import Built

LOCALES = {"zh": "zh-CN", "en": "en-GB"}


class Handler(SimpleHTTPRequestHandler):
    """A static host as readers meet it: what is missing gets its language's 404 page."""

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        name = "en/404.html" if self.path.startswith("/en/") else "404.html"
        body = (Path(self.directory) / name).read_bytes()
        self.send_response(404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Quiet."""


@dataclass
class Reader:
    """One window: where the site is, what was asked for, what failed, what the console complained of."""

    page: Page
    root: str
    site: Path
    asked: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def open(self, path: str) -> Page:
        """A page of the site."""
        self.page.goto(self.root + path)
        return self.page

    def outside(self) -> list[str]:
        """Requests that left the machine."""
        return [url for url in self.asked if not url.startswith((self.root, "data:", "blob:"))]


Open = Callable[..., Reader]


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as found:
        yield found


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    path = find()
    assert path, "the tests need Chromium or Chrome: run tests/browser.py"
    found = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--allow-file-access-from-files=false"])
    yield found
    found.close()


@pytest.fixture(scope="session")
def hosts() -> Iterator[Callable[[Path], str]]:
    """Folder → the address at which it is served."""
    servers: dict[Path, ThreadingHTTPServer] = {}

    def serve(folder: Path) -> str:
        if folder not in servers:
            servers[folder] = ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, directory=str(folder)))
            threading.Thread(target=servers[folder].serve_forever, daemon=True).start()
        return f"http://127.0.0.1:{servers[folder].server_port}/"

    yield serve
    for server in servers.values():
        server.shutdown()


@pytest.fixture
def reader(browser: Browser, built: Built, hosts: Callable[[Path], str]) -> Iterator[Open]:
    """Opens a window; `file=True` opens the unpacked bundle, other words go to the browser's context."""
    contexts = []

    def window(language: str = "zh", *, file: bool = False, **options: object) -> Reader:
        context = browser.new_context(**{"locale": LOCALES[language], "viewport": {"width": 1280, "height": 900}, **options})  # type: ignore[arg-type]
        contexts.append(context)
        page = context.new_page()
        folder = built.unpacked if file else built.site
        found = Reader(page, folder.as_uri() + "/" if file else hosts(folder), folder)

        def failed(request: Request) -> None:
            # Going on to the next page breaks off what is still loading; a missing file gives another error.
            if "ERR_ABORTED" not in str(request.failure):
                found.failed.append(f"{request.url} {request.failure}")

        def answered(response: Response) -> None:
            if response.status >= 400:
                found.failed.append(f"{response.url} {response.status}")

        page.on("request", lambda request: found.asked.append(request.url))
        page.on("requestfailed", failed)
        page.on("response", answered)
        page.on("pageerror", lambda error: found.errors.append(str(error)))
        page.on("console", lambda message: found.errors.append(message.text) if message.type == "error" else None)
        page.set_default_timeout(8000)
        return found

    yield window
    for context in contexts:
        context.close()


@dataclass(frozen=True)
class Names:
    """What a reader may look for on a site, and where it must lead."""

    trial: str
    compact: str
    target: str
    folded: str
    drug: str
    nickname: str
    code: str
    drug_zh: str
    initials: str
    initials_of: str
    article: str
    in_sentence: str


SITES = {
    "exemplumab": Names(
        "linden-01", "linden01", "sample-1", "SAMP1", "exemplumab", "E药", "EX101", "示例单抗", "slr", "sample-fever",
        "ifn-gamma/index", "示例热",
    ),
    "pembrolizumab": Names(
        "keynote-024", "keynote024", "pd-l1", "PDL1", "pembrolizumab", "K药", "MK3475", "帕博利珠单抗", "wjzscq",
        "progression-free-survival", "ifn-gamma/for-tumours", "PD-L1",
    ),
}


@pytest.fixture
def built(request: pytest.FixtureRequest) -> Built:
    """The miniature's site, which holds every kind of page; the real one for tests marked `real`, but with --miniature."""
    real = request.node.get_closest_marker("real") and not request.config.getoption("miniature")
    found: Built = request.getfixturevalue("real_built" if real else "mini_built")
    return found


@pytest.fixture
def names(built: Built) -> Names:
    """The words of the site under test."""
    return next(names for drug, names in SITES.items() if drug in built.read.atlas.drugs)


def places(built: Built) -> dict[str, str]:
    """Kind of page → the path of the longest page of that kind; an index counts as a kind where its form is its own."""
    longest: dict[str, tuple[int, str]] = {}
    for page in built.pages:
        if page.language == "zh":
            name = page.kind if page.record or page.kind == "articles" else page.path
            name = "list" if name in LISTS else name
            longest[name] = max(longest.get(name, (0, "")), (len(page.text), page.path))
    return {name: path for name, (_, path) in sorted(longest.items())}


LISTS = frozenset({"biomarkers/index", "targets/index", "diseases/index", "drugs/index"})


def of(language: str, path: str) -> str:
    """The address of a page below the root."""
    return ("en/" if language == "en" else "") + path + ".html"
