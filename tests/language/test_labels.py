"""Fixed words that are filled in: a label that lost its place prints no figure, so it is refused wherever that shows."""

from __future__ import annotations

import re

import pytest

from scripts.language.labels import Labels, places
from scripts.paths import HOUSE
from scripts.problems import Faults

WORDS = {"count.trials": {"zh": "{n}项试验", "en": "trials"}, "count.claims": {"zh": "{n}条说法", "en": "{n} claims"}}


@pytest.fixture
def few() -> Labels:
    return Labels(WORDS, {"count.trials": ("templates/labels.yml", 24), "count.claims": ("templates/labels.yml", 25)})


def test_a_label_is_filled_in(few: Labels) -> None:
    assert few("count.claims", "en").format(n=228) == "228 claims"
    assert few("count.claims", "zh") == "{n}条说法"


def test_a_label_that_lost_its_place_is_told_with_its_line(few: Labels) -> None:
    with pytest.raises(Faults) as faults:
        few("count.trials", "en").format(n=158)
    assert [str(p) for p in faults.value.problems] == [
        "templates/labels.yml:24: labels: count.trials must hold {n}, once each, and no other braces"
    ]


def test_a_label_that_is_not_there_is_told_where_its_group_is(few: Labels) -> None:
    with pytest.raises(Faults) as faults:
        few("count.claim", "en")
    assert [str(p) for p in faults.value.problems] == [
        "templates/labels.yml:24: labels: 'count.claim' must be there, with zh and en; 'count.claims' is near"
    ]


@pytest.mark.parametrize(("text", "found"), [
    ("{n} of {m}", ["m", "n"]), ("none", []), ("{", ["?"]), ("{0}", ["?"]), ("{}", ["?"]), ("{n.x}", ["?"]), ("{n!r}", ["?"]),
    ("{n:5}", ["?"]), ("{{n}}", []), ("{n}{n}", ["n", "n"]),
])
def test_places_are_names_in_braces(text: str, found: list[str]) -> None:
    assert places(text) == found


def test_the_browser_fills_in_what_its_labels_have_places_for(labels: Labels) -> None:
    """`label("search.further", { n: following, m: left })`; the scripts cannot tell a place that is gone."""
    asked = {}
    for path in sorted((HOUSE.theme / "js").glob("*.js")):
        for key, given in re.findall(r'label\("([\w.-]+)"(?:, \{([^}]*)\})?\)', path.read_text("utf-8")):
            asked[f"browser.{key}"] = sorted(part.partition(":")[0].strip() for part in given.split(",") if part.strip())
    assert asked
    for key, given in asked.items():
        assert places(labels.words[key]["zh"]) == places(labels.words[key]["en"]) == given, key
