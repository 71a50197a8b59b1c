"""An awaited event: a decision or read-out that is announced for a day to come."""

from __future__ import annotations

from typing import Literal

from .days import Checked, Due
from .ids import LinkableId, ReferenceId
from .words import Record, Text


class Awaited(Record):
    """Something announced that will change a page once it has happened; checks warn when its date has passed."""

    what: Text
    """What is awaited, in one line."""
    kind: Literal["decision", "read-out", "publication", "list"]
    """A regulator's decision, a trial's result, a paper, or a reimbursement list."""
    due: Due
    """When, with its precision as announced."""
    about: list[LinkableId]
    """Ids of the records that it will change."""
    outcome: Text | None = None
    """What came of it, once known; the record then stays as history."""
    cites: list[ReferenceId] = []
    """References of the announcement and of the outcome."""
    checked: Checked
    """The day on which somebody last looked, or never."""
