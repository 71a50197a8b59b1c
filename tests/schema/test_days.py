"""Days: those that the calendar has, with the precision stated, and none to come but what is announced."""

from __future__ import annotations

import pytest
from pydantic import TypeAdapter, ValidationError

from scripts.schema.days import EARLIEST, FARTHEST, LATEST, Checked, Date, Day, Due, span


@pytest.mark.parametrize(("kind", "text", "good"), [
    (Date, "2018", True), (Date, "2018-09", True), (Date, "2018-09-25", True), (Date, "2020-02-29", True), (Date, "2021-02-29", False),
    (Date, "2018-9-25", False), (Date, "2018-13", False), (Date, "0000", False), (Date, "1849", False), (Date, "２０１８", False),
    (Date, LATEST, True), (Date, FARTHEST, False), (Date, "never", False), (Date, EARLIEST, True),
    (Due, FARTHEST, True), (Due, "2041", False), (Day, "2018-09", False), (Day, "2018-09-31", False), (Day, LATEST, True),
    (Checked, "never", True), (Checked, "2018-09-25", True), (Checked, "2999-12-31", False), (Checked, "2018-09-25\n", False),
])
def test_days(kind: object, text: str, good: bool) -> None:
    adapter: TypeAdapter[str] = TypeAdapter(kind)
    if good:
        assert adapter.validate_python(text) == text
    else:
        with pytest.raises(ValidationError):
            adapter.validate_python(text)


def test_a_date_spans_what_its_precision_leaves_open() -> None:
    assert span("2018") == ("2018-01-01", "2018-12-31")
    assert span("2018-09-25") == ("2018-09-25", "2018-09-25")
