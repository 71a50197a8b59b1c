"""The arithmetic of published effects: what was published agrees, seeded typing errors do not, and rounding never accuses."""

from __future__ import annotations

from math import exp
from statistics import NormalDist

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from scripts import flow
from scripts.arithmetic import beside, centre, half_unit, looks, p_value, verdict
from scripts.schema import Arm, Effect, Result, Trial

from .given import full


def effect(value: str, low: str, high: str, **given: object) -> Effect:
    return Effect.model_validate(full({"measure": "hr", "compares": ["a", "b"], "value": value, "ci": [low, high], **given}))


def result(endpoint: str = "os", role: str = "primary", **given: object) -> Result:
    return Result.model_validate({
        "id": "r", "endpoint": endpoint, "role": role, "analysis": "primary", "cite": "x", "locator": "abstract", "current": True,
        "checked": "never", **full(given),
    })


# Trial and result → what must stand in the record, so that the values below are those of evidence/trials/.
PUBLISHED = [
    ("keynote-024", "os-2016", "0.60", "0.41", "0.89", "95", "0.005"),
    ("keynote-024", "os-2017-07", "0.63", "0.47", "0.86", "95", None),
    ("keynote-024", "pfs-2016", "0.50", "0.37", "0.68", "95", "0.001"),
    ("checkmate-026", None, "1.15", "0.91", "1.45", "95", "0.25"),
    ("oak", None, "0.73", "0.62", "0.87", "95", "0.0003"),
    ("mystic", None, "0.76", "0.56", "1.02", "97.54", "0.04"),
    ("adriatic", None, "0.73", "0.54", "0.98", "98.321", "0.01"),
    ("checkmate-057", None, "0.73", "0.59", "0.89", "96", "0.002"),
    ("checkmate-227", None, "0.79", "0.65", "0.96", "97.72", "0.007"),
    ("pacific", None, "0.68", "0.47", "0.997", "99.73", "0.0025"),
    ("capstone-1", None, "0.72", "0.58", "0.90", "95", "0.0017"),
    ("keynote-604", None, "0.80", "0.64", "0.98", "95", "0.0164"),
    ("keynote-966", None, "0.83", "0.72", "0.95", "95", "0.0034"),
]


@pytest.mark.parametrize(("trial", "result_id", "value", "low", "high", "level", "p"), PUBLISHED)
def test_published_figures_agree(
    real_read: flow.Read, trial: str, result_id: str | None, value: str, low: str, high: str, level: str, p: str | None
) -> None:
    found = [
        r for r in real_read.atlas.trials[trial].results
        if r.effect and r.effect.ci == (low, high) and (r.effect.value, r.effect.level, r.effect.p) == (value, level, p)
    ]
    assert found, "the record must hold the figures that this test is about"
    assert result_id is None or result_id in {r.id for r in found}
    assert all(verdict(r) == "consistent" for r in found)


@pytest.mark.parametrize(("value", "low", "high"), [
    ("0.63", "0.47", "0.68"),  # the upper bound's digits turned: 0.86
    ("0.36", "0.47", "0.86"),  # the value's digits turned: 0.63
    ("0.63", "0.74", "0.86"),  # the lower bound's digits turned: 0.47
    ("0.60", "0.14", "0.89"),
    ("1.15", "0.19", "1.45"),
    ("0.63", "0.47", "1.86"),
])
def test_a_typing_error_in_an_interval_is_caught(value: str, low: str, high: str) -> None:
    assert verdict(result(effect=effect(value, low, high).model_dump())) == "inconsistent"


@pytest.mark.parametrize(("first", "second"), [("3.0", "14.2"), ("30.0", "42.1"), ("62.3", "13.4"), ("30.0", "1.42")])
def test_a_transposed_median_is_caught(first: str, second: str) -> None:
    """KEYNOTE-024 printed 30.0 against 14.2, later 26.3 against 13.4: seeded orders that the ratio contradicts, or sizes it cannot have."""
    arms = [{"arm": "a", "median": first}, {"arm": "b", "median": second}]
    assert verdict(result(effect=effect("0.63", "0.47", "0.86").model_dump(), arms=arms)) == "inconsistent"


