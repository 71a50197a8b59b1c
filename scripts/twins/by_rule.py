"""Pairs written from the records by rule: the text of twins/by-rule.yml.

In: the house, the Atlas. Out: YAML text. The wordings stand in templates/twins.yml; which records, which wrong value and which wording
are chosen by a hash of seed and record, so that a record that comes or changes moves few pairs.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from ..paths import LANGUAGES, House
from ..problems import Faults
from ..records import Atlas, textyaml
from . import of_design, of_drugs, of_figures
from .fact import Fact, Words

FACTS: dict[str, Callable[[Atlas, Words, str], Iterator[Fact]]] = {
    "figure": of_figures.figure, "interval": of_figures.interval, "median": of_figures.median, "rate": of_figures.rate,
    "size": of_figures.size, "arithmetic": of_figures.arithmetic, "direction": of_design.outcome("no"), "turned": of_design.outcome("yes"),
    "population": of_design.population, "comparator": of_design.comparator, "line": of_design.line, "phase": of_design.phase,
    "histology": of_design.histology, "disease": of_design.disease, "drug": of_design.drug, "target": of_drugs.target,
    "agency": of_drugs.agency, "year": of_drugs.year, "withdrawn": of_drugs.withdrawn, "stale": of_drugs.stale,
    "class": of_drugs.class_, "expansion": of_drugs.expansion,
}
"""Kind of fault → the facts that allow it; `turned` is a direction too, of trials that were positive."""

FILE = "twins.yml"
"""The wordings, below templates/."""
SEED = "duizhao twins 1"
MOST = 5
"""Pairs of one kind in one language."""
HEAD = (
    "# Written by `make pages` from the records and templates/twins.yml, never by hand: a false sentence and its corrected twin.",
)


@dataclass(frozen=True)
class Patterns:
    """The wordings by kind and language, and the words that they are filled with."""

    content: Any

    def of(self, kind: str, language: str) -> list[tuple[str, str]]:
        """Each wording as a false and a true form."""
        written = self.content.get(kind, {}).get(language, [])
        return [(one, one) if isinstance(one, str) else (one["wrong"], one["right"]) for one in written]


def mixed(*words: str) -> str:
    """A number that is the same in every run and looks like chance."""
    return hashlib.sha256(" ".join((SEED, *words)).encode()).hexdigest()


def chosen(kind: str, language: str, facts: Iterable[Fact]) -> list[Fact]:
    """Up to MOST facts of a kind, one a record."""
    found: dict[tuple[str, ...], Fact] = {}
    for fact in sorted(facts, key=lambda one: mixed(kind, language, one.key)):
        found.setdefault(fact.records[:1], fact)
    return list(found.values())[:MOST]


def written(house: House, atlas: Atlas) -> str | None:
    """The text of the file; None where there are no wordings, or no record gives a pair."""
    path = house.templates / FILE
    if not path.is_file():
        return None
    document, problems = textyaml.read(path, house.name(path))
    if document is None or problems:
        raise Faults(problems)
    patterns = Patterns(document.content)
    lines = [line for pair in sorted(pairs(atlas, patterns)) for line in pair[1]]
    if not lines:
        return None
    return "\n".join([*HEAD, *lines, ""])


def pairs(atlas: Atlas, patterns: Patterns) -> Iterator[tuple[str, list[str]]]:
    """Id and lines of every pair."""
    for kind, of in FACTS.items():
        for language in LANGUAGES:
            wordings = patterns.of(kind, language)
            if not wordings:
                continue
            for fact in chosen(kind, language, of(atlas, patterns.content["words"], language)):
                wrong, right = wordings[int(mixed("wording", kind, language, fact.key), 16) % len(wordings)]
                identity = f"{'direction' if kind == 'turned' else kind}-{language}-{fact.key}"
                yield identity, [
                    f"- id: {identity}",
                    f"  kind: {'direction' if kind == 'turned' else kind}",
                    f"  language: {language}",
                    f"  records: [{', '.join(fact.records)}]",
                    f"  wrong: {_filled(wrong, fact, fact.wrong)}",
                    f"  right: {_filled(right, fact, fact.right)}",
                ]


def _filled(wording: str, fact: Fact, x: str) -> str:
    text = wording.format(**fact.words, x=x)
    # A sentence begins with a capital, but a name such as irAE keeps its letters.
    return json.dumps(text if text[1:2].isupper() else text[:1].upper() + text[1:], ensure_ascii=False)


