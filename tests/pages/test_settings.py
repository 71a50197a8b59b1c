"""The evidence table of a setting: every question that `standing` answers, drawn and worded alike, never without its population."""

from __future__ import annotations

import html
import re

import pytest

from scripts import flow
from scripts.figures import interval
from scripts.language.wording import Wording
from scripts.pages import settings, standing
from scripts.pages.book import Book, Page
from scripts.pages.lines import Lines
from scripts.paths import HOUSE
from scripts.schema.trial import Effect

BLOCK = re.compile(r'<tbody id="trial-([\w-]+)" class="block">(.*?)</tbody>', re.DOTALL)
QUESTION = re.compile(
    r'<th scope="row" class="question depth-\d">(.*?)(?:<sup.*?</sup>)? <span class="population">(.*?)</span>'
    r'.*?<td class="num hr[^>]*><strong>(.*?)</strong>',
    re.DOTALL,
)
LISTED = re.compile(r'<tr data-id="([\w-]+)"(?:(?!</tr>).)*?<span class="endpoint">(.*?)</span>', re.DOTALL)


@pytest.fixture(scope="module")
def books(real_read: flow.Read) -> dict[str, Book]:
    return {language: Book(HOUSE, real_read.atlas, real_read.labels, language) for language in ("zh", "en")}


def tables(books: dict[str, Book], language: str) -> dict[str, settings.Evidence]:
    atlas = books[language].atlas
    groups = {one: [t for t in atlas.trials.values() if t.setting == one] for one in atlas.settings}
    return {one: settings.evidence(books[language], trials) for one, trials in groups.items() if trials}


def test_every_primary_question_and_overall_survival_is_a_row_with_the_figure_that_stands(
    real_read: flow.Read, real_pages: list[Page]
) -> None:
    """Compared: end point, population and hazard ratio as printed on the page, with what `standing` chooses."""
    atlas, wording, compared = real_read.atlas, Wording("en", real_read.labels), 0
    everything = wording.label("answer.all")
    for page in real_pages:
        if page.kind != "settings" or page.language != "en":
            continue
        shown: dict[str, list[tuple[str, str, str]]] = {}
        for anchor, body in BLOCK.findall(page.text):
            trial = max((t for t in atlas.trials if anchor == t or anchor.startswith(f"{t}-")), key=len)
            shown.setdefault(trial, []).extend(tuple(html.unescape(part) for part in row) for row in QUESTION.findall(body))
        for trial in (t for t in atlas.trials.values() if t.setting == page.record):
            lines = Lines(atlas, wording, trial)
            for answer in lines.answers:
                if not (answer.primary or (answer.endpoint == "os" and answer.population == "itt" and answer.first)):
                    continue
                asked = lines.endpoint(answer), lines.population(answer.population) or everything
                rows = [row for row in shown[trial.id] if row[:2] == asked]
                effect = answer.first.effect if answer.first else None
                value = wording.bound(effect.value) if effect and effect.measure == "hr" and effect.value != "-" else ""
                assert [row for row in rows if row[2].startswith(value)], (trial.id, answer.endpoint, answer.population, rows)
                compared += bool(value)
    assert compared > 150


def test_no_list_row_prints_a_figure_without_its_population_unless_it_is_all_patients(real_read: flow.Read, real_pages: list[Page]) -> None:
    """Trial tables of every page, both languages: the population beside the figure is that of the answer."""
    atlas, seen = real_read.atlas, 0
    for language in ("zh", "en"):
        wording = Wording(language, real_read.labels)
        wanted = {}
        for trial in atlas.trials.values():
            lines, answer = Lines(atlas, wording, trial), standing.headline(atlas, trial)
            if answer:
                named = lines.population(answer.population)
                assert named or answer.population == "itt", trial.id
                wanted[trial.id] = f"{lines.endpoint(answer)} · {named or wording.label('answer.all')}"
        for page in real_pages:
            if page.language == language:
                for trial_id, words in LISTED.findall(page.text):
                    assert html.unescape(words) == wanted[trial_id], (page.path, trial_id)
                    seen += 1
    assert seen > len(atlas.trials)


def test_no_row_of_an_evidence_table_leaves_its_population_out(books: dict[str, Book]) -> None:
    for language in books:
        for setting, table in tables(books, language).items():
            for block in (b for section in table.sections for b in section.blocks):
                for row in block.questions:
                    assert row.population or row.answer.population == "itt", (setting, block.trial.id)