def test_medians_in_order_and_equal_medians_are_not_accused() -> None:
    good = [{"arm": "a", "median": "30.0"}, {"arm": "b", "median": "14.2"}]
    same = [{"arm": "a", "median": "4.0"}, {"arm": "b", "median": "4.0"}]
    for arms in (good, same):
        assert verdict(result(effect=effect("0.63", "0.47", "0.86").model_dump(), arms=arms)) == "consistent"


@pytest.mark.parametrize(("median", "ci", "expected"), [
    ("14.2", ["9.8", "19.0"], "consistent"), ("41.2", ["9.8", "19.0"], "inconsistent"), ("14.2", ["9.8", "NR"], "consistent"),
    ("4.2", ["9.8", "NR"], "inconsistent"), ("NR", ["9.8", "NR"], "cannot tell"),
])
def test_a_median_lies_in_its_interval(median: str, ci: list[str], expected: str) -> None:
    assert verdict(result(arms=[{"arm": "a", "median": median, "median_ci": ci}])) == expected


@pytest.mark.parametrize(("events", "n", "value", "expected"), [
    (69, 154, "44.8", "consistent"), (42, 151, "27.8", "consistent"), (69, 154, "48.4", "inconsistent"),
    (96, 154, "44.8", "inconsistent"), (1, 3, "33", "consistent"), (0, 200, "0", "consistent"), (0, 200, "5", "inconsistent"),
])
def test_events_of_n_give_the_printed_percentage(events: int, n: int, value: str, expected: str) -> None:
    arms = [{"arm": "a", "events": events, "n": n, "rates": [{"value": value}]}]
    assert verdict(result("orr", "secondary", arms=arms)) == expected


def test_a_rate_at_a_landmark_is_not_events_of_n() -> None:
    """Kaplan-Meier estimates are not shares of all patients."""
    arms = [{"arm": "a", "events": 63, "n": 154, "rates": [{"at": "12", "value": "70.3"}]}]
    assert verdict(result("orr", "secondary", arms=arms)) == "cannot tell"
    assert verdict(result("os", arms=[{"arm": "a", "events": 63, "n": 154, "rates": [{"value": "70.3"}]}])) == "cannot tell"


@pytest.mark.parametrize(("p", "sided", "expected"), [
    ("0.0023", "one", True), ("0.0046", "two", True), ("0.023", "one", False), ("0.046", "two", False), ("0.23", "not stated", False),
    ("0.00002", "two", False),
])
def test_a_p_value_agrees_with_its_interval(p: str, sided: str, expected: bool) -> None:
    """KEYNOTE-604's progression-free survival, as published and with a digit lost or gained."""
    look = p_value(effect("0.75", "0.61", "0.91", p=p, p_sided=sided))
    assert look is not None
    assert look.agrees is expected


def test_a_p_value_of_unknown_sides_may_be_either() -> None:
    for p in ("0.0023", "0.0046"):
        look = p_value(effect("0.75", "0.61", "0.91", p=p))
        assert look is not None
        assert look.agrees


def test_one_sided_called_two_sided_cannot_be_told_apart() -> None:
    """The difference is a quarter of a standard error: less than log-rank and Cox differ. Said here so that nobody trusts more."""
    look = p_value(effect("0.75", "0.61", "0.91", p="0.0023", p_sided="two"))
    assert look is not None
    assert look.agrees


def test_an_interval_is_judged_at_its_own_level() -> None:
    """0.40 (98.77% CI 0.22-0.73) has p=0.00013; read as a 95% interval it would have 0.003."""
    for level, expected in (("98.77", True), ("95", False)):
        look = p_value(effect("0.40", "0.22", "0.73", level=level, p="0.00013", p_sided="two"))
        assert look is not None
        assert look.agrees is expected


@pytest.mark.parametrize(
    ("operator", "p", "expected"), [("<", "0.001", False), ("<", "0.05", True), (">", "0.5", False), (">", "0.01", True)]
)
def test_bounds_of_p_are_read_with_their_sign(operator: str, p: str, expected: bool) -> None:
    """The interval implies p=0.028."""
    look = p_value(effect("0.75", "0.58", "0.97", p=p, p_operator=operator, p_sided="two"))
    assert look is not None
    assert look.agrees is expected


