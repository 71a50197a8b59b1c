"""Finds a browser for the tests; where there is none, installs one, or says in one sentence how to get it.

Run as a program by `make test`; `find()` serves the tests.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
PLACES = ("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome", "/Applications/Chromium.app/Contents/MacOS/Chromium")


def find() -> str | None:
    """The path of a Chromium or Chrome: $BROWSER_PATH, one on the PATH, or Playwright's own."""
    if named := os.environ.get("BROWSER_PATH"):
        return named
    for name in NAMES:
        if path := shutil.which(name):
            return path
    for place in PLACES:
        if Path(place).exists():
            return place
    return _playwrights()


def _playwrights() -> str | None:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if path and Path(path).exists() else None


def install() -> str | None:
    """Playwright's own browser where it can be downloaded, else Debian's package where we may install it."""
    subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], capture_output=True, check=False, timeout=300)
    if found := find():
        return found
    if shutil.which("apt-get") and os.geteuid() == 0:
        quiet = {"env": {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}, "check": False, "stdout": subprocess.DEVNULL}
        subprocess.run(["apt-get", "update", "-qq"], **quiet)
        subprocess.run(["apt-get", "install", "-y", "-qq", "--no-install-recommends", "chromium", "fonts-noto-cjk"], **quiet)
    return find()


def main() -> int:
    found = find() or install()
    if found:
        print(f"browser: {found}")
        return 0
    print("The tests need Chromium or Chrome: install one (Debian: apt-get install chromium) or set BROWSER_PATH.", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
