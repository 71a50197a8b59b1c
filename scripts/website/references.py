"""References as a reader types them: by DOI, PubMed number, or first author and year; and where each is used.

In: the Atlas. Out: rows [id, DOI, PMID, PMCID, first author, year, title, ids of trials and drugs that cite it], and the keys that a
query makes of what was typed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from ..language.wording import Wording
from ..records import Atlas
from .search import shorten
from .spelling import compact

INITIALS = re.compile(r" [A-Z]{1,3}$")

TITLE = 90
"""Characters of a title that are enough to know it by."""


LONGEST = 40
"""Characters of a title that stands for a source without author and site."""


def source(atlas: Atlas, w: Wording, reference: str, locator: str = "") -> str:
    """First author or site, year, and where: Reck 2016, abstract."""
    one = atlas.references.get(reference)
    if one is None:
        return ""
    author = one.author[0] if one.author else one.container or one.publisher or shorten(one.title, LONGEST)
    family = INITIALS.sub("", author)
    return w.label("answer.comma").join(filter(None, [f"{family} {one.issued[:4]}", w.locator(locator) if locator else ""]))


def cited(atlas: Atlas) -> list[list[Any]]:
    """One row a reference, by id; empty text where it has no such number."""
    used: dict[str, list[str]] = {}
    for trial in atlas.trials.values():
        for result in trial.results:
            used.setdefault(result.cite, []).append(trial.id)
    for drug in atlas.drugs.values():
        for event in drug.regulatory:
            used.setdefault(event.cite, []).append(drug.id)
    return [
        [
            one.id, one.doi or "", one.pmid or "", one.pmcid or "", one.author[0] if one.author else "", one.issued[:4],
            one.title if len(one.title) <= TITLE else one.title[: TITLE - 1] + "…", list(dict.fromkeys(used.get(one.id, []))),
        ]
        for one in sorted(atlas.references.values(), key=lambda one: one.id)
    ]


def asked_for(rows: Iterable[list[Any]]) -> Iterable[tuple[str, str, list[Any]]]:
    """(Key, id, row) for each way to ask for a reference."""
    for row in rows:
        name, doi, pmid, pmcid, author, year, *_ = row
        by = {f"by:{compact(one)}{year}" for one in (author, INITIALS.sub("", author)) if one}
        for key in sorted({f"doi:{doi.lower()}", f"pmid:{pmid}", f"pmc:{compact(pmcid)}", *by} - {"doi:", "pmid:", "pmc:"}):
            yield key, name, row
