"""The fixed words of pages and scripts: templates/labels*.yml, both languages side by side.

In: the templates folder. Out: `Labels`, which remembers which keys were asked for, so that a test can
refuse unused ones.
"""

from __future__ import annotations

from pathlib import Path

from ..problems import Faults, Problem
from ..records.textyaml import read


class Labels:
    """Words by dotted key and language."""

    def __init__(self, words: dict[str, dict[str, str]]) -> None:
        self.words = words
        self.used: set[str] = set()

    def __call__(self, key: str, language: str) -> str:
        """The label; an unknown key is a fault of the caller and raises KeyError."""
        self.used.add(key)
        return self.words[key][language]

    def group(self, prefix: str, language: str) -> dict[str, str]:
        """All labels below a prefix, keys shortened."""
        found = {k.removeprefix(prefix + "."): w[language] for k, w in self.words.items() if k.startswith(prefix + ".")}
        self.used |= {f"{prefix}.{key}" for key in found}
        return found


def load(folder: Path, name: str = "templates") -> Labels:
    """Read and merge every labels*.yml; raises Faults where a label lacks a language or stands twice."""
    words: dict[str, dict[str, str]] = {}
    problems: list[Problem] = []
    for path in sorted(folder.glob("labels*.yml")):
        file = f"{name}/{path.name}"
        document, found = read(path, file)
        problems += found
        if document is None:
            continue
        for place, word in _leaves(document.content, ()):
            key = ".".join(place)
            line = document.line(place)
            if set(word) != {"zh", "en"} or not all(isinstance(w, str) and w for w in word.values()):
                problems.append(Problem(file, line, "labels", f"{key} must have zh and en and nothing else"))
            elif key in words:
                problems.append(Problem(file, line, "labels", f"{key} must stand once"))
            else:
                words[key] = word
    if problems:
        raise Faults(problems)
    return Labels(words)


def _leaves(value: object, place: tuple[str, ...]) -> list[tuple[tuple[str, ...], dict[str, str]]]:
    if not isinstance(value, dict):
        return [(place, {})]
    if any(not isinstance(v, dict) for v in value.values()):
        return [(place, value)]
    return [leaf for key, v in value.items() for leaf in _leaves(v, (*place, key))]
