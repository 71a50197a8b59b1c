"""Records: from evidence/ and sources/ to one frozen Atlas, every problem collected.

In: the house. Out: an `Atlas` and the problems that reading and shape gave; links between records are
checked in `checks/`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path
from types import MappingProxyType
from typing import Any

from pydantic import ValidationError

from ..paths import House
from ..problems import Problem
from ..schema import (
    KINDS,
    Awaited,
    Biomarker,
    Claim,
    Class,
    Disease,
    Drug,
    Pathway,
    Record,
    Reference,
    Result,
    Setting,
    Source,
    Target,
    Term,
    Trial,
)
from ..schema.ids import LINKABLE
from .files import ill_named, text_of
from .messages import nearest, problem
from .textyaml import Document, parse

FOLDERS = {model: kind for kind, model in KINDS.items()}


@dataclass(frozen=True, eq=False)
class Atlas:
    """All records by kind and id, in order of id, with the file and the line of everything in them.

    Two are the same only where they are one object, so that what is worked out from one can be kept with it.
    """

    kinds: Mapping[str, Mapping[str, Record]]
    files: Mapping[tuple[str, str], str] = field(default_factory=dict)
    documents: Mapping[tuple[str, str], Document] = field(default_factory=dict)
    faulty: frozenset[tuple[str, str]] = frozenset()
    """Kind and id of the records that were left out; who names them is not at fault."""

    def _of(self, kind: str) -> Mapping[str, Any]:
        return self.kinds.get(kind, MappingProxyType({}))

    @property
    def references(self) -> Mapping[str, Reference]:
        return self._of("references")

    @property
    def trials(self) -> Mapping[str, Trial]:
        return self._of("trials")

    @property
    def drugs(self) -> Mapping[str, Drug]:
        return self._of("drugs")

    @property
    def classes(self) -> Mapping[str, Class]:
        return self._of("classes")

    @property
    def targets(self) -> Mapping[str, Target]:
        return self._of("targets")

    @property
    def biomarkers(self) -> Mapping[str, Biomarker]:
        return self._of("biomarkers")

    @property
    def diseases(self) -> Mapping[str, Disease]:
        return self._of("diseases")

    @property
    def settings(self) -> Mapping[str, Setting]:
        return self._of("settings")

    @property
    def pathways(self) -> Mapping[str, Pathway]:
        return self._of("pathway")

    @property
    def terms(self) -> Mapping[str, Term]:
        return self._of("terms")

    @property
    def claims(self) -> Mapping[str, Claim]:
        return self._of("claims")

    @property
    def awaited(self) -> Mapping[str, Awaited]:
        return self._of("awaited")

    @property
    def sources(self) -> Mapping[str, Source]:
        return self._of("sources")

    def where(self, record: Record, *place: str | int) -> tuple[str, int]:
        """File and line of a place in a record."""
        key = (self.kind(record), record.id)
        document = self.documents.get(key)
        return self.files.get(key, "?"), document.line(tuple(place)) if document else 1

    @staticmethod
    def kind(record: Record) -> str:
        """The folder name of a record's kind."""
        return FOLDERS[type(record)]

    @cached_property
    def linkable(self) -> Mapping[str, tuple[str, Record]]:
        """Every id that `[[id]]` may name → its kind and record; one that moved or was withdrawn stands behind a current one."""
        found: dict[str, tuple[str, Record]] = {}
        for kind in LINKABLE:
            for record in self._of(kind).values():
                held = found.get(record.id)
                if held is None or (held[1].standing != "current" and record.standing == "current"):
                    found[record.id] = (kind, record)
        return found

    @cached_property
    def date(self) -> str:
        """The latest day on which anything was checked, or `never`: the date of the content."""
        days = [getattr(record, "checked", "never") for records in self.kinds.values() for record in records.values()]
        return max((day for day in days if day != "never"), default="never")

    def current(self, trial: Trial, endpoint: str, population: str = "itt") -> Result | None:
        """The current result of an end point in a population; unadjusted before any other estimand."""
        matches = [r for r in trial.results if r.endpoint == endpoint and r.population == population and r.current]
        matches.sort(key=lambda r: r.estimand is not None)
        return matches[0] if matches else None

    def updated(self, trial: Trial, result: Result) -> str:
        """The year of a later report of what a formal test had decided; empty of the test itself, and where none is recorded."""
        def asks(one: Result) -> tuple[object, ...]:
            return one.endpoint, one.name, one.population, one.estimand, one.effect and one.effect.compares

        before = trial.results[: trial.results.index(result)]
        tests = [one for one in before if asks(one) == asks(result) and one.effect and one.effect.significant in ("yes", "no")]
        later = result.effect is not None and result.effect.significant not in ("yes", "no") and result.cite in self.references
        return self.references[result.cite].issued[:4] if tests and later else ""


