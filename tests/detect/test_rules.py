"""The contradiction detector on sentences written for this test, against the real records; and its measure."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from scripts import flow
from scripts.detect.engine import Engine, Flag
from scripts.detect.judged import judged
from scripts.detect.measure import Measure, measure
from scripts.paths import HOUSE

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
    "trial": [
        ("KEYNOTE-024是一项帕博利珠单抗对比含铂化疗一线治疗非小细胞肺癌的III期随机开放标签试验。", set()),
        ("KEYNOTE-024 was a randomised phase 3 trial of first-line pembrolizumab in NSCLC.", set()),
        ("KEYNOTE-024比较了纳武利尤单抗与化疗。", {"trial"}),
        ("KEYNOTE-024 tested second-line pembrolizumab.", {"trial"}),
        ("KEYNOTE-024 was a phase 2 trial.", {"trial"}),
        ("KEYNOTE-024 enrolled patients with melanoma.", {"trial"}),
        ("OAK研究比较了阿替利珠单抗与培美曲塞。", {"trial"}),
        ("KEYNOTE-407纳入的是非鳞状非小细胞肺癌患者。", {"trial"}),
        ("CASPIAN纳入局限期小细胞肺癌患者。", {"trial"}),
        ("KEYNOTE-024采用双盲设计。", {"trial"}),
        ("The primary end point of KEYNOTE-024 was overall survival.", {"trial"}),
        ("KEYNOTE-024的主要终点为无进展生存期。", set()),
    ],
    "figures of other kinds": [
        ("KEYNOTE-024共纳入305例患者。", set()),
        ("KEYNOTE-024 enrolled 650 patients.", {"figure"}),
        ("KEYNOTE-024中帕博利珠单抗组5年总生存率为31.9%。", set()),
        ("The 5-year overall survival rate in KEYNOTE-024 was 51.9% with pembrolizumab.", {"figure"}),
        ("KEYNOTE-024中帕博利珠单抗组与化疗组的中位无进展生存期分别为6.0个月和10.3个月。", {"figure"}),
        ("In KEYNOTE-024 median PFS was 10.3 versus 6.0 months with pembrolizumab versus chemotherapy.", set()),
        ("In KEYNOTE-024 median PFS was 6.0 versus 10.3 months with pembrolizumab versus chemotherapy.", {"figure"}),
        ("In KEYNOTE-024 median PFS was 6.0 months with pembrolizumab versus 10.3 months with chemotherapy.", {"figure"}),
        ("In KEYNOTE-024 pembrolizumab reduced the risk of disease progression or death by 50%.", set()),
        ("In KEYNOTE-024 pembrolizumab reduced the risk of disease progression or death by 70%.", {"figure"}),
    ],
    "approval by agency and year": [
        ("FDA于2018年批准纳武利尤单抗用于小细胞肺癌，该适应证后来撤回。", set()),
        ("The FDA withdrew the indication of nivolumab in small-cell lung cancer.", set()),
        ("帕博利珠单抗尚未获FDA批准用于非小细胞肺癌。", {"approval"}),
        ("帕博利珠单抗在美国获批用于非小细胞肺癌。", set()),
        ("CAR-T已获批用于非小细胞肺癌。", {"approval"}),
        ("CAR-T已获批用于多发性骨髓瘤。", set()),
    ],
    "lists of drugs": [
        ("PD-1抑制剂（如帕博利珠单抗、纳武利尤单抗）应用广泛。", set()),
        ("PD-1抑制剂（如帕博利珠单抗、阿替利珠单抗）应用广泛。", {"target"}),
        ("PD-L1 inhibitors such as durvalumab and nivolumab are used.", {"target"}),
        ("Durvalumab, a PD-1 inhibitor, was given for a year.", {"target"}),
        ("PD-1/PD-L1抑制剂（如纳武利尤单抗、度伐利尤单抗）应用广泛。", set()),
        ("帕博利珠单抗是一种CAR-T产品。", {"target"}),
    ],
    "expansion before the bracket": [
        ("程序性死亡配体1（PD-1）是一个靶点。", {"abbreviation"}),
        ("无进展生存期（PFS）延长。", set()),
        ("The overall survival (OS) was longer.", set()),
        ("The overall survival (PFS) was longer.", {"abbreviation"}),
    ],
    "stale": [
        ("帕博利珠单抗在非小细胞肺癌中的应用仍处于探索阶段。", {"stale"}),
        ("帕博利珠单抗在胰腺癌中的应用仍处于探索阶段。", set()),
    ],
    "premise": [
        ("CheckMate 026中纳武利尤单抗显著延长了无进展生存期。", {"direction", "end point"}),
        ("这一结果表明，一线治疗可以不用化疗。", {"premise"}),
        ("化疗仍然重要。", set()),
    ],
    "a sound premise": [
        ("KEYNOTE-024中帕博利珠单抗显著延长了无进展生存期。", set()),
        ("这一结果表明，一线治疗可以不用化疗。", set()),
    ],
    "population scores": [
        ("KEYNOTE-024 enrolled patients irrespective of PD-L1 expression.", {"population"}),
        ("KEYNOTE-024入组PD-L1 TPS≥1%的患者。", {"population"}),
        ("KEYNOTE-024入组PD-L1 TPS≥50%的患者。", set()),
    ],
    "other classes": [("奥希替尼和贝伐珠单抗用于其他情况。", set()), ("曲妥珠单抗靶向HER2。", set())],
    "contrast": [
        ("与CheckMate 026不同，KEYNOTE-024显著延长了无进展生存期。", set()),
        ("虽然CheckMate 451失败，IMpower133仍显著延长了总生存期。", set()),
        ("Unlike KEYNOTE-024, CheckMate 026 improved progression-free survival.", {"direction", "end point"}),
    ],
    "quantity one": [("小细胞肺癌约占全部肺癌的15%。", {"quantity"})],
    "quantity two": [("SCLC占肺癌的比例约为25%。", {"quantity"}), ("非小细胞肺癌约占肺癌的85%。", set())],
}


@pytest.fixture(scope="module")
def engine(real_read: flow.Read) -> Engine:
    return Engine(real_read.atlas)


@pytest.fixture(scope="module")
def found(engine: Engine) -> dict[tuple[str, int], set[str]]:
    passages = {part: [text for text, _ in sentences] for part, sentences in SYNTHETIC.items()}
    flagged: dict[tuple[str, int], set[str]] = {}
    for flag in engine.flags(passages):
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


def test_every_rule_is_seen_flagging(engine: Engine) -> None:
    """The rule "claim" compares with judged claims: test_claims.py."""
    seen = {rule for sentences in SYNTHETIC.values() for _, rules in sentences for rule in rules}
    assert seen == set(engine.ask("rules", None)) - {"claim"}


def test_the_measure_counts_sentences() -> None:
    verdicts = {("a", 0): {"contradicted"}, ("a", 1): {"supported"}, ("a", 2): {"contradicted", "opinion"}, ("a", 3): {"imprecise"}}
    flags = [Flag("a", 0, "direction", ""), Flag("a", 0, "year", ""), Flag("a", 1, "drug", ""), Flag("a", 3, "drug", "")]
    got = measure(flags, verdicts)
    assert got == Measure(flagged=3, right=2, faulty=2, found=1)
    assert got.precision == pytest.approx(2 / 3)
    assert got.recall == pytest.approx(1 / 2)


def test_precision_and_recall_on_the_curated_verdicts(engine: Engine, capsys: pytest.CaptureFixture[str]) -> None:
    """Where the raw texts are at hand, both are printed and must not fall below what they were when the rules were written."""
    folder = Path(os.environ.get("SOURCE_TEXTS", ""))
    if not os.environ.get("SOURCE_TEXTS") or not folder.is_dir():
        pytest.skip("the raw source texts are not here (SOURCE_TEXTS); the synthetic set above guards the rules")
    passages, verdicts = judged(HOUSE, folder, engine.atlas)
    got = measure(engine.flags(passages), verdicts)
    with capsys.disabled():
        print(f"\ndetector on the source texts: precision {got.precision:.2f}, recall {got.recall:.2f} of contradicted sentences")
    assert got.precision >= 0.85
    assert got.recall >= 0.4
