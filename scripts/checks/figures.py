"""The arithmetic of published figures as a rule."""

from __future__ import annotations

from collections.abc import Iterator

from ..arithmetic import looks
from ..problems import Problem
from ..records import Atlas


def arithmetic_holds(atlas: Atlas) -> Iterator[Problem]:
    """A result agrees with its own interval, p-value, counts and medians, or its record says why not."""
    for trial in atlas.trials.values():
        for i, result in enumerate(trial.results):
            wrong = [look for look in looks(result) if not look.agrees]
            excused = result.effect is not None and result.effect.arithmetic_why is not None
            if wrong and not excused:
                path, line = atlas.where(trial, "results", i)
                told = "; ".join(f"{look.at}: {look.detail}" for look in wrong)
                yield Problem(path, line, "arithmetic", f"{result.id}: figures must agree, or arithmetic_why must say why not ({told})")
            if excused and not wrong:
                path, line = atlas.where(trial, "results", i, "effect", "arithmetic_why")
                yield Problem(path, line, "arithmetic", f"{result.id}: arithmetic_why must go: the figures agree")
