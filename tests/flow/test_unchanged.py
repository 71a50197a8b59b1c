"""A check of what was checked before says so and stops; any change, and any doubt, makes it check again."""

from __future__ import annotations

import json
import shutil
from contextlib import suppress
from pathlib import Path

import pytest

from scripts import flow
from scripts.paths import House
from scripts.problems import Faults
from scripts.records import unchanged
from tests import miniature

SAID = "all as they must be"


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> House:
    """A miniature that was checked and found good, once for all tests."""
    house = miniature.build(tmp_path_factory.mktemp("checked") / "house")
    flow.write_pages(house)
    flow.check(house)
    return house


@pytest.fixture
def checked(good: House, tmp_path: Path) -> House:
    """A copy of it to change; what was found good depends on no place."""
    shutil.copytree(good.top, tmp_path / "house")
    return House(tmp_path / "house")


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> list[House]:
    """One entry for each time that the records were read."""
    found: list[House] = []
    real = flow.read

    def read(house: House) -> flow.Read:
        found.append(house)
        return real(house)

    monkeypatch.setattr(flow, "read", read)
    return found


def test_nothing_changed(checked: House, reads: list[House], capsys: pytest.CaptureFixture[str]) -> None:
    flow.check(checked)
    assert capsys.readouterr().out.endswith(f"{SAID} (nothing changed since)\n")
    assert reads == []


@pytest.mark.parametrize("name", [
    "evidence/terms/sample-fever.yml", "sources/house-reader.yml", "articles/about/index.en.md", "templates/labels.yml",
    "docs/en/index.md", "schemas/terms.json",
])
def test_every_file_counts(checked: House, reads: list[House], name: str) -> None:
    path = checked.top / name
    path.write_text(path.read_text("utf-8") + "\n", "utf-8")
    with suppress(Faults):
        flow.check(checked)
    assert reads == [checked]


@pytest.mark.parametrize("change", ["new", "gone", "renamed", "draft"])
def test_names_count_too(checked: House, reads: list[House], change: str) -> None:
    path = checked.evidence / "terms" / "sample-flare.yml"
    if change == "renamed":
        path.rename(path.with_name("sample-flash.yml"))
    elif change == "gone":
        path.unlink()
    else:
        place = checked.evidence / ("draft/terms" if change == "draft" else "terms") / "another.yml"
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(path.read_text("utf-8"), "utf-8")
    with suppress(Faults):
        flow.check(checked)
    assert reads == [checked]


def test_a_fault_is_never_remembered_as_good(checked: House, reads: list[House]) -> None:
    path = checked.evidence / "terms" / "sample-fever.yml"
    path.write_text(path.read_text("utf-8").replace("checked: ", "checkd: "), "utf-8")
    for _ in range(2):
        with pytest.raises(Faults):
            flow.check(checked)
    assert len(reads) == 2


@pytest.mark.parametrize("how", ["other words", "other state", "cut", "shape", "bytes", "gone"])
def test_a_damaged_memory_is_no_answer(checked: House, reads: list[House], how: str, capsys: pytest.CaptureFixture[str]) -> None:
    path = checked.cache / unchanged.FILE
    kept = json.loads(path.read_text("utf-8"))
    texts = {
        "other words": json.dumps(kept | {"said": "0 records, 0 rules: all as they must be"}),
        "other state": json.dumps(kept | {"seal": "0" * 64}), "cut": path.read_text("utf-8")[:30], "shape": "[1]",
    }
    if how == "bytes":
        path.write_bytes(b"\xff\xfe\x00")
    elif how == "gone":
        path.unlink()
    else:
        path.write_text(texts[how], "utf-8")
    capsys.readouterr()
    flow.check(checked)
    assert reads == [checked]
    assert capsys.readouterr().out.endswith(f"{SAID}\n")


def test_code_and_libraries_count(checked: House, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    before = unchanged.fingerprint(checked)
    monkeypatch.setattr(unchanged, "distributions", list)
    assert unchanged.fingerprint(checked) != before
    monkeypatch.undo()
    monkeypatch.setattr(unchanged, "__file__", str(tmp_path / "scripts" / "records" / "unchanged.py"))
    assert unchanged.fingerprint(checked) != before