@pytest.mark.parametrize("given", [
    {"p_for": "non-inferiority", "p": "0.9"}, {"p_for": "interaction", "p": "0.9"}, {},
])
def test_other_tests_are_not_held_against_the_interval(given: dict[str, str]) -> None:
    assert p_value(effect("0.63", "0.47", "0.86", **given)) is None


def test_without_figures_nothing_is_told() -> None:
    assert verdict(result()) == "cannot tell"
    assert centre(effect("0.63", "NR", "0.86")) is None
    assert verdict(result(effect={"measure": "hr", "compares": ["a", "b"], "value": "0.63"})) == "cannot tell"
    assert centre(effect("5", "1", "9", measure="median-difference")) is None


@pytest.mark.parametrize("given", [
    {"value": "-0.88", "ci": ["0.60", "1.28"]}, {"value": "0.88", "ci": ["-0.60", "1.28"]}, {"value": "0", "ci": ["0", "1"]},
    {"value": "0.88", "ci": ["1.28", "0.60"]}, {"value": "0.88", "ci": ["1", "1"], "p": "0"},
    {"value": "1", "ci": ["0.9", "1.1"], "p": "1"},
    {"value": "0.88", "ci": ["0.60", "1.28"], "p": "0.0000000000000000001"},
])
def test_figures_that_cannot_be_are_no_stack_of_calls(given: dict[str, object]) -> None:
    """A rule of its own refuses them; the looks must live through them."""
    arms = [{"arm": "a", "median": "0"}, {"arm": "b", "median": "0.0"}]
    looks(result(effect={"measure": "hr", "compares": ["a", "b"], **given}, arms=arms))


@pytest.mark.parametrize(("value", "low", "high", "agrees"), [
    ("13.0", "8.7", "17.6", True), ("31.0", "8.7", "17.6", False), ("13.0", "8.7", "71.6", False),
])
def test_a_difference_lies_at_the_middle_of_its_interval(value: str, low: str, high: str, agrees: bool) -> None:
    """AEGEAN's pathological response, as published and with digits turned."""
    given_ = {"measure": "rate-difference", "compares": ["a", "b"], "value": value, "ci": [low, high]}
    look = centre(Effect.model_validate(full(given_)))
    assert look is not None
    assert look.agrees is agrees


@pytest.mark.parametrize(("p", "agrees"), [
    ("0.001", True), ("0.0001", True), ("0.05", True), ("0.010", False), ("0.0010", False), ("1", True),
])
def test_a_bound_of_p_ends_with_its_first_digit(p: str, agrees: bool) -> None:
    assert agreed(result(effect=effect("0.50", "0.40", "0.62", p=p, p_operator="<").model_dump()), "p") is agrees


@pytest.mark.parametrize(("p", "boundary", "significant", "agrees"), [
    ("0.0164", "0.0128", "no", True), ("0.0164", "0.0128", "yes", False), ("0.0116", "one-sided P = 0.0117", "yes", True),
    ("0.0161", "one-sided P = 0.0117", "yes", False), ("0.24", None, "yes", False), ("0.24", None, "no", True),
    ("0.24", None, "not tested", True),
])
def test_a_p_value_is_held_against_its_boundary(p: str, boundary: str | None, significant: str, agrees: bool) -> None:
    """KEYNOTE-604 and KEYNOTE-789 missed theirs by little."""
    given_ = {"measure": "hr", "compares": ["a", "b"], "value": "-", "p": p, "boundary": boundary, "significant": significant}
    assert agreed(result(effect=given_), "significance") is agrees


@pytest.mark.parametrize(("ci", "agrees"), [(["0.47", "0.86"], True), (["0.53", "0.76"], False), (["0.36", "1.11"], False)])
def test_an_interval_is_as_wide_as_its_events_give(ci: list[str], agrees: bool) -> None:
    """KEYNOTE-024 in July 2017: 73 and 96 events; the wrong ones keep the centre."""
    arms = [{"arm": "a", "n": 154, "events": 73}, {"arm": "b", "n": 151, "events": 96}]
    assert agreed(result(effect=effect("0.63", *ci).model_dump(), arms=arms), "width") is agrees


