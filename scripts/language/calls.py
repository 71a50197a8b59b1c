"""The functions that prose may call: figures of records and references, printed with their citation.

In: the Atlas and a language's wording. Out: text with a soft citation `[@@id]` that the pen turns into a number.
A call is `{{ NAME("id", …) }}`: one of the names below with plain words and numbers between its brackets, and nothing else.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable
from functools import cache, cached_property
from typing import Any

from ..records import Atlas
from ..schema import Result, Trial
from .wording import Wording

CALL = re.compile(r"\{\{(.*?)\}\}", re.DOTALL)
# What opens or closes a call, or would be a statement of a template.
MARKS = ("{{", "}}", "{%")


class Unknown(Exception):
    """Prose names something that does not exist; the message says what must be named instead."""


@cache
def parsed(call: str) -> tuple[str, tuple[Any, ...], dict[str, Any]]:
    """Name, arguments and named arguments of one call; raises Unknown where it is anything but a name with plain values."""
    must = "the call must be one that prose knows"
    try:
        node: ast.expr | None = ast.parse(call.strip(), mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        node = None
    if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
        raise Unknown(f"{must}: a name with its arguments in brackets")
    values = [*node.args, *(word.value for word in node.keywords)]
    if not all(isinstance(value, ast.Constant) for value in values) or any(word.arg is None for word in node.keywords):
        raise Unknown(f"{must}: its arguments must be words in quotes, numbers, True or False")
    given = tuple(value.value for value in node.args if isinstance(value, ast.Constant))
    named = {str(word.arg): word.value.value for word in node.keywords if isinstance(word.value, ast.Constant)}
    return node.func.id, given, named


class Calls:
    """The functions that prose may call; each returns printed text with a soft citation `[@@id]`."""

    def __init__(self, atlas: Atlas, wording: Wording) -> None:
        self.atlas, self.wording = atlas, wording

    def print(self, text: str) -> str:
        """A text with the figures that it calls printed into it; raises Unknown where a call names nothing."""
        printed = CALL.sub(self._printed, text)
        if left := next((mark for mark in MARKS if mark in printed), None):
            raise Unknown(f"the call must be one that prose knows: it must stand between {{{{ and }}}}, and '{left}' stands alone")
        return printed

    def _printed(self, match: re.Match[str]) -> str:
        name, given, named = parsed(match[1])
        if name not in self.table:
            raise Unknown(f"the call must be one that prose knows: '{name}' is undefined")
        try:
            return self.table[name](*given, **named)
        except TypeError as error:
            raise Unknown(f"the call must have the arguments that prose knows: {error}") from error

    @cached_property
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
        unit = self.wording.months("0").removeprefix("0") if any(v[0].isdigit() for v in values) else ""
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
