"""Which direction a sentence gives a trial, and when a record denies it."""

import pytest

from scripts.detect.direction import Contradiction, acronym, contradictions, direction
from scripts.schema import Trial


def trial(name: str, met: str) -> Trial:
    return Trial.model_construct(id=name.lower().replace(" ", "-"), acronym=name, met=met)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("治疗组的总生存期和无进展生存期都显著延长。", "better"),
        ("甲在无进展生存期方面显著优于化疗。", "better"),
        ("甲组在总生存期方面均优于化疗组。", "better"),
        ("该试验达到了主要终点。", "better"),
        ("Drug A improved overall survival.", "better"),
        ("Survival was significantly longer with drug A.", "better"),
        ("该药未能延长总生存期。", "not better"),
        ("未显著改善预后。", "not better"),
        ("两组总生存期差异无统计学意义。", "not better"),
        ("甲不优于化疗。", "not better"),
        ("并未显著优于化疗。", "not better"),
        ("两组间未见显著差异。", "not better"),
        ("试验未达到主要终点。", "not better"),
        ("Drug A did not significantly improve survival.", "not better"),
        ("There was no significant difference.", "not better"),
        ("The trial failed.", "not better"),
        ("It was not superior to chemotherapy.", "not better"),
        ("PFS improved but OS did not improve.", None),
        ("该试验比较了甲与乙。", None),
        ("The trial compared A with B.", None),
    ],
)
def test_direction(text: str, expected: str | None) -> None:
    assert direction(text) == expected


@pytest.mark.parametrize(
    ("name", "text", "named"),
    [
        ("CheckMate 026", "名为“CHECKMATE-026”的研究", True),
        ("CheckMate 026", "CheckMate026研究", True),
        ("CheckMate 026", "CheckMate 0261", False),
        ("OAK", "OAK研究", True),
        ("OAK", "an oak tree", False),
        ("OAK", "SOAKED", False),
    ],
)
def test_acronyms_in_running_text(name: str, text: str, named: bool) -> None:
    assert bool(acronym(trial(name, "yes")).search(text)) is named


def test_a_direction_that_the_record_denies() -> None:
    passages = ["首先是LINDEN-01试验。", "结果显示总生存期显著延长。", "另一项BIRCH试验未能延长无进展生存期。"]
    trials = [trial("LINDEN-01", "no"), trial("BIRCH", "yes")]
    assert list(contradictions(passages, trials)) == [
        Contradiction(1, "linden-01", "better", "no"), Contradiction(2, "birch", "not better", "yes"),
    ]


@pytest.mark.parametrize("met", ["partly", "not tested", "not reported", "yes"])
def test_no_warning_where_the_record_agrees_or_is_undecided(met: str) -> None:
    assert list(contradictions(["LINDEN-01显著延长生存期。"], [trial("LINDEN-01", met)])) == []


def test_a_direction_far_from_the_acronym_is_left_alone() -> None:
    passages = ["LINDEN-01试验。", "甲。", "乙。", "丙。", "总生存期显著延长。"]
    assert list(contradictions(passages, [trial("LINDEN-01", "no")])) == []
    assert [c.index for c in contradictions(passages[1:3] + passages[:1] + passages[4:], [trial("LINDEN-01", "no")])] == [3]
