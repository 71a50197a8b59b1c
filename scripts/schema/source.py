"""A ledger card: what a source text is and what became of every passage of it, without its wording."""

from __future__ import annotations

from typing import Annotated, Literal

from .days import Date, Day
from .ids import ClaimId, Id, PartId
from .spelt import spelt
from .words import Count, Piece, Printed, Record, Said, Size, Text

Fingerprint = Annotated[str, spelt(r"^[0-9a-f]{12}$", "a fingerprint: 12 hexadecimal digits")]
"""The first 12 hexadecimal digits of the SHA-256 of a folded passage."""

PassageId = Annotated[str, spelt(r"^[a-z0-9]+(-[a-z0-9]+)* [1-9][0-9]*$", "PART NUMBER, such as p01 2")]
"""A passage of the same card."""


class Repair(Piece):
    """One correction of transport or OCR damage, applied before passages are split."""

    part: PartId
    """Id of the part."""
    read: Printed
    """The characters as received."""
    meant: str
    """The characters meant; empty to delete."""
    times: Size
    """How often it must fire."""
    why: Text
    """What damage it mends."""


class Passage(Piece):
    """One sentence, heading or furniture line: its number, fingerprint and what became of it."""

    n: Size
    """Number within the part, from 1."""
    print: Fingerprint
    """Fingerprint of the folded wording."""
    is_: Annotated[
        Literal["claims", "heading", "boilerplate", "bibliography", "duplicate", "no claim", "pending"], Said("disposition")
    ]
    """What became of it."""
    claims: list[ClaimId] = []
    """Ids of its claims."""
    of: PassageId | None = None
    """PART NUMBER of the passage it repeats or translates."""
    why: Text | None = None
    """Why it holds no claim."""


class Part(Piece):
    """One article within a text. `begins` is its printed title, at which it is cut; empty for the first part."""

    id: Id
    """Stands once on the card."""
    title: Text
    """Its title in both languages."""
    begins: str = ""
    """Its printed title, at which it is cut."""
    kind: Annotated[Literal["title only", "masthead", "abstract", "body", "blog post"], Said("part-kind")]
    """What it is."""
    complete: Annotated[Literal["complete", "cut off", "title only"], Said("complete")]
    """Whether it is all there."""
    language: Literal["zh", "en"]
    """Its language."""
    headings: list[Printed] = []
    """Headings glued to sentences, as printed."""
    note: Text | None = None
    """What a reader needs to know of it."""
    passages: list[Passage]
    """Every passage."""


class Source(Record):
    """One source text."""

    file: Printed
    """Name of the raw text."""
    sha256: Annotated[str, spelt(r"^[0-9a-f]{64}$", "a fingerprint: 64 hexadecimal digits")]
    """Fingerprint of the file."""
    bytes: Count
    """Its size."""
    encoding: Literal["utf-8", "utf-8 with BOM", "gb18030", "big5", "utf-16"]
    """How it is encoded."""
    title: Text
    """Title in both languages."""
    kind: Annotated[
        Literal[
            "journal landing page", "journal article", "guideline", "label", "conference news", "news report", "hospital page",
            "company page", "document-sharing upload", "blog post", "short post",
        ],
        Said("source-kind"),
    ]
    """What it is."""
    language: Literal["zh", "en", "both"]
    """Of the text."""
    bibliography: Text
    """Where it was published, as far as known."""
    received: Day | None = None
    """When it came."""
    revised: Day | None = None
    """When it was revised."""
    issued: Date | None = None
    """The issue's date, as stated."""
    published: Date | None = None
    """As stated."""
    doi: Printed | None = None
    """As printed."""
    authors: list[Printed] = []
    """As printed."""
    damage: list[Text] = []
    """Known damage."""
    wraps: Literal["kept", "joined"] = "kept"
    """`joined` where lines are broken within sentences, and are joined before anything else is read."""
    repairs: list[Repair] = []
    """Corrections applied before passages are split."""
    parts: list[Part]
    """The articles it holds."""
