"""Forest plots of a group of trials, such as those of a setting or a class: what is drawn, with what, in which order."""

from __future__ import annotations

from ..figures.forest import Row
from ..language.wording import name_of
from ..schema import Result, Trial
from .book import Book, Plot
from .standing import compared

# A short plot is read as a whole; a long one needs its trials told apart by what was given.
GROUPED_FROM = 8
HISTOLOGIES = ("squamous", "non-squamous", "any", "not applicable")


DUAL, CHEMO, CHECKPOINT = "dual-checkpoint-blockade", "chemo-immunotherapy", "immune-checkpoint-inhibitors"
COMBINATIONS = "combinations"
"""Ids of classes; a test says that they exist."""


def group(book: Book, trial: Trial, result: Result) -> tuple[int, str]:
    """What a comparison is plotted with: a combination that its first arm holds, chemotherapy only where it is the one; else a class.

    Rank (checkpoint inhibitors alone, combinations, all else) and name in the book's language.
    """
    atlas, classes = book.atlas, book.atlas.classes
    arm = next((a for a in trial.arms if result.effect and a.id == result.effect.compares[0]), trial.arms[0])
    drugs = [atlas.drugs[one] for one in arm.drugs if one in atlas.drugs]
    checkpoint = [d for d in drugs if any(classes[c].parent == CHECKPOINT for c in d.classes if c in classes)]
    absent = {DUAL} if len(checkpoint) < 2 and not any(d.modality == "bispecific antibody" for d in drugs) else set()
    absent |= {CHEMO} if len(checkpoint) == len(drugs) else set()
    known = [one for one in trial.classes if one in classes and one not in absent]
    combined = sorted((c for c in known if classes[c].parent == COMBINATIONS), key=lambda c: c == CHEMO)
    chosen = next(iter(combined or known), "")
    alone = chosen and classes[chosen].parent == CHECKPOINT
    return 1 if combined else 0 if alone else 2, name_of(classes[chosen], book.language) if chosen else ""


PLOTTED = ("os", "pfs", "efs", "dfs", "rfs")


def plots(book: Book, name: str, trials: list[Trial]) -> list[Plot]:
    """A forest plot an end point for a group of trials: their current comparisons."""
    found: list[Plot] = []
    for endpoint in PLOTTED:
        shown = [
            (trial, result, group(book, trial, result))
            for trial in trials
            for _, result in compared(book.atlas, trial, endpoint)
            if result.effect and result.effect.measure == "hr"
        ]
        several = len({one for *_, one in shown}) > 1 and len(shown) >= GROUPED_FROM
        if several:
            shown.sort(key=lambda one: (*one[2], HISTOLOGIES.index(one[0].histology), one[0].acronym))
        rows = [
            Row(trial.acronym, result.effect, trial_href(trial), label(book, trial, result), treatment if several else "")
            for trial, result, (_, treatment) in shown
        ]
        found += book.plot(f"{name}-{endpoint}", book.wording.label(f"endpoint.{endpoint}"), rows)
    return found


def trial_href(trial: Trial) -> str:
    """From a setting's page to a trial's."""
    return f"../trials/{trial.id}.html"


def label(book: Book, trial: Trial, result: Result) -> str:
    """What tells a forest row from the trial's other rows: comparison and population where they are not plain."""
    words = [book.wording.label(f"histology.{trial.histology}")] if trial.histology in HISTOLOGIES[:2] else []
    if len(trial.arms) > 2 and result.effect:
        words.append(arm_name(book, trial, result.effect.compares[0]))
    if result.population != "itt":
        words.append(population_name(book, trial, result.population))
    return " · ".join(words)


def population_name(book: Book, trial: Trial, population: str) -> str:
    """What a population is called in the book's language."""
    for one in trial.populations:
        if one.id == population:
            return book.wording.pick(one.name)
    return book.wording.label(f"population.{population}")


def arm_name(book: Book, trial: Trial, arm: str) -> str:
    """What an arm is called in the book's language."""
    return next(book.wording.pick(a.label) for a in trial.arms if a.id == arm)
