"""YAML read as text: every scalar a string, every value with its line, repeated keys refused.

In: the text of one file. Out: a `Document` (plain dicts, lists and strings, and the line of each place).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from ..problems import Problem

Place = tuple[str | int, ...]


@dataclass
class Document:
    """The content of a file, and for each place in it (keys and indices) the line where it stands."""

    content: Any
    lines: dict[Place, int] = field(default_factory=dict)

    def line(self, place: Place) -> int:
        """The line of a place, or of the nearest place above it."""
        while place and place not in self.lines:
            place = place[:-1]
        return self.lines.get(place, 1)


def read(path: Path, name: str) -> tuple[Document | None, list[Problem]]:
    """The document, or None with the problems that keep it from being read."""
    raw = path.read_bytes()
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        return None, [Problem(name, line, "readable", "the file must be UTF-8 text")]
    try:
        node = yaml.compose(text, Loader=yaml.CSafeLoader if hasattr(yaml, "CSafeLoader") else yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        return None, [Problem(name, mark.line + 1 if mark else 1, "readable", f"the file must be YAML: {error.problem}")]
    except yaml.YAMLError as error:
        line = text[: max(getattr(error, "position", 0) or 0, 0)].count("\n") + 1
        return None, [Problem(name, line, "readable", f"the file must be YAML: {' '.join(str(error).split())}")]
    if node is None:
        return None, [Problem(name, 1, "readable", "the file must hold a record; it is empty")]
    odd = _odd(node, set())
    if odd is not None:
        message = "keys must be plain text, and nothing may be an alias (*) of another place"
        return None, [Problem(name, odd.start_mark.line + 1, "readable", message)]
    document = Document(None)
    problems: list[Problem] = []
    document.content = _convert(node, (), document, problems, name)
    return document, problems


def _odd(node: yaml.Node, seen: set[int]) -> yaml.Node | None:
    """The first place that plain text cannot express: a key that is a list or mapping, or a second mention of a node."""
    if id(node) in seen:
        return node
    seen.add(id(node))
    if isinstance(node, yaml.SequenceNode):
        children = list(node.value)
    elif isinstance(node, yaml.MappingNode):
        for key, _ in node.value:
            if not isinstance(key, yaml.ScalarNode):
                found: yaml.Node = key
                return found
        children = [value for _, value in node.value]
    else:
        return None
    return next((odd for child in children if (odd := _odd(child, seen)) is not None), None)


def _convert(node: yaml.Node, place: Place, document: Document, problems: list[Problem], name: str) -> Any:
    document.lines[place] = node.start_mark.line + 1
    if isinstance(node, yaml.ScalarNode):
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
