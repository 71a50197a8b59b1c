"""Which figures stand for a trial: one choice, from which cards, lists, tables, plots, search and published data take theirs.

In: a trial and the Atlas. Out: `Answer`s. A question is an end point in a population, for a pair of arms. It has two
answers that are never mixed: the test, which is the analysis that the protocol tested, and the latest, which is the newest
follow-up, descriptive. Adjusted estimates, figures disclosed by accident, and announcements that a paper has overtaken
answer nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal

from ..records import Atlas
from ..schema import HARMS, TIME_TO_EVENT, Result, Text, Trial, decimal

Verdict = Literal["met", "not met", "partly", "worse", "none planned", "not tested", "not found"]
"""Of a primary end point; `not tested` where the order of testing stopped before it, `not found` where its test is not recorded here."""

PRIMARY = ("primary", "co-primary")
RESPONSE = ("orr", "cr", "pcr", "mpr")
OF_TRIAL: dict[str, Verdict] = {
    "yes": "met", "no": "not met", "worse": "worse", "not tested": "none planned", "not reported": "not found", "partly": "not found",
}


@dataclass(frozen=True)
class Answer:
    """The answers to one question of a trial: an end point in a population, for a pair of arms."""

    endpoint: str
    name: Text | None
    """Its own name, where the list of end points has none."""
    population: str
    pair: tuple[str, ...]
    """The arms compared, the experimental one first; the arms reported where nothing is compared."""
    primary: bool
    test: Result | None
    """The formally tested analysis that decided."""
    earlier: tuple[Result, ...]
    """Of a primary end point: formal tests before it that did not decide; without a test, analyses that may have been one."""
    latest: Result | None
    """The newest other report: later than the test where there is one."""
    figures: Result | None
    """Where the arms' figures of the first answer come from, when its own report gives none."""
    verdict: Verdict | None
    """Of a primary end point."""

    @property
    def decided_elsewhere(self) -> bool:
        """Whether the outcome is known and the figures of the test that decided it are not."""
        return self.test is None and self.verdict in ("met", "not met", "worse")

    @property
    def rank(self) -> int:
        """Its place among primary questions: tested with figures, reported with figures, tested without, unknown."""
        known = self.first is not None and (self.arms is not None or figured(self.first))
        return (0 if self.test else 1) if known else 2 if self.test else 3

    @property
    def asks(self) -> tuple[str, str, tuple[str, ...]]:
        """What it is about, whatever the population."""
        return self.endpoint, self.name.en if self.name else "", self.pair

    @property
    def first(self) -> Result | None:
        """What a place with room for one figure shows."""
        return self.test or self.latest

    @property
    def arms(self) -> Result | None:
        """The report that gives the arms' figures of the first answer."""
        return self.figures or (self.first if self.first and shows_arms(self.first) else None)


@cache
def _order(endpoints: tuple[str, ...]) -> dict[str, int]:
    return {endpoint: place for place, endpoint in enumerate(endpoints)}


def answers(atlas: Atlas, trial: Trial) -> list[Answer]:
    """Every question of a trial: primary ones in the order of testing, as the record has it, then the others by end point and population.

    Among primary ones those with a formal test come first, and none without any figure before one with figures.
    """
    found = [_answer(atlas, trial, results, pair) for results, pair in questions(trial)]
    kept = [one for one in found if one.first or one.primary]
    kept += unanswered(trial, {one.endpoint for one in kept if one.primary})
    order = _order(tuple(dict.fromkeys([*trial.primary_endpoints, "os", "pfs", "efs", "dfs", "rfs", *RESPONSE])))
    populations = ["itt", *(p.id for p in trial.populations)]
    return sorted(
        kept,
        key=lambda one: (
            not one.primary, one.rank if one.primary else 0, order.get(one.endpoint, len(order)),
            0 if one.primary else populations.index(one.population) if one.population in populations else len(populations),
        ),
    )


def unanswered(trial: Trial, known: set[str]) -> Iterator[Answer]:
    """Primary end points of efficacy without any result: questions that have a verdict and no figure."""
    pair = tuple(arm.id for arm in trial.arms) if len(trial.arms) == 2 and trial.allocation == "randomised" else ()
    for endpoint in dict.fromkeys(trial.primary_endpoints):
        if endpoint not in known and endpoint not in HARMS and endpoint != "other":
            yield Answer(endpoint, None, "itt", pair, True, None, (), None, None, verdict(trial, None, []))


