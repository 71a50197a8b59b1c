"""What an editor is told: every record's folder has its schema, generated folders are read-only, and files are as .editorconfig says."""

from __future__ import annotations

import ast
import configparser
import json
from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path

import pytest

from scripts.paths import HOUSE
from scripts.schema import KINDS

SETTINGS = json.loads((HOUSE.top / ".vscode" / "settings.json").read_text("utf-8"))
# Folders that nobody edits by hand, and who writes them.
GENERATED = ("docs", "schemas", "site", "bundle", ".build", ".cache", "theme/vendor", "tests/vendor", "tests/house/expected")


@pytest.mark.parametrize("kind", KINDS)
def test_a_record_finds_its_schema_by_its_folder(kind: str) -> None:
    places = SETTINGS["yaml.schemas"][f"./schemas/{kind}.json"]
    assert (HOUSE.schemas / f"{kind}.json").is_file()
    folders = ["sources"] if kind == "sources" else [f"evidence/{kind}", f"evidence/draft/{kind}"]
    assert places == [f"/{folder}/*.yml" for folder in folders]


def test_nothing_else_has_a_schema() -> None:
    assert set(SETTINGS["yaml.schemas"]) == {f"./schemas/{kind}.json" for kind in KINDS}


def test_generated_folders_are_read_only() -> None:
    assert SETTINGS["files.readonlyInclude"] == {f"{folder}/**": True for folder in GENERATED}


WRITTEN = ("articles", "bench", "docs", "evidence", "schemas", "scripts", "sources", "templates", "tests", "theme")


def texts() -> Iterator[Path]:
    """Every text file of the tree."""
    yield from (path for path in HOUSE.top.iterdir() if path.is_file())
    for folder in WRITTEN:
        for path in (HOUSE.top / folder).rglob("*"):
            if path.is_file() and "__pycache__" not in path.parts and path.suffix != ".png":
                yield path


def test_files_are_as_the_editor_is_told() -> None:
    """UTF-8, one line end at the close, no space at the end of a line, tabs in the Makefile alone."""
    config = configparser.ConfigParser()
    config.read_string("[top]\n" + (HOUSE.top / ".editorconfig").read_text("utf-8"))
    assert config["*"]["charset"] == "utf-8"
    apart = next(section for section in config.sections() if section.startswith("{")).strip("{}").split(",")
    wrong = []
    for path in texts():
        name, content = HOUSE.name(path), path.read_bytes()
        if any(fnmatch(name, pattern) for pattern in apart) or not content:
            continue
        text = content.decode("utf-8")
        lines = text.split("\n")
        if "\r" in text or not text.endswith("\n") or any(line.endswith((" ", "\t")) for line in lines):
            wrong.append(name)
        if name != "Makefile" and any(line.startswith("\t") for line in lines):
            wrong.append(name)
    assert wrong == []


def test_the_same_words_have_one_order() -> None:
    """Python's typing takes two choices of the same words for one and keeps the order that it met first: what is generated would vary."""
    orders: dict[frozenset[str], str] = {}
    for path in sorted((HOUSE.top / "scripts" / "schema").glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Subscript) and getattr(node.value, "id", "") == "Literal":
                words = [ast.unparse(one) for one in getattr(node.slice, "elts", [node.slice])]
                assert orders.setdefault(frozenset(words), str(words)) == str(words), path
