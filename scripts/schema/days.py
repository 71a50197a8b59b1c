"""Days: that the calendar has them, and that none lies before the field began or after today, but what is announced.

Today is read from the clock, or from SOURCE_DATE_EPOCH where a build is made again; what was right on its day stays right.
"""

from __future__ import annotations

import os
import time
from datetime import UTC, date, datetime, timedelta
from typing import Annotated

from pydantic import AfterValidator
from pydantic_core import PydanticCustomError

from .spelt import spelt

FARTHEST = "2040-12-31"
"""No announced day lies later."""

EARLIEST = "1850-01-01"
"""No publication or decision that is cited lies earlier."""


def span(text: str) -> tuple[str, str]:
    """First and last day that a date with its precision as stated may mean: 2018-02 → 2018-02-01, 2018-02-31."""
    return (text + "-01-01"[len(text) - 4 :])[:10], (text + "-12-31"[len(text) - 4 :])[:10]


def _exists(text: str) -> str:
    try:
        date.fromisoformat(span(text)[0])
    except ValueError:
        raise PydanticCustomError("day", "must be a day that the calendar has") from None
    return text


def today() -> str:
    """The day that it is where it is latest (UTC+14): nobody's today lies after it."""
    seconds = float(os.environ.get("SOURCE_DATE_EPOCH") or time.time())
    return (datetime.fromtimestamp(seconds, UTC) + timedelta(hours=14)).date().isoformat()


def _between(text: str, last: str, called: str) -> str:
    if text != "never" and not EARLIEST <= span(_exists(text))[0] <= last:
        raise PydanticCustomError("day", "must lie between {first} and {called}", {"first": EARLIEST, "called": called})
    return text


def _past(text: str) -> str:
    return _between(text, today(), "today")


def _announced(text: str) -> str:
    return _between(text, FARTHEST, f"{FARTHEST}; FARTHEST is written in scripts/schema/days.py")


YEAR, MONTH, DAY = "[0-9]{4}", "(0[1-9]|1[0-2])", "(0[1-9]|[12][0-9]|3[01])"
PRECISION = spelt(f"^{YEAR}(-{MONTH}(-{DAY})?)?$", "a date with its precision as stated: 2018, 2018-09 or 2018-09-25")

Date = Annotated[str, PRECISION, AfterValidator(_past)]
"""ISO 8601 with its precision as stated: 2018, 2018-09 or 2018-09-25; it has passed."""

Due = Annotated[str, PRECISION, AfterValidator(_announced)]
"""The same, announced for a day to come."""

Day = Annotated[str, spelt(f"^{YEAR}-{MONTH}-{DAY}$", "a day such as 2018-09-25"), AfterValidator(_past)]
DueDay = Annotated[str, spelt(f"^{YEAR}-{MONTH}-{DAY}$", "a day such as 2018-09-25"), AfterValidator(_announced)]
Checked = Annotated[str, spelt(f"^(never|{YEAR}-{MONTH}-{DAY})$", "a day such as 2018-09-25, or never"), AfterValidator(_past)]
"""The day on which somebody compared the figure with its source, or never."""
