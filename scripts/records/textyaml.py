"""YAML read as text: every scalar a string, every value with its line, repeated keys refused.

In: the text of one file. Out: a `Document` (plain dicts, lists and strings, and the line of each place).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from ..problems import Problem
from .files import odd_digits, text_of

Place = tuple[str | int, ...]

LOADER = yaml.CSafeLoader if hasattr(yaml, "CSafeLoader") else yaml.SafeLoader
DEEPEST = 30
"""Levels of nesting. No record has more than eight; libyaml's composer ends the process at some ten thousand."""
SHALLOW = 5000
"""A file with fewer openings than this cannot nest so deep that composing it ends the process."""
OPENING = re.compile(r"[\[{]|[-?:] ")
# What a scaffold writes behind a choice that is still to be made, and where only a person can say.
CHOICE, UNKNOWN = re.compile(r"^[^#\n]*# one of: ", re.MULTILINE), "?"


@dataclass
class Document:
    """The content of a file, and for each place in it (keys and indices) the line where it stands."""

    content: Any
    lines: dict[Place, int] = field(default_factory=dict)
    choices: list[int] = field(default_factory=list)
    """Lines on which a scaffold's choice was left as it came."""
    questions: list[Place] = field(default_factory=list)
    """Places at which a scaffold's question mark stands."""

    def line(self, place: Place) -> int:
        """The line of a place, or of the nearest place above it."""
        while place and place not in self.lines:
            place = place[:-1]
        return self.lines.get(place, 1)


def read(path: Path, name: str) -> tuple[Document | None, list[Problem]]:
    """The document, or None with the problems that keep it from being read."""
    text, problems = text_of(path, name)
    return (None, problems) if text is None else parse(text, name)


def parse(text: str, name: str) -> tuple[Document | None, list[Problem]]:
    """The same from a file's text."""
    try:
        if sum(1 for _ in OPENING.finditer(text)) > SHALLOW:
            _not_too_deep(text)
        node = yaml.compose(text, Loader=LOADER)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        return None, [Problem(name, mark.line + 1 if mark else 1, "readable", _yaml(error.problem or ""))]
    except yaml.YAMLError as error:
        line = text[: max(getattr(error, "position", 0) or 0, 0)].count("\n") + 1
        return None, [Problem(name, line, "readable", f"the file must be YAML: {' '.join(str(error).split())}")]
    except RecursionError:
        return None, [Problem(name, 1, "readable", f"a file must not nest deeper than {DEEPEST} levels")]
    if node is None:
        return None, [Problem(name, 1, "readable", "the file must hold a record; it is empty")]
    odd = _odd(node, set(), 0)
    if odd is not None:
        where, message = odd
        return None, [Problem(name, where.start_mark.line + 1, "readable", message)]
    document = Document(None, choices=[text.count("\n", 0, match.start()) + 1 for match in CHOICE.finditer(text)])
    problems: list[Problem] = []
    document.content = _convert(node, (), document, problems, name)
    return document, problems


def _yaml(problem: str) -> str:
    """YAML's own words, and the mistake that they mostly stand for."""
    hints = {
        "mapping values are not allowed": "a text that holds a colon and a space must stand in quotes, and a key where its sisters begin",
        "did not find expected ',' or": "a text between brackets that holds a colon, a comma or a quote must itself stand in quotes",
        "found character that cannot start": "a text that begins with @, ` or % must stand in quotes, and what indents must be spaces",
        "found unexpected end of stream": "a quote that opens must close",
        "found unknown escape": "a backslash must be doubled between double quotes, or the text stand in single ones",
        "found undefined alias": "a text that begins with * must stand in quotes",
        "did not find expected key": "a key must stand where its sisters begin, and a text that begins with a quote must end with it",
        "did not find expected '-'": "an entry of a list must begin with a hyphen where its sisters begin",
        "could not find expected ':'": "a key must be followed by a colon and a space",
    }
    hint = next((f"; {words}" for start, words in hints.items() if problem.startswith(start)), "")
    return f"the file must be YAML: {problem}{hint}"


def _not_too_deep(text: str) -> None:
    """Raises RecursionError where the file nests so deep that composing it would end the process."""
    depth = 0
    for event in yaml.parse(text, Loader=LOADER):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > DEEPEST:
            raise RecursionError


def _odd(node: yaml.Node, seen: set[int], depth: int) -> tuple[yaml.Node, str] | None:
    """The first place that plain text cannot express: a key that is a list or mapping, a second mention of a node, too deep a nest."""
    plain = "keys must be plain text, and nothing may be an alias (*) of another place"
    if id(node) in seen:
        return node, plain
    if depth > DEEPEST:
        return node, f"a file must not nest deeper than {DEEPEST} levels"
    seen.add(id(node))
    if isinstance(node, yaml.SequenceNode):
        children = list(node.value)
    elif isinstance(node, yaml.MappingNode):
        for key, _ in node.value:
            if not isinstance(key, yaml.ScalarNode):
                return key, plain
        children = [value for _, value in node.value]
    else:
        return None
    return next((odd for child in children if (odd := _odd(child, seen, depth + 1)) is not None), None)


def _convert(node: yaml.Node, place: Place, document: Document, problems: list[Problem], name: str) -> Any:
    line = node.start_mark.line + 1
    document.lines[place] = line
    if isinstance(node, yaml.ScalarNode):
        if digits := odd_digits(node.value):
            problems.append(Problem(name, line, "digits", f"digits must be 0 to 9: '{digits[:20]}'"))
        if node.value == UNKNOWN:
            document.questions.append(place)
        return None if node.tag == "tag:yaml.org,2002:null" else node.value
    if isinstance(node, yaml.SequenceNode):
        return [_convert(item, (*place, i), document, problems, name) for i, item in enumerate(node.value)]
    assert isinstance(node, yaml.MappingNode)
    content: dict[str, Any] = {}
    for key_node, value_node in node.value:
        key = key_node.value
        if key in content:
            line = key_node.start_mark.line + 1
            problems.append(Problem(name, line, "unique-keys", f"the key '{key}' must stand once in a mapping"))
            continue
        content[key] = _convert(value_node, (*place, key), document, problems, name)
        document.lines[(*place, key)] = key_node.start_mark.line + 1
    return content
