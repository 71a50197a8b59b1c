"""The shape of a pair, and the files that hold them.

In: the house, the Atlas. Out: every pair with how it was made, and the problems of the files.
"""

from __future__ import annotations

from typing import Annotated, Literal, get_args

from pydantic import TypeAdapter, ValidationError

from ..paths import House
from ..problems import Problem
from ..records import Atlas, textyaml
from ..records.messages import nearest, problem
from ..records.textyaml import Document
from ..schema.ids import Id
from ..schema.words import Piece, Printed, Said

Kind = Literal[
    "figure", "interval", "median", "rate", "size", "arithmetic", "direction", "population", "comparator", "line", "phase", "histology",
    "disease", "drug", "target", "agency", "year", "withdrawn", "stale", "class", "expansion",
]
KINDS: tuple[Kind, ...] = get_args(Kind)
"""In the order in which tables list them."""
Part = Literal["by rule", "by hand", "held out"]
FILES: dict[Part, str] = {"by rule": "by-rule.yml", "by hand": "by-hand.yml", "held out": "held-out.yml"}
"""Who wrote a pair; `held out` was written by hand too, and rules are never tuned on it."""
BY_HAND: tuple[Part, ...] = ("by hand", "held out")


class Twin(Piece):
    """A false sentence and its corrected twin: what the one gets wrong, and the records that say so."""

    id: Id
    """Stands once in all files."""
    kind: Annotated[Kind, Said("twin-kind")]
    """What the false sentence gets wrong."""
    language: Literal["zh", "en"]
    """Of both sentences."""
    records: list[Printed]
    """Ids of the records that say so; none where the sentence contradicts itself."""
    wrong: Printed
    """The false sentence."""
    right: Printed
    """The same, corrected."""


Twins = dict[Part, list[Twin]]
PAIRS: TypeAdapter[list[Twin]] = TypeAdapter(list[Twin])


def read(house: House, atlas: Atlas) -> tuple[Twins, list[Problem]]:
    """The pairs written by hand, and what is wrong in their files; a file that is not there holds none."""
    found: Twins = {}
    problems: list[Problem] = []
    seen: dict[str, str] = {}
    for part in BY_HAND:
        path = house.twins / FILES[part]
        name = house.name(path)
        document, faults = textyaml.read(path, name) if path.is_file() else (None, [])
        problems += faults
        found[part], faults = parsed(document, name) if document is not None else ([], [])
        problems += faults
        for index, pair in enumerate(found[part]):
            line = document.line((index,)) if document is not None else 1
            problems += [Problem(name, line, "twins", f"{pair.id}: {one}") for one in _must(pair, seen, atlas)]
            seen[pair.id] = name
    return found, problems


def parsed(document: Document, name: str) -> tuple[list[Twin], list[Problem]]:
    """The pairs of a file, or what is wrong with their shape."""
    try:
        return PAIRS.validate_python(document.content), []
    except ValidationError as error:
        return [], [problem(name, document, one, Twin) for one in error.errors()]


def _must(pair: Twin, seen: dict[str, str], atlas: Atlas) -> list[str]:
    """What must be so of a pair beyond its shape."""
    told = []
    if pair.id in seen:
        told.append(f"the id must stand once; it stands in {seen[pair.id]} too")
    if pair.wrong == pair.right:
        told.append("the two sentences must differ")
    known = {one for records in atlas.kinds.values() for one in records}
    if not atlas.faulty:  # a record that was left out is at fault itself
        told += [f"'{one}' must be the id of a record{nearest(one, known)}" for one in pair.records if one not in known]
    return told
