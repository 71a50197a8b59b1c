"""Text is measured before it is drawn: lines fit, nothing is lost, pieces stay whole where they can."""

from __future__ import annotations

import pytest

from scripts.figures.measure import fill, width

TEXTS = [
    "intention-to-treat patients without EGFR or ALK alterations",
    "意向治疗人群（排除已知EGFR或ALK变异者），PD-L1高表达（肿瘤细胞≥50%或免疫细胞≥10%）",
    "https://oncologypro.esmo.org/meeting-resources/esmo-congress-2023/a-randomized-phase-iii-trial",
    "control arm better →",
]


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("room", [90, 160, 282])
def test_no_line_is_wider_than_its_room_and_no_character_is_lost(text: str, room: float) -> None:
    lines = fill((text,), 11.5, room)
    assert all(width(line, 11.5) <= room for line in lines)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")


def test_a_chinese_line_neither_begins_with_a_closing_mark_nor_ends_with_an_opening_one() -> None:
    for room in range(60, 300, 7):
        for line in fill((TEXTS[1],), 11.5, room):
            assert line[0] not in "，。）、％"
            assert line[-1] != "（"


def test_an_arrow_stays_with_its_last_word() -> None:
    assert fill((TEXTS[3],), 11.5, 96) == ["control arm", "better →"]


def test_a_piece_stays_whole_where_it_fits_on_a_line_of_its_own() -> None:
    pieces = ("pembrolizumab + chemotherapy", "v placebo + chemotherapy")
    assert fill(pieces, 11.5, 400) == [" ".join(pieces)]
    assert fill(pieces, 11.5, 282) == [*pieces]


def test_a_dot_stands_between_two_pieces_and_not_at_the_end_of_a_line() -> None:
    assert fill(("squamous ·", "PD-L1 ≥1%"), 11.5, 282) == ["squamous · PD-L1 ≥1%"]
    assert fill(("squamous ·", "PD-L1 ≥1%"), 11.5, 80) == ["squamous", "PD-L1 ≥1%"]


def test_chinese_pieces_need_no_space_between_them() -> None:
    assert fill(("帕博利珠单抗", "对比化疗"), 11.5, 282) == ["帕博利珠单抗对比化疗"]
