"""The site as it will be, at 127.0.0.1: search, labels, previews and data included; it follows every change.

In: the house. Out: a server of the preview's folder, and a watch over everything that the site is made of. A fault is told on the
terminal and over the page, and the last good pages stay.
"""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer

from .paths import House
from .preview import Preview, is_copied
from .problems import Faults, Problem

# Editors write a file in several steps; one build for all of them.
QUIET_SECONDS = 0.3
WRITES = frozenset({"modified", "created", "deleted", "moved"})
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
    """Puts every file that was written, and that the site is made of, into a queue; one that is only copied is copied at once."""

    def __init__(self, house: House, changed: queue.SimpleQueue[Path], copy: Callable[[str], None] | None) -> None:
        self.house, self.changed, self.copy = house, changed, copy

    def on_any_event(self, event: FileSystemEvent) -> None:
        for name in (event.src_path, event.dest_path):
            path = Path(str(name))
            beside = path.parent == self.house.top and path.name != "mkdocs.yml"
            if event.event_type in WRITES and not event.is_directory and name and not passing(path) and not beside:
                if self.copy and is_copied(self.house.name(path)):
                    self.copy(self.house.name(path))
                else:
                    self.changed.put(path)


def passing(path: Path) -> bool:
    """Whether a file is what an editor or Python leaves for a moment."""
    return path.name.startswith((".", "#")) or path.name.endswith(("~", ".swp", ".tmp")) or "__pycache__" in path.parts


def watch(house: House, changed: queue.SimpleQueue[Path], copy: Callable[[str], None] | None = None) -> Any:
    """An observer of everything that the site is made of."""
    observer: Any = Observer()
    observer.schedule(Watch(house, changed, copy), str(house.top), recursive=False)
    for folder in (house.evidence, house.sources, house.articles, house.twins, house.templates, house.theme, house.top / "scripts"):
        if folder.is_dir():
            observer.schedule(Watch(house, changed, copy), str(folder), recursive=True)
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
    watcher = watch(house, changed, preview.copy)
    watcher.start()
    print(f"http://127.0.0.1:{server.server_port}/ (stop with Ctrl-C); the first build takes as long as make site", flush=True)
    try:
        preview.follow([])
        while True:
            preview.follow(collect(house, changed), lambda: not changed.empty())
    finally:
        watcher.stop()
        watcher.join()
        server.shutdown()
        server.server_close()
