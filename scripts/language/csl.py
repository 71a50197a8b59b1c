"""A reference as CSL-JSON, with its authors taken apart and its page outside.

In: a reference record. Out: the CSL item as published; each author as CSL writes a name; the address where it can be read.
"""

from __future__ import annotations

import re
from typing import Any

from ..schema import Reference
from .wording import HAN

OTHERS = "et al."
"""What closes a list of authors that the record does not hold whole."""

PERSON = re.compile(r"(?P<family>.+?) (?P<given>[A-ZÀ-Þ](?:-?[A-ZÀ-Þ]){0,4})(?: (?P<suffix>Jr|Sr|II|III|IV|2nd|3rd|4th))?")
"""`Reck M`, `Park J-R`, `Flickinger JC Jr`: a family name in Latin letters, initials, and what follows a name."""


def csl(reference: Reference) -> dict[str, Any]:
    """The CSL-JSON item of a reference; registry numbers, what the document is and when it was seen go to `custom`."""
    item: dict[str, Any] = {
        "id": reference.id,
        "type": reference.type,
        "title": reference.title,
        "language": {"zh": "zh-CN", "en": "en"}[reference.language],
        "issued": {"date-parts": [[int(part) for part in reference.issued.split("-")]]},
    }
    if reference.author:
        item["author"] = [author(name) for name in reference.author]
    fields = {
        "container-title": reference.container, "volume": reference.volume, "issue": reference.issue,
        "page": reference.page, "publisher": reference.publisher, "URL": url(reference), "DOI": reference.doi,
        "PMID": reference.pmid, "PMCID": reference.pmcid,
    }
    if reference.note:
        fields["note"] = reference.note.en
    item |= {key: value for key, value in fields.items() if value is not None}
    item["custom"] = {"nct": list(reference.nct), "status": reference.status, "seen": reference.seen}
    return item


def author(name: str) -> dict[str, str]:
    """`Reck MA` → family `Reck`, given `M. A.`, each initial apart; a Chinese, collective or closing name whole."""
    match = PERSON.fullmatch(name)
    if HAN.search(name) or match is None:
        return {"literal": name}
    given = ". ".join(initials(match["given"])).replace(". -", ".-") + "."
    return {"family": match["family"], "given": given} | ({"suffix": match["suffix"]} if match["suffix"] else {})


def initials(given: str) -> list[str]:
    """`JS` → J, S; a hyphen stays with the initial after it."""
    return re.findall(r"-?[A-ZÀ-Þ]", given)


def url(reference: Reference) -> str | None:
    """The page of a reference outside: its own address, else by DOI, PMID or PMCID."""
    if reference.url:
        return reference.url
    if reference.doi:
        return f"https://doi.org/{reference.doi}"
    if reference.pmid:
        return f"https://pubmed.ncbi.nlm.nih.gov/{reference.pmid}/"
    return f"https://pmc.ncbi.nlm.nih.gov/articles/{reference.pmcid}/" if reference.pmcid else None
