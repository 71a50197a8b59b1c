"""The measurements run: each stage of the miniature has its cost, and a tree grows to the size that is asked for."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench import beside, stages, tree
from scripts import flow
from scripts.paths import HOUSE, House


@pytest.mark.slow
def test_every_stage_has_its_cost(house: House) -> None:
    flow.write_pages(house)
    costs = stages.site(house) | stages.check(house)
    assert list(costs) == [
        "start of Python", "records, rules", "pages", "rendering (MkDocs)", "data, previews, search", "bundle", "make site in all",
        "make check",
    ]
    assert all(cpu >= 0 and memory > 10 for cpu, memory in costs.values())
    assert costs["make site in all"][0] >= costs["rendering (MkDocs)"][0] > 0
    assert not house.site.exists()


def test_a_tree_grows_by_records_that_keep_every_shape(tmp_path: Path) -> None:
    present = sum(1 for _ in (HOUSE.docs / "zh").rglob("*.md"))
    house = tree.grown(tmp_path / "house", present + 100)
    more = [path for kind in ("terms", "trials") for path in (house.evidence / kind).glob("*-copy-1.yml")]
    assert len(more) > 100
    assert {path.name for path in (house.evidence / "terms").glob("*-copy-2.yml")} == set()
    for what in ("record", "article", "template"):
        path = house.top / tree.edit(house, what).relative_to(house.top)
        assert path.read_bytes() != (HOUSE.top / path.relative_to(house.top)).read_bytes()


def test_a_copy_has_a_name_of_its_own() -> None:
    term = 'name: {zh: 示例热, en: "sample, fever"}\nother:\n  - {text: SFV, lang: any, type: abbreviation}\nchecked: never\n'
    assert tree.renamed(term, 2) == 'name: {zh: "示例热2", en: "sample, fever 2"}\nchecked: never\n'
    trial = 'acronym: BIRCH\nalso: [{text: B, lang: en, type: full}]\nregistry: [NCT99999902]\n'
    assert tree.renamed(trial, 1) == 'acronym: "BIRCH-1"\nregistry: []\n'


@pytest.mark.slow
def test_others_are_measured_or_said_to_be_absent(house: House) -> None:
    flow.write_pages(house)
    mkdocs, hugo = beside.lines(house)
    assert mkdocs.startswith("mkdocs build: ")
    assert "failed" not in mkdocs + hugo
    assert hugo.startswith(("hugo, one bare layout: ", "hugo: not installed"))
