"""The cases: each folder beside this file breaks the miniature in one way.

A case holds `expected.txt` and `edit.yml`, a list of changes: {file, read, meant} replaces wording that stands once,
{file, text} writes a whole file (`times` over, where given), {file, bytes} writes bytes given in hexadecimal, {file, gone} removes
one, {file, folder}, {file, link} and {file, pipe} put such a thing in its place. In: a
case. Out: every problem that records, articles, labels and rules then give, as printed.
"""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from scripts import flow
from scripts.flow import Looked
from scripts.paths import House

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


def every() -> list[Case]:
    """All cases, by name."""
    return [Case(folder) for folder in sorted(FOLDER.iterdir()) if (folder / "edit.yml").is_file()]


@cache
def whole() -> House:
    """The miniature that every case breaks a copy of, made once."""
    scratch = tempfile.TemporaryDirectory()
    atexit.register(scratch.cleanup)
    return miniature.build(Path(scratch.name), ("templates",))


@cache
def looked(case: Case) -> tuple[Looked, tuple[str, ...]]:
    """What reading and checking the broken house gives, and what is printed; once a case, for every test of it."""
    with tempfile.TemporaryDirectory() as scratch:
        house = House(Path(scratch) / "house")
        shutil.copytree(whole().top, house.top)
        apply(case, house)
        found = flow.look(house)
        return found, tuple(str(problem) for problem in sorted({*found.problems, *flow.check_drafts(house)}))


def problems(case: Case) -> list[str]:
    """What the case prints."""
    return list(looked(case)[1])


def apply(case: Case, house: House) -> None:
    """Make the case's changes."""
    for change in yaml.safe_load((case.folder / "edit.yml").read_text("utf-8")):
        path = house.top / change["file"]
        path.parent.mkdir(parents=True, exist_ok=True)
        if "gone" in change:
            shutil.rmtree(path) if path.is_dir() else path.unlink()
        elif "folder" in change:
            path.mkdir()
        elif "link" in change:
            path.symlink_to(change["link"])
        elif "pipe" in change:
            os.mkfifo(path)
        elif "text" in change:
            path.write_text(change["text"] * change.get("times", 1), "utf-8")
        elif "bytes" in change:
            path.write_bytes(bytes.fromhex(change["bytes"]))
        else:
            text = path.read_text("utf-8")
            assert text.count(change["read"]) == 1, f"{case.folder.name}: {change['read']!r} must stand once in {change['file']}"
            path.write_text(text.replace(change["read"], change["meant"]), "utf-8")


def by_rule() -> Iterator[tuple[str, list[Case]]]:
    """Rule → its cases."""
    names = dict.fromkeys(case.rule for case in every())
    for name in names:
        yield name, [case for case in every() if case.rule == name]
