"""The field reference: every kind of record and every piece of one, key by key, as Markdown.

In: the models. Out: the text of schemas/README.md, which CONTRIBUTING leads to.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Literal, get_args, get_origin

from pydantic import BaseModel
from pydantic_core import PydanticUndefined

from . import KINDS, Text
from .ids import Pointer, unwrapped
from .spelt import WORDS

HEAD = """<!-- Generated from scripts/schema/ by scripts/schema/keys.py; run make pages. -->
# Fields of the records

Every key of every kind of record, in the order in which it stands in a file. An asterisk marks what must be given. The file
name is the id and is not typed. Each kind has a JSON Schema of the same name in this folder, which an editor reads.
"""


def field_reference() -> str:
    """The whole file: kinds first, then the pieces that they are made of."""
    pieces: dict[str, type[BaseModel]] = {}
    parts = [HEAD, *(_section(folder, model, pieces) for folder, model in KINDS.items())]
    done: set[str] = set()
    while waiting := [name for name in pieces if name not in done]:
        done.update(waiting)
        parts += [_section(name, pieces[name], pieces) for name in waiting]
    return "\n".join(parts)


def _section(name: str, model: type[BaseModel], pieces: dict[str, type[BaseModel]]) -> str:
    rows = [
        f"| `{'is' if key == 'is_' else key}`{'*' if field.is_required() else ''} "
        f"| {_cell(', '.join(_forms(field.annotation, pieces, field.metadata)))} "
        f"| {_cell(field.description or '')}{_default(field.default)} |"
        for key, field in model.model_fields.items() if key != "id" or name not in KINDS
    ]
    return "\n".join([
        f"## {name}\n", f"{' '.join((model.__doc__ or '').split())}\n", "| key | form | what it holds |", "| --- | --- | --- |", *rows, "",
    ])


def _default(value: object) -> str:
    return "" if value in (PydanticUndefined, None, "") or isinstance(value, list) else f" Left out: `{value}`."


def _forms(kind: Any, pieces: dict[str, type[BaseModel]], given: Iterable[Any] = ()) -> Iterator[str]:
    """What a value is: text in both languages, one of some words, an id of something, a piece, a list of any of these, or plain text."""
    # `given` are the marks that pydantic took off the type: put on again, typing would give the words of a choice in any order.
    marks, kind = unwrapped(kind)
    marks += given
    origin, inner = get_origin(kind), get_args(kind)
    said = [mark.words() for mark in marks if isinstance(mark, Pointer)]
    said += [WORDS[mark.pattern] for mark in marks if getattr(mark, "pattern", None) in WORDS]
    if said:
        yield said[0]
    elif origin is Literal:
        yield "one of " + ", ".join(f"`{word}`" for word in inner)
    elif origin in (list, tuple):
        yield ("two: " if origin is tuple else "list: ") + ", ".join(_forms(inner[0], pieces))
    elif kind is Text:
        yield "`zh` and `en`"
    elif isinstance(kind, type) and issubclass(kind, BaseModel):
        pieces.setdefault(kind.__name__, kind)
        yield f"[{kind.__name__}](#{kind.__name__.lower()})"
    else:
        yield {int: "whole number", bool: "`true` or `false`"}.get(kind, "text")


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")
