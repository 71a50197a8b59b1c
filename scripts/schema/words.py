"""Scalars and small pieces that every kind of record is made of.

A scalar stays text as printed (0.60 is not 0.6); each type here says which text is allowed. There are no
union types: "not reached" and "not reported" are values.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
"""A file stem: lower case, digits and single hyphens."""

Printed = Annotated[str, StringConstraints(min_length=1)]
Number = Annotated[str, StringConstraints(pattern=r"^-?\d+(\.\d+)?$")]
"""A number with its digits as printed."""

Bound = Annotated[str, StringConstraints(pattern=r"^(-?\d+(\.\d+)?|NR|NE|-)$")]
"""A number, NR (not reached), NE (not estimable) or - (not reported)."""

Count = Annotated[int, Field(ge=0)]
Date = Annotated[str, StringConstraints(pattern=r"^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$")]
"""ISO 8601 with its precision as stated: 2018, 2018-09 or 2018-09-25."""

Day = Annotated[str, StringConstraints(pattern=r"^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$")]
Checked = Annotated[str, StringConstraints(pattern=r"^(never|\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01]))$")]
"""The day on which somebody compared the figure with its source, or never."""

Doi = Annotated[str, StringConstraints(pattern=r"^10\.\d{4,9}/\S+$")]
Pmid = Annotated[str, StringConstraints(pattern=r"^[1-9]\d{0,8}$")]
Pmcid = Annotated[str, StringConstraints(pattern=r"^PMC\d+$")]
Nct = Annotated[str, StringConstraints(pattern=r"^NCT\d{8}$")]
Registry = Annotated[
    str,
    StringConstraints(
        pattern=r"^(NCT\d{8}|ChiCTR\S+|ISRCTN\d+|EudraCT \S+|EUCT \S+|NTR\d+|KCT\d+|CTR\d+|UMIN\d+|JapicCTI-\S+|jRCT\S+|CTRI\S+|ACTRN\d+)$"
    ),
]
Hgnc = Annotated[str, StringConstraints(pattern=r"^HGNC:\d+$")]
Atc = Annotated[str, StringConstraints(pattern=r"^[A-Z]\d{2}[A-Z]{2}\d{2}$")]

Locator = Annotated[
    str,
    StringConstraints(
        pattern=r"^(abstract|results|full text|supplement|registry results|registry record|press release|notice|"
        r"table S?\d+[A-Z]?|figure S?\d+[A-Z]?|page \d+|section \d+(\.\d+)*)$"
    ),
]
"""Where in the cited document the figure stands."""


class Piece(BaseModel):
    """A part of a record: unknown keys are refused, values do not change."""

    model_config = ConfigDict(extra="forbid", frozen=True, use_attribute_docstrings=True)


class Text(Piece):
    """The same content in both languages; neither may be missing."""

    zh: Printed
    """In Chinese; a paragraph is one line, no typed spaces between Chinese and Latin."""
    en: Printed
    """In English; plain British medical style."""


NameType = Literal[
    "inn", "brand", "code", "abbreviation", "nickname", "former", "misspelling",
    "standard", "full", "short", "also", "formerly", "colloquial", "deprecated",
]


class Name(Piece):
    """A further name of a thing; `standard`, `full`, `short` … are for concepts, `inn`, `brand`, `code` … for drugs."""

    text: Printed
    """The name as written."""
    lang: Literal["zh", "en", "any"]
    """The language it belongs to; `any` for codes and Latin names used in both."""
    type: NameType
    """What kind of name it is."""
    region: Literal["CN", "US", "EU", "JP", "international"] | None = None
    """Where a brand or former name is used."""
    note: Text | None = None
    """What a reader must know of it, such as that a nickname is not for prescribing."""


class Quoted(Piece):
    """One statement in both languages with what it rests on."""

    text: Text
    """The statement."""
    cites: list[Id] = []
    """Ids of the references it rests on."""


class Search(Piece):
    """One search for evidence, as it was made."""

    query: Printed
    """The words searched for."""
    place: Printed
    """Where, such as PubMed or a registry."""
    date: Day
    """When."""


class Record(Piece):
    """What every record has: an id (its file stem) and, where it has gone, where to."""

    id: Id
    """The file stem; never typed in the file."""
    standing: Literal["current", "moved", "withdrawn"] = "current"
    """`moved` and `withdrawn` keep their page, which says so."""
    moved_to: Id | None = None
    """Id of the record that took its place."""
    standing_why: Text | None = None
    """Why it moved or was withdrawn."""


def decimal(text: str | None) -> Decimal | None:
    """The number that a Number or Bound prints; None for NR, NE, - and missing."""
    return None if text in (None, "NR", "NE", "-") else Decimal(text)
