"""The card of a text as a program can propose it: parts, headings, kinds and languages, without a person's word.

In: the name and the characters of one text. Out: the card, without passages, and the passages of each part. A pure function of the text.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from ..ledger.decode import Raw
from ..ledger.derive import Excerpt, derive, read
from ..ledger.wraps import wrapped
from ..schema import Source
from .kinds import kind_of
from .parts import Proposal, propose

UNKNOWN = "?"
"""Stands where only a person can say; the card is complete when none is left."""


def proposed(name: str, raw: Raw, identity: str) -> tuple[Source, dict[str, list[Excerpt]]]:
    """The card and its passages."""
    wraps: Literal["kept", "joined"] = "joined" if wrapped(raw.text) else "kept"
    lines = read(raw.text, wraps)
    proposals = propose(lines)
    languages = [_language("\n".join(lines[p.first : p.last])) for p in proposals]
    numbered = zip(range(0 if proposals[0].kind in ("masthead", "title only") else 1, 99999), proposals, languages, strict=False)
    title = _title(proposals, languages)
    card = Source.model_validate({
        "id": identity, "file": name, "sha256": raw.sha256, "bytes": raw.bytes, "encoding": raw.encoding,
        "title": title, "kind": kind_of(lines, [proposal.kind for proposal in proposals]),
        "language": languages[0] if len(set(languages)) == 1 else "both",
        "bibliography": {"zh": UNKNOWN, "en": UNKNOWN},
        "wraps": wraps,
        "parts": [_part(f"p{number:02}", proposal, language) for number, proposal, language in numbered],
    })
    return card, derive(raw.text, card)[0]


def _title(proposals: Sequence[Proposal], languages: Sequence[str]) -> dict[str, str]:
    first = proposals[0].begins or proposals[0].title or UNKNOWN
    return {"zh": first, "en": UNKNOWN} if languages[0] == "zh" else {"zh": UNKNOWN, "en": first}


def _part(identity: str, proposal: Proposal, language: str) -> dict[str, object]:
    printed = proposal.begins.strip() or UNKNOWN
    return {
        "id": identity, "title": {"zh": printed, "en": UNKNOWN} if language == "zh" else {"zh": UNKNOWN, "en": printed},
        "begins": proposal.begins, "kind": proposal.kind, "complete": proposal.complete, "language": language,
        "headings": list(proposal.headings), "passages": [],
    }


def _language(text: str) -> str:
    """Chinese where a tenth of the letters are: English terms abound in Chinese medical prose, never the reverse."""
    letters = [char for char in text if char.isalpha()]
    return "zh" if sum("\u4e00" <= char <= "\u9fff" for char in letters) * 10 >= len(letters) else "en"
