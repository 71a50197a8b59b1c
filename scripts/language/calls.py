"""The functions that prose may call: figures of records and references, printed with their citation.

In: the Atlas and a language's wording. Out: text with a soft citation `[@@id]` that the pen turns into a number.
"""

from __future__ import annotations

from collections.abc import Callable

from ..records import Atlas
from ..schema import Result, Trial
from .wording import Wording


class Unknown(Exception):
    """Prose names something that does not exist; the message says what must be named instead."""


class Calls:
    """The functions that prose may call; each returns printed text with a soft citation `[@@id]`."""

    def __init__(self, atlas: Atlas, wording: Wording) -> None:
        self.atlas, self.wording = atlas, wording

    def table(self) -> dict[str, Callable[..., str]]:
        """Name in prose → function."""
        return {
            "effect": self.effect, "medians": self.medians, "rates": self.rates, "rate": self.rate, "median": self.median,
            "p": self.p, "figure": self.figure, "n": self.n, "followup": self.followup,
        }

    def _trial(self, trial: str) -> Trial:
        if trial not in self.atlas.trials:
            raise Unknown(f"'{trial}' must be the id of a trial")
        return self.atlas.trials[trial]

    def result(self, trial_id: str, key: str, population: str = "itt") -> Result:
        """A result by its own id, else the current one of an end point in a population."""
        trial = self._trial(trial_id)
        for result in trial.results:
            if result.id == key:
                return result
        found = self.atlas.current(trial, key, population) or (
            self.atlas.current(trial, key, "safety") if population == "itt" else None
        )
        if found is None:
            raise Unknown(f"'{key}' must be a result of {trial_id}, or an end point with a current result in {population}")
        return found

    def effect(self, trial: str, key: str, population: str = "itt", p: bool = False) -> str:
        result = self.result(trial, key, population)
        if result.effect is None:
            raise Unknown(f"{trial} {result.id} must hold an effect to be called by effect()")
        return self.wording.effect(result.effect, p) + f"[@@{result.effect.cite or result.cite}]"

    def p(self, trial: str, key: str, population: str = "itt") -> str:
        result = self.result(trial, key, population)
        if result.effect is None or result.effect.p is None:
            raise Unknown(f"{trial} {result.id} must hold a p-value to be called by p()")
        return self.wording.p(result.effect) + f"[@@{result.effect.cite or result.cite}]"

    def medians(self, trial: str, key: str, population: str = "itt") -> str:
        result = self.result(trial, key, population)
        values = [arm.median for arm in result.arms if arm.median is not None]
        if not values:
            raise Unknown(f"{trial} {result.id} must hold medians to be called by medians()")
        words = [self.wording.bound(v) for v in values]
        unit = self.wording.label("form.months").format(n="") if any(v[0].isdigit() for v in values) else ""
        return self.wording.versus(words) + unit + cited(result)

    def median(self, trial: str, key: str, arm: str, population: str = "itt") -> str:
        result = self.result(trial, key, population)
        for one in result.arms:
            if one.arm == arm and one.median is not None:
                return self.wording.months(one.median) + f"[@@{one.cite or result.cite}]"
        raise Unknown(f"{trial} {result.id} must hold a median of arm '{arm}'")

    def rates(self, trial: str, key: str, population: str = "itt", at: str | None = None) -> str:
        result = self.result(trial, key, population)
        found = [
            self.wording.percent(r.value) for arm in result.arms for r in arm.rates[:1] if at is None
        ] or [self.wording.percent(r.value) for arm in result.arms for r in arm.rates if r.at == (str(at) if at else None)]
        if not found:
            raise Unknown(f"{trial} {result.id} must hold rates{f' at {at} months' if at else ''} to be called by rates()")
        return self.wording.versus(found) + cited(result)

    def rate(self, trial: str, key: str, arm: str, at: str | None = None, population: str = "itt") -> str:
        result = self.result(trial, key, population)
        for one in result.arms:
            for r in one.rates:
                if one.arm == arm and (at is None or r.at == str(at)):
                    return self.wording.percent(r.value) + f"[@@{one.cite or result.cite}]"
        raise Unknown(f"{trial} {result.id} must hold a rate of arm '{arm}'")

    def followup(self, trial: str, key: str, population: str = "itt") -> str:
        result = self.result(trial, key, population)
        if result.median_follow_up is None:
            raise Unknown(f"{trial} {result.id} must hold a median follow-up")
        return self.wording.months(result.median_follow_up) + f"[@@{result.cite}]"

    def figure(self, reference: str, key: str) -> str:
        for figure in getattr(self.atlas.references.get(reference), "figures", []):
            if figure.id == key:
                return f"{self.wording.figure(figure.value)}[@@{reference}]"
        raise Unknown(f"'{key}' must be a figure of the reference '{reference}'")

    def n(self, trial: str) -> str:
        found = self._trial(trial).n_randomised
        if found is None:
            raise Unknown(f"{trial} must hold n_randomised")
        return str(found)


def cited(result: Result) -> str:
    """The citation of the arms' figures: their own where they have one, else the result's."""
    given = dict.fromkeys(arm.cite or result.cite for arm in result.arms)
    return f"[@@{'; '.join(given)}]"
