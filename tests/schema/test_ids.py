"""What ids point to, said in the types of the models, and read from there by the rule, the field reference and the editor schemas."""

from __future__ import annotations

import json
from typing import get_args, get_origin

import pytest
from pydantic import BaseModel

from scripts.records import Atlas
from scripts.schema import KINDS, editor
from scripts.schema.ids import Id, Of, Pointer, Within, named, unwrapped

# Fields that hold an id and point nowhere: the id of the thing itself, where a record went (any kind with pages), a claim's part of its
# source's card (held against the card by a rule of its own).
FREE = {"id", "moved_to", "part"}


def models() -> list[type[BaseModel]]:
    """Every model and piece of one."""
    found: list[type[BaseModel]] = []

    def add(model: type[BaseModel]) -> None:
        if model in found:
            return
        found.append(model)
        for field in model.model_fields.values():
            waiting = [field.annotation]
            while waiting:
                _, inner = unwrapped(waiting.pop())
                if isinstance(inner, type) and issubclass(inner, BaseModel):
                    add(inner)
                elif hasattr(inner, "__args__"):
                    waiting += [one for one in inner.__args__ if not isinstance(one, str)]

    for model in KINDS.values():
        add(model)
    return found


PATTERN = next(mark.pattern for mark in unwrapped(Id)[0])


@pytest.mark.parametrize("model", models(), ids=lambda model: model.__name__)
def test_every_field_that_holds_an_id_says_of_what(model: type[BaseModel]) -> None:
    for name, field in model.model_fields.items():
        marks, kind = unwrapped(field.annotation)
        marks = [*field.metadata, *marks]
        while get_origin(kind) in (list, tuple):
            more, kind = unwrapped(get_args(kind)[0])
            marks += more
        if any(getattr(mark, "pattern", None) == PATTERN for mark in marks):
            assert name in FREE or any(isinstance(mark, Pointer) for mark in marks), (model.__name__, name)


def test_the_ids_of_a_record_are_found_with_their_places(atlas: Atlas) -> None:
    found = {(one.place, one.id): one.pointer for one in named(atlas.trials["birch"])}
    assert found[("disease",), "sample-tumour"] == Of(("diseases",))
    assert found[("arms", 0, "drugs", 1), "comparatin"] == Of(("drugs",))
    assert found[("results", 0, "effect", "compares", 1), "chemotherapy"] == Within("arms")
    assert found[("results", 0, "population"), "itt"] == Within("populations", ("itt", "safety"))
    claim = {(one.place, one.id): one.pointer for one in named(atlas.claims["house-reader-linden"])}
    assert claim[("results", 0), "linden-01/os-2021"] == Of(("trials",), "results")


def test_the_field_reference_and_the_editor_say_what_an_id_points_to() -> None:
    written = editor.generated()
    assert "| `disease`* | id of a record in diseases |" in written["README.md"]
    assert "| `results` | list: RECORD/ID, an entry of results of a record in trials |" in written["README.md"]
    trials = json.loads(written["trials.json"])
    assert trials["properties"]["disease"]["title"] == "id of a record in diseases"
    assert trials["$defs"]["ArmResult"]["properties"]["arm"]["title"] == "id of one of the record's own arms"
    assert trials["$defs"]["Effect"]["properties"]["value"]["patternErrorMessage"].startswith("must be a number with its digits as printed")
