"""The cards of the house itself agree with themselves, and with their texts where those are here."""

import os
from pathlib import Path

from scripts.ledger import cards, verify
from scripts.paths import HOUSE


def test_every_card_agrees_with_its_text() -> None:
    folder = Path(os.environ.get("SOURCE_TEXTS") or HOUSE.top.parent / "shared" / "sources")
    problems, counts = verify(HOUSE, folder)
    assert [str(problem) for problem in problems] == []
    assert counts.passages + counts.passages_absent == sum(
        len(part.passages) for card in cards(HOUSE)[0] for part in card.source.parts
    )
