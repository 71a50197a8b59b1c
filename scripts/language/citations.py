"""References in print: GB/T 7714-2025 on Chinese pages, Vancouver on English ones.

In: reference records. Out: one line a reference and language, as plain text or with its addresses as links. No library that was found
carries the edition of 2025, and the CSL processor for Python sets names and dates wrongly: the rules stand in `gbt` and `vancouver`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from markupsafe import Markup, escape

from ..schema import Reference
from . import gbt, vancouver

FORMS = {"zh": gbt.line, "en": vancouver.line}
"""The form of a language's pages."""

PLACES = {
    "url": "{}", "doi": "https://doi.org/{}", "pmid": "https://pubmed.ncbi.nlm.nih.gov/{}/",
    "pmcid": "https://pmc.ncbi.nlm.nih.gov/articles/{}/",
}
"""The address that each kind of number makes."""

ADDRESS = re.compile(
    r"(?P<url>https?://\S+?)(?=\.?(?:\s|$))|(?i:doi): ?(?P<doi>10\.\S+?)(?=\.?(?:\s|$))|PMID: (?P<pmid>\d+)|PMCID: (?P<pmcid>PMC\d+)"
)
"""Where a reference can be read, without the stop that follows."""


def printed(references: Iterable[Reference], language: str) -> dict[str, str]:
    """Every reference in the form of a language, as plain text, by id."""
    return {reference.id: FORMS[language](reference) for reference in references}


def shown(references: Iterable[Reference], language: str) -> dict[str, Markup]:
    """Every reference as a page shows it, by id: its addresses as links, then those numbers of PubMed that the form leaves out."""
    found = {}
    for reference in references:
        text = FORMS[language](reference)
        beside = [f"PMID: {reference.pmid}"] * bool(reference.pmid) + [f"PMCID: {reference.pmcid}"] * bool(reference.pmcid)
        found[reference.id] = linked(" ".join([text, *(one for one in beside if one.split()[-1] not in text)]))
    return found


def linked(text: str) -> Markup:
    """The text with each address, DOI, PMID and PMCID in it as a link."""
    parts, end = [], 0
    for match in ADDRESS.finditer(text):
        href = next(place.format(match[kind]) for kind, place in PLACES.items() if match[kind])
        parts += [escape(text[end : match.start()]), Markup('<a href="{}">{}</a>').format(href, match[0])]
        end = match.end()
    return Markup("").join([*parts, escape(text[end:])])
