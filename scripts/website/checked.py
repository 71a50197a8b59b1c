"""What the page that checks a text prints beside a sentence, in one language: names and addresses, findings with their sources, words.

In: the Atlas and the labels. Out: `checked`, by id; the facts that sentences are compared with are `detect.facts`.
"""

from __future__ import annotations

from typing import Any

from ..language import citations
from ..language.labels import Labels
from ..language.prose import Pen, path_of, shared
from ..language.wording import name_of
from ..records import Atlas
from .references import source

GROUPS = ("line", "stage", "phase", "masking", "allocation", "histology", "modality", "verdict", "endpoint", "event")
"""Groups of labels that say the values of a field; the field bears the group's name."""


def checked(atlas: Atlas, labels: Labels, language: str) -> dict[str, Any]:
    """Id → [name, address, source] of every record that has a page; claim → [statement, finding, address, sources]; words by group."""
    prose = shared(atlas, labels, language)
    pen, w = Pen(prose, "index"), prose.wording
    printed = citations.printed(atlas.references.values(), language)
    names = {
        one: [name_of(record, language), f"{path_of(kind, record)}.html"] for one, (kind, record) in sorted(atlas.linkable.items())
    }
    for trial in atlas.trials.values():
        result = next((r for r in trial.results if r.current), None)
        if result and trial.id in names:
            names[trial.id].append(source(atlas, w, result.cite, result.locator))
    claims = {}
    for claim in atlas.claims.values():
        path, _, anchor = path_of("claims", claim).partition("#")
        sources = [printed[one] for one in claim.cites if one in printed]
        claims[claim.id] = [pen.plain(w.pick(claim.says)), pen.plain(w.pick(claim.finding)), f"{path}.html#{anchor}", sources]
    words = {group: labels.group(group, language) for group in GROUPS}
    words |= {group: labels.group(f"checked.{group}", language) for group in ("word", "state", "rule", "field", "value")}
    return {"names": names, "claims": claims, "words": words}
