"""The cases: each folder beside this file breaks the miniature in one way.

A case holds `expected.txt` and `edit.yml`, a list of changes: {file, read, meant} replaces wording that stands once,
{file, text} writes a whole file, {file, bytes} writes bytes given in hexadecimal, {file, gone} removes one. In: a
case. Out: every problem that records, articles, labels and rules then give, as printed.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

from scripts import checks
from scripts.language import labels
from scripts.language.labels import Labels
from scripts.pages.articles import Article
from scripts.paths import House
from scripts.problems import Faults, Problem
from scripts.records import Atlas
from scripts.records import articles as prose_files
from scripts.records import atlas as evidence

from .. import miniature

FOLDER = Path(__file__).parent


@dataclass(frozen=True)
class Case:
    """One way of breaking the house; `rule` is its folder's name up to a double hyphen."""

    folder: Path

    @property
    def rule(self) -> str:
        return self.folder.name.partition("--")[0]

    @property
    def expected(self) -> list[str]:
        return (self.folder / "expected.txt").read_text("utf-8").splitlines()


@dataclass(frozen=True)
class Broken:
    """What the loaders still make of a broken house, and all its problems."""

    atlas: Atlas
    articles: list[Article]
    labels: Labels | None
    problems: list[Problem]


def every() -> list[Case]:
    """All cases, by name."""
    return [Case(folder) for folder in sorted(FOLDER.iterdir()) if (folder / "edit.yml").is_file()]


def problems(case: Case) -> list[str]:
    """What the case prints."""
    with tempfile.TemporaryDirectory() as scratch:
        house = miniature.build(Path(scratch), ("templates",))
        apply(case, house)
        return [str(problem) for problem in broken(house).problems]


def apply(case: Case, house: House) -> None:
    """Make the case's changes."""
    for change in yaml.safe_load((case.folder / "edit.yml").read_text("utf-8")):
        path = house.top / change["file"]
        path.parent.mkdir(parents=True, exist_ok=True)
        if "gone" in change:
            path.unlink()
        elif "text" in change:
            path.write_text(change["text"], "utf-8")
        elif "bytes" in change:
            path.write_bytes(bytes.fromhex(change["bytes"]))
        else:
            text = path.read_text("utf-8")
            assert text.count(change["read"]) == 1, f"{case.folder.name}: {change['read']!r} must stand once in {change['file']}"
            path.write_text(text.replace(change["read"], change["meant"]), "utf-8")


def broken(house: House) -> Broken:
    """Everything that reading and checking gives, in the order in which the flow does it."""
    atlas, found = evidence.load(house)
    articles, more = prose_files.read(house)
    found += more
    try:
        words = labels.load(house.templates)
    except Faults as faults:
        return Broken(atlas, articles, None, sorted({*found, *faults.problems}))
    found += checks.run(atlas) + checks.run_prose(atlas, articles, words)
    return Broken(atlas, articles, words, sorted(set(found)))


def by_rule() -> Iterator[tuple[str, list[Case]]]:
    """Rule → its cases."""
    names = dict.fromkeys(case.rule for case in every())
    for name in names:
        yield name, [case for case in every() if case.rule == name]
