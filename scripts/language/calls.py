"""The functions that prose may call: figures of records and references, printed with their citation.

In: the Atlas and a language's wording. Out: text with a soft citation `[@@id]` that the pen turns into a number. Between double
braces stands one call with plain arguments and nothing else: no sums, filters, loops or names.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable
from functools import cache
from inspect import Signature, signature

from ..records import Atlas
from ..records.messages import nearest
from ..schema import Result, Trial
from .brackets import flat, inside
from .wording import Wording


class Unknown(Exception):
    """Prose names something that does not exist; the message says what must be named instead."""


Arguments = tuple[tuple[str | int | bool, ...], tuple[tuple[str, str | int | bool], ...]]

BRACES = re.compile(r"\{\{([^{}\n]{1,500})\}\}")
LEFT = re.compile(r"\{\{|\}\}|\{%|%\}")


@cache
def parsed(call: str) -> tuple[str, Arguments]:
    """Name and arguments of a call as typed between braces; raises Unknown where it is anything else."""
    must = f"double braces must hold one call, such as effect(\"keynote-024\", \"os\"), and nothing else (they hold '{call.strip()[:60]}')"
    try:
        node = ast.parse(call.strip(), mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        raise Unknown(must) from None
    if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
        raise Unknown(must)
    given = [*node.args, *(keyword.value for keyword in node.keywords)]
    plain = all(isinstance(one, ast.Constant) and isinstance(one.value, str | int) for one in given)
    if not plain or any(keyword.arg is None for keyword in node.keywords):
        raise Unknown("the arguments of a call must be texts in quotes, whole numbers, True or False")
    return node.func.id, (
        tuple(one.value for one in node.args),  # type: ignore[attr-defined]
        tuple((str(keyword.arg), keyword.value.value) for keyword in node.keywords),  # type: ignore[attr-defined]
    )


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

    def printed(self, text: str, finish: Callable[[str], str] = str) -> str:
        """The text with every call replaced by what it prints, finished; raises Unknown where braces hold anything else."""
        if LEFT.search(text) is None:
            return text
        if left := LEFT.search(BRACES.sub("", text)):
            raise Unknown(f"double braces must hold one call and close on the same line; '{left[0]}' stands alone")
        return BRACES.sub(lambda match: finish(self._fitting(text[: match.start()], self.call(match[1]))), text)

    def _fitting(self, before: str, words: str) -> str:
        """What a call prints, fit to the brackets that it stands in."""
        return flat(words, self.wording.language) if inside(before) else words

    def call(self, typed: str) -> str:
        """What one call prints."""
        name, (given, named) = parsed(typed)
        known = self.table()
        if name not in known:
            raise Unknown(f"the call must be one that prose knows: {', '.join(known)} (it is '{name}'){nearest(name, known)}")
        form = signature(known[name])
        try:
            values = form.bind(*given, **dict(named)).arguments
        except TypeError as error:
            raise Unknown(f"the call must be {name}{_shown(form)}: {error}") from None
        for key, value in values.items():
            switch = form.parameters[key].annotation == "bool"
            if isinstance(value, bool) != switch or (isinstance(value, int) and not switch and key != "at"):
                raise Unknown(f"the argument '{key}' of {name} must be {'True or False' if switch else 'a text in quotes'}")
        return known[name](*given, **dict(named))

    def _trial(self, trial: str) -> Trial:
        if trial not in self.atlas.trials:
            raise Unknown(f"'{trial}' must be the id of a trial{nearest(trial, self.atlas.trials)}")
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
            known = {one for result in trial.results for one in (result.id, result.endpoint)}
            must = f"'{key}' must be a result of {trial_id}, or an end point with a current result in {population}"
            raise Unknown(must + (nearest(key, known) if key not in known else ""))
        return found

    def effect(self, trial: str, key: str, population: str = "itt", p: bool = False) -> str:
        result = self.result(trial, key, population)
        if result.effect is None:
            raise Unknown(f"{trial} {result.id} must hold an effect to be called by effect()")
        # Called by its own id it is the author's choice, and the sentence says of when.
        updated = "" if key == result.id else self.atlas.updated(self._trial(trial), result)
        return self.wording.effect(result.effect, p, updated) + f"[@@{result.effect.cite or result.cite}]"

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
        if reference not in self.atlas.references:
            raise Unknown(f"'{reference}' must be the id of a reference{nearest(reference, self.atlas.references)}")
        known = [figure.id for figure in self.atlas.references[reference].figures]
        raise Unknown(f"'{key}' must be a figure of the reference '{reference}'{nearest(key, known)}")

    def n(self, trial: str) -> str:
        found = self._trial(trial).n_randomised
        if found is None:
            raise Unknown(f"{trial} must hold n_randomised")
        return str(found)


def cited(result: Result) -> str:
    """The citation of the arms' figures: their own where they have one, else the result's."""
    given = dict.fromkeys(arm.cite or result.cite for arm in result.arms)
    return f"[@@{'; '.join(given)}]"


def _shown(form: Signature) -> str:
    """The arguments of a call as a reader types them."""
    return f"({', '.join(str(one.replace(annotation=one.empty)) for one in form.parameters.values())})"
