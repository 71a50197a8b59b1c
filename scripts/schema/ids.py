"""Ids and what they point to, said in their types: `Of` a record of some kind, or `Within` a list of their own record.

In: a record. Out: every id that it names, with its place and what it must name. The rule that ids exist, the field
reference and the editor schemas all read these types.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel, GetJsonSchemaHandler
from pydantic_core import CoreSchema

from .spelt import spelt

Place = tuple[str | int, ...]

LINKABLE = ("trials", "drugs", "classes", "targets", "biomarkers", "diseases", "settings", "terms")
"""Kinds whose records have a page each, and which `[[id]]` in prose may name."""


class Pointer:
    """What an id names, in words."""

    def words(self) -> str:
        raise NotImplementedError

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        return {**handler(schema), "title": self.words()}


@dataclass(frozen=True)
class Of(Pointer):
    """A record of one of these kinds; with `part`, RECORD/ENTRY for an entry of that list of it."""

    kinds: tuple[str, ...]
    part: str = ""

    def words(self) -> str:
        where = "any kind with pages" if self.kinds == LINKABLE else " or ".join(self.kinds)
        return f"RECORD/ID, an entry of {self.part} of a record in {where}" if self.part else f"id of a record in {where}"


@dataclass(frozen=True)
class Within(Pointer):
    """An entry of a list of the same record, or one of the words that stand for an entry."""

    part: str
    built_in: tuple[str, ...] = ()

    def words(self) -> str:
        return " or ".join([*(f"`{word}`" for word in self.built_in), f"id of one of the record's own {self.part}"])


Id = Annotated[str, spelt("^[a-z0-9]+(-[a-z0-9]+)*$", "lower case letters, digits and single hyphens")]
"""A file stem: lower case, digits and single hyphens."""

ReferenceId = Annotated[Id, Of(("references",))]
TrialId = Annotated[Id, Of(("trials",))]
DrugId = Annotated[Id, Of(("drugs",))]
ClassId = Annotated[Id, Of(("classes",))]
TargetId = Annotated[Id, Of(("targets",))]
BiomarkerId = Annotated[Id, Of(("biomarkers",))]
DiseaseId = Annotated[Id, Of(("diseases",))]
SettingId = Annotated[Id, Of(("settings",))]
TermId = Annotated[Id, Of(("terms",))]
ClaimId = Annotated[Id, Of(("claims",))]
SourceId = Annotated[Id, Of(("sources",))]
LinkableId = Annotated[Id, Of(LINKABLE)]

ResultId = Annotated[
    str, spelt("^[a-z0-9]+(-[a-z0-9]+)*/[a-z0-9]+(-[a-z0-9]+)*$", "TRIAL/RESULT, such as keynote-024/os-2016"),
    Of(("trials",), "results"),
]
ArmId = Annotated[Id, Within("arms")]
PopulationId = Annotated[Id, Within("populations", ("itt", "safety"))]
NodeId = Annotated[Id, Within("nodes")]
PartId = Annotated[Id, Within("parts")]


@dataclass(frozen=True)
class Named:
    """An id that a record names: where it stands, and what it must name."""

    place: Place
    id: str
    pointer: Pointer


def named(record: BaseModel) -> Iterator[Named]:
    """Every id that a record names, in the order of its model."""
    yield from _fields(record, ())


def _fields(piece: BaseModel, place: Place) -> Iterator[Named]:
    for name in pointing(type(piece)):
        field = type(piece).model_fields[name]
        yield from _values(getattr(piece, name), Annotated[field.annotation, *field.metadata, None], (*place, name))


def _values(value: object, kind: Any, place: Place) -> Iterator[Named]:
    marks, inner = unwrapped(kind)
    if value is None:
        return
    if isinstance(value, BaseModel):
        yield from _fields(value, place)
    elif isinstance(value, list | tuple):
        for i, item in enumerate(value):
            yield from _values(item, get_args(inner)[0], (*place, i))
    elif isinstance(value, str):
        for mark in marks:
            if isinstance(mark, Pointer):
                yield Named(place, value, mark)


def unwrapped(kind: Any) -> tuple[list[Any], Any]:
    """The marks on a type, and the type without them and without `or None`."""
    marks: list[Any] = []
    while True:
        if get_origin(kind) is Annotated:
            kind, *more = get_args(kind)
            marks += more
        elif get_origin(kind) in (Union, UnionType):
            kind = next(one for one in get_args(kind) if one is not NoneType)
        else:
            return marks, kind


@cache
def pointing(model: type[BaseModel]) -> tuple[str, ...]:
    """The fields of a model that hold ids, at any depth."""
    return tuple(name for name, field in model.model_fields.items() if _points(Annotated[field.annotation, *field.metadata, None]))


def _points(kind: Any) -> bool:
    marks, inner = unwrapped(kind)
    if any(isinstance(mark, Pointer) for mark in marks):
        return True
    if isinstance(inner, type) and issubclass(inner, BaseModel):
        return bool(pointing(inner))
    return any(_points(one) for one in get_args(inner) if one is not Ellipsis and not isinstance(one, str))
