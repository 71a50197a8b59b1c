"""A ledger card: what a source text is and what became of every passage of it, without its wording."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import StringConstraints

from .words import Count, Date, Day, Id, Piece, Printed, Record, Text

Fingerprint = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{12}$")]
"""The first 12 hexadecimal digits of the SHA-256 of a folded passage."""


class Repair(Piece):
    """One correction of transport or OCR damage, applied before passages are split."""

    part: Id
    """Id of the part."""
    read: Printed
    """The characters as received."""
    meant: str
    """The characters meant; empty to delete."""
    times: Count
    """How often it must fire."""
    why: Text
    """What damage it mends."""


class Passage(Piece):
    """One sentence, heading or furniture line: its number, fingerprint and what became of it."""

    n: Count
    """Number within the part, from 1."""
    print: Fingerprint
    """Fingerprint of the folded wording."""
    is_: Literal["claims", "heading", "boilerplate", "bibliography", "duplicate", "no claim", "pending"]
    """What became of it."""
    claims: list[Id] = []
    """Ids of its claims."""
    of: Printed | None = None
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
    kind: Literal["title only", "masthead", "abstract", "body", "blog post"]
    """What it is."""
    complete: Literal["complete", "cut off", "title only"]
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
    sha256: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
    """Fingerprint of the file."""
    bytes: Count
    """Its size."""
    encoding: Literal["utf-8", "utf-8 with BOM", "gb18030"]
    """How it is encoded."""
    title: Text
    """Title in both languages."""
    kind: Literal["journal landing page", "document-sharing upload", "blog post"]
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
    repairs: list[Repair] = []
    """Corrections applied before passages are split."""
    parts: list[Part]
    """The articles it holds."""
