"""The renderer: docs/ as it stands through MkDocs into a folder.

In: the house with docs/. Out: HTML in the folder, or every fault that the renderer told.
"""

from __future__ import annotations

import os
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

from ..paths import House
from ..problems import Faults, Problem

# Two builds of the same input give the same bytes: MkDocs dates its sitemap by this (seconds since 1970).
EPOCH = "1735689600"


def render(house: House, target: Path) -> None:
    """Run MkDocs, strictly; raises Faults with what it warned of. (`--quiet` would hide warnings from `--strict` itself.)"""
    command = [
        sys.executable, "-m", "mkdocs", "build", "--strict", "--config-file", str(house.top / "mkdocs.yml"),
        "--site-dir", str(target),
    ]
    environment = {"SOURCE_DATE_EPOCH": EPOCH, "NO_MKDOCS_2_WARNING": "1", **os.environ}
    run = subprocess.run(command, cwd=house.top, env=environment, capture_output=True, text=True, check=False)
    if run.returncode:
        said = [line for line in (run.stderr + run.stdout).splitlines() if line.strip() and not line.startswith("INFO")]
        raise Faults([Problem("mkdocs.yml", i + 1, "renderer", line) for i, line in enumerate(said)])


def renderer() -> str:
    """Name and version of what renders the pages."""
    return f"MkDocs {version('mkdocs')} with Material for MkDocs {version('mkdocs-material')}"
