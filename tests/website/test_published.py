"""The shapes of published entries: they refuse what breaks them, everything in them has its words, and no field of a record is lost."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import Any, get_args

import pytest

from scripts import schema
from scripts.flow import Read
from scripts.language.labels import Labels
from scripts.language.prose import Pen
from scripts.paths import HOUSE
from scripts.problems import Faults
from scripts.records import Article, Atlas
from scripts.schema import KINDS, Trial
from scripts.schema.reading import reading
from scripts.schema.words import Piece
from scripts.website import data, data_page, published
from scripts.website.schemas import schemas
from scripts.website.shapes import OneOf, Shape, parts, words_of

TOP = (*published.FILES.values(), *published.LISTS.values(), published.Index)
SHAPES = sorted({one for shape in TOP for one in parts(shape)}, key=lambda one: one.__name__)


@pytest.fixture
def pens(zh: Pen, en: Pen) -> dict[str, Pen]:
    return {"zh": zh, "en": en}


@pytest.mark.parametrize(("locator", "status", "read"), [
    ("abstract", "journal article", "abstract"), ("table 2", "journal article", "table"), ("figure 1B", "journal article", "table"),
    ("table S4", "journal article", "supplement"), ("supplement", "preprint", "supplement"), ("full text", "review", "text"),
    ("results", "journal article", "text"), ("page 3", "guideline", "text"), ("registry results", "journal article", "registry"),
    ("registry results", "registry", "registry"), ("section 14.1", "label", "label"), ("notice", "regulator", "regulator"),
    ("press release", "press release", "press release"), ("full text", "congress report", "congress report"),
    ("results", "abstract", "abstract"),
])
def test_what_was_read_follows_from_the_place_and_the_document(locator: str, status: str, read: str) -> None:
    assert reading(locator, status) == read


def broken(atlas: Atlas, **change: Any) -> Atlas:
    """The miniature with one trial changed past what its model allows."""
    trial = atlas.trials["birch"]
    trials = {**atlas.trials, "birch": trial.model_copy(update=change)}
    return replace(atlas, kinds={**atlas.kinds, "trials": trials})


def test_an_entry_that_breaks_its_shape_is_a_problem_with_its_place(atlas: Atlas, pens: dict[str, Pen], labels: Labels) -> None:
    first = atlas.trials["birch"].results[0].model_copy(update={"population": "nobody", "cite": "gone-2020"})
    with pytest.raises(Faults) as caught:
        data.entries(broken(atlas, met="perhaps", results=[first]), pens, labels)
    assert [str(one) for one in caught.value.problems] == [
        "evidence/trials/birch.yml:28: published: in data/trials.json met: must be one of 'yes', 'no', 'partly', 'worse', "
        "'not tested' or 'not reported' (it is 'perhaps')",
        "evidence/trials/birch.yml:36: published: in data/trials.json results.pfs-2022.population: must be a mapping with the "
        "keys zh, en (it is 'nobody')",
        "evidence/trials/birch.yml:36: published: in data/trials.json results.pfs-2022.reading: must be given",
        "evidence/trials/birch.yml:40: published: in data/trials.json results.pfs-2022.effect.reading: must be given",
        "evidence/trials/birch.yml:42: published: in data/trials.json results.pfs-2022.arms.combination.reading: must be given",
        "evidence/trials/birch.yml:43: published: in data/trials.json results.pfs-2022.arms.chemotherapy.reading: must be given",
    ]


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.__name__)
def test_every_field_says_what_it_holds(shape: type[Shape], labels: Labels) -> None:
    for field in shape.model_fields:
        assert words_of(labels, shape, field) in labels.words, f"{shape.__name__}.{field}"


def test_no_words_are_left_of_a_field_that_is_gone(labels: Labels) -> None:
    used = {words_of(labels, shape, field) for shape in SHAPES for field in shape.model_fields}
    assert {key for key in labels.words if key.startswith("data.field.")} - used == set()
    assert {key for key in labels.words if key.startswith("data.file.")} == {f"data.file.{name}" for name in data_page.SHAPES}


def test_every_kind_of_record_is_published() -> None:
    assert set(published.FILES) == set(KINDS)


def test_schemas_let_fields_be_added_and_explain_each(labels: Labels) -> None:
    for name, text in schemas(labels).items():
        assert "additionalProperties\": false" not in text, name
        found = json.loads(text)
        for shape in (found, *found.get("$defs", {}).values()):
            assert [key for key, field in shape.get("properties", {}).items() if not field.get("description")] == [], name


def test_the_tables_name_every_field_of_every_file(real_read: Read) -> None:
    for article in real_read.articles:
        if article.path == data_page.ARTICLE:
            for name, shape in data_page.SHAPES.items():
                assert f"(file:data/{name}.json)" in article.body
                section = article.body.split(f"{{ #fields-{name} }}")[1].split("\n#")[0]
                for field, info in shape.model_fields.items():
                    assert re.search(rf"<code>{re.escape(info.alias or field)}(\[\])*</code>", section), (name, field)
    words = data_page.Words(real_read.labels, "en")
    paths = {path: form for path, form, _ in words.rows(published.FILES["trials"])}
    assert paths["results[].effect.value"] == "number or <code>null</code>"
    assert paths["results[].arms[].median"] == "number, <code>NR</code> or <code>null</code>"
    assert paths["results[].arms[].reached"] == "<code>true</code> or <code>false</code> or <code>null</code>"
    assert paths["results[].checked"] == "date or <code>never</code>"
    assert paths["title"] == "<code>zh</code> and <code>en</code>"
    assert paths["met"].startswith("<code>yes</code> <code>no</code>")
    assert not any(path.startswith("title.") for path in paths), "both languages of a text are one row"


def test_an_article_without_a_place_for_its_tables_is_told(labels: Labels) -> None:
    article = Article("about/data", "en", "Data", "Data", "## Files { #files }\n\nText.\n", "articles/about/data.en.md", 5)
    (filled,) = data_page.filled([article], labels)
    assert filled.body.startswith('## Files { #files }\n\nText.\n\n<table class="list data">')
    assert [str(one) for one in data_page.without_place([article])] == [
        "articles/about/data.en.md:1: data-page: the article must have a section { #fields } for its table"
    ]


def pieces() -> list[tuple[str, str]]:
    """Every field of every model that a record is made of."""
    found: dict[tuple[str, str], None] = {}
    waiting: list[type[Piece]] = list(KINDS.values())
    while waiting:
        model = waiting.pop()
        for field, info in model.model_fields.items():
            if (model.__name__, field) not in found:
                found[model.__name__, field] = None
                waiting += [one for one in _models(info.annotation) if one.__module__.startswith(schema.__name__)]
    return sorted(found)


def _models(kind: Any) -> list[type[Piece]]:
    if isinstance(kind, type) and issubclass(kind, Piece):
        return [kind]
    return [model for one in get_args(kind) for model in _models(one)]


def test_no_field_of_a_record_goes_unread() -> None:
    """Each is shown on a page, published, or read by a rule: a template or script names it, or a shape has it."""
    code = "".join(path.read_text("utf-8") for path in sorted((HOUSE.top / "scripts").rglob("*.py")) if "schema" not in path.parts)
    asked = "".join(path.read_text("utf-8") for path in sorted(HOUSE.templates.glob("*.j2")))
    shapes = {field for shape in SHAPES for field in shape.model_fields}
    unread = [
        f"{model}.{field}" for model, field in pieces() if field not in shapes and not re.search(rf"\.{field}\b", code + asked)
    ]
    assert unread == []


def test_the_choice_of_a_field_is_that_of_its_model() -> None:
    assert OneOf(Trial, "earlier").words[:2] == ["none", "surgery"]
    assert OneOf(Trial, "met").words == ["yes", "no", "partly", "worse", "not tested", "not reported"]
