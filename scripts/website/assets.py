"""What the browser loads beside a page: labels with every page, all else when a reader points at a link or searches.

In: docs/ as it stands, the Atlas, the labels, a language. Out: name below assets/LANGUAGE → script. A folder holds pieces.
"""

from __future__ import annotations

import hashlib
from typing import Any

from ..language.labels import Labels
from ..paths import House
from ..records import Atlas
from .checked import checked
from .direct import answers
from .hover import previews
from .names import known
from .pieces import dealt, keyed, register
from .postings import prepared
from .references import asked_for, cited
from .search import entries
from .sounds import sounds

PIECE = 6000
"""Bytes of a piece of previews, answers or references: some 2 KB on the way."""
VERSION_LENGTH = 8


def scripts(house: House, atlas: Atlas, labels: Labels, language: str) -> dict[str, str]:
    """Every script of a language; `labels` tells how many pieces there are, and of which build, so that no cache mixes two."""
    names = known(atlas, labels, language)
    text = prepared(entries(house, atlas, language), names, language)
    cut: dict[str, list[Any]] = {
        "hover": dealt(keyed(previews(atlas, labels, language)), PIECE),
        "answers": dealt(keyed(answers(atlas, labels, language)), PIECE),
        "cited": dealt(asked_for(cited(atlas)), PIECE),
        "postings": text.postings,
        "texts": text.texts,
    }
    content = {"names": names, "text": text.head, "words": text.words, "sounds": sounds(), "checked": checked(atlas, labels, language)}
    content |= {f"{name}/{number}": piece for name, found in cut.items() for number, piece in enumerate(found)}
    written = {name: register(name, one) for name, one in content.items()}
    version = hashlib.sha256("".join(written.values()).encode()).hexdigest()[:VERSION_LENGTH]
    pieces = {"version": version, **{name: len(found) for name, found in cut.items()}}
    return {"labels": register("pieces", pieces) + register("labels", labels.group("browser", language)), **written}
