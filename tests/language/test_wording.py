"""Numbers, intervals, dates and places, as each language writes them."""

from __future__ import annotations

import pytest

from scripts.language.wording import Wording
from scripts.schema import Effect
from scripts.schema.trial import ArmResult, Rate
from tests.given import full


def effect(**given: object) -> Effect:
    return Effect.model_validate(full({"measure": "hr", "compares": ["a", "b"], "value": "0.60", **given}))


@pytest.mark.parametrize(("given", "zh", "en"), [
    ({}, "HR 0.60", "HR 0.60"),
    ({"ci": ["0.41", "0.89"]}, "HR 0.60（95%CI 0.41～0.89）", "HR 0.60 (95% CI 0.41–0.89)"),
    ({"ci": ["0.41", "0.89"], "level": "98.77"}, "HR 0.60（98.77%CI 0.41～0.89）", "HR 0.60 (98.77% CI 0.41–0.89)"),
    ({"ci": ["0.41", "0.89"], "level": "99.5"}, "HR 0.60（99.5%CI 0.41～0.89）", "HR 0.60 (99.5% CI 0.41–0.89)"),
    ({"ci": ["0.41", "NR"]}, "HR 0.60（95%CI 0.41至未达到）", "HR 0.60 (95% CI 0.41 to not reached)"),
    ({"measure": "rate-difference", "value": "-3.1", "ci": ["-7.0", "0.8"]},
     "率差 −3.1%（95%CI −7.0至0.8）", "difference −3.1% (95% CI −7.0 to 0.8)"),
    ({"value": "-", "p": "0.72"}, "只报告了P值", "P value only"),
    ({"measure": "or", "value": "2.10", "ci": ["1.20", "3.68"]}, "OR 2.10（95%CI 1.20～3.68）", "OR 2.10 (95% CI 1.20–3.68)"),
])
def test_effects(wordings: dict[str, Wording], given: dict[str, object], zh: str, en: str) -> None:
    assert wordings["zh"].effect(effect(**given)) == zh
    assert wordings["en"].effect(effect(**given)) == en


@pytest.mark.parametrize(("given", "zh", "en"), [
    ({"p": "0.005"}, "P=0.005", "P=0.005"),
    ({"p": "0.001", "p_operator": "<", "p_sided": "two"}, "P<0.001（双侧）", "P<0.001 (two-sided)"),
    ({"p": "0.0011", "p_operator": "≤", "p_sided": "one"}, "P≤0.0011（单侧）", "P≤0.0011 (one-sided)"),
    ({}, "未报告", "not reported"),
])
def test_p_values(wordings: dict[str, Wording], given: dict[str, object], zh: str, en: str) -> None:
    assert wordings["zh"].p(effect(**given)) == zh
    assert wordings["en"].p(effect(**given)) == en


@pytest.mark.parametrize(("value", "zh", "en"), [
    ("NR", "未达到", "not reached"), ("NE", "无法估计", "not estimable"), ("-", "未报告", "not reported"), (None, "未报告", "not reported"),
    ("26.30", "26.30", "26.30"), ("-1.5", "−1.5", "−1.5"),
])
def test_bounds_keep_their_digits(wordings: dict[str, Wording], value: str | None, zh: str, en: str) -> None:
    assert wordings["zh"].bound(value) == zh
    assert wordings["en"].bound(value) == en


@pytest.mark.parametrize(("value", "zh", "en"), [
    ("14.0", "14.0个月", "14.0 months"), ("NR", "未达到", "not reached"), (None, "未报告", "not reported"),
])
def test_months(wordings: dict[str, Wording], value: str | None, zh: str, en: str) -> None:
    assert (wordings["zh"].months(value), wordings["en"].months(value)) == (zh, en)


@pytest.mark.parametrize(("given", "zh", "en"), [
    ({"median": "26.3", "median_ci": ["18.3", "40.4"]}, "26.3（95%CI 18.3～40.4）", "26.3 (95% CI 18.3–40.4)"),
    ({"median": "NR", "median_ci": ["18.3", "NE"]}, "未达到（95%CI 18.3至无法估计）", "not reached (95% CI 18.3 to not estimable)"),
    ({"median": "NR", "median_ci": ["-", "-"]}, "未达到", "not reached"),
    ({"median": "9.1"}, "9.1", "9.1"),
])
def test_medians(wordings: dict[str, Wording], given: dict[str, object], zh: str, en: str) -> None:
    arm = ArmResult.model_validate(full({"arm": "a", **given}))
    assert (wordings["zh"].median(arm), wordings["en"].median(arm)) == (zh, en)


