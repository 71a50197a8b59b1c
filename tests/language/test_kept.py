"""Printed references kept between runs: the same lines as printed afresh, and nothing that is damaged or out of date is believed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from scripts.language import citations, kept
from scripts.paths import House
from scripts.records import Atlas

LANGUAGES = ("zh", "en")


@pytest.fixture
def house(tmp_path: Path) -> House:
    return House(tmp_path)


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Ids of the references that were printed afresh."""
    found: list[str] = []
    real = citations.printed

    def printed(references: list, language: str) -> dict[str, str]:  # type: ignore[type-arg]
        found.extend(reference.id for reference in references)
        return real(references, language)

    monkeypatch.setattr(citations, "printed", printed)
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_second_run_prints_nothing_and_says_the_same(house: House, atlas: Atlas, asked: list[str], language: str) -> None:
    references = list(atlas.references.values())
    first = kept.printed(house, references, language)
    assert asked == [reference.id for reference in references]
    assert first == citations.printed(references, language)
    asked.clear()
    assert kept.printed(house, references, language) == first
    assert list(first) == [reference.id for reference in references]
    assert asked == []


def test_a_line_does_not_depend_on_the_references_beside_it(atlas: Atlas) -> None:
    references = list(atlas.references.values())
    for language in LANGUAGES:
        together = citations.printed(references, language)
        assert {one.id: citations.printed([one], language)[one.id] for one in references} == together


def spoil(path: Path, how: str) -> None:
    rows = path.read_text("utf-8").splitlines()
    key, line, seal = json.loads(rows[0])
    if how == "line":
        rows[0] = json.dumps([key, line.replace("e", "a"), seal])
    elif how == "key":
        rows[0] = json.dumps(["0" * 64, line, seal])
    elif how == "cut":
        rows[0] = rows[0][:40]
    elif how == "shape":
        rows[0] = json.dumps({"key": key})
    path.write_text("\n".join(rows) + "\n", "utf-8")
    if how == "bytes":
        path.write_bytes(b"\xff\xfe" + path.read_bytes())
    elif how == "gone":
        path.unlink()


@pytest.mark.parametrize(("how", "again"), [("line", 1), ("key", 1), ("cut", 1), ("shape", 1), ("bytes", None), ("gone", None)])
def test_a_damaged_entry_is_printed_again(house: House, atlas: Atlas, asked: list[str], how: str, again: int | None) -> None:
    references = list(atlas.references.values())
    first = kept.printed(house, references, "en")
    asked.clear()
    path = house.cache / "references-en.jsonl"
    spoil(path, how)
    assert kept.printed(house, references, "en") == first
    assert len(asked) == (again or len(references))
    asked.clear()
    assert kept.printed(house, references, "en") == first
    assert asked == []


@pytest.mark.parametrize("what", ["item", "style", "version"])
def test_what_the_line_depends_on_makes_it_anew(
    house: House, atlas: Atlas, asked: list[str], monkeypatch: pytest.MonkeyPatch, what: str,
) -> None:
    references = list(atlas.references.values())
    kept.printed(house, references, "en")
    asked.clear()
    if what == "item":
        references[0] = references[0].model_copy(update={"title": "Another title"})
    elif what == "style":
        monkeypatch.setitem(citations.STYLES, "en", "elsevier-vancouver")
        kept._printers.cache_clear()
    else:
        monkeypatch.setattr(kept, "version", lambda name: "99")
        kept._printers.cache_clear()
    lines = kept.printed(house, references, "en")
    assert len(asked) == (1 if what == "item" else len(references))
    assert ("Another title" in lines[references[0].id]) is (what == "item")
    monkeypatch.undo()
    kept._printers.cache_clear()


def test_a_folder_that_cannot_be_written_stops_nothing(house: House, atlas: Atlas) -> None:
    house.cache.write_text("in the way", "utf-8")
    references = list(atlas.references.values())
    assert kept.printed(house, references, "en") == citations.printed(references, "en")
    assert house.cache.read_text("utf-8") == "in the way"
