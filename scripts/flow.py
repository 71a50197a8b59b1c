"""The stages in order: read and check records, verify the ledger, write pages, render the site, pack the bundle.

Nothing of an earlier build is touched before the whole of the new one stands; every problem of a stage is told
in one go.
"""

from __future__ import annotations

import shutil
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from . import checks, ledger, pages, twins, website
from .checks.catalogue import unfinished
from .checks.desk import Desk
from .language import labels
from .language.labels import Labels
from .pages.book import Page
from .paths import LANGUAGES, House
from .problems import Faults, Problem
from .records import Article, Atlas, articles, load, textyaml, unchanged
from .records.atlas import drafts as drafts_of
from .records.atlas import shape
from .records.exceptions import FILE as EXCEPTIONS
from .records.exceptions import excused
from .records.messages import nearest
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


@dataclass(frozen=True)
class Looked:
    """What could be read, and every problem of it that no exception excuses."""

    atlas: Atlas
    articles: list[Article]
    labels: Labels | None
    problems: list[Problem]

    def read(self, words: Labels) -> Read:
        """The same as pages are written from."""
        return Read(self.atlas, data_page.filled(self.articles, words), words)


def look(house: House, only: frozenset[str] | None = None, more: Iterable[Path] = ()) -> Looked:
    """Records, articles and labels, held against every rule; with `only`, the problems of those files; `more` names drafts to include."""
    atlas, problems = load(house, more)
    texts, found = articles.read(house)
    problems += found
    words = None
    try:
        words = labels.load(house.templates)
    except Faults as faults:
        problems += faults.problems
    problems += [*checks.run(atlas), *data_page.without_place(texts), *twins.read(house, atlas)[1]]
    if words is not None:
        problems += checks.run_prose(Desk(atlas, texts, words, only))
    problems = [one for one in problems if only is None or one.path in only or (one.rule == "labels" and holds_labels(only))]
    return Looked(atlas, texts, words, excused(house, problems, only))


def holds_labels(names: frozenset[str]) -> bool:
    """Whether labels are among some files: what asks for one that is gone stands in other files."""
    return any(name.startswith("templates/labels") for name in names)


def read(house: House) -> Read:
    """Records, articles and labels, checked by every rule; raises Faults with all problems."""
    found = look(house)
    if found.problems or found.labels is None:
        raise Faults(found.problems)
    return found.read(found.labels)


def fresh(house: House, found: Read) -> tuple[list[Page], list[Problem]]:
    """The pages that the records give, and where committed generated files differ."""
    written = pages.write_book(house, found.atlas, found.labels, found.articles)
    problems = [*pages.stale(house, written), *twins.fresh(house, found.atlas)]
    for name, text in editor.generated().items():
        path = house.schemas / name
        if not path.is_file() or path.read_text("utf-8") != text:
            problems.append(Problem(house.name(path), 1, "fresh-schemas", "the schema must be what the models give; run make pages"))
    return written, problems


def check(house: House) -> None:
    """Records, rules, and freshness of generated files; raises Faults. What was checked and has not changed is not checked again."""
    state = unchanged.fingerprint(house)
    if said := unchanged.said(house, state):
        print(f"{said} (nothing changed since)")
        return
    found = read(house)
    written, problems = fresh(house, found)
    problems += check_drafts(house)
    if problems:
        raise Faults(problems)
    rules = len(checks.RULES) + len(checks.PROSE_RULES)
    drafts = f", {len(waiting)} drafts" if (waiting := drafts_of(house)) else ""
    said = f"{sum(map(len, found.atlas.kinds.values()))} records, {rules} rules, {len(written)} pages{drafts}: all as they must be"
    print(said)
    unchanged.keep(house, state, said)


def check_drafts(house: House) -> list[Problem]:
    """What is wrong in drafts: shape in all of them, but for what is still empty; every rule in those that are complete."""
    problems: list[Problem] = []
    complete: list[Path] = []
    for path in drafts_of(house):
        name = house.name(path)
        document, found = textyaml.read(path, name)
        problems += found
        if document is None:
            continue
        record, found = shape(path.parent.name, path.stem, document, name, open_ends=True)
        problems += found
        if record is not None and not unfinished(document):
            complete.append(path)
    if complete:
        problems += look(house, frozenset(map(house.name, complete)), complete).problems
    return problems


NAMED = 6
"""Files that the last line of a check names; of more it gives the number."""


def check_files(house: House, names: Sequence[str]) -> None:
    """Every rule of records, articles, labels and drafts, held against some files; raises Faults."""
    start = time.monotonic()
    paths = [place for name in names for place in _files(Path(name))]
    files = frozenset(map(house.name, paths))
    listed = house.name(house.evidence / EXCEPTIONS)
    # Whether an exception still excuses something shows only when every file is looked at.
    found = look(house, None if listed in files else files, [path for path in paths if path in drafts_of(house)])
    looked = {listed, *found.atlas.files.values(), *(one.file for one in found.articles), *(one.path for one in found.problems)}
    looked |= {house.name(path) for pattern in ("labels*.yml", "*.j2") for path in house.templates.glob(pattern)}
    told = [one for one in found.problems if listed not in files or one.path in files or one.rule == "labels"]
    for name in names:
        some = _files(Path(name))
        strange = list(_strangers(house, some, looked))
        told += strange if len(strange) == len(some) else []  # a folder may hold other things too
    problems = told
    if problems:
        raise Faults(problems)
    rules = len(checks.RULES) + len(checks.PROSE_RULES)
    named = ", ".join(sorted(files)) if len(files) <= NAMED else f"{len(files)} files"
    print(f"{named}: {rules} rules, all kept ({time.monotonic() - start:.1f} s)")


def _strangers(house: House, paths: Iterable[Path], looked: set[str]) -> Iterator[Problem]:
    """What is told of a file that no rule looks at, or that is not there."""
    for path in paths:
        name = house.name(path)
        if not path.exists() and not path.is_symlink():
            yield Problem(name, 1, "check", f"there is no such file; the path must lead to one{nearest(name, looked)}")
        elif name not in looked:
            must = "it must be a record, a draft, an article, labels, a template or the exceptions: no rule looks at anything else"
            yield Problem(name, 1, "check", must)


def _files(path: Path) -> list[Path]:
    """A file, or all files of a folder, by their real folder and their own name."""
    place = path.parent.resolve() / path.name
    return sorted(one for one in place.rglob("*") if one.is_file()) if place.is_dir() else [place]


def write_pages(house: House) -> Read:
    """Bring docs/, schemas/ and the pairs by rule up to date."""
    found = read(house)
    with writing(house):
        pages.write(house, pages.write_book(house, found.atlas, found.labels, found.articles))
        twins.write(house, found.atlas)
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
        twins.write(house, found.atlas)
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


def fail(faults: Faults, builds: bool = False) -> int:
    """Print every problem and, where a build was asked for, what became of it; the exit status."""
    for problem in faults.problems:
        print(problem, file=sys.stderr)
    print(f"{len(faults.problems)} problem(s)" + ("; nothing was changed in site/ and bundle/" if builds else ""), file=sys.stderr)
    return 1
