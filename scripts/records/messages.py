"""What a record's shape got wrong, said as what must be so.

In: an error of pydantic and the document it arose in. Out: a `Problem` with file and line.
"""

from __future__ import annotations

from typing import Any

from ..problems import Problem
from .textyaml import Document, Place


def problem(name: str, document: Document, error: Any) -> Problem:
    place: Place = tuple("is" if part == "is_" else part for part in error["loc"])
    where = ".".join(str(part) for part in place) or "record"
    return Problem(name, document.line(place), "shape", f"{where}: {_must(error)}")


def _must(error: Any) -> str:
    """Pydantic's message said as what must be so."""
    kind, context = error["type"], error.get("ctx", {})
    given = f" (it is {str(error.get('input'))[:60]!r})" if not isinstance(error.get("input"), dict | list) else ""
    match kind:
        case "missing":
            return "must be given"
        case "extra_forbidden":
            return "is not a key of this record; it must be one that the schema names"
        case "literal_error":
            return f"must be one of {context['expected']}{given}"
        case "string_pattern_mismatch":
            return f"must match {context['pattern']}{given}"
        case "string_too_short" | "too_short":
            return "must not be empty"
        case _:
            return f"must be right: {error['msg']}{given}"
