"""The renderer: docs/ as it stands through MkDocs into a folder.

In: the house with docs/. Out: HTML in the folder, or every fault that the renderer told.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from ..paths import House
from ..problems import Faults, Problem

# Two builds of the same input give the same bytes: MkDocs dates its sitemap by this (seconds since 1970).
EPOCH = "1735689600"
# What MkDocs says of every build that renders changed pages only.
EXPECTED = "A 'dirty' build is being performed"


def render(house: House, target: Path) -> None:
    """Run MkDocs, strictly; raises Faults with what it warned of. (`--quiet` would hide warnings from `--strict` itself.)"""
    run = _mkdocs(house, target, "--strict")
    if run.returncode:
        raise Faults(_problems([line for line in _lines(run) if not line.startswith("INFO")]))


def rendered(house: House, target: Path, changed_only: bool) -> list[Problem]:
    """Run MkDocs for a preview: what it warned of; pages that stand in `target` and have not changed may be left as they are.

    Raises Faults where nothing could be rendered.
    """
    run = _mkdocs(house, target, *(["--dirty"] if changed_only else []))
    said = [line for line in _lines(run) if line.startswith(("WARNING", "ERROR")) and EXPECTED not in line]
    if run.returncode:
        raise Faults(_problems(said or _lines(run)))
    return _problems(said)


def _mkdocs(house: House, target: Path, *options: str) -> subprocess.CompletedProcess[str]:
    command = [
        sys.executable, "-m", "mkdocs", "build", *options, "--config-file", str(house.top / "mkdocs.yml"), "--site-dir", str(target),
    ]
    environment = {"SOURCE_DATE_EPOCH": EPOCH, "NO_MKDOCS_2_WARNING": "1", **os.environ}
    return subprocess.run(command, cwd=house.top, env=environment, capture_output=True, text=True, check=False)


def _lines(run: subprocess.CompletedProcess[str]) -> list[str]:
    return [line for line in (run.stderr + run.stdout).splitlines() if line.strip()]


def _problems(said: list[str]) -> list[Problem]:
    return [Problem("mkdocs.yml", i + 1, "renderer", line) for i, line in enumerate(said)]
