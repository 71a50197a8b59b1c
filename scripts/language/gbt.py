"""A reference in the form of GB/T 7714-2025, numeric system, without its number.

In: a reference record. Out: one line of plain text. Source of form: GB/T 7714-2025, clauses 7 and 8 and annex B, whose examples the
tests compare. As the standard itself is printed, stop, square brackets and slash are half width, the other marks full width; family
names are no longer in capitals. A place of publication is on no record and is left out. The standard would have names in pinyin
written out; a record holds initials, as the journals and PubMed print them.
"""

from __future__ import annotations

import re

from ..schema import Reference
from .csl import OTHERS, PERSON, initials, url
from .wording import HAN

NAMED = 3
"""Authors that are named; more are 等 or et al (7.1.2)."""

MARKS = {
    "article-journal": "J", "paper-conference": "C", "webpage": "EB", "post-weblog": "EB", "report": "R", "dataset": "DS",
    "book": "M", "chapter": "M",
}
"""Kind of document by CSL type (7.3); a preprint is PP whatever its type."""

ISSUED_BY = frozenset({"EB", "R"})
"""Kinds whose publisher answers for a text that names no author, and stands in its place (7.1.4)."""

VISITED = frozenset({"EB", "DS", "PP"})
"""Kinds that want the day on which they were seen (8.11, 8.14, 8.15): what may change under the same address."""

JOINT = re.compile(r"(?<=\d)[-–](?=\d)")
"""Between issues that came out as one: 5/6 (8.5.1.2)."""


def line(reference: Reference) -> str:
    """Author. Title[mark/OL]. Where and when it was published. Address. DOI."""
    mark = "PP" if reference.status == "preprint" else MARKS[reference.type]
    title = reference.title.rstrip(".") + (f"[{mark}/OL]" if url(reference) else f"[{mark}]")
    first, *rest = published(reference, mark)
    parts = [authors(reference) or issuer(reference, mark), title + first, *rest, *access(reference)]
    return ". ".join(part.rstrip(".") for part in parts if part) + "."


def authors(reference: Reference) -> str:
    """The first three; then 等 or et al by the script of the last that is named."""
    names = [name for name in reference.author if name != OTHERS]
    shown = [person(name) for name in names[:NAMED]]
    if shown and (len(names) > NAMED or OTHERS in reference.author):
        shown.append("等" if HAN.search(shown[-1]) else "et al")
    return "，".join(shown)


def person(name: str) -> str:
    """`Abramson JS` → Abramson J S, `Peebles PZ Jr` → Peebles P Z Jr; a Chinese or collective name stays whole (7.1.1)."""
    match = None if HAN.search(name) else PERSON.fullmatch(name)
    if match is None:
        return name
    given = " ".join(initials(match["given"])).replace(" -", "-")
    return " ".join(filter(None, (match["family"], given, match["suffix"])))


def issuer(reference: Reference, mark: str) -> str:
    """The publisher, where it stands in an author's place."""
    return reference.publisher or "" if mark in ISSUED_BY else ""


def published(reference: Reference, mark: str) -> list[str]:
    """What follows the title: first what is joined to it by //, then the parts after a stop."""
    year, page = reference.issued[:4], reference.page.replace("–", "-") if reference.page else None
    publisher = "" if mark in ISSUED_BY and not reference.author else reference.publisher
    if mark in VISITED:
        site = {"DS": publisher or reference.container, "PP": reference.container or publisher}.get(mark) or ""
        seen = f"[{reference.seen}]" if reference.seen != "never" else ""
        return ["", f"{site}（{reference.issued}）{seen}"]
    if mark == "J" or reference.volume or reference.issue:
        dated = reference.issued if not (reference.volume or reference.issue) else year  # online before print: the day (7.5.4.2)
        issue = f"（{JOINT.sub('/', reference.issue)}）" if reference.issue else ""
        return ["", paged(listed(reference.container, dated, reference.volume) + issue, page)]
    if mark == "C":
        held = paged(listed(reference.container, year), page)
        return [f"//{held}"] if reference.container else ["", held]
    dated = reference.issued if mark == "R" else year
    whole = f"//{reference.container}" if reference.type == "chapter" and reference.container else ""
    return [whole, paged(listed(publisher, dated), page)]


def listed(*parts: str | None) -> str:
    return "，".join(part for part in parts if part)


def paged(text: str, page: str | None) -> str:
    return f"{text}：{page}" if page else text


def access(reference: Reference) -> list[str]:
    """The address, and the DOI where the address does not hold it (7.9)."""
    path = url(reference)
    doi = reference.doi if reference.doi and reference.doi.lower() not in (path or "").lower() else None
    return [part for part in (path, doi and f"DOI:{doi}") if part]