def test_an_interval_is_no_narrower_than_all_patients_give() -> None:
    arms = [{"arm": "a", "n": 154}, {"arm": "b", "n": 151}]
    assert agreed(result(effect=effect("0.63", "0.47", "0.86").model_dump(), arms=arms), "width")
    assert not agreed(result(effect=effect("0.63", "0.57", "0.69").model_dump(), arms=arms), "width")


@pytest.mark.parametrize(("n", "value", "agrees"), [
    (154, "44.8", True), (154, "48.4", False), (154, "44.7", False), (400, "37", True), (33, "37", False),
])
def test_a_percentage_is_one_of_whole_patients(n: int, value: str, agrees: bool) -> None:
    assert agreed(result("orr", "secondary", arms=[{"arm": "a", "n": n, "rates": [{"value": value}]}]), "share") is agrees


@pytest.mark.parametrize(("rates", "median", "agrees"), [
    ([("12", "62.9"), ("24", "35.0")], None, True), ([("12", "35.0"), ("24", "62.9")], None, False),
    ([("12", "62.9")], "15.3", True), ([("12", "26.9")], "15.3", False),
    ([("24", "17.2")], "12.8", True), ([("24", "71.2")], "12.8", False),
    ([("12", "62.9")], "NR", True), ([("12", "26.9")], "NR", False), ([("60", "97.0")], "61.0", True), ([("30", "99.9")], "61.0", False),
])
def test_landmark_rates_fall_and_agree_with_the_median(rates: list[tuple[str, str]], median: str | None, agrees: bool) -> None:
    """CAPSTONE-1 among them; a curve between landmark and median is no cliff."""
    arms = [{"arm": "a", "median": median, "rates": [{"at": at, "value": value} for at, value in rates]}]
    assert agreed(result(arms=arms), "rate") is agrees


@pytest.mark.parametrize(("one", "other", "agrees"), [
    ("70.3", "54.8", True), ("73.0", "54.8", True), ("37.0", "54.8", False), ("70.3", "84.5", False), ("93", "89", True),
])
def test_landmark_rates_agree_with_the_hazard_ratio(one: str, other: str, agrees: bool) -> None:
    arms = [{"arm": "a", "rates": [{"at": "12", "value": one}]}, {"arm": "b", "rates": [{"at": "12", "value": other}]}]
    assert agreed(result(effect=effect("0.63", "0.47", "0.86").model_dump(), arms=arms), "hazards") is agrees


@pytest.mark.parametrize(("first", "second", "value", "agrees"), [
    ("30.0", "14.2", "0.63", True), ("14.5", "3.1", "0.63", False), ("14.5", "3.1", None, False), ("14.5", "4.1", None, True),
])
def test_medians_are_not_too_far_apart(first: str, second: str, value: str | None, agrees: bool) -> None:
    given_ = None if value is None else {"measure": "hr", "compares": ["a", "b"], "value": value}
    assert agreed(result(effect=given_, arms=[{"arm": "a", "median": first}, {"arm": "b", "median": second}]), "median") is agrees


@pytest.mark.parametrize(("median", "follow_up", "agrees"), [("15.9", "7.8", True), ("51.9", "7.8", False), ("51.9", None, True)])
def test_a_median_lies_within_the_follow_up(median: str, follow_up: str | None, agrees: bool) -> None:
    """KEYNOTE-407 printed 15.9 after 7.8 months of median follow-up."""
    assert agreed(result(median_follow_up=follow_up, arms=[{"arm": "a", "median": median}]), "median") is agrees


def agreed(one: Result, at: str) -> bool:
    """Whether every look of one sort agrees."""
    return all(look.agrees for look in looks(one) if look.at == at)


def trial(*results: Result, n: int = 150) -> Trial:
    """A trial of two arms; only what the looks read is filled in."""
    arms = [Arm.model_construct(id=arm, n=n, drugs=[], role="experimental") for arm in ("a", "b")]
    return Trial.model_construct(id="t", arms=arms, results=list(results))


