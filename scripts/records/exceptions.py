"""Exceptions to rules: faults that only a look at a source can settle, each with its reason, in evidence/exceptions.yml.

In: the house and the problems found. Out: the problems that no exception excuses, and the exceptions that excuse nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from ..paths import House
from ..problems import Problem
from .textyaml import read

FILE = "exceptions.yml"
KEYS = ("file", "rule", "says", "why")
"""Whose problem, of which rule, words that its message holds, and why it stands for now."""


@dataclass(frozen=True)
class Excuse:
    """One excused problem and the line that excuses it."""

    file: str
    rule: str
    says: str
    line: int

    def fits(self, problem: Problem) -> bool:
        return (problem.path, problem.rule) == (self.file, self.rule) and self.says in problem.message


def excused(house: House, problems: Iterable[Problem], only: frozenset[str] | None = None) -> list[Problem]:
    """The problems that stand; an exception that no longer fires is one. `only` names the files that were looked at."""
    path = house.evidence / FILE
    found = list(problems)
    if not path.exists():
        return found
    name = house.name(path)
    document, faults = read(path, name)
    listed, wrong = _listed(name, document.content if document else [], document.line if document else None)
    used = {one for one in listed for problem in found if one.fits(problem)}
    stands = [problem for problem in found if not any(one.fits(problem) for one in listed)]
    for one in listed:
        if one not in used and (only is None or one.file in only):
            must = f"the exception must go: {one.file} no longer breaks {one.rule} with '{one.says}'"
            wrong.append(Problem(name, one.line, "exception", must))
    return [*stands, *faults, *wrong]


def _listed(name: str, content: Any, line: Any) -> tuple[list[Excuse], list[Problem]]:
    good: list[Excuse] = []
    bad: list[Problem] = []
    for i, entry in enumerate(content if isinstance(content, list) else [content]):
        at = line((i,)) if line else 1
        if isinstance(entry, dict) and set(entry) == set(KEYS) and all(isinstance(v, str) and v.strip() for v in entry.values()):
            good.append(Excuse(entry["file"], entry["rule"], entry["says"], at))
        else:
            bad.append(Problem(name, at, "exception", f"an exception must have {', '.join(KEYS)}, each with text, and nothing else"))
    return good, bad
