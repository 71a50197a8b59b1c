"""Finding names in running text."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scripts.language.names import Names, caseless
from scripts.records import Atlas


@pytest.fixture(scope="module")
def names(atlas: Atlas) -> dict[str, Names]:
    return {language: Names(atlas, language) for language in ("zh", "en")}


def found(names: Names, text: str) -> list[tuple[str, str]]:
    return [(text[start:end], owner) for start, end, owner in names.find(text)]


@pytest.mark.parametrize(("language", "text", "expected"), [
    ("zh", "使用SAMP-1抑制剂", [("SAMP-1抑制剂", "sample-inhibitors")]),
    ("zh", "EX-101治疗示例肿瘤", [("EX-101", "exemplumab"), ("示例肿瘤", "sample-tumour")]),
    ("zh", "（LINDEN-01）", [("LINDEN-01", "linden-01")]),
    ("zh", "SAMP–1（不同的连字符）", [("SAMP–1", "sample-1")]),
    ("en", "Exemplumab, Exemplis or EX-101", [("Exemplumab", "exemplumab"), ("Exemplis", "exemplumab"), ("EX-101", "exemplumab")]),
    ("zh", "示例肿瘤灶不是示例肿瘤", [("示例肿瘤", "sample-tumour")]),
    ("en", "anti-SAMP-1", []),
    ("en", "SAMP-1/SAMP-2", [("SAMP-1", "sample-1")]),
    ("en", "linden-01 in lower case is no trial", []),
    ("en", "two SFVs were seen", [("SFVs", "sample-fever")]),
    ("en", "ＢＩＲＣＨ", []),
    ("en", "", []),
])
def test_mentions(names: dict[str, Names], language: str, text: str, expected: list[tuple[str, str]]) -> None:
    assert found(names[language], text) == expected


def test_an_english_name_is_not_looked_for_in_chinese_nor_the_other_way_round(names: dict[str, Names]) -> None:
    assert found(names["zh"], "sample tumour") == []
    assert found(names["en"], "示例肿瘤") == []


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="SAMP-1抑制剂联合化疗 exemplumabLINDEN0示例肿瘤热（）,.", max_size=60))
def test_mentions_never_overlap_and_are_the_names_they_claim_to_be(names: dict[str, Names], text: str) -> None:
    end_before = 0
    for start, end, owner in names["zh"].find(text):
        assert start >= end_before
        assert names["zh"].owner[caseless(text[start:end])][1] == owner
        end_before = end


@given(st.text())
def test_folding_keeps_every_place(text: str) -> None:
    assert len(caseless(text)) == len(text)
