"""Rewriting cards from texts and claims, all or none."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from scripts.ledger import renew, verify
from scripts.problems import Faults
from scripts.schema import Claim

if TYPE_CHECKING:
    from conftest import Desk

WORDS = {"zh": "试验药甲延长生存。", "en": "Drug Alpha prolongs survival."}
CLAIM = Claim.model_validate({
    "id": "house-a", "source": "house-reader", "passages": [{"part": "p04", "numbers": [6]}], "says": WORDS,
    "kind": "efficacy", "verdict": "unsupported", "finding": WORDS, "checked": "never",
})


def test_nothing_is_written_where_nothing_changed(desk: Desk) -> None:
    assert renew(desk.house, desk.texts, []) == []


@pytest.mark.parametrize("with_texts", [True, False])
def test_claims_are_written_with_and_without_the_texts(desk: Desk, with_texts: bool) -> None:
    assert renew(desk.house, desk.texts if with_texts else None, [CLAIM]) == ["sources/house-reader.yml"]
    assert desk.card.source.parts[4].passages[5].claims == ["house-a"]
    assert verify(desk.house, desk.texts)[0] == []


def test_a_card_that_does_not_fit_is_not_written(desk: Desk) -> None:
    before = desk.card_file.read_text("utf-8")
    line = desk.line("read: AVGR")
    desk.rewrite("AVGR", "ΔVGR")
    with pytest.raises(Faults) as caught:
        renew(desk.house, desk.texts, [CLAIM])
    assert [str(p) for p in caught.value.problems] == [
        f"sources/house-reader.yml:{line}: ledger: the repair of 'AVGR' in part p05 of house-reader must fire 1 time(s); it fires 0"
    ]
    assert desk.card_file.read_text("utf-8") == before
    assert sorted(path.name for path in desk.house.sources.iterdir()) == ["house-reader.yml"]
