"""Every wording of the lists of register is shown by a case, and what is near to one but right passes."""

from __future__ import annotations

import re

import pytest
import yaml

from scripts.checks import register
from scripts.checks.register_words import CHINESE, ENGLISH, PAIRS, STATISTICS

from . import cases


def broken(rule: str) -> str:
    """All that the cases of a rule write."""
    changes = (yaml.safe_load((case.folder / "edit.yml").read_text("utf-8")) for case in cases.every() if case.rule == rule)
    return "\n".join(str(change.get("text") or change.get("meant")) for case in changes for change in case)


LISTS = {
    "register-words": [pattern for pattern, _ in (*ENGLISH, *CHINESE)],
    "statistics-written": [pattern for words in STATISTICS.values() for pattern, _ in words],
    "terms-in-pairs": [pattern for pattern, _, _ in PAIRS],
}


@pytest.mark.parametrize(("rule", "pattern"), [(rule, one) for rule, all_ in LISTS.items() for one in all_], ids=lambda one: str(one)[:40])
def test_every_wording_has_a_case(rule: str, pattern: re.Pattern[str]) -> None:
    assert pattern.search(register.plain(broken(rule)))


@pytest.mark.parametrize(
    "right",
    [
        "Vaccines against tumours, antibodies against CD19",
        "the first line of treatment, first-line treatment for lung cancer",
        "patients alive at the data cut-off",
        "missing values, an unanswered question, transcription",
        "DKG 80-1, clone 28-8, clone 73-10, interleukin-2 (IL-2), 95% CI, P=0.05, 1,225 patients, in 2021",
        "治疗失败，后者疗效较好，对照组，随机对照试验，白细胞介素-2，地白介素，免疫应答",
        "克隆28-8和73-10，95%CI，P=0.05，1225例，3～4级，CP-870,893",
    ],
)
def test_what_is_right_passes(right: str) -> None:
    text = register.unquoted(register.plain(right))
    language = "zh" if re.search("[\u4e00-\u9fff]", right) else "en"
    words = (*{"zh": CHINESE, "en": ENGLISH}[language], *STATISTICS[language], *register.against(frozenset({"comparatin"})))
    assert [match[0] for pattern, _ in words for match in pattern.finditer(text)] == []


@pytest.mark.parametrize(
    ("sentence", "bounded"),
    [
        ("No phase 3 trial was found.", True),
        ("It is the only drug approved in China.", True),
        ("No randomised trial shows it.", False),
        ("It is the only licensed vaccine.", False),
    ],
)
def test_a_universal_needs_a_place_or_a_search(sentence: str, bounded: bool) -> None:
    assert register.UNIVERSAL.search(sentence)
    assert bool(register.BOUND.search(sentence)) is bounded
