"""Records: from evidence/ and sources/ to one frozen Atlas, every problem collected.

In: the house. Out: an `Atlas` and the problems that reading and shape gave; links between records are
checked in `checks/`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
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
from .messages import problem
from .textyaml import Document, read

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
        """Every id that `[[id]]` may name → its kind and record; pages exist for these kinds."""
        found: dict[str, tuple[str, Record]] = {}
        for kind in LINKABLE:
            for record in self._of(kind).values():
                found.setdefault(record.id, (kind, record))
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


LINKABLE = ("trials", "drugs", "classes", "targets", "biomarkers", "diseases", "settings", "terms")


def folders(house: House, draft: bool = False) -> Iterator[tuple[str, Path]]:
    """Kind and folder of every kind of record."""
    for kind in KINDS:
        if kind == "sources":
            if not draft:
                yield kind, house.sources
        else:
            yield kind, (house.evidence / "draft" / kind if draft else house.evidence / kind)


def load(house: House) -> tuple[Atlas, list[Problem]]:
    """All published records. A record with a fault is left out of the Atlas and its problems are returned."""
    problems: list[Problem] = []
    kinds: dict[str, Mapping[str, Record]] = {}
    files: dict[tuple[str, str], str] = {}
    documents: dict[tuple[str, str], Document] = {}
    faulty: set[tuple[str, str]] = set()
    for kind, folder in folders(house):
        records: dict[str, Record] = {}
        for path in sorted(folder.glob("*.yml")):
            name = house.name(path)
            document, found = read(path, name)
            problems += found
            if document is None:
                faulty.add((kind, path.stem))
                continue
            record, found = shape(kind, path.stem, document, name)
            problems += found
            if record is None:
                faulty.add((kind, path.stem))
            else:
                records[record.id] = record
                files[kind, record.id] = name
                documents[kind, record.id] = document
        kinds[kind] = MappingProxyType(records)
        problems += _stray(house, kind, folder)
    return Atlas(MappingProxyType(kinds), MappingProxyType(files), MappingProxyType(documents), frozenset(faulty)), problems


def _stray(house: House, kind: str, folder: Path) -> Iterator[Problem]:
    for path in sorted(folder.glob("*")) if folder.is_dir() else []:
        if path.suffix != ".yml" and path.name not in {".gitkeep", "README.md"}:
            yield Problem(house.name(path), 1, "one-record-a-file", f"a file of {kind} must be named ID.yml")


def shape(kind: str, stem: str, document: Document, name: str) -> tuple[Record | None, list[Problem]]:
    """One record from a document; its id is the file stem and is not typed in the file."""
    if not isinstance(document.content, dict):
        return None, [Problem(name, 1, "shape", "a record must be a mapping of keys to values")]
    if "id" in document.content:
        return None, [Problem(name, document.line(("id",)), "shape", "'id' must be left out: the file name is the id")]
    try:
        return KINDS[kind].model_validate(_aliases({**document.content, "id": stem})), []
    except ValidationError as error:
        return None, [problem(name, document, one) for one in error.errors()]


def _aliases(content: Any) -> Any:
    """`is` is a Python keyword: passages write `is`, the model says `is_`."""
    if isinstance(content, dict):
        return {("is_" if key == "is" else key): _aliases(value) for key, value in content.items()}
    if isinstance(content, list):
        return [_aliases(item) for item in content]
    return content
