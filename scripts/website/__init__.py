"""The website: docs/ through the renderer, then data, previews, labels and the search index beside the pages.

In: docs/ as it stands, the Atlas. Out: a complete site/ folder, made aside and swapped in whole.
"""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path

from .. import twins
from ..detect.facts import facts
from ..language.csl import csl
from ..language.labels import Labels
from ..language.prose import Pen, shared
from ..language.takeaway import bibtex, ris
from ..pages.book import Page
from ..paths import LANGUAGES, House
from ..records import Atlas
from . import assets
from .data import dump, files
from .pieces import register
from .render import render, rendered, renderer
from .swap import swap

__all__ = ["beside", "build", "commit", "render", "rendered", "swap"]

def build(house: House, atlas: Atlas, labels: Labels, pages: Iterable[Page], target: Path) -> None:
    """Render docs/ and write everything else into `target`, an empty or missing folder."""
    render(house, target)
    beside(house, atlas, labels, pages, target)


def beside(house: House, atlas: Atlas, labels: Labels, pages: Iterable[Page], target: Path) -> None:
    """Write what stands beside the rendered pages: data, figures, labels, previews and the search index."""
    pens = {language: Pen(shared(atlas, labels, language), "index") for language in LANGUAGES}
    for name, text in files(atlas, pens, labels, commit(house), renderer(), twins.every(house, atlas)).items():
        _write(target / "data" / name, text)
    references = list(atlas.references.values())
    _write(target / "data" / "references.csl.json", dump([csl(one) for one in references]))
    _write(target / "data" / "references.bib", "\n".join(bibtex(one) for one in references))
    _write(target / "data" / "references.ris", "\n".join(ris(one) for one in references))
    for page in pages:
        for name, text in page.files.items():
            _write(target / name, text)
    _write(target / "assets" / "check" / "facts.js", register("facts", facts(atlas)))
    for language in LANGUAGES:
        scripts = assets.scripts(house, atlas, labels, language)
        folder = target / "assets" / language
        for stale in {folder / Path(name).parent for name in scripts} - {folder}:
            shutil.rmtree(stale, ignore_errors=True)  # a preview may hold more pieces than there are now
        for name, script in scripts.items():
            _write(folder / f"{name}.js", script)


def commit(house: House) -> str:
    """The commit that the content stands at, or `unknown` outside a checkout."""
    run = subprocess.run(["git", "-C", str(house.top), "rev-parse", "HEAD"], capture_output=True, text=True, check=False)
    return run.stdout.strip() if run.returncode == 0 else "unknown"


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8", newline="\n")
