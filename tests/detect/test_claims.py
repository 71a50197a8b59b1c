"""Sentences that were judged before, by fingerprint or in other words; and what must not pass for one of them."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from scripts import flow
from scripts.detect.engine import Engine
from scripts.detect.judged import claimed
from scripts.paths import HOUSE

# Sentences about the same subjects that no claim states, and about others.
FRESH = (
    "免疫相关不良反应可累及皮肤、肺、肝和内分泌腺。", "小细胞肺癌对化疗敏感但容易复发。", "IFN-γ由活化的T细胞和NK细胞分泌。",
    "患者出现3级肺炎时应永久停用免疫检查点抑制剂。", "吸烟是肺癌最重要的危险因素。", "肠道菌群可能影响免疫治疗的疗效。",
    "采用Kaplan-Meier法绘制生存曲线。", "今天天气很好，适合散步。", "LAG-3是继PD-1和CTLA-4之后进入临床的免疫检查点。",
    "Immune-related adverse events can affect any organ.", "Survival curves were estimated by the Kaplan-Meier method.",
    "The weather was fine and the meeting began at noon.", "The gut microbiome may influence response to immunotherapy.",
    "Durvalumab is given for up to 12 months after chemoradiotherapy.",
    "Hepatitis B reactivation has been reported during checkpoint blockade.",
)


@pytest.fixture(scope="module")
def engine(real_read: flow.Read) -> Engine:
    return Engine(real_read.atlas)


def test_a_claim_in_its_own_words_is_judged(engine: Engine) -> None:
    """Each restatement alone: the verdict of a claim that says the same; a record may contradict it first."""
    for language in ("zh", "en"):
        claims = list(engine.atlas.claims.values())
        found = [engine.sentences([getattr(claim.says, language)])[0] for claim in claims]
        judged = [one["verdict"] for one in found if one["state"] == "judged"]
        assert all(one["state"] in ("judged", "differs") for one in found)
        assert len(judged) >= 0.9 * len(claims)
        wrong = [c.id for c, one in zip(claims, found, strict=True) if one["state"] == "judged" and one["verdict"] != c.verdict]
        assert wrong == []


@pytest.mark.parametrize("sentence", FRESH)
def test_a_fresh_sentence_is_not_judged(engine: Engine, sentence: str) -> None:
    (found,) = engine.sentences([sentence])
    assert found["state"] in ("cannot tell", "unknown", "agrees")
    assert found["verdict"] is None


@pytest.mark.parametrize(
    ("sentence", "field"),
    [
        ("小细胞肺癌是肺癌的常见类型，约占35%。", "number"),
        ("Small-cell lung cancer is a common type of lung cancer, about 35% of it.", "number"),
        ("吉西他滨不属于核苷类似物。", "negation"),
        ("Gemcitabine is not a nucleoside analogue.", "negation"),
        ("培美曲塞属于核苷类似物。", "drug"),
    ],
)
def test_a_judged_statement_with_something_changed_differs(engine: Engine, sentence: str, field: str) -> None:
    (found,) = engine.sentences([sentence])
    assert found["state"] == "differs", found
    assert [flag["field"] for flag in found["flags"]] == [field]


def test_other_words_find_their_claim(engine: Engine, capsys: pytest.CaptureFixture[str]) -> None:
    """Where the source texts are at hand: passages without fingerprints find their own claim; above the threshold always."""
    folder = Path(os.environ.get("SOURCE_TEXTS", ""))
    if not os.environ.get("SOURCE_TEXTS") or not folder.is_dir():
        pytest.skip("the raw source texts are not here (SOURCE_TEXTS); the restatements above guard the threshold")
    counts = {"zh": [0, 0, 0], "en": [0, 0, 0]}
    for sentence, claims in claimed(HOUSE, folder):
        language, best, enough = engine.ask("nearest", sentence)
        counts[language][0] += 1
        counts[language][1] += best in claims
        counts[language][2] += enough
        assert not enough or best in claims, sentence
    with capsys.disabled():
        for language, (n, first, enough) in counts.items():
            print(f"\nretrieval, {language}: own claim first for {first} of {n} passages; {enough} above the threshold, all right")
    assert all(first >= 0.9 * n for n, first, _ in counts.values())
