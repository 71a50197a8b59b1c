"""`make bench`: what each stage costs, in CPU seconds and peak megabytes, and how that grows; how many slips the rules catch,
and how many changes of the code the tests.

For this tree: a clean build and one after a change of a record, `make check` and `make serve` likewise; turned digits; some changes of
the code. With --all also one with nothing changed, one after a change of an article, of a template; plain MkDocs and Hugo beside
them; growth; what search costs a reader, beside MiniSearch and Pagefind, kept in bench/search.md (--search: that alone). With --large
all of it for a site of 5,000 pages a language too. What is being measured is said as it starts. Absolute seconds differ from machine
to machine: compare within one run.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

from scripts import flow
from scripts.paths import HOUSE, House
from scripts.records import load

from . import beside, digits, engines, growth, many, mutations, search, tree, twins

LARGE = 5000
WAYS = ("clean", "record")
ALL_WAYS = ("clean", "nothing", "record", "article", "template")
SOME_CHANGES = 8
"""Of the code, without --all: some minutes."""
Table = dict[str, dict[str, tuple[float, float]]]


def begins(what: str) -> None:
    """Say what is being measured now."""
    print(f"… {what}", file=sys.stderr, flush=True)


def costs(house: House, *way: str) -> dict[str, tuple[float, float]]:
    """Stage → CPU seconds and MB, measured in a process of its own."""
    begins(" ".join(way))
    command = [sys.executable, "-m", "bench.stages", str(house.top), *way]
    run = subprocess.run(command, cwd=HOUSE.top, capture_output=True, text=True, check=False)
    if run.returncode:
        raise SystemExit(f"{' '.join(way)} ended with {run.returncode}\n{run.stdout}{run.stderr}")
    found: dict[str, tuple[float, float]] = json.loads(run.stdout.splitlines()[-1])
    return found


def measure(house: House, ways: Sequence[str]) -> Table:
    """Stage → way → CPU seconds and MB."""
    table: Table = {}
    for way in ways:
        begins(f"a build: {way}")
        if way == "clean":
            shutil.rmtree(house.cache, ignore_errors=True)
        elif way != "nothing":
            tree.edit(house, way)
        found = costs(house, "site") | costs(house, "check")
        if way not in ("clean", "nothing"):
            found |= costs(house, "save", way)
        for stage, cost in found.items():
            table.setdefault(stage, {})[way] = cost
    return table


def show(title: str, table: Table, ways: Sequence[str]) -> None:
    """Print a table, a stage a line."""
    print(f"\n{title}\n{'CPU seconds, peak MB':<26}" + "".join(f"{way:>16}" for way in ways))
    for stage, row in table.items():
        cells = (f"{row[way][0]:.1f} s {row[way][1]:4.0f} MB" if way in row else "" for way in ways)
        print(f"{stage:<26}" + "".join(f"{cell:>16}" for cell in cells), flush=True)
    whole = table["make site in all"]["clean"][0]
    shares = {
        f"{stage}, {way}": table[stage][way] for way in ways[1:] for stage in ("make check", "make serve: a save") if way in table[stage]
    }
    print("\n".join(f"{name}: {cpu / whole:.2f} of a clean make site" for name, (cpu, _) in shares.items()), flush=True)


def site(make: Callable[[Path], House], title: str, ways: Sequence[str], others: bool) -> None:
    """Measure one tree, and the same pages through others."""
    with tempfile.TemporaryDirectory() as scratch:
        house = make(Path(scratch) / "house")
        table = measure(house, ways)
        pages = sum(1 for _ in (house.docs / "zh").rglob("*.md"))
        show(f"{title}, {pages} pages a language", table, ways)
        begins("the same pages through others")
        for line in beside.lines(house) if others else ():
            print(line, flush=True)


def found(make: Callable[[Path], House], title: str, scratch: Path) -> None:
    """Measure search on one tree, print the table and keep it."""
    begins(f"search: {title}")
    house = make(scratch / "house")
    flow.write_pages(house)
    pages = sum(1 for _ in (house.docs / "zh").rglob("*.md"))
    search.keep(f"{title}, {pages} pages a language", search.costs(engines.places(house, scratch)))


def main() -> None:
    """Print everything."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--search", action="store_true", help="search alone")
    parser.add_argument("--large", action="store_true", help=f"a generated site of {LARGE} pages a language too; takes half an hour")
    parser.add_argument("--all", action="store_true", help="every way, others beside, growth, search, and more changes of the code")
    asked = parser.parse_args()
    whole = asked.all or asked.large
    trees: dict[str, Callable[[Path], House]] = {"This site": tree.copied}
    if asked.large:
        trees["A generated site"] = lambda top: tree.grown(top, LARGE)
    for title, make in trees.items():
        if not asked.search:
            site(make, title, ALL_WAYS if whole else WAYS, whole)
        if not whole and not asked.search:
            continue
        with tempfile.TemporaryDirectory() as scratch:
            found(make, title, Path(scratch))
    if asked.search:
        return
    if whole:
        begins("growth")
        for line in growth.lines():
            print(line, flush=True)
    atlas = load(HOUSE)[0]
    begins("twins")
    twins.main(atlas)
    if whole:
        begins("many texts")
        many.main(atlas, asked.large)
    begins("turned digits")
    digits.main(atlas)
    mutations.main(mutations.COUNT if whole or "MUTATIONS" in os.environ else SOME_CHANGES)


if __name__ == "__main__":
    main()
