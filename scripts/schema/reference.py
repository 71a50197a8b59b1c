"""A reference: one publication, label, registry entry or regulator's notice, and single figures seen in it."""

from __future__ import annotations

import re
from typing import Annotated, Literal

from pydantic import AfterValidator
from pydantic_core import PydanticCustomError

from .days import Checked, Date, Day
from .ids import Id
from .words import Doi, Locator, Nct, Piece, Pmcid, Pmid, Printed, Record, Said, Text, Url


def _issuer(text: str) -> str:
    if re.search(r"[)\]]$|（[^）]*(?:公告|稿)[^）]*）$|\b(?:relay|reprint|copied by|carried by|account of)|转载|转登", text):
        raise PydanticCustomError("name", "must be a name alone; who carried the text and what it tells of go to note")
    return text


def _whole(text: str) -> str:
    if re.search(r"\babstract\b", text):
        raise PydanticCustomError("name", "must be a journal, meeting or site alone; the number of an abstract goes to page")
    return text


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
    container: Annotated[Printed, AfterValidator(_whole)] | None = None
    """Journal, meeting or site."""
    issued: Date
    """Date of publication, with its precision as seen."""
    volume: Printed | None = None
    """As printed."""
    issue: Printed | None = None
    """As printed."""
    page: Printed | None = None
    """As printed; of an abstract at a meeting its number."""
    publisher: Annotated[Printed, AfterValidator(_issuer)] | None = None
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
