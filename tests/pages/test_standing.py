"""Which figures stand for a trial: the test and the latest apart, in every trial and in those that once went wrong."""

from __future__ import annotations

import pytest

from scripts import flow
from scripts.language.wording import Wording
from scripts.pages import standing
from scripts.pages.card import Card, card
from scripts.pages.lines import Lines
from scripts.records import Atlas
from scripts.schema import Trial

# Trial, end point, population → the ids of its test and of its latest report, and the verdict.
KNOWN = [
    ("oak", "os", "itt-850", "os-2016", "os-2018-itt850", "met"),
    ("caspian", "os", "itt", "os-2019", "os-2021", "met"),
    ("relativity-047", "pfs", "itt", "pfs-2022", "pfs-2025", "met"),
    ("relativity-047", "os", "itt", "os-2023", "os-2025", None),
    ("keynote-355", "pfs", "cps-10", "pfs-cps-10-2020", "pfs-cps-10-2022", "met"),
    ("keynote-355", "os", "cps-1", "os-cps-1-2022", None, "not met"),
    ("keynote-355", "os", "itt", None, "os-2022", "not tested"),
    ("transform", "os", "itt", "os-2023", "os-2025", None),
    ("optim", "os", "itt", "os-2014", "os-2019", None),
    ("poseidon", "os", "itt", "os-durvalumab-2022", "os-durvalumab-2024", "not met"),
]


def answer(atlas: Atlas, trial: str, endpoint: str, population: str) -> standing.Answer:
    found = [a for a in standing.answers(atlas, atlas.trials[trial]) if (a.endpoint, a.population) == (endpoint, population)]
    return found[0]


@pytest.mark.parametrize(("trial", "endpoint", "population", "test", "latest", "verdict"), KNOWN)
def test_the_test_is_never_replaced_by_the_latest(
    real_read: flow.Read, trial: str, endpoint: str, population: str, test: str | None, latest: str | None, verdict: str | None
) -> None:
    found = answer(real_read.atlas, trial, endpoint, population)
    assert (found.test.id if found.test else None) == test
    assert latest is None or (found.latest.id if found.latest else None) == latest
    assert found.verdict == verdict


def test_a_second_comparison_that_missed_its_end_point_stands_beside_the_first(real_read: flow.Read) -> None:
    found = [a for a in standing.answers(real_read.atlas, real_read.atlas.trials["caspian"]) if a.primary]
    assert [(a.pair[0], a.verdict) for a in found] == [("durvalumab", "met"), ("durvalumab-tremelimumab", "not met")]


def cards(read: flow.Read, language: str) -> dict[str, Card]:
    wording = Wording(language, read.labels)
    return {trial.id: card(Lines(read.atlas, wording, trial)) for trial in read.atlas.trials.values()}


def test_every_formally_tested_primary_result_decides_or_came_before_what_decided(real_read: flow.Read) -> None:
    """A tested primary result of a record is the card's test, or an earlier look at the same question."""
    for trial in real_read.atlas.trials.values():
        tests = [a.test for a in standing.answers(real_read.atlas, trial) if a.primary and a.test]
        shown = {t.id for t in tests}
        for result in trial.results:
            formal = result.effect and result.effect.significant in ("yes", "no") and result.role in standing.PRIMARY
            if formal and result.estimand is None and result.disclosed != "by accident":
                same = [t for t in tests if (t.endpoint, t.population) == (result.endpoint, result.population)]
                assert result.id in shown or same, f"{trial.id} {result.id}"


def test_no_card_opens_with_an_empty_comparison_where_a_report_has_the_medians(real_read: flow.Read) -> None:
    for trial in real_read.atlas.trials.values():
        for found in standing.answers(real_read.atlas, trial):
            if not found.primary or found.first is None:
                continue
            able = [
                r for r in trial.results
                if (r.endpoint, r.population) == (found.endpoint, found.population) and r.estimand is None and standing.shows_arms(r)
                and r.disclosed != "by accident" and (len(found.pair) != 2 or set(found.pair) <= {a.arm for a in r.arms})
            ]
            assert found.arms is not None or not able, f"{trial.id} {found.endpoint} {found.population}: {[r.id for r in able]}"


def test_no_adjusted_accidental_or_overtaken_figure_answers_anything(real_read: flow.Read) -> None:
    for trial in real_read.atlas.trials.values():
        for found in standing.answers(real_read.atlas, trial):
            for result in (found.test, found.latest, found.figures):
                assert result is None or (result.estimand is None and result.disclosed != "by accident"), trial.id


def test_a_later_report_comes_later_than_the_test(real_read: flow.Read) -> None:
    for trial in real_read.atlas.trials.values():
        places = [r.id for r in trial.results]
        for found in standing.answers(real_read.atlas, trial):
            if found.test and found.latest:
                assert places.index(found.latest.id) > places.index(found.test.id), trial.id


def test_the_sign_of_a_difference_is_that_of_its_arms(real_read: flow.Read) -> None:
    """Experimental minus control, whatever the order in which a report names them."""
    wording = Wording("en", real_read.labels)
    for trial in real_read.atlas.trials.values():
        lines = Lines(real_read.atlas, wording, trial)
        roles = {a.id: a.role for a in trial.arms}
        for found in lines.answers:
            pair = lines.oriented(found.pair)
            if len(pair) == 2 and {roles[p] for p in pair} == {"experimental", "control"}:
                assert roles[pair[0]] == "experimental", f"{trial.id} {found.endpoint}"


def test_a_p_value_says_whether_it_was_a_test(real_read: flow.Read) -> None:
    for language, nominal in (("zh", "名义P"), ("en", "nominal P")):
        wording = Wording(language, real_read.labels)
        for trial in real_read.atlas.trials.values():
            lines = Lines(real_read.atlas, wording, trial)
            for result in trial.results:
                if result.effect and result.effect.p and result.effect.significant == "not tested":
                    assert lines.p(result).startswith(nominal), f"{trial.id} {result.id}"


def test_crossed_is_said_only_of_a_boundary_that_is_recorded(real_read: flow.Read) -> None:
    wording = Wording("en", real_read.labels)
    for trial in real_read.atlas.trials.values():
        lines = Lines(real_read.atlas, wording, trial)
        for result in trial.results:
            if "boundary" in lines.decided(result):
                assert result.effect, trial.id
                assert result.effect.boundary, f"{trial.id} {result.id}"


def made(atlas: Atlas, trial: str, *changes: dict[str, object]) -> Trial:
    """A trial of the miniature with some of its results changed, by id."""
    found = atlas.trials[trial]
    by_id = {str(change["id"]): change for change in changes}
    results = [r.model_copy(update=by_id.get(r.id, {})) for r in found.results]
    return found.model_copy(update={"results": results})


def test_a_figure_disclosed_by_accident_never_leads(atlas: Atlas) -> None:
    trial = atlas.trials["linden-01"]
    first = next(a for a in standing.answers(atlas, trial) if a.primary)
    assert first.first is not None
    changed = made(atlas, "linden-01", {"id": first.first.id, "disclosed": "by accident"})
    again = next(a for a in standing.answers(atlas, changed) if a.primary)
    assert again.first is None or again.first.id != first.first.id


def test_both_languages_choose_the_same_figures(real_read: flow.Read) -> None:
    zh, en = cards(real_read, "zh"), cards(real_read, "en")
    for trial in zh:
        for one, other in zip(zh[trial].primary, en[trial].primary, strict=True):
            assert [(k, line.result.id) for k, line in one.lines] == [(k, line.result.id) for k, line in other.lines]
