"""`make serve`: the whole site, one save to the changed page, and faults told where the author looks."""

from __future__ import annotations

import json
import queue
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from scripts import flow, serve, website
from scripts.paths import House
from scripts.problems import Faults
from tests import miniature

TERM = "evidence/terms/sample-fever.yml"


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> serve.Preview:
    """A preview of a miniature of its own, built once; each test leaves the files as it found them."""
    house = miniature.build(tmp_path_factory.mktemp("serve") / "house")
    preview = serve.Preview(house)
    preview.follow([])
    assert preview.faults == []
    return preview


@pytest.fixture
def address(shown: serve.Preview) -> Iterator[str]:
    server = serve.listen(shown, 0)
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


Change = Callable[..., Path]


@pytest.fixture
def change(shown: serve.Preview) -> Iterator[Change]:
    """Changes a file of the miniature, lets the preview follow, and puts the file back."""
    before: dict[Path, str | None] = {}

    def changed(name: str, read: str, meant: str) -> Path:
        path = shown.house.top / name
        text = path.read_text("utf-8") if path.exists() else ""
        before.setdefault(path, text if path.exists() else None)
        assert read in text
        path.write_text(text.replace(read, meant, 1) if read else text + meant, "utf-8")
        shown.follow([path])
        return path

    yield changed
    for path, text in before.items():
        if text is None:
            path.unlink(missing_ok=True)
        else:
            path.write_text(text, "utf-8")
    shown.follow(before)
    assert shown.faults == []


def get(address: str, path: str) -> str:
    with urllib.request.urlopen(f"{address}/{path}") as answer:
        return str(answer.read().decode())


def state(address: str) -> tuple[int, list[str]]:
    found = json.loads(get(address, serve.STATE[1:]))
    return found["version"], found["faults"]


def files(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*")) if path.is_file() and path.name != "sitemap.xml.gz"  # holds the time of its packing
    }


def as_built(house: House, folder: Path) -> dict[str, bytes]:
    """What `make site` would give for the same records."""
    found = flow.read(house)
    written = flow.pages.write_book(house, found.atlas, found.labels, found.articles)
    website.build(house, found.atlas, found.labels, written, folder)
    return files(folder)


def test_it_is_the_site_byte_for_byte(shown: serve.Preview, tmp_path: Path) -> None:
    assert files(shown.folder) == as_built(shown.house, tmp_path / "site")


def test_every_page_asks_for_a_newer_one_and_nothing_else_differs(shown: serve.Preview, address: str) -> None:
    page = get(address, "en/trials/linden-01.html")
    injected = f'<script src="{serve.SCRIPT}"></script>'
    assert page.replace(injected, "") == (shown.folder / "en/trials/linden-01.html").read_text("utf-8")
    assert page.count(injected) == 1
    assert "fetch" in get(address, serve.SCRIPT[1:])
    assert get(address, "") == get(address, "index.html")
    assert get(address, "assets/zh/text.js") == (shown.folder / "assets/zh/text.js").read_text("utf-8")
    assert json.loads(get(address, "data/index.json"))["files"]


@pytest.mark.parametrize(("path", "words"), [("nowhere.html", "没有这一页"), ("en/nowhere.html", "Page not found")])
def test_what_is_missing_gets_its_language_s_page(address: str, path: str, words: str) -> None:
    with pytest.raises(urllib.error.HTTPError) as missing:
        get(address, path)
    assert missing.value.code == 404
    text = missing.value.read().decode()
    assert words in text
    assert serve.SCRIPT in text


def test_a_record_is_followed_to_page_preview_search_and_data(
    shown: serve.Preview, address: str, change: Change, tmp_path: Path
) -> None:
    version, _ = state(address)
    untouched = (shown.folder / "en/trials/linden-01.html").stat().st_mtime_ns
    change(TERM, "Fever after treatment", "Fever after any treatment")
    newer, faults = state(address)
    assert newer > version
    assert faults == []
    for path in ("en/glossary/sample-fever.html", "data/terms.json"):
        assert "Fever after any treatment" in get(address, path), path
    for name in ("hover", "texts"):
        pieces = [path.relative_to(shown.folder).as_posix() for path in (shown.folder / "assets" / "en" / name).iterdir()]
        assert any("Fever after any treatment" in get(address, path) for path in pieces), name
    assert (shown.folder / "en/trials/linden-01.html").stat().st_mtime_ns == untouched, "what did not change is not rendered again"
    assert files(shown.folder) == as_built(shown.house, tmp_path / "site")


