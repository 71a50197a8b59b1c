"""Live preview: the renderer serves docs/; records, articles and templates are watched and docs/ is rewritten.

The renderer itself reloads when docs/ or theme/ change. A fault in a record is told and the last good pages stay.
"""

from __future__ import annotations

import subprocess
import sys
import threading
from typing import Any

from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer

from . import flow
from .paths import House
from .problems import Faults

# Editors write a file in several steps; one rewrite for all of them.
QUIET_SECONDS = 0.5


class Rewrite(FileSystemEventHandler):
    """Rewrites docs/ once the watched folders have been quiet for a moment."""

    def __init__(self, house: House) -> None:
        self.house = house
        self.timer: threading.Timer | None = None

    def on_any_event(self, event: FileSystemEvent) -> None:
        if event.event_type not in ("modified", "created", "deleted", "moved") or event.is_directory:
            return
        if self.timer:
            self.timer.cancel()
        self.timer = threading.Timer(QUIET_SECONDS, self.rewrite)
        self.timer.start()

    def rewrite(self) -> None:
        """Bring docs/ up to date, or say why not."""
        try:
            flow.write_pages(self.house)
            print("docs/ rewritten", flush=True)
        except Faults as faults:
            flow.fail(faults)


def run(house: House, port: int) -> None:
    """Serve until interrupted."""
    watcher: Any = Observer()
    handler = Rewrite(house)
    for folder in (house.evidence, house.sources, house.articles, house.templates):
        watcher.schedule(handler, str(folder), recursive=True)
    handler.rewrite()
    watcher.start()
    command = [
        sys.executable, "-m", "mkdocs", "serve", "--config-file", str(house.top / "mkdocs.yml"), "--dev-addr", f"127.0.0.1:{port}",
    ]
    try:
        subprocess.run(command, cwd=house.top, check=False)
    finally:
        watcher.stop()
        watcher.join()
