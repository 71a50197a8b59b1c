"""Classes, targets, biomarkers, diseases, settings and terms: the things that pages are about."""

from __future__ import annotations

from typing import Literal

from .words import Checked, Hgnc, Id, Name, Piece, Printed, Quoted, Record, Text


class Subject(Record):
    """The short form that all subjects share."""

    name: Text
    other: list[Name] = []
    summary: Text
    cites: list[Id] = []
    checked: Checked


class Class(Subject):
    """A class of immunotherapy, or a combination. `parent` makes the tree."""

    parent: Id | None = None
    targets: list[Id] = []
    mechanism: Quoted
    exemplars: list[Id] = []
    approved: list[Quoted] = []
    landmark: list[Id] = []
    harms: list[Quoted] = []
    failed: list[Quoted] = []
    china: list[Quoted] = []
    evidence: Literal["approved, phase 3", "approved, single-arm", "not approved, under study", "failed", "historic"]


class Target(Subject):
    """A molecule that a drug acts on."""

    hgnc_symbol: Printed | None = None
    hgnc: Hgnc | None = None


class Definition(Piece):
    """One published definition of something that has several, or one assay with its score and cut-offs."""

    name: Text
    definition: Text
    cite: Id


class Biomarker(Subject):
    """Something measured to choose or to follow treatment."""

    measures: Text
    assays: list[Definition] = []
    limits: list[Quoted] = []


class Disease(Subject):
    """A cancer. `parent` makes the tree; `settings` gives the order on its page."""

    parent: Id | None = None
    settings: list[Id] = []


class Setting(Subject):
    """A disease at a line of treatment: what trials of one forest plot have in common."""

    disease: Id
    line: Printed
    evidence: list[Quoted] = []
    china: list[Quoted] = []
    failed: list[Quoted] = []
    open: list[Quoted] = []


class Code(Piece):
    """An identifier in somebody else's terminology, seen there."""

    scheme: Literal["NCIt", "MeSH"]
    code: Printed


class Confusion(Piece):
    """A concept that this one is often mistaken for, and what tells them apart."""

    term: Id
    why: Text


class Term(Record):
    """A concept, not a word: one preferred term a language, the rest typed in `other`."""

    name: Text
    authority: Printed | None = None
    other: list[Name] = []
    definition: Text
    confuse: list[Confusion] = []
    codes: list[Code] = []
    see: list[Id] = []
    cites: list[Id] = []
    checked: Checked