def test_shape_and_word_of_an_estimate_agree(books: dict[str, Book]) -> None:
    """Solid only what was tested; what missed has its own shape; what is hollow is never said to be decided."""
    for table in tables(books, "en").values():
        for row in (q for section in table.sections for b in section.blocks for q in b.questions):
            first = row.answer.first
            if first is None or first.effect is None:
                continue
            shape = settings.shape(first)
            assert (shape == "hollow") == (first.effect.significant not in ("yes", "no"))
            assert not (shape == "hollow" and row.decided)
            if row.verdict == "met" and row.answer.test:
                assert shape == "crossed"
            if row.drawing:
                drawn = [e for e in (first.effect, row.answer.latest.effect if row.later and row.answer.latest else None) if e]
                assert row.drawing.count('class="bound" x1') == sum(interval.ratio(e) is not None for e in drawn)


def test_medians_and_rates_are_those_of_the_block_s_arms_in_its_order(books: dict[str, Book]) -> None:
    for table in tables(books, "en").values():
        for block in (b for section in table.sections for b in section.blocks):
            for row in block.questions:
                for shown in (row.medians, row.rates, block.harms):
                    assert len(shown) in (0, len(block.arms)), (block.trial.id, row.endpoint, shown)


@pytest.mark.parametrize(("trial", "level", "histology"), [
    ("keynote-024", "high", "any"), ("keynote-042", "positive", "any"), ("skyscraper-01", "high", "any"),
    ("keynote-189", "any", "non-squamous"), ("keynote-407", "any", "squamous"), ("checkmate-227", "any", "any"),
])
def test_a_trial_in_nsclc_stands_by_what_a_patient_needed_to_enter(real_read: flow.Read, trial: str, level: str, histology: str) -> None:
    place = settings.entered(real_read.atlas.trials[trial])
    assert (settings.LEVELS[place[0]], settings.HISTOLOGIES[place[1]]) == (level, histology)


def test_treatments_are_grouped_and_a_trial_of_two_regimens_stands_in_both_groups(books: dict[str, Book]) -> None:
    table = tables(books, "en")["sclc-first-line"]
    groups = [b.treatment for s in table.sections for b in s.blocks if b.trial.id == "caspian"]
    assert len(set(groups)) == 2
    for section in table.sections:
        years = [b.year for b in section.blocks]
        assert years == sorted(years)


def test_both_languages_have_the_same_rows(books: dict[str, Book]) -> None:
    zh, en = tables(books, "zh"), tables(books, "en")
    for setting in en:
        rows = [
            sorted((b.anchor, q.answer.endpoint, q.answer.population) for s in one[setting].sections for b in s.blocks for q in b.questions)
            for one in (zh, en)
        ]
        assert rows[0] == rows[1], setting


# -- the drawing ----------------------------------------------------------------------------------


def ratio(value: str, low: str, high: str, measure: str = "hr") -> Effect:
    return Effect.model_validate({"measure": measure, "compares": ("a", "b"), "value": value, "ci": (low, high), "level": "95"})


def test_the_axis_is_logarithmic_and_holds_all_intervals() -> None:
    axis = interval.axis([ratio("0.60", "0.40", "0.90"), ratio("1.10", "0.80", "2.00")])
    assert axis.x(1) - axis.x(0.5) == pytest.approx(axis.x(2) - axis.x(1), abs=0.2)
    assert interval.EDGE <= axis.x(0.40) < axis.x(2.00) <= interval.WIDTH - interval.EDGE
    assert ">0.5</text>" in axis.head()
    assert ">2</text>" in axis.head()
    assert ">0.25</text>" not in axis.head()


def test_an_interval_beyond_the_axis_ends_in_an_arrow() -> None:
    axis = interval.axis([ratio("0.30", "0.05", "1.00"), ratio("1.00", "0.50", "9.00")])
    assert (axis.low, axis.high) == (interval.LEAST, interval.MOST)
    left, right = axis.cell([(ratio("0.30", "0.05", "1.00"), "hollow")]), axis.cell([(ratio("1.00", "0.50", "9.00"), "hollow")])
    assert left.count("<path") == right.count("<path") == 1
    assert axis.cell([(ratio("0.80", "0.60", "1.00"), "crossed")]).count("<path") == 0


def test_only_a_hazard_ratio_with_an_interval_is_drawn() -> None:
    axis = interval.axis([])
    assert axis.cell([(ratio("1.80", "1.20", "2.40", "or"), "crossed")]) == ""
    assert axis.cell([(ratio("0.80", "0.60", "NR"), "crossed")]) == ""
    bare = Effect.model_validate({"measure": "hr", "compares": ("a", "b"), "value": "0.80"})
    assert axis.cell([(bare, "crossed")]) == ""
    marks = [axis.cell([(ratio("0.80", "0.60", "1.00"), shape)]) for shape in ("crossed", "missed", "hollow")]
    assert [re.findall(r'class="(crossed|missed|hollow)"', one) for one in marks] == [["crossed"], ["missed"], ["hollow"]]