def apart(*results: Result, n: int = 150) -> list[str]:
    """What the looks at several results of a trial tell."""
    return [look.detail for _, look in beside(trial(*results, n=n)) if not look.agrees]


def analysed(id_: str, endpoint: str = "os", **given: object) -> Result:
    return result(endpoint, **given).model_copy(update={"id": id_})


def test_an_interval_narrows_from_one_analysis_to_the_next() -> None:
    first = analysed("os-1", effect=effect("0.70", "0.53", "0.92").model_dump())
    assert apart(first, analysed("os-2", effect=effect("0.72", "0.57", "0.91").model_dump())) == []
    wider = analysed("os-2", effect=effect("0.72", "0.48", "1.08").model_dump())
    assert apart(first, wider) == ["os-2 0.48-1.08, os-1 0.53-0.92"]


def test_medians_rates_and_events_hardly_move_between_analyses() -> None:
    def one(id_: str, median: str, rate: str, events: int, analysis: str = "primary") -> Result:
        arms = [{"arm": "a", "n": 150, "events": events, "median": median, "rates": [{"at": "12", "value": rate}]}]
        return analysed(id_, arms=arms).model_copy(update={"analysis": analysis})

    first = one("os-1", "14.2", "55.0", 90)
    assert apart(first, one("os-2", "14.0", "55.8", 120)) == []
    assert apart(first, one("os-2", "41.0", "55.8", 120)) == ["a: median 41.0 after 14.2 (os-1)"]
    assert apart(first, one("os-2", "14.0", "58.5", 120)) == ["a: 58.5% at 12 months, 55.0% at 12 (os-1)"]
    assert apart(first, one("os-2", "14.0", "55.8", 21)) == ["a: 21 events after 90 (os-1)"]
    assert apart(one("os-1", "14.2", "55.0", 90, "interim"), one("os-2", "21.0", "55.0", 120)) == []


def test_shares_and_other_arms_are_not_followed_from_one_analysis_to_the_next() -> None:
    def one(id_: str, endpoint: str, arm: str, median: str) -> Result:
        return analysed(id_, endpoint, arms=[{"arm": arm, "median": median}])

    assert apart(one("ttr-1", "ttr", "a", "1.4"), one("ttr-2", "ttr", "a", "4.1")) == []
    assert apart(one("os-1", "os", "a", "14.0"), one("os-2", "os", "b", "41.0")) == []


@pytest.mark.parametrize(("ci", "agrees"), [(["0.30", "2.20"], True), (["0.70", "0.94"], False)])
def test_a_wide_interval_leaves_more_open_to_the_medians(ci: list[str], agrees: bool) -> None:
    arms = [{"arm": "a", "median": "22.0"}, {"arm": "b", "median": "10.0"}]
    assert agreed(result(effect=effect("0.81", *ci).model_dump(), arms=arms), "median") is agrees


def test_a_later_landmark_of_another_analysis_is_lower() -> None:
    def one(id_: str, at: str, rate: str) -> Result:
        return analysed(id_, arms=[{"arm": "a", "rates": [{"at": at, "value": rate}]}])

    assert apart(one("os-1", "12", "55.0"), one("os-2", "24", "40.0")) == []
    assert apart(one("os-1", "12", "55.0"), one("os-2", "24", "60.0")) == ["a: 60.0% at 24 months, 55.0% at 12 (os-1)"]
    assert apart(one("os-1", "24", "40.0"), one("os-2", "12", "30.0")) == ["a: 30.0% at 12 months, 40.0% at 24 (os-1)"]


def test_progression_comes_before_death() -> None:
    survival = analysed("os-1", arms=[{"arm": "a", "median": "14.2"}])
    assert apart(survival, analysed("pfs-1", "pfs", arms=[{"arm": "a", "median": "6.5"}])) == []
    longer = analysed("pfs-1", "pfs", arms=[{"arm": "a", "median": "15.6"}])
    assert apart(survival, longer) == ["a: median 15.6, of overall survival 14.2 (os-1)"]


