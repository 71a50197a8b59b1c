"""What a record's shape got wrong, said as what must be so.

In: an error of pydantic, the document it arose in and the model it was held against. Out: a `Problem` with file and line.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from typing import Any, get_args

from pydantic import BaseModel

from ..problems import Problem
from ..schema.ids import unwrapped
from ..schema.spelt import WORDS
from .textyaml import Document, Place

# Of difflib's ratio: below it the word offered is as often a stranger as the one meant.
LIKENESS = 0.7
UNQUOTED = "a text that holds a comma must stand in quotes between brackets"
NAMES_OF_ENTRIES = ("id", "arm", "n")
"""Keys by whose value an entry of a list is known, best first."""


def nearest(word: str, known: Iterable[str]) -> str:
    """The known word that was perhaps meant, as the end of a sentence: one with two characters turned, else one that is like it."""
    words = set(known)
    turned = (word[:i] + word[i + 1] + word[i] + word[i + 2 :] for i in range(len(word) - 1))
    found = [one for one in turned if one != word and one in words] or get_close_matches(word, sorted(words), 1, LIKENESS)
    return f"; '{found[0]}' is near" if found else ""


def problem(name: str, document: Document, error: Mapping[str, Any], model: type[BaseModel]) -> Problem:
    """The line and the sentence of one error."""
    place: Place = tuple("is" if part == "is_" else part for part in error["loc"])
    return Problem(name, document.line(place), "shape", f"{told(document.content, place)}: {_must(error, model)}")


def told(content: Any, place: Place) -> str:
    """A place as a reader finds it: entries by their id where they have one, texts of a list by its key; results.os-2016.effect.value."""
    words = []
    for part in place:
        content = _inside(content, part)
        known = next((content[key] for key in NAMES_OF_ENTRIES if content.get(key)), None) if isinstance(content, dict) else None
        if isinstance(part, str) or isinstance(content, dict | list):
            words.append(str(known) if isinstance(part, int) and isinstance(known, str) else str(part))
    return ".".join(words) or "record"


def _inside(content: Any, part: str | int) -> Any:
    try:
        return content[part]
    except (KeyError, IndexError, TypeError):
        return None


def _must(error: Mapping[str, Any], model: type[BaseModel]) -> str:
    """Pydantic's message said as what must be so."""
    kind, context, value = error["type"], error.get("ctx", {}), error.get("input")
    given = f" (it is {str(value)[:60]!r})" if not isinstance(value, dict | list | None) else ""
    match kind:
        case "missing":
            return "must be given"
        case "extra_forbidden":
            return _unknown_key(str(error["loc"][-1]), value, _keys(model, error["loc"][:-1]))
        case "literal_error":
            words = re.findall(r"'([^']*)'", str(context["expected"]))
            near = nearest(str(value), words) if value else ""
            if near:
                return f"must be one of its words{given}{near}; they are {context['expected']}"
            return f"must be one of {context['expected']}{given}"
        case "string_pattern_mismatch" if not str(value).strip():
            return "must not be empty"
        case "string_pattern_mismatch":
            return f"must be {WORDS.get(context['pattern'], context['pattern'])}{given}"
        case "string_type" if isinstance(value, dict):
            return "must be text; one that holds a colon and a space must stand in quotes"
        case "string_type" if isinstance(value, list):
            return "must be text and not a list"
        case "string_type":
            return "must be given; nothing stands behind the colon"
        case "string_too_short" | "too_short":
            return "must not be empty" if context.get("min_length", 1) == 1 else f"must have {context['min_length']} entries{given}"
        case "string_too_long":
            return f"must hold at most {context['max_length']} characters (it holds {len(str(value))})"
        case "too_long":
            return f"must have {context['max_length']} entries (it has {len(value or ())}); a decimal point must be a point"
        case "list_type" | "tuple_type":
            return f"must be a list, such as [one, two]{given}"
        case "model_type" | "model_attributes_type" | "dict_type":
            keys = _keys(model, error["loc"])
            return f"must be a mapping with the keys {', '.join(keys)}{given}" if keys else f"must be a mapping{given}"
        case "int_parsing" | "int_type" | "int_from_float":
            return f"must be a whole number{given}"
        case "bool_parsing" | "bool_type":
            return f"must be true or false{given}"
        case "greater_than_equal":
            return f"must be {context['ge']} or more{given}"
        case "together":
            return str(error["msg"])
        case "day" | "number" | "name":
            return f"{error['msg']}{given}"
        case _:
            return f"must be right: {error['msg']}{given}"


def _unknown_key(key: str, value: object, keys: list[str]) -> str:
    """A key that the model does not have: half of a text that an unquoted comma cut, a slip, or something else."""
    if value is None and not re.fullmatch("[a-z_]+", key):
        return f"'{key}' is no key; {UNQUOTED}"
    return f"'{key}' is no key here{nearest(key, keys)}; it must be one of {', '.join(keys)}"


def _keys(model: type[BaseModel], place: tuple[str | int, ...]) -> list[str]:
    """The keys of the mapping at a place, as they are written."""
    kind: Any = model
    for part in place:
        _, kind = unwrapped(kind)
        if isinstance(part, int):
            kind = (get_args(kind) or (None,))[0]
        elif isinstance(kind, type) and issubclass(kind, BaseModel) and part in kind.model_fields:
            kind = kind.model_fields[part].annotation
        else:
            return []
    _, kind = unwrapped(kind)
    known = kind.model_fields if isinstance(kind, type) and issubclass(kind, BaseModel) else {}
    return ["is" if key == "is_" else key for key in known if key != "id" or kind is not model]
