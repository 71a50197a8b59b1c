"""The arithmetic of published effects: what was published agrees, seeded typing errors do not, and rounding never accuses."""

from __future__ import annotations

from math import exp
from statistics import NormalDist

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from scripts import flow
from scripts.arithmetic import centre, half_unit, looks, p_value, verdict
from scripts.schema import Effect, Result


def effect(value: str, low: str, high: str, **given: object) -> Effect:
    return Effect.model_validate({"measure": "hr", "compares": ["a", "b"], "value": value, "ci": [low, high], **given})


def result(endpoint: str = "os", role: str = "primary", **given: object) -> Result:
    return Result.model_validate({
        "id": "r", "endpoint": endpoint, "role": role, "analysis": "primary", "cite": "x", "locator": "abstract", "current": True,
        "checked": "never", **given,
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


def test_every_published_result_agrees_or_says_why_not(real_read: object) -> None:
    for trial in real_read.atlas.trials.values():  # type: ignore[attr-defined]
        for one in trial.results:
            excused = one.effect is not None and one.effect.arithmetic_why is not None
            assert verdict(one) != "inconsistent" or excused, (trial.id, one.id, [look for look in looks(one) if not look.agrees])


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
    {"p_for": "non-inferiority", "p": "0.9"}, {"p_for": "interaction", "p": "0.9"}, {"p_for": "descriptive", "p": "0.9"}, {},
])
def test_other_tests_are_not_held_against_the_interval(given: dict[str, str]) -> None:
    assert p_value(effect("0.63", "0.47", "0.86", **given)) is None


def test_without_figures_nothing_is_told() -> None:
    assert verdict(result()) == "cannot tell"
    assert centre(effect("0.63", "NR", "0.86")) is None
    assert verdict(result(effect={"measure": "hr", "compares": ["a", "b"], "value": "0.63"})) == "cannot tell"
    assert centre(Effect.model_validate({"measure": "rate-difference", "compares": ["a", "b"], "value": "5", "ci": ["1", "9"]})) is None


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
