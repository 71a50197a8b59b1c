"""A reference to take away into a program that manages them: BibTeX and RIS; CSL-JSON is `csl.csl`.

In: a reference record. Out: one entry as text. The title stands as printed, in braces in BibTeX, so that no style lowers PD-L1.
An author's list that the record does not hold whole says so: `and others`, or a note where the format knows no such word.
"""

from __future__ import annotations

import rispy
from bibtexparser.entrypoint import write_string
from bibtexparser.library import Library
from bibtexparser.model import Entry, Field

from ..schema import Reference
from .csl import OTHERS, author, url

BIBTEX = {
    "article-journal": "article", "paper-conference": "inproceedings", "webpage": "misc", "post-weblog": "misc", "report": "techreport",
    "dataset": "misc", "book": "book", "chapter": "incollection",
}
"""Entry type by CSL type."""

RIS = {
    "article-journal": "JOUR", "paper-conference": "CPAPER", "webpage": "ELEC", "post-weblog": "BLOG", "report": "RPRT",
    "dataset": "DATA", "book": "BOOK", "chapter": "CHAP",
}
"""Type of reference by CSL type."""

ESCAPED = str.maketrans({
    **{sign: "\\" + sign for sign in "&%$#_{}"}, "~": r"\textasciitilde{}", "^": r"\textasciicircum{}", "\\": r"\textbackslash{}",
})
"""Signs that mean something to LaTeX; letters of every script stand as they are."""

VERBATIM = ("doi", "url")
"""Fields that BibTeX programs take as they are."""

FIRST_OF_MORE = "The list of authors is not complete."


def bibtex(reference: Reference) -> str:
    """The entry, its id as key."""
    kind = BIBTEX[reference.type]
    holder = {"article": "journal", "inproceedings": "booktitle", "incollection": "booktitle"}.get(kind, "howpublished")
    issuer = "institution" if kind == "techreport" else "publisher"
    year, *rest = reference.issued.split("-")
    texts = {
        holder: reference.container, issuer: reference.publisher, "year": year, "month": rest[0].lstrip("0") if rest else None,
        "volume": reference.volume, "number": reference.issue, "pages": "--".join(ends(reference.page)), "doi": reference.doi,
        "url": url(reference), "urldate": seen(reference), "pmid": reference.pmid, "pmcid": reference.pmcid,
        "langid": "chinese" if reference.language == "zh" else None, "note": reference.note.en if reference.note else None,
    }
    people = " and ".join("others" if name == OTHERS else person(name) for name in reference.author)
    fields = {"author": people} | {"title": f"{{{escaped(reference.title)}}}"}
    fields |= {key: value if key in VERBATIM else escaped(value) for key, value in texts.items() if value}
    entry = Entry(kind, reference.id, [Field(key, value) for key, value in fields.items() if value])
    return str(write_string(Library([entry]))).replace("\t", "  ")


def escaped(text: str) -> str:
    return text.translate(ESCAPED)


def person(name: str) -> str:
    """Family, suffix, given; a collective or Chinese name in braces, or BibTeX would take it apart."""
    found = author(name)
    if "literal" in found:
        return f"{{{escaped(found['literal'])}}}"
    return ", ".join(escaped(found[part]) for part in ("family", "suffix", "given") if part in found)


def ris(reference: Reference) -> str:
    """The entry, from TY to ER."""
    kind = "UNPB" if reference.status == "preprint" else RIS[reference.type]
    first, last = [*ends(reference.page), None, None][:2]
    year, month, day = [*reference.issued.split("-"), "", ""][:3]
    fields = {
        "type_of_reference": kind, "id": reference.id, "authors": [ris_person(one) for one in reference.author if one != OTHERS],
        "title": reference.title, "secondary_title": reference.container, "year": year, "date": f"{year}/{month}/{day}/",
        "volume": reference.volume, "number": reference.issue, "start_page": first, "end_page": last,
        "publisher": reference.publisher, "doi": reference.doi, "accession_number": reference.pmid, "custom2": reference.pmcid,
        "language": reference.language, "urls": [url(reference)] if url(reference) else None, "access_date": seen(reference),
        "notes": [FIRST_OF_MORE] * (OTHERS in reference.author) + ([reference.note.en] if reference.note else []),
    }
    entry = {key: value for key, value in fields.items() if value}
    return "\n".join(line for line in str(rispy.dumps([entry])).splitlines() if line and line != "1.") + "\n"


def ris_person(name: str) -> str:
    """Family, given, suffix, with commas between; another name whole."""
    found = author(name)
    return found.get("literal") or ", ".join(found[part] for part in ("family", "given", "suffix") if part in found)


def ends(page: str | None) -> list[str]:
    """First and last page, or the one number that there is."""
    return page.replace("–", "-").split("-", 1) if page else []


def seen(reference: Reference) -> str | None:
    """The day on which its page was seen."""
    return reference.seen if reference.seen != "never" else None
