"""The website: docs/ through the renderer, then data, hover cards, labels and the search index beside the pages.

In: docs/ as it stands, the Atlas. Out: a complete site/ folder, made aside and swapped in whole.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

from . import search
from .citations import csl
from .contract import published
from .evidence import LINKABLE, Atlas
from .labels import Labels
from .pages.answers import best
from .pages.book import Page
from .paths import LANGUAGES, House
from .problems import Faults, Problem
from .prose import Pen, Prose, path_of
from .publish import dump, files
from .schema import Trial
from .wording import Wording, name_of

# Two builds of the same input give the same bytes: MkDocs dates its sitemap by this (seconds since 1970).
EPOCH = "1735689600"


def build(house: House, atlas: Atlas, labels: Labels, pages: Iterable[Page], target: Path) -> None:
    """Render docs/ and write everything else into `target`, an empty or missing folder."""
    render(house, target)
    pens = {language: Pen(Prose(atlas, Wording(language, labels)), "index") for language in LANGUAGES}
    for name, text in files(atlas, pens, published(), atlas.date, commit(house)).items():
        _write(target / "data" / name, text)
    _write(target / "data" / "references.csl.json", dump([csl(r) for r in atlas.references.values()]))
    for page in pages:
        for name, text in page.files.items():
            _write(target / name, text)
    for language in LANGUAGES:
        assets = target / "assets" / language
        _write(assets / "labels.js", register("labels", labels.group("browser", language)))
        _write(assets / "hover.js", register("hover", cards(atlas, labels, language)))
        _write(assets / "search.js", search.script(search.entries(house, atlas, language), language))


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


def cards(atlas: Atlas, labels: Labels, language: str) -> dict[str, dict[str, str]]:
    """What a hover card shows for each record that has a page."""
    wording = Wording(language, labels)
    pen = Pen(Prose(atlas, wording), "index")
    found = {}
    for kind in LINKABLE:
        for record in atlas.kinds.get(kind, {}).values():
            text = getattr(record, "definition", None) or getattr(record, "summary", None) or getattr(record, "title", None)
            words = pen.plain(wording.pick(text))
            if isinstance(record, Trial):
                words += _outcome(wording, record)
            found[record.id] = {
                "name": name_of(record, language), "kind": kind, "text": words, "url": f"{path_of(kind, record)}.html",
            }
    return found


def _outcome(wording: Wording, trial: Trial) -> str:
    """Met or not, and the figure that stands for the trial."""
    stop, space = ("。", "") if wording.language == "zh" else (".", " ")
    words = f"{stop}{space}{wording.label('column.met')}{'：' if not space else ': '}{wording.label('met.' + trial.met)}"
    result = best(trial)
    if result and result.effect:
        name = wording.pick(result.name) if result.name else wording.label(f"endpoint.{result.endpoint}")
        words += f"{stop}{space}{name}{space or ' '}{wording.effect(result.effect)}"
    return words + stop


def register(name: str, content: object) -> str:
    """A classic script that hands data to the page: fetch does not work from file://."""
    return f"Duizhao.register({json.dumps(name)}, {json.dumps(content, ensure_ascii=False, separators=(',', ':'))});\n"


def commit(house: House) -> str:
    """The commit that the content stands at, or `unknown` outside a checkout."""
    run = subprocess.run(["git", "-C", str(house.top), "rev-parse", "HEAD"], capture_output=True, text=True, check=False)
    return run.stdout.strip() if run.returncode == 0 else "unknown"


def swap(*pairs: tuple[Path, Path]) -> None:
    """Put finished folders in the places of the old ones, all or none; the old ones stay beside what was made."""
    done: list[tuple[Path, Path]] = []
    place = pairs[0][1]
    try:
        for made, place in pairs:
            steps = [(made, place)]
            if place.exists():
                steps.insert(0, (place, made.with_name(made.name + ".old")))
            for here, there in steps:
                here.rename(there)
                done.append((here, there))
    except BaseException as error:
        for here, there in reversed(done):
            there.rename(here)
        if isinstance(error, OSError):
            raise Faults([Problem(place.name, 1, "output", f"the folder must be writable ({error.strerror})")]) from error
        raise


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8", newline="\n")
