"""Forest plots take every figure from the standing answers, say whom and what they compare, and name what they leave out."""

from __future__ import annotations

import csv
import html
import io
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from xml.etree import ElementTree

import pytest

from scripts import flow
from scripts.figures.rows import drawable
from scripts.language.labels import Labels
from scripts.language.wording import Wording, name_of
from scripts.pages import comparisons, plots, standing
from scripts.pages.book import Book, Page
from scripts.pages.lines import Lines
from scripts.paths import HOUSE, House
from scripts.records import Atlas
from scripts.schema import Result, Trial

SVG = "{http://www.w3.org/2000/svg}"
FIGURE = re.compile(r'<figure class="forest".*?</figure>', re.DOTALL)
MARKS = {"crossed": "yes", "missed": "no"}


@dataclass(frozen=True)
class Drawn:
    """A row as a page has it."""

    trial: str
    result: str
    spoken: str
    figure: str
    shape: str
    words: str
    """All its text."""


@dataclass(frozen=True)
class Shown:
    """A plot as a page has it."""

    page: Page
    endpoint: str
    """Of a plot of several trials; empty for one trial's."""
    text: str

    def rows(self, layout: str = "wide") -> list[Drawn]:
        svg = re.search(rf'<svg class="{layout}".*?</svg>', self.text, re.DOTALL)
        assert svg
        return [self.row(g) for g in ElementTree.fromstring(svg[0]).iter(f"{SVG}g") if g.get("class") == "row"]

    def row(self, group: ElementTree.Element) -> Drawn:
        (picture,) = (g for g in group.iter(f"{SVG}g") if g.get("role") == "img")
        (link,) = {a.get("href", "") for a in group.iter(f"{SVG}a")}
        trial, _, result = link.partition("#")
        (shape,) = (e.get("class", "") for e in picture.iter() if e.get("class") in ("crossed", "missed", "hollow"))
        (figure,) = ("".join(e.itertext()) for e in picture.iter(f"{SVG}text") if e.get("class") == "figure")
        trial = trial.removeprefix("../trials/").removesuffix(".html") or self.page.record
        return Drawn(trial, result, picture.get("aria-label", ""), figure, shape, " ".join(group.itertext()))


@pytest.fixture(scope="module", params=["miniature", "real"])
def book_of_plots(request: pytest.FixtureRequest) -> tuple[flow.Read, list[Shown]]:
    read, written = (request.getfixturevalue(f"{'mini' if request.param == 'miniature' else 'real'}_{one}") for one in ("read", "pages"))
    return read, list(every(written))


def every(pages: list[Page]) -> Iterator[Shown]:
    for page in pages:
        ids = re.findall(r"\{ #forest-[\w-]+-(\w+) \}", page.text)
        found = FIGURE.findall(page.text)
        assert len(ids) in (0, len(found)), page.path
        yield from (Shown(page, ids[i] if ids else "", text) for i, text in enumerate(found))


def faults(shown: Shown, atlas: Atlas, labels: Labels) -> list[str]:
    """Where a plot draws another figure than the standing answers hold."""
    wording, found = Wording(shown.page.language, labels), []
    rows = shown.rows()
    for row in rows:
        trial = atlas.trials[row.trial]
        of = [a for a in standing.answers(atlas, trial) if row.result in {r.id for r in (a.test, a.latest) if r}]
        if not of:
            found.append(f"{row.trial} {row.result} must be a standing answer")
            continue
        result = next(r for r in trial.results if r.id == row.result)
        assert result.effect
        assert result.effect.ci
        want = wording.bound(result.effect.value) + wording.brackets(wording.span(result.effect.ci))
        if row.figure != want or wording.effect(result.effect) not in row.spoken:
            found.append(f"{row.trial} {row.result} must print {want} (it prints {row.figure})")
        if MARKS.get(row.shape, "hollow") != (result.effect.significant if result.effect.significant in ("yes", "no") else "hollow"):
            found.append(f"{row.trial} {row.result} must be drawn as what was decided")
        test = next((a.test for a in of if a.test), None)
        if shown.endpoint and test is not None and test.effect and drawable(test.effect) and row.result != test.id:
            found.append(f"{row.trial} {row.result} must not stand in place of the test {test.id}")
    if shown.endpoint:
        asked = [(t, a) for t in {row.trial: None for row in rows} for a in standing.asked(atlas, atlas.trials[t], shown.endpoint)]
        of = shown.page.record if shown.page.kind == "classes" else None
        able = Counter(
            (t, r.id) for t, a in asked
            if (r := comparisons.chosen(a)) and (of is None or comparisons.tests(atlas, atlas.trials[t], r, of))
        )
        found += [f"{t} {r} must be drawn once" for t, r in able if [(row.trial, row.result) for row in rows].count((t, r)) != 1]
    return found


