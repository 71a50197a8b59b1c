"""The words of an answer: one line a report, the same on cards, in tables, in search and as a sentence to copy.

In: a book, a trial and its answers. Out: `Line`s, whose every part is plain text of the book's language, with the
references that printed it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ..language.wording import Wording, signed
from ..records import Atlas
from ..schema import Result, Text, Trial, decimal
from ..schema.trial import ArmResult, Rate
from . import standing
from .standing import Answer, Verdict


@dataclass(frozen=True)
class Figure:
    """One arm's figure; `share` is a percentage where the figure is one, for a bar."""

    arm: str
    text: str
    share: float | None = None


@dataclass(frozen=True)
class Line:
    """One report of one question. `state` is `tested`, `descriptive` or `open` (whether it was tested is not stated)."""

    result: Result
    state: str
    endpoint: str
    population: str
    """Empty for all patients."""
    when: str
    figures: tuple[Figure, ...]
    borrowed: str
    """Which other report the arms' figures come from; empty where it is the same."""
    difference: str
    effect: str
    p: str
    decided: str
    """What the test decided; empty where nothing was tested."""
    sources: tuple[tuple[str, str], ...]
    """Reference and locator, the effect's first."""
    arms: tuple[str, ...] = ()
    """The arms that it is about, the experimental one first."""
    at: str | None = None
    """Months, of a line of rates."""
    note: Text | None = None
    """What must be known of a test that its interval seems to contradict."""
    brief: str = ""
    """For a place with room for one figure: the comparison, else the arms' figures, else the P value."""

    verdict: Verdict | None = None
    """What a formal test of an end point that is not primary decided."""
    followed: bool = False
    """Whether it is a later report of what was tested."""

    def figure(self, place: int) -> Figure | None:
        """The figure of the arm at a place, where there is one."""
        return next((f for f in self.figures if f.arm == self.arms[place]), None) if place < len(self.arms) else None


