"""Links of the built site: inside ones always, outside ones where there is internet. The checker is lychee.

In: a site folder. Out: exit status and what lychee says.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from ..paths import House
from ..problems import Faults, Problem


def lychee(site: Path, *options: str) -> subprocess.CompletedProcess[str]:
    """Run lychee over every page of a site folder."""
    program = Path(sys.executable).with_name("lychee")
    if not program.exists():
        raise Faults([Problem("requirements-dev.txt", 1, "links", "lychee must be installed; run make test or make links")])
    command = [
        str(program), "--no-progress", "--include-fragments", "--root-dir", str(site), "--index-files", "index.html",
        *options, f"{site}/**/*.html",
    ]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def check(house: House) -> int:
    """Every link, outside addresses included. Sites that refuse machines (403, 429) are told apart from dead links."""
    if not house.site.is_dir():
        raise Faults([Problem("site", 1, "links", "the site must be built first; run make site")])
    run = lychee(house.site, "--max-retries", "2", "--accept", "200..=299,403,429", "--timeout", "30")
    print(run.stdout + run.stderr)
    return run.returncode


def inside(site: Path) -> subprocess.CompletedProcess[str]:
    """Only what lies in the folder: files and fragments."""
    return lychee(site, "--offline")
