"""Parts, repairs, headings, labels, furniture, fingerprints: what the text and its card give."""

from __future__ import annotations

import hashlib
import unicodedata
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scripts.ledger import decode, derive, open_text
from scripts.ledger.derive import Excerpt
from scripts.ledger.fold import fingerprint, fold, normalise
from scripts.schema import Source

if TYPE_CHECKING:
    from conftest import Desk


def card(*parts: dict[str, Any], repairs: tuple[dict[str, Any], ...] = ()) -> Source:
    """A card in memory; each part needs only what the test is about."""
    usual = {"title": {"zh": "题", "en": "title"}, "kind": "body", "complete": "complete", "language": "zh", "passages": []}
    whys = {"why": {"zh": "因", "en": "why"}}
    return Source.model_validate({
        "id": "sample", "file": "sample.txt", "sha256": "0" * 64, "bytes": 1, "encoding": "utf-8", "title": usual["title"],
        "kind": "blog post", "language": "zh", "bibliography": usual["title"],
        "parts": [{**usual, "id": f"p{i:02}", **part} for i, part in enumerate(parts)], "repairs": [{**whys, **r} for r in repairs],
    })


def texts(wordings: list[Excerpt]) -> list[tuple[str, str]]:
    return [(wording.sort, wording.text) for wording in wordings]


def test_title_labels_headings_and_sentences_come_apart() -> None:
    text = "甲乙丙的治疗(全文)摘要甲乙丙少见。本文综述。\n一、概述1. 定义甲乙丙是病。\n结论:尚可。关键词:甲;乙;丙\n"
    derived, misfits = derive(text, card({"begins": "甲乙丙的治疗", "headings": ["一、概述", "1. 定义"]}))
    assert not misfits
    assert texts(derived["p00"]) == [
        ("heading", "甲乙丙的治疗"), ("label", "(全文)"), ("label", "摘要"), ("sentence", "甲乙丙少见。"), ("sentence", "本文综述。"),
        ("heading", "一、概述"), ("heading", "1. 定义"), ("sentence", "甲乙丙是病。"), ("label", "结论:"), ("sentence", "尚可。"),
        ("label", "关键词:"), ("bibliography", "甲;乙;丙"),
    ]
    assert [wording.n for wording in derived["p00"]] == list(range(1, 13))


def test_a_word_inside_a_sentence_is_no_heading_and_no_label() -> None:
    derived, misfits = derive("文中摘要很短,疫苗有用。疫苗疫苗是药。\n", card({"headings": ["疫苗"]}))
    assert not misfits
    assert texts(derived["p00"]) == [("sentence", "文中摘要很短,疫苗有用。"), ("heading", "疫苗"), ("sentence", "疫苗是药。")]


def test_a_title_printed_twice_is_taken_twice() -> None:
    derived, _ = derive("My drug\nMy drug My drug works.\n", card({"headings": ["My drug", "My drug"], "language": "en"}))
    assert texts(derived["p00"]) == [("heading", "My drug"), ("heading", "My drug"), ("sentence", "My drug works.")]


def test_mastheads_are_passages_line_by_line_and_furniture_is_known() -> None:
    text = "刊名 2024. 第1期\n上一篇\u00a0\u00a0下一篇\n- 大小:1.2 KB\n• 通讯作者: 甲,E-mail:a@b.cn\n摘要: 有效。\n"
    derived, _ = derive(text, card({"kind": "masthead"}, {"begins": "摘要:", "kind": "abstract"}))
    assert [sort for sort, _ in texts(derived["p00"])] == ["bibliography", "furniture", "furniture", "furniture"]
    assert texts(derived["p01"]) == [("label", "摘要:"), ("sentence", "有效。")]


def test_a_title_that_is_not_there_is_told() -> None:
    derived, misfits = derive("甲题甲。\n", card({"begins": "甲题"}, {"begins": "乙题"}))
    assert derived["p01"] == []
    assert [(m.place, m.message) for m in misfits] == [
        (("parts", 1, "begins"), "part p01 of sample must begin with its printed title; no line after part p00 starts with it")
    ]


def test_a_heading_that_is_not_there_is_told() -> None:
    _, misfits = derive("一、甲甲是。\n", card({"headings": ["一、甲", "二、乙"]}))
    assert [(m.place, m.message) for m in misfits] == [(
        ("parts", 0, "headings", 1),
        "heading 2 of part p00 of sample must stand in the text after the heading before it, at the start of a line or after a sentence",
    )]


