"""Scaffolds: a new record in evidence/draft/ with every key explained, or card, working sheet and draft claims of a new source text.

In: kind and id, or the file of a raw text. Out: the paths written. Nothing that exists is overwritten.
"""

from __future__ import annotations

import re
from pathlib import Path

from ..paths import House
from ..problems import Faults, Problem
from ..schema import KINDS
from .record import record
from .source import made

# make new KIND=trial → the folder evidence/draft/trials
FOLDERS = {
    "reference": "references", "trial": "trials", "drug": "drugs", "class": "classes", "target": "targets",
    "biomarker": "biomarkers", "disease": "diseases", "setting": "settings", "pathway": "pathway", "term": "terms",
    "claim": "claims", "awaited": "awaited",
}


def new(house: House, kind: str, stem: str, file: Path | None) -> str:
    """Write one scaffold and say where; raises Faults where kind, id or file will not do."""
    if kind == "source":
        if file is None:
            raise Faults([Problem("make new", 1, "new", "FILE must name the raw text: make new KIND=source FILE=text.txt")])
        stem = stem or re.sub(r"[^a-z0-9]+", "-", file.stem.lower()).strip("-")
        return _source(house, stem, file)
    if kind not in FOLDERS:
        raise Faults([Problem("make new", 1, "new", f"KIND must be one of source, {', '.join(FOLDERS)} (it is '{kind}')")])
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", stem):
        raise Faults([Problem("make new", 1, "new", f"ID must be lower case, digits and single hyphens (it is '{stem}')")])
    folder = FOLDERS[kind]
    published = (house.sources if folder == "sources" else house.evidence / folder) / f"{stem}.yml"
    if published.exists():
        raise Faults([Problem(house.name(published), 1, "new", "the id must be new: a record of that name is published")])
    return _write(house, house.evidence / "draft" / folder / f"{stem}.yml", record(KINDS[folder], folder))


def _source(house: House, stem: str, file: Path) -> str:
    """Card, working sheet and draft claims of a text; a draft that is there already stays."""
    found = made(house, file, stem)
    lines = [_write(house, house.sources / f"{stem}.yml", found.card)]
    sheet = house.cache / "sheets" / f"{stem}.md"
    sheet.unlink(missing_ok=True)  # written anew each time, and never committed
    lines.append(_write(house, sheet, found.sheet))
    folder, written = house.evidence / "draft" / "claims", 0
    for name, text in found.drafts.items():
        if not (folder / f"{name}.yml").exists():
            _write(house, folder / f"{name}.yml", text)
            written += 1
    return "\n".join([*lines, f"{house.name(folder)}/: {written} draft claim(s)"])


def _write(house: House, path: Path, text: str) -> str:
    if path.exists():
        raise Faults([Problem(house.name(path), 1, "new", "the file must not exist yet")])
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8", newline="\n")
    return house.name(path)
