"""The site as it will be, at 127.0.0.1: search, labels, previews and data included; it follows every change.

In: the house. Out: a server of the built folder `.cache/serve/site`. A change of a record, an article or a template
writes docs/ anew and renders the pages that differ; a style or a browser script is copied; a change of the frame renders
everything. A fault is told on the terminal and over the page, and the last good pages stay. What is written here never
touches site/ and bundle/.
"""

from __future__ import annotations

import json
import queue
import shutil
import sys
import threading
import time
import traceback
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer

from . import flow, pages, website
from .pages.book import Page
from .paths import House
from .problems import Faults, Problem

# Editors write a file in several steps; one build for all of them.
QUIET_SECONDS = 0.3
WRITES = frozenset({"modified", "created", "deleted", "moved"})
# Files below theme/ that go to the site as they are; all others are part of every page.
COPIED = frozenset({"css", "js", "images", "vendor"})
# Where the injected script asks what there is to know; no page of the site lies there.
STATE, SCRIPT = "/.preview/state", "/.preview/script.js"
ASKING = """
(() => {
  let known = null;
  const show = faults => {
    let box = document.getElementById("preview-faults");
    if (!faults.length) return box?.remove();
    if (!box) {
      box = Object.assign(document.createElement("pre"), {id: "preview-faults"});
      box.setAttribute("role", "alert");
      box.style.cssText = "position:fixed;inset:auto 0 0 0;max-height:50vh;overflow:auto;margin:0;padding:1em;z-index:9999;"
        + "background:#7f1d1d;color:#fff;font:14px/1.5 monospace;white-space:pre-wrap";
      document.body.append(box);
    }
    box.textContent = faults.join("\\n");
  };
  const ask = async () => {
    try {
      const state = await (await fetch("STATE", {cache: "no-store"})).json();
      if (known !== null && state.version !== known) return location.reload();
      known = state.version;
      show(state.faults);
    } catch { /* the server is away for a moment */ }
    setTimeout(ask, 400);
  };
  ask();
})();
""".replace("STATE", STATE)
WAITING = '<!DOCTYPE html><title>…</title><body><p>The first build is not done.</p></body>'


class Preview:
    """The built folder, its version, and the faults that keep it from being newer."""

    def __init__(self, house: House) -> None:
        self.house = house
        self.folder = house.cache / "serve" / "site"
        self.version = 0
        self.faults: list[Problem] = []
        self.whole = True
        """Whether the next build must render every page."""
        self.code: set[str] = set()
        """Our own modules that changed since the start."""

    def follow(self, changed: Iterable[Path]) -> None:
        """Bring the folder up to date after a change, or say why not."""
        start = time.monotonic()
        names = sorted({self.house.name(path) for path in changed})
        try:
            self.faults = self._follow(names)
        except Faults as faults:
            self.faults = faults.problems
        except Exception as error:  # a fault of ours must not end the preview
            traceback.print_exc()
            self.faults = [Problem(names[0] if names else "records", 1, "preview", f"this must not happen: {error!r}")]
        for problem in self.faults:
            print(problem, file=sys.stderr)
        said = f"{len(self.faults)} problem(s)" if self.faults else "shown"
        print(f"{', '.join(names[:3]) or 'everything'}: {said} after {time.monotonic() - start:.1f} s", flush=True)

    def _follow(self, names: list[str]) -> list[Problem]:
        copied = [name for name in names if name.startswith("theme/") and name.split("/")[1] in COPIED]
        if names and len(copied) == len(names) and not self.whole:
            for name in copied:
                self._copy(name)
            self.version += 1
            return self.faults
        self.code |= {name for name in names if name.startswith("scripts/")}
        self.whole |= any(part_of_every_page(name) for name in names)
        found = flow.read(self.house)
        written = pages.write_book(self.house, found.atlas, found.labels, found.articles)
        before = pages.present(self.house)
        pages.write(self.house, written)
        for path in set(before) - set(pages.present(self.house)):
            self._target(path).unlink(missing_ok=True)
        told = self._all(found, written) if self.whole else self._changed(found, written)
        self.version += 1
        must = "make serve must be started again to follow this file"
        return told + [Problem(name, 1, "preview", must) for name in sorted(self.code)]

    def _all(self, found: flow.Read, written: list[Page]) -> list[Problem]:
        """Every page anew, made aside and put in place whole."""
        made = self.folder.with_name("next")
        told = website.rendered(self.house, made, changed_only=False)
        website.beside(self.house, found.atlas, found.labels, written, made)
        shutil.rmtree(self.folder, ignore_errors=True)
        made.rename(self.folder)
        self.whole = False
        return told

    def _changed(self, found: flow.Read, written: list[Page]) -> list[Problem]:
        """The pages that differ, by the renderer's own process while this one writes what stands beside them."""
        with ThreadPoolExecutor(1) as other:
            told = other.submit(website.rendered, self.house, self.folder, changed_only=True)
            website.beside(self.house, found.atlas, found.labels, written, self.folder)
            return told.result()

    def _copy(self, name: str) -> None:
        """A file of the theme as it is, or gone as it is gone."""
        source, target = self.house.top / name, self.folder / Path(name).relative_to("theme")
        if source.is_file():
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source, target)
        else:
            target.unlink(missing_ok=True)

    def _target(self, page: Path) -> Path:
        """The HTML of a page of docs/."""
        language, *rest = page.relative_to(self.house.docs).with_suffix(".html").parts
        return self.folder.joinpath(*([] if language == "zh" else [language]), *rest)

    def state(self) -> bytes:
        """What the page asks for: the version to show and what keeps it from being newer."""
        return json.dumps({"version": self.version, "faults": [str(problem) for problem in self.faults]}).encode()


