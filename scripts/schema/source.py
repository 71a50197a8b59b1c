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
    read: Printed
    meant: str
    times: Count
    why: Text


class Passage(Piece):
    """One sentence, heading or furniture line: its number, fingerprint and what became of it."""

    n: Count
    print: Fingerprint
    is_: Literal["claims", "heading", "boilerplate", "bibliography", "duplicate", "no claim", "pending"]
    claims: list[Id] = []
    of: Printed | None = None
    why: Text | None = None


class Part(Piece):
    """One article within a text. `begins` is its printed title, at which it is cut; empty for the first part."""

    id: Id
    title: Text
    begins: str = ""
    kind: Literal["title only", "masthead", "abstract", "body", "blog post"]
    complete: Literal["complete", "cut off", "title only"]
    language: Literal["zh", "en"]
    headings: list[Printed] = []
    note: Text | None = None
    passages: list[Passage]


class Source(Record):
    """One source text."""

    file: Printed
    sha256: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
    bytes: Count
    encoding: Literal["utf-8", "utf-8 with BOM", "gb18030"]
    title: Text
    kind: Literal["journal landing page", "document-sharing upload", "blog post"]
    language: Literal["zh", "en", "both"]
    bibliography: Text
    received: Day | None = None
    revised: Day | None = None
    issued: Date | None = None
    published: Date | None = None
    doi: Printed | None = None
    authors: list[Printed] = []
    damage: list[Text] = []
    repairs: list[Repair] = []
    parts: list[Part]