def test_every_figure_of_a_plot_is_the_standing_answers(book_of_plots: tuple[flow.Read, list[Shown]]) -> None:
    read, found = book_of_plots
    assert found
    assert [fault for shown in found for fault in faults(shown, read.atlas, read.labels)] == []


def test_a_figure_that_is_not_the_standing_answers_is_noticed(real_read: flow.Read, real_pages: list[Page]) -> None:
    shown = next(one for one in every(real_pages) if one.endpoint == "os" and one.page.language == "en" and one.page.kind == "classes")
    assert faults(shown, real_read.atlas, real_read.labels) == []
    row = shown.rows()[0]
    other = "9.99" + row.figure[4:]
    told = faults(Shown(shown.page, "os", shown.text.replace(row.figure, other)), real_read.atlas, real_read.labels)
    assert f"{row.trial} {row.result} must print {row.figure} (it prints {other})" in told
    lost = shown.text.replace(f"#{row.result}\"", "#nothing\"")
    assert faults(Shown(shown.page, "os", lost), real_read.atlas, real_read.labels)


def test_wide_and_narrow_draw_the_same_rows(book_of_plots: tuple[flow.Read, list[Shown]]) -> None:
    for shown in book_of_plots[1]:
        assert [(r.trial, r.result, r.spoken, r.figure) for r in shown.rows()] == [
            (r.trial, r.result, r.spoken, r.figure) for r in shown.rows("narrow")
        ]


def test_both_languages_draw_the_same_rows(book_of_plots: tuple[flow.Read, list[Shown]]) -> None:
    zh, en = (
        [(s.page.path, s.endpoint, [(r.trial, r.result, r.shape) for r in s.rows()]) for s in book_of_plots[1] if s.page.language == lang]
        for lang in ("zh", "en")
    )
    assert zh == en


def test_a_row_says_arms_number_population_and_what_was_decided(book_of_plots: tuple[flow.Read, list[Shown]]) -> None:
    read, found = book_of_plots
    for shown in found:
        wording = Wording(shown.page.language, read.labels)
        for row in shown.rows():
            trial = read.atlas.trials[row.trial]
            lines = Lines(read.atlas, wording, trial)
            result = next(r for r in trial.results if r.id == row.result)
            assert result.effect
            assert all(lines.arm(arm) in row.spoken for arm in result.effect.compares), row.spoken
            assert (lines.population(result.population) or wording.label("plot.all")) in row.spoken, row.spoken
            count = comparisons.patients(trial, result)
            assert not count or f"n={count}" in row.spoken, row.spoken
            told = lines.decided(result)
            undecided = [wording.label(f"plot.word.{word}") for word in ("descriptive", "open", "later")]
            assert row.spoken.endswith(told) if told else any(row.spoken.endswith(word) for word in undecided), row.spoken