def test_a_file_s_own_pages_come_first_and_the_rest_with_what_is_waiting(
    shown: serve.Preview, address: str, change: Change, monkeypatch: pytest.MonkeyPatch
) -> None:
    def never(*_: object) -> None:
        raise AssertionError("must wait")

    monkeypatch.setattr(flow, "read", never)
    monkeypatch.setattr(shown, "follow", partial(shown.follow, waiting=lambda: True))
    change(TERM, "Fever after treatment", "Fever after any treatment")
    assert state(address)[1] == []
    assert "Fever after any treatment" in get(address, "en/glossary/sample-fever.html")
    assert "Fever after any treatment" not in get(address, "data/terms.json")
    monkeypatch.undo()
    shown.follow([])
    assert "Fever after any treatment" in get(address, "data/terms.json")


def test_a_style_does_not_wait_for_a_build(shown: serve.Preview, address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is saved while everything is built anew is there at once, and still there afterwards."""
    path, real = shown.house.top / "theme/css/text.css", website.beside
    before = path.read_text("utf-8")

    def beside(*given: Any) -> None:
        path.write_text(f"{before}/* while building */", "utf-8")
        shown.copy("theme/css/text.css")
        assert "while building" in get(address, "css/text.css")
        real(*given)

    monkeypatch.setattr(website, "beside", beside)
    shown.follow([shown.house.top / "theme/main.html"])
    assert "while building" in get(address, "css/text.css")
    path.write_text(before, "utf-8")
    shown.follow([path])
    assert get(address, "css/text.css") == before


def test_a_style_is_copied_as_it_is_noticed(shown: serve.Preview) -> None:
    changed: queue.SimpleQueue[Path] = queue.SimpleQueue()
    noticed: queue.SimpleQueue[str] = queue.SimpleQueue()
    watcher = serve.watch(shown.house, changed, noticed.put)
    watcher.start()
    try:
        path = shown.house.theme / "css/text.css"
        path.write_text(path.read_text("utf-8"), "utf-8")
        assert noticed.get(timeout=5) == "theme/css/text.css"
        assert serve.collect(shown.house, changed, 0.5) == set()
    finally:
        watcher.stop()
        watcher.join()


@pytest.mark.parametrize(("name", "read", "meant", "path"), [
    ("articles/about/index.en.md", "", "\nOne more sentence.\n", "en/about/index.html"),
    ("templates/term.md.j2", "", "\nOne more sentence.\n", "en/glossary/sample-fever.html"),
    ("templates/labels-browser.yml", "en: Page not found", "en: One more sentence.", "en/404.html"),
    ("theme/main.html", "{{ super() }}", "{{ super() }}<!-- One more sentence. -->", "en/index.html"),
    ("theme/css/page.css", "", "\n/* One more sentence. */\n", "css/page.css"),
    ("theme/js/fold.js", "", "\n// One more sentence.\n", "js/fold.js"),
    ("theme/images/new.svg", "", "<!-- One more sentence. -->", "images/new.svg"),
])
def test_whatever_the_site_is_made_of_is_followed(address: str, change: Change, name: str, read: str, meant: str, path: str) -> None:
    version, _ = state(address)
    changed = change(name, read, meant)
    newer, faults = state(address)
    assert newer > version
    assert faults == []
    assert "One more sentence." in get(address, path)
    if "new" in name:
        changed.unlink()


def test_a_page_that_no_record_gives_any_more_goes(shown: serve.Preview, change: Change) -> None:
    text = "name: {zh: 过客, en: passing}\ndefinition: {zh: 一个示例, en: An example}\nchecked: never\n"
    path = change("evidence/terms/passing.yml", "", text)
    assert (shown.folder / "glossary/passing.html").is_file()
    path.unlink()
    shown.follow([path])
    assert not (shown.folder / "glossary/passing.html").exists()
    assert not (shown.folder / "en/glossary/passing.html").exists()


def test_a_fault_is_told_in_page_and_terminal_and_the_good_page_stays(
    shown: serve.Preview, address: str, change: Change, capsys: pytest.CaptureFixture[str]
) -> None:
    version, _ = state(address)
    was = get(address, "en/glossary/sample-fever.html")
    change(TERM, "checked: ", "checkd: ")
    told = state(address)
    assert told[0] == version
    assert any(fault.startswith(f"{TERM}:") and "checkd" in fault for fault in told[1])
    assert TERM in capsys.readouterr().err
    assert get(address, "en/glossary/sample-fever.html") == was
    change("theme/css/page.css", "", "\n/* still */\n")
    assert "/* still */" in get(address, "css/page.css")
    assert state(address)[1] == told[1], "a style is followed, and the fault is still there"


def test_what_the_renderer_warns_of_is_told_and_the_page_is_shown(address: str, change: Change) -> None:
    for language in ("zh", "en"):
        change(f"articles/about/index.{language}.md", "", "\n[x](nowhere.md)\n")
    _, faults = state(address)
    assert [fault for fault in faults if "nowhere.md" in fault]
    assert not [fault for fault in faults if "dirty" in fault]
    assert "nowhere.md" in get(address, "en/about/index.html")


def test_a_fault_of_our_own_ends_nothing(shown: serve.Preview, address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(house: House) -> None:
        raise KeyError("no such label")

    monkeypatch.setattr(flow, "read", broken)
    shown.follow([shown.house.top / TERM])
    assert state(address)[1] == [f"{TERM}:1: preview: this must not happen: KeyError('no such label')"]
    monkeypatch.undo()
    shown.follow([])
    assert state(address)[1] == []


def test_code_that_changes_asks_for_a_new_start_until_there_is_one(shown: serve.Preview, address: str) -> None:
    for name in ("scripts/flow.py", TERM):
        shown.follow([shown.house.top / name])
        assert state(address)[1] == ["scripts/flow.py:1: preview: make serve must be started again to follow this file"]
    shown.code.clear()
    shown.follow([])


def test_a_port_that_is_taken_is_told(shown: serve.Preview, address: str) -> None:
    port = int(address.rsplit(":", 1)[1])
    with pytest.raises(Faults) as caught:
        serve.listen(shown, port)
    assert str(caught.value.problems[0]).startswith(f"make serve:1: preview: port {port} must be free (")


def test_before_the_first_build_there_is_a_page_that_waits(tmp_path: Path) -> None:
    server = serve.listen(serve.Preview(House(tmp_path)), 0)
    with pytest.raises(urllib.error.HTTPError) as missing:
        get(f"http://127.0.0.1:{server.server_port}", "")
    assert serve.SCRIPT in missing.value.read().decode()
    server.shutdown()
    server.server_close()


def test_saves_are_noticed_together_and_passing_files_are_not(shown: serve.Preview) -> None:
    house = shown.house
    changed: queue.SimpleQueue[Path] = queue.SimpleQueue()
    watcher = serve.watch(house, changed)
    watcher.start()
    try:
        assert serve.collect(house, changed, 0.5) == set()
        wanted = {house.top / TERM, house.top / "theme/css/page.css", house.top / "mkdocs.yml"}
        for path in (*wanted, house.top / "README.md", house.evidence / "terms/.sample-fever.yml.swp", house.theme / "x~"):
            path.write_text(path.read_text("utf-8") if path.exists() else "x", "utf-8")
        cache = house.theme / "__pycache__"
        cache.mkdir(exist_ok=True)
        (cache / "words.pyc").write_bytes(b"x")
        assert serve.collect(house, changed, 5) == wanted
    finally:
        watcher.stop()
        watcher.join()
        for path in (house.top / "README.md", house.evidence / "terms/.sample-fever.yml.swp", house.theme / "x~"):
            path.unlink()


@pytest.mark.slow
def test_the_verb_builds_serves_follows_and_stops(
    house: House, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The whole of it, from a save in an editor to the page."""
    followed = threading.Event()
    seen: list[str] = []
    real = serve.collect

    def collect(house: House, changed: queue.SimpleQueue[Path]) -> set[Path]:
        if followed.is_set():
            raise KeyboardInterrupt
        address = capsys.readouterr().out.split()[0].rstrip("/")
        seen.append(get(address, "en/glossary/sample-fever.html"))
        path = house.top / TERM
        time.sleep(0.1)
        path.write_text(path.read_text("utf-8").replace("Fever after treatment", "Fever after any treatment"), "utf-8")
        followed.set()
        return real(house, changed, 5)

    monkeypatch.setattr(serve, "collect", collect)
    with pytest.raises(KeyboardInterrupt):
        serve.run(house, 0)
    assert "Fever after any treatment" not in seen[0]
    assert "Fever after any treatment" in (house.cache / "serve/site/en/glossary/sample-fever.html").read_text("utf-8")
    assert not house.site.exists()
    assert f"{TERM}: shown after" in capsys.readouterr().out
