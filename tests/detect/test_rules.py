"""The contradiction detector on sentences written for this test, against the real records; and its measure."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from scripts import flow
from scripts.detect.flags import Flag
from scripts.detect.judged import judged
from scripts.detect.rules import RULES, Measure, Passages, detect, measure
from scripts.paths import HOUSE
from scripts.records import Atlas

# Part → sentences, each with the rules that must flag it; an empty set is a sentence that must stay quiet.
SYNTHETIC: dict[str, list[tuple[str, set[str]]]] = {
    "direction": [
        ("我们先看CheckMate 026这项随机对照研究的结果。", set()),
        ("结果显示纳武利尤单抗组明显优于化疗组。", {"direction"}),
        ("In the MYSTIC trial the combination was superior to platinum chemotherapy.", {"direction"}),
        ("KEYNOTE-024中帕博利珠单抗显著延长了生存。", set()),
        ("PACIFIC did not improve outcomes over placebo.", {"direction"}),
        ("KEYNOTE-189 prolonged overall survival.", set()),
    ],
    "end point": [
        ("OAK研究把阿替利珠单抗与多西他赛作了比较。", set()),
        ("阿替利珠单抗在无进展生存方面显著优于对照。", {"end point"}),
        ("阿替利珠单抗显著延长总生存。", set()),
    ],
    "population": [
        ("KEYNOTE-024 compared pembrolizumab with chemotherapy.", set()),
        ("It included PD-L1-negative patients as well.", {"population"}),
        ("KEYNOTE-189纳入了PD-L1阴性的患者。", set()),
    ],
    "year": [
        ("2024年ESMO大会公布了多项新数据。", {"year"}),
        ("KEYNOTE-024的结果引起与会者关注。", set()),
        ("本次大会还有其他报告。", {"year"}),
    ],
    "no year": [
        ("HARMONi-2在2024年WCLC大会上首次报告。", set()),
    ],
    "drug": [
        ("临床上常用帕博利珠单抗和信迪利单抗。", set()),
        ("常用的还有福布瑞单抗等药物。", {"drug"}),
        ("Patients received fobrulimab every three weeks.", {"drug"}),
        ("O药即纳武利尤单抗，代号BMS-936558。", set()),
    ],
    "abbreviation": [
        ("肿瘤突变负荷（TMB）较高者疗效较好。", set()),
        ("mTOR（线粒体转运受体）参与代谢调节。", {"abbreviation"}),
        ("PFS（无进展生存期）是主要终点。", set()),
        ("ORR（总复发率）为主要终点。", {"abbreviation"}),
    ],
    "approval": [
        ("纳武利尤单抗已获批用于小细胞肺癌的三线治疗。", {"approval"}),
        ("In 2012 pembrolizumab was approved for advanced NSCLC.", {"approval"}),
        ("帕博利珠单抗已获批用于晚期非小细胞肺癌。", set()),
        ("纳武利尤单抗用于小细胞肺癌的研究仍在进行。", set()),
    ],
    "figure": [
        ("KEYNOTE-024的总生存期风险比为0.60（95%CI 0.41～0.89）。", set()),
        ("KEYNOTE-024的总生存期风险比为0.31。", {"figure"}),
        ("KEYNOTE-024中帕博利珠单抗组的中位无进展生存期为10.3个月，化疗组为6.0个月。", set()),
        ("In KEYNOTE-024 median progression-free survival was 14.3 months with pembrolizumab.", {"figure"}),
    ],
    "arithmetic": [("缓解率为61.4%（27/44）。", set()), ("Responses were seen in 15/44 (38.6%).", {"arithmetic"})],
    "target": [
        ("度伐利尤单抗是一种PD-L1抑制剂。", set()),
        ("信迪利单抗阻断PD-1与PD-L1的结合。", set()),
        ("Pembrolizumab blocks CTLA-4.", {"target"}),
    ],
    "contrast": [
        ("与CheckMate 026不同，KEYNOTE-024显著延长了无进展生存期。", set()),
        ("虽然CheckMate 451失败，IMpower133仍显著延长了总生存期。", set()),
        ("Unlike KEYNOTE-024, CheckMate 026 improved progression-free survival.", {"direction", "end point"}),
    ],
    "quantity one": [("小细胞肺癌约占全部肺癌的15%。", {"quantity"})],
    "quantity two": [("SCLC占肺癌的比例约为25%。", {"quantity"}), ("非小细胞肺癌约占肺癌的85%。", set())],
}


@pytest.fixture(scope="module")
def atlas(real_read: flow.Read) -> Atlas:
    return real_read.atlas


@pytest.fixture(scope="module")
def found(atlas: Atlas) -> dict[tuple[str, int], set[str]]:
    passages: Passages = {part: [text for text, _ in sentences] for part, sentences in SYNTHETIC.items()}
    flagged: dict[tuple[str, int], set[str]] = {}
    for flag in detect(passages, atlas):
        flagged.setdefault((flag.part, flag.index), set()).add(flag.rule)
    return flagged


@pytest.mark.parametrize(
    ("place", "text", "rules"),
    [((part, i), text, rules) for part, sentences in SYNTHETIC.items() for i, (text, rules) in enumerate(sentences)],
    ids=lambda value: "" if isinstance(value, set) else str(value)[:40],
)
def test_a_sentence_is_flagged_by_its_rules_and_no_others(
    found: dict[tuple[str, int], set[str]], place: tuple[str, int], text: str, rules: set[str]
) -> None:
    assert found.get(place, set()) == rules, text


def test_every_rule_is_seen_flagging() -> None:
    assert len({rule for sentences in SYNTHETIC.values() for _, rules in sentences for rule in rules}) == len(RULES)


def test_the_measure_counts_sentences() -> None:
    verdicts = {("a", 0): {"contradicted"}, ("a", 1): {"supported"}, ("a", 2): {"contradicted", "opinion"}, ("a", 3): {"imprecise"}}
    flags = [Flag("a", 0, "direction", ""), Flag("a", 0, "year", ""), Flag("a", 1, "drug", ""), Flag("a", 3, "drug", "")]
    got = measure(flags, verdicts)
    assert got == Measure(flagged=3, right=2, faulty=2, found=1)
    assert got.precision == pytest.approx(2 / 3)
    assert got.recall == pytest.approx(1 / 2)


def test_precision_and_recall_on_the_curated_verdicts(atlas: Atlas, capsys: pytest.CaptureFixture[str]) -> None:
    """Where the raw texts are at hand, both are printed and must not fall below what they were when the rules were written."""
    folder = Path(os.environ.get("SOURCE_TEXTS", ""))
    if not os.environ.get("SOURCE_TEXTS") or not folder.is_dir():
        pytest.skip("the raw source texts are not here (SOURCE_TEXTS); the synthetic set above guards the rules")
    passages, verdicts = judged(HOUSE, folder, atlas)
    got = measure(detect(passages, atlas), verdicts)
    with capsys.disabled():
        print(f"\ndetector on the source texts: precision {got.precision:.2f}, recall {got.recall:.2f} of contradicted sentences")
    assert got.precision >= 0.85
    assert got.recall >= 0.4