def test_rates(wordings: dict[str, Wording]) -> None:
    rate = Rate.model_validate({"at": "12", "value": "44.8", "ci": ["36.8", "53.0"], "level": "95"})
    assert wordings["zh"].rate(rate) == "44.8%（95%CI 36.8～53.0）"
    assert wordings["en"].rate(rate) == "44.8% (95% CI 36.8–53.0)"
    assert wordings["en"].percent("NR") == "not reached"


@pytest.mark.parametrize(("value", "zh", "en"), [
    ("2018", "2018年", "2018"), ("2018-09", "2018年9月", "September 2018"), ("2018-09-05", "2018年9月5日", "5 September 2018"),
    ("2020-12-31", "2020年12月31日", "31 December 2020"),
])
def test_dates_keep_their_precision(wordings: dict[str, Wording], value: str, zh: str, en: str) -> None:
    assert (wordings["zh"].date(value), wordings["en"].date(value)) == (zh, en)


@pytest.mark.parametrize(("value", "zh", "en"), [
    ("abstract", "摘要", "abstract"), ("table 2", "表2", "table 2"), ("table S4B", "表S4B", "table S4B"),
    ("figure 1B", "图1B", "figure 1B"),
    ("page 15", "第15页", "page 15"), ("section 14.2", "第14.2节", "section 14.2"), ("registry record", "登记信息", "registry record"),
    ("notice", "公告", "notice"),
])
def test_places_in_a_document(wordings: dict[str, Wording], value: str, zh: str, en: str) -> None:
    assert (wordings["zh"].locator(value), wordings["en"].locator(value)) == (zh, en)


@pytest.mark.parametrize(("value", "zh"), [
    ("1.4 (95% CI 1.2–1.6)", "1.4（95%CI 1.2～1.6）"),
    ("9.4% (95% CI 6.9%–12.0%)", "9.4%（95%CI 6.9%～12.0%）"),
    ("7% vs 24%", "7%对24%"),
    ("4–29%", "4～29%"),
    ("963 of 30,014", "963 of 30014"),
    ("0.63", "0.63"),
])
def test_a_figure_of_a_reference_keeps_its_digits_and_takes_the_language_s_signs(
    wordings: dict[str, Wording], value: str, zh: str
) -> None:
    assert wordings["zh"].figure(value) == zh
    assert wordings["en"].figure(value) == value


@pytest.mark.parametrize(("text", "zh", "en"), [
    ("FDA", "（FDA）", " (FDA)"),
    ("HR 0.90 (95% CI 0.72–1.13)", "（HR 0.90 (95% CI 0.72–1.13)）", " (HR 0.90, 95% CI 0.72–1.13)"),
    ("HR 0.90（95%CI 0.72～1.13）", "（HR 0.90，95%CI 0.72～1.13）", " (HR 0.90（95%CI 0.72～1.13）)"),
    ("CD4(+)", "（CD4(+)）", " (CD4(+))"),
])
def test_brackets_hold_no_brackets(wordings: dict[str, Wording], text: str, zh: str, en: str) -> None:
    assert (wordings["zh"].brackets(text), wordings["en"].brackets(text)) == (zh, en)


@pytest.mark.parametrize(("printed", "zh", "en"), [
    ("0.0122 (one-sided)", "单侧0.0122", "one-sided 0.0122"),
    ("one-sided P = 0.0117", "单侧0.0117", "one-sided 0.0117"),
    ("≤0.0418", "≤0.0418", "≤0.0418"),
    ("0.05", "0.05", "0.05"),
])
def test_boundaries(wordings: dict[str, Wording], printed: str, zh: str, en: str) -> None:
    assert (wordings["zh"].boundary(printed), wordings["en"].boundary(printed)) == (zh, en)


@pytest.mark.parametrize(("name", "zh", "en"), [
    ("lung cancer, first line", "lung cancer, first line", "Lung cancer, first line"),
    ("anti-angiogenic combinations", "anti-angiogenic combinations", "Anti-angiogenic combinations"),
    ("mRNA vaccine", "mRNA vaccine", "mRNA vaccine"),
    ("gp100", "gp100", "gp100"),
    ("γδ T cell", "γδ T cell", "γδ T cell"),
    ("肺癌", "肺癌", "肺癌"),
])
def test_an_english_page_begins_with_a_capital(wordings: dict[str, Wording], name: str, zh: str, en: str) -> None:
    assert (wordings["zh"].heading(name), wordings["en"].heading(name)) == (zh, en)