def folder_of(house: House, kind: str) -> Path:
    """Where the published records of a kind lie."""
    return house.sources if kind == "sources" else house.evidence / kind


DRAFT = "draft"
"""Folder below evidence/ with the same folders inside: records on their way, which may be incomplete and are never published."""
BESIDE = frozenset({"README.md", "exceptions.yml"})
"""Files of evidence/ that are no records."""


def drafts(house: House) -> list[Path]:
    """The files of records that are not published yet."""
    return sorted(path for kind in KINDS for path in (house.evidence / DRAFT / kind).glob("*.yml"))


def load(house: House, more: Iterable[Path] = ()) -> tuple[Atlas, list[Problem]]:
    """All published records, and those drafts that are named, as if they were published.

    A record with a fault is left out of the Atlas and its problems are returned.
    """
    problems: list[Problem] = list(strays(house))
    kinds: dict[str, dict[str, Record]] = {kind: {} for kind in KINDS}
    files: dict[tuple[str, str], str] = {}
    documents: dict[tuple[str, str], Document] = {}
    faulty: set[tuple[str, str]] = set()
    published = [(kind, path) for kind in KINDS for path in sorted(folder_of(house, kind).glob("*.yml"))]
    for kind, path in [*published, *((path.parent.name, path) for path in more)]:
        name, key = house.name(path), (kind, path.stem)
        if key in files:
            problems.append(Problem(name, 1, "one-record-a-file", f"the id must be new; {files[key]} has it"))
            continue
        text, unread = text_of(path, name)
        document, record, wrong = _understood(kind, path.stem, name, text) if text is not None else (None, None, ())
        problems += [*unread, *wrong]
        files[key] = name
        if document:
            documents[key] = document
        if record is None:
            faulty.add(key)
        else:
            kinds[kind][path.stem] = record
    sealed = {kind: MappingProxyType(records) for kind, records in kinds.items()}
    return Atlas(MappingProxyType(sealed), MappingProxyType(files), MappingProxyType(documents), frozenset(faulty)), problems


@cache
def _understood(kind: str, stem: str, name: str, text: str) -> tuple[Document | None, Record | None, tuple[Problem, ...]]:
    """What a file's text says; a process that reads the records again, such as a preview, works out changed files alone."""
    document, found = parse(text, name)
    record, wrong = shape(kind, stem, document, name) if document else (None, [])
    return document, record, (*found, *wrong)


def strays(house: House) -> Iterator[Problem]:
    """What lies among the records and is none."""
    for kind in KINDS:
        for folder in {folder_of(house, kind), house.evidence / DRAFT / kind}:
            for path in _visible(folder):
                if path.suffix != ".yml":
                    yield Problem(house.name(path), 1, "one-record-a-file", f"a file of {kind} must be named ID.yml")
                elif must := ill_named(path.stem):
                    yield Problem(house.name(path), 1, "one-record-a-file", must)
    known = {kind for kind in KINDS if kind != "sources"}
    for folder in (house.evidence, house.evidence / DRAFT):
        for path in _visible(folder):
            if path.name not in known | (BESIDE | {DRAFT} if folder == house.evidence else set()):
                must = f"it must lie in the folder of its kind: {', '.join(sorted(known))}{nearest(path.name, known)}"
                yield Problem(house.name(path), 1, "one-record-a-file", must)


def _visible(folder: Path) -> list[Path]:
    return [path for path in sorted(folder.glob("*")) if not path.name.startswith(".") and path.name != "README.md"]


def shape(kind: str, stem: str, document: Document, name: str, open_ends: bool = False) -> tuple[Record | None, list[Problem]]:
    """One record from a document; its id is the file stem and is not typed in the file. With `open_ends`, what is empty is no fault."""
    if not isinstance(document.content, dict):
        return None, [Problem(name, 1, "shape", "a record must be a mapping of keys to values")]
    if "id" in document.content:
        return None, [Problem(name, document.line(("id",)), "shape", "'id' must be left out: the file name is the id")]
    try:
        return KINDS[kind].model_validate(_aliases({**document.content, "id": stem})), []
    except ValidationError as errors:
        told = [e for e in errors.errors() if e["loc"] != ("id",) and not (open_ends and _open(e))]
        return None, [problem(name, document, one, KINDS[kind]) for one in told]


def _open(error: Any) -> bool:
    """Whether an error only says that something is still to be filled in."""
    return error["type"] == "missing" or error.get("input") in (None, "", [], {"zh": "", "en": ""})


def _aliases(content: Any) -> Any:
    """`is` is a Python keyword: passages write `is`, the model says `is_`."""
    if isinstance(content, dict):
        return {("is_" if key == "is" else key): _aliases(value) for key, value in content.items()}
    if isinstance(content, list):
        return [_aliases(item) for item in content]
    return content