def test_a_class_names_the_disease_of_every_row_and_is_no_ranking(real_read: flow.Read, real_pages: list[Page]) -> None:
    mixed = 0
    for shown in (one for one in every(real_pages) if one.page.kind == "classes"):
        wording = Wording(shown.page.language, real_read.labels)
        rows, atlas = shown.rows(), real_read.atlas
        caption = re.search(r"<figcaption>.*?</figcaption>", shown.text, re.DOTALL)
        assert caption
        if len({row.trial for row in rows}) > 1:
            assert ("不是排名" if shown.page.language == "zh" else "not a ranking") in caption[0]
        diseases = {atlas.trials[row.trial].disease for row in rows}
        if len(diseases) > 1:
            mixed += 1
            assert wording.label("plot.read.diseases").format(n=len(diseases)) in html.unescape(caption[0])
            for row in rows:
                assert wording.pick(atlas.settings[atlas.trials[row.trial].setting].name) in row.spoken
    assert mixed > 10


def test_a_settings_name_names_its_disease(real_read: flow.Read) -> None:
    """A row says the disease by the name of its setting: two settings of different diseases never share one."""
    for language in ("zh", "en"):
        names: dict[str, str] = {}
        for setting in real_read.atlas.settings.values():
            assert names.setdefault(getattr(setting.name, language), setting.disease) == setting.disease


def test_the_order_of_treatments_names_every_class(real_read: flow.Read) -> None:
    assert sorted(comparisons.TREATMENTS) == sorted(real_read.atlas.classes)


def test_rows_go_by_treatment_then_by_year_and_populations_stand_below_the_widest(real_read: flow.Read) -> None:
    book = Book(HOUSE, real_read.atlas, real_read.labels, "en")
    atlas = real_read.atlas
    nested = 0
    for setting in atlas.settings:
        for endpoint in comparisons.PLOTTED:
            drawn, _ = comparisons.of_trials(book, [t for t in atlas.trials.values() if t.setting == setting], endpoint)
            opening = [one for one in drawn if one.first]
            keys = [(comparisons.TREATMENTS.index(one.treatment), standing.first_issued(atlas, one.trial) or "9") for one in opening]
            assert keys == sorted(keys), (setting, endpoint)
            for before, one in pairwise(drawn):
                assert one.depth <= before.depth + 1
                assert one.first or (one.trial is before.trial and one.answer.pair == before.answer.pair)
                assert not one.first or one.depth == 0
                if one.depth:
                    nested += 1
                    above = next(o for o in reversed(drawn[: drawn.index(one)]) if o.depth == one.depth - 1)
                    assert one.lines.depth(one.answer.population, {above.answer.population})
    assert nested > 10


def test_a_comparison_is_grouped_by_what_its_own_arm_holds(real_read: flow.Read) -> None:
    """CASPIAN tested two regimens: durvalumab with chemotherapy is no dual blockade, with tremelimumab it is."""
    caspian = real_read.atlas.trials["caspian"]
    found = {r.effect.compares[0]: comparisons.treatment(real_read.atlas, caspian, r) for r in caspian.results if r.effect}
    assert found == {"durvalumab": comparisons.CHEMO, "durvalumab-tremelimumab": comparisons.DUAL}


def test_a_class_draws_no_comparison_that_does_not_test_it(real_read: flow.Read) -> None:
    """CheckMate 067 had an arm of nivolumab alone: no dual blockade, and named below that class's plot."""
    atlas = real_read.atlas
    book = Book(HOUSE, atlas, real_read.labels, "en")
    for class_id, able in ((comparisons.DUAL, False), ("ctla-4-inhibitors", False), ("pd-1-inhibitors", True)):
        drawn, left = comparisons.of_trials(book, [atlas.trials["checkmate-067"]], "os", class_id)
        assert {one.answer.pair[0] for one in drawn} >= {"nivolumab-ipilimumab"}
        assert ("nivolumab" in {one.answer.pair[0] for one in drawn}) is able
        assert [one.answer.pair[0] for one in left if one.why == "class" and one.answer] == ([] if able else ["nivolumab"])


