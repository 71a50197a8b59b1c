"""JSON Schemas of authored records, which editors read, and the field reference beside them; both come from the models."""

from __future__ import annotations

import json
from typing import Any

from . import KINDS
from .keys import field_reference
from .spelt import WORDS

DRAFT = "https://json-schema.org/draft/2020-12/schema"


def authored() -> dict[str, str]:
    """KIND.json → schema of an authored record, for editors: the id is the file name and is not typed."""
    found = {}
    for kind, model in KINDS.items():
        schema = model.model_json_schema()
        schema["properties"].pop("id")
        schema["required"] = [name for name in schema.get("required", []) if name != "id"]
        _rename(schema)
        _told(schema)
        found[f"{kind}.json"] = _dump({"$schema": DRAFT, **schema})
    return found


def generated() -> dict[str, str]:
    """Everything that schemas/ holds, by file name: a schema a kind, and the field reference."""
    return authored() | {"README.md": field_reference()}


def _rename(schema: Any) -> None:
    """`is_` in the model is written `is`."""
    if isinstance(schema, dict):
        if "is_" in schema.get("properties", {}):
            schema["properties"]["is"] = schema["properties"].pop("is_")
            schema["required"] = ["is" if name == "is_" else name for name in schema["required"]]
        for value in schema.values():
            _rename(value)
    elif isinstance(schema, list):
        for value in schema:
            _rename(value)


def _told(schema: Any) -> None:
    """What a pattern asks for, in words, for editors that show them."""
    if isinstance(schema, dict):
        if schema.get("pattern") in WORDS:
            schema["patternErrorMessage"] = f"must be {WORDS[schema['pattern']]}"
        for value in schema.values():
            _told(value)
    elif isinstance(schema, list):
        for value in schema:
            _told(value)


def _dump(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"