def part_of_every_page(name: str) -> bool:
    """Whether a change of a file changes pages whose Markdown stays as it is."""
    if name.startswith("theme/"):
        return name.split("/")[1] not in COPIED
    return name in ("mkdocs.yml", "templates/labels-browser.yml")


class Handler(SimpleHTTPRequestHandler):
    """Serves the folder; every page asks whether there is a newer one."""

    def __init__(self, *given: Any, preview: Preview, **more: Any) -> None:
        self.preview = preview
        super().__init__(*given, directory=str(preview.folder), **more)

    def do_GET(self) -> None:
        path = self.path.partition("?")[0]
        if path in (STATE, SCRIPT):
            kind = "application/json" if path == STATE else "text/javascript"
            return self._send(HTTPStatus.OK, self.preview.state() if path == STATE else ASKING.encode(), kind)
        file = Path(self.translate_path(self.path))
        file = file / "index.html" if file.is_dir() else file
        if file.suffix == ".html" or not file.is_file():
            return self._page(file)
        return super().do_GET()

    def _page(self, file: Path) -> None:
        missing = self.preview.folder / ("en/404.html" if self.path.startswith("/en/") else "404.html")
        shown = next((one for one in (file, missing) if one.is_file()), None)
        text = shown.read_text("utf-8") if shown else WAITING
        before, body, after = text.rpartition("</body>")
        status = HTTPStatus.OK if shown == file else HTTPStatus.NOT_FOUND
        self._send(status, f'{before}<script src="{SCRIPT}"></script>{body}{after}'.encode(), "text/html; charset=utf-8")

    def _send(self, status: HTTPStatus, body: bytes, kind: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def end_headers(self) -> None:
        self.send_header("Cache-Control", "no-store")
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Quiet: the terminal is for what was built."""


class Watch(FileSystemEventHandler):
    """Puts every file that was written, and that the site is made of, into a queue."""

    def __init__(self, house: House, changed: queue.SimpleQueue[Path]) -> None:
        self.house, self.changed = house, changed

    def on_any_event(self, event: FileSystemEvent) -> None:
        for name in (event.src_path, event.dest_path):
            path = Path(str(name))
            beside = path.parent == self.house.top and path.name != "mkdocs.yml"
            if event.event_type in WRITES and not event.is_directory and name and not passing(path) and not beside:
                self.changed.put(path)


def passing(path: Path) -> bool:
    """Whether a file is what an editor or Python leaves for a moment."""
    return path.name.startswith((".", "#")) or path.name.endswith(("~", ".swp", ".tmp")) or "__pycache__" in path.parts


def watch(house: House, changed: queue.SimpleQueue[Path]) -> Any:
    """An observer of everything that the site is made of."""
    observer: Any = Observer()
    observer.schedule(Watch(house, changed), str(house.top), recursive=False)
    for folder in (house.evidence, house.sources, house.articles, house.twins, house.templates, house.theme, house.top / "scripts"):
        if folder.is_dir():
            observer.schedule(Watch(house, changed), str(folder), recursive=True)
    return observer


def collect(house: House, changed: queue.SimpleQueue[Path], seconds: float | None = None) -> set[Path]:
    """Everything that changes until it has been quiet for a moment; empty where nothing does within the given seconds."""
    found: set[Path] = set()
    try:
        found.add(changed.get(timeout=seconds))
        while True:
            found.add(changed.get(timeout=QUIET_SECONDS))
    except queue.Empty:
        return found


def listen(preview: Preview, port: int) -> ThreadingHTTPServer:
    """A server of a preview on a port of this machine, 0 for any; raises Faults where the port is taken."""
    try:
        server = ThreadingHTTPServer(("127.0.0.1", port), partial(Handler, preview=preview))
    except OSError as error:
        raise Faults([Problem("make serve", 1, "preview", f"port {port} must be free ({error.strerror})")]) from error
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server


def run(house: House, port: int) -> None:
    """Serve until interrupted."""
    preview = Preview(house)
    server = listen(preview, port)
    changed: queue.SimpleQueue[Path] = queue.SimpleQueue()
    watcher = watch(house, changed)
    watcher.start()
    print(f"http://127.0.0.1:{server.server_port}/ (stop with Ctrl-C); the first build takes as long as make site", flush=True)
    try:
        preview.follow([])
        while True:
            preview.follow(collect(house, changed))
    finally:
        watcher.stop()
        watcher.join()
        server.shutdown()
        server.server_close()
