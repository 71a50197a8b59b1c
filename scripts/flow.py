"""The stages in order: read and check records, verify the ledger, write pages, render the site, pack the bundle.

Nothing of an earlier build is touched before the whole of the new one stands; every problem of a stage is told
in one go.
"""

from __future__ import annotations

import shutil
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from . import checks, ledger, pages, website
from .language import labels
from .language.labels import Labels
from .pages.book import Page
from .paths import LANGUAGES, House
from .problems import Faults, Problem
from .records import Article, Atlas, articles, load
from .schema import editor
from .website import bundle, data_page


@dataclass(frozen=True)
class Read:
    """Everything that stands to the left of the pages."""

    atlas: Atlas
    articles: list[Article]
    labels: Labels


@contextmanager
def stage(name: str) -> Iterator[None]:
    """Say what is being done and how long it took."""
    print(f"{name:<44}", end="", flush=True)
    start = time.monotonic()
    try:
        yield
    except BaseException:
        print("failed", flush=True)
        raise
    print(f"{time.monotonic() - start:6.1f} s", flush=True)


@contextmanager
def writing(house: House) -> Iterator[None]:
    """A folder that cannot be written, or a full disk, is a fault with a name and not a stack of calls."""
    try:
        yield
    except OSError as error:
        name = house.name(Path(error.filename)) if isinstance(error.filename, str) else ".build"
        must = f"there must be leave and room to write ({error.strerror or error})"
        raise Faults([Problem(name, 1, "output", must)]) from error


def read(house: House) -> Read:
    """Records, articles and labels, checked by every rule; raises Faults with all problems."""
    atlas, problems = load(house)
    texts, found = articles.read(house)
    problems += found
    try:
        words = labels.load(house.templates)
    except Faults as faults:
        raise Faults([*problems, *faults.problems]) from None
    problems += checks.run(atlas) + checks.run_prose(atlas, texts, words)
    texts, found = data_page.filled(texts, words)
    problems += found
    if problems:
        raise Faults(problems)
    return Read(atlas, texts, words)


def fresh(house: House, found: Read) -> tuple[list[Page], list[Problem]]:
    """The pages that the records give, and where committed generated files differ."""
    written = pages.write_book(house, found.atlas, found.labels, found.articles)
    problems = pages.stale(house, written)
    for name, text in editor.generated().items():
        path = house.schemas / name
        if not path.is_file() or path.read_text("utf-8") != text:
            problems.append(Problem(house.name(path), 1, "fresh-schemas", "the schema must be what the models give; run make site"))
    return written, problems


def check(house: House) -> None:
    """Records, rules, and freshness of generated files; raises Faults."""
    found = read(house)
    written, problems = fresh(house, found)
    if problems:
        raise Faults(problems)
    print(f"{sum(map(len, found.atlas.kinds.values()))} records, {len(checks.RULES)} rules, {len(written)} pages: all as they must be")


def write_pages(house: House) -> Read:
    """Bring docs/ and schemas/ up to date."""
    found = read(house)
    with writing(house):
        pages.write(house, pages.write_book(house, found.atlas, found.labels, found.articles))
        write_schemas(house)
    return found


def write_schemas(house: House) -> None:
    """The JSON Schemas that editors read."""
    house.schemas.mkdir(exist_ok=True)
    for name, text in editor.generated().items():
        (house.schemas / name).write_text(text, "utf-8", newline="\n")


def site(house: House, texts: Path | None) -> None:
    """Everything, from records to bundle."""
    start = time.monotonic()
    with stage("records: read and checked"):
        found = read(house)
    with stage("source texts: verified against the ledger"):
        problems, counts = ledger.verify(house, texts)
        if problems:
            raise Faults(problems)
    with stage("pages: written"), writing(house):
        written = pages.write_book(house, found.atlas, found.labels, found.articles)
        changed, removed = pages.write(house, written)
        write_schemas(house)
    made = aside(house)
    try:
        with stage("website: rendered (the longest stage)"), writing(house):
            website.build(house, found.atlas, found.labels, written, made / "site")
        with stage("bundle: packed"), writing(house):
            package = bundle.build(made / "site", made / "bundle", found.labels)
            size = package.stat().st_size
        website.swap((made / "site", house.site), (made / "bundle", house.bundle))
    finally:
        shutil.rmtree(made, ignore_errors=True)
    told(found, written, changed, removed)
    print(accounted(found.atlas, counts))
    print(f"site/  bundle/{package.name} ({size / 1e6:.1f} MB)   {time.monotonic() - start:.0f} s in all")


def refresh(house: House, texts: Path | None) -> None:
    """Rewrite the cards' passages from their texts and from the claims that name them; dispositions stay."""
    atlas, _ = load(house)
    for name in ledger.renew(house, texts, atlas.claims.values()):
        print(name)


def aside(house: House) -> Path:
    """An empty folder beside the outputs, on the same disk so that a rename swaps whole folders."""
    made = house.top / ".build"
    try:
        shutil.rmtree(made, ignore_errors=True)
        made.mkdir()
    except OSError as error:
        raise Faults([Problem(".build", 1, "output", f"the project folder must be writable ({error.strerror})")]) from error
    return made


def told(found: Read, written: list[Page], changed: int, removed: int) -> None:
    """What was made, in numbers."""
    counts = ", ".join(f"{len(records)} {kind}" for kind, records in found.atlas.kinds.items() if records)
    print(f"records: {counts}")
    each = {language: sum(page.language == language for page in written) for language in LANGUAGES}
    print(f"pages: {each['zh']} zh, {each['en']} en ({changed} changed, {removed} removed)")


def accounted(atlas: Atlas, counts: ledger.Counts) -> str:
    """How many passages have a disposition, and how many were compared with their text in this build."""
    passages = [p for source in atlas.sources.values() for part in source.parts for p in part.passages]
    pending = sum(p.is_ == "pending" for p in passages)
    words = f"passages: {len(passages)}, {len(passages) - pending} accounted for, {pending} pending; {counts.passages} re-verified"
    if counts.passages_absent:
        words += f"; {counts.passages_absent} could not be re-verified (no source texts here; set SOURCE_TEXTS to their folder)"
    return words


def fail(faults: Faults) -> int:
    """Print every problem and what to do; the exit status."""
    for problem in faults.problems:
        print(problem, file=sys.stderr)
    print(f"{len(faults.problems)} problem(s); nothing was changed in site/ and bundle/", file=sys.stderr)
    return 1