def questions(trial: Trial) -> Iterator[tuple[list[Result], tuple[str, ...]]]:
    """Unadjusted results of efficacy by end point, population and pair of arms, each group in the record's order of time."""
    groups: dict[tuple[str, str, str], list[Result]] = {}
    for result in trial.results:
        if result.endpoint not in HARMS and result.role != "safety" and result.estimand is None:
            name = result.name.en if result.name else ""
            groups.setdefault((result.endpoint, name, result.population), []).append(result)
    for results in groups.values():
        pairs = list(dict.fromkeys(r.effect.compares for r in results if r.effect))
        if not pairs:
            yield results, tuple(dict.fromkeys(arm.arm for r in results for arm in r.arms))
        for pair in pairs:
            yield [r for r in results if belongs(r, pair)], pair


def belongs(result: Result, pair: tuple[str, str]) -> bool:
    """Whether a result compares these two arms or, comparing none, reports both of them, or none by name."""
    if result.effect:
        return result.effect.compares == pair
    return not result.arms or set(pair) <= {arm.arm for arm in result.arms}


def _answer(atlas: Atlas, trial: Trial, results: list[Result], pair: tuple[str, ...]) -> Answer:
    primary = any(r.role in PRIMARY for r in results)
    usable = [r for r in results if r.disclosed != "by accident" and not overtaken(atlas, r, results)]
    test = tested(usable)
    rest = [r for r in usable if r is not test and told(r) and (test is None or later(results, test, r))]
    same = [r for r in rest if test is None or r.assessor in (test.assessor, "not stated", "not applicable")] or rest
    latest = newest(same)
    first = test or latest
    figures = None
    if first and not shows_arms(first):
        figures = borrowed(first, pair, [r for r in usable if r is not first])
    one = results[0]
    before = [
        r for r in usable if primary and r not in (test, latest) and r.effect
        and (formal(r) and not later(results, test, r) if test else r.effect.significant == "not stated")
    ]
    return Answer(
        one.endpoint, one.name, one.population, pair, primary, test, tuple(before), latest, figures,
        verdict(trial, test, results) if primary else None,
    )


def tested(results: list[Result]) -> Result | None:
    """The analysis that decided: the first that crossed its boundary, else the last that did not; primary roles before others."""
    for roles in (PRIMARY, None):
        tests = [r for r in results if formal(r) and (roles is None or r.role in roles)]
        if tests:
            return next((r for r in tests if r.effect and r.effect.significant == "yes"), tests[-1])
    return None


def formal(result: Result) -> bool:
    """Whether a result is a formal test."""
    return result.effect is not None and result.effect.significant in ("yes", "no")


def verdict(trial: Trial, test: Result | None, results: list[Result]) -> Verdict:
    """Of a primary end point: what its test says, else what the trial's record says of all its primary end points."""
    if test:
        return "worse" if trial.met == "worse" else outcome(test)
    if trial.met == "partly" and any(r.effect and r.effect.significant == "not tested" and r.analysis == "final" for r in results):
        return "not tested"
    return OF_TRIAL[trial.met]


def outcome(test: Result) -> Verdict:
    """What a formal test decided: significant against the experimental arm is worse."""
    effect = test.effect
    if effect is None or effect.significant != "yes":
        return "not met"
    value = decimal(effect.value)
    return "worse" if test.endpoint in TIME_TO_EVENT and effect.measure == "hr" and value is not None and value > 1 else "met"


def newest(results: list[Result]) -> Result | None:
    """The last report with a comparison, else the last with figures of arms."""
    compared = [r for r in results if r.effect and (decimal(r.effect.value) is not None or r.effect.p)]
    return (compared or results or [None])[-1]  # type: ignore[list-item]


def told(result: Result) -> bool:
    """Whether a result says anything of efficacy."""
    return bool(result.effect) or shows_arms(result)


def figured(result: Result) -> bool:
    """Whether a result holds any figure: of its arms, of the comparison, or a P value."""
    effect = result.effect
    return shows_arms(result) or (effect is not None and (decimal(effect.value) is not None or effect.p is not None))


def shows_arms(result: Result) -> bool:
    """Whether a result gives a median or a rate of an arm."""
    return any(arm.median is not None or arm.rates for arm in result.arms)


def later(results: list[Result], test: Result, other: Result) -> bool:
    """Whether a report came after the test, by the record's order of time."""
    return results.index(other) > results.index(test)


def overtaken(atlas: Atlas, result: Result, results: list[Result]) -> bool:
    """Whether a company's announcement was followed by another kind of report; that of a test, only by one of the test."""
    def announced(one: Result) -> bool:
        reference = atlas.references.get(one.cite)
        return reference is not None and reference.status == "press release"

    others = [one for one in results[results.index(result) + 1 :] if told(one) and not announced(one)]
    return announced(result) and any(formal(one) or not formal(result) or one.analysis == result.analysis for one in others)


