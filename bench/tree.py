"""Trees to measure on: a copy of this one, and one that is grown from it to a number of pages.

In: an empty folder. Out: a House that a measurement may change.
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from scripts.paths import HOUSE, House

PARTS = ("evidence", "sources", "articles", "templates", "theme", "docs", "schemas", "twins", "mkdocs.yml")


def copied(top: Path) -> House:
    """This tree, without what was built."""
    top.mkdir(parents=True)
    for name in PARTS:
        original = HOUSE.top / name
        if original.is_dir():
            shutil.copytree(original, top / name, ignore=shutil.ignore_patterns("__pycache__", "draft"))
        else:
            shutil.copy(original, top / name)
    return House(top)


def grown(top: Path, pages: int) -> House:
    """This tree with terms and trials copied under new ids until a language has at least so many pages.

    A copy names what its original names, and has a name of its own.
    """
    house = copied(top)
    present = sum(1 for _ in (house.docs / "zh").rglob("*.md"))
    # An exception names one file; its copies would have none.
    excused = (house.evidence / "exceptions.yml").read_text("utf-8")
    originals = {
        kind: [path for path in sorted((house.evidence / kind).glob("*.yml")) if house.name(path) not in excused]
        for kind in ("terms", "trials")
    }
    number = 0
    while present < pages:
        number += 1
        for paths in originals.values():
            for path in paths:
                (path.parent / f"{path.stem}-copy-{number}.yml").write_text(renamed(path.read_text("utf-8"), number), "utf-8")
                present += 1
    return house


def renamed(text: str, number: int) -> str:
    """A record under another name: numbered, without further names and registry numbers, which belong to one record."""
    text = re.sub(r"(?m)^registry:.*$", "registry: []", text)
    text = re.sub(r"(?m)^(?:other|also):(?: \[.*\]\n|\n(?:  .*\n)+)", "", text)
    text = re.sub(r'(?m)^(acronym: )"?([^"\n]*)"?$', rf'\1"\2-{number}"', text)
    return re.sub(r'(?m)^name: \{zh: "?(.*?)"?, en: "?(.*?)"?\}$', rf'name: {{zh: "\g<1>{number}", en: "\2 {number}"}}', text)


def edit(house: House, what: str) -> Path:
    """Change one record, article or template so that its pages differ each time; the file."""
    path = house.top / {
        "record": "evidence/trials/keynote-024.yml", "article": "articles/ifn-gamma/for-tumours.en.md", "template": "templates/trial.md.j2",
    }[what]
    text = path.read_text("utf-8")
    if what == "record":
        text = re.sub(r"(?m)^(message:\n  zh: .*?)$", r"\1此处另有一句。", text)
        text = re.sub(r"(?m)^(message:\n  zh: .*\n  en: .*?)$", r"\1 Here stands one sentence more.", text)
    else:
        text += "\nHere stands one sentence more.\n" if what == "article" else "\n<p>+</p>\n"
    path.write_text(text, "utf-8")
    return path
