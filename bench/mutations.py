"""Do the tests bite? Small changes to guarded code, one at a time, each with the tests that guard it; who survives is named.

In: scripts/checks, arithmetic and language, and the escaping in the templates. Out: the share of changes that a test notices, and the
rest by file and line. The changes are chosen evenly over all that can be made, so that two runs choose the same.
"""

from __future__ import annotations

import ast
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from scripts.paths import HOUSE

COUNT = int(os.environ.get("MUTATIONS", "24"))
"""How many changes are tried; MUTATIONS=200 tries more."""
GUARDS: dict[str, tuple[str, ...]] = {
    "scripts/checks": ("tests/checks", "tests/flow/test_check.py"),
    "scripts/arithmetic": ("tests/test_arithmetic.py", "tests/checks"),
    "scripts/language": ("tests/language", "tests/checks", "tests/pages/test_escaping.py", "tests/website/test_search_names.py"),
    "templates": ("tests/pages/test_escaping.py",),
}
"""Folder → the tests that guard it, the quickest first."""
NEEDED = ("scripts", "templates", "theme", "tests", "evidence", "sources", "articles", "schemas", "pyproject.toml", "mkdocs.yml")
SWAPS: dict[type[ast.cmpop], tuple[str, str]] = {
    ast.Lt: ("<", "<="), ast.LtE: ("<=", "<"), ast.Gt: (">", ">="), ast.GtE: (">=", ">"), ast.Eq: ("==", "!="), ast.NotEq: ("!=", "=="),
    ast.In: ("in", "not in"), ast.NotIn: ("not in", "in"), ast.Is: ("is", "is not"), ast.IsNot: ("is not", "is"),
}


@dataclass(frozen=True)
class Change:
    """One change of one file: characters from `start` to `end` become `text`."""

    file: str
    start: int
    end: int
    text: str
    line: int
    what: str

    def applied(self, source: str) -> str:
        return source[: self.start] + self.text + source[self.end :]


def of_module(file: str, source: str) -> Iterator[Change]:
    """Comparisons turned, `and` for `or`, `not` gone, numbers tripled, problems untold, alternatives of patterns gone."""
    starts = [0]
    for line in source.split("\n"):
        starts.append(starts[-1] + len(line) + 1)
    lines = source.split("\n")

    def at(line: int, column: int) -> int:
        return starts[line - 1] + len(lines[line - 1].encode()[:column].decode())

    def span(node: ast.expr | ast.stmt) -> tuple[int, int]:
        return at(node.lineno, node.col_offset), at(node.end_lineno or node.lineno, node.end_col_offset or 0)

    def between(first: ast.expr, second: ast.expr, old: str, new: str, line: int) -> Iterator[Change]:
        start, end = span(first)[1], span(second)[0]
        place = re.search(rf"(?<![\w=<>!]){re.escape(old)}(?![\w=<>])", source[start:end])
        if place:
            yield Change(file, start + place.start(), start + place.end(), new, line, f"{old} → {new}")

    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Compare):
            for left, operator, right in zip([node.left, *node.comparators], node.ops, node.comparators, strict=False):
                old, new = SWAPS[type(operator)]
                yield from between(left, right, old, new, node.lineno)
        elif isinstance(node, ast.BoolOp):
            old, new = ("and", "or") if isinstance(node.op, ast.And) else ("or", "and")
            yield from between(node.values[0], node.values[1], old, new, node.lineno)
        elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
            start, _ = span(node)
            yield Change(file, start, start + 4, "", node.lineno, "not → nothing")
        elif isinstance(node, ast.Constant) and isinstance(node.value, float) and node.value:
            start, end = span(node)
            yield Change(file, start, end, repr(3 * node.value), node.lineno, f"{node.value} → {3 * node.value}")
        elif isinstance(node, ast.Expr) and isinstance(node.value, ast.Yield | ast.YieldFrom):
            start, end = span(node)
            yield Change(file, start, end, "pass", node.lineno, "yield → pass")
        elif isinstance(node, ast.Call) and ast.unparse(node.func) == "re.compile" and isinstance(node.args[0], ast.Constant):
            start, end = span(node.args[0])
            yield from _alternatives(file, source, start, end, node.lineno)


