"""Committed generated files are what the records give: docs/ and schemas/ of the real tree, the golden pages of the miniature."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import jsonschema
import pytest

from scripts import flow, pages
from scripts.language.prose import FIXED
from scripts.pages.book import Page
from scripts.paths import HOUSE, House
from scripts.problems import Faults
from scripts.records.textyaml import read
from scripts.schema import KINDS, editor
from tests import bless, miniature


def test_the_real_pages_are_fresh(real_pages: list[Page]) -> None:
    assert [str(problem) for problem in pages.stale(HOUSE, real_pages)] == []


@pytest.mark.parametrize(("name", "text"), editor.generated().items(), ids=list(editor.generated()))
def test_the_real_schemas_are_fresh(name: str, text: str) -> None:
    assert (HOUSE.schemas / name).read_text("utf-8") == text


def test_two_pages_of_one_path_are_refused(mini_read: object, mini: House) -> None:
    """The rule of addresses tells it with the file; this holds whatever gives a page."""
    articles = mini_read.articles  # type: ignore[attr-defined]
    taken = [replace(one, path="trials/birch") for one in articles if one.path == "about/changes"]
    with pytest.raises(Faults) as faults:
        pages.write_book(mini, mini_read.atlas, mini_read.labels, [*articles, *taken])  # type: ignore[attr-defined]
    must = "one-page: the page must come from one record or article; two give it"
    assert list(map(str, faults.value.problems)) == [f"docs/{language}/trials/birch.md:1: {must}" for language in ("en", "zh")]


def test_the_lists_of_the_site_are_known(mini_pages: list[Page]) -> None:
    """Every page that no record and no article gives is one whose place an article must not take."""
    given = {page.path for page in mini_pages if not page.record and page.kind != "articles"}
    assert given == set(FIXED)


def test_the_golden_pages_are_what_the_miniature_gives() -> None:
    """After a wanted change: python -m tests.bless, then read the difference."""
    there = {
        path.relative_to(miniature.EXPECTED).as_posix(): path.read_text("utf-8") for path in sorted(miniature.EXPECTED.rglob("*.md"))
    }
    assert there == bless.golden()


def test_every_template_makes_a_golden_page() -> None:
    """Titles and anchors tell the templates apart; the list in bless.py must grow with them."""
    shared = {"foot.md.j2", "macros.md.j2", "list.md.j2", "card.md.j2", "approvals.md.j2", "evidence.md.j2"}
    templates = {path.name for path in HOUSE.templates.glob("*.j2")} - shared
    assert len(bless.GOLDEN) >= len(templates)


@pytest.fixture
def written(house: House) -> House:
    flow.write_pages(house)
    return house


def problems(house: House) -> list[str]:
    try:
        flow.check(house)
    except Faults as faults:
        return [str(problem) for problem in faults.problems]
    return []


def test_what_was_just_written_is_fresh(written: House) -> None:
    assert problems(written) == []


@pytest.mark.parametrize("change", ["edited", "gone", "extra", "schema"])
def test_what_was_touched_is_stale(written: House, change: str) -> None:
    page, extra, schema = written.docs / "zh/index.md", written.docs / "en/old.md", written.schemas / "terms.json"
    if change == "edited":
        page.write_text(page.read_text("utf-8") + "by hand\n", "utf-8")
        expected = "docs/zh/index.md:1: fresh-pages: the page must be what the records give; run make pages"
    elif change == "gone":
        page.unlink()
        expected = "docs/zh/index.md:1: fresh-pages: the page must be what the records give; run make pages"
    elif change == "extra":
        extra.write_text("left over\n", "utf-8")
        expected = "docs/en/old.md:1: fresh-pages: no record gives this page; it must go; run make pages"
    else:
        schema.write_text("{}\n", "utf-8")
        expected = "schemas/terms.json:1: fresh-schemas: the schema must be what the models give; run make pages"
    assert problems(written) == [expected]


def test_writing_again_touches_nothing_and_removes_what_no_record_gives(written: House) -> None:
    times = {path: path.stat().st_mtime_ns for path in written.docs.rglob("*.md")}
    (written.docs / "en" / "old.md").write_text("left over\n", "utf-8")
    found = flow.read(written)
    assert pages.write(written, pages.write_book(written, found.atlas, found.labels, found.articles)) == (0, 1)
    assert {path: path.stat().st_mtime_ns for path in written.docs.rglob("*.md")} == times


@pytest.mark.parametrize("name", sorted(editor.authored()))
def test_a_schema_for_editors_takes_every_record_of_its_kind(name: str) -> None:
    kind = Path(name).stem
    schema = json.loads(editor.authored()[name])
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(_lenient(schema))
    folder = HOUSE.sources if kind == "sources" else HOUSE.evidence / kind
    for path in sorted(folder.glob("*.yml")):
        document, _ = read(path, path.name)
        assert document is not None
        errors = [f"{path.name}: {list(e.path)} {e.message}" for e in validator.iter_errors(document.content)]
        assert errors == []


def test_the_field_reference_names_every_key_and_leaves_none_unexplained() -> None:
    text = editor.generated()["README.md"]
    for kind, model in KINDS.items():
        section = text.split(f"\n## {kind}\n")[1].split("\n## ")[0]
        for key, field in model.model_fields.items():
            name = "is" if key == "is_" else key
            assert (f"| `{name}`{'*' if field.is_required() else ''} |" in section) is (key != "id")
    assert [line for line in text.splitlines() if line.startswith("| `") and line.endswith("|  |")] == []


def _lenient(schema: object) -> object:
    """Numbers and booleans are text to our reader; an editor reads them as what they look like."""
    if isinstance(schema, dict):
        if schema.get("type") in ("integer", "boolean"):
            return {key: value for key, value in schema.items() if key in ("description", "title")}
        return {key: _lenient(value) for key, value in schema.items()}
    return [_lenient(value) for value in schema] if isinstance(schema, list) else schema
