"""Proposals for a new text: articles, headings, damage, translations."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from scripts.create.damage import suspicions
from scripts.create.parts import heading, propose, title
from scripts.ledger.derive import Excerpt
from scripts.ledger.fold import normalise
from scripts.ledger.parallel import foreign_figures, pairs

if TYPE_CHECKING:
    from conftest import Desk


def test_articles_of_the_miniature(desk: Desk) -> None:
    found = propose(normalise(desk.text_file.read_text("utf-8")))
    assert [(p.begins, p.kind) for p in found] == [
        ("", "masthead"), ("摘要:", "abstract"), ("Abstract:", "abstract"), ("2021示例肿瘤的免疫治疗研究进展", "body"),
        ("论文题目:示例肿瘤的双药联合研究", "body"), ("示例肿瘤超逬展(2019完整版)", "body"),
    ]
    assert [p.complete for p in found[3:]] == ["cut off", "complete", "cut off"]
    assert found[3].headings == ("1 发病机制", "2 临床研究")


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("某某肿瘤的免疫治疗研究进展某某肿瘤是一种少见病。", "某某肿瘤的免疫治疗研究进展"),
        ("某某肿瘤治疗新进展摘要:某某肿瘤少见。", "某某肿瘤治疗新进展"),
        ("某某肿瘤治疗进展一、概述1. 流行病学", "某某肿瘤治疗进展"),
        ("某某肿瘤是一种少见病,研究不多。", ""),
        ("一、某某治疗的研究进展某某治疗始于上世纪。", ""),
        ("- 格式:pdf", ""),
    ],
)
def test_titles_glued_to_sentences(line: str, expected: str) -> None:
    assert title(line) == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("一、治疗的原理某某治疗是激活机体。", "一、治疗的原理"),
        ("(一)药物甲:药物甲是抗体。", "(一)药物甲:"),
        ("3. 疫苗甲疫苗甲是一种药。", "3. 疫苗甲"),
        ("20世纪已有研究。", ""),
        ("药物甲是抗体。", ""),
    ],
)
def test_headings_glued_to_sentences(line: str, expected: str) -> None:
    assert heading(line) == expected


def test_damage_of_the_miniature(desk: Desk) -> None:
    text = desk.text_file.read_text("utf-8")
    found = {(s.fragment, s.why) for s in suspicions(text.split("\n"))}
    assert found >= {
        ("1,2", "a flattened superscript"),
        ("逬", "a rare character, perhaps misread"),
        ("[ 3 J>", "a citation number without its closing bracket"),
        ("hype中rogressive", "a Chinese character inside a Latin word"),
        (")o—、", "a full stop read as a letter, perhaps with a heading glued to it"),
        ("z", "Latin letters inside a Chinese word"),
        ("AVGR", "perhaps Greek Δ read as A"),
        ("smallcell", "two words without the space between them"),
        ("tumour.About", "no space after a full stop"),
    }


def test_sound_prose_raises_no_suspicion() -> None:
    assert suspicions(["药物甲和nivolumab均有效[1,2]。", "Nivolumab和pembrolizumab(均为抗体)已获批。"]) == []


def test_translations_are_paired_only_where_both_have_as_many_sentences() -> None:
    one = [Excerpt(1, "a", "label", "摘要:"), Excerpt(2, "b", "sentence", "约40%缓解。")]
    other = [Excerpt(1, "c", "label", "Abstract:"), Excerpt(2, "d", "sentence", "About 45% of 12 responded.")]
    assert pairs(one, other) == [(one[1], other[1])]
    assert pairs(one, [*other, Excerpt(3, "e", "sentence", "More.")]) == []
    assert foreign_figures(other[1].text, one[1].text) == ["45", "12"]
