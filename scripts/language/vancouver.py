"""A reference in the Vancouver form of the US National Library of Medicine, without its number.

In: a reference record. Out: one line of plain text. Source of form: ICMJE, Samples of Formatted References, and NLM, Citing Medicine
(2nd edition), whose examples the tests compare. A place of publication is on no record and is left out.
"""

from __future__ import annotations

import re

from ..schema import Reference
from .csl import OTHERS, PERSON, url
from .wording import HAN

NAMED = 6
"""Authors that are named; more are et al. (ICMJE, sample 1)."""

MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()


def line(reference: Reference) -> str:
    """Authors. Title. Where and when it was published. Language. Where it can be read."""
    foreign = "Chinese" if reference.language == "zh" else ""
    parts = [authors(reference), title(reference), published(reference), foreign, *numbers(reference)]
    text = " ".join(part if re.search(r"[.?!]$", part) else part + "." for part in parts if part)
    address = url(reference) if visited(reference) else None
    return f"{text} Available from: {address}{'.' if address.endswith('/') else ''}" if address else text


def authors(reference: Reference) -> str:
    """The first six, each with every initial, a group after a semicolon; et al. where there are more."""
    names = [name for name in reference.author if name != OTHERS]
    more = len(names) > NAMED or OTHERS in reference.author
    groups = [name for name in names if not HAN.search(name) and not PERSON.fullmatch(name)]
    shown = [*map(person, names[:NAMED]), *([OTHERS] if names and more else [])]
    return "".join(shown[:1] + [("; " if one in groups else ", ") + one for one in shown[1:]])


def person(name: str) -> str:
    """`Park J-R` → Park JR: no hyphen between initials; a Chinese or collective name stays whole."""
    match = None if HAN.search(name) else PERSON.fullmatch(name)
    return " ".join(filter(None, (match["family"], match["given"].replace("-", ""), match["suffix"]))) if match else name


def title(reference: Reference) -> str:
    """The title, with [abstract] after that of one, and [Internet] after that of what is no part of a journal or meeting."""
    kind = " [abstract]" if reference.status == "abstract" else ""
    return reference.title.rstrip(".") + kind + (" [Internet]" if visited(reference) and not within(reference) else "")


def within(reference: Reference) -> bool:
    """Whether it stands in something that has a title of its own."""
    return reference.type in ("article-journal", "paper-conference", "chapter") and reference.container is not None


def visited(reference: Reference) -> bool:
    """Whether only its address leads to it: it has neither DOI nor a number of PubMed."""
    return not (reference.doi or reference.pmid or reference.pmcid) and url(reference) is not None


def published(reference: Reference) -> str:
    """Blood. 2023 Apr 6;141(14):1675-84, or publisher; date [cited day], or In: meeting; date. p. 5."""
    dated = day(reference.issued) + (f" [cited {day(reference.seen)}]" if visited(reference) and reference.seen != "never" else "")
    page = short(reference.page) if reference.page else ""
    if reference.type in ("article-journal", "paper-conference") and (reference.type == "article-journal" or reference.volume):
        kind = " [preprint]" if reference.status == "preprint" else " [Internet]" if visited(reference) else ""
        held = (reference.volume or "") + (f"({reference.issue})" if reference.issue else "")
        where = f";{held}" * bool(held) + f":{page}" * bool(page)
        return (f"{reference.container.rstrip('.')}{kind}. " if reference.container else "") + dated + where
    held = f"In: {reference.container}" + (" [Internet]" if visited(reference) else "") if within(reference) else ""
    number = "Abstract no." if reference.status == "abstract" else "p."
    joint = "; " if reference.type == "paper-conference" else ". "
    home = "; ".join(part for part in (reference.publisher or ("" if within(reference) else reference.container), dated) if part)
    return joint.join(part for part in (held, home) if part) + (f". {number} {page}" if page else "")


def numbers(reference: Reference) -> list[str]:
    """DOI, PMID and PMCID, as PubMed writes them."""
    pubmed = [f"PMID: {reference.pmid}"] * bool(reference.pmid) + [f"PMCID: {reference.pmcid}"] * bool(reference.pmcid)
    return [f"doi: {reference.doi}"] * bool(reference.doi) + ["; ".join(pubmed)] * bool(pubmed)


def day(value: str) -> str:
    """2023-04-06 → 2023 Apr 6; the precision stays as stated."""
    year, *rest = value.split("-")
    return " ".join([year, *(MONTHS[int(month) - 1] for month in rest[:1]), *(str(int(one)) for one in rest[1:])])


def short(page: str) -> str:
    """1675-1684 → 1675-84: figures that do not change are not repeated."""
    ends = re.fullmatch(r"(\d+)[-–](\d+)", page)
    if ends is None or len(ends[1]) != len(ends[2]) or ends[1] >= ends[2]:
        return page.replace("–", "-")
    same = next(i for i, (a, b) in enumerate(zip(ends[1], ends[2], strict=True)) if a != b)
    return f"{ends[1]}-{ends[2][same:]}"
