"""The rule of labels: every value of a choice has its words."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any, Literal, get_args, get_origin

from pydantic import BaseModel

from ..problems import Problem
from ..schema import KINDS
from ..schema.ids import unwrapped
from ..schema.words import Said
from .desk import Desk


def labels_say_every_value(desk: Desk) -> Iterator[Problem]:
    """Every value of a choice that pages print has its label in both languages."""
    for group, values in sorted(vocabularies().items()):
        for value in values:
            if f"{group}.{value}" not in desk.labels.words:
                yield desk.labels.missing(f"{group}.{value}")


@cache
def vocabularies() -> dict[str, tuple[str, ...]]:
    """Group of labels → the values that it must say, from the marks of the models."""
    found: dict[str, tuple[str, ...]] = {}
    for model in KINDS.values():
        _said(model, found, set())
    found["verdict-means"] = found["verdict"]
    return found


def _said(model: type[BaseModel], found: dict[str, tuple[str, ...]], seen: set[type]) -> None:
    for field in model.model_fields.values():
        kinds: list[tuple[list[Any], Any]] = [(list(field.metadata), field.annotation)]
        while kinds:
            given, kind = kinds.pop()
            marks, inner = unwrapped(kind)
            for mark in (*given, *marks):
                if isinstance(mark, Said):
                    values = [value for value in get_args(inner) if value not in mark.but]
                    found[mark.group] = tuple(dict.fromkeys([*found.get(mark.group, ()), *values]))
            if isinstance(inner, type) and issubclass(inner, BaseModel) and inner not in seen:
                seen.add(inner)
                _said(inner, found, seen)
            elif get_origin(inner) is not Literal:
                kinds += [([], one) for one in get_args(inner) if one is not Ellipsis]
