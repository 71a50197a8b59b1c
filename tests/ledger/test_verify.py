"""Text against card: what is changed, added, lost or absent, in exact words."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from scripts.ledger import Counts, verify
from scripts.paths import House

if TYPE_CHECKING:
    from conftest import Desk

CARD = "sources/house-reader.yml"


def told(desk: Desk, folder: Path | None = None) -> list[str]:
    """Every problem but those of the file as a whole, which any change of the text brings."""
    problems, _ = verify(desk.house, folder or desk.texts)
    return [str(p) for p in problems if "the sha256 of" not in p.message and "the bytes of" not in p.message]


def test_the_miniature_agrees_with_its_card(miniature: House) -> None:
    assert verify(miniature, miniature.top / "texts") == ([], Counts(sources=4, passages=100))


@pytest.mark.parametrize("folder", [None, Path("/nonexistent")])
def test_without_the_folder_passages_are_counted_and_nothing_is_wrong(desk: Desk, folder: Path | None) -> None:
    assert verify(desk.house, folder) == ([], Counts(sources_absent=1, passages_absent=54))


def test_a_missing_file_is_counted(desk: Desk) -> None:
    desk.text_file.unlink()
    assert verify(desk.house, desk.texts) == ([], Counts(sources_absent=1, passages_absent=54))


def test_a_text_without_card_is_told(desk: Desk) -> None:
    new = desk.texts / "new.txt"
    shutil.copy(desk.text_file, new)
    assert told(desk) == [
        f"new.txt:1: ledger: every text must have a card in sources/; make one: make new KIND=source FILE={new.as_posix()}"
    ]


def test_a_changed_passage_is_told(desk: Desk) -> None:
    old, line = desk.passage("p04", 6)
    desk.rewrite("总生存期显著延长", "总生存期显著缩短")
    (message,) = told(desk)
    start = f"{CARD}:{line}: ledger: passage 6 of part p04 of house-reader must have the fingerprint {old}; the text has changed and gives "
    assert message.startswith(start)


def test_the_file_as_a_whole_is_compared(desk: Desk) -> None:
    sha, size = desk.card.source.sha256, desk.card.source.bytes
    desk.rewrite("总生存期显著延长", "总生存期显著延长了")
    problems, _ = verify(desk.house, desk.texts)
    messages = [p.message for p in problems]
    assert f"the bytes of house-reader.txt must be {size}, as on the card of house-reader; it is {size + 3}" in messages
    assert any(m.startswith(f"the sha256 of house-reader.txt must be {sha}, as on the card of house-reader; it is ") for m in messages)


def test_a_lost_passage_is_told(desk: Desk) -> None:
    old, line = desk.passage("p05", 3)
    desk.rewrite("少数患者用药后肿瘤反而长得更快。", "")
    assert told(desk) == [
        f"{CARD}:{line}: ledger: passage 3 of part p05 of house-reader must be in the text with the fingerprint {old}; it is lost"
    ]


def test_an_added_passage_is_told(desk: Desk) -> None:
    desk.rewrite("少数患者用药后", "药物甲有用。少数患者用药后")
    (message,) = told(desk)
    assert message.split(": ", 1)[1].startswith("ledger: passage 3 of part p05 of house-reader must be on the card with the fingerprint ")
    assert message.endswith("; the text has it added")


def test_a_repair_that_no_longer_fires_is_told_at_its_line(desk: Desk) -> None:
    line = desk.line("read: AVGR")
    desk.rewrite("AVGR", "ΔVGR")
    assert told(desk) == [f"{CARD}:{line}: ledger: the repair of 'AVGR' in part p05 of house-reader must fire 1 time(s); it fires 0"]


def test_all_problems_come_at_once(desk: Desk) -> None:
    desk.rewrite("AVGR", "ΔVGR")
    desk.rewrite("约40%", "约41%")
    desk.rewrite("2.1 一线治疗", "2.2 一线治疗")
    messages = "\n".join(told(desk))
    assert "repair of 'AVGR'" in messages
    assert "passage 3 of part p01" in messages
    assert "heading 3 of part p03" in messages


def test_an_undecodable_text_is_told_at_its_card(desk: Desk) -> None:
    desk.text_file.write_bytes(b"\0")
    assert told(desk) == [
        f"{CARD}:{desk.line('file: house')}: ledger: a source text must be text; this file is binary (it holds a NUL byte)"
    ]


def test_a_duplicate_must_repeat_what_it_names(desk: Desk) -> None:
    _, line = desk.passage("p05", 9)
    desk.rewrite("of: p03 5", "of: p03 4", card=True)
    assert told(desk) == [
        f"{CARD}:{line}: ledger: passage 9 of part p05 of house-reader must have the fingerprint of p03 4, or say in 'why' that it is its "
        "translation"
    ]


@pytest.mark.parametrize("of", ["p03 99", "p05 9"])
def test_a_duplicate_must_name_another_passage(desk: Desk, of: str) -> None:
    desk.rewrite("of: p03 5", f"of: {of}", card=True)
    (message,) = told(desk)
    assert message.endswith(
        "passage 9 of part p05 of house-reader must be a duplicate of another passage of its card, written 'PART NUMBER' "
        f"(it is '{of}')"
    )


def test_a_translation_must_hold_no_figure_of_its_own(desk: Desk) -> None:
    desk.rewrite("About 40% of patients", "About 45% of patients")
    assert any(
        message.endswith("passage 3 of part p02 of house-reader must hold no figure that p01 3 lacks, to be its duplicate; it holds 45")
        for message in told(desk)
    )


def test_passages_must_count_from_one(desk: Desk) -> None:
    old, line = desk.passage("p05", 9)
    desk.rewrite(f"n: 9, print: {old}", f"n: 10, print: {old}", card=True)
    assert told(desk) == [
        f"{CARD}:{line}: ledger: passage 10 of part p05 of house-reader must have the number 9: passages count from 1 within a part"
    ]


def test_a_part_must_stand_once(desk: Desk) -> None:
    desk.rewrite("  - id: p06", "  - id: p05", card=True)
    assert any(message.endswith("the part p05 of house-reader must stand once on the card") for message in told(desk))
