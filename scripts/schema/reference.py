"""A reference: one publication, label, registry entry or regulator's notice, and single figures seen in it."""

from __future__ import annotations

from typing import Annotated, Literal

from .days import Checked, Date, Day
from .ids import Id
from .words import Doi, Locator, Nct, Piece, Pmcid, Pmid, Printed, Record, Said, Text, Url


class Notice(Piece):
    """A retraction, expression of concern or erratum that belongs to the publication."""

    kind: Annotated[Literal["retraction", "expression of concern", "erratum"], Said("notice")]
    """What kind of notice."""
    date: Date
    """When."""
    what: Text
    """What it says."""
    doi: Doi | None = None
    """Of the notice."""


class Figure(Piece):
    """One figure of a study that has no trial record; `value` is printed alike in both languages."""

    id: Id
    """Stands once in the reference."""
    what: Text
    """What the figure is."""
    value: Printed
    """As printed."""
    locator: Locator
    """Where in the document."""
    checked: Checked
    """The day on which it was compared, or never."""


class Reference(Record):
    """CSL fields under their CSL names (`container` is container-title); authors as `Family AB` or a full Chinese name."""

    type: Literal["article-journal", "paper-conference", "webpage", "report", "dataset", "chapter", "book", "post-weblog"]
    """CSL type."""
    title: Printed
    """As printed."""
    author: list[Printed] = []
    """`Family AB`, a full Chinese name, or a collective; at most six, then `et al.`"""
    container: Printed | None = None
    """Journal, meeting or site: a name alone."""
    issued: Date
    """Date of publication, with its precision as seen."""
    volume: Printed | None = None
    """As printed."""
    issue: Printed | None = None
    """As printed."""
    page: Printed | None = None
    """As printed."""
    publisher: Printed | None = None
    """Who answers for a label, report or page: a name alone; how it came to be seen is said in `note`."""
    note: Text | None = None
    """What stands beside the reference and is no part of it: who carried the text, what it tells of."""
    language: Literal["zh", "en"] = "en"
    """Of the document."""
    doi: Doi | None = None
    """Without the address in front."""
    pmid: Pmid | None = None
    """PubMed id."""
    pmcid: Pmcid | None = None
    """PubMed Central id."""
    nct: list[Nct] = []
    """Registry numbers of the trials it reports."""
    url: Url | None = None
    """Where there is no DOI, or for a registry entry or label."""
    status: Annotated[Literal[
        "journal article", "review", "meta-analysis", "guideline", "abstract", "preprint", "label", "registry", "regulator",
        "press release", "congress report",
    ], Said("status")]
    """What kind of document it is."""
    seen: Checked
    """The day on which a page of it was seen, or never."""
    notices: list[Notice] = []
    """Retractions, concerns and errata."""
    notices_checked: Day | None = None
    """The day on which somebody looked for notices."""
    figures: list[Figure] = []
    """Single figures that prose calls."""
