"""What published entries are made of: their scalars, both languages of a text, names, and the words that a field allows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, Any, Literal, get_args, get_type_hints

from pydantic import BaseModel, ConfigDict, GetCoreSchemaHandler, StringConstraints, WithJsonSchema
from pydantic_core import CoreSchema, core_schema

from ..language.labels import Labels
from ..schema import Record
from ..schema.ids import unwrapped
from ..schema.words import Name


@dataclass(frozen=True)
class OneOf:
    """The words that a field of an authored model allows, so that they stand in one place."""

    model: type[BaseModel]
    field: str

    @property
    def words(self) -> list[str]:
        return list(get_args(unwrapped(self.model.model_fields[self.field].annotation)[1]))

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.literal_schema(self.words)


Words = Annotated[str, StringConstraints(min_length=1)]
Num = Annotated[int | float, WithJsonSchema({"type": "number"})]
Median = Num | Literal["NR"]
"""0.2.0 wrote "NR" for not reached; it stays for one version beside `reached`."""


class Shape(BaseModel):
    """A part of an entry."""

    model_config = ConfigDict(frozen=True, extra="forbid", validate_by_name=True, validate_by_alias=True)


class Both(Shape):
    zh: Words
    en: Words


class NameEntry(Shape):
    text: Words
    lang: Annotated[str, OneOf(Name, "lang")]
    type: Annotated[str, OneOf(Name, "type")]
    region: Annotated[str, OneOf(Name, "region")] | None
    note: Both | None


class Entry(Shape):
    """A record as published. `standing` and `moved_to` say what became of one that is kept for its address."""

    id: str
    standing: Annotated[str, OneOf(Record, "standing")]
    moved_to: str | None


def piece(shape: type[Shape]) -> str:
    """What a shape is called in the labels: ArmResultEntry → arm-result."""
    return "".join(f"-{c.lower()}" if c.isupper() else c for c in shape.__name__.removesuffix("Entry")).lstrip("-")


def words_of(labels: Labels, shape: type[Shape], field: str) -> str:
    """The key of the words that say what a field holds: the shape's own, else those that all shapes share."""
    own = f"data.field.{piece(shape)}.{field.rstrip('_')}"
    return own if own in labels.words else f"data.field.any.{field}"


def parts(shape: type[Shape]) -> Iterator[type[Shape]]:
    """A shape and every shape within it, each once, in the order of the fields."""
    found: dict[type[Shape], None] = {shape: None}
    waiting = [shape]
    while waiting:
        one = waiting.pop(0)
        for kind in get_type_hints(one, include_extras=True).values():
            waiting += [inner for inner in within(kind) if inner not in found]
            found |= dict.fromkeys(within(kind))
    yield from found


def within(kind: Any) -> list[type[Shape]]:
    """The shapes that a field holds, itself or in a list."""
    if isinstance(kind, type) and issubclass(kind, Shape):
        return [kind]
    return [shape for one in get_args(kind) for shape in within(one)]
