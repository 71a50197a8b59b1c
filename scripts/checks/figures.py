"""The arithmetic of published figures as rules."""

from __future__ import annotations

from collections.abc import Iterator

from ..arithmetic import Look, beside, looks
from ..problems import Problem
from ..records import Atlas


def arithmetic_holds(atlas: Atlas) -> Iterator[Problem]:
    """A result agrees with its own interval, p-value, counts, medians and rates and with the other analyses, or says why not."""
    for trial in atlas.trials.values():
        others: dict[int, list[Look]] = {}
        for i, look in beside(trial):
            others.setdefault(i, []).append(look)
        for i, result in enumerate(trial.results):
            wrong = [look for look in [*looks(result), *others.get(i, [])] if not look.agrees]
            place = next((p for p in (("arithmetic_why",), ("effect", "arithmetic_why")) if _given(result, p)), None)
            if wrong and place is None:
                path, line = atlas.where(trial, "results", i)
                told = "; ".join(dict.fromkeys(f"{look.at}: {look.detail}" for look in wrong))
                yield Problem(path, line, "arithmetic", f"{result.id}: figures must agree, or arithmetic_why must say why not ({told})")
            if place is not None and not wrong:
                path, line = atlas.where(trial, "results", i, *place)
                yield Problem(path, line, "arithmetic", f"{result.id}: arithmetic_why must go: the figures agree")


def _given(value: object, place: tuple[str, ...]) -> bool:
    for key in place:
        value = getattr(value, key, None)
    return value is not None
