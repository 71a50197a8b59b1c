"""Classes, targets, biomarkers, diseases, settings and terms: the things that pages are about."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from .days import Checked, DueDay
from .endpoints import Line
from .ids import ClassId, DiseaseId, DrugId, LinkableId, ReferenceId, SettingId, TargetId, TrialId
from .words import AutoLink, Hgnc, Name, Piece, Printed, Quoted, Record, Said, Search, Text


class Subject(Record):
    """The short form that all subjects share; each kind ends with `checked`, as every record does."""

    name: Text
    """Preferred name."""
    other: list[Name] = []
    """Other names, typed."""
    summary: Text
    """What it is, in one or two sentences."""
    cites: list[ReferenceId] = []
    """References of the summary."""


class Class(Subject):
    """A class of immunotherapy, or a combination. `parent` makes the tree."""

    parent: ClassId | None = None
    """Id of the class above."""
    targets: list[TargetId] = []
    """Ids of targets."""
    mechanism: Quoted
    """One paragraph."""
    exemplars: list[DrugId] = []
    """Ids of drugs that stand for the class."""
    approved: list[Quoted] = []
    """What is approved for what."""
    landmark: list[TrialId] = []
    """Ids of the trials that a plot draws where the class has too many for one; all are listed."""
    harms: list[Quoted] = []
    """Main harms, the first of them short enough for the overview."""
    failed: list[Quoted] = []
    """What failed."""
    china: list[Quoted] = []
    """Developments in China."""
    evidence: Annotated[
        Literal["approved, phase 3", "approved, single-arm", "not approved, under study", "failed", "historic"], Said("class-evidence")
    ]
    """Where the class stands."""
    searches: list[Search] = []
    """Where and when somebody searched for newer evidence; empty where nobody did."""
    next_due: DueDay | None = None
    """The day by which the search must be repeated."""
    concluded: Text | None = None
    """Why no further search is planned."""
    checked: Checked
    """The day on which the record was gone through, or never."""


class Target(Subject):
    """A molecule that a drug acts on."""

    hgnc_symbol: Printed | None = None
    """Approved gene symbol."""
    hgnc: Hgnc | None = None
    """HGNC id, seen at its source."""
    checked: Checked
    """The day on which the record was gone through, or never."""


class Definition(Piece):
    """One published definition of something that has several, or one assay with its score and cut-offs."""

    name: Text
    """Of the definition or assay."""
    definition: Text
    """What it says."""
    cite: ReferenceId
    """Id of the reference it was seen in."""


class Biomarker(Subject):
    """Something measured to choose or to follow treatment."""

    measures: Text
    """What is measured."""
    assays: list[Definition] = []
    """Assays with scores and cut-offs."""
    limits: list[Quoted] = []
    """What it cannot tell."""
    checked: Checked
    """The day on which the record was gone through, or never."""


class Disease(Subject):
    """A cancer. `parent` makes the tree; `settings` gives the order on its page."""

    parent: DiseaseId | None = None
    """Id of the disease above."""
    settings: list[SettingId] = []
    """Ids of settings, in the order of treatment."""
    checked: Checked
    """The day on which the record was gone through, or never."""


class Setting(Subject):
    """A disease at a line of treatment: what trials of one forest plot have in common."""

    disease: DiseaseId
    """Id of the disease."""
    line: Printed
    """Line or time of treatment, in words."""
    lines: list[Line] = Field(min_length=1)
    """The lines of treatment that its trials may have."""
    stage: Annotated[
        Literal["resectable", "unresectable stage III", "limited", "extensive", "advanced", "relapsed or refractory", "any"],
        Said("stage"),
    ]
    """Stage of the disease; `limited` and `extensive` are those of small-cell lung cancer."""
    earlier: Annotated[
        Literal["none", "surgery", "chemoradiotherapy", "chemotherapy", "EGFR inhibitor", "systemic treatment", "any"],
        Said("earlier"),
    ]
    """What patients had had before; a trial that differs says so itself."""
    evidence: list[Quoted] = []
    """What the evidence is, one statement an item."""
    china: list[Quoted] = []
    """What the Chinese trials add."""
    failed: list[Quoted] = []
    """What failed."""
    open: list[Quoted] = []
    """What nobody has answered."""
    searches: list[Search] = []
    """Where and when somebody searched for newer evidence; empty where nobody did."""
    next_due: DueDay | None = None
    """The day by which the search must be repeated."""
    concluded: Text | None = None
    """Why no further search is planned."""
    checked: Checked
    """The day on which the record was gone through, or never."""


class Code(Piece):
    """An identifier in somebody else's terminology, seen there."""

    scheme: Literal["NCIt", "MeSH"]
    """Whose terminology."""
    code: Printed
    """The code, seen there."""


class Confusion(Piece):
    """A concept that this one is often mistaken for, and what tells them apart."""

    term: LinkableId
    """Id of the other concept."""
    why: Text
    """What tells them apart."""


class Term(Record):
    """A concept, not a word: one preferred term a language, the rest typed in `other`."""

    name: Text
    """Preferred term."""
    authority: Printed | None = None
    """Who prefers it, where seen."""
    other: list[Name] = []
    """Other names, typed."""
    auto_link: AutoLink = "yes"
    """`no` for a word of every day or of two senses: a mention in prose becomes no link by itself."""
    definition: Text
    """For clinicians, in one to three sentences."""
    confuse: list[Confusion] = []
    """What it is mistaken for."""
    codes: list[Code] = []
    """Codes elsewhere."""
    see: list[LinkableId] = []
    """Ids of related records."""
    cites: list[ReferenceId] = []
    """References of the definition."""
    checked: Checked
    """The day on which it was compared with a source, or never."""
