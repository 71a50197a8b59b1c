"""What data/ publishes, said once: a model a file gives its JSON, its schema, its table on the page about data, and the check at build.

A field is added freely; the removal or renaming of one is a change of the contract (CHANGELOG). What each field holds is
said in templates/labels-data.yml, in both languages. Missing is null; only references, which are CSL-JSON, leave it out.
"""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import Field, StringConstraints

from ..schema import Awaited, Claim, Class, Reference, Setting, Source
from ..schema.days import Checked, Date, Day, Due, DueDay
from ..schema.pathway import Edge, Node
from ..schema.reading import Reading
from ..schema.reference import Notice
from ..schema.source import Part as SourcePart
from ..schema.subject import Code
from ..twins import Part, Twin
from .shapes import Both, Entry, NameEntry, OneOf, Shape
from .trial_shapes import DrugEntry, TrialEntry


class SubjectEntry(Entry):
    name: Both
    other: list[NameEntry]
    summary: Both
    cites: list[str]
    checked: Checked
    url: Both


class SearchEntry(Shape):
    query: str
    place: str
    date: Day


class SearchedEntry(SubjectEntry):
    """A subject whose evidence is searched for again by a day."""

    searches: list[SearchEntry]
    searched_to: Day | None
    next_due: DueDay | None
    concluded: Both | None


class ClassEntry(SearchedEntry):
    parent: str | None
    targets: list[str]
    exemplars: list[str]
    mechanism: Both
    evidence: Annotated[str, OneOf(Class, "evidence")]


class TargetEntry(SubjectEntry):
    hgnc_symbol: str | None
    hgnc: str | None


class BiomarkerEntry(SubjectEntry):
    measures: Both


class DiseaseEntry(SubjectEntry):
    parent: str | None
    settings: list[str]


class SettingEntry(SearchedEntry):
    disease: str
    line: str
    stage: Annotated[str, OneOf(Setting, "stage")]
    earlier: Annotated[str, OneOf(Setting, "earlier")]


class CodeEntry(Shape):
    scheme: Annotated[str, OneOf(Code, "scheme")]
    code: str


class ConfusionEntry(Shape):
    term: str
    why: Both


class TermEntry(Entry):
    name: Both
    other: list[NameEntry]
    definition: Both
    pinyin: str
    initials: str
    authority: str | None
    codes: list[CodeEntry]
    confuse: list[ConfusionEntry]
    see: list[str]
    cites: list[str]
    url: Both
    checked: Checked


class NodeEntry(Shape):
    id: str
    name: Both
    kind: Annotated[str, OneOf(Node, "kind")]
    hgnc_symbol: str | None
    hgnc: str | None
    group: Annotated[str, OneOf(Node, "group")]
    note: Both | None


class EdgeEntry(Shape):
    source: str
    target: str
    effect: Annotated[str, OneOf(Edge, "effect")]
    direction: Annotated[str, OneOf(Edge, "direction")]
    model: Annotated[str, OneOf(Edge, "model")]
    says: Both
    cites: list[str]


class PathwayEntry(Entry):
    name: Both
    summary: Both
    nodes: list[NodeEntry]
    edges: list[EdgeEntry]
    checked: Checked
    url: Both


class SpanEntry(Shape):
    part: str
    numbers: list[int]


class ClaimEntry(Entry):
    source: str
    passages: list[SpanEntry]
    says: Both
    kind: Annotated[str, OneOf(Claim, "kind")]
    verdict: Annotated[str, OneOf(Claim, "verdict")]
    weight: Annotated[str, OneOf(Claim, "weight")]
    finding: Both
    cites: list[str]
    results: list[str]
    about: list[str]
    independence: Annotated[str, OneOf(Claim, "independence")]
    url: Both
    checked: Checked


class PartEntry(Shape):
    id: str
    title: Both
    kind: Annotated[str, OneOf(SourcePart, "kind")]
    complete: Annotated[str, OneOf(SourcePart, "complete")]
    language: Annotated[str, OneOf(SourcePart, "language")]
    passages: int


class SourceEntry(Entry):
    file: str
    sha256: Annotated[str, StringConstraints(pattern="^[0-9a-f]{64}$")]
    title: Both
    kind: Annotated[str, OneOf(Source, "kind")]
    language: Annotated[str, OneOf(Source, "language")]
    bibliography: Both
    authors: list[str]
    doi: str | None
    received: Date | None
    revised: Date | None
    issued: Date | None
    published: Date | None
    parts: list[PartEntry]
    passages: int
    accounted: int
    by_disposition: dict[str, int]
    url: Both


class AwaitedEntry(Entry):
    what: Both
    kind: Annotated[str, OneOf(Awaited, "kind")]
    due: Due
    about: list[str]
    outcome: Both | None
    cites: list[str]
    url: Both
    checked: Checked


class IssuedEntry(Shape):
    date_parts: list[list[int]] = Field(alias="date-parts")


class AuthorEntry(Shape):
    family: str = ""
    given: str = ""
    suffix: str = ""
    literal: str = ""


class CustomEntry(Shape):
    nct: list[str]
    status: Annotated[str, OneOf(Reference, "status")]
    seen: Checked


class NoticeEntry(Shape):
    kind: Annotated[str, OneOf(Notice, "kind")]
    date: Date
    what: Both
    doi: str | None


class FigureEntry(Shape):
    id: str
    what: Both
    value: str
    locator: str
    reading: Reading
    checked: Checked


class ReferenceEntry(Entry):
    type: Annotated[str, OneOf(Reference, "type")]
    title: str
    language: str
    issued: IssuedEntry
    author: list[AuthorEntry] = []
    container_title: str | None = Field(None, alias="container-title")
    volume: str | None = None
    issue: str | None = None
    page: str | None = None
    publisher: str | None = None
    note: str | None = None
    URL: str | None = None
    DOI: str | None = None
    PMID: str | None = None
    PMCID: str | None = None
    custom: CustomEntry
    notices: list[NoticeEntry]
    notices_checked: Day | None
    figures: list[FigureEntry]


class TwinEntry(Shape):
    """A false sentence and its corrected twin."""

    id: str
    part: Part
    kind: Annotated[str, OneOf(Twin, "kind")]
    language: Annotated[str, OneOf(Twin, "language")]
    records: list[str]
    wrong: str
    right: str


class FileEntry(Shape):
    file: str
    schema_: str = Field(alias="schema")
    entries: int
    sha256: str


class Index(Shape):
    """What data/ holds, how it was made, and by whom."""

    name: str
    version: str
    date: Checked
    commit: str
    renderer: str
    ai: Both
    corrections: list[dict[str, Any]]
    files: list[FileEntry]


FILES: dict[str, type[Entry]] = {
    "trials": TrialEntry, "drugs": DrugEntry, "classes": ClassEntry, "targets": TargetEntry, "biomarkers": BiomarkerEntry,
    "diseases": DiseaseEntry, "settings": SettingEntry, "pathway": PathwayEntry, "terms": TermEntry, "claims": ClaimEntry,
    "awaited": AwaitedEntry, "sources": SourceEntry, "references": ReferenceEntry,
}
"""File below data/, without its ending → the shape of an entry; in the order of the page about data."""
LISTS: dict[str, type[Shape]] = {"twins": TwinEntry}
"""The same of what is no record: the open benchmark."""
