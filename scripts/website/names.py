"""What the browser knows of a query before any text is loaded: every name of every record, and the words that ask something of one.

In: the Atlas and the labels. Out: `known`, whose `records` are lists by kind of [id, title, names, silent names, numbers, links],
`words` facet → words in both languages, `traditional` traditional characters beside the simplified ones that the names use.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from opencc import OpenCC

from ..language.labels import Labels
from ..language.names import names_of, preferred
from ..language.wording import HAN, name_of
from ..pages.standing import HARM_LINES
from ..paths import LANGUAGES
from ..records import Atlas
from ..schema import HARMS, Class, Disease, Record, Setting, Term, Trial
from .search import NAMED, SILENT_TYPES, pinyin

GROUPS = {"agency": "agency", "line": "line", "stage": "stage"}
"""Facet → the group of labels that names its values."""

SHORTEST = 2
"""Characters of a name that is found by itself."""
BRACKETED = re.compile(r"^(.*?) *[（(]([^（）()]+)[）)]$")


def known(atlas: Atlas, labels: Labels, language: str) -> dict[str, Any]:
    """Names and words of one language's site; the names are those of both languages."""
    records = {
        kind: [row(record, labels, language) for record in atlas.kinds.get(kind, {}).values() if record.standing == "current"]
        for kind in NAMED
    }
    spelt = "".join(text for rows in records.values() for r in rows for text in (r[1], *r[2], *r[3]))
    return {"records": records, "words": words(atlas, labels), "traditional": traditional(spelt)}


def row(record: Record, labels: Labels, language: str) -> list[Any]:
    """Id, title, names to show, names to find by only, registry numbers, and what it belongs to."""
    title = name_of(record, language)
    every = preferred(record) + names_of(record)
    shown = [n.text for n in every if n.type not in SILENT_TYPES]
    shown += filter(None, [getattr(record, "hgnc_symbol", None)])
    silent = [n.text for n in every if n.type in SILENT_TYPES]
    silent += [*filter(None, [getattr(record, "atc", None)]), record.id.replace("-", " ")]
    silent += shortened([title, *shown], labels) if isinstance(record, Term) else []
    silent += pinyin([title, *shown])
    shown = [name for name in dict.fromkeys(shown) if name != title]
    silent = [name for name in dict.fromkeys(silent) if name not in shown and name != title]
    return [record.id, title, shown, silent, list(getattr(record, "registry", [])), links(record)]


def links(record: Record) -> list[str]:
    """What a record belongs to: ids, and for settings the facets of their lines and stage."""
    if isinstance(record, Trial):
        return list(dict.fromkeys([record.disease, *(drug for arm in record.arms if arm.role != "control" for drug in arm.drugs)]))
    if isinstance(record, Setting):
        return [record.disease, *(f"line.{line}" for line in record.lines), f"stage.{record.stage}"]
    if isinstance(record, Disease):
        return [record.parent] if record.parent else []
    if isinstance(record, Class):
        return list(record.targets)
    return []


def shortened(names: Iterable[str], labels: Labels) -> list[str]:
    """Names without the words that readers leave out: myocarditis for immune-related myocarditis."""
    openings = [word for language in LANGUAGES for word in labels.group("opening", language)["words"].split(" | ")]
    short = [name[len(word) :].strip(" -") for name in names for word in openings if name.lower().startswith(word)]
    return [name for name in short if len(name) >= SHORTEST]


def words(atlas: Atlas, labels: Labels) -> dict[str, list[str]]:
    """Facet (`endpoint.os`, `harm.grade3` …) → its words: labels, names of terms, words readers type, in both languages."""
    found: dict[str, list[str]] = {}
    for language in LANGUAGES:
        for key, text in labels.group("query", language).items():
            found.setdefault(key.removesuffix(".words"), []).extend(text.split(" | "))
        for endpoint, text in labels.group("endpoint", language).items():
            if endpoint == "other":
                continue
            found.setdefault(facet_of(endpoint), []).extend([*parts(text), *([] if endpoint in HARMS else [endpoint])])
        for facet, group in GROUPS.items():
            for value, text in labels.group(group, language).items():
                if value != "any":
                    found.setdefault(f"{facet}.{value}", []).extend([*parts(text), value])
        for measure, text in labels.group("measure", language).items():
            found.setdefault("measure", []).extend([text, measure])
    owners = {word.lower(): facet for facet, said in found.items() for word in said if facet.startswith(("endpoint.", "stage."))}
    for term in atlas.terms.values():
        named = [n.text for n in preferred(term) + names_of(term)]
        for facet in {owners[name.lower()] for name in named if name.lower() in owners}:
            # An abbreviation alone does not make them one: PCR is also the polymerase chain reaction.
            if any(word.startswith(term.name.zh[:2]) for word in found[facet]):
                found[facet] += named
    return {facet: list(dict.fromkeys(said)) for facet, said in sorted(found.items())}


def facet_of(endpoint: str) -> str:
    """The facet of an end point; end points of harm that a card shows go by its line."""
    line = next((line for line, endpoints in HARM_LINES.items() if endpoint in endpoints), None)
    return f"harm.{line}" if line else f"harm.{endpoint}" if endpoint in HARMS else f"endpoint.{endpoint}"


def parts(label: str) -> Iterator[str]:
    """A label, and where it ends in brackets the words before and within them."""
    yield label
    if match := BRACKETED.match(label):
        yield from match.groups()


def traditional(spelt: str) -> str:
    """Traditional characters, each followed by the simplified one that stands in a name, such as 細细."""
    wanted = {char for char in spelt if HAN.match(char)}
    convert = OpenCC("t2s").convert
    every = [chr(code) for code in range(0x4E00, 0xA000)]
    simple = convert("\n".join(every)).split("\n")
    return "".join(old + new for old, new in zip(every, simple, strict=True) if old != new and new in wanted)