def test_what_is_not_drawn_is_named_with_its_reason(book_of_plots: tuple[flow.Read, list[Shown]]) -> None:
    """Of a class's plot of survival: every randomised trial that its page lists is drawn or named."""
    read, found = book_of_plots
    seen = 0
    for shown in found:
        if shown.page.kind == "classes" and shown.endpoint == "os":
            record = read.atlas.classes[shown.page.record]
            left = re.search(r'<div class="left-out">.*?</div>', shown.text, re.DOTALL)
            for trial in read.atlas.trials.values():
                listed = trial.id in record.landmark if record.landmark else record.id in trial.classes
                if listed and trial.allocation == "randomised":
                    drawn = any(row.trial == trial.id for row in shown.rows())
                    assert drawn or (left and html.escape(trial.acronym, quote=False) in left[0]), (shown.page.path, trial.id)
                    seen += not drawn
    assert seen > 5 or len(read.atlas.trials) < 5


def test_the_sentence_counts_the_rows(book_of_plots: tuple[flow.Read, list[Shown]]) -> None:
    read, found = book_of_plots
    for shown in (one for one in found if one.endpoint):
        wording, rows = Wording(shown.page.language, read.labels), shown.rows()
        (says,) = re.findall(r'<p class="shows">(.*?)</p>', shown.text)
        assert str(len(rows)) in says
        for shape in ("crossed", "missed"):
            number = sum(row.shape == shape for row in rows)
            assert (wording.label(f"plot.says.{shape}").format(n=number) in says) is (number > 0), says
        values = sorted((row.figure.split("（")[0].split(" (")[0] for row in rows), key=float)
        assert values[0] in says
        assert values[-1] in says


def test_a_plot_holds_no_style_of_its_own(book_of_plots: tuple[flow.Read, list[Shown]]) -> None:
    for shown in book_of_plots[1]:
        assert not re.search(r"\sstyle=|<style|#[0-9a-f]{6}\b", shown.text), shown.page.path


NEEDED = (
    "title", "trial", "disease", "endpoint", "population", "experimental", "control", "testing", "reference", "published", "checked",
)


def test_files_carry_title_population_arms_testing_reference_and_date(book_of_plots: tuple[flow.Read, list[Shown]]) -> None:
    read, found = book_of_plots
    for page in {id(shown.page): shown.page for shown in found}.values():
        tables = {name: text for name, text in page.files.items() if name.endswith(".csv")}
        for (name, text), shown in zip(tables.items(), (one for one in found if one.page is page), strict=True):
            drawn = [line for line in csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))) if not line["not_drawn"]]
            picture = page.files[name.replace(".csv", ".svg")]
            words = " ".join("".join(e.itertext()) for e in ElementTree.fromstring(picture).iter(f"{SVG}text"))
            assert "<a " not in picture
            for line, row in zip(drawn, shown.rows(), strict=True):
                assert [key for key in NEEDED if not line[key]] == [], (name, line)
                assert line["testing"] == {"crossed": "tested", "missed": "tested"}.get(row.shape, line["testing"])
                assert line["value"] in row.figure
                assert line["ci_low"] in row.figure
                assert line["reference"].replace("https://doi.org/", "doi:").replace(" ", "")[:40] in words.replace(" ", "")
            assert drawn[0]["title"].replace(" ", "") in words.replace(" ", "")
            assert read.labels("plot.sources", page.language) in words


# -- what a trial's record may hold, in the miniature ---------------------------------------------------
def changed(atlas: Atlas, result_id: str, update: dict[str, object]) -> Trial:
    trial = atlas.trials["linden-01"]
    results = [r.model_copy(update=update) if r.id == result_id else r for r in trial.results]
    return trial.model_copy(update={"results": results})


def without_interval(result: Result) -> dict[str, object]:
    assert result.effect
    return {"effect": result.effect.model_copy(update={"ci": None})}


@pytest.fixture
def mini_book(mini: House, mini_read: flow.Read) -> Book:
    return Book(mini, mini_read.atlas, mini_read.labels, "en")


