"""Hostile texts of the greatest length allowed take seconds, not minutes: no pattern runs over a whole text from every place in it."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from scripts.checks import parity, prose, style
from scripts.checks.desk import Desk
from scripts.create import damage
from scripts.flow import Read
from scripts.language.calls import Unknown
from scripts.language.prose import Pen, Prose
from scripts.records.articles import LONGEST_LINE
from scripts.records.files import LARGEST
from scripts.schema.words import LONGEST

UNITS = (
    "[", "[[", "[[a|", "[@", "{{", "{{a(", "{ ", "{ #", "{:", "<a ", "<svg>", "<", "`", "](", "](x", "[a](", "![", "[x](file:",
    "(", "“", "|", "word", "9", "9 ", "9,", "9.", "A", "A-", "α", "甲(", "HR ", "1世纪", "- ", "1 2", "，",
)
SECONDS = 4.0
"""Of the processor, for a line; what was measured is below 0.2. A pattern of quadratic cost took 10 and more."""


def seconds(work: Callable[[], object]) -> float:
    start = time.process_time()
    with contextlib.suppress(Unknown):
        work()
    return time.process_time() - start


@pytest.mark.parametrize("unit", UNITS)
def test_a_line_and_a_text_of_one_mark_repeated(proses: dict[str, Prose], unit: str) -> None:
    assert LONGEST <= LONGEST_LINE
    line = (unit * LONGEST_LINE)[:LONGEST_LINE]
    for language in ("zh", "en"):
        assert seconds(lambda language=language: Pen(proses[language], "a/b").md(line)) < SECONDS  # type: ignore[misc]
        assert seconds(lambda language=language: Pen(proses[language], "a/b").html(line)) < SECONDS  # type: ignore[misc]
    assert seconds(lambda: parity.disagreement(line, line)) < SECONDS
    assert seconds(lambda: [*style.chinese_typography(line), *style.english_typography(line)]) < SECONDS
    assert seconds(lambda: style.ABBREVIATION.findall(style.NOT_PROSE.sub("", line))) < SECONDS
    assert seconds(lambda: prose.TYPED.search(line)) < SECONDS


@pytest.mark.parametrize("unit", ["[", "[[", "{{", "](x", "[a](", "<a ", "word", "9"])
def test_an_article_as_large_as_may_be(proses: dict[str, Prose], unit: str) -> None:
    body = "\n".join([(unit * LONGEST_LINE)[:LONGEST_LINE]] * (LARGEST // LONGEST_LINE))
    assert seconds(lambda: Pen(proses["zh"], "a/b").md(body)) < 4 * SECONDS
    assert seconds(lambda: [pattern.findall(body) for pattern in prose.PARTS.values()]) < 4 * SECONDS
    assert seconds(lambda: parity.columns(body)) < 4 * SECONDS


@pytest.mark.parametrize("unit", ["a", "word ", "[", "该药有效。", "12 "])
def test_a_source_text_of_one_line(unit: str) -> None:
    line = (unit * 200_000)[:200_000]
    assert seconds(lambda: damage.suspicions([line])) < 2 * SECONDS


def test_the_miniature_is_far_below_the_bounds(mini_read: Read, tmp_path: Path) -> None:
    desk = Desk(mini_read.atlas, mini_read.articles, mini_read.labels)
    assert max(len(words) for _, _, _, words in desk.ours()) < LONGEST / 4
