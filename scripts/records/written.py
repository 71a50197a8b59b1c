"""How a record is written: keys in the order of its model, one style of quotes and of blocks; comments and values stay.

In: the text of a record and its model. Out: the same record as text. A list of plain values stands between brackets on one
line, and so do the small pieces of `ONE_LINE` and names in both languages; everything else has a line a key. Quotes stand
only where YAML or an editor would read something other than the text.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import NoneType, UnionType
from typing import Annotated, Any, Union, get_args, get_origin

import yaml
from pydantic import BaseModel

from ..paths import House
from ..problems import Faults, Problem
from ..schema import KINDS, Text
from .remarks import Remarks, remarks
from .textyaml import read

ONE_LINE = frozenset({
    "Name", "Code", "Figure", "Notice", "Rate", "ArmResult", "Effect", "Population", "Node", "Edge", "NotFound", "Search",
})
"""Pieces that are read as one: a name with its kind, an arm with its figures."""
NAMES = frozenset({"name", "inn", "label", "what", "cutoff"})
"""Fields whose two languages stand on one line."""
LONG = frozenset({"arithmetic_why"})
"""A key that makes a piece of one line too long to read."""

# What YAML 1.1 or 1.2 reads as a number, a truth value, nothing, or a sign of its own; days are read as text by both readers in use.
NO_TEXT = re.compile(
    r"~|null|true|false|yes|no|on|off|=|<<|[-+]?(?:[0-9][0-9_,]*)?\.?[0-9_]*(?:e[-+]?[0-9]+)?|0o[0-7]+|0x[0-9a-f_]+|0b[01_]+"
    r"|[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?|[-+]?\.inf|\.nan", re.IGNORECASE,
)
# Where a plain value would end or begin to mean something else.
BREAKS = re.compile(r"^[-?:,\[\]{}#&*!|>'\"%@`]|^\s|\s$|:(?=\s|$)|\s#|^(?:---|\.\.\.)|[^\S ]|[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff]")
UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff]")
INSIDE_BRACKETS = re.compile(r"[,\[\]{}?]|:(?=[\s,\[\]{}]|$)")


def written(text: str, model: type[BaseModel]) -> str:
    """A record's text in the one style; it must be YAML that our reader takes."""
    root = yaml.compose(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    assert root is not None, "an empty file is refused by the reader"
    writer = Writer(remarks(text, root))
    return "\n".join([*writer.block(root, model, 0), *writer.notes.end]) + "\n"


class Writer:
    """Writes the nodes of one file."""

    def __init__(self, notes: Remarks) -> None:
        self.notes = notes

    def block(self, node: yaml.Node, kind: Any, depth: int) -> list[str]:
        """The lines of a mapping or of a list, indented."""
        lines: list[str] = []
        if isinstance(node, yaml.MappingNode):
            for key, value, inner in _pairs(node, kind):
                lines += self._entry(key, f"{' ' * depth}{_scalar(key.value, str, False)}:", value, inner, depth + 2, key.value)
            return lines
        for item in node.value:
            inner = _plain(next(iter(get_args(_plain(kind))), str))
            if isinstance(item, yaml.MappingNode) and item.value and not _one_line(item, inner, ""):
                below = self.block(item, inner, depth + 2)
                at = next(i for i, line in enumerate(below) if not line.lstrip().startswith("#"))
                below[at] = f"{' ' * depth}- {below[at][depth + 2:]}{self._behind(item)}"
                below[:at] = [" " * depth + line.lstrip() for line in below[:at]]
                lines += [*self._lines(self.notes.before, item, depth), *below, *self._lines(self.notes.after, item, depth)]
            else:
                lines += self._entry(item, f"{' ' * depth}-", item, inner, depth + 2, "")
        return lines

    def _entry(self, node: yaml.Node, head: str, value: yaml.Node, kind: Any, depth: int, name: str) -> list[str]:
        """An entry with its comments: on one line where its value is a scalar or stands between brackets, else with lines below."""
        behind = self._behind(node)
        before, after = (self._lines(kept, node, depth - 2) for kept in (self.notes.before, self.notes.after))
        if isinstance(value, yaml.ScalarNode) or not value.value or _one_line(value, kind, name):
            before += [line for one in _inside(value) if one is not node for line in self._all(one, depth - 2)]
            return [*before, f"{head} {flow(value, kind, False)}".rstrip() + behind, *after]
        return [*before, head + behind, *self.block(value, kind, depth), *after]

    def _behind(self, node: yaml.Node) -> str:
        return f"  {self.notes.behind[id(node)]}" if id(node) in self.notes.behind else ""

    def _lines(self, kept: dict[int, list[str]], node: yaml.Node, depth: int) -> list[str]:
        """Comment lines of an entry, moved as far as the entry."""
        by = depth - self.notes.columns.get(id(node), depth)
        return [" " * max(0, len(line) - len(line.lstrip()) + by) + line.lstrip() for line in kept.get(id(node), [])]

    def _all(self, node: yaml.Node, depth: int) -> list[str]:
        """Every comment of an entry that now stands between brackets, where none can stand."""
        behind = [self.notes.behind[id(node)]] if id(node) in self.notes.behind else []
        lines = [*self.notes.before.get(id(node), []), *behind, *self.notes.after.get(id(node), [])]
        return [" " * depth + line.lstrip() for line in lines]


def flow(node: yaml.Node, kind: Any, inside: bool = True) -> str:
    """A value on one line."""
    kind = _plain(kind)
    if isinstance(node, yaml.ScalarNode):
        if node.tag == "tag:yaml.org,2002:null":
            return "null" if inside else ""
        return _scalar(node.value, kind, inside)
    if isinstance(node, yaml.MappingNode):
        pairs = (f"{_scalar(key.value, str, True)}: {flow(value, inner)}" for key, value, inner in _pairs(node, kind))
        return "{" + ", ".join(pairs) + "}"
    inner = next(iter(get_args(kind)), str)
    return "[" + ", ".join(flow(item, inner) for item in node.value) + "]"


def _scalar(value: str, kind: Any, inside: bool) -> str:
    """Plain where a reader of YAML takes it as the same; else in double quotes, or in single ones where it holds double quotes itself."""
    breaks = BREAKS.search(value) or (inside and INSIDE_BRACKETS.search(value))
    if kind in (int, bool) and not breaks:
        return value
    if value and not breaks and not NO_TEXT.fullmatch(value):
        return value
    if not re.search(r'["\\]', value) or UNSEEN.search(value):
        return UNSEEN.sub(lambda match: f"\\u{ord(match[0]):04x}", json.dumps(value, ensure_ascii=False))
    return "'" + value.replace("'", "''") + "'"


def _pairs(node: yaml.MappingNode, kind: Any) -> Iterator[tuple[yaml.ScalarNode, yaml.Node, Any]]:
    """Key, value and form of the value: the model's keys in its order, then any other."""
    fields = {("is" if name == "is_" else name): field.annotation for name, field in kind.model_fields.items()} if _model(kind) else {}
    order = {name: place for place, name in enumerate(fields)}
    for key, value in sorted(node.value, key=lambda pair: order.get(pair[0].value, len(order))):
        yield key, value, _plain(fields.get(key.value, str))


def _one_line(node: yaml.Node, kind: Any, name: str) -> bool:
    """Whether a list or mapping stands between brackets."""
    if isinstance(node, yaml.SequenceNode):
        return not any(isinstance(item, yaml.MappingNode | yaml.SequenceNode) for item in node.value)
    if kind is Text:
        return name in NAMES
    return _model(kind) and kind.__name__ in ONE_LINE and not any(key.value in LONG for key, _ in node.value)


def _inside(node: yaml.Node) -> Iterator[yaml.Node]:
    """Every key and item below a node."""
    if not isinstance(node, yaml.ScalarNode):
        for child in node.value:
            yield from (child[0], *_inside(child[1])) if isinstance(node, yaml.MappingNode) else (child, *_inside(child))


def _plain(kind: Any) -> Any:
    """Without Annotated, and without `or None`."""
    if get_origin(kind) is Annotated:
        return _plain(get_args(kind)[0])
    if get_origin(kind) in (Union, UnionType):
        return _plain(next(one for one in get_args(kind) if one is not NoneType))
    return kind


def _model(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, BaseModel)


def files(house: House) -> Iterator[tuple[Path, type[BaseModel]]]:
    """Every record of evidence/ with its model, drafts too; cards of sources/ are written by make refresh."""
    for kind, model in KINDS.items():
        for folder in (house.evidence / kind, house.evidence / "draft" / kind):
            for path in sorted(folder.glob("*.yml")) if kind != "sources" else ():
                yield path, model


def tidy(house: House, only: Iterable[Path] = ()) -> list[Path]:
    """Bring every record, or some, into the one style; the files that changed. Raises Faults where some could not be read."""
    chosen, seen = {path.resolve() for path in only}, set()
    changed, problems = [], []
    for path, model in files(house):
        if chosen and path.resolve() not in chosen:
            continue
        seen.add(path.resolve())
        document, found = read(path, house.name(path))
        problems += found
        if document is not None and not found:
            before = path.read_text("utf-8")
            if (after := written(before, model)) != before:
                path.write_text(after, "utf-8", newline="\n")
                changed.append(path)
    problems += [Problem(house.name(path), 1, "tidy", "the file must be a record below evidence/") for path in sorted(chosen - seen)]
    if problems:
        raise Faults(problems)
    return changed
