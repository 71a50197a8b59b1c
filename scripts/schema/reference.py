"""A reference: one publication, label, registry entry or regulator's notice, and single figures seen in it."""

from __future__ import annotations

from typing import Literal

from .words import Checked, Date, Day, Doi, Id, Locator, Nct, Piece, Pmcid, Pmid, Printed, Record, Text


class Notice(Piece):
    """A retraction, expression of concern or erratum that belongs to the publication."""

    kind: Literal["retraction", "expression of concern", "erratum"]
    date: Date
    what: Text
    doi: Doi | None = None


class Figure(Piece):
    """One figure of a study that has no trial record; `value` is printed alike in both languages."""

    id: Id
    what: Text
    value: Printed
    locator: Locator
    checked: Checked


class Reference(Record):
    """CSL fields under their CSL names (`container` is container-title); authors as `Family AB` or a full Chinese name."""

    type: Literal["article-journal", "paper-conference", "webpage", "report", "dataset", "chapter", "book", "post-weblog"]
    title: Printed
    author: list[Printed] = []
    container: Printed | None = None
    issued: Date
    volume: Printed | None = None
    issue: Printed | None = None
    page: Printed | None = None
    publisher: Printed | None = None
    language: Literal["en", "zh"] = "en"
    doi: Doi | None = None
    pmid: Pmid | None = None
    pmcid: Pmcid | None = None
    nct: list[Nct] = []
    url: Printed | None = None
    status: Literal[
        "journal article", "review", "meta-analysis", "guideline", "abstract", "preprint", "label", "registry", "regulator",
        "press release",
    ]
    seen: Checked
    notices: list[Notice] = []
    notices_checked: Day | None = None
    figures: list[Figure] = []
