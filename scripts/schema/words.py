"""Scalars and small pieces that every kind of record is made of.

A scalar stays text as printed (0.60 is not 0.6); each type here says which text is allowed, in the digits 0 to 9 alone. There
are no union types: "not reached" and "not reported" are values.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated, Any, ClassVar, Literal, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from .days import Day
from .ids import Id, ReferenceId
from .spelt import spelt

NUMBER = r"(0|[1-9][0-9]*)(\.[0-9]+)?"
LONGEST = 5000
"""Characters of a text: four times the longest that there is. Patterns of prose look at a text as a whole."""

Printed = Annotated[str, spelt(r"\S", "text", LONGEST)]
Bound = Annotated[str, spelt(f"^(-?{NUMBER}|NR|NE|-)$", "a number with its digits as printed, NR, NE or -")]
"""A number, NR (not reached), NE (not estimable) or - (not reported)."""

Time = Annotated[str, spelt(f"^({NUMBER}|NR|NE|-)$", "months with their digits as printed, NR, NE or -; no minus")]
"""A duration in months, or NR, NE, -."""


def _more_than_none(text: str) -> str:
    if Decimal(text) <= 0:
        raise PydanticCustomError("number", "must be more than 0")
    return text


def _share(text: str) -> str:
    if (value := decimal(text)) is not None and value > 100:
        raise PydanticCustomError("number", "must be 100 or less")
    return text


def _level(text: str) -> str:
    if not 50 <= Decimal(text) < 100:
        raise PydanticCustomError("number", "must be a level in percent, 50 or more and less than 100, such as 95")
    return text


Months = Annotated[
    str, spelt(f"^{NUMBER}$", "months with their digits as printed, such as 12.1; no minus"), AfterValidator(_more_than_none)
]
"""A duration or landmark in months that is more than nothing."""

Share = Annotated[
    str, spelt(r"^((0|[1-9][0-9]{0,2})(\.[0-9]+)?|NR|NE|-)$", "a percentage with its digits as printed, NR, NE or -; no minus"),
    AfterValidator(_share),
]
"""A percentage from 0 to 100, or NR, NE, -."""

Level = Annotated[str, spelt(r"^[1-9][0-9]{1,2}(\.[0-9]+)?$", "a level in percent, such as 95"), AfterValidator(_level)]
"""The level of an interval, percent."""

Probability = Annotated[str, spelt(r"^(0(\.[0-9]+)?|1(\.0+)?)$", "a p-value from 0 to 1 with its digits as printed, such as 0.005")]
"""A p-value, without its sign."""

Count = Annotated[int, Field(ge=0)]
Size = Annotated[int, Field(ge=1)]
"""How many there are of something that is there."""

Doi = Annotated[str, spelt(r'^10\.[0-9]{4,9}/[^\s"<>]+$', "a DOI such as 10.1056/NEJMoa1606774, without the address in front")]
Pmid = Annotated[str, spelt(r"^[1-9][0-9]{0,8}$", "a PubMed id: digits alone")]
Pmcid = Annotated[str, spelt(r"^PMC[0-9]+$", "a PubMed Central id such as PMC6590850")]
Nct = Annotated[str, spelt(r"^NCT[0-9]{8}$", "an NCT number: NCT and eight digits")]
Registry = Annotated[
    str,
    spelt(
        r"^(NCT[0-9]{8}|ChiCTR[A-Za-z0-9-]+|ISRCTN[0-9]+|EudraCT [0-9-]+|EUCT [0-9-]+|NTR[0-9]+|KCT[0-9]+|CTR[0-9]+|UMIN[0-9]+"
        r"|JapicCTI-[A-Za-z0-9-]+|jRCT[A-Za-z0-9-]+|CTRI[A-Za-z0-9/-]+|ACTRN[0-9]+)$",
        "a registry number as its registry writes it, such as NCT02142738, ChiCTR2000029999 or EudraCT 2014-000323-25",
    ),
]
Url = Annotated[str, spelt(r'^https?://[^\s"<>]+$', "an address that begins with https:// or http://")]
Hgnc = Annotated[str, spelt(r"^HGNC:[0-9]+$", "an HGNC id such as HGNC:8760")]
Atc = Annotated[str, spelt(r"^[A-Z][0-9]{2}[A-Z]{2}[0-9]{2}$", "an ATC code of the fifth level, such as L01FF02")]

Locator = Annotated[
    str,
    spelt(
        r"^(abstract|results|full text|supplement|registry results|registry record|press release|notice|"
        r"table S?[0-9]+[A-Z]?|figure S?[0-9]+[A-Z]?|page [0-9]+|section [0-9]+(\.[0-9]+)*)$",
        "abstract, results, full text, supplement, registry results, registry record, press release, notice, or table, figure, page "
        "or section with its number",
    ),
]
"""Where in the cited document the figure stands."""


@dataclass(frozen=True)
class Said:
    """The group of labels that says a choice's values to readers, and the values that no page prints."""

    group: str
    but: tuple[str, ...] = ()


class Piece(BaseModel):
    """A part of a record: unknown keys are refused, values do not change."""

    model_config = ConfigDict(extra="forbid", frozen=True, use_attribute_docstrings=True)


def _told_to_editors(schema: dict[str, Any], model: type[Any]) -> None:
    schema["dependentRequired"] = {one: [other] for pair in model.together for one, other in (pair, pair[::-1])}


class Paired(Piece):
    """A piece some of whose keys mean nothing without another: both stand, or neither."""

    model_config = ConfigDict(json_schema_extra=_told_to_editors)
    together: ClassVar[tuple[tuple[str, str], ...]]

    @model_validator(mode="after")
    def _both_or_neither(self) -> Self:
        for one, other in self.together:
            if (getattr(self, one) is None) != (getattr(self, other) is None):
                given, missing = (one, other) if getattr(self, other) is None else (other, one)
                raise PydanticCustomError("together", "{must}", {"must": f"{missing} must be given beside {given}, or neither"})
        return self


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
    type: Annotated[NameType, Said("name-type")]
    """What kind of name it is."""
    region: Annotated[Literal["CN", "US", "EU", "JP", "international"], Said("name-region")] | None = None
    """Where a brand or former name is used."""
    note: Text | None = None
    """What a reader must know of it, such as that a nickname is not for prescribing."""


AutoLink = Literal["yes", "no"]
"""Whether a mention in prose becomes a link by itself; `no` for words of every day, which need `[[id]]`."""


class Quoted(Piece):
    """One statement in both languages with what it rests on."""

    text: Text
    """The statement."""
    cites: list[ReferenceId] = []
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
    """Id of the record that took its place: of the same kind, or of one with pages."""
    standing_why: Text | None = None
    """Why it moved or was withdrawn."""


def decimal(text: str | None) -> Decimal | None:
    """The number that a Number or Bound prints; None for NR, NE, - and missing."""
    return None if text in (None, "NR", "NE", "-") else Decimal(text)
