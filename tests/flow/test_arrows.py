"""One direction: the imports of scripts/ are read, and no arrow points back."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from scripts import ORDER
from scripts.paths import HOUSE

SCRIPTS = HOUSE.top / "scripts"

PURE = {("language", f"{name}.py") for name in ("prose", "calls", "names", "wording", "citations")} | {("website", "data.py")}
FORBIDDEN = frozenset({"utils", "util", "helpers", "helper", "common", "misc", "core", "base", "manager", "managers", "tools", "lib"})


def modules() -> list[Path]:
    return sorted(SCRIPTS.rglob("*.py"))


def step(name: str) -> int:
    return -1 if name in ("VERSION", "ORDER") else ORDER.index(name)


def own(path: Path) -> str:
    return path.relative_to(SCRIPTS).with_suffix("").parts[0]


def imported(path: Path) -> Iterator[tuple[str, int]]:
    """Top names below scripts/ that a module imports, with the line; imports inside functions count too."""
    package = ("scripts", *path.relative_to(SCRIPTS).parts[:-1])
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else ()
            target = (*base, *(node.module or "").split(".")) if node.module else base
            if target[:1] == ("scripts",):
                names = [target[1]] if len(target) > 1 else [alias.name for alias in node.names]
                yield from ((name, node.lineno) for name in names)
        elif isinstance(node, ast.Import):
            yield from ((alias.name.split(".")[1], node.lineno) for alias in node.names if alias.name.startswith("scripts."))


def test_every_module_has_its_place_and_every_place_a_module() -> None:
    assert {own(path) for path in modules()} - {"__init__"} == set(ORDER)
    assert len(set(ORDER)) == len(ORDER)


@pytest.mark.parametrize("path", modules(), ids=lambda path: path.relative_to(SCRIPTS).as_posix())
def test_no_arrow_points_back(path: Path) -> None:
    mine = own(path)
    back = [
        f"{path.relative_to(HOUSE.top)}:{line}: {mine} must not import {name}"
        for name, line in imported(path)
        if mine != "__init__" and name != mine and step(name) >= step(mine)
    ]
    assert back == []


def test_only_the_first_stages_open_records_and_only_the_last_write_outputs() -> None:
    """Checks and pages take the Atlas; they open no record and run no process."""
    for path in modules():
        if own(path) in ("checks", "arithmetic", "figures") or path.parts[-2:] in PURE:
            calls = {
                node.func.attr for node in ast.walk(ast.parse(path.read_text("utf-8")))
                if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
            }
            assert not calls & {"read_text", "read_bytes", "write_text", "write_bytes", "open", "Popen", "urlopen"}, path


@pytest.mark.parametrize("folder", ["scripts", "tests", "bench", "theme"])
def test_no_module_is_called_nothing_in_particular_or_shadows_the_standard_library(folder: str) -> None:
    names = {path.stem for path in (HOUSE.top / folder).rglob("*.py")} | {p.name for p in (HOUSE.top / folder).iterdir() if p.is_dir()}
    assert not names & FORBIDDEN
    if folder == "scripts":
        assert not (names - {"__init__", "__main__"}) & sys.stdlib_module_names


@pytest.mark.parametrize("path", modules(), ids=lambda path: path.relative_to(SCRIPTS).as_posix())
def test_a_module_says_what_it_is_and_stays_short(path: Path) -> None:
    text = path.read_text("utf-8")
    assert ast.get_docstring(ast.parse(text)), "a module's docstring says what comes in and what goes out"
    assert text.count("\n") <= 320, "about 300 lines"


def test_no_clock_and_no_chance() -> None:
    """Same input, same bytes: only the stopwatch of the flow may look at a clock."""
    for path in modules():
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Attribute):
                assert node.attr not in {"now", "today", "time_ns", "random", "uuid4"}, path