class Lines:
    """Writes the lines of one trial in one language."""

    def __init__(self, atlas: Atlas, wording: Wording, trial: Trial) -> None:
        self.atlas, self.w, self.trial = atlas, wording, trial
        self.answers = standing.answers(atlas, trial)
        self.opening = set(standing.opening(self.answers))
        self.populations = {p.id: p for p in trial.populations}

    # -- names ------------------------------------------------------------------------------------
    def arm(self, arm: str) -> str:
        """What an arm is called."""
        return next((self.w.pick(a.label) for a in self.trial.arms if a.id == arm), arm)

    def population(self, population: str) -> str:
        """What a population is called; empty for all patients."""
        if population in self.populations:
            return self.w.pick(self.populations[population].name)
        return self.w.label("population.safety") if population == "safety" else ""

    def endpoint(self, of: Answer | Result) -> str:
        """What an end point is called."""
        return self.w.endpoint(of)

    def depth(self, population: str, among: set[str]) -> int:
        """How many of some populations a population lies in."""
        found, seen = 0, {population}
        while population in self.populations and self.populations[population].within not in seen:
            population = self.populations[population].within
            seen.add(population)
            found += population in among
        return found

    def above(self, answer: Answer) -> set[str]:
        """The populations of the primary questions before an answer that ask the same."""
        place = self.answers.index(answer)
        return {one.population for one in self.answers[:place] if one.primary and one.asks == answer.asks}

    def nested(self, found: list[Answer]) -> list[Answer]:
        """Answers by what they ask, each population below the wider one that it lies in."""
        def below(same: list[Answer], among: set[str], depth: int, inside: str | None) -> Iterator[Answer]:
            for one in same:
                if self.depth(one.population, among) == depth and (inside is None or self.depth(one.population, {inside})):
                    yield one
                    yield from below(same, among, depth + 1, one.population)

        groups = [[one for one in found if one.asks == asked] for asked in dict.fromkeys(one.asks for one in found)]
        return [one for same in groups for one in below(same, {one.population for one in same}, 0, None)]

    @staticmethod
    def state(result: Result) -> str:
        """How a result stands to testing; see `state` below."""
        return state(result)

    def when(self, result: Result) -> str:
        """Which look at the data, at what cut-off, after how long."""
        words = [self.w.label(f"analysis.{result.analysis}")]
        if result.data_cutoff:
            words.append(self.w.label("page.cutoff").format(date=self.w.date(result.data_cutoff)))
        elif result.cite in self.atlas.references:
            words.append(self.reported(result))
        if result.median_follow_up:
            words.append(self.w.label("page.follow-up").format(n=result.median_follow_up))
        elif result.minimum_follow_up:
            words.append(self.w.label("page.minimum").format(n=result.minimum_follow_up))
        return self.w.label("answer.comma").join(words)

    def reported(self, result: Result) -> str:
        """When an analysis was first reported: the primary test with its trial, any other by the publication that its figures belong to.

        The year of the source that the figures were read in stands apart where it is a later one.
        """
        known = self.atlas.references
        printed = known[result.cite].issued[:4]
        first = known[result.relays].issued[:4] if result.relays and result.relays in known else printed
        if result.id in self.opening:
            first = min(first, standing.first_published(self.atlas, self.trial) or first)
        words = self.w.label("answer.reported").format(date=self.w.date(first))
        return words if first >= printed else words + self.w.label("answer.printed").format(date=self.w.date(printed))

    # -- figures ----------------------------------------------------------------------------------
    def line(self, answer: Answer, result: Result, arms: Result | None = None, at: str | None = None) -> Line:
        """One report; `arms` gives the arms' figures where it does not, `at` chooses rates at a time in months."""
        giver = result if standing.shows_arms(result) else arms
        pair = self.oriented(answer.pair)
        shown = [a for p in pair for a in (giver.arms if giver else ()) if a.arm == p]
        figures = tuple(self.figure(a, at) for a in shown if a.median is not None or a.rates)
        effect = result.effect if at is None else None
        between = self.w.label("page.v") if self.w.language == "zh" else f" {self.w.label('page.v')} "
        brief = self.effect(result) or between.join(f.text for f in figures) or self.p(result, said=False)
        sources = [(effect.cite or result.cite, effect.locator or result.locator)] if effect else []
        sources += [(a.cite or giver.cite, a.locator or giver.locator) for a in shown if giver]
        return Line(
            result, state(result), self.endpoint(result), self.population(result.population), self.when(result), figures,
            self.when(giver) if giver is not None and giver is not result else "",
            self.difference(shown, at), self.effect(result) if at is None else "", self.p(result, said=False) if at is None else "",
            self.decided(result) if at is None else "", tuple(dict.fromkeys(sources or [(result.cite, result.locator)])),
            tuple(self.arm(p) for p in pair), at, result.note if contradicted(result) else None, brief,
            standing.outcome(result) if result is answer.test else None, answer.test is not None and result is not answer.test,
        )

    def figure(self, arm: ArmResult, at: str | None) -> Figure:
        """An arm's median in months, or its rate: at a time, or the first that is printed."""
        rate = chosen(arm, at)
        if at is None and arm.median is not None:
            return Figure(self.arm(arm.arm), self.w.months(arm.median))
        if rate is None:
            return Figure(self.arm(arm.arm), self.w.label("value.none"))
        value = decimal(rate.value)
        words = self.w.percent(rate.value)
        if rate.at and at is None:
            words += self.w.brackets(self.w.label("page.at").format(n=rate.at))
        return Figure(self.arm(arm.arm), words, float(value) if value is not None else None)

    def difference(self, arms: list[ArmResult], at: str | None) -> str:
        """Experimental minus control: months of median, or points of a rate; empty where one was not reached or not given."""
        if len(arms) != 2:
            return ""
        one, two = arms
        if at is None and (one.median is not None or two.median is not None):
            medians = decimal(one.median), decimal(two.median)
            if medians[0] is None or medians[1] is None:
                return ""
            return self.w.label("form.months").format(n=minus(signed(medians[0] - medians[1])))
        rates = chosen(one, at), chosen(two, at)
        if rates[0] is None or rates[1] is None or rates[0].at != rates[1].at:
            return ""
        values = decimal(rates[0].value), decimal(rates[1].value)
        if values[0] is None or values[1] is None:
            return ""
        points = values[0] - values[1]
        return self.w.label("answer.point" if abs(points) == 1 else "answer.points").format(n=minus(signed(points)))

    def oriented(self, pair: tuple[str, ...]) -> tuple[str, ...]:
        """Two arms with the experimental one first; where both are alike, in the order in which the trial's effects compare them."""
        if len(pair) != 2:
            return pair
        roles = {a.id: a.role for a in self.trial.arms}
        back = (pair[1], pair[0])
        if roles.get(pair[0]) == "control" and roles.get(pair[1]) == "experimental":
            return back
        if roles.get(pair[0]) == roles.get(pair[1]) and any(r.effect and r.effect.compares == back for r in self.trial.results):
            return back
        return pair

    def effect(self, result: Result) -> str:
        """The comparison with its interval; empty where there is none."""
        if result.effect is None or (decimal(result.effect.value) is None and not result.effect.ci):
            return ""
        return self.w.effect(result.effect)

    def p(self, result: Result, said: bool = True) -> str:
        """The P value with its side, nominal where nothing was tested; `said` where what is not stated is not told beside it."""
        effect = result.effect
        if effect is None or effect.p is None:
            return ""
        words = self.w.p(effect)
        return {
            "tested": words, "descriptive": self.w.label("answer.nominal").format(p=words),
            "open": words + (self.w.brackets(self.w.label("answer.open")) if said else ""),
        }[state(result)]

    def decided(self, result: Result) -> str:
        """What a test decided: by its boundary where that is recorded, else as reported."""
        effect = result.effect
        if effect is None or effect.significant not in ("yes", "no"):
            return ""
        if effect.boundary:
            return self.w.label(f"answer.crossed-{effect.significant}").format(b=self.w.boundary(effect.boundary))
        return self.w.label(f"significant.{effect.significant}")


def state(result: Result) -> str:
    """`tested`, `descriptive`, `open` where the report does not say, `plain` where it compares nothing."""
    significant = result.effect.significant if result.effect else "plain"
    return {"yes": "tested", "no": "tested", "not tested": "descriptive", "not stated": "open", "plain": "plain"}[significant]


def contradicted(result: Result) -> bool:
    """Whether a ratio's interval holds 1 though the test was passed, or does not though it was missed."""
    effect = result.effect
    if effect is None or effect.significant not in ("yes", "no") or effect.ci is None or effect.measure not in ("hr", "or", "rr"):
        return False
    low, high = (decimal(bound) for bound in effect.ci)
    return low is not None and high is not None and (low < 1 < high) == (effect.significant == "yes")


def chosen(arm: ArmResult, at: str | None) -> Rate | None:
    """The rate at a time in months, or the first that is printed."""
    return next((rate for rate in arm.rates if at is None or rate.at == at), None)


def minus(text: str) -> str:
    """A number with the sign that print uses."""
    return text.replace("-", "−")
