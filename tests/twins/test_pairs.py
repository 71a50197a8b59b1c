"""The pairs: what must be so of their files, that those by rule follow the records, and that none is copied from a source text."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

import pytest

from scripts import flow, twins
from scripts.paths import HOUSE, House
from scripts.records import Atlas, load
from scripts.twins import by_rule

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def real() -> Atlas:
    return load(HOUSE)[0]


@pytest.fixture(scope="module")
def pairs(real: Atlas) -> twins.Twins:
    return twins.every(HOUSE, real)


def test_there_are_as_many_as_were_promised(pairs: twins.Twins) -> None:
    """150 at least, 60 at least by hand, every kind in both languages, a part of its own held out."""
    assert sum(map(len, pairs.values())) >= 150
    assert len(pairs["by hand"]) + len(pairs["held out"]) >= 60
    assert len(pairs["held out"]) >= 60
    every = [one for found in pairs.values() for one in found]
    assert {(one.kind, one.language) for one in every} == {(kind, language) for kind in twins.KINDS for language in ("zh", "en")}


def test_no_sentence_stands_twice(pairs: twins.Twins) -> None:
    sentences = Counter(text for found in pairs.values() for one in found for text in (one.wrong, one.right))
    assert [text for text, times in sentences.items() if times > 1] == []


def test_the_file_of_pairs_by_rule_is_what_the_records_give(real: Atlas) -> None:
    assert twins.fresh(HOUSE, real) == []


def test_a_changed_figure_changes_its_pair(house: House) -> None:
    """The right sentence prints the record's figure, so that a change of the record shows in twins/by-rule.yml."""
    atlas, _ = load(house)
    flow.write_pages(house)
    assert twins.fresh(house, atlas) == []
    path = house.evidence / "trials" / "linden-01.yml"
    path.write_text(path.read_text("utf-8").replace('value: "0.90"', 'value: "0.91"'), "utf-8")
    changed, _ = load(house)
    (problem,) = twins.fresh(house, changed)
    assert str(problem) == "twins/by-rule.yml:1: fresh-twins: the pairs must be what the records give; run make pages"
    one = {pair.id: pair for pair in twins.every(house, changed)["by rule"]}["figure-en-linden-01-os-2024"]
    assert "0.91" in one.right
    assert "0.91" not in one.wrong


def test_a_wrong_figure_is_none_that_any_analysis_gives(real: Atlas, pairs: twins.Twins) -> None:
    for one in pairs["by rule"]:
        if one.kind == "figure":
            (trial,) = (real.trials[name] for name in one.records)
            values = {result.effect.value for result in trial.results if result.effect}
            assert not any(f" {value} " in one.wrong or one.wrong.endswith((f" {value}.", f"{value}。")) for value in values), one.id


def test_a_record_more_moves_few_pairs(real: Atlas) -> None:
    """A pair is chosen by a hash of its record and not by its place among the records."""
    trials = dict(list(real.trials.items())[1:])
    fewer = replace(real, kinds=MappingProxyType({**real.kinds, "trials": MappingProxyType(trials)}))
    with_all, without = by_rule.written(HOUSE, real), by_rule.written(HOUSE, fewer)
    assert with_all is not None
    assert without is not None
    kept = set(with_all.split("\n")) & set(without.split("\n"))
    assert len(kept) > 0.9 * len(set(with_all.split("\n")))


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("id: h-02", "id: h-01", "h-01: the id must stand once; it stands in twins/by-hand.yml too"),
        ("records: [linden-01]", "records: [linden-1]", "h-01: 'linden-1' must be the id of a record; 'linden-01' is near"),
        ("kind: figure", "kind: figures", "h-01.kind: must be one of"),
        ("right: LINDEN-01的总生存期风险比为0.90。", "right: LINDEN-01的总生存期风险比只有0.55。", "h-01: the two sentences must differ"),
    ],
)
def test_what_must_be_so_of_a_pair_is_told_with_its_line(house: House, old: str, new: str, message: str) -> None:
    path: Path = house.twins / "by-hand.yml"
    path.write_text(path.read_text("utf-8").replace(old, new, 1), "utf-8")
    found = [str(one) for one in flow.look(house).problems]
    assert len(found) == bool(message), found
    assert not message or (found[0].startswith("twins/by-hand.yml:") and message in found[0])


def test_a_house_without_pairs_has_no_page_of_them(house: House) -> None:
    for path in house.twins.iterdir():
        path.unlink()
    (house.templates / by_rule.FILE).unlink()
    flow.write_pages(house)
    assert not (house.docs / "zh" / "audit" / "twins.md").exists()
