"""The terminal display of passages."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from scripts.ledger import show
from scripts.problems import Faults

if TYPE_CHECKING:
    from conftest import Desk


def test_show_prints_part_number_disposition_and_wording(desk: Desk) -> None:
    lines = show(desk.house, desk.texts, "house-reader").split("\n")
    assert "== p04 · Two drugs for the sample tumour · complete" in lines
    assert "p04 6 [pending] 结果显示,试验药甲组的总生存期显著延长。" in lines
    assert "p05 9 [duplicate p03 5] 本文对近年文献作一综述。" in lines
    assert len(lines) == 54 + 7


def test_show_tells_what_does_not_fit(desk: Desk) -> None:
    line = desk.line("read: AVGR")
    desk.rewrite("(AVGR )", "(VGR )")
    shown = show(desk.house, desk.texts, "house-reader")
    assert "p05 8 [not on the card]" in shown
    assert f"!! line {line}: the repair of 'AVGR' in part p05 of house-reader must fire 1 time(s); it fires 0" in shown


def test_show_tells_which_cards_there_are(desk: Desk) -> None:
    with pytest.raises(Faults) as caught:
        show(desk.house, desk.texts, "none")
    assert [str(p) for p in caught.value.problems] == [
        "sources/none.yml:1: source: the id must be that of a card in sources/ (there are: house-reader)"
    ]
