"""What published entries are made of: their scalars, both languages of a text, names, and the words that a field allows."""

from __future__ import annotations

from dataclasses import dataclass
from types import NoneType
from typing import Annotated, Any, Literal, get_args

from pydantic import BaseModel, ConfigDict, GetCoreSchemaHandler, StringConstraints, WithJsonSchema
from pydantic_core import CoreSchema, core_schema

from ..schema import Record
from ..schema.words import Name


@dataclass(frozen=True)
class OneOf:
    """The words that a field of an authored model allows, so that they stand in one place."""

    model: type[BaseModel]
    field: str

    @property
    def words(self) -> list[str]:
        kind = self.model.model_fields[self.field].annotation
        choices = get_args(kind)
        if NoneType in choices:
            choices = get_args(choices[0])
        return list(choices)

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