def borrowed(first: Result, pair: tuple[str, ...], others: list[Result]) -> Result | None:
    """The report whose figures of all arms stand beside a comparison that was printed without: of the same analysis, else the newest.

    Medians before rates, which may be of another time.
    """
    able = [r for r in others if set(pair) <= {arm.arm for arm in r.arms if arm.median is not None or arm.rates}]
    able = [r for r in able if any(arm.median is not None for arm in r.arms)] or able
    same = [r for r in able if r.analysis == first.analysis and r.data_cutoff in (None, first.data_cutoff)]
    return (same or able or [None])[-1]  # type: ignore[list-item]


def rates(atlas: Atlas, trial: Trial, answer: Answer) -> tuple[Result, str] | None:
    """The newest report that gives the rates of both arms at one time, and that time in months; None where none does."""
    for result in reversed(trial.results):
        same = (result.endpoint, result.population) == (answer.endpoint, answer.population) and result.estimand is None
        if not same or result.disclosed == "by accident" or not set(answer.pair) <= {arm.arm for arm in result.arms}:
            continue
        times = [{r.at for r in arm.rates if r.at} for arm in result.arms if arm.arm in answer.pair]
        if shared := set.intersection(*times) if times else set():
            return result, max(shared, key=float)
    return None


HARM_LINES: dict[str, tuple[str, ...]] = {
    "grade3": (
        "trae-grade3plus", "trae-grade3to4", "ae-grade3plus", "ae-grade3to4", "irae-grade3plus", "irae-grade3to4", "crs-grade3plus",
    ),
    "stopped": ("trae-discontinuation", "ae-discontinuation"),
    "died": ("trae-death", "ae-death"),
}
"""What a card says of harm → end points, treatment-related before any cause, grade ≥3 before 3–4."""


SERIOUS = ("tr-sae", "sae")


def harms(trial: Trial) -> dict[str, Result]:
    """The harm results that stand for a trial, by line of the card: those that show most arms, then in the order of HARM_LINES.

    Where none of them shows two arms, also the first harm of another kind that does, serious ones before others.
    """
    usable = [r for r in trial.results if r.current and r.disclosed != "by accident" and counted(r)]
    found = {}
    for kind, endpoints in HARM_LINES.items():
        if able := [r for endpoint in endpoints for r in usable if r.endpoint == endpoint]:
            found[kind] = max(able, key=counted)
    if all(counted(r) < 2 for r in found.values()):
        others = [r for r in usable if (r.endpoint in HARMS or r.role == "safety") and counted(r) > 1]
        if others:
            found["other"] = min(others, key=lambda r: r.endpoint not in SERIOUS)
    return found


def counted(result: Result) -> int:
    """How many arms have a rate or a number of patients with the harm."""
    return sum(bool(arm.rates) or (arm.events is not None and arm.n is not None) for arm in result.arms)


def headline(atlas: Atlas, trial: Trial) -> Answer | None:
    """The answer for a place with room for one: the first primary end point with a report, else the first of any kind."""
    return next((one for one in answers(atlas, trial) if one.first), None)


def opening(found: list[Answer]) -> Iterator[str]:
    """The tests that a trial's first report was of: that of its first question, and other primary ones of the same look and source."""
    tests = [one.test for one in found if one.primary and one.test]
    early = [one for one in tests if one.analysis in ("primary", "interim")]
    return (one.id for one in early if (one.analysis, one.cite) == (tests[0].analysis, tests[0].cite))


def asked(atlas: Atlas, trial: Trial, endpoint: str) -> list[Answer]:
    """What a plot of several trials tells of one: its questions about an end point, in all patients or a population of a primary answer."""
    found = answers(atlas, trial)
    main = {"itt"} | {one.population for one in found if one.primary}
    return [one for one in found if one.endpoint == endpoint and one.population in main]


def first_published(atlas: Atlas, trial: Trial) -> str:
    """The year of the earliest report of the trial's primary result that the record cites; empty where it cites none."""
    return first_issued(atlas, trial)[:4]


def first_issued(atlas: Atlas, trial: Trial) -> str:
    """The date of that report, as precise as its reference has it."""
    if trial.first_report in atlas.references:
        return atlas.references[str(trial.first_report)].issued
    return min((atlas.references[r.cite].issued for r in trial.results if r.cite in atlas.references), default="")


def last_reported(atlas: Atlas, trial: Trial) -> str:
    """The year of the newest report that is known, whether or not its figures were found."""
    years = [atlas.references[r.cite].issued[:4] for r in trial.results if r.cite in atlas.references]
    if trial.latest_seen:
        years.append(trial.latest_seen.date[:4])
    return max(years, default="")
