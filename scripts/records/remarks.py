"""Comments of a YAML file, each with the entry that it belongs to, so that they move where the entry moves.

In: the text of a file and its node graph. Out: `Remarks`. A comment line belongs to the entry that follows it, one that
is indented deeper than that to the entry before, one behind a value to that value's entry.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import yaml


@dataclass(frozen=True)
class Entry:
    """A key with its value, or an item of a list, that begins on a line of its own or behind a dash."""

    node: yaml.Node
    """The key, or the item."""
    line: int
    column: int
    above: Entry | None


@dataclass
class Remarks:
    """Comment lines before and after an entry, and what stands behind its first line, by the id of the entry's node."""

    before: dict[int, list[str]] = field(default_factory=dict)
    after: dict[int, list[str]] = field(default_factory=dict)
    behind: dict[int, str] = field(default_factory=dict)
    columns: dict[int, int] = field(default_factory=dict)
    """Where each entry stood."""
    end: list[str] = field(default_factory=list)
    """Comment lines of a file that holds nothing after them to belong to."""


def remarks(text: str, root: yaml.Node) -> Remarks:
    """Every comment of a text, with its entry."""
    entries = list(_entries(root, None))
    found = Remarks(columns={id(entry.node): entry.column for entry in entries})
    group: list[tuple[int, str]] = []
    for number, line in enumerate(text.split("\n")):
        column = _comment(line, _spans(root, number))
        if column is None:
            if line.strip():
                group = _settle(found, entries, group, number)
            continue
        if line[:column].strip():
            group = _settle(found, entries, group, number)
            _behind(found, entries, number, line[column:].rstrip())
        else:
            group.append((column, line.rstrip()))
    if group:
        last = _before(entries, len(text))
        if last is not None and group[0][0]:
            found.after.setdefault(id(_level(last, group[0][0]).node), []).extend(line for _, line in group)
        else:
            found.end += [line for _, line in group]
    return found


def _settle(found: Remarks, entries: list[Entry], group: list[tuple[int, str]], number: int) -> list[tuple[int, str]]:
    """Give a group of comment lines to the entry that starts on the line below it, or to the one above where it is deeper."""
    if group:
        following = next((entry for entry in entries if entry.line >= number), None)
        lines, last = [line for _, line in group], _before(entries, number)
        if following is not None and (last is None or group[0][0] <= following.column):
            found.before.setdefault(id(following.node), []).extend(lines)
        elif last is not None:
            found.after.setdefault(id(_level(last, group[0][0]).node), []).extend(lines)
        else:
            found.end += lines
    return []


def _behind(found: Remarks, entries: list[Entry], number: int, words: str) -> None:
    on_line = [entry for entry in entries if entry.line == number]
    if on_line:
        found.behind[id(on_line[-1].node)] = words
    elif last := _before(entries, number):  # on a later line of a list between brackets: it goes above the whole
        found.before.setdefault(id(last.node), []).append(" " * last.column + words)
    else:
        found.end.append(words)


def _before(entries: list[Entry], number: int) -> Entry | None:
    """The last entry that starts above a line."""
    return next((entry for entry in reversed(entries) if entry.line < number), None)


def _level(entry: Entry, column: int) -> Entry:
    """The entry itself, or the one around it that stands at a column."""
    one: Entry | None = entry
    while one is not None:
        if one.column == column:
            return one
        one = one.above
    return entry


def _entries(node: yaml.Node, above: Entry | None) -> Iterator[Entry]:
    """Every entry outside brackets, in order of the text."""
    if not isinstance(node, yaml.CollectionNode) or node.flow_style:
        return
    for child in node.value:
        key, value = child if isinstance(node, yaml.MappingNode) else (child, child)
        column = key.start_mark.column if isinstance(node, yaml.MappingNode) else node.start_mark.column
        entry = Entry(key, key.start_mark.line, column, above)
        yield entry
        yield from _entries(value, entry)


def _spans(node: yaml.Node, line: int) -> Iterator[tuple[int, int]]:
    """First column and column after the last of each scalar on a line."""
    if not node.start_mark.line <= line <= node.end_mark.line:
        return
    if isinstance(node, yaml.ScalarNode):
        yield (node.start_mark.column if node.start_mark.line == line else 0,
               node.end_mark.column if node.end_mark.line == line else 10**9)
        return
    for child in node.value:
        for one in child if isinstance(node, yaml.MappingNode) else (child,):
            yield from _spans(one, line)


def _comment(line: str, spans: Iterator[tuple[int, int]]) -> int | None:
    """Where a comment begins on a line: at a # outside every scalar that begins the line or follows a space."""
    if "#" not in line:
        return None
    taken = list(spans)
    for column, char in enumerate(line):
        starts = char == "#" and (column == 0 or line[column - 1] in " \t")
        if starts and not any(first <= column < last for first, last in taken):
            return column
    return None