def test_populations_of_one_trial_are_alike() -> None:
    def one(population: str, median: str) -> Result:
        return analysed(f"os-{population}", arms=[{"arm": "a", "median": median}]).model_copy(update={"population": population})

    assert apart(one("itt", "10.4"), one("high", "14.9")) == []
    assert apart(one("itt", "10.4"), one("high", "41.9")) == ["a: median 41.9 in high, 10.4 in itt (os-itt)"]


def test_patients_are_those_assigned() -> None:
    assert apart(analysed("os-1", arms=[{"arm": "a", "n": 150}])) == []
    assert apart(analysed("os-1", arms=[{"arm": "a", "n": 510}])) == ["a: 510 analysed of 150 assigned"]
    narrow = analysed("os-1", effect=effect("0.70", "0.60", "0.82").model_dump())
    assert apart(narrow) == ["0.60-0.82 with 150 and 150 patients assigned"]
    wide = [{"arm": "a", "median": "14.2"}, {"arm": "b", "median": "10.4"}]
    assert apart(analysed("os-1", effect=effect("0.70", "0.42", "1.17").model_dump(), arms=wide)) != []
    assert apart(analysed("os-1", effect=effect("0.70", "0.42", "1.17").model_dump())) == []
    bare = {"measure": "hr", "compares": ["a", "b"], "value": "0.94"}
    assert apart(analysed("os-1", effect={**bare, "p": "0.594"})) == []
    assert apart(analysed("os-1", effect={**bare, "value": "0.49", "p": "0.594"}, arms=wide)) == ["P=0.594 of HR 0.49"]


def test_what_is_part_of_a_harm_is_not_more_of_it() -> None:
    def harm(endpoint: str, value: str, population: str = "safety") -> Result:
        given_ = {"population": population, "arms": [{"arm": "a", "rates": [{"value": value}]}]}
        return analysed(endpoint, endpoint, role="safety", **given_)

    assert apart(harm("trae-any", "62.9"), harm("trae-grade3plus", "26.3")) == []
    assert apart(harm("trae-any", "26.9"), harm("trae-grade3plus", "62.3")) == ["a: trae-grade3plus 62.3% within trae-any 26.9% (trae-any)"]
    assert apart(harm("trae-any", "26.9"), harm("trae-grade3plus", "62.3", "other")) == []
    assert apart(harm("orr", "26.9"), harm("cr", "31.0")) == ["a: cr 31.0% within orr 26.9% (orr)"]


@pytest.mark.parametrize(("text", "half"), [("0.60", 0.005), ("0.6", 0.05), ("12", 0.5), ("0.997", 0.0005), ("-3.1", 0.05)])
def test_rounding_is_half_of_the_last_digit(text: str, half: float) -> None:
    assert half_unit(text) == pytest.approx(half)


@settings(max_examples=400, deadline=None)
@given(
    centre_=st.floats(-1.6, 1.2), se=st.floats(0.04, 0.6),
    level=st.sampled_from(["90", "95", "96", "97.5", "97.54", "98.321", "98.77", "99.5", "99.73"]),
    digits=st.sampled_from([2, 3]), sided=st.sampled_from(["one", "two", "not stated"]),
)
def test_a_rounded_wald_interval_is_always_consistent(centre_: float, se: float, level: str, digits: int, sided: str) -> None:
    """Whatever is computed by the formula and then rounded is never accused, at any level."""
    z = NormalDist().inv_cdf(0.5 + float(level) / 200)
    value, low, high = (f"{exp(x):.{digits}f}" for x in (centre_, centre_ - z * se, centre_ + z * se))
    assume(float(low) >= 0.05)
    tail = 1 - NormalDist().cdf(abs(centre_) / se)
    p = tail if sided == "one" else 2 * tail
    assume(p >= 0.0001)
    given_ = effect(value, low, high, level=level, p=f"{p:.4f}", p_sided=sided)
    found = looks(result(effect=given_.model_dump()))
    assert {look.at for look in found} == {"centre", "p"}
    assert all(look.agrees for look in found), (given_, found)
