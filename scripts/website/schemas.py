"""JSON Schemas of data/, from the shapes, with what each field holds.

In: the labels. Out: text by file name below data/schema/.
"""

from __future__ import annotations

import json
from typing import Any

from pydantic import TypeAdapter
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

from ..language.labels import Labels
from ..schema.editor import DRAFT
from .published import FILES, LISTS, Index
from .shapes import Shape, parts, words_of


class Open(GenerateJsonSchema):
    """Schemas that let fields be added, without titles that repeat a field's name."""

    def field_title_should_be_set(self, schema: Any) -> bool:
        return False

    def model_schema(self, schema: core_schema.ModelSchema) -> JsonSchemaValue:
        return {key: value for key, value in super().model_schema(schema).items() if key != "additionalProperties"}


def schemas(labels: Labels) -> dict[str, str]:
    """File below data/schema/ → JSON Schema of the file of the same name in data/, with what each field holds."""
    found = {f"{kind}.json": _schema(f"Duizhao {kind}", list[shape], shape, labels) for kind, shape in {**FILES, **LISTS}.items()}  # type: ignore[valid-type]
    return found | {"index.json": _schema("Duizhao index", Index, Index, labels)}


def _schema(title: str, whole: Any, shape: type[Shape], labels: Labels) -> str:
    schema = TypeAdapter(whole).json_schema(mode="serialization", schema_generator=Open)
    known = {**schema.get("$defs", {}), shape.__name__: schema.get("$defs", {}).get(shape.__name__, schema)}
    for one in parts(shape):
        for field, info in one.model_fields.items():
            known[one.__name__]["properties"][info.alias or field]["description"] = labels(words_of(labels, one, field), "en")
    return json.dumps({"$schema": DRAFT, **schema, "title": title}, ensure_ascii=False, indent=1) + "\n"
