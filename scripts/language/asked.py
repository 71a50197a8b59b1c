"""Where labels are asked for by name: in templates, in the browser's scripts and frame, and in our own modules.

In: the templates folder, with theme/ beside it. Out: file, line and key. What is put together from parts (`"endpoint." ~ one`) is
seen when pages are written; the words of a choice have a rule of their own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from ..problems import Problem
from ..records.files import text_of

KEY = r"[\w-]+(?:\.[\w-]+)+"
# The group of labels that a script or a template of the frame means, and how it asks.
PLACES = (
    ("templates", "*.j2", "", re.compile(rf"\bL\('({KEY})'\)")),
    ("theme/js", "*.js", "browser.", re.compile(r'\blabel\("([\w.-]+)"[,)]')),
    ("theme", "**/*.html", "theme.", re.compile(r"\bword\(['\"]([\w.-]+)['\"][,)]")),
)
CODE = Path(__file__).parents[1]
SURE = re.compile(rf'\b(?:label|labels|L)\("({KEY})"')
LITERAL = re.compile(rf'"({KEY})"')
"""A key that a module keeps in a table, such as state → label."""
FILES = (".html", ".json", ".js", ".yml", ".md", ".css")


def asked(folder: Path, name: str, groups: frozenset[str]) -> Iterator[tuple[str, int, str] | Problem]:
    """File, line and key of every label that is asked for; problems of files that cannot be read."""
    for place, pattern, group, question in PLACES:
        beside = folder if place == "templates" else folder.parent / place
        for path in sorted(beside.glob(pattern)):
            file = f"{name if place == 'templates' else place}/{path.relative_to(beside).as_posix()}"
            text, problems = text_of(path, file)
            yield from problems
            for number, line in enumerate((text or "").split("\n"), start=1):
                yield from ((file, number, group + key) for key in question.findall(line))
    for file, number, key, sure in in_code():
        if sure or key.rpartition(".")[0] in groups:
            yield file, number, key


@cache
def in_code() -> tuple[tuple[str, int, str, bool], ...]:
    """File, line and key of every literal of our modules that has the form of one, and whether it is surely meant as one."""
    found = []
    for path in sorted(CODE.rglob("*.py")):
        file = f"scripts/{path.relative_to(CODE).as_posix()}"
        for number, line in enumerate(path.read_text("utf-8").split("\n"), start=1):
            sure = set(SURE.findall(line))
            found += [(file, number, key, key in sure) for key in LITERAL.findall(line) if not key.endswith(FILES)]
    return tuple(found)
