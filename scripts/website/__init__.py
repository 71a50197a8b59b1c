"""The website: docs/ through the renderer, then data, previews, labels and the search index beside the pages.

In: docs/ as it stands, the Atlas. Out: a complete site/ folder, made aside and swapped in whole.
"""

from __future__ import annotations

import hashlib
import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from ..language.csl import csl
from ..language.labels import Labels
from ..language.prose import Pen, shared
from ..language.takeaway import bibtex, ris
from ..pages.book import Page
from ..paths import LANGUAGES, House
from ..records import Atlas
from . import names, postings, search
from .data import dump, files
from .direct import answers
from .hover import previews
from .pieces import dealt, keyed, register
from .references import asked_for, cited
from .render import render, rendered, renderer
from .sounds import sounds
from .swap import swap

__all__ = ["beside", "build", "commit", "register", "render", "rendered", "swap"]

PIECE = 6000
"""Bytes of a piece of previews, answers or references: some 2 KB on the way."""
VERSION_LENGTH = 8


def build(house: House, atlas: Atlas, labels: Labels, pages: Iterable[Page], target: Path) -> None:
    """Render docs/ and write everything else into `target`, an empty or missing folder."""
    render(house, target)
    beside(house, atlas, labels, pages, target)


def beside(house: House, atlas: Atlas, labels: Labels, pages: Iterable[Page], target: Path) -> None:
    """Write what stands beside the rendered pages: data, figures, labels, previews and the search index."""
    pens = {language: Pen(shared(atlas, labels, language), "index") for language in LANGUAGES}
    for name, text in files(atlas, pens, labels, commit(house), renderer()).items():
        _write(target / "data" / name, text)
    references = list(atlas.references.values())
    _write(target / "data" / "references.csl.json", dump([csl(one) for one in references]))
    _write(target / "data" / "references.bib", "\n".join(bibtex(one) for one in references))
    _write(target / "data" / "references.ris", "\n".join(ris(one) for one in references))
    for page in pages:
        for name, text in page.files.items():
            _write(target / name, text)
    for language in LANGUAGES:
        assets = target / "assets" / language
        known = names.known(atlas, labels, language)
        text = postings.prepared(search.entries(house, atlas, language), known, language)
        cut: dict[str, list[Any]] = {
            "hover": dealt(keyed(previews(atlas, labels, language)), PIECE),
            "answers": dealt(keyed(answers(atlas, labels, language)), PIECE),
            "cited": dealt(asked_for(cited(atlas)), PIECE),
            "postings": text.postings,
            "texts": text.texts,
        }
        scripts = {"names": known, "text": text.head, "words": text.words, "sounds": sounds()}
        scripts |= {f"{name}/{number}": piece for name, found in cut.items() for number, piece in enumerate(found)}
        written = {name: register(name, content) for name, content in scripts.items()}
        version = hashlib.sha256("".join(written.values()).encode()).hexdigest()[:VERSION_LENGTH]
        pieces = {"version": version, **{name: len(found) for name, found in cut.items()}}
        written["labels"] = register("pieces", pieces) + register("labels", labels.group("browser", language))
        for name in cut:
            shutil.rmtree(assets / name, ignore_errors=True)  # a preview may hold more pieces than there are now
        for name, script in written.items():
            _write(assets / f"{name}.js", script)


def commit(house: House) -> str:
    """The commit that the content stands at, or `unknown` outside a checkout."""
    run = subprocess.run(["git", "-C", str(house.top), "rev-parse", "HEAD"], capture_output=True, text=True, check=False)
    return run.stdout.strip() if run.returncode == 0 else "unknown"


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8", newline="\n")
