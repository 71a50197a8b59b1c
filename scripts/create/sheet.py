"""The working sheet of a new text, and draft claims: what a curator needs beside the card.

In: the card, its passages, what the checker says of them. Out: Markdown with the text's wording, which stays in .cache/ and out of the
repository; and claims that assert nothing, for evidence/draft/claims/.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from ..detect.engine import message
from ..language.wording import name_of
from ..ledger.derive import Excerpt
from ..records import Atlas
from ..schema import Claim, Source
from .proposed import UNKNOWN
from .record import choice
from .said import Place, Said

SIGNS = {"differs": "✗", "judged": "⚖", "agrees": "✓", "cannot tell": "?", "unknown": "·"}
WORST = ("differs", "judged", "cannot tell", "agrees", "unknown")
"""In this order the sheet counts sentences."""


def sheet(
    card: Source, derived: Mapping[str, list[Excerpt]], said: Mapping[Place, Said], atlas: Atlas, drafts: Collection[str]
) -> str:
    """Every sentence with its names, what the records hold, the nearest judged claim and its draft."""
    states = [one.checked["state"] for one in said.values()]
    counts = ", ".join(f"{SIGNS[state]} {states.count(state)} {state}" for state in WORST if state in states)
    out = [
        f"# Working sheet of {card.id}", "",
        f"{card.file}: {len(said)} sentences: {counts or 'none'}. It holds the text's wording and must not leave .cache/.", "",
    ]
    for part in card.parts:
        out += [f"## {part.id} {part.title.zh if part.language == 'zh' else part.title.en}", ""]
        for one in derived[part.id]:
            here = said.get((part.id, one.n))
            out += [f"*{one.sort}*: {one.text}", ""] if here is None else _sentence(card, part.id, one, here, atlas, drafts)
    return "\n".join(out)


def _sentence(card: Source, part: str, one: Excerpt, here: Said, atlas: Atlas, drafts: Collection[str]) -> list[str]:
    """A sentence's stretch of the sheet."""
    checked, identity = here.checked, f"{card.id}-{part}-{one.n}"
    lines = [f"### {part} {one.n} {SIGNS[checked['state']]} {checked['state']}", "", f"> {one.text}", ""]
    named = (f"{name} ({name_of(atlas.linkable[name][1], 'en')})" if name in atlas.linkable else name for name in here.names)
    lines += [f"- names: {', '.join(named)}"] if here.names else []
    lines += [f"- ✗ {message(flag)}" for flag in checked["flags"]] + [f"- ✓ {message(held)}" for held in checked["agrees"]]
    claim = atlas.claims.get(checked["claim"] or "")
    if claim is not None:
        lines.append(f"- nearest judged claim: {claim.id} ({claim.verdict}, likeness {checked['similarity']}): {claim.says.en}")
    lines += [f"- draft: evidence/draft/claims/{identity}.yml"] if identity in drafts else []
    return [*lines, ""]


def draft(source: str, part: str, number: int, here: Said) -> str:
    """A claim that says what it is about and what the checker found, and leaves all judgement open."""
    near = f"{here.checked['claim']}, likeness {here.checked['similarity']}" if here.checked["claim"] else ""
    return "\n".join([
        "# What the passage asserts, in our own words; one claim a file. The passage stands on the working sheet.",
        *(f"# ✗ {message(flag)}" for flag in here.checked["flags"]),
        *(f"# ✓ {message(held)}" for held in here.checked["agrees"]),
        *([f"# nearest judged claim: {near}"] if near else []),
        f"source: {source}",
        "passages:",
        f"  - {{part: {part}, numbers: [{number}]}}",
        f"about: [{', '.join(here.names)}]",
        "says:",
        f'  zh: "{UNKNOWN}"',
        f'  en: "{UNKNOWN}"',
        f"kind:{choice(Claim.model_fields['kind'].annotation)}",
        f"verdict:{choice(Claim.model_fields['verdict'].annotation)}",
        "finding:",
        f'  zh: "{UNKNOWN}"',
        f'  en: "{UNKNOWN}"',
        "cites:",
        "checked:",
        "",
    ])
