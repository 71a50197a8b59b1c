"""The table that goes with a plot, as a spreadsheet opens it: whatever a cell holds stays in its cell."""

from __future__ import annotations

import csv
import io

import pytest

from scripts import flow
from scripts.pages import comparisons, downloads
from scripts.pages.book import Book
from scripts.paths import House

TITLE = 'Survival, "overall"; 总生存期\nand more'


@pytest.mark.parametrize("language", ["zh", "en"])
def test_quotes_commas_and_line_ends_stay_in_their_cell(mini: House, mini_read: flow.Read, language: str) -> None:
    book = Book(mini, mini_read.atlas, mini_read.labels, language)
    drawn, left = comparisons.of_trials(book, list(mini_read.atlas.trials.values()), "os")
    assert drawn
    text = downloads.table(TITLE, drawn, left)
    assert text.startswith("\ufeff"), "Excel reads UTF-8 where the mark stands"
    head, *rows = csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""))
    assert tuple(head) == downloads.COLUMNS
    assert len(rows) == len(drawn) + len(left)
    for row in rows:
        assert len(row) == len(head)
        assert row[0] == TITLE
    assert '"Survival, ""overall""; 总生存期\nand more",' in text