@pytest.mark.parametrize(("times", "found"), [(1, 2), (3, 2)])
def test_a_repair_must_fire_as_often_as_it_says(times: int, found: int) -> None:
    repair = {"part": "p00", "read": "z将", "meant": ",将", "times": times}
    _, misfits = derive("甲z将乙。丙z将丁。\n", card({}, repairs=(repair,)))
    assert [(m.place, m.message) for m in misfits] == [
        (("repairs", 0, "times"), f"the repair of 'z将' in part p00 of sample must fire {times} time(s); it fires {found}")
    ]


def test_a_repair_must_name_a_part_of_its_card() -> None:
    _, misfits = derive("甲。\n", card({}, repairs=({"part": "p09", "read": "z", "meant": "", "times": 1},)))
    assert [m.message for m in misfits] == ["the part of a repair of sample must be one of its parts (it is 'p09')"]


def test_a_repair_acts_on_its_part_alone_and_before_headings_are_sought() -> None:
    derived, misfits = derive(
        "甲题甲)o—、乙乙是。\n丙题丙)o—、丁。\n",
        card(
            {"begins": "甲题", "headings": ["一、乙"]}, {"begins": "丙题"},
            repairs=({"part": "p00", "read": ")o—、", "meant": ")。一、", "times": 1},),
        ),
    )
    assert not misfits
    assert texts(derived["p00"]) == [("heading", "甲题"), ("sentence", "甲)。"), ("heading", "一、乙"), ("sentence", "乙是。")]
    assert texts(derived["p01"])[1] == ("sentence", "丙)o—、丁。")


def test_fingerprints_follow_letters_and_digits_alone() -> None:
    assert fingerprint("PD-1， 有效!") == fingerprint("pd１有效。") == hashlib.sha256("pd1有效".encode()).hexdigest()[:12]
    assert fingerprint("PD-1有效") != fingerprint("PD-L1有效")


def test_normalised_lines_have_no_transport_damage() -> None:
    assert normalise("\ufeff  a\u00a0\u3000b\u200b \n\n ﬁrst ⼀ \nCD8^(+) 与H_(2)O\n") == ["a b", "first 一", "CD8+ 与H2O"]


def test_the_same_text_in_every_encoding_gives_the_same_passages(desk: Desk) -> None:
    source, text = desk.card.source, open_text(desk.text_file).text
    expected = derive(text, source)
    for raw in (b"\xef\xbb\xbf" + text.encode(), text.replace("\n", "\r\n").encode(), text.encode("gb18030")):
        assert derive(decode(raw)[0], source) == expected


def test_every_kind_of_damage_of_the_miniature_is_undone(desk: Desk) -> None:
    derived, misfits = derive(open_text(desk.text_file).text, desk.card.source)
    assert not misfits
    assert {part: len(wordings) for part, wordings in derived.items()} == {
        "p00": 5, "p01": 6, "p02": 6, "p03": 12, "p04": 10, "p05": 9, "p06": 6,
    }
    assert texts(derived["p05"])[0] == ("heading", "示例肿瘤超进展(2019完整版)")
    assert texts(derived["p05"])[5] == ("heading", "一、诊断标准")
    assert "CD8+细胞" in derived["p04"][7].text
    assert derived["p05"][8].print == derived["p03"][4].print


def test_one_long_line_is_no_trouble() -> None:
    text = "甲组为0.5 mg, e.g. twice.乙组 has 1.5 mg 缓解。" * 8_000
    derived, _ = derive(text, card({}))
    assert fold("".join(wording.text for wording in derived["p00"])) == fold(text)


ALPHABET = "甲乙丙丁治疗。！？；:：.!?;,，() （）“”●\n 12ab摘要结论关键词一、"


@given(st.text(alphabet=ALPHABET), st.lists(st.sampled_from(["治疗", "一、甲", "●乙:"]), max_size=3), st.sampled_from(["body", "masthead"]))
def test_no_letter_and_no_digit_is_lost(text: str, headings: list[str], kind: str) -> None:
    derived, _ = derive(text, card({"headings": headings, "kind": kind}))
    assert fold("".join(wording.text for wording in derived["p00"])) == fold("".join(normalise(text)))


@given(st.text(max_size=40))
def test_folding_twice_is_folding_once(text: str) -> None:
    assert all(char.isalnum() for char in fold(text))
    assert unicodedata.normalize("NFKC", fold(text)).isalnum() or not fold(text)
