"""How the flow grows: records copied 1, 2 and 4 times, each stage's time against its time at 1; and what a page weighs.

Absolute seconds differ from machine to machine; a stage whose ratio stays near the number of copies grows in a straight line.
"""

from __future__ import annotations

import gzip
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from types import MappingProxyType
from typing import Any

from scripts import checks, pages
from scripts.checks.desk import Desk
from scripts.flow import read
from scripts.paths import HOUSE
from scripts.records import Atlas, load
from scripts.website import names, postings, search
from scripts.website.pieces import compact

COPIES = (1, 2, 4)


def grown(atlas: Atlas, copies: int) -> Atlas:
    """The Atlas with every trial and term copied under new ids."""
    kinds: dict[str, Any] = dict(atlas.kinds)
    files = dict(atlas.files)
    for kind in ("trials", "terms"):
        records = dict(atlas.kinds[kind])
        for number in range(1, copies):
            for record in atlas.kinds[kind].values():
                copy = record.model_copy(update={"id": f"{record.id}-copy-{number}"})
                records[copy.id] = copy
                files[kind, copy.id] = atlas.files[kind, record.id]
        kinds[kind] = MappingProxyType(records)
    return replace(atlas, kinds=MappingProxyType(kinds), files=MappingProxyType(files))


def seconds(work: Callable[[], Any]) -> float:
    """The shortest of two runs: noise only ever adds."""
    times = []
    for _ in range(2):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return min(times)


def lines() -> Iterator[str]:
    """One line a stage, then what the search index and the pages weigh."""
    found = read(HOUSE)
    yield f"reading all records: {seconds(lambda: load(HOUSE)):.2f} s"
    stages: dict[str, Callable[[Atlas], Any]] = {
        "rules of records": checks.run,
        "rules of prose": lambda atlas: checks.run_prose(Desk(atlas, found.articles, found.labels)),
        "pages": lambda atlas: pages.write_book(HOUSE, atlas, found.labels, found.articles),
    }
    for name, work in stages.items():
        times = [seconds(lambda work=work, copies=copies: work(grown(found.atlas, copies))) for copies in COPIES]
        ratios = ", ".join(f"×{copies}: {t / times[0]:.1f}" for copies, t in zip(COPIES, times, strict=True))
        yield f"{name}: {times[0]:.2f} s; with trials and terms copied {ratios}"
    for language in ("zh", "en"):
        known = names.known(found.atlas, found.labels, language)
        made = postings.prepared(search.entries(HOUSE, found.atlas, language), known, language)
        for part, pieces in {"names": [known], "postings": made.postings, "texts": made.texts}.items():
            each = [compact(piece).encode() for piece in pieces]
            packed = sum(len(gzip.compress(piece)) for piece in each)
            yield f"search {language}, {part}: {len(each)} pieces, {sum(map(len, each)) / 1e3:.0f} KB, {packed / 1e3:.0f} KB compressed"
    if HOUSE.site.is_dir():
        sizes = sorted(path.stat().st_size for path in HOUSE.site.rglob("*.html"))
        yield f"pages: {len(sizes)}; median {sizes[len(sizes) // 2] / 1e3:.0f} KB, largest {sizes[-1] / 1e3:.0f} KB"