def _alternatives(file: str, source: str, start: int, end: int, line: int) -> Iterator[Change]:
    """Each alternative of a pattern's outermost level gone, where it has several; written in one piece or in several lines."""
    text, depth, bars = source[start:end], 0, []
    for i, char in enumerate(text):
        if text[i - 1] != "\\":
            depth += (char in "([") - (char in ")]")
            bars += [i] if char == "|" and depth == 0 else []
    for bar in bars:
        rest = re.match(r"[^|\"'\n]*", text[bar + 1 :])
        if rest and rest[0]:
            yield Change(file, start + bar, start + bar + 1 + len(rest[0]), "", line, f"|{rest[0][:30]} gone")


def of_template(file: str, source: str) -> Iterator[Change]:
    """Escaping gone: escape(x) → x, and x | e → x."""
    for match in re.finditer(r"\bescape\(((?:[^()]|\([^()]*\))*?)(?:, quote=False)?\)", source):
        line = source.count("\n", 0, match.start()) + 1
        yield Change(file, match.start(), match.end(), f"({match[1]})", line, f"{match[0][:40]} unescaped")
    for match in re.finditer(r" \| e(?=[ )}])", source):
        yield Change(file, match.start(), match.end(), "", source.count("\n", 0, match.start()) + 1, "| e gone")


def every() -> list[Change]:
    """All changes that can be made, by place."""
    found: list[Change] = []
    for folder in GUARDS:
        for path in sorted((HOUSE.top / folder).glob("*.py" if folder != "templates" else "*.j2")):
            source = path.read_text("utf-8")
            made = (of_template if folder == "templates" else of_module)(HOUSE.name(path), source)
            found += sorted((c for c in made if folder == "templates" or parses(c.applied(source))), key=lambda c: (c.start, c.text))
    return found


def parses(source: str) -> bool:
    """Whether a module is still one."""
    try:
        ast.parse(source)
    except SyntaxError:
        return False
    return True


def chosen(changes: list[Change], count: int) -> list[Change]:
    """So many of them, evenly, and as many from each folder as its share."""
    step = max(len(changes) / max(count, 1), 1)
    return [changes[int(i * step)] for i in range(min(count, len(changes)))]


def noticed(top: Path, change: Change) -> bool:
    """Whether a test fails once the change is made; the file is as it was afterwards."""
    path = top / change.file
    source = path.read_text("utf-8")
    path.write_text(change.applied(source), "utf-8")
    try:
        guards = next(tests for folder, tests in GUARDS.items() if change.file.startswith(folder + "/"))
        command = [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", *guards]
        return subprocess.run(command, cwd=top, capture_output=True, check=False, timeout=600).returncode != 0
    except subprocess.TimeoutExpired:
        return True
    finally:
        path.write_text(source, "utf-8")


def main(count: int = COUNT) -> None:
    """Try some and print who survived; each is said as it is tried."""
    changes = every()
    tried = chosen(changes, count)
    survivors = []
    with tempfile.TemporaryDirectory() as scratch:
        top = Path(scratch)
        for name in NEEDED:
            original = HOUSE.top / name
            if original.is_dir():
                shutil.copytree(original, top / name, ignore=shutil.ignore_patterns("__pycache__"))
            elif original.exists():
                shutil.copy(original, top / name)
        for number, change in enumerate(tried, start=1):
            print(f"… change {number} of {len(tried)}: {change.file}:{change.line}: {change.what}", file=sys.stderr, flush=True)
            survivors += [] if noticed(top, change) else [change]
    print(f"mutations: {len(tried) - len(survivors)} of {len(tried)} noticed by a test (of {len(changes)} that could be made)")
    for change in survivors:
        print(f"  survived: {change.file}:{change.line}: {change.what}")


if __name__ == "__main__":
    main()
