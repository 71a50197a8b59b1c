"""The same docs/ through others: plain `mkdocs build`, and Hugo with the barest theme, where they are installed.

In: a house with docs/. Out: lines to print.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from scripts.paths import House

BARE = "<!doctype html><title>{{ .Title }}</title>{{ .Content }}"


def run(command: list[str], folder: Path) -> tuple[float, float, float, int]:
    """CPU seconds, seconds and peak MB of a program, and its exit status."""
    start = time.monotonic()
    child = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    return usage.ru_utime + usage.ru_stime, time.monotonic() - start, usage.ru_maxrss / 1024, child.returncode


def mkdocs(house: House) -> str:
    """`mkdocs build` with our settings and nothing of ours before or after it."""
    with tempfile.TemporaryDirectory() as target:
        command = [sys.executable, "-m", "mkdocs", "build", "--config-file", str(house.top / "mkdocs.yml"), "--site-dir", target]
        return said("mkdocs build", *run(command, house.top))


def hugo(house: House) -> str:
    """Hugo: Markdown to HTML alone, one layout, no search, no links checked."""
    if shutil.which("hugo") is None:
        return "hugo: not installed (Debian: apt-get install hugo)"
    with tempfile.TemporaryDirectory() as scratch:
        top = Path(scratch)
        shutil.copytree(house.docs, top / "content")
        for path in sorted(top.glob("content/**/index.md")):
            path.rename(path.with_name("_index.md"))  # Hugo's name for the page of a folder that holds others
        (top / "layouts" / "_default").mkdir(parents=True)
        for name in ("single", "list"):
            (top / "layouts" / "_default" / f"{name}.html").write_text(BARE, "utf-8")
        (top / "hugo.toml").write_text('disableKinds = ["taxonomy", "term", "RSS"]\n[markup.goldmark.renderer]\nunsafe = true\n', "utf-8")
        shutil.copy(top / "hugo.toml", top / "config.toml")  # its name before 0.110
        line = said("hugo, one bare layout", *run(["hugo", "--quiet"], top))
        return f"{line}; {sum(1 for _ in top.glob('public/**/*.html'))} files"


def said(name: str, cpu: float, seconds: float, memory: float, status: int) -> str:
    """One line of a measurement."""
    return f"{name}: {cpu:.1f} s CPU, {seconds:.1f} s, {memory:.0f} MB" + (f"; it failed with {status}" if status else "")


def lines(house: House) -> Iterator[str]:
    """One line a program."""
    yield mkdocs(house)
    yield hugo(house)
