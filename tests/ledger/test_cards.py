"""Refreshing a card: dispositions survive, claims are taken from claim files, nothing else is touched."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from scripts.ledger import derive, open_text, rewritten, verify
from scripts.ledger.cards import text_flow
from scripts.problems import Faults
from scripts.schema import Claim, Text

if TYPE_CHECKING:
    from conftest import Desk


def fresh(desk: Desk, claims: list[Claim] | None = None) -> str:
    """The card after a rewritten, also written to its file."""
    source = desk.card.source
    derived, _ = derive(open_text(desk.text_file).text, source)
    text = rewritten(desk.card_file.read_text("utf-8"), source, derived, claims)
    desk.card_file.write_text(text, "utf-8")
    return text


def claim(identity: str, part: str, *numbers: int) -> Claim:
    words = {"zh": "试验药甲延长生存。", "en": "Drug Alpha prolongs survival."}
    return Claim.model_validate({
        "id": identity, "source": "house-reader", "passages": [{"part": part, "numbers": list(numbers)}], "says": words,
        "kind": "efficacy", "verdict": "unsupported", "finding": words, "checked": "never",
    })


def test_a_fresh_card_does_not_change(desk: Desk) -> None:
    before = desk.card_file.read_text("utf-8")
    assert fresh(desk) == before


def test_dispositions_move_with_their_passages(desk: Desk) -> None:
    desk.rewrite("本文对近年文献作一综述。", "另有一句。本文对近年文献作一综述。")
    text = fresh(desk)
    passages = desk.card.source.parts[3].passages
    assert [passages[4].is_, passages[5].is_] == ["pending", "no claim"]
    assert "is: duplicate, of: p03 6}" in text


def test_a_rewritten_passage_keeps_its_disposition_by_its_place(desk: Desk) -> None:
    desk.rewrite("本文介绍该药的研究背景", "本文介绍该药的背景")
    fresh(desk)
    assert desk.card.source.parts[1].passages[3].is_ == "no claim"


def test_a_remark_behind_a_passage_stays(desk: Desk) -> None:
    mark = desk.passage("p04", 6)[0]
    desk.rewrite(f"print: {mark}, is: pending}}", f"print: {mark}, is: pending}}  # linden-01", card=True)
    desk.rewrite("首先,名为", "先说明。首先,名为")
    assert f"- {{n: 7, print: {mark}, is: pending}}  # linden-01" in fresh(desk)


def test_claims_reach_the_card_and_leave_it_again(desk: Desk) -> None:
    text = fresh(desk, [claim("house-b", "p04", 6), claim("house-a", "p04", 5, 6)])
    assert "is: claims, claims: [house-a, house-b]}" in text
    assert "is: claims, claims: [house-a]}" in text
    assert "is: claims" not in fresh(desk, [])
    assert verify(desk.house, desk.texts)[0] == []


def test_a_claim_must_follow_its_passage_to_a_new_number(desk: Desk) -> None:
    fresh(desk, [claim("house-a", "p04", 6)])
    desk.rewrite("首先,名为", "先说明。首先,名为")
    with pytest.raises(Faults) as caught:
        fresh(desk, [claim("house-a", "p04", 6)])
    assert [str(p) for p in caught.value.problems] == [
        "evidence/claims/house-a.yml:1: ledger: passage p04 6 of house-reader is now 7; the claim must name it so"
    ]


def test_a_new_card_gets_first_dispositions(desk: Desk) -> None:
    text = "\n".join(line for line in desk.card_file.read_text("utf-8").split("\n") if not line.startswith("      - {n:"))
    desk.card_file.write_text(text.replace("    passages:", "    passages: []"), "utf-8")
    fresh(desk)
    p03 = desk.card.source.parts[3].passages
    assert [p.is_ for p in p03[:6]] == ["heading", "boilerplate", "boilerplate", "pending", "pending", "heading"]
    assert [p.is_ for p in desk.card.source.parts[0].passages] == [
        "bibliography", "boilerplate", "bibliography", "bibliography", "boilerplate",
    ]


def test_text_is_written_so_that_yaml_reads_it_back() -> None:
    assert text_flow(Text(zh='甲: "乙"', en="a, b")) == '{zh: "甲: \\"乙\\"", en: "a, b"}'
