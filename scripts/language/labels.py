"""The fixed words of pages and scripts: templates/labels*.yml, both languages side by side.

In: the templates folder. Out: `Labels`, which remembers which keys were asked for, so that a test can
refuse unused ones.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from string import Formatter

from ..problems import Faults, Problem
from ..records.messages import nearest
from ..records.textyaml import read
from .asked import asked

FILES = ("labels.yml", "labels-browser.yml")
"""Words of the pages; words of the browser's scripts and of the frame."""


class Word(str):
    """A label that must be filled in with exactly what it has places for: a lost place would silently print no figure."""

    def __new__(cls, text: str, key: str, labels: Labels) -> Word:
        word = super().__new__(cls, text)
        word.key, word.labels = key, labels
        return word

    key: str
    labels: Labels

    def format(self, *_: object, **values: object) -> str:
        if places(self) != sorted(values):
            file, line = self.labels.lines.get(self.key, (f"templates/{FILES[0]}", 1))
            must = " and ".join(f"{{{name}}}" for name in sorted(values))
            raise Faults([Problem(file, line, "labels", f"{self.key} must hold {must}, once each, and no other braces")])
        return super().format(**values)


class Labels:
    """Words by dotted key and language."""

    def __init__(self, words: dict[str, dict[str, str]], lines: dict[str, tuple[str, int]] | None = None) -> None:
        self.words = words
        self.lines = lines or {}
        self.used: set[str] = set()

    def __call__(self, key: str, language: str) -> Word:
        """The label; raises Faults where it is not there."""
        self.used.add(key)
        if key not in self.words:
            raise Faults([self.missing(key)])
        return Word(self.words[key][language], key, self)

    def missing(self, key: str) -> Problem:
        """What is told of a label that is not there: at its group, where that is."""
        group = next((place for known, place in self.lines.items() if known.rpartition(".")[0] == key.rpartition(".")[0]), None)
        file, line = group or (f"templates/{FILES[0]}", 1)
        return Problem(file, line, "labels", f"'{key}' must be there, with zh and en{nearest(key, self.words)}")

    def group(self, prefix: str, language: str) -> dict[str, str]:
        """All labels below a prefix, keys shortened."""
        found = {k.removeprefix(prefix + "."): w[language] for k, w in self.words.items() if k.startswith(prefix + ".")}
        self.used |= {f"{prefix}.{key}" for key in found}
        return found


def load(folder: Path, name: str = "templates") -> Labels:
    """Read and merge every labels*.yml; raises Faults where one lacks a language or a place, or is not there."""
    words: dict[str, dict[str, str]] = {}
    lines: dict[str, tuple[str, int]] = {}
    problems: list[Problem] = []
    for path in sorted({*folder.glob("labels*.yml"), *(folder / file for file in FILES)}):
        file = f"{name}/{path.name}"
        document, found = read(path, file)
        problems += found
        if document is None:
            continue
        for place, word in _leaves(document.content, ()):
            key = ".".join(place)
            line = document.line(place)
            if set(word) != {"zh", "en"} or not all(isinstance(w, str) and w.strip() for w in word.values()):
                problems.append(Problem(file, line, "labels", f"{key} must have zh and en and nothing else"))
            elif key in words:
                problems.append(Problem(file, line, "labels", f"{key} must stand once"))
            else:
                words[key], lines[key] = word, (file, line)
                problems += _places(file, line, key, word)
    labels = Labels(words, lines)
    if not problems:
        problems = list(_asked(folder, name, labels))
    if problems:
        raise Faults(problems)
    return labels


def _leaves(value: object, place: tuple[str, ...]) -> list[tuple[tuple[str, ...], dict[str, str]]]:
    if not isinstance(value, dict):
        return [(place, {})]
    if any(not isinstance(v, dict) for v in value.values()):
        return [(place, value)]
    return [leaf for key, v in value.items() for leaf in _leaves(v, (*place, key))]


def _places(file: str, line: int, key: str, word: dict[str, str]) -> Iterator[Problem]:
    """Whether both languages are filled in with the same, and hold nothing else in braces."""
    zh, en = places(word["zh"]), places(word["en"])
    if zh != en or "?" in zh:
        told = " and ".join(f"{{{place}}}" for place in sorted({*zh, *en} - {"?"})) or "no braces"
        yield Problem(file, line, "labels", f"{key} must hold {told} in both languages, once each, and no other braces")


def places(text: str) -> list[str]:
    """What stands in the braces of a label, in order of the alphabet; `?` where braces do not close or hold more than a name."""
    try:
        found = [(name, form, mark) for _, name, form, mark in Formatter().parse(text) if name is not None]
    except ValueError:
        return ["?"]
    return sorted(name if name.isidentifier() and not form and not mark else "?" for name, form, mark in found)


def _asked(folder: Path, name: str, labels: Labels) -> Iterator[Problem]:
    """Where a label is asked for that is not there."""
    for one in asked(folder, name, frozenset(key.rpartition(".")[0] for key in labels.words)):
        if isinstance(one, Problem):
            yield one
        elif one[2] not in labels.words:
            file, number, key = one
            yield Problem(file, number, "labels", f"'{key}' must be a label{nearest(key, labels.words)}")
