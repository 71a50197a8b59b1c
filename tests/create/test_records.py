"""Scaffolds of records: complete, valid once filled, and never over what exists; the faults that the verb `new` tells."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Literal, get_args, get_origin

import pytest

from scripts import create
from scripts.paths import House
from scripts.problems import Faults
from scripts.records.atlas import shape
from scripts.records.textyaml import read
from scripts.schema import KINDS

NEW = sorted(create.FOLDERS)


def test_every_kind_can_be_made() -> None:
    assert set(create.FOLDERS.values()) | {"sources"} == set(KINDS)


@pytest.mark.parametrize("kind", NEW)
def test_a_scaffold_names_every_key_and_explains_each(house: House, kind: str) -> None:
    name = create.new(house, kind, "brand-new", None)
    folder = create.FOLDERS[kind]
    assert name == f"evidence/draft/{folder}/brand-new.yml"
    text = (house.top / name).read_text("utf-8")
    assert text.startswith(f"# yaml-language-server: $schema=../../../schemas/{folder}.json\n")
    for key, field in KINDS[folder].model_fields.items():
        if key in ("id", "standing", "moved_to", "standing_why"):
            assert f"\n{key}:" not in text
        else:
            assert f"\n{key}:" in text or f"\n# {key}:" in text, key
            assert field.description, f"{folder}.{key} must be explained in its model"
            assert f"# {field.description}" in text


@pytest.mark.parametrize("kind", NEW)
def test_a_scaffold_is_yaml_whose_only_faults_are_what_is_left_to_fill(house: House, kind: str) -> None:
    path = house.top / create.new(house, kind, "brand-new", None)
    document, problems = read(path, path.name)
    assert problems == []
    assert document is not None
    record, faults = shape(create.FOLDERS[kind], "brand-new", document, path.name)
    assert record is None
    assert not [str(fault) for fault in faults if "is not a key of this record" in fault.message]


@pytest.mark.parametrize("kind", NEW)
def test_a_scaffold_asserts_nothing(house: House, kind: str) -> None:
    """Every open key is a fault until somebody fills it in: none holds a choice, a number, a list that says none."""
    path = house.top / create.new(house, kind, "brand-new", None)
    document, _ = read(path, path.name)
    assert document is not None
    assert set(filled(document.content)) == set()
    _, faults = shape(create.FOLDERS[kind], "brand-new", document, path.name)
    told = {fault.line for fault in faults}
    assert {document.line(place) for place in leaves(document.content, ())} <= told


@pytest.mark.parametrize("kind", NEW)
def test_a_scaffold_with_every_choice_open_says_the_words(house: House, kind: str) -> None:
    """The allowed words stand in the comment, on keys that may be left out too."""
    text = (house.top / create.new(house, kind, "brand-new", None)).read_text("utf-8")
    for key, field in KINDS[create.FOLDERS[kind]].model_fields.items():
        words = get_args(field.annotation)
        if get_origin(field.annotation) is Literal and key != "standing":
            assert re.search(rf"^(# )?{key}:  # one of: {re.escape(' | '.join(words))}$", text, re.MULTILINE), key


def leaves(value: object, place: tuple[str | int, ...]) -> Iterator[tuple[str | int, ...]]:
    """The places of all scalars."""
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    if not isinstance(value, dict | list):
        yield place
    for key, item in items:
        yield from leaves(item, (*place, key))


def filled(value: object) -> Iterator[object]:
    """All scalars that hold something."""
    if isinstance(value, dict | list):
        for item in value.values() if isinstance(value, dict) else value:
            yield from filled(item)
    elif value:
        yield value


@pytest.mark.parametrize(("kind", "stem", "message"), [
    ("opinion", "x", "make new:1: new: KIND must be one of source, reference, trial"),
    ("trial", "Upper Case", "make new:1: new: ID must be lower case, digits and single hyphens (it is 'Upper Case')"),
    ("trial", "", "make new:1: new: ID must be lower case"),
    ("trial", "../escape", "make new:1: new: ID must be lower case"),
    ("trial", "birch", "evidence/trials/birch.yml:1: new: the id must be new: a record of that name is published"),
    ("source", "", "make new:1: new: FILE must name the raw text: make new KIND=source FILE=text.txt"),
])
def test_what_will_not_do_is_said(house: House, kind: str, stem: str, message: str) -> None:
    with pytest.raises(Faults) as caught:
        create.new(house, kind, stem, None)
    assert str(caught.value.problems[0]).startswith(message)


def test_nothing_that_exists_is_overwritten(house: House) -> None:
    path = Path(house.top / create.new(house, "term", "brand-new", None))
    path.write_text("mine\n", "utf-8")
    with pytest.raises(Faults, match="1 problem"):
        create.new(house, "term", "brand-new", None)
    assert path.read_text("utf-8") == "mine\n"


def test_a_draft_is_never_published(house: House) -> None:
    from scripts.records import load

    create.new(house, "term", "brand-new", None)
    atlas, problems = load(house)
    assert problems == []
    assert "brand-new" not in atlas.terms
