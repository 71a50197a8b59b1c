"""The shape of a pair, and the files that hold them.

In: the house, the Atlas. Out: every pair with how it was made, and the problems of the files.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import TypeAdapter, ValidationError

from ..paths import House
from ..problems import Problem
from ..records import Atlas, textyaml
from ..records.messages import nearest, problem
from ..schema.ids import Id
from ..schema.words import Piece, Printed, Said

Kind = Literal[
    "figure", "interval", "median", "rate", "size", "arithmetic", "direction", "population", "comparator", "line", "phase", "histology",
    "disease", "drug", "target", "agency", "year", "withdrawn", "stale", "class", "expansion",
]
Part = Literal["by rule", "by hand", "held out"]
FILES: dict[Part, str] = {"by rule": "by-rule.yml", "by hand": "by-hand.yml", "held out": "held-out.yml"}
"""Who wrote a pair; `held out` was written by hand too, and rules are never tuned on it."""


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
    """Every pair, by who wrote it, and what is wrong in the files; a file that is not there holds none."""
    found: Twins = {}
    problems: list[Problem] = []
    seen: dict[str, str] = {}
    for part, file in FILES.items():
        path = house.twins / file
        name = house.name(path)
        found[part] = []
        if not path.is_file():
            continue
        document, faults = textyaml.read(path, name)
        problems += faults
        if document is None:
            continue
        try:
            found[part] = PAIRS.validate_python(document.content)
        except ValidationError as error:
            problems += [problem(name, document, one, Twin) for one in error.errors()]
        for index, pair in enumerate(found[part]):
            must = list(_must(pair, seen, atlas))
            problems += [Problem(name, document.line((index,)), "twins", f"{pair.id}: {one}") for one in must]
            seen[pair.id] = name
    return found, problems


def _must(pair: Twin, seen: dict[str, str], atlas: Atlas) -> list[str]:
    """What must be so of a pair beyond its shape."""
    told = []
    if pair.id in seen:
        told.append(f"the id must stand once; it stands in {seen[pair.id]} too")
    if pair.wrong == pair.right:
        told.append("the two sentences must differ")
    known = {one for records in atlas.kinds.values() for one in records}
    told += [f"'{one}' must be the id of a record{nearest(one, known)}" for one in pair.records if one not in known]
    return told
