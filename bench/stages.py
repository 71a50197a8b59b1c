"""One way through the flow, each stage with its CPU seconds and peak memory; run as a process of its own for each measurement.

In: `python -m bench.stages FOLDER WAY [what was changed]`. Out: one line of JSON, stage → [CPU seconds, megabytes].
CPU is that of the process and of the renderer that it starts; memory is the highest that either had held by the end of the stage.
"""

from __future__ import annotations

import contextlib
import io
import json
import resource
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from scripts import flow, pages, serve, twins, website
from scripts.paths import House
from scripts.website import bundle

from . import tree

Costs = dict[str, tuple[float, float]]


def spent() -> tuple[float, float]:
    """CPU seconds so far, and the highest memory in MB."""
    found = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in found), max(one.ru_maxrss for one in found) / 1024


@contextmanager
def measured(costs: Costs, name: str) -> Iterator[None]:
    """Put down what a stage took."""
    before = spent()[0]
    yield
    after, memory = spent()
    costs[name] = (round(after - before, 2), round(memory))


def site(house: House) -> Costs:
    """`make site`."""
    costs: Costs = {"start of Python": (round(spent()[0], 2), round(spent()[1]))}
    made = flow.aside(house)
    with measured(costs, "records, rules"):
        found = flow.read(house)
    with measured(costs, "pages"):
        written = pages.write_book(house, found.atlas, found.labels, found.articles)
        pages.write(house, written)
        twins.write(house, found.atlas)
    with measured(costs, "rendering (MkDocs)"):
        website.render(house, made / "site")
    with measured(costs, "data, previews, search"):
        website.beside(house, found.atlas, found.labels, written, made / "site")
    with measured(costs, "bundle"):
        bundle.build(made / "site", made / "bundle", found.labels)
    shutil.rmtree(made)
    costs["make site in all"] = (round(spent()[0], 2), round(spent()[1]))
    return costs


def check(house: House) -> Costs:
    """`make check`."""
    with contextlib.redirect_stdout(io.StringIO()):
        flow.check(house)
    return {"make check": (round(spent()[0], 2), round(spent()[1]))}


def save(house: House, what: str) -> Costs:
    """`make serve`: from a save to the page that shows it, then to everything else, after the first build and one earlier save."""
    preview, costs = serve.Preview(house), {}
    with contextlib.redirect_stdout(io.StringIO()):
        preview.follow([])
        preview.follow([tree.edit(house, what)])
        path = tree.edit(house, what)
        with measured(costs, "make serve: a save"):
            preview.follow([path], waiting=lambda: True)
        with measured(costs, "make serve: the rest"):
            preview.follow([path])
    assert preview.faults == [], preview.faults
    return costs


if __name__ == "__main__":
    top, way, *rest = sys.argv[1:]
    print(json.dumps({"site": site, "check": check, "save": save}[way](House(Path(top)), *rest)))