def test_a_test_without_interval_is_named_and_the_latest_report_drawn_as_what_it_is(mini_book: Book, atlas: Atlas) -> None:
    test = next(r for r in atlas.trials["linden-01"].results if r.id == "os-2021")
    trial = changed(atlas, "os-2021", without_interval(test))
    drawn, left = comparisons.of_trials(mini_book, [trial, atlas.trials["birch"]], "os")
    assert [(one.trial.id, one.result.id) for one in drawn] == [("linden-01", "os-2024"), ("birch", "os-2022")]
    assert [(one.why, one.result.id) for one in left if one.result] == [("later", "os-2021")]
    setting = atlas.settings["sample-tumour-first-line"]
    (plot,) = (one for one in plots.plots(mini_book, setting, [trial, atlas.trials["birch"]]) if one.id.endswith("-os"))
    assert "later follow-up, not tested" in plot.svg
    assert [(one.why, [name for _, name, _ in one.items]) for one in plot.left] == [
        ("interval of the formal test not found, later follow-up plotted", ["LINDEN-01"])
    ]


@pytest.mark.parametrize(("update", "why"), [
    ({"effect": None}, "arms"), ({"disclosed": "by accident"}, "absent"),
])
def test_other_reasons_for_not_being_drawn(mini_book: Book, atlas: Atlas, update: dict[str, object], why: str) -> None:
    trial = atlas.trials["birch"]
    trial = trial.model_copy(update={"results": [r.model_copy(update=update) if r.id == "os-2022" else r for r in trial.results]})
    drawn, left = comparisons.of_trials(mini_book, [trial], "os")
    assert drawn == []
    assert [one.why for one in left] == [why]


def test_a_trials_plot_has_the_test_and_below_it_the_latest_report(mini_book: Book, atlas: Atlas) -> None:
    lines = Lines(atlas, mini_book.wording, atlas.trials["linden-01"])
    drawn, _ = comparisons.of_trial(lines)
    assert [(one.result.id, one.depth) for one in drawn] == [("os-2021", 0), ("os-2024", 0), ("os-high-2021", 1), ("pfs-2021", 0)]
    (plot,) = plots.trial_plot(mini_book, lines)
    assert plot.says.startswith("Overall survival, all patients: hazard ratio 0.88 in the formal test, 0.90 in the latest report.")
    assert "← favours exemplumab" in plot.svg
    assert plot.svg.index("formal test: primary analysis") < plot.svg.index("latest report: follow-up")


def test_a_plot_of_one_row_is_none(mini_book: Book, atlas: Atlas) -> None:
    assert plots.plots(mini_book, atlas.settings["sample-tumour-first-line"], [atlas.trials["birch"]]) == []


def test_the_sides_are_named_by_the_arms_their_parts_or_their_order(mini_book: Book, atlas: Atlas) -> None:
    trial = atlas.trials["linden-01"]
    twins = trial.model_copy(update={"arms": [a.model_copy(update={"role": "experimental"}) for a in trial.arms]})
    for one_trial, wanted in ((trial, "← favours experimental"), (twins, "← favours first-named arm")):
        setting = atlas.settings["sample-tumour-first-line"]
        (plot,) = (one for one in plots.plots(mini_book, setting, [one_trial, atlas.trials["birch"]]) if one.id.endswith("-os"))
        assert wanted in plot.svg


def test_treatments_head_a_long_plot(real_read: flow.Read, real_pages: list[Page]) -> None:
    shown = next(
        one for one in every(real_pages) if (one.page.path, one.page.language, one.endpoint) == ("classes/combinations", "en", "os")
    )
    heads = re.findall(r'<text class="group"[^>]*>(.*?)</text>', shown.text.split("</svg>")[0])
    names = [name_of(real_read.atlas.classes[one], "en") for one in comparisons.TREATMENTS]
    assert heads == sorted(heads, key=names.index)
    assert len(heads) > 1
