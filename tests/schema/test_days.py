"""Days: those that the calendar has, with the precision stated, and none to come but what is announced."""

from __future__ import annotations

import pytest
from pydantic import TypeAdapter, ValidationError

from scripts.schema.days import EARLIEST, FARTHEST, Checked, Date, Day, Due, span, today


@pytest.mark.parametrize(("kind", "text", "good"), [
    (Date, "2018", True), (Date, "2018-09", True), (Date, "2018-09-25", True), (Date, "2020-02-29", True), (Date, "2021-02-29", False),
    (Date, "2018-9-25", False), (Date, "2018-13", False), (Date, "0000", False), (Date, "1849", False), (Date, "２０１８", False),
    (Date, today(), True), (Date, FARTHEST, False), (Date, "never", False), (Date, EARLIEST, True),
    (Due, FARTHEST, True), (Due, "2041", False), (Day, "2018-09", False), (Day, "2018-09-31", False), (Day, today(), True),
    (Checked, "never", True), (Checked, "2018-09-25", True), (Checked, "2999-12-31", False), (Checked, "2018-09-25\n", False),
])
def test_days(kind: object, text: str, good: bool) -> None:
    adapter: TypeAdapter[str] = TypeAdapter(kind)
    if good:
        assert adapter.validate_python(text) == text
    else:
        with pytest.raises(ValidationError):
            adapter.validate_python(text)


@pytest.mark.parametrize(("kind", "text", "good"), [
    (Date, "2023-11-15", True), (Date, "2023-11-16", False), (Date, "2023-11", True), (Date, "2023-12", False), (Date, "2024", False),
    (Day, "2023-11-16", False), (Checked, "2023-11-16", False), (Checked, "never", True), (Due, "2023-11-16", True),
])
def test_what_has_passed_lies_no_later_than_today(kind: object, text: str, good: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    """22:13 on 14 November 2023 in Greenwich is the 15th where the day begins first."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    test_days(kind, text, good)


def test_a_date_spans_what_its_precision_leaves_open() -> None:
    assert span("2018") == ("2018-01-01", "2018-12-31")
    assert span("2018-09-25") == ("2018-09-25", "2018-09-25")
