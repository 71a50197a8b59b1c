"""The scaffold of a record: every key of its model in order, explained, required ones open and the rest commented out.

In: a model. Out: YAML text that an editor completes with the schema named in its first line. It asserts nothing: no
choice is made and no list is said to be empty, so that whatever is not filled in is told as missing.
"""

from __future__ import annotations

import re
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

# A line that holds a key, open or commented out, and not an explanation.
KEY = re.compile(r"\s*(# )?[a-z_0-9]+:( |$)")
# Keys that a new record does not have: its id is the file name, and it has not gone anywhere.
LEFT_OUT = frozenset({"id", "standing", "moved_to", "standing_why"})


def record(model: type[BaseModel], folder: str) -> str:
    """The whole file."""
    lines = [
        f"# yaml-language-server: $schema=../../../schemas/{folder}.json",
        f"# {' '.join((model.__doc__ or '').split())}",
        f"# When complete, take these first lines away, move to evidence/{folder}/ and run make check.",
        "# Keys with a # in front may be left out. A list is written [one, two]; [] says that there are none.",
    ]
    for name, field in model.model_fields.items():
        if name not in LEFT_OUT:
            lines += _field(name, field, 0, commented=not field.is_required())
    return "\n".join(lines) + "\n"


def _field(name: str, field: FieldInfo, depth: int, commented: bool) -> list[str]:
    indent = "  " * depth
    mark = "# " if commented else ""
    key = "is" if name == "is_" else name
    lines = [f"{indent}# {field.description}"] if field.description else []
    value, nested = _value(field.annotation, depth, commented)
    return [*lines, f"{indent}{mark}{key}:{value}", *nested]


def _value(kind: Any, depth: int, commented: bool) -> tuple[str, list[str]]:
    """What stands behind the colon, and the lines below it."""
    kind = _plain(kind)
    if get_origin(kind) is Literal:
        return choice(kind), []
    if get_origin(kind) in (list, tuple):
        (inner, *_) = get_args(kind)
        if not _model(_plain(inner)):
            return "", []
        return "", _item(_plain(inner), depth + 1, commented)
    if _model(kind):
        if set(kind.model_fields) == {"zh", "en"}:
            return ' {zh: "", en: ""}', []
        return "", [line for n, f in kind.model_fields.items() for line in _field(n, f, depth + 1, commented or not f.is_required())]
    return "", []


def choice(kind: Any) -> str:
    """The words that a choice has, as a comment behind its key."""
    return f"  # one of: {' | '.join(map(str, get_args(_plain(kind))))}"


def _item(model: type[BaseModel], depth: int, commented: bool) -> list[str]:
    """One entry of a list of pieces."""
    lines = [line for n, f in model.model_fields.items() for line in _field(n, f, depth + 1, commented or not f.is_required())]
    first = next(at for at, line in enumerate(lines) if KEY.match(line))
    mark = "# - " if lines[first].lstrip().startswith("#") else "- "
    lines[first] = "  " * depth + mark + lines[first].strip().removeprefix("# ")
    return lines


def _plain(kind: Any) -> Any:
    """Without Annotated, and without `or None`."""
    if get_origin(kind) is Annotated:
        return _plain(get_args(kind)[0])
    if get_origin(kind) in (Union, UnionType):
        return _plain(next(one for one in get_args(kind) if one is not NoneType))
    return kind


def _model(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, BaseModel)
